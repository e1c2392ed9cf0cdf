//! Calendars with leap months that come by the moon: the library counts their months one by one,
//! each from the start, so that months of many thousand years would take minutes which nothing
//! could interrupt. Dates further apart than a limit are refused.

use temporal_rs::options::{DifferenceSettings, RelativeTo, Unit};
use temporal_rs::{Calendar, Duration};

use crate::vm::{Cx, JsResult};

/// Two thousand years, for which it takes a tenth of a second.
const MAX_LUNISOLAR_DAYS: f64 = 730_485.0;
const DAY: f64 = 86_400e9;

fn refuse_beyond(cx: &mut Cx<'_>, calendar: &Calendar, days: f64) -> JsResult<()> {
    let name = calendar.identifier();
    if matches!(name, "chinese" | "dangi") && days.abs() > MAX_LUNISOLAR_DAYS {
        return Err(cx.range_error(format!("Temporal error: Too many months to count in the calendar {name}.")));
    }
    Ok(())
}

/// Whether months are the largest unit; `years` tells that they are not unless it is said.
fn counts_months(largest: Option<Unit>, smallest: Option<Unit>, years: bool) -> bool {
    match largest {
        Some(Unit::Month) => true,
        None | Some(Unit::Auto) => smallest == Some(Unit::Month) && !years,
        Some(_) => false,
    }
}

/// Of `until` and `since`: a RangeError for too many months between two points of time in
/// nanoseconds. `years` says that years are the largest unit by default.
pub(super) fn check_months(
    cx: &mut Cx<'_>,
    calendar: &Calendar,
    settings: &DifferenceSettings,
    years: bool,
    ends: [i128; 2],
) -> JsResult<()> {
    if !counts_months(settings.largest_unit, settings.smallest_unit, years) {
        return Ok(());
    }
    refuse_beyond(cx, calendar, (ends[1] - ends[0]) as f64 / DAY)
}

/// Of `round` and `total` of a duration: as [`check_months`].
pub(super) fn check_duration(
    cx: &mut Cx<'_>,
    duration: &Duration,
    relative: Option<&RelativeTo>,
    largest: Option<Unit>,
    smallest: Option<Unit>,
) -> JsResult<()> {
    let calendar = match relative {
        Some(RelativeTo::PlainDate(date)) => date.calendar(),
        Some(RelativeTo::ZonedDateTime(zoned)) => zoned.calendar(),
        None => return Ok(()),
    };
    let months = duration.years() == 0 && duration.months() != 0 && matches!(largest, None | Some(Unit::Auto));
    if !months && !counts_months(largest, smallest, duration.years() != 0) {
        return Ok(());
    }
    let date = duration.years() as f64 * 385.0 + duration.months() as f64 * 30.0 + duration.weeks() as f64 * 7.0;
    let hours = duration.hours() as f64 + duration.minutes() as f64 / 60.0 + duration.seconds() as f64 / 3600.0;
    let fine = duration.milliseconds() as f64 * 1e6 + duration.microseconds() as f64 * 1e3;
    let time = hours / 24.0 + (fine + duration.nanoseconds() as f64) / DAY;
    refuse_beyond(cx, calendar, date + duration.days() as f64 + time)
}
