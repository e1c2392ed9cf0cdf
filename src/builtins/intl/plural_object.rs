//! `Intl.PluralRules` (ECMA-402 §17).

use super::class::{Class, push_digits, require_new_of, this_data};
use super::decimal::Quantity;
use super::digit_options::{DigitOptions, read_digits};
use super::locale::{Resolved, choice, coerce_options, locale_list, locale_matcher, resolve, supported_locales};
use super::parts::object_of;
use super::plural::{categories, category, range_category, rules_of};
use super::table::PLURALS;
use crate::builtins::Installer;
use crate::objects::{Brand, Gc, Object, Value};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow, Rooted};

const CLASS: Class =
    Class { name: "PluralRules", brand: Brand::IntlPluralRules, prototype: Intrinsic::IntlPluralRulesPrototype };

const STATICS: &[NativeRow] = &[NativeRow::cx(
    "supportedLocalesOf",
    1,
    supported,
    "ECMA-402 §17.2.2",
    "Those of the locales that need no other in their place",
)];
const METHODS: &[NativeRow] = &[
    NativeRow::cx("resolvedOptions", 0, resolved_options, "ECMA-402 §17.3.2", "What the options came to"),
    NativeRow::cx("select", 1, select, "ECMA-402 §17.3.3", "The category of a number"),
    NativeRow::cx("selectRange", 2, select_range, "ECMA-402 §17.3.4", "The category of a range of numbers"),
];

struct PluralRules {
    locale: Resolved,
    ordinal: bool,
    digits: DigitOptions,
}

pub(super) fn install(installer: &mut Installer<'_>, intl: Gc<Object>) {
    let row = NativeRow::cx("PluralRules", 0, construct, "ECMA-402 §17.1.1", "Which plural a number wants");
    CLASS.install(installer, intl, &row, STATICS, METHODS);
}

fn supported(cx: &mut Cx<'_>) -> JsResult {
    supported_locales(cx, &PLURALS, "Intl.PluralRules.supportedLocalesOf")
}

fn construct(cx: &mut Cx<'_>) -> JsResult {
    const SERVICE: &str = "Intl.PluralRules";
    require_new_of(cx, &CLASS)?;
    let (locales, options) = (cx.arg(0), cx.arg(1));
    let requested = locale_list(cx, locales)?;
    let options = coerce_options(cx, options, SERVICE)?;
    locale_matcher(cx, options, SERVICE)?;
    let ordinal = choice(cx, options, "type", SERVICE, &["cardinal", "ordinal"])? == Some("ordinal");
    let digits = read_digits(cx, options, SERVICE, (0, 3), false, 1)?;
    let mut locale = resolve(&PLURALS, &requested, &[], |_, _| false);
    if requested.is_empty() {
        locale.locale = super::locale::DEFAULT_LOCALE.into();
    }
    CLASS.create(cx, Box::new(PluralRules { locale, ordinal, digits })).map(|made| *made)
}

impl PluralRules {
    fn select(&self, number: f64) -> &'static str {
        let Quantity::Finite(mut decimal) = Quantity::of_number(number) else { return "other" };
        let least = self.digits.apply(&mut decimal);
        category(rules_of(&self.locale.facts), self.ordinal, &decimal, least, 0)
    }
}

fn select(cx: &mut Cx<'_>) -> JsResult {
    let rules: &PluralRules = this_data(cx, &CLASS, "select")?;
    let value = cx.arg(0);
    let number = cx.to_number(value)?;
    Ok(*cx.string(rules.select(number)))
}

fn select_range(cx: &mut Cx<'_>) -> JsResult {
    let rules: &PluralRules = this_data(cx, &CLASS, "selectRange")?;
    let ends: [Rooted; 2] = [cx.arg(0), cx.arg(1)];
    let names = ["startRange", "endRange"];
    for (value, name) in ends.into_iter().zip(names) {
        if value.is_undefined() {
            return Err(cx.type_error(format!("Invalid {name} : undefined")));
        }
    }
    let (start, end) = (cx.to_number(ends[0])?, cx.to_number(ends[1])?);
    for (number, name) in [start, end].into_iter().zip(names) {
        if number.is_nan() {
            return Err(cx.range_error(format!("Invalid {name} : NaN")));
        }
    }
    let (first, last) = (rules.select(start), rules.select(end));
    let name = range_category(rules_of(&rules.locale.facts), first, last);
    Ok(*cx.string(name))
}

fn resolved_options(cx: &mut Cx<'_>) -> JsResult {
    let rules: &PluralRules = this_data(cx, &CLASS, "resolvedOptions")?;
    let mut shown: Vec<(&str, Value)> = vec![
        ("locale", *cx.string(&rules.locale.locale)),
        ("type", *cx.string(if rules.ordinal { "ordinal" } else { "cardinal" })),
    ];
    push_digits(&mut shown, &rules.digits);
    let names = categories(rules_of(&rules.locale.facts), rules.ordinal);
    let names: Vec<Rooted> = names.into_iter().map(|name| cx.string(name)).collect();
    shown.push(("pluralCategories", *cx.array_from(&names)));
    Ok(object_of(cx, &shown))
}
