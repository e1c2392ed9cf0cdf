//! Dates as text: the formats of `toString` and its kin (ECMAScript 21.4.4.41), and the ISO format.

use super::date_time::{DAY, Fields, LocalTime, days_from_date};
use super::date_zone_names::ZONE_NAMES;

pub(super) const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The first three letters.
pub(super) fn short(name: &str) -> &str {
    &name[..3]
}

fn year_text(year: i64) -> String {
    format!("{}{:04}", if year < 0 { "-" } else { "" }, year.abs())
}

/// `Thu Jan 01 1970`
pub(super) fn date_text(fields: &Fields) -> String {
    let weekday = short(WEEKDAYS[fields.weekday as usize]);
    let month = short(MONTHS[fields.month as usize]);
    format!("{weekday} {month} {:02} {}", fields.day, year_text(fields.year))
}

/// `01:00:00 GMT+0100 (Central European Standard Time)`
pub(super) fn time_text(fields: &Fields, utc: i64, local: &mut LocalTime) -> String {
    let minutes = local.offset_at(utc) / 60_000;
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    let name = zone_long_name(local, utc);
    let Fields { hour, minute, second, .. } = fields;
    format!("{hour:02}:{minute:02}:{second:02} GMT{sign}{hours:02}{rest:02} ({name})")
}

/// The point of time at which V8 asks whether daylight saving time holds, to name the zone: before 1970 and after 2038 the same day of a year from 2008
/// on that has the same weekdays.
fn year_like(utc: i64) -> i64 {
    if (0..=i64::from(i32::MAX) * 1000).contains(&utc) {
        return utc;
    }
    let Fields { year, month, day, .. } = Fields::of(utc);
    let is_leap = days_from_date(year + 1, 0, 1) - days_from_date(year, 0, 1) == 366;
    let first_weekday = (days_from_date(year, 0, 1) + 4).rem_euclid(7);
    let base = if is_leap { 1956 } else { 1967 } + first_weekday * 12 % 28;
    let alike = 2008 + (base - 2008).rem_euclid(28);
    days_from_date(alike, month, day) * DAY + utc.rem_euclid(DAY)
}

/// The English name of the local time zone at a point of time.
pub(super) fn zone_long_name(local: &mut LocalTime, utc: i64) -> String {
    let summer = local.is_summer(year_like(utc));
    let offset = local.offset_at(utc) / 60_000;
    let zone = local.zone_name().unwrap_or("");
    match ZONE_NAMES.iter().find(|(.., zones)| zones.split(' ').any(|name| name == zone)) {
        Some((_, name, _)) if summer && !name.is_empty() => (*name).into(),
        Some((name, ..)) => (*name).into(),
        None if zone.is_empty() && offset == 0 => "Coordinated Universal Time".into(),
        None => {
            let sign = if offset < 0 { '-' } else { '+' };
            format!("GMT{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
        }
    }
}

/// `Thu, 01 Jan 1970 00:00:00 GMT`
pub(super) fn utc_text(utc: i64) -> String {
    let Fields { year, month, day, weekday, hour, minute, second, .. } = Fields::of(utc);
    let (weekday, month) = (short(WEEKDAYS[weekday as usize]), short(MONTHS[month as usize]));
    format!("{weekday}, {day:02} {month} {} {hour:02}:{minute:02}:{second:02} GMT", year_text(year))
}

/// `1970-01-01T00:00:00.000Z` (ECMAScript 21.4.1.32)
pub(super) fn iso_text(utc: i64) -> String {
    let Fields { year, month, day, hour, minute, second, millisecond, .. } = Fields::of(utc);
    let year = match year {
        0..=9999 => format!("{year:04}"),
        _ => format!("{}{:06}", if year < 0 { '-' } else { '+' }, year.abs()),
    };
    format!("{year}-{:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millisecond:03}Z", month + 1)
}
