//! Numbers as people write them: what `toLocaleString` of numbers needs of ECMA-402. The default
//! locale is en-US; of other languages the separators of the common ones are known, the rest falls
//! back to the default. Styles: decimal, percent, currency.

use super::locale::{first_locale, option_text};
use crate::numeric::digits::Digits;
use crate::vm::{Cx, JsResult, Rooted};

/// How a language writes numbers.
#[derive(Clone, Copy, Debug)]
struct Symbols {
    decimal: &'static str,
    group: &'static str,
    /// Digits that a number must have before the first group separator appears, beyond three.
    minimum_grouping: usize,
    /// Currency after the number.
    suffix: bool,
    percent: &'static str,
    minus: &'static str,
}

const ENGLISH: Symbols =
    Symbols { decimal: ".", group: ",", minimum_grouping: 1, suffix: false, percent: "%", minus: "-" };

fn symbols_of(tag: &str) -> Symbols {
    let european = Symbols { decimal: ",", group: ".", suffix: true, percent: "\u{a0}%", ..ENGLISH };
    let spaced = Symbols { group: "\u{a0}", ..european };
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or("");
    let region = parts.next().unwrap_or("");
    match (language, region) {
        ("de", "CH") => Symbols { group: "'", percent: "%", ..ENGLISH },
        ("de", "AT") => spaced,
        ("es", "MX" | "US") => ENGLISH,
        ("pt", "PT") => Symbols { minimum_grouping: 2, percent: "%", ..spaced },
        ("de" | "da", _) => european,
        ("it", _) => Symbols { minimum_grouping: 2, percent: "%", ..european },
        ("el" | "id" | "ro", _) => Symbols { percent: "%", ..european },
        ("nl" | "pt", _) => Symbols { percent: "%", suffix: false, ..european },
        ("es", _) => Symbols { minimum_grouping: 2, ..european },
        ("fr", _) => Symbols { group: "\u{202f}", ..european },
        ("pl", _) => Symbols { minimum_grouping: 2, percent: "%", ..spaced },
        ("uk" | "hu", _) => Symbols { percent: "%", ..spaced },
        ("sv" | "nb" | "no" | "fi", _) => Symbols { minus: "\u{2212}", ..spaced },
        ("ru" | "cs" | "sk", _) => spaced,
        ("tr", _) => Symbols { suffix: false, percent: "%", ..european },
        _ => ENGLISH,
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Style {
    Decimal,
    Percent,
    /// What stands for the currency.
    Currency(String),
}

/// A resolved set of options.
#[derive(Clone, Debug)]
pub(crate) struct NumberFormat {
    style: Style,
    symbols: Symbols,
    indian_groups: bool,
    grouping: bool,
    minimum_integer: usize,
    minimum_fraction: usize,
    maximum_fraction: usize,
    significant: Option<(usize, usize)>,
    plus: bool,
}

impl Default for NumberFormat {
    fn default() -> Self {
        NumberFormat {
            style: Style::Decimal,
            symbols: ENGLISH,
            indian_groups: false,
            grouping: true,
            minimum_integer: 1,
            minimum_fraction: 0,
            maximum_fraction: 3,
            significant: None,
            plus: false,
        }
    }
}

impl NumberFormat {
    /// Reads `locales` and `options` (ECMA-402 InitializeNumberFormat).
    pub(crate) fn read(cx: &mut Cx<'_>, locales: Rooted, options: Rooted) -> JsResult<NumberFormat> {
        let mut format = NumberFormat::default();
        if let Some(tag) = first_locale(cx, locales)? {
            format.symbols = symbols_of(&tag);
            format.indian_groups = matches!(&*tag, "en-IN" | "hi" | "hi-IN");
        }
        if options.is_undefined() {
            return Ok(format);
        }
        let options = cx.to_object(options)?;
        format.read_style(cx, options)?;
        format.read_digits(cx, options)?;
        if let Some(text) = option_text(cx, options, "useGrouping")? {
            format.grouping = text != "false";
        }
        if let Some(text) = option_text(cx, options, "signDisplay")? {
            format.plus = text == "always";
        }
        Ok(format)
    }

    fn read_style(&mut self, cx: &mut Cx<'_>, options: Rooted) -> JsResult<()> {
        let style = option_text(cx, options, "style")?;
        let currency = option_text(cx, options, "currency")?;
        let valid = |code: &str| code.len() == 3 && code.bytes().all(|b| b.is_ascii_alphabetic());
        if let Some(code) = &currency
            && !valid(code)
        {
            return Err(cx.range_error(format!("Invalid currency code : {code}")));
        }
        match style.as_deref() {
            None | Some("decimal" | "unit") => {}
            Some("percent") => {
                self.style = Style::Percent;
                self.maximum_fraction = 0;
            }
            Some("currency") => {
                let Some(code) = currency else {
                    return Err(cx.type_error("Currency code is required with currency style."));
                };
                let code = code.to_ascii_uppercase();
                let places = if matches!(&*code, "JPY" | "KRW" | "VND" | "CLP") { 0 } else { 2 };
                (self.minimum_fraction, self.maximum_fraction) = (places, places);
                let as_code = option_text(cx, options, "currencyDisplay")?.is_some_and(|display| display == "code");
                self.style = Style::Currency(if as_code { code } else { currency_symbol(&code).to_string() });
            }
            Some(other) => {
                let text =
                    format!("Value {other} out of range for Number.prototype.toLocaleString options property style");
                return Err(cx.range_error(text));
            }
        }
        Ok(())
    }

    fn read_digits(&mut self, cx: &mut Cx<'_>, options: Rooted) -> JsResult<()> {
        if let Some(count) = digit_option(cx, options, "minimumIntegerDigits", 1.0, 21.0)? {
            self.minimum_integer = count;
        }
        let least = digit_option(cx, options, "minimumFractionDigits", 0.0, 100.0)?;
        let most = digit_option(cx, options, "maximumFractionDigits", 0.0, 100.0)?;
        match (least, most) {
            (Some(least), Some(most)) if least > most => {
                return Err(cx.range_error("maximumFractionDigits value is out of range."));
            }
            (Some(least), Some(most)) => (self.minimum_fraction, self.maximum_fraction) = (least, most),
            (Some(least), None) => {
                self.minimum_fraction = least;
                self.maximum_fraction = self.maximum_fraction.max(least);
            }
            (None, Some(most)) => {
                self.minimum_fraction = self.minimum_fraction.min(most);
                self.maximum_fraction = most;
            }
            (None, None) => {}
        }
        let least = digit_option(cx, options, "minimumSignificantDigits", 1.0, 21.0)?;
        let most = digit_option(cx, options, "maximumSignificantDigits", least.unwrap_or(1) as f64, 21.0)?;
        if least.is_some() || most.is_some() {
            self.significant = Some((least.unwrap_or(1), most.unwrap_or(21)));
        }
        Ok(())
    }
}

fn digit_option(cx: &mut Cx<'_>, options: Rooted, name: &str, least: f64, most: f64) -> JsResult<Option<usize>> {
    let value = cx.get_str(options, name)?;
    if value.is_undefined() {
        return Ok(None);
    }
    let number = cx.to_number(value)?;
    if !(least..=most).contains(&number) {
        return Err(cx.range_error(format!("{name} value is out of range.")));
    }
    Ok(Some(number as usize))
}

fn currency_symbol(code: &str) -> &str {
    match code {
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        "CNY" => "CN¥",
        "KRW" => "₩",
        "CAD" => "CA$",
        "AUD" => "A$",
        "NZD" => "NZ$",
        "HKD" => "HK$",
        "TWD" => "NT$",
        "BRL" => "R$",
        "MXN" => "MX$",
        "ILS" => "₪",
        "VND" => "₫",
        "PHP" => "₱",
        other => other,
    }
}

/// The number as text.
pub(crate) fn format_number(number: f64, format: &NumberFormat) -> String {
    let scaled = if format.style == Style::Percent { number * 100.0 } else { number }.abs();
    let body = if number.is_nan() {
        "NaN".into()
    } else if number.is_infinite() {
        "∞".into()
    } else if scaled == 0.0 {
        format_digits(Digits { digits: Vec::new(), exponent: 0 }, format)
    } else {
        format_digits(Digits::shortest(scaled), format)
    };
    dress(body, number.is_sign_negative() && !number.is_nan(), format)
}

/// The decimal digits of an integer, perhaps with a sign, as text.
pub(crate) fn format_integer(decimal: &str, format: &NumberFormat) -> String {
    let (negative, size) = decimal.strip_prefix('-').map_or((false, decimal), |size| (true, size));
    let scale = if format.style == Style::Percent { 2 } else { 0 };
    let exponent = size.len() as i32 - 1 + scale;
    let digits = if size == "0" { (Vec::new(), 0) } else { (size.as_bytes().to_vec(), exponent) };
    dress(format_digits(Digits { digits: digits.0, exponent: digits.1 }, format), negative, format)
}

/// What belongs to the digits: sign, percent, currency.
fn dress(body: String, negative: bool, format: &NumberFormat) -> String {
    let symbols = format.symbols;
    let body = match &format.style {
        Style::Decimal => body,
        Style::Percent => body + symbols.percent,
        Style::Currency(symbol) if symbols.suffix => format!("{body}\u{a0}{symbol}"),
        // A code or a symbol that ends in a letter keeps its distance.
        Style::Currency(symbol) => {
            let gap = if symbol.ends_with(char::is_alphabetic) || symbols.decimal == "," { "\u{a0}" } else { "" };
            format!("{symbol}{gap}{body}")
        }
    };
    if negative {
        format!("{}{body}", symbols.minus)
    } else if format.plus {
        format!("+{body}")
    } else {
        body
    }
}

/// Rounded, grouped; no digits are those of zero.
fn format_digits(mut digits: Digits, format: &NumberFormat) -> String {
    let mut minimum_fraction = format.minimum_fraction;
    if let Some((least, most)) = format.significant {
        digits.round_significant(most);
        minimum_fraction = (least as i32 - 1 - digits.exponent).max(0) as usize;
    } else {
        digits.round_places(format.maximum_fraction);
    }
    let digit = |place: i32| {
        usize::try_from(digits.exponent - place).ok().and_then(|i| digits.digits.get(i)).map_or('0', |&b| b as char)
    };
    let whole_digits = if digits.digits.is_empty() { 1 } else { digits.exponent.max(0) as usize + 1 };
    let whole: String = (0..whole_digits.max(format.minimum_integer)).rev().map(|place| digit(place as i32)).collect();
    let last = digits.digits.iter().rposition(|&d| d != b'0').map_or(0, |i| i as i32);
    let shown = if digits.digits.is_empty() { 0 } else { (last - digits.exponent).max(0) as usize };
    let places = shown.max(minimum_fraction);
    let mut text = if format.grouping { group(&whole, format) } else { whole };
    if places > 0 {
        text.push_str(format.symbols.decimal);
        text.extend((1..=places as i32).map(|place| digit(-place)));
    }
    text
}

fn group(whole: &str, format: &NumberFormat) -> String {
    let len = whole.len();
    if len < 3 + format.symbols.minimum_grouping {
        return whole.into();
    }
    let mut text = String::new();
    for (i, digit) in whole.chars().enumerate() {
        let left = len - i;
        let boundary =
            if format.indian_groups { left == 3 || (left > 3 && left % 2 == 1) } else { left.is_multiple_of(3) };
        if i > 0 && boundary {
            text.push_str(format.symbols.group);
        }
        text.push(digit);
    }
    text
}
