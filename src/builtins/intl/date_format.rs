//! `toLocaleString` and its kin of dates: what they need of ECMA-402. English is complete for the
//! options below; of other languages the default formats of the common ones are known, with options
//! they fall back to English.

use jiff::tz::TimeZone;

use super::locale::{first_locale, option_text};
use crate::calendar::format::{MONTHS, WEEKDAYS, short, zone_long_name};
use crate::calendar::time::{Fields, LocalTime};
use crate::vm::{Cx, JsResult, Rooted};

/// Which fields are shown when the options name none.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    Date,
    Time,
    Both,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Width {
    Numeric,
    TwoDigit,
    Short,
    Long,
    Narrow,
}

/// A resolved set of options.
#[derive(Default)]
pub(crate) struct DateFormat {
    locale: String,
    weekday: Option<Width>,
    era: bool,
    year: Option<Width>,
    month: Option<Width>,
    day: Option<Width>,
    hour: Option<Width>,
    minute: Option<Width>,
    second: Option<Width>,
    fraction: usize,
    zone_name: Option<Width>,
    hour12: Option<bool>,
    /// Midnight is 0 in the 24-hour clock; else 24, which is what `hour12: false` means in English.
    midnight_zero: bool,
    /// `dateStyle` or `timeStyle` was given.
    styled: bool,
    /// Other options than `timeZone` and `hour12` were given.
    custom: bool,
    zone: Option<TimeZone>,
}

impl DateFormat {
    /// Reads `locales` and `options`.
    pub(crate) fn read(cx: &mut Cx<'_>, locales: Rooted, options: Rooted, shown: Shown) -> JsResult<DateFormat> {
        let mut format = DateFormat { locale: first_locale(cx, locales)?.unwrap_or_default(), ..DateFormat::default() };
        if !options.is_undefined() {
            let options = cx.to_object(options)?;
            format.read_fields(cx, options)?;
            format.read_clock(cx, options)?;
            format.read_styles(cx, options, shown)?;
        }
        format.add_defaults(shown);
        Ok(format)
    }

    fn read_fields(&mut self, cx: &mut Cx<'_>, options: Rooted) -> JsResult<()> {
        self.weekday = width_option(cx, options, "weekday")?;
        self.era = option_text(cx, options, "era")?.is_some();
        self.year = width_option(cx, options, "year")?;
        self.month = width_option(cx, options, "month")?;
        self.day = width_option(cx, options, "day")?;
        self.hour = width_option(cx, options, "hour")?;
        self.minute = width_option(cx, options, "minute")?;
        self.second = width_option(cx, options, "second")?;
        self.zone_name = width_option(cx, options, "timeZoneName")?;
        let fraction = cx.get_str(options, "fractionalSecondDigits")?;
        if !fraction.is_undefined() {
            let digits = cx.to_number(fraction)?;
            if !(1.0..=3.0).contains(&digits) {
                return Err(cx.range_error("fractionalSecondDigits value is out of range."));
            }
            self.fraction = digits as usize;
        }
        self.custom = self.has_date() || self.has_time() || self.zone_name.is_some() || self.era;
        Ok(())
    }

    fn read_clock(&mut self, cx: &mut Cx<'_>, options: Rooted) -> JsResult<()> {
        if let Some(cycle) = option_text(cx, options, "hourCycle")? {
            self.hour12 = Some(matches!(&*cycle, "h11" | "h12"));
            self.midnight_zero = cycle == "h23";
        }
        if let Some(text) = option_text(cx, options, "hour12")? {
            self.hour12 = Some(text != "false");
            self.midnight_zero = false;
        }
        let Some(name) = option_text(cx, options, "timeZone")? else { return Ok(()) };
        let zone = if name.eq_ignore_ascii_case("utc") { Some(TimeZone::UTC) } else { TimeZone::get(&name).ok() };
        if zone.is_none() {
            return Err(cx.range_error(format!("Invalid time zone specified: {name}")));
        }
        self.zone = zone;
        Ok(())
    }

    fn read_styles(&mut self, cx: &mut Cx<'_>, options: Rooted, shown: Shown) -> JsResult<()> {
        let date_style = option_text(cx, options, "dateStyle")?;
        let time_style = option_text(cx, options, "timeStyle")?;
        for (style, name, refused) in [(&date_style, "dateStyle", Shown::Time), (&time_style, "timeStyle", Shown::Date)]
        {
            if let Some(text) = style {
                if shown == refused {
                    return Err(cx.type_error(format!("Invalid option : {name}")));
                }
                if !matches!(&**text, "full" | "long" | "medium" | "short") {
                    let shown = format!("Value {text} out of range for Intl.DateTimeFormat options property {name}");
                    return Err(cx.range_error(shown));
                }
                if self.custom {
                    return Err(cx.type_error(format!("Can't set option {} when {name} is used", self.first_field())));
                }
                self.styled = true;
            }
        }
        use Width::{Long, Numeric, Short, TwoDigit};
        if let Some(style) = date_style.as_deref() {
            (self.year, self.month, self.day) = (Some(Numeric), Some(Long), Some(Numeric));
            match style {
                "full" => self.weekday = Some(Long),
                "medium" => self.month = Some(Short),
                "short" => (self.year, self.month) = (Some(TwoDigit), Some(Numeric)),
                _ => {}
            }
        }
        if let Some(style) = time_style.as_deref() {
            (self.hour, self.minute) = (Some(Numeric), Some(TwoDigit));
            self.second = (style != "short").then_some(TwoDigit);
            self.zone_name = match style {
                "full" => Some(Long),
                "long" => Some(Short),
                _ => None,
            };
        }
        Ok(())
    }

    fn first_field(&self) -> &'static str {
        let fields = [
            (self.weekday, "weekday"),
            (self.year, "year"),
            (self.month, "month"),
            (self.day, "day"),
            (self.hour, "hour"),
            (self.minute, "minute"),
            (self.second, "second"),
        ];
        fields.into_iter().find(|(field, _)| field.is_some()).map_or("timeZoneName", |(_, name)| name)
    }

    fn has_date(&self) -> bool {
        self.weekday.is_some() || self.year.is_some() || self.month.is_some() || self.day.is_some()
    }

    fn has_time(&self) -> bool {
        self.hour.is_some() || self.minute.is_some() || self.second.is_some() || self.fraction > 0
    }

    fn add_defaults(&mut self, shown: Shown) {
        let complete = self.styled
            || match shown {
                Shown::Date => self.has_date(),
                Shown::Time => self.has_time(),
                Shown::Both => self.has_date() || self.has_time(),
            };
        if complete {
            return;
        }
        let numeric = Some(Width::Numeric);
        if shown != Shown::Time {
            (self.year, self.month, self.day) = (numeric, numeric, numeric);
        }
        if shown != Shown::Date {
            (self.hour, self.minute, self.second) = (numeric, Some(Width::TwoDigit), Some(Width::TwoDigit));
        }
    }

    /// The point of time as text.
    pub(crate) fn format(&self, utc: i64, local: &mut LocalTime) -> String {
        let mut other;
        let local = match &self.zone {
            Some(zone) => {
                other = LocalTime::new(zone.clone());
                &mut other
            }
            None => local,
        };
        let fields = Fields::of(local.to_local(utc));
        if !self.custom
            && !self.styled
            && let Some(text) = self.foreign(&fields)
        {
            return text;
        }
        let date = self.english_date(&fields);
        let mut time = self.english_time(&fields);
        if self.era {
            let era = if fields.year > 0 { "AD" } else { "BC" };
            time = if date.is_empty() { format!("{era}, {time}") } else { time };
        }
        let date = if self.era && !date.is_empty() {
            format!("{date} {}", if fields.year > 0 { "AD" } else { "BC" })
        } else {
            date
        };
        if let Some(width) = self.zone_name {
            let name = if width == Width::Long {
                zone_long_name(local, utc).into_owned()
            } else {
                zone_short_name(local, utc)
            };
            let gap = if time.is_empty() { "" } else { " " };
            time = format!("{time}{gap}{name}");
        }
        match (date.is_empty(), time.is_empty()) {
            (false, false) => {
                let long = self.month == Some(Width::Long);
                let only_weekday = self.month.is_none() && self.day.is_none() && self.year.is_none();
                let joiner = if long && self.has_time() {
                    " at "
                } else if only_weekday {
                    " "
                } else {
                    ", "
                };
                format!("{date}{joiner}{time}")
            }
            _ => date + &time,
        }
    }

    fn english_date(&self, fields: &Fields) -> String {
        let year = self.year.map(|width| match width {
            Width::TwoDigit => format!("{:02}", fields.year.rem_euclid(100)),
            _ if fields.year <= 0 => format!("{}", 1 - fields.year),
            _ => fields.year.to_string(),
        });
        let day = self.day.map(|width| number(fields.day, width));
        let weekday = self.weekday.map(|width| named(WEEKDAYS[fields.weekday as usize], width));
        let Some(month_width) = self.month else {
            let parts: Vec<String> = match (day, weekday) {
                (Some(day), Some(weekday)) => vec![format!("{day} {weekday}")],
                (day, weekday) => weekday.into_iter().chain(day).collect(),
            };
            return parts.into_iter().chain(year).collect::<Vec<_>>().join(" ");
        };
        let date = if matches!(month_width, Width::Numeric | Width::TwoDigit) {
            let month = number(fields.month + 1, month_width);
            [Some(month), day, year].into_iter().flatten().collect::<Vec<_>>().join("/")
        } else {
            let month = named(MONTHS[fields.month as usize], month_width);
            match (day, year) {
                (Some(day), Some(year)) => format!("{month} {day}, {year}"),
                (Some(day), None) => format!("{month} {day}"),
                (None, Some(year)) => format!("{month} {year}"),
                (None, None) => month,
            }
        };
        match weekday {
            Some(weekday) => format!("{weekday}, {date}"),
            None => date,
        }
    }

    fn english_time(&self, fields: &Fields) -> String {
        let hour12 = self.hour12.unwrap_or(true);
        let mut parts = Vec::new();
        if let Some(width) = self.hour {
            parts.push(if hour12 {
                number((fields.hour + 11) % 12 + 1, width)
            } else if fields.hour == 0 && !self.midnight_zero {
                "24".into()
            } else {
                format!("{:02}", fields.hour)
            });
        }
        let alone = parts.is_empty();
        if let Some(width) = self.minute {
            let width = if alone && self.second.is_none() { width } else { Width::TwoDigit };
            parts.push(number(
                fields.minute,
                if width == Width::TwoDigit && alone && self.second.is_none() { Width::Numeric } else { width },
            ));
        }
        if let Some(width) = self.second {
            let width = if parts.is_empty() { width } else { Width::TwoDigit };
            parts.push(number(fields.second, width));
        }
        let mut text = parts.join(":");
        if self.fraction > 0 {
            let digits = format!("{:03}", fields.millisecond);
            let gap = if self.second.is_some() { "." } else { "" };
            text = format!("{text}{gap}{}", &digits[..self.fraction]);
        }
        if self.hour.is_some() && hour12 {
            text.push_str(if fields.hour < 12 { " AM" } else { " PM" });
        }
        text
    }

    /// The default format of another language.
    fn foreign(&self, fields: &Fields) -> Option<String> {
        let (date_pattern, time_pattern, joiner) = pattern_of(&self.locale)?;
        let date = self.year.map(|_| fill(date_pattern, fields));
        let time_pattern = match self.hour12 {
            Some(true) if !time_pattern.contains('h') => "h:mm:ss AM",
            Some(false) if time_pattern.contains('h') => "HH:mm:ss",
            _ => time_pattern,
        };
        let time = self.hour.map(|_| fill(time_pattern, fields));
        Some([date, time].into_iter().flatten().collect::<Vec<_>>().join(joiner))
    }
}

/// Default formats of date and time, and what stands between them.
fn pattern_of(tag: &str) -> Option<(&'static str, &'static str, &'static str)> {
    let mut parts = tag.split('-');
    let language = parts.next()?;
    let region = parts.next().unwrap_or("");
    Some(match (language, region) {
        ("en", "GB" | "IE") => ("DD/MM/YYYY", "HH:mm:ss", ", "),
        ("en", "AU") => ("DD/MM/YYYY", "h:mm:ss am", ", "),
        ("en", "NZ") => ("D/MM/YYYY", "h:mm:ss am", ", "),
        ("en", "IN") => ("D/M/YYYY", "h:mm:ss am", ", "),
        ("en", "CA") => ("YYYY-MM-DD", "h:mm:ss a.m.", ", "),
        ("en", "ZA") => ("YYYY/MM/DD", "HH:mm:ss", ", "),
        ("de", _) => ("D.M.YYYY", "HH:mm:ss", ", "),
        ("fr", "CA") => ("YYYY-MM-DD", "HH h mm min ss s", " "),
        ("fr", _) => ("DD/MM/YYYY", "HH:mm:ss", " "),
        ("es", _) => ("D/M/YYYY", "H:mm:ss", ", "),
        ("it", _) => ("DD/MM/YYYY", "HH:mm:ss", ", "),
        ("pt", _) => ("DD/MM/YYYY", "HH:mm:ss", ", "),
        ("nl", _) => ("D-M-YYYY", "HH:mm:ss", ", "),
        ("ru" | "uk" | "tr", _) => ("DD.MM.YYYY", "HH:mm:ss", ", "),
        ("pl", _) => ("D.MM.YYYY", "HH:mm:ss", ", "),
        ("sv", _) => ("YYYY-MM-DD", "HH:mm:ss", " "),
        ("ja", _) => ("YYYY/M/D", "H:mm:ss", " "),
        ("zh", _) => ("YYYY/M/D", "HH:mm:ss", " "),
        ("ko", _) => ("YYYY. M. D.", "AM h:mm:ss", " "),
        _ => return None,
    })
}

fn fill(pattern: &str, fields: &Fields) -> String {
    let hour12 = (fields.hour + 11) % 12 + 1;
    let upper = if fields.hour < 12 { "AM" } else { "PM" };
    let lower = if fields.hour < 12 { "am" } else { "pm" };
    let dotted = if fields.hour < 12 { "a.m." } else { "p.m." };
    // Marks that no other replacement can produce stand for the letters while the numbers are put
    // in.
    let marked = pattern.replace("AM", "\u{1}").replace("a.m.", "\u{3}").replace("am", "\u{2}");
    marked
        .replace("YYYY", &fields.year.to_string())
        .replace("MM", &format!("{:02}", fields.month + 1))
        .replace('M', &(fields.month + 1).to_string())
        .replace("DD", &format!("{:02}", fields.day))
        .replace('D', &fields.day.to_string())
        .replace("HH", &format!("{:02}", fields.hour))
        .replace('H', &fields.hour.to_string())
        .replace("h:", &format!("{hour12}:"))
        .replace("mm", &format!("{:02}", fields.minute))
        .replace("ss", &format!("{:02}", fields.second))
        .replace('\u{1}', upper)
        .replace('\u{2}', lower)
        .replace('\u{3}', dotted)
}

fn number(n: i64, width: Width) -> String {
    if width == Width::TwoDigit { format!("{n:02}") } else { n.to_string() }
}

fn named(name: &str, width: Width) -> String {
    match width {
        Width::Narrow => name[..1].into(),
        Width::Short => short(name).into(),
        _ => name.into(),
    }
}

fn width_option(cx: &mut Cx<'_>, options: Rooted, name: &str) -> JsResult<Option<Width>> {
    let Some(text) = option_text(cx, options, name)? else { return Ok(None) };
    let width = match &*text {
        "numeric" => Width::Numeric,
        "2-digit" => Width::TwoDigit,
        "short" | "shortOffset" | "shortGeneric" => Width::Short,
        "long" | "longOffset" | "longGeneric" => Width::Long,
        "narrow" => Width::Narrow,
        _ => {
            let shown = format!("Value {text} out of range for Intl.DateTimeFormat options property {name}");
            return Err(cx.range_error(shown));
        }
    };
    Ok(Some(width))
}

/// The short name that Americans know, or the offset.
fn zone_short_name(local: &mut LocalTime, utc: i64) -> String {
    let long = zone_long_name(local, utc);
    let known = ["Eastern", "Central", "Mountain", "Pacific", "Alaska"];
    let american = known.iter().any(|name| {
        long.strip_prefix(name).is_some_and(|rest| rest.starts_with(" Standard") || rest.starts_with(" Daylight"))
    });
    if american {
        let initial = if long.starts_with("Alaska") { "AK" } else { &long[..1] };
        return format!("{initial}{}T", if long.contains("Daylight") { 'D' } else { 'S' });
    }
    if long == "Coordinated Universal Time" {
        return "UTC".into();
    }
    let minutes = local.offset_at(utc) / 60_000;
    let sign = if minutes < 0 { '-' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, 0) => "GMT".into(),
        (hours, 0) => format!("GMT{sign}{hours}"),
        (hours, rest) => format!("GMT{sign}{hours}:{rest:02}"),
    }
}
