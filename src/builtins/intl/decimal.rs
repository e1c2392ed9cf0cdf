//! Exact decimal numbers as ECMA-402 formats them: from numbers, BigInts and texts, rounded in any
//! of the nine modes.

use crate::numeric::digits::Digits;

/// A mathematical value (ECMA-402 §16.1: Intl mathematical values).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Quantity {
    NaN,
    Infinity { negative: bool },
    Finite(Decimal),
}

/// A finite decimal number: `0.ddd × 10^point`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Decimal {
    pub negative: bool,
    /// From 0 to 9; the first is not zero, nor is the last. None for zero.
    pub digits: Vec<u8>,
    /// How many of the digits stand before the decimal point; negative when zeros follow it first.
    pub point: i32,
}

/// The direction of rounding (ECMA-402 §16.5.16).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Rounding {
    Ceil,
    Floor,
    Expand,
    Trunc,
    HalfCeil,
    HalfFloor,
    HalfExpand,
    HalfTrunc,
    HalfEven,
}

impl Rounding {
    /// The modes by their names.
    pub(super) const NAMES: &'static [&'static str] =
        &["ceil", "floor", "expand", "trunc", "halfCeil", "halfFloor", "halfExpand", "halfTrunc", "halfEven"];

    const ALL: [Rounding; 9] = [
        Rounding::Ceil,
        Rounding::Floor,
        Rounding::Expand,
        Rounding::Trunc,
        Rounding::HalfCeil,
        Rounding::HalfFloor,
        Rounding::HalfExpand,
        Rounding::HalfTrunc,
        Rounding::HalfEven,
    ];

    pub(super) fn of(name: &str) -> Rounding {
        let place = Rounding::NAMES.iter().position(|known| *known == name);
        place.map_or(Rounding::HalfExpand, |place| Rounding::ALL[place])
    }

    pub(super) fn name(self) -> &'static str {
        Rounding::NAMES[self as usize]
    }

    /// Whether the size grows: `rest` compares what is cut off with half of a unit.
    fn grows(self, negative: bool, rest: std::cmp::Ordering, odd: bool) -> bool {
        use std::cmp::Ordering::{Equal, Greater};
        let half = |up: bool| rest == Greater || (rest == Equal && up);
        match self {
            Rounding::Ceil => !negative,
            Rounding::Floor => negative,
            Rounding::Expand => true,
            Rounding::Trunc => false,
            Rounding::HalfCeil => half(!negative),
            Rounding::HalfFloor => half(negative),
            Rounding::HalfExpand => half(true),
            Rounding::HalfTrunc => half(false),
            Rounding::HalfEven => half(odd),
        }
    }
}

impl Quantity {
    /// The value of a number.
    pub(super) fn of_number(number: f64) -> Quantity {
        let negative = number.is_sign_negative();
        if number.is_nan() {
            return Quantity::NaN;
        }
        if number.is_infinite() {
            return Quantity::Infinity { negative };
        }
        if number == 0.0 {
            return Quantity::Finite(Decimal { negative, ..Decimal::default() });
        }
        let shortest = Digits::shortest(number.abs());
        let digits = shortest.digits.iter().map(|digit| digit - b'0').collect();
        Quantity::Finite(Decimal { negative, digits, point: shortest.exponent + 1 }.trimmed())
    }

    /// The value of decimal digits, perhaps with a sign, a point, an exponent: as StringToNumber
    /// reads them, but exact.
    pub(super) fn of_text(text: &str, number: f64) -> Quantity {
        // What is too large for a number is infinite, what is too small is zero.
        if number.is_nan() || number.is_infinite() || number == 0.0 {
            return Quantity::of_number(number);
        }
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let (negative, size) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        let (mantissa, exponent) = size.split_once(['e', 'E']).unwrap_or((size, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|b| b.wrapping_sub(b'0')).collect();
        match exponent.parse::<i32>() {
            Ok(exponent) if digits.iter().all(|&digit| digit < 10) => {
                Quantity::Finite(Decimal { negative, digits, point: whole.len() as i32 + exponent }.trimmed())
            }
            _ => Quantity::of_number(number),
        }
    }

    /// Whether its sign is minus, which zero can have, too.
    pub(super) fn is_negative(&self) -> bool {
        match self {
            Quantity::NaN => false,
            Quantity::Infinity { negative } => *negative,
            Quantity::Finite(decimal) => decimal.negative,
        }
    }
}

impl Decimal {
    fn trimmed(mut self) -> Decimal {
        let zeros = self.digits.iter().take_while(|&&digit| digit == 0).count();
        self.digits.drain(..zeros);
        self.point -= zeros as i32;
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 0;
        }
        self
    }

    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The power of ten of the first digit; 0 for zero.
    pub(super) fn magnitude(&self) -> i32 {
        if self.is_zero() { 0 } else { self.point - 1 }
    }

    /// Times a power of ten.
    pub(super) fn scale(&mut self, power: i32) {
        if !self.is_zero() {
            self.point += power;
        }
    }

    /// The digit at a power of ten.
    pub(super) fn digit(&self, power: i32) -> u8 {
        usize::try_from(self.point - 1 - power).ok().and_then(|i| self.digits.get(i)).copied().unwrap_or(0)
    }

    /// How many digits stand after the point.
    pub(super) fn fraction_length(&self) -> i32 {
        (self.digits.len() as i32 - self.point).max(0)
    }

    /// Rounds to a multiple of `increment × 10^power`.
    pub(super) fn round(&mut self, power: i32, increment: u32, mode: Rounding) {
        let kept = self.point - power;
        if self.is_zero() || (increment == 1 && kept >= self.digits.len() as i32) {
            return;
        }
        let kept = kept.max(0) as usize;
        // The digits before `power` as an integer, and what is cut off.
        let mut whole = self.digits.clone();
        let cut: Vec<u8> = if kept < whole.len() { whole.split_off(kept) } else { Vec::new() };
        whole.resize(kept, 0);
        let gap = (power - self.point).max(0) as usize;
        let remainder = whole.iter().fold(0, |rest, &digit| (rest * 10 + u32::from(digit)) % increment);
        let any_cut = cut.iter().any(|&digit| digit != 0);
        if remainder == 0 && !any_cut {
            return;
        }
        let rest = {
            // Compares remainder.cut with increment / 2, doubled.
            let twice = 2 * remainder;
            let half = if gap > 0 { std::cmp::Ordering::Less } else { compare_half(&cut) };
            match twice.cmp(&increment) {
                // Half a unit more is what is wanted when the increment is odd.
                std::cmp::Ordering::Less if twice + 1 == increment => half,
                std::cmp::Ordering::Equal if any_cut => std::cmp::Ordering::Greater,
                other => other,
            }
        };
        let odd = is_odd_multiple(&whole, increment);
        let grows = mode.grows(self.negative, rest, odd);
        subtract_small(&mut whole, remainder);
        if grows {
            add_small(&mut whole, increment);
        }
        let point = whole.len() as i32 + power;
        *self = Decimal { negative: self.negative, digits: whole, point }.trimmed();
    }

    /// As text of digits, for rules of plurals.
    pub(super) fn integer_digits(&self) -> impl Iterator<Item = u8> + '_ {
        (0..self.point.max(0)).rev().map(|power| self.digit(power))
    }

    /// The nearest number to it.
    pub(super) fn to_number(&self) -> f64 {
        let digits: String = self.digits.iter().map(|&digit| (b'0' + digit) as char).collect();
        let sign = if self.negative { "-" } else { "" };
        format!("{sign}0.{digits}e{}", self.point).parse().unwrap_or(0.0)
    }
}

fn compare_half(cut: &[u8]) -> std::cmp::Ordering {
    let Some((first, rest)) = cut.split_first() else { return std::cmp::Ordering::Less };
    match first.cmp(&5) {
        std::cmp::Ordering::Equal if rest.iter().any(|&digit| digit != 0) => std::cmp::Ordering::Greater,
        other => other,
    }
}

/// Whether the integer, divided by `increment` and cut off, is odd.
fn is_odd_multiple(whole: &[u8], increment: u32) -> bool {
    let rest = whole.iter().fold(0, |rest, &digit| (rest * 10 + u32::from(digit)) % (2 * increment));
    rest >= increment
}

fn subtract_small(whole: &mut [u8], mut amount: u32) {
    let mut borrow = 0;
    for digit in whole.iter_mut().rev() {
        let take = amount % 10 + borrow;
        amount /= 10;
        let value = u32::from(*digit) + 10 - take;
        *digit = (value % 10) as u8;
        borrow = u32::from(value < 10);
    }
}

fn add_small(whole: &mut Vec<u8>, mut amount: u32) {
    for digit in whole.iter_mut().rev() {
        amount += u32::from(*digit);
        *digit = (amount % 10) as u8;
        amount /= 10;
    }
    while amount > 0 {
        whole.insert(0, (amount % 10) as u8);
        amount /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounded(text: &str, power: i32, increment: u32, mode: Rounding) -> f64 {
        let Quantity::Finite(mut decimal) = Quantity::of_text(text, text.parse().unwrap()) else { panic!("finite") };
        decimal.round(power, increment, mode);
        decimal.to_number()
    }

    #[test]
    fn rounds_in_every_mode() {
        let expected = [
            (Rounding::Ceil, [3.0, -2.0, 3.0, -2.0]),
            (Rounding::Floor, [2.0, -3.0, 2.0, -3.0]),
            (Rounding::Expand, [3.0, -3.0, 3.0, -3.0]),
            (Rounding::Trunc, [2.0, -2.0, 2.0, -2.0]),
            (Rounding::HalfCeil, [3.0, -2.0, 3.0, -3.0]),
            (Rounding::HalfFloor, [2.0, -3.0, 3.0, -3.0]),
            (Rounding::HalfExpand, [3.0, -3.0, 3.0, -3.0]),
            (Rounding::HalfTrunc, [2.0, -2.0, 3.0, -3.0]),
            (Rounding::HalfEven, [2.0, -2.0, 3.0, -3.0]),
        ];
        for (mode, values) in expected {
            let texts = ["2.5", "-2.5", "2.51", "-2.51"];
            assert_eq!(texts.map(|text| rounded(text, 0, 1, mode)), values, "{mode:?}");
        }
    }

    #[test]
    fn rounds_to_increments() {
        for (text, power, increment, expected) in [
            ("1.23", -2, 5, 1.25),
            ("1.225", -2, 5, 1.25),
            ("1.22", -2, 5, 1.2),
            ("99.99", -2, 25, 100.0),
            ("0.01", -2, 50, 0.0),
            ("12345678901234567890", 0, 5000, 12345678901234570000.0),
            ("0.001", 0, 1, 0.0),
            ("0.9", 0, 1, 1.0),
            ("0.05", 1, 1, 0.0),
        ] {
            assert_eq!(rounded(text, power, increment, Rounding::HalfExpand), expected, "{text}");
        }
    }
}
