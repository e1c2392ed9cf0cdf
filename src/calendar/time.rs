//! Arithmetic on time values (ECMA-262 §21.4.1): days, fields, and local time by the rules of a
//! time zone.
//!
//! A time value is a count of milliseconds since 1970 in UTC, an integer of at most 8.64e15 in
//! size, so whole milliseconds are computed in `i64`.

use std::cell::OnceCell;

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Milliseconds in a day.
pub(super) const DAY: i64 = 86_400_000;
/// The largest time value.
pub(super) const MAX_TIME: f64 = 8.64e15;

/// A point of time taken apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Fields {
    pub year: i64,
    /// From 0.
    pub month: i64,
    /// Day of the month, from 1.
    pub day: i64,
    /// Sunday is 0.
    pub weekday: i64,
    pub hour: i64,
    pub minute: i64,
    pub second: i64,
    pub millisecond: i64,
}

/// Days since 1970-01-01 of a date of the proleptic Gregorian calendar; `month` from 0 to 11.
pub(super) fn days_from_date(year: i64, month: i64, day: i64) -> i64 {
    // Years that start in March have their leap day at the end.
    let (year, month) = if month < 2 { (year - 1, month + 10) } else { (year, month - 2) };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Year, month (from 0) and day of a count of days.
fn date_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 2 } else { shifted - 10 };
    (era * 400 + year_of_era + i64::from(month < 2), month, day)
}

impl Fields {
    /// Takes apart milliseconds since 1970, of UTC or of local time.
    pub(crate) fn of(milliseconds: i64) -> Fields {
        let days = milliseconds.div_euclid(DAY);
        let rest = milliseconds.rem_euclid(DAY);
        let (year, month, day) = date_from_days(days);
        Fields {
            year,
            month,
            day,
            weekday: (days + 4).rem_euclid(7),
            hour: rest / 3_600_000,
            minute: rest / 60_000 % 60,
            second: rest / 1000 % 60,
            millisecond: rest % 1000,
        }
    }
}

/// MakeDay (ECMA-262 §21.4.1.28)
pub(crate) fn make_day(year: f64, month: f64, date: f64) -> f64 {
    if !(year.is_finite() && month.is_finite() && date.is_finite()) {
        return f64::NAN;
    }
    let (year, month, date) = (year.trunc(), month.trunc(), date.trunc());
    let year = year + (month / 12.0).floor();
    if year.abs() > 400_000.0 {
        return f64::NAN;
    }
    let month = month.rem_euclid(12.0) as i64;
    days_from_date(year as i64, month, 1) as f64 + date - 1.0
}

/// MakeTime (ECMA-262 §21.4.1.27)
pub(crate) fn make_time(hour: f64, minute: f64, second: f64, millisecond: f64) -> f64 {
    if !(hour.is_finite() && minute.is_finite() && second.is_finite() && millisecond.is_finite()) {
        return f64::NAN;
    }
    hour.trunc() * 3_600_000.0 + minute.trunc() * 60_000.0 + second.trunc() * 1000.0 + millisecond.trunc()
}

/// MakeDate (ECMA-262 §21.4.1.29)
pub(crate) fn make_date(day: f64, time: f64) -> f64 {
    let date = day * DAY as f64 + time;
    if date.is_finite() { date } else { f64::NAN }
}

/// TimeClip (ECMA-262 §21.4.1.31)
pub(crate) fn time_clip(time: f64) -> f64 {
    if time.abs() <= MAX_TIME { time.trunc() + 0.0 } else { f64::NAN }
}

/// MakeFullYear (ECMA-262 §21.4.1.30): two digits mean the last century.
pub(crate) fn make_full_year(year: f64) -> f64 {
    let whole = year.trunc();
    if (0.0..=99.0).contains(&whole) { 1900.0 + whole } else { whole }
}

/// Local time: the time zone and the span of time in which its last answer holds.
pub(crate) struct LocalTime {
    /// Looked up when a script first asks: reading the system's zone directory would take a third
    /// of an empty script's time.
    zone: OnceCell<TimeZone>,
    /// The zone's English names, in winter and in summer: looked up by `date_format`.
    pub(crate) names: OnceCell<Option<(&'static str, &'static str)>>,
    known: Known,
    /// The spans that were asked for, by their start.
    spans: Vec<Known>,
    /// The last point of time that was taken apart, for scripts ask for one field after the other.
    last: Option<(i64, Fields)>,
}

/// From `from` (inclusive) to `to` (exclusive) local time is `offset` milliseconds ahead of UTC.
#[derive(Clone, Copy)]
struct Known {
    from: i64,
    to: i64,
    offset: i64,
    summer: bool,
}

/// Four hundred years have whole weeks, so the rules of a zone come back.
const CYCLE: i64 = 146_097 * DAY;
/// Spans kept at most: four a year come for a zone that changes twice.
const MAX_SPANS: usize = limit!(1024, small = 2);
/// What jiff's timestamps can hold, with some room.
const LATEST: i64 = 253_370_764_800_000;
const EARLIEST: i64 = -377_673_580_800_000;

impl LocalTime {
    /// Local time of a zone.
    pub(crate) fn new(zone: TimeZone) -> LocalTime {
        LocalTime { zone: OnceCell::from(zone), ..LocalTime::system() }
    }

    /// Local time of the machine: `TZ`, or what the system says.
    pub(crate) fn system() -> LocalTime {
        let known = Known { from: 0, to: 0, offset: 0, summer: false };
        LocalTime { zone: OnceCell::new(), names: OnceCell::new(), known, spans: Vec::new(), last: None }
    }

    fn zone(&self) -> &TimeZone {
        self.zone.get_or_init(|| TimeZone::try_system().unwrap_or(TimeZone::UTC))
    }

    /// The zone's name in the IANA database.
    pub(crate) fn zone_name(&self) -> Option<&str> {
        self.zone().iana_name()
    }

    #[inline]
    fn look_up(&mut self, utc: i64) -> Known {
        if !(self.known.from <= utc && utc < self.known.to) {
            self.known = self.look_up_span(utc);
        }
        self.known
    }

    fn look_up_span(&mut self, utc: i64) -> Known {
        let after = self.spans.partition_point(|span| span.from <= utc);
        if let Some(span) = after.checked_sub(1).map(|i| self.spans[i])
            && utc < span.to
        {
            return span;
        }
        let span = self.ask_zone(utc);
        if self.spans.len() >= MAX_SPANS {
            self.spans.clear();
        }
        let place = self.spans.partition_point(|known| known.from < span.from);
        self.spans.insert(place, span);
        span
    }

    fn ask_zone(&self, utc: i64) -> Known {
        let cycles = if utc > LATEST { (utc - LATEST).div_euclid(CYCLE) + 1 } else { 0 };
        let inside = (utc - cycles * CYCLE).max(EARLIEST);
        let timestamp = Timestamp::from_millisecond(inside).unwrap_or(Timestamp::UNIX_EPOCH);
        let info = self.zone().to_offset_info(timestamp);
        let shift = cycles * CYCLE;
        let edge = |found: Option<Timestamp>, none: i64| found.map_or(none, |at| at.as_millisecond() + shift);
        let next = self.zone().following(timestamp).next().map(|transition| transition.timestamp());
        // The transition at the very timestamp counts as its past.
        let just_after = Timestamp::from_millisecond(inside + 1).unwrap_or(timestamp);
        let previous = self.zone().preceding(just_after).next().map(|transition| transition.timestamp());
        // A zone whose rules have an end stays as it is, from before the first to after the last.
        Known {
            from: edge(previous, if cycles == 0 { i64::MIN } else { utc }),
            to: edge(next, if cycles == 0 { i64::MAX } else { utc + 1 }),
            offset: i64::from(info.offset().seconds()) * 1000,
            summer: info.dst().is_dst(),
        }
    }

    /// Milliseconds that local time is ahead of UTC at a point of time.
    pub(crate) fn offset_at(&mut self, utc: i64) -> i64 {
        self.look_up(utc).offset
    }

    /// Whether daylight saving time holds.
    pub(super) fn is_summer(&mut self, utc: i64) -> bool {
        self.look_up(utc).summer
    }

    /// Whether the zone has daylight saving time in these years.
    pub(crate) fn has_summer(&mut self, utc: i64) -> bool {
        [-182, 0, 182].iter().any(|days| self.is_summer(utc + days * DAY))
    }

    /// LocalTime (ECMA-262 §21.4.1.25)
    pub(crate) fn to_local(&mut self, utc: i64) -> i64 {
        utc + self.offset_at(utc)
    }

    /// A point of time taken apart in local time.
    pub(crate) fn fields(&mut self, utc: i64) -> Fields {
        match self.last {
            Some((last, fields)) if last == utc => fields,
            _ => {
                let fields = Fields::of(self.to_local(utc));
                self.last = Some((utc, fields));
                fields
            }
        }
    }

    /// UTC (ECMA-262 §21.4.1.26): a time that is skipped is read by the offset before the change,
    /// one that comes twice is the first.
    pub(crate) fn to_utc(&mut self, local: f64) -> f64 {
        if local.is_nan() || local.abs() > MAX_TIME + 2.0 * DAY as f64 {
            return f64::NAN;
        }
        let local = local as i64;
        let (before, after) = (self.offset_at(local - DAY), self.offset_at(local + DAY));
        if before != after && self.offset_at(local - before) != before && self.offset_at(local - after) == after {
            return (local - after) as f64;
        }
        (local - before) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates() {
        for days in [-100_000_000, -719_469, -1, 0, 59, 60, 10_957, 11_016, 100_000_000] {
            let (year, month, day) = date_from_days(days);
            assert_eq!(days_from_date(year, month, day), days);
        }
        assert_eq!(days_from_date(2000, 1, 29), 11_016);
        assert_eq!(Fields::of(-1).millisecond, 999);
    }

    #[test]
    fn offsets_of_a_zone() {
        let Ok(zone) = TimeZone::get("Europe/Paris") else { return };
        let mut local = LocalTime::new(zone);
        assert_eq!(local.offset_at(0), 3_600_000);
        assert_eq!(local.offset_at(1_720_000_000_000), 7_200_000);
        assert_eq!(local.offset_at(8_640_000_000_000_000), 7_200_000);
        // 2024-03-31 02:30 is skipped, 2024-10-27 02:30 comes twice.
        assert_eq!(local.to_utc(1_711_852_200_000.0), 1_711_848_600_000.0);
        assert_eq!(local.to_utc(1_729_996_200_000.0), 1_729_989_000_000.0);
    }
}
