//! What all classes with a date in a calendar do alike (TC39 proposal-temporal §3, §5, §6 and §9):
//! conversion, comparison, and arithmetic with durations.

use std::cmp::Ordering;

use temporal_rs::options::{DifferenceSettings, Overflow};
use temporal_rs::{Calendar, Duration, PlainDate, PlainDateTime, PlainYearMonth, TemporalResult, ZonedDateTime};

use super::class::{Held, check, create, give, this};
use super::convert::{to_date, to_date_time, to_year_month, to_zoned};
use super::duration::to_duration;
use super::identifiers::to_calendar;
use super::months::check_months;
use super::options::{Options, overflow};
use super::zones::zones;
use crate::objects::Value;
use crate::vm::{Cx, JsResult, Rooted};

/// A class with a date in a calendar.
pub(super) trait Dated: Held {
    /// Years are the largest unit of a difference unless it is said.
    const YEARS: bool = false;

    /// A value of the language as one of the class.
    fn convert(cx: &mut Cx<'_>, item: Rooted, options: Rooted) -> JsResult<Self>;
    fn calendar(&self) -> &Calendar;
    /// Nanoseconds since 1970.
    fn point(&self) -> i128;
    fn order(&self, other: &Self) -> Ordering;
    fn is_same(&self, other: &Self) -> TemporalResult<bool>;
    fn later(&self, duration: &Duration, overflow: Overflow) -> TemporalResult<Self>;
    fn earlier(&self, duration: &Duration, overflow: Overflow) -> TemporalResult<Self>;
    fn until(&self, other: &Self, settings: DifferenceSettings) -> TemporalResult<Duration>;
    fn since(&self, other: &Self, settings: DifferenceSettings) -> TemporalResult<Duration>;
}

/// What also has a day, and so can be in any calendar.
pub(super) trait InCalendar: Dated {
    fn in_calendar(&self, calendar: Calendar) -> Self;
}

/// For the classes of the library without a zone, whose methods have the same names.
macro_rules! dated {
    ($($class:ident by $convert:ident, overflow $overflow:expr $(, years $years:literal)?;)*) => {
        $(impl Dated for $class {
            $(const YEARS: bool = $years;)?

            fn convert(cx: &mut Cx<'_>, item: Rooted, options: Rooted) -> JsResult<Self> {
                $convert(cx, item, options)
            }
            fn calendar(&self) -> &Calendar {
                self.calendar()
            }
            fn point(&self) -> i128 {
                self.epoch_ns_for_utc().0
            }
            fn order(&self, other: &Self) -> Ordering {
                self.compare_iso(other)
            }
            fn is_same(&self, other: &Self) -> TemporalResult<bool> {
                Ok(self == other)
            }
            fn later(&self, duration: &Duration, overflow: Overflow) -> TemporalResult<Self> {
                self.add(duration, $overflow(overflow))
            }
            fn earlier(&self, duration: &Duration, overflow: Overflow) -> TemporalResult<Self> {
                self.subtract(duration, $overflow(overflow))
            }
            fn until(&self, other: &Self, settings: DifferenceSettings) -> TemporalResult<Duration> {
                self.until(other, settings)
            }
            fn since(&self, other: &Self, settings: DifferenceSettings) -> TemporalResult<Duration> {
                self.since(other, settings)
            }
        })*
    };
}

dated! {
    PlainDate by to_date, overflow Some;
    PlainDateTime by to_date_time, overflow Some;
    PlainYearMonth by to_year_month, overflow std::convert::identity, years true;
}

impl Dated for ZonedDateTime {
    fn convert(cx: &mut Cx<'_>, item: Rooted, options: Rooted) -> JsResult<Self> {
        to_zoned(cx, item, options)
    }
    fn calendar(&self) -> &Calendar {
        self.calendar()
    }
    fn point(&self) -> i128 {
        self.epoch_nanoseconds().0
    }
    fn order(&self, other: &Self) -> Ordering {
        self.compare_instant(other)
    }
    fn is_same(&self, other: &Self) -> TemporalResult<bool> {
        self.equals_with_provider(other, zones())
    }
    fn later(&self, duration: &Duration, overflow: Overflow) -> TemporalResult<Self> {
        self.add_with_provider(duration, Some(overflow), zones())
    }
    fn earlier(&self, duration: &Duration, overflow: Overflow) -> TemporalResult<Self> {
        self.subtract_with_provider(duration, Some(overflow), zones())
    }
    fn until(&self, other: &Self, settings: DifferenceSettings) -> TemporalResult<Duration> {
        self.until_with_provider(other, settings, zones())
    }
    fn since(&self, other: &Self, settings: DifferenceSettings) -> TemporalResult<Duration> {
        self.since_with_provider(other, settings, zones())
    }
}

impl InCalendar for PlainDate {
    fn in_calendar(&self, calendar: Calendar) -> Self {
        self.with_calendar(calendar)
    }
}

impl InCalendar for PlainDateTime {
    fn in_calendar(&self, calendar: Calendar) -> Self {
        self.with_calendar(calendar)
    }
}

impl InCalendar for ZonedDateTime {
    fn in_calendar(&self, calendar: Calendar) -> Self {
        self.with_calendar(calendar)
    }
}

/// `from` of a class.
pub(super) fn from<T: Dated>(cx: &mut Cx<'_>) -> JsResult {
    let (item, options) = (cx.arg(0), cx.arg(1));
    let made = T::convert(cx, item, options)?;
    create(cx, made)
}

/// An argument as a value of the class.
fn other<T: Dated>(cx: &mut Cx<'_>, i: usize) -> JsResult<T> {
    let item = cx.arg(i);
    T::convert(cx, item, Rooted::UNDEFINED)
}

/// `compare` of a class.
pub(super) fn compare<T: Dated>(cx: &mut Cx<'_>) -> JsResult {
    let (one, two): (T, T) = (other(cx, 0)?, other(cx, 1)?);
    Ok(Value::int(one.order(&two) as i32))
}

/// The method `equals`.
pub(super) fn equals<T: Dated>(cx: &mut Cx<'_>) -> JsResult {
    let date: T = this(cx, "equals")?;
    let other: T = other(cx, 0)?;
    check(cx, date.is_same(&other)).map(Value::boolean)
}

/// The method `withCalendar`.
pub(super) fn with_calendar<T: InCalendar>(cx: &mut Cx<'_>) -> JsResult {
    let date: T = this(cx, "withCalendar")?;
    let calendar = cx.arg(0);
    let calendar = to_calendar(cx, calendar)?;
    create(cx, date.in_calendar(calendar))
}

/// The arguments of `add` and `subtract`.
fn step(cx: &mut Cx<'_>) -> JsResult<(Duration, Overflow)> {
    let (duration, options) = (cx.arg(0), cx.arg(1));
    let duration = to_duration(cx, duration)?;
    Ok((duration, overflow(cx, options)?))
}

/// The method `add`.
pub(super) fn add<T: Dated>(cx: &mut Cx<'_>) -> JsResult {
    let date: T = this(cx, "add")?;
    let (duration, overflow) = step(cx)?;
    give(cx, date.later(&duration, overflow))
}

/// The method `subtract`.
pub(super) fn subtract<T: Dated>(cx: &mut Cx<'_>) -> JsResult {
    let date: T = this(cx, "subtract")?;
    let (duration, overflow) = step(cx)?;
    give(cx, date.earlier(&duration, overflow))
}

/// The arguments of `until` and `since`.
fn difference<T: Dated>(cx: &mut Cx<'_>, date: &T) -> JsResult<(T, DifferenceSettings)> {
    let (other, options) = (other::<T>(cx, 0)?, cx.arg(1));
    let settings = Options::of(cx, options)?.difference(cx)?;
    check_months(cx, date.calendar(), &settings, T::YEARS, [date.point(), other.point()])?;
    Ok((other, settings))
}

/// The method `until`.
pub(super) fn until<T: Dated>(cx: &mut Cx<'_>) -> JsResult {
    let date: T = this(cx, "until")?;
    let (other, settings) = difference(cx, &date)?;
    give(cx, date.until(&other, settings))
}

/// The method `since`.
pub(super) fn since<T: Dated>(cx: &mut Cx<'_>) -> JsResult {
    let date: T = this(cx, "since")?;
    let (other, settings) = difference(cx, &date)?;
    give(cx, date.since(&other, settings))
}
