//! How numbers are written: the options of Intl.NumberFormat (ECMA-402 §16), resolved. The same
//! stand behind `toLocaleString` of numbers and BigInts.

use std::rc::Rc;

use super::decimal::{Quantity, Rounding};
use super::digit_options::{DigitOptions, read_digits, read_increment};
use super::locale::{
    Resolved, choice, coerce_options, locale_list, locale_matcher, option, option_text, resolve, type_option,
};
use super::numbering::zero_of;
use super::parts::text_of;
use super::table::{CURRENCIES, Facts, NUMBERS, UNITS};
use super::tag::Tag;
use crate::numeric::bigint;
use crate::objects::{BigInt, Gc};
use crate::vm::{Cx, Hint, JsResult, Rooted, Vm};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Style {
    Decimal,
    Percent,
    Currency,
    Unit,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Notation {
    Standard,
    Scientific,
    Engineering,
    Compact,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Grouping {
    Never,
    Auto,
    Always,
    Min2,
}

/// A resolved set of options.
#[derive(Clone, Debug)]
pub(in crate::builtins) struct NumberFormat {
    pub(super) locale: Resolved,
    pub(super) numbering: String,
    pub(super) style: Style,
    pub(super) currency: String,
    pub(super) currency_display: &'static str,
    pub(super) accounting: bool,
    pub(super) unit: String,
    pub(super) unit_display: &'static str,
    pub(super) notation: Notation,
    pub(super) compact_display: &'static str,
    pub(super) grouping: Grouping,
    pub(super) sign: &'static str,
    pub(super) digits: DigitOptions,
    pub(super) symbols: Symbols,
}

/// What a locale and the other options make of the symbols.
#[derive(Clone, Debug)]
pub(super) struct Symbols {
    pub facts: Facts,
    pub zero: char,
    pub decimal: &'static str,
    pub group: &'static str,
    pub minus: &'static str,
    pub plus: &'static str,
    pub percent: &'static str,
    pub exponent: &'static str,
    /// The pattern, with a percent sign or currency.
    pub pattern: &'static str,
    pub minimum_grouping: usize,
}

impl std::fmt::Debug for Facts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Facts")
    }
}

/// How many digits after the point a currency has (ISO 4217, as CLDR knows it).
fn currency_digits(code: &str) -> u32 {
    const NONE: &str = "ADP AFN ALL BIF BYR CLP COP DJF ESP GNF HUF IDR IQD IRR ISK ITL JPY KMF KPW KRW LAK LUF MGA \
                        MGF MMK MRO PKR PYG RWF SLL SOS STD SYP TMM TRL UGX UYI VND VUV XAF XOF XPF YER ZMK ZWD";
    const THREE: &str = "BHD JOD KWD LYD OMR TND";
    const FOUR: &str = "CLF UYW";
    match code {
        _ if NONE.contains(code) => 0,
        _ if THREE.contains(code) => 3,
        _ if FOUR.contains(code) => 4,
        _ => 2,
    }
}

/// The units that ECMA-402 sanctions (§6.6.2).
pub(super) const SANCTIONED_UNITS: &str = "acre bit byte celsius centimeter day degree fahrenheit fluid-ounce foot \
     gallon gigabit gigabyte gram hectare hour inch kilobit kilobyte kilogram kilometer liter megabit megabyte meter \
     microsecond mile mile-scandinavian milliliter millimeter millisecond minute month nanosecond ounce percent \
     petabyte pound second stone terabit terabyte week yard year";

fn is_unit(text: &str) -> bool {
    let known = |unit: &str| SANCTIONED_UNITS.split_ascii_whitespace().any(|known| known == unit);
    known(text) || text.split_once("-per-").is_some_and(|(over, under)| known(over) && known(under))
}

thread_local! {
    /// What numbers are formatted by when nothing is said, made once.
    static DEFAULT: Rc<NumberFormat> = Rc::new(NumberFormat::plain(&[]));
}

impl NumberFormat {
    /// Without options.
    pub(super) fn plain(requested: &[Tag]) -> NumberFormat {
        let locale = resolve(&NUMBERS, requested, &[("nu", None)], |_, value| zero_of(value).is_some());
        NumberFormat::with_locale(locale)
    }

    fn with_locale(locale: Resolved) -> NumberFormat {
        let numbering = locale.keyword("nu").unwrap_or("latn").to_string();
        let symbols = Symbols::of(&locale.facts, &numbering);
        NumberFormat {
            locale,
            numbering,
            style: Style::Decimal,
            currency: String::new(),
            currency_display: "symbol",
            accounting: false,
            unit: String::new(),
            unit_display: "short",
            notation: Notation::Standard,
            compact_display: "short",
            grouping: Grouping::Auto,
            sign: "auto",
            digits: DigitOptions::DEFAULT,
            symbols,
        }
    }

    /// For `toLocaleString`, which is called `service` in messages.
    pub(in crate::builtins) fn read(
        cx: &mut Cx<'_>,
        locales: Rooted,
        options: Rooted,
        service: &str,
    ) -> JsResult<Rc<NumberFormat>> {
        if locales.is_undefined() && options.is_undefined() {
            return Ok(DEFAULT.with(Rc::clone));
        }
        NumberFormat::new(cx, locales, options, service).map(Rc::new)
    }

    /// InitializeNumberFormat (ECMA-402 §16.1.2).
    pub(super) fn new(cx: &mut Cx<'_>, locales: Rooted, options: Rooted, service: &str) -> JsResult<NumberFormat> {
        let requested = locale_list(cx, locales)?;
        let options = coerce_options(cx, options, service)?;
        locale_matcher(cx, options, service)?;
        let numbering = type_option(cx, options, "numberingSystem")?;
        let accepts = |_: &str, value: &str| zero_of(value).is_some();
        let locale = resolve(&NUMBERS, &requested, &[("nu", numbering)], accepts);
        let mut format = NumberFormat::with_locale(locale);
        format.read_unit(cx, options, service)?;
        let increment = read_increment(cx, options)?;
        let notations = &["standard", "scientific", "engineering", "compact"];
        format.notation = match choice(cx, options, "notation", service, notations)? {
            Some("scientific") => Notation::Scientific,
            Some("engineering") => Notation::Engineering,
            Some("compact") => Notation::Compact,
            _ => Notation::Standard,
        };
        let fraction = match format.style {
            Style::Currency => {
                let places = currency_digits(&format.currency);
                (places, places)
            }
            Style::Percent => (0, 0),
            _ => (0, 3),
        };
        let compact = format.notation == Notation::Compact;
        format.digits = read_digits(cx, options, service, fraction, compact, increment)?;
        let zeros = choice(cx, options, "trailingZeroDisplay", service, &["auto", "stripIfInteger"])?;
        format.digits.strip_if_integer = zeros == Some("stripIfInteger");
        if let Some(display) = choice(cx, options, "compactDisplay", service, &["short", "long"])? {
            format.compact_display = display;
        }
        format.grouping = read_grouping(cx, options, service, compact)?;
        let signs = &["auto", "never", "always", "exceptZero", "negative"];
        format.sign = choice(cx, options, "signDisplay", service, signs)?.unwrap_or("auto");
        let mode = choice(cx, options, "roundingMode", service, Rounding::NAMES)?;
        format.digits.mode = mode.map_or(Rounding::HalfExpand, Rounding::of);
        format.settle();
        Ok(format)
    }

    /// SetNumberFormatUnitOptions (ECMA-402 §16.1.4).
    fn read_unit(&mut self, cx: &mut Cx<'_>, options: Rooted, service: &str) -> JsResult<()> {
        let style = choice(cx, options, "style", service, &["decimal", "percent", "currency", "unit"])?;
        self.style = match style {
            Some("percent") => Style::Percent,
            Some("currency") => Style::Currency,
            Some("unit") => Style::Unit,
            _ => Style::Decimal,
        };
        let currency = option_text(cx, options, "currency")?;
        if let Some(code) = &currency
            && !(code.len() == 3 && code.bytes().all(|b| b.is_ascii_alphabetic()))
        {
            return Err(cx.range_error(format!("Invalid currency code : {code}")));
        }
        if self.style == Style::Currency && currency.is_none() {
            return Err(cx.type_error("Currency code is required with currency style."));
        }
        let displays = &["code", "symbol", "narrowSymbol", "name"];
        let display = choice(cx, options, "currencyDisplay", service, displays)?;
        let sign = choice(cx, options, "currencySign", service, &["standard", "accounting"])?;
        let unit = option_text(cx, options, "unit")?;
        if let Some(name) = &unit
            && !is_unit(name)
        {
            return Err(cx.range_error(format!("Invalid unit argument for {service}() '{name}'")));
        }
        if self.style == Style::Unit && unit.is_none() {
            return Err(cx.type_error(format!("Invalid unit argument for {service}() ''")));
        }
        let unit_display = choice(cx, options, "unitDisplay", service, &["short", "narrow", "long"])?;
        match self.style {
            Style::Currency => {
                self.currency = currency.unwrap_or_default().to_ascii_uppercase();
                self.currency_display = display.unwrap_or("symbol");
                self.accounting = sign == Some("accounting");
            }
            Style::Unit => {
                self.unit = unit.unwrap_or_default();
                self.unit_display = unit_display.unwrap_or("short");
            }
            _ => {}
        }
        Ok(())
    }

    /// Looks up what the options need.
    pub(super) fn settle(&mut self) {
        let facts = self.symbols.facts;
        match self.style {
            Style::Percent => self.symbols.pattern = facts.text("fp"),
            Style::Currency => self.settle_currency(),
            Style::Decimal | Style::Unit => {}
        }
    }

    fn settle_currency(&mut self) {
        let facts = self.symbols.facts;
        let of_currency = |key: &str| facts.get(&format!("{key}.{}", self.currency)).or_else(|| facts.get(key));
        if let Some(decimal) = of_currency("cdec")
            && self.numbering == "latn"
        {
            self.symbols.decimal = decimal;
        }
        if let Some(group) = of_currency("cgrp")
            && self.numbering == "latn"
        {
            self.symbols.group = group;
        }
        if self.currency_display != "name" {
            let pattern = of_currency(if self.accounting { "fa" } else { "fc" }).unwrap_or_default();
            self.symbols.pattern = if self.numbering.starts_with("arab") { "#,##0.00\u{a0}¤" } else { pattern };
        }
    }

    /// The symbol of the currency, or its code.
    pub(super) fn currency_symbol(&self) -> String {
        let facts = CURRENCIES.facts(&self.locale.facts).or_else(|| CURRENCIES.facts("en"));
        let look = |kind: &str| facts.and_then(|facts| facts.get(&format!("{}.{kind}", self.currency)));
        let symbol = match self.currency_display {
            "code" => None,
            "narrowSymbol" => look("n").or_else(|| look("s")),
            _ => look("s"),
        };
        symbol.unwrap_or(&self.currency).to_string()
    }

    /// The facts about units.
    pub(super) fn unit_facts(&self) -> Option<Facts> {
        UNITS.facts(&self.locale.facts).or_else(|| UNITS.facts("en"))
    }

    /// The number as text.
    pub(super) fn format(&self, quantity: &Quantity) -> String {
        text_of(&self.format_to_parts(quantity))
    }

    /// A number as text.
    pub(in crate::builtins) fn format_number(&self, number: f64) -> String {
        self.format(&Quantity::of_number(number))
    }

    /// The decimal digits of an integer, perhaps with a sign, as text.
    pub(in crate::builtins) fn format_integer(&self, decimal: &str) -> String {
        self.format(&integer(decimal))
    }
}

/// The value of the decimal digits of an integer, however many.
fn integer(decimal: &str) -> Quantity {
    // Not 0, which alone would matter, nor infinite.
    Quantity::of_text(decimal, if decimal == "0" { 0.0 } else { 1.0 })
}

fn read_grouping(cx: &mut Cx<'_>, options: Rooted, service: &str, compact: bool) -> JsResult<Grouping> {
    let default = if compact { Grouping::Min2 } else { Grouping::Auto };
    let value = option(cx, options, "useGrouping")?;
    if value.is_undefined() {
        return Ok(default);
    }
    if *value == crate::objects::Value::TRUE {
        return Ok(Grouping::Always);
    }
    if !Vm::truthy(*value) {
        return Ok(Grouping::Never);
    }
    let text = cx.to_text(value)?;
    match text.as_str() {
        "true" | "false" => Ok(default),
        "auto" => Ok(Grouping::Auto),
        "always" => Ok(Grouping::Always),
        "min2" => Ok(Grouping::Min2),
        _ => Err(cx.range_error(format!("Value {text} out of range for {service} options property useGrouping"))),
    }
}

impl Symbols {
    fn of(locale: &str, numbering: &str) -> Symbols {
        let facts = NUMBERS.facts(locale).or_else(|| NUMBERS.facts("en")).expect("English is there");
        let mut symbols = Symbols {
            facts,
            zero: zero_of(numbering).unwrap_or('0'),
            decimal: facts.text("dec"),
            group: facts.text("grp"),
            minus: facts.text("minus"),
            plus: facts.text("plus"),
            percent: facts.text("pct"),
            exponent: facts.text("exp"),
            pattern: facts.text("fd"),
            minimum_grouping: if facts.text("mg") == "2" { 2 } else { 1 },
        };
        if let "arab" | "arabext" = numbering {
            let arab = numbering == "arab";
            (symbols.decimal, symbols.group) = ("\u{66b}", "\u{66c}");
            (symbols.minus, symbols.plus) =
                if arab { ("\u{61c}-", "\u{61c}+") } else { ("\u{200e}-\u{200e}", "\u{200e}+\u{200e}") };
            symbols.percent = if arab { "\u{66a}\u{61c}" } else { "\u{66a}" };
            symbols.exponent = if arab { "\u{627}\u{633}" } else { "\u{d7}\u{6f1}\u{6f0}^" };
        }
        symbols
    }
}

/// ToIntlMathematicalValue (ECMA-402 §16.5.17).
pub(super) fn to_quantity(cx: &mut Cx<'_>, value: Rooted) -> JsResult<Quantity> {
    let primitive = cx.vm().to_primitive(*value, Hint::Number)?;
    let primitive = cx.root(primitive);
    if let Some(value) = Gc::<BigInt>::from_value(*primitive) {
        return Ok(integer(&bigint::to_text(value.int(), 10)));
    }
    if primitive.is_string() {
        let text = cx.to_text(primitive)?;
        let number = cx.to_number(primitive)?;
        return Ok(Quantity::of_text(&text, number));
    }
    Ok(Quantity::of_number(cx.to_number(primitive)?))
}
/// The currencies in use (ISO 4217).
pub(super) const CURRENCY_CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN \
     BZD CAD CDF CHF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL \
     GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF \
     KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR \
     MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG \
     SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD \
     UYU UZS VES VND VUV WST XAF XCD XCG XDR XOF XPF XSU YER ZAR ZMW ZWG ZWL";
