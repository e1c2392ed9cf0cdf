//! How many digits are shown: the options that Intl.NumberFormat and Intl.PluralRules have in
//! common (ECMA-402 §16.1.3 SetNumberFormatDigitOptions), and how numbers are rounded by them.

use super::decimal::{Decimal, Rounding};
use super::locale::{choice, number, number_in, option};
use crate::vm::{Cx, JsResult, Rooted};

/// What decides about rounding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum RoundingType {
    FractionDigits,
    SignificantDigits,
    MorePrecision,
    LessPrecision,
}

/// The resolved options.
#[derive(Clone, Debug)]
pub(super) struct DigitOptions {
    pub minimum_integer: u32,
    pub fraction: (u32, u32),
    pub significant: (u32, u32),
    pub kind: RoundingType,
    pub increment: u32,
    pub mode: Rounding,
    /// `trailingZeroDisplay` is `stripIfInteger`.
    pub strip_if_integer: bool,
}

impl DigitOptions {
    /// Up to three digits after the point.
    pub(super) const DEFAULT: DigitOptions = DigitOptions {
        minimum_integer: 1,
        fraction: (0, 3),
        significant: (1, 21),
        kind: RoundingType::FractionDigits,
        increment: 1,
        mode: Rounding::HalfExpand,
        strip_if_integer: false,
    };
}

const INCREMENTS: &[u32] = &[1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000];

/// The option `roundingIncrement`, which stands before the others.
pub(super) fn read_increment(cx: &mut Cx<'_>, options: Rooted) -> JsResult<u32> {
    let increment = number(cx, options, "roundingIncrement", (1, 5000))?.unwrap_or(1);
    if !INCREMENTS.contains(&increment) {
        return Err(cx.range_error("roundingIncrement value is out of range."));
    }
    Ok(increment)
}

/// SetNumberFormatDigitOptions, but for what is read later: the mode and what becomes of zeros.
pub(super) fn read_digits(
    cx: &mut Cx<'_>,
    options: Rooted,
    service: &str,
    default_fraction: (u32, u32),
    compact: bool,
    increment: u32,
) -> JsResult<DigitOptions> {
    let default_fraction = if increment == 1 { default_fraction } else { (default_fraction.0, default_fraction.0) };
    let minimum_integer = number(cx, options, "minimumIntegerDigits", (1, 21))?.unwrap_or(1);
    let least_fraction = option(cx, options, "minimumFractionDigits")?;
    let most_fraction = option(cx, options, "maximumFractionDigits")?;
    let least_significant = option(cx, options, "minimumSignificantDigits")?;
    let most_significant = option(cx, options, "maximumSignificantDigits")?;
    let values = &["auto", "morePrecision", "lessPrecision"];
    let priority = choice(cx, options, "roundingPriority", service, values)?.unwrap_or("auto");
    let has_significant = !least_significant.is_undefined() || !most_significant.is_undefined();
    let has_fraction = !least_fraction.is_undefined() || !most_fraction.is_undefined();
    let (need_significant, need_fraction) = match priority {
        "auto" => (has_significant, !has_significant && (has_fraction || !compact)),
        _ => (true, true),
    };
    let mut digits = DigitOptions { minimum_integer, increment, ..DigitOptions::DEFAULT };
    if need_significant && has_significant {
        let least = number_in(cx, least_significant, "minimumSignificantDigits", (1, 21))?.unwrap_or(1);
        let most = number_in(cx, most_significant, "maximumSignificantDigits", (least, 21))?.unwrap_or(21);
        digits.significant = (least, most);
    }
    if need_fraction {
        let least = number_in(cx, least_fraction, "minimumFractionDigits", (0, 100))?;
        let most = number_in(cx, most_fraction, "maximumFractionDigits", (0, 100))?;
        digits.fraction = match (least, most) {
            (None, None) => default_fraction,
            (None, Some(most)) => (default_fraction.0.min(most), most),
            (Some(least), None) => (least, default_fraction.1.max(least)),
            (Some(least), Some(most)) if least <= most => (least, most),
            _ => return Err(cx.range_error("maximumFractionDigits value is out of range.")),
        };
    }
    digits.kind = match priority {
        "morePrecision" => RoundingType::MorePrecision,
        "lessPrecision" => RoundingType::LessPrecision,
        _ if has_significant => RoundingType::SignificantDigits,
        _ => RoundingType::FractionDigits,
    };
    if !need_significant && !need_fraction {
        (digits.fraction, digits.significant) = ((0, 0), (1, 2));
        digits.kind = RoundingType::MorePrecision;
    }
    if increment != 1 {
        if digits.kind != RoundingType::FractionDigits {
            return Err(cx.type_error("RoundingType is not fractionDigits"));
        }
        if digits.fraction.0 != digits.fraction.1 {
            return Err(cx.range_error("maximumFractionDigits not equal to minimumFractionDigits"));
        }
    }
    Ok(digits)
}

impl DigitOptions {
    /// Rounds, and says how many digits after the point are shown at least.
    pub(super) fn apply(&self, decimal: &mut Decimal) -> u32 {
        let by_fraction = -(self.fraction.1 as i32);
        let by_significant = decimal.magnitude() - self.significant.1 as i32 + 1;
        let power = match self.kind {
            RoundingType::FractionDigits => by_fraction,
            RoundingType::SignificantDigits => by_significant,
            RoundingType::MorePrecision => by_fraction.min(by_significant),
            RoundingType::LessPrecision => by_fraction.max(by_significant),
        };
        decimal.round(power, self.increment, self.mode);
        let shown_significant = decimal.magnitude() - self.significant.0 as i32 + 1;
        let shown_fraction = -(self.fraction.0 as i32);
        let significant_is_finer = by_significant <= by_fraction;
        let shown = match self.kind {
            RoundingType::FractionDigits => shown_fraction,
            RoundingType::SignificantDigits => shown_significant,
            RoundingType::MorePrecision if significant_is_finer => shown_significant,
            RoundingType::MorePrecision => shown_fraction,
            RoundingType::LessPrecision if significant_is_finer => shown_fraction,
            RoundingType::LessPrecision => shown_significant,
        };
        if self.strip_if_integer && decimal.fraction_length() == 0 {
            return 0;
        }
        (-shown).max(0) as u32
    }

    /// `roundingPriority` as `resolvedOptions` shows it.
    pub(super) fn priority(&self) -> &'static str {
        match self.kind {
            RoundingType::MorePrecision => "morePrecision",
            RoundingType::LessPrecision => "lessPrecision",
            _ => "auto",
        }
    }

    /// Whether numbers of digits after the point are shown by `resolvedOptions`, and significant
    /// ones.
    pub(super) fn shows(&self) -> (bool, bool) {
        match self.kind {
            RoundingType::FractionDigits => (true, false),
            RoundingType::SignificantDigits => (false, true),
            _ => (true, true),
        }
    }
}
