//! ECMA-402: the global `Intl`, and what `toLocaleString`, `localeCompare` and their kin take from
//! it. English is complete; `docs/intl.md` says what is known of other languages.
//!
//! Nothing of `Intl` is made before a script looks into it, and no table is read before it is
//! needed.

mod class;
pub(super) mod collation;
pub(super) mod collator_object;
pub(super) mod date_format;
mod date_object;
mod date_parts;
mod date_range;
mod date_skeleton;
mod decimal;
mod digit_options;
mod display_names;
mod list_format;
pub(super) mod locale;
mod locale_object;
pub(super) mod number_format;
mod number_object;
mod number_parts;
mod number_range;
mod numbering;
mod parts;
mod plural;
mod plural_object;
mod relative_time;
mod segmenter;
mod table;
pub(super) mod tag;
pub(super) mod temporal;
mod temporal_kind;
mod zone;

use super::Installer;
use crate::objects::{Gc, Object};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow, Rooted, Vm};

const FUNCTIONS: &[NativeRow] = &[
    NativeRow::cx(
        "getCanonicalLocales",
        1,
        canonical_locales,
        "ECMA-402 §8.3.1",
        "Language tags as they should be written",
    ),
    NativeRow::cx("supportedValuesOf", 1, supported_values, "ECMA-402 §8.3.2", "All values of a kind that are known"),
];

/// Installs `Intl`, to be filled when somebody looks into it.
pub(super) fn install(installer: &mut Installer<'_>) {
    let intl = installer.deferred(fill);
    installer.global("Intl", intl);
}

fn fill(vm: &mut Vm, intl: Gc<Object>) {
    let description = vm.space.intern("IntlLegacyConstructedSymbol").value();
    let symbol = vm.space.new_symbol(description, 0).value();
    vm.realm.set(Intrinsic::IntlFallbackSymbol, symbol);
    let installer = &mut Installer::late(vm);
    installer.tag(intl.value(), "Intl");
    installer.methods(intl.value(), FUNCTIONS);
    date_object::install(installer, intl);
    number_object::install(installer, intl);
    collator_object::install(installer, intl);
    plural_object::install(installer, intl);
    relative_time::install(installer, intl);
    list_format::install(installer, intl);
    locale_object::install(installer, intl);
    display_names::install(installer, intl);
    segmenter::install(installer, intl);
}

fn canonical_locales(cx: &mut Cx<'_>) -> JsResult {
    let locales = cx.arg(0);
    let list = locale::locale_list(cx, locales)?;
    let values: Vec<Rooted> = list.iter().map(|tag| cx.string(&tag.text())).collect();
    Ok(*cx.array_from(&values))
}

/// `Intl.supportedValuesOf(key)` (ECMA-402 §8.3.2)
fn supported_values(cx: &mut Cx<'_>) -> JsResult {
    let key = cx.arg(0);
    let key = cx.to_text(key)?;
    let names: Vec<&str> = match key.as_str() {
        "calendar" => vec!["gregory", "iso8601"],
        "collation" => vec!["emoji", "eor"],
        "currency" => number_format::CURRENCY_CODES.split_ascii_whitespace().collect(),
        "numberingSystem" => numbering::systems().collect(),
        "timeZone" => table::REGIONS.facts("und").map_or_else(Vec::new, |facts| {
            facts.with_prefix("z:").into_iter().filter_map(|(zone, _)| zone.get(2..)).collect()
        }),
        "unit" => number_format::SANCTIONED_UNITS.split_ascii_whitespace().collect(),
        _ => return Err(cx.range_error(format!("Invalid key : {key}"))),
    };
    let values: Vec<Rooted> = names.into_iter().map(|name| cx.string(name)).collect();
    Ok(*cx.array_from(&values))
}
