//! Dates as text: the formats of `toString` and its kin (ECMA-262 §21.4.4.41), and the ISO format.

use std::borrow::Cow;

use super::time::{DAY, Fields, LocalTime, days_from_date};
use super::zone_names::ZONE_NAMES;

pub(crate) const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
pub(crate) const MONTHS: [&str; 12] = [
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
pub(crate) fn short(name: &str) -> &str {
    &name[..3]
}

/// Appends a number of at least `width` digits.
fn push_digits(text: &mut String, number: i64, width: usize) {
    let mut digits = [b'0'; 20];
    let (mut at, mut rest) = (digits.len(), number.unsigned_abs());
    while rest > 0 {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    at = at.min(digits.len() - width);
    text.extend(digits[at..].iter().map(|&digit| char::from(digit)));
}

fn push_year(text: &mut String, year: i64) {
    if year < 0 {
        text.push('-');
    }
    push_digits(text, year, 4);
}

/// Appends `01:00:00`.
fn push_clock(text: &mut String, fields: &Fields) {
    push_digits(text, fields.hour, 2);
    text.push(':');
    push_digits(text, fields.minute, 2);
    text.push(':');
    push_digits(text, fields.second, 2);
}

/// `Thu Jan 01 1970`
pub(crate) fn date_text(fields: &Fields) -> String {
    let weekday = short(WEEKDAYS[fields.weekday as usize]);
    let month = short(MONTHS[fields.month as usize]);
    let mut text = String::with_capacity(80);
    text.extend([weekday, " ", month, " "]);
    push_digits(&mut text, fields.day, 2);
    text.push(' ');
    push_year(&mut text, fields.year);
    text
}

/// `01:00:00 GMT+0100 (Central European Standard Time)`
pub(crate) fn time_text(fields: &Fields, utc: i64, local: &mut LocalTime) -> String {
    let minutes = local.offset_at(utc) / 60_000;
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    let mut text = String::with_capacity(64);
    push_clock(&mut text, fields);
    text.push_str(" GMT");
    text.push(sign);
    push_digits(&mut text, hours, 2);
    push_digits(&mut text, rest, 2);
    text.extend([" (", &zone_long_name(local, utc), ")"]);
    text
}

/// The point of time at which V8 asks whether daylight saving time holds, to name the zone: before
/// 1970 and after 2038 the same day of a year from 2008 on that has the same weekdays.
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
pub(crate) fn zone_long_name(local: &mut LocalTime, utc: i64) -> Cow<'static, str> {
    let summer = local.is_summer(year_like(utc));
    let offset = local.offset_at(utc) / 60_000;
    let names = *local.names.get_or_init(|| {
        let zone = local.zone_name().unwrap_or("");
        let row = ZONE_NAMES.iter().find(|(.., zones)| zones.split(' ').any(|name| name == zone));
        row.map(|&(winter, summer, _)| (winter, if summer.is_empty() { winter } else { summer }))
    });
    match names {
        Some((_, name)) if summer => name.into(),
        Some((name, _)) => name.into(),
        None if offset == 0 && local.zone_name().is_none_or(str::is_empty) => "Coordinated Universal Time".into(),
        None => {
            let sign = if offset < 0 { '-' } else { '+' };
            format!("GMT{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60).into()
        }
    }
}

/// `Thu, 01 Jan 1970 00:00:00 GMT`
pub(crate) fn utc_text(utc: i64) -> String {
    let fields = Fields::of(utc);
    let mut text = String::with_capacity(40);
    text.extend([short(WEEKDAYS[fields.weekday as usize]), ", "]);
    push_digits(&mut text, fields.day, 2);
    text.extend([" ", short(MONTHS[fields.month as usize]), " "]);
    push_year(&mut text, fields.year);
    text.push(' ');
    push_clock(&mut text, &fields);
    text.push_str(" GMT");
    text
}

/// `1970-01-01T00:00:00.000Z` (ECMA-262 §21.4.1.32)
pub(crate) fn iso_text(utc: i64) -> String {
    let fields = Fields::of(utc);
    let mut text = String::with_capacity(32);
    if (0..=9999).contains(&fields.year) {
        push_digits(&mut text, fields.year, 4);
    } else {
        text.push(if fields.year < 0 { '-' } else { '+' });
        push_digits(&mut text, fields.year, 6);
    }
    text.push('-');
    push_digits(&mut text, fields.month + 1, 2);
    text.push('-');
    push_digits(&mut text, fields.day, 2);
    text.push('T');
    push_clock(&mut text, &fields);
    text.push('.');
    push_digits(&mut text, fields.millisecond, 3);
    text.push('Z');
    text
}
