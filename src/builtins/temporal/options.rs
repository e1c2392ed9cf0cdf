//! Options as Temporal reads them (TC39 proposal-temporal §13): each once, in alphabetical order,
//! converted before the next is read.

use std::str::FromStr;

use temporal_rs::options::{
    DifferenceSettings, Disambiguation, OffsetDisambiguation, Overflow, RoundingIncrement, RoundingMode,
    RoundingOptions, ToStringRoundingOptions, Unit,
};
use temporal_rs::parsers::Precision;

use super::class::check;
use super::numbers::truncated;
use crate::vm::{Cx, JsResult, Rooted, Throw};

fn out_of_range(cx: &mut Cx<'_>, value: &str, name: &str) -> Throw {
    cx.range_error(format!("Value {value} out of range for Temporal options property {name}"))
}

/// An options object, nothing, or a text that stands for one of the options.
#[derive(Clone, Copy)]
pub(super) struct Options {
    object: Option<Rooted>,
    short: Option<(&'static str, Rooted)>,
}

impl Options {
    /// GetOptionsObject
    pub(super) fn of(cx: &mut Cx<'_>, value: Rooted) -> JsResult<Options> {
        if value.is_undefined() {
            return Ok(Options { object: None, short: None });
        }
        if value.is_object() {
            return Ok(Options { object: Some(value), short: None });
        }
        let shown = cx.describe(value);
        Err(cx.type_error(format!("Options {shown} must be an object or undefined")))
    }

    /// Options that must be given, or the text of the one that is called `name`.
    pub(super) fn required(cx: &mut Cx<'_>, value: Rooted, name: &'static str) -> JsResult<Options> {
        if value.is_undefined() {
            return Err(cx.type_error(format!("Options or a value of {name} must be given")));
        }
        if value.is_string() {
            return Ok(Options { object: None, short: Some((name, value)) });
        }
        Options::of(cx, value)
    }

    /// An option; undefined when it is not there.
    pub(super) fn get(self, cx: &mut Cx<'_>, name: &str) -> JsResult<Rooted> {
        match (self.object, self.short) {
            (Some(object), _) => cx.get_str(object, name),
            (None, Some((short, value))) if short == name => Ok(value),
            _ => Ok(Rooted::UNDEFINED),
        }
    }

    /// An option that is one of a few texts; a RangeError for any other.
    pub(super) fn choice<T: FromStr>(self, cx: &mut Cx<'_>, name: &str) -> JsResult<Option<T>> {
        let value = self.get(cx, name)?;
        if value.is_undefined() {
            return Ok(None);
        }
        let text = cx.to_text(value)?;
        match text.parse() {
            Ok(choice) => Ok(Some(choice)),
            Err(_) => Err(out_of_range(cx, &text, name)),
        }
    }

    /// As [`Options::choice`], for an option that must be there.
    pub(super) fn required_choice<T: FromStr>(self, cx: &mut Cx<'_>, name: &str) -> JsResult<T> {
        match self.choice(cx, name)? {
            Some(choice) => Ok(choice),
            None => Err(out_of_range(cx, "undefined", name)),
        }
    }

    /// GetTemporalOverflowOption
    pub(super) fn overflow(self, cx: &mut Cx<'_>) -> JsResult<Overflow> {
        Ok(self.choice(cx, "overflow")?.unwrap_or_default())
    }

    /// GetTemporalDisambiguationOption
    pub(super) fn disambiguation(self, cx: &mut Cx<'_>) -> JsResult<Disambiguation> {
        Ok(self.choice(cx, "disambiguation")?.unwrap_or_default())
    }

    /// GetTemporalOffsetOption
    pub(super) fn offset(self, cx: &mut Cx<'_>, missing: OffsetDisambiguation) -> JsResult<OffsetDisambiguation> {
        Ok(self.choice(cx, "offset")?.unwrap_or(missing))
    }

    /// GetTemporalUnitValuedOption, of `largestUnit`.
    pub(super) fn largest_unit(self, cx: &mut Cx<'_>) -> JsResult<Option<Unit>> {
        self.choice(cx, "largestUnit")
    }

    /// GetTemporalUnitValuedOption, of `smallestUnit` or `unit`: no automatic one.
    pub(super) fn unit(self, cx: &mut Cx<'_>, name: &str) -> JsResult<Option<Unit>> {
        match self.choice(cx, name)? {
            Some(Unit::Auto) => Err(out_of_range(cx, "auto", name)),
            unit => Ok(unit),
        }
    }

    /// As [`Options::unit`], for one that must be there.
    pub(super) fn required_unit(self, cx: &mut Cx<'_>, name: &str) -> JsResult<Unit> {
        match self.unit(cx, name)? {
            Some(unit) => Ok(unit),
            None => Err(out_of_range(cx, "undefined", name)),
        }
    }

    /// GetRoundingModeOption
    pub(super) fn rounding_mode(self, cx: &mut Cx<'_>) -> JsResult<Option<RoundingMode>> {
        self.choice(cx, "roundingMode")
    }

    /// GetRoundingIncrementOption
    pub(super) fn increment(self, cx: &mut Cx<'_>) -> JsResult<Option<RoundingIncrement>> {
        let value = self.get(cx, "roundingIncrement")?;
        if value.is_undefined() {
            return Ok(None);
        }
        let number = truncated(cx, value)?;
        check(cx, RoundingIncrement::try_from(number)).map(Some)
    }

    /// The options of `until` and `since` (GetDifferenceSettings).
    pub(super) fn difference(self, cx: &mut Cx<'_>) -> JsResult<DifferenceSettings> {
        let mut settings = DifferenceSettings::default();
        settings.largest_unit = self.largest_unit(cx)?;
        settings.increment = self.increment(cx)?;
        settings.rounding_mode = self.rounding_mode(cx)?;
        settings.smallest_unit = self.unit(cx, "smallestUnit")?;
        Ok(settings)
    }

    /// The options of `round`, of all classes but Duration.
    pub(super) fn rounding(self, cx: &mut Cx<'_>) -> JsResult<RoundingOptions> {
        let mut rounding = RoundingOptions::default();
        rounding.largest_unit = None;
        rounding.increment = self.increment(cx)?;
        rounding.rounding_mode = self.rounding_mode(cx)?;
        rounding.smallest_unit = Some(self.required_unit(cx, "smallestUnit")?);
        Ok(rounding)
    }

    /// GetTemporalFractionalSecondDigitsOption
    pub(super) fn digits(self, cx: &mut Cx<'_>) -> JsResult<Precision> {
        let value = self.get(cx, "fractionalSecondDigits")?;
        if value.is_undefined() {
            return Ok(Precision::Auto);
        }
        let Some(number) = value.as_number() else {
            let text = cx.to_text(value)?;
            if text == "auto" {
                return Ok(Precision::Auto);
            }
            return Err(cx.range_error(format!("fractionalSecondDigits must be a number or 'auto', not {text}")));
        };
        let digits = number.floor();
        if !(0.0..=9.0).contains(&digits) {
            return Err(cx.range_error("fractionalSecondDigits value is out of range."));
        }
        Ok(Precision::Digit(digits as u8))
    }

    /// The options of `toString` that say how exact it is.
    pub(super) fn text_rounding(self, cx: &mut Cx<'_>) -> JsResult<ToStringRoundingOptions> {
        let precision = self.digits(cx)?;
        self.text_rounding_after(cx, precision)
    }

    /// As [`Options::text_rounding`], after the digits were read.
    pub(super) fn text_rounding_after(
        self,
        cx: &mut Cx<'_>,
        precision: Precision,
    ) -> JsResult<ToStringRoundingOptions> {
        let rounding_mode = self.rounding_mode(cx)?;
        let smallest_unit = self.unit(cx, "smallestUnit")?;
        Ok(ToStringRoundingOptions { precision, smallest_unit, rounding_mode })
    }
}

/// The option `overflow` of an argument that may be options.
pub(super) fn overflow(cx: &mut Cx<'_>, options: Rooted) -> JsResult<Overflow> {
    Options::of(cx, options)?.overflow(cx)
}
