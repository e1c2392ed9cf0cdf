//! Property bags (TC39 proposal-temporal §12.3, PrepareCalendarFields): the fields of a date and a
//! time, read in alphabetical order, each converted before the next is read.

use temporal_rs::fields::{CalendarFields, DateTimeFields, YearMonthCalendarFields, ZonedDateTimeFields};
use temporal_rs::options::Overflow;
use temporal_rs::partial::PartialTime;
use temporal_rs::{Calendar, MonthCode, TimeZone, TinyAsciiStr, UtcOffset};

use super::class::{check, is_temporal};
use super::identifiers::to_time_zone;
use super::numbers::{positive, truncated};
use crate::vm::{Cx, JsResult, Rooted};

/// How a field is converted.
enum Conversion {
    Whole,
    Positive,
    Era,
    MonthCode,
    Offset,
    TimeZone,
}

use Conversion::{Era, Positive, Whole};

/// Every field, in the order in which they are read.
const FIELDS: [(&str, Conversion); 14] = [
    ("day", Positive),
    ("era", Era),
    ("eraYear", Whole),
    ("hour", Whole),
    ("microsecond", Whole),
    ("millisecond", Whole),
    ("minute", Whole),
    ("month", Positive),
    ("monthCode", Conversion::MonthCode),
    ("nanosecond", Whole),
    ("offset", Conversion::Offset),
    ("second", Whole),
    ("timeZone", Conversion::TimeZone),
    ("year", Whole),
];

/// Sets of fields.
pub(super) type Names = &'static [&'static str];
pub(super) const DATE: Names = &["day", "month", "monthCode", "year"];
pub(super) const YEAR_MONTH: Names = &["month", "monthCode", "year"];
pub(super) const YEAR: Names = &["year"];
pub(super) const DAY: Names = &["day"];
pub(super) const TIME: Names = &["hour", "microsecond", "millisecond", "minute", "nanosecond", "second"];
pub(super) const OFFSET: Names = &["offset"];
pub(super) const ZONE: Names = &["timeZone"];

/// Which fields must be there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Needed {
    /// None here: the calendar decides.
    Nothing,
    /// Any of them.
    Any,
    /// The time zone.
    Zone,
}

/// What a property bag said.
#[derive(Default)]
pub(super) struct Fields {
    /// Of the fields that are numbers, by their place in `FIELDS`.
    numbers: [Option<f64>; FIELDS.len()],
    era: Option<TinyAsciiStr<19>>,
    month_code: Option<MonthCode>,
    pub(super) offset: Option<UtcOffset>,
    pub(super) zone: Option<TimeZone>,
}

/// Whether the calendar counts its years by eras.
fn has_eras(calendar: &Calendar) -> bool {
    !matches!(calendar.identifier(), "iso8601" | "chinese" | "dangi")
}

impl Fields {
    /// PrepareCalendarFields; without `calendar` only a time is read (ToTemporalTimeRecord).
    pub(super) fn read(
        cx: &mut Cx<'_>,
        bag: Rooted,
        calendar: Option<&Calendar>,
        names: &[Names],
        needed: Needed,
    ) -> JsResult<Fields> {
        let wanted = |name: &str| names.iter().any(|set| set.contains(&name));
        let eras = calendar.is_some_and(has_eras) && wanted("year");
        let mut fields = Fields::default();
        let mut any = false;
        for (i, (name, conversion)) in FIELDS.iter().enumerate() {
            if !(wanted(name) || (eras && matches!(*name, "era" | "eraYear"))) {
                continue;
            }
            let value = cx.get_str(bag, name)?;
            if !value.is_undefined() {
                any = true;
                fields.convert(cx, i, conversion, value)?;
            } else if needed == Needed::Zone && matches!(conversion, Conversion::TimeZone) {
                return Err(cx.type_error("Temporal error: Required property timeZone is missing."));
            }
        }
        if needed == Needed::Any && !any {
            return Err(cx.type_error("Temporal error: The object has none of the properties that are looked for."));
        }
        Ok(fields)
    }

    fn convert(&mut self, cx: &mut Cx<'_>, i: usize, conversion: &Conversion, value: Rooted) -> JsResult<()> {
        match conversion {
            Whole => self.numbers[i] = Some(truncated(cx, value)?),
            Positive => self.numbers[i] = Some(positive(cx, value)?),
            Era => {
                let text = cx.to_text(value)?;
                match TinyAsciiStr::try_from_str(&text) {
                    Ok(era) => self.era = Some(era),
                    Err(_) => return Err(cx.range_error(format!("Temporal error: Unknown era {text}."))),
                }
            }
            Conversion::MonthCode => self.month_code = Some(month_code(cx, value)?),
            Conversion::Offset => {
                let text = primitive_text(cx, value, "offset")?;
                self.offset = Some(check(cx, UtcOffset::from_utf8(text.as_bytes()))?);
            }
            Conversion::TimeZone => self.zone = Some(to_time_zone(cx, value)?),
        }
        Ok(())
    }

    fn number(&self, name: &str) -> Option<f64> {
        FIELDS.iter().position(|(known, _)| *known == name).and_then(|i| self.numbers[i])
    }

    /// The fields of a date. What is out of all ranges stays so.
    pub(super) fn date(&self) -> CalendarFields {
        let mut date = CalendarFields::new();
        date.year = self.number("year").map(year);
        date.month = self.number("month").map(|month| month as u8);
        date.month_code = self.month_code;
        date.day = self.number("day").map(|day| day as u8);
        date.era = self.era;
        date.era_year = self.number("eraYear").map(year);
        date
    }

    /// The fields of a month.
    pub(super) fn year_month(&self) -> YearMonthCalendarFields {
        self.date().into()
    }

    /// The fields of a time (RegulateTime).
    pub(super) fn time(&self, cx: &mut Cx<'_>, overflow: Overflow) -> JsResult<PartialTime> {
        let mut field = |name: &str, most: u16| -> JsResult<Option<u16>> {
            let Some(number) = self.number(name) else { return Ok(None) };
            if overflow == Overflow::Reject && !(0.0..=f64::from(most)).contains(&number) {
                return Err(cx.range_error(format!("Temporal error: {name} {number} is out of range.")));
            }
            Ok(Some(number.clamp(0.0, f64::from(most)) as u16))
        };
        let mut time = PartialTime::new();
        time.hour = field("hour", 23)?.map(|hour| hour as u8);
        time.minute = field("minute", 59)?.map(|minute| minute as u8);
        time.second = field("second", 59)?.map(|second| second as u8);
        time.millisecond = field("millisecond", 999)?;
        time.microsecond = field("microsecond", 999)?;
        time.nanosecond = field("nanosecond", 999)?;
        Ok(time)
    }

    /// The fields of a date and time.
    pub(super) fn date_time(&self, cx: &mut Cx<'_>, overflow: Overflow) -> JsResult<DateTimeFields> {
        Ok(DateTimeFields { calendar_fields: self.date(), time: self.time(cx, overflow)? })
    }

    /// The fields of a date and time with an offset.
    pub(super) fn zoned(&self, cx: &mut Cx<'_>, overflow: Overflow) -> JsResult<ZonedDateTimeFields> {
        Ok(ZonedDateTimeFields { calendar_fields: self.date(), time: self.time(cx, overflow)?, offset: self.offset })
    }
}

/// A year in 32 bits. One beyond them is in no range, but a month and day may still be asked of it:
/// it stays a leap year, or none.
fn year(number: f64) -> i32 {
    if number.abs() <= f64::from(i32::MAX) {
        return number as i32;
    }
    let size = 2_000_000_000 + (number.abs() % 400.0) as i32;
    if number < 0.0 { -size } else { size }
}

/// ToPrimitive with the hint string, which must give a string.
fn primitive_text(cx: &mut Cx<'_>, value: Rooted, name: &str) -> JsResult<String> {
    let primitive = cx.vm().to_primitive(*value, crate::vm::Hint::String)?;
    let primitive = cx.root(primitive);
    if !primitive.is_string() {
        let shown = cx.describe(primitive);
        return Err(cx.type_error(format!("Temporal error: {name} must be a string, not {shown}.")));
    }
    cx.to_text(primitive)
}

/// ToMonthCode
fn month_code(cx: &mut Cx<'_>, value: Rooted) -> JsResult<MonthCode> {
    let text = primitive_text(cx, value, "monthCode")?;
    let code = check(cx, MonthCode::try_from_utf8(text.as_bytes()))?;
    if text == "M00" {
        return Err(cx.range_error("Temporal error: Invalid month code."));
    }
    Ok(code)
}

/// IsPartialTemporalObject, or a TypeError.
pub(super) fn require_bag(cx: &mut Cx<'_>, value: Rooted) -> JsResult<()> {
    if !value.is_object() || is_temporal(*value) {
        let shown = cx.describe(value);
        return Err(cx.type_error(format!("Temporal error: {shown} is not an object of fields.")));
    }
    for name in ["calendar", "timeZone"] {
        if !cx.get_str(value, name)?.is_undefined() {
            return Err(cx.type_error(format!("Temporal error: The property {name} is not allowed here.")));
        }
    }
    Ok(())
}
