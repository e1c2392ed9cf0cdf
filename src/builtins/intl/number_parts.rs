//! Numbers put together from their parts: digits in groups, signs, percent signs, currencies,
//! units, exponents (ECMA-402 §16.5.4 PartitionNumberPattern).
//!
//! A formatted number has layers, as ICU has them: an exponent next to the digits, around it what
//! the pattern says (sign, currency, compact suffix), around that the name of a unit. Ranges share
//! the outer layers.

use std::borrow::Cow;

use super::decimal::{Decimal, Quantity};
use super::number_format::{Grouping, Notation, NumberFormat, Style};
use super::numbering::digit;
use super::parts::{Part, push_merged};
use super::plural::{category, rules_of};
use super::table::CURRENCIES;

/// A formatted number in its layers.
pub(super) struct Layers {
    pub number: Vec<Part>,
    pub exponent: Vec<Part>,
    /// What the pattern puts around it.
    pub around: (Vec<Part>, Vec<Part>),
    /// The category of its plural.
    pub category: &'static str,
}

/// A finite number, rounded and scaled.
struct Shown {
    decimal: Decimal,
    least_fraction: u32,
    /// The power of ten that was taken out.
    exponent: i32,
}

impl NumberFormat {
    /// The number in parts.
    pub(super) fn format_to_parts(&self, quantity: &Quantity) -> Vec<Part> {
        let layers = self.layers(quantity, false);
        let unit = self.unit_parts(layers.category);
        let all = [unit.0, layers.around.0, layers.number, layers.exponent, layers.around.1, unit.1];
        all.into_iter().flatten().collect()
    }

    /// The layers below the unit; with a sign for what is only near, if so.
    pub(super) fn layers(&self, quantity: &Quantity, near: bool) -> Layers {
        let negative = quantity.is_negative();
        let shown = match quantity {
            Quantity::Finite(decimal) => Some(self.round(decimal)),
            _ => None,
        };
        let zero = shown.as_ref().is_none_or(|shown| shown.decimal.is_zero());
        let zero = zero && !matches!(quantity, Quantity::Infinity { .. });
        let sign = match self.sign {
            "never" => "",
            "always" if negative => "-",
            "always" => "+",
            "exceptZero" if zero => "",
            "exceptZero" if negative => "-",
            "exceptZero" => "+",
            "negative" if zero => "",
            _ if negative => "-",
            _ => "",
        };
        let number = match (&shown, quantity) {
            (Some(shown), _) => self.digits_of(shown),
            (None, Quantity::NaN) => vec![Part::new("nan", self.symbols.facts.text("nan"))],
            (None, _) => vec![Part::new("infinity", self.symbols.facts.text("inf"))],
        };
        let category = match &shown {
            Some(shown) => {
                let rules = rules_of(&self.locale.facts);
                let exponent = if self.notation == Notation::Compact { shown.exponent } else { 0 };
                category(rules, false, &shown.decimal, shown.least_fraction, exponent)
            }
            None => "other",
        };
        let exponent = match &shown {
            Some(shown) if matches!(self.notation, Notation::Scientific | Notation::Engineering) => {
                self.exponent_parts(shown.exponent)
            }
            _ => Vec::new(),
        };
        let pattern = self.pattern(shown.as_ref());
        let around = self.affixes(&pattern, sign, near, shown.is_some());
        Layers { number, exponent, around, category }
    }

    fn round(&self, decimal: &Decimal) -> Shown {
        let mut scaled = decimal.clone();
        if self.style == Style::Percent {
            scaled.scale(2);
        }
        let step = |magnitude: i32| match self.notation {
            Notation::Standard => 0,
            Notation::Scientific => magnitude,
            Notation::Engineering => magnitude.div_euclid(3) * 3,
            Notation::Compact => self.compact_exponent(magnitude),
        };
        let before = scaled.magnitude();
        let exponent = if scaled.is_zero() { 0 } else { step(before) };
        let mut rounded = scaled.clone();
        rounded.scale(-exponent);
        let least_fraction = self.digits.apply(&mut rounded);
        // Rounding up may need one digit more.
        if !rounded.is_zero() && rounded.magnitude() + exponent != before {
            let next = step(before + 1);
            if next != exponent {
                scaled.scale(-next);
                let least_fraction = self.digits.apply(&mut scaled);
                return Shown { decimal: scaled, least_fraction, exponent: next };
            }
        }
        Shown { decimal: rounded, least_fraction, exponent }
    }

    /// The compact pattern of a magnitude: its own, or that of the largest that has one.
    fn compact_pattern(&self, magnitude: i32, category: &str) -> Option<&'static str> {
        if magnitude < 3 {
            return None;
        }
        let facts = self.symbols.facts;
        let kind = match (self.style, self.compact_display) {
            (Style::Currency, _) if self.currency_display != "name" => "cc",
            (_, "long") => "cl",
            _ => "cs",
        };
        let key = format!("{kind}{}", magnitude.min(14));
        facts.get(&format!("{key}.{category}")).or_else(|| facts.get(&key)).filter(|pattern| *pattern != "0")
    }

    fn compact_exponent(&self, magnitude: i32) -> i32 {
        let Some(pattern) = self.compact_pattern(magnitude, "other") else { return 0 };
        let zeros = pattern.bytes().filter(|&b| b == b'0').count() as i32;
        magnitude.min(14) + 1 - zeros
    }

    fn pattern(&self, shown: Option<&Shown>) -> Cow<'static, str> {
        if self.notation == Notation::Compact
            && let Some(shown) = shown
            && !shown.decimal.is_zero()
            && shown.exponent != 0
        {
            let magnitude = shown.decimal.magnitude() + shown.exponent;
            let category = category(rules_of(&self.locale.facts), false, &shown.decimal, shown.least_fraction, 0);
            if let Some(pattern) = self.compact_pattern(magnitude, category) {
                let percent = self.symbols.pattern.trim_start_matches(['#', ',', '0']);
                return if self.style == Style::Percent {
                    (pattern.to_string() + percent).into()
                } else {
                    pattern.into()
                };
            }
        }
        self.symbols.pattern.into()
    }

    fn digits_of(&self, shown: &Shown) -> Vec<Part> {
        let decimal = &shown.decimal;
        let whole = decimal.point.max(1).max(self.digits.minimum_integer as i32);
        let places = decimal.fraction_length().max(shown.least_fraction as i32);
        let zero = self.symbols.zero;
        let mut parts = Vec::new();
        let (primary, secondary) = self.group_sizes();
        let least = match self.grouping {
            Grouping::Never => i32::MAX,
            Grouping::Auto => self.symbols.minimum_grouping as i32,
            Grouping::Always => 1,
            Grouping::Min2 => 2,
        };
        let grouped = least != i32::MAX && whole >= primary + least;
        let mut run = String::new();
        for power in (0..whole).rev() {
            run.push(digit(zero, decimal.digit(power)));
            let boundary = power >= primary && (power - primary) % secondary == 0;
            if grouped && boundary {
                parts.push(Part::new("integer", std::mem::take(&mut run)));
                parts.push(Part::new("group", self.symbols.group));
            }
        }
        parts.push(Part::new("integer", run));
        if places > 0 {
            parts.push(Part::new("decimal", self.symbols.decimal));
            let fraction: String = (1..=places).map(|place| digit(zero, decimal.digit(-place))).collect();
            parts.push(Part::new("fraction", fraction));
        }
        parts
    }

    /// How many digits the last group has, and the others.
    fn group_sizes(&self) -> (i32, i32) {
        if self.symbols.pattern.contains("#,##,") { (3, 2) } else { (3, 3) }
    }

    fn exponent_parts(&self, exponent: i32) -> Vec<Part> {
        let mut parts = vec![Part::new("exponentSeparator", self.symbols.exponent)];
        if exponent < 0 {
            parts.push(Part::new("exponentMinusSign", self.symbols.minus));
        }
        let digits = exponent.unsigned_abs().to_string();
        parts.push(Part::new("exponentInteger", super::numbering::localized(self.symbols.zero, &digits)));
        parts
    }

    /// What stands before and behind the digits.
    fn affixes(&self, pattern: &str, sign: &str, near: bool, finite: bool) -> (Vec<Part>, Vec<Part>) {
        let (positive, negative) = pattern.split_once(';').map_or((pattern, None), |(p, n)| (p, Some(n)));
        let by_negative = negative.filter(|negative| sign == "-" || (sign == "+" || near) && negative.contains('-'));
        let (pattern, prepended) = match by_negative {
            Some(negative) => (negative, false),
            None => (positive, !sign.is_empty() || near),
        };
        let start = pattern.find(['#', '0']).unwrap_or(pattern.len());
        let end = pattern.rfind(['#', '0']).map_or(pattern.len(), |at| at + 1);
        let mut before = Vec::new();
        if prepended {
            self.push_sign(sign, near, &mut before);
        }
        self.push_affix(&pattern[..start], sign, near, &mut before);
        let mut behind = Vec::new();
        self.push_affix(&pattern[end..], sign, near, &mut behind);
        if finite
            && let Some(last) = before.last()
            && last.kind == "currency"
            && last.text.chars().next_back().is_some_and(|c| !is_symbol(c))
        {
            before.push(Part::literal("\u{a0}"));
        }
        if finite
            && let Some(first) = behind.first()
            && first.kind == "currency"
            && first.text.chars().next().is_some_and(|c| !is_symbol(c))
        {
            behind.insert(0, Part::literal("\u{a0}"));
        }
        (before, behind)
    }

    fn push_sign(&self, sign: &str, near: bool, parts: &mut Vec<Part>) {
        if near {
            parts.push(Part::new("approximatelySign", self.symbols.facts.text("apx")));
        }
        match sign {
            "-" => parts.push(Part::new("minusSign", self.symbols.minus)),
            "+" => parts.push(Part::new("plusSign", self.symbols.plus)),
            _ => {}
        }
    }

    fn push_affix(&self, affix: &str, sign: &str, near: bool, parts: &mut Vec<Part>) {
        let compact = self.notation == Notation::Compact;
        let mut quoted = false;
        for c in affix.chars() {
            match c {
                '\'' => quoted = !quoted,
                '-' if !quoted => self.push_sign(sign, near, parts),
                '%' if !quoted => parts.push(Part::new("percentSign", self.symbols.percent)),
                '¤' if !quoted => parts.push(Part::new("currency", self.currency_symbol())),
                _ if compact && !c.is_whitespace() => match parts.last_mut() {
                    Some(last) if last.kind == "compact" => last.text.push(c),
                    _ => parts.push(Part::new("compact", c)),
                },
                _ => push_merged(parts, Part::literal(c)),
            }
        }
        // Space between two words belongs to them.
        while let Some(at) = parts
            .windows(3)
            .position(|three| three[0].kind == "compact" && three[1].kind == "literal" && three[2].kind == "compact")
        {
            let joined: String = parts[at..at + 3].iter().map(|part| part.text.as_str()).collect();
            parts.splice(at..at + 3, [Part::new("compact", joined)]);
        }
    }

    /// What the name of a unit or currency puts around a number.
    pub(super) fn unit_parts(&self, category: &str) -> (Vec<Part>, Vec<Part>) {
        let (pattern, kind, name) = match self.style {
            Style::Currency if self.currency_display == "name" => {
                ("{0} {1}".to_string(), "currency", self.currency_name(category))
            }
            Style::Unit => (self.unit_pattern(category), "unit", String::new()),
            _ => return (Vec::new(), Vec::new()),
        };
        let (before, behind) = pattern.split_once("{0}").unwrap_or(("", &pattern));
        (words(before, kind, &name), words(behind, kind, &name))
    }

    fn currency_name(&self, category: &str) -> String {
        let facts = CURRENCIES.facts(&self.locale.facts).filter(|facts| facts.get("USD.d").is_some());
        let facts = facts.or_else(|| CURRENCIES.facts("en"));
        let look = |kind: &str| facts.and_then(|facts| facts.get(&format!("{}.{kind}", self.currency)));
        let of_count = look(if category == "one" { "d1" } else { "d2" });
        of_count.or_else(|| look("d")).unwrap_or(&self.currency).to_string()
    }

    fn unit_pattern(&self, category: &str) -> String {
        let Some(facts) = self.unit_facts() else { return "{0}".into() };
        let width = match self.unit_display {
            "long" => "l",
            "narrow" => "n",
            _ => "s",
        };
        let of_count = |unit: &str, category: &str| {
            let one = (category == "one").then(|| facts.get(&format!("{width}{unit}.1"))).flatten();
            one.or_else(|| facts.get(&format!("{width}{unit}.2")))
        };
        if let Some(pattern) = of_count(&self.unit, category) {
            return pattern.into();
        }
        let (over, under) = self.unit.split_once("-per-").unwrap_or((&self.unit, ""));
        let over = of_count(over, category).unwrap_or("{0}");
        if let Some(pattern) = facts.get(&format!("{width}{under}.p")) {
            return pattern.replace("{0}", over);
        }
        let under = of_count(under, "one").unwrap_or_default().replace("{0}", "");
        let pattern = facts.get(&format!("{width}/")).unwrap_or("{0}/{1}");
        pattern.replace("{1}", under.trim()).replace("{0}", over)
    }
}

/// A text before or behind a number: a word with the space around it.
fn words(text: &str, kind: &'static str, name: &str) -> Vec<Part> {
    let word = text.trim();
    let start = text.find(word).unwrap_or(0);
    let mut parts = Vec::new();
    push_merged(&mut parts, Part::literal(&text[..start]));
    if !word.is_empty() {
        parts.push(Part::new(kind, word.replace("{1}", name)));
        push_merged(&mut parts, Part::literal(&text[start + word.len()..]));
    }
    parts
}

/// Whether no space is wanted between it and digits.
fn is_symbol(c: char) -> bool {
    matches!(c, '$' | '\u{a2}'..='\u{a5}' | '\u{20a0}'..='\u{20cf}' | '+' | '<' | '=' | '>' | '|' | '~' | '^' | '`')
        || matches!(c, '\u{58f}' | '\u{60b}' | '\u{9f2}' | '\u{9f3}' | '\u{af1}' | '\u{bf9}' | '\u{e3f}' | '\u{17db}')
        || c.is_whitespace()
}
