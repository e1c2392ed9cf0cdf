//! Time zones as Intl names them: identifiers in the form that CLDR prefers, offsets, and English
//! names.

use std::cell::RefCell;

use jiff::tz::{Offset, TimeZone};

use super::table::{REGIONS, ZONES};
use crate::calendar::format::zone_long_name;
use crate::calendar::time::LocalTime;

/// A time zone that was asked for.
pub(super) struct Zone {
    pub name: String,
    pub local: RefCell<LocalTime>,
}

/// The name of a zone as CLDR has it, whatever its case and whether it is a link.
pub(super) fn canonical_name(name: &str) -> Option<String> {
    let facts = REGIONS.facts("und")?;
    if let Some(target) = facts.get(&format!("l:{}", name.to_ascii_lowercase())) {
        return Some(target.into());
    }
    let zones = facts.with_prefix("z:");
    let mut names = zones.iter().filter_map(|(key, _)| key.get(2..));
    names.find(|known| known.eq_ignore_ascii_case(name)).map(String::from)
}

/// A zone by its name or offset.
pub(super) fn zone_of(name: &str) -> Option<Zone> {
    if name.starts_with(['+', '-']) {
        let minutes = offset_minutes(name)?;
        let sign = if minutes < 0 { '-' } else { '+' };
        let shown = format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60);
        let zone = TimeZone::fixed(Offset::from_seconds(minutes * 60).ok()?);
        return Some(Zone { name: shown, local: RefCell::new(LocalTime::new(zone)) });
    }
    let canonical = canonical_name(name)?;
    let zone = match canonical.as_str() {
        "UTC" => TimeZone::UTC,
        _ => TimeZone::get(&canonical).or_else(|_| TimeZone::get(name)).ok()?,
    };
    Some(Zone { name: canonical, local: RefCell::new(LocalTime::new(zone)) })
}

/// `+HH`, `+HHMM` or `+HH:MM` in minutes.
fn offset_minutes(text: &str) -> Option<i32> {
    let (sign, digits) = text.split_at(1);
    let (hours, minutes) = match digits.len() {
        2 => (digits, "00"),
        4 => digits.split_at(2),
        5 => digits.split_once(':').filter(|(hours, _)| hours.len() == 2)?,
        _ => return None,
    };
    let number = |text: &str, below: i32| {
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<i32>().ok().filter(|&number| digits && number < below)
    };
    let minutes = number(hours, 24)? * 60 + number(minutes, 60)?;
    Some(if sign == "-" { -minutes } else { minutes })
}

/// `GMT+1`, or `GMT+01:00` when it is long; `GMT` without an offset, unless offsets are asked for.
fn offset_name(local: &mut LocalTime, utc: i64, long: bool, asked: bool) -> String {
    let seconds = local.offset_at(utc) / 1000;
    let sign = if seconds < 0 { '-' } else { '+' };
    let size = seconds.abs();
    let (hours, minutes, seconds) = (size / 3600, size / 60 % 60, size % 60);
    let mut name = match (long, hours, minutes, seconds) {
        (_, 0, 0, 0) if !asked => return "GMT".into(),
        (true, ..) => format!("GMT{sign}{hours:02}:{minutes:02}"),
        (false, _, 0, 0) => format!("GMT{sign}{hours}"),
        _ => format!("GMT{sign}{hours}:{minutes:02}"),
    };
    if seconds != 0 {
        name.push_str(&format!(":{seconds:02}"));
    }
    name
}

/// The name that a field of a pattern wants: `z`, `zzzz`, `O`, `OOOO`, `v`, `vvvv`.
pub(super) fn zone_text(field: &str, local: &mut LocalTime, zone: &str, utc: i64, locale: &str) -> String {
    let long = field.len() >= 4;
    if field.starts_with('O') {
        return offset_name(local, utc, long, true);
    }
    let generic = field.starts_with('v');
    let name = if zone == "UTC" { "Coordinated Universal Time".into() } else { zone_long_name(local, utc) };
    if name.starts_with("GMT") {
        return offset_name(local, utc, long, false);
    }
    let name = if generic { generic_name(local, &name, utc) } else { name.into_owned() };
    if long {
        return name;
    }
    let facts = ZONES.facts(locale).or_else(|| ZONES.facts("en"));
    match facts.and_then(|facts| facts.get(&name)) {
        // Hawaii itself has daylight saving time no more, and a name of its own.
        Some(_) if zone == "Pacific/Honolulu" => {
            if name.contains("Daylight") {
                "HDT".into()
            } else {
                "HST".into()
            }
        }
        Some(short) => short.into(),
        None if generic => location_name(zone),
        None => offset_name(local, utc, false, false),
    }
}

/// The name that holds in summer and winter, where there are both.
fn generic_name(local: &mut LocalTime, name: &str, utc: i64) -> String {
    if !local.has_summer(utc) {
        return name.into();
    }
    name.replace("Standard ", "").replace("Daylight ", "").replace("Summer ", "")
}

/// A zone called by its place.
fn location_name(zone: &str) -> String {
    let regions = REGIONS.facts("und").and_then(|facts| facts.get(&format!("z:{zone}"))).unwrap_or_default();
    let place = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    let alone = REGIONS.facts("und").is_some_and(|facts| {
        let all = facts.with_prefix("z:");
        all.iter().filter(|(_, others)| others.split(' ').any(|region| region == regions)).count() == 1
    });
    match super::display_names::region_name(regions).filter(|_| alone) {
        Some(region) => format!("{region} Time"),
        None => format!("{place} Time"),
    }
}
