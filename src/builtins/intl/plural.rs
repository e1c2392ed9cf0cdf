//! Categories of plurals: the rules of CLDR (UTS 35 part 3, language plural rules), read as they
//! stand in the table.

use super::decimal::Decimal;
use super::table::{Facts, PLURALS};

/// The categories, in the order of the rules.
pub(super) const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// What the rules ask of a number.
struct Operands {
    /// The size of the number.
    n: f64,
    /// Its integer digits.
    i: f64,
    /// How many digits stand after the point, and those digits; without zeros at the end.
    v: f64,
    f: f64,
    w: f64,
    t: f64,
    /// The power of ten in compact notation.
    e: f64,
}

/// The facts about a language; those of its region where they differ.
pub(super) fn rules_of(locale: &str) -> Option<Facts> {
    let language = locale.split('-').next().unwrap_or_default();
    // What Norwegian is called here does not matter.
    let language = if language == "nb" || language == "nn" { "no" } else { language };
    let region = locale.split('-').nth(1).unwrap_or_default();
    PLURALS.facts(&format!("{language}-{region}")).or_else(|| PLURALS.facts(language)).or_else(|| PLURALS.facts(locale))
}

impl Operands {
    fn of(decimal: &Decimal, shown_fraction: u32, exponent: i32) -> Operands {
        // A compact number counts as what it stands for.
        let mut whole = decimal.clone();
        whole.negative = false;
        whole.scale(exponent);
        let length = whole.fraction_length().max(shown_fraction as i32 - exponent).max(0);
        let digits = |power: i32| f64::from(whole.digit(power));
        let fraction = (1..=length.min(18)).fold(0.0, |sum, place| sum * 10.0 + digits(-place));
        let stripped = whole.fraction_length();
        let without_zeros = (1..=stripped.min(18)).fold(0.0, |sum, place| sum * 10.0 + digits(-place));
        let i = whole.integer_digits().fold(0.0, |sum, digit| sum * 10.0 + f64::from(digit));
        Operands {
            n: whole.to_number(),
            i,
            v: f64::from(length),
            f: fraction,
            w: f64::from(stripped),
            t: without_zeros,
            e: f64::from(exponent),
        }
    }

    fn get(&self, name: &str) -> f64 {
        match name {
            "n" => self.n,
            "i" => self.i,
            "v" => self.v,
            "f" => self.f,
            "w" => self.w,
            "t" => self.t,
            _ => self.e,
        }
    }

    /// Whether a rule holds: relations bound by `and`, those by `or`.
    fn hold(&self, rule: &str) -> bool {
        rule.split(" or ").any(|all| all.split(" and ").all(|relation| self.holds(relation)))
    }

    /// `n % 100 = 3..10,12`
    fn holds(&self, relation: &str) -> bool {
        let (left, right, wanted) = match relation.split_once(" != ") {
            Some((left, right)) => (left, right, false),
            None => match relation.split_once(" = ") {
                Some((left, right)) => (left, right, true),
                None => return false,
            },
        };
        let (name, modulus) = left.split_once(" % ").unwrap_or((left, ""));
        let mut value = self.get(name.trim());
        if let Ok(modulus) = modulus.trim().parse::<f64>() {
            value %= modulus;
        }
        let found = right.trim().split(',').any(|range| {
            let (low, high) = range.split_once("..").unwrap_or((range, range));
            let ends = (low.parse::<f64>(), high.parse::<f64>());
            matches!(ends, (Ok(low), Ok(high)) if (low..=high).contains(&value) && value.fract() == 0.0)
        });
        found == wanted
    }
}

/// The category of a number of which so many digits after the point are shown, and which stands
/// for itself times a power of ten.
pub(super) fn category(
    facts: Option<Facts>,
    ordinal: bool,
    decimal: &Decimal,
    shown_fraction: u32,
    exponent: i32,
) -> &'static str {
    let Some(facts) = facts else { return "other" };
    let operands = Operands::of(decimal, shown_fraction, exponent);
    let prefix = if ordinal { "o" } else { "c" };
    let found = facts.with_prefix(prefix).into_iter().find(|(_, rule)| operands.hold(rule));
    let name = found.and_then(|(key, _)| key.get(2..)).unwrap_or("other");
    CATEGORIES.into_iter().find(|known| *known == name).unwrap_or("other")
}

/// The category of a range, given those of its ends.
pub(super) fn range_category(facts: Option<Facts>, start: &str, end: &str) -> &'static str {
    let name = facts.and_then(|facts| facts.get(&format!("r{start}-{end}"))).unwrap_or("other");
    CATEGORIES.into_iter().find(|known| *known == name).unwrap_or("other")
}

/// The categories that a language has.
pub(super) fn categories(facts: Option<Facts>, ordinal: bool) -> Vec<&'static str> {
    let prefix = if ordinal { "o" } else { "c" };
    let mut names: Vec<&str> = facts
        .map(|facts| facts.with_prefix(prefix).into_iter().filter_map(|(key, _)| key.get(2..)).collect())
        .unwrap_or_default();
    names.sort_unstable();
    names.dedup();
    names.push("other");
    names
}
