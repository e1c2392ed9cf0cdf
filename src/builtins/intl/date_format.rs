//! How dates are written: the options of Intl.DateTimeFormat (ECMA-402 §11), resolved to a pattern
//! of the language. The same stand behind `toLocaleString` and its kin of dates.

use std::cell::RefCell;
use std::rc::Rc;

use super::date_skeleton::{Generator, fill, for_each_item};
use super::locale::{Resolved, choice, flag, locale_list, locale_matcher, number, option, resolve, type_option};
use super::numbering::zero_of;
use super::parts::text_of;
use super::table::{DATES, Facts, REGIONS};
use super::tag::Tag;
use super::temporal_kind::Kind;
use super::zone::{Zone, zone_of};
use crate::calendar::time::LocalTime;
use crate::vm::{Cx, JsResult, Rooted};

/// Which fields are shown when the options name none, and which are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::builtins) enum Shown {
    Date,
    Time,
    Both,
    /// A date, but a time will do: what the constructor has.
    Any,
    /// What a class of Temporal has.
    Temporal(Kind),
}

/// A resolved set of options.
pub(in crate::builtins) struct DateFormat {
    pub(super) locale: Resolved,
    pub(super) facts: Facts,
    pub(super) numbering: String,
    pub(super) zero: char,
    /// The time zone that was asked for.
    pub(super) zone: Option<Rc<Zone>>,
    pub(super) pattern: String,
    pub(super) hour_cycle: Option<&'static str>,
    pub(super) styles: (Option<&'static str>, Option<&'static str>),
    /// The components that were asked for, and the hour cycle for them.
    asked: Components,
    cycle: &'static str,
}

const WIDTHS: &[&str] = &["narrow", "short", "long"];
const NUMERIC: &[&str] = &["2-digit", "numeric"];
const MONTHS: &[&str] = &["2-digit", "numeric", "narrow", "short", "long"];
const ZONES: &[&str] = &["short", "long", "shortOffset", "longOffset", "shortGeneric", "longGeneric"];
const STYLES: &[&str] = &["full", "long", "medium", "short"];

/// The options of components, in the order in which they are read.
const COMPONENTS: &[(&str, &[&str])] = &[
    ("weekday", WIDTHS),
    ("era", WIDTHS),
    ("year", NUMERIC),
    ("month", MONTHS),
    ("day", NUMERIC),
    ("dayPeriod", WIDTHS),
    ("hour", NUMERIC),
    ("minute", NUMERIC),
    ("second", NUMERIC),
];

/// What of the options makes the pattern.
#[derive(Clone, Default)]
struct Components {
    values: Vec<(&'static str, &'static str)>,
    fraction: u32,
}

impl Components {
    fn read(cx: &mut Cx<'_>, options: Rooted, service: &str) -> JsResult<Components> {
        let mut components = Components::default();
        for (name, values) in COMPONENTS {
            if let Some(value) = choice(cx, options, name, service, values)? {
                components.values.push((name, value));
            }
        }
        components.fraction = number(cx, options, "fractionalSecondDigits", (1, 3))?.unwrap_or(0);
        if let Some(value) = choice(cx, options, "timeZoneName", service, ZONES)? {
            components.values.push(("timeZoneName", value));
        }
        Ok(components)
    }

    fn has(&self, names: &[&str]) -> bool {
        self.values.iter().any(|(name, _)| names.contains(name))
            || (self.fraction > 0 && names.contains(&"fractionalSecondDigits"))
    }

    fn get(&self, name: &str) -> Option<&'static str> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// ToDateTimeOptions (ECMA-402 §11.1.2): what is shown when nothing is said.
    fn add_defaults(&mut self, shown: Shown) {
        let date = ["weekday", "year", "month", "day"];
        let time = ["dayPeriod", "hour", "minute", "second", "fractionalSecondDigits"];
        let complete = match shown {
            Shown::Date => self.has(&date),
            Shown::Time => self.has(&time),
            _ => self.has(&date) || self.has(&time),
        };
        if complete {
            return;
        }
        if shown != Shown::Time {
            self.values.extend([("year", "numeric"), ("month", "numeric"), ("day", "numeric")]);
        }
        if matches!(shown, Shown::Time | Shown::Both) {
            self.values.extend([("hour", "numeric"), ("minute", "numeric"), ("second", "numeric")]);
        }
    }

    /// What an object of Temporal has of what is asked for, or all of it when nothing is
    /// (TC39 proposal-temporal §15, GetDateTimeFormat). Whether there is anything.
    fn keep_fields(&mut self, kind: Kind) -> bool {
        let counts = |name: &str| !matches!(name, "era" | "timeZoneName");
        let asked = self.fraction > 0 || self.values.iter().any(|(name, _)| counts(name));
        self.values.retain(|(name, _)| kind.has(name));
        if !kind.has("second") {
            self.fraction = 0;
        }
        if asked {
            return self.fraction > 0 || self.values.iter().any(|(name, _)| counts(name));
        }
        self.values.extend(kind.defaults().iter().map(|name| (*name, "numeric")));
        if kind == Kind::Zoned && self.get("timeZoneName").is_none() {
            self.values.push(("timeZoneName", "short"));
        }
        true
    }

    /// The skeleton of UTS 35, in the letters of the hour cycle.
    fn skeleton(&self, hour: char) -> String {
        let mut skeleton = String::new();
        let mut push = |letter: char, count: usize| skeleton.extend(std::iter::repeat_n(letter, count));
        let width = |value: &str| match value {
            "narrow" => 5,
            "long" => 4,
            "short" => 3,
            "2-digit" => 2,
            _ => 1,
        };
        let letters = [
            ("weekday", 'E'),
            ("era", 'G'),
            ("year", 'y'),
            ("month", 'M'),
            ("day", 'd'),
            ("hour", hour),
            ("minute", 'm'),
            ("second", 's'),
        ];
        for (name, letter) in letters {
            if let Some(value) = self.get(name) {
                push(letter, width(value));
            }
        }
        match self.get("dayPeriod") {
            Some("narrow") => push('B', 5),
            Some("long") => push('B', 4),
            Some(_) => push('B', 1),
            None => {}
        }
        push('S', self.fraction as usize);
        match self.get("timeZoneName") {
            Some("short") => push('z', 1),
            Some("long") => push('z', 4),
            Some("shortOffset") => push('O', 1),
            Some("longOffset") => push('O', 4),
            Some("shortGeneric") => push('v', 1),
            Some("longGeneric") => push('v', 4),
            _ => {}
        }
        skeleton
    }
}

/// The letter of an hour cycle.
pub(super) fn hour_letter(cycle: &str) -> char {
    match cycle {
        "h11" => 'K',
        "h23" => 'H',
        "h24" => 'k',
        _ => 'h',
    }
}

/// The hour cycle of a pattern.
fn cycle_of(pattern: &str) -> Option<&'static str> {
    let mut found = None;
    for_each_item(pattern, |item, is_field| {
        let cycle = match item.as_bytes().first() {
            Some(b'K') => "h11",
            Some(b'h') => "h12",
            Some(b'H') => "h23",
            Some(b'k') => "h24",
            _ => return,
        };
        if is_field {
            found = Some(cycle);
        }
    });
    found
}

/// The pattern with its hours in another cycle.
pub(super) fn with_cycle(pattern: &str, cycle: &str) -> String {
    let letter = hour_letter(cycle);
    let mut quoted = false;
    pattern
        .chars()
        .map(|c| {
            quoted ^= c == '\'';
            if !quoted && matches!(c, 'h' | 'H' | 'k' | 'K') { letter } else { c }
        })
        .collect()
}

/// The hour cycle when `hour12` has its say: as long as it is that of the region or its kin.
fn cycle_by(hour12: Option<bool>, usual: &'static str) -> &'static str {
    match (hour12, usual) {
        (Some(true), "h11" | "h23") => "h11",
        (Some(true), _) => "h12",
        (Some(false), "h11" | "h23") => "h23",
        (Some(false), _) => "h24",
        (None, usual) => usual,
    }
}

fn read_zone(cx: &mut Cx<'_>, options: Rooted) -> JsResult<Option<Zone>> {
    let value = option(cx, options, "timeZone")?;
    if value.is_undefined() {
        return Ok(None);
    }
    let name = cx.to_text(value)?;
    match zone_of(&name) {
        Some(zone) => Ok(Some(zone)),
        None => Err(cx.range_error(format!("Invalid time zone specified: {name}"))),
    }
}

/// The hour cycle that is usual in the region.
fn usual_cycle(locale: &str) -> &'static str {
    let Some(tag) = Tag::parse(locale) else { return "h12" };
    let base = tag.base();
    let region = if tag.region.is_empty() { tag.maximize().region } else { tag.region };
    let look = |name: &str| REGIONS.facts("und").and_then(|facts| facts.get(&format!("h:{name}")));
    look(&base).or_else(|| look(&region)).unwrap_or("h23")
}

thread_local! {
    /// What was asked for last without options, by locale and what is shown.
    static LAST: RefCell<Vec<(String, Shown, Rc<DateFormat>)>> = const { RefCell::new(Vec::new()) };
}

/// No field is left to write.
pub(super) const NO_FIELDS: &str = "Invalid argument: no option asks for a field that the object has";

/// So many of those are kept.
const MAX_KEPT: usize = limit!(8, small = 1);

impl DateFormat {
    /// For `toLocaleString` and its kin, called `service` in messages.
    pub(in crate::builtins) fn read(
        cx: &mut Cx<'_>,
        locales: Rooted,
        options: Rooted,
        shown: Shown,
        service: &str,
    ) -> JsResult<Rc<DateFormat>> {
        if !options.is_undefined() || locales.is_object() {
            return DateFormat::new(cx, locales, options, shown, service).map(Rc::new);
        }
        let name = if locales.is_undefined() { String::new() } else { cx.to_text(locales)? };
        let known = LAST.with_borrow(|last| {
            last.iter().find(|(known, what, _)| *known == name && *what == shown).map(|(.., format)| Rc::clone(format))
        });
        if let Some(format) = known {
            return Ok(format);
        }
        let format = Rc::new(DateFormat::new(cx, locales, options, shown, service)?);
        LAST.with_borrow_mut(|last| {
            if last.len() >= MAX_KEPT {
                last.clear();
            }
            last.push((name, shown, Rc::clone(&format)));
        });
        Ok(format)
    }

    /// CreateDateTimeFormat (ECMA-402 §11.1.2).
    pub(super) fn new(
        cx: &mut Cx<'_>,
        locales: Rooted,
        options: Rooted,
        shown: Shown,
        service: &str,
    ) -> JsResult<DateFormat> {
        let requested = locale_list(cx, locales)?;
        let options = if options.is_undefined() { options } else { cx.to_object(options)? };
        locale_matcher(cx, options, service)?;
        let calendar = type_option(cx, options, "calendar")?;
        let numbering = type_option(cx, options, "numberingSystem")?;
        let hour12 = flag(cx, options, "hour12")?;
        let mut cycle = choice(cx, options, "hourCycle", service, &["h11", "h12", "h23", "h24"])?;
        if hour12.is_some() {
            cycle = None;
        }
        let keys = [("ca", calendar), ("hc", cycle.map(String::from)), ("nu", numbering)];
        let accepts = |key: &str, value: &str| match key {
            "ca" => matches!(value, "gregory" | "iso8601"),
            "hc" => matches!(value, "h11" | "h12" | "h23" | "h24"),
            _ => zero_of(value).is_some(),
        };
        let mut locale = resolve(&DATES, &requested, &keys, accepts);
        let asked = locale.keyword("hc");
        let asked = asked.and_then(|cycle| ["h11", "h12", "h23", "h24"].into_iter().find(|known| *known == cycle));
        let usual = usual_cycle(&locale.locale);
        if hour12.is_some() {
            locale.drop_keyword("hc");
        }
        let mut zone = read_zone(cx, options)?;
        if let Shown::Temporal(kind) = shown {
            if kind == Kind::Zoned && zone.is_some() {
                return Err(cx.type_error("Invalid option : timeZone"));
            }
            zone = None;
        }
        let components = Components::read(cx, options, service)?;
        choice(cx, options, "formatMatcher", service, &["best fit", "basic"])?;
        let date_style = choice(cx, options, "dateStyle", service, STYLES)?;
        let time_style = choice(cx, options, "timeStyle", service, STYLES)?;
        let facts = DATES.facts(&locale.facts).or_else(|| DATES.facts("en")).expect("English is there");
        let numbering = locale.keyword("nu").unwrap_or("latn").to_string();
        let usual = asked.unwrap_or(usual);
        let cycle = cycle_by(hour12, usual);
        let mut format = DateFormat {
            locale,
            facts,
            zero: zero_of(&numbering).unwrap_or('0'),
            numbering,
            zone: zone.map(Rc::new),
            pattern: String::new(),
            hour_cycle: None,
            styles: (date_style, time_style),
            asked: components,
            cycle,
        };
        if date_style.is_some() || time_style.is_some() {
            format.check_styles(cx, shown)?;
        }
        match format.pattern_of(shown) {
            Some(pattern) => format.pattern = pattern,
            None => return Err(cx.type_error(NO_FIELDS)),
        }
        format.hour_cycle = cycle_of(&format.pattern);
        Ok(format)
    }

    /// The pattern for what is shown; `None` when no field of it is asked for.
    fn pattern_of(&self, shown: Shown) -> Option<String> {
        if self.styles != (None, None) {
            return self.styled(shown);
        }
        let mut components = self.asked.clone();
        match shown {
            Shown::Temporal(kind) if !components.keep_fields(kind) => return None,
            Shown::Temporal(_) => {}
            shown => components.add_defaults(shown),
        }
        let skeleton = components.skeleton(hour_letter(self.cycle));
        Some(with_cycle(&Generator::new(self.facts).best_pattern(&skeleton), self.cycle))
    }

    /// The same format for a class of Temporal; `None` when it has no field that is asked for.
    pub(super) fn of_kind(&self, kind: Kind) -> Option<DateFormat> {
        let pattern = self.pattern_of(Shown::Temporal(kind))?;
        Some(DateFormat {
            locale: self.locale.clone(),
            facts: self.facts,
            numbering: self.numbering.clone(),
            zero: self.zero,
            zone: self.zone.clone().filter(|_| kind.has("timeZoneName")),
            hour_cycle: cycle_of(&pattern),
            pattern,
            styles: self.styles,
            asked: self.asked.clone(),
            cycle: self.cycle,
        })
    }

    /// The calendar in which dates are written. What is written in the ISO calendar looks as in the
    /// Gregorian one.
    pub(super) fn calendar(&self) -> &str {
        self.locale.keyword("ca").unwrap_or("gregory")
    }

    fn check_styles(&self, cx: &mut Cx<'_>, shown: Shown) -> JsResult<()> {
        let components = &self.asked;
        let name = if self.styles.0.is_some() { "dateStyle" } else { "timeStyle" };
        let first = components.values.first().map(|(first, _)| *first);
        let first = if components.fraction > 0 && first.is_none_or(|first| first == "timeZoneName") {
            Some("fractionalSecondDigits")
        } else {
            first
        };
        let date_alone = match shown {
            Shown::Temporal(kind) => !kind.has("hour"),
            shown => shown == Shown::Date,
        };
        if date_alone && self.styles.1.is_some() {
            return Err(cx.type_error("Invalid option : timeStyle"));
        }
        if matches!(shown, Shown::Time | Shown::Temporal(Kind::Time)) && self.styles.0.is_some() {
            return Err(cx.type_error("Invalid option : dateStyle"));
        }
        match first {
            Some(first) => Err(cx.type_error(format!("Can't set option {first} when {name} is used"))),
            None => Ok(()),
        }
    }

    /// The pattern of `dateStyle` and `timeStyle`; `None` when what is shown has neither.
    fn styled(&self, shown: Shown) -> Option<String> {
        let cycle = self.cycle;
        let kind = match shown {
            Shown::Temporal(kind) => Some(kind),
            _ => None,
        };
        let has = |field: &str| kind.is_none_or(|kind| kind.has(field));
        let styles = (self.styles.0.filter(|_| has("month")), self.styles.1.filter(|_| has("hour")));
        if styles == (None, None) {
            return None;
        }
        let look = |kind: &str, style: Option<&str>| style.map(|style| self.facts.text(&format!("{kind}-{style}")));
        let (date, time) = (look("D", styles.0), look("T", styles.1));
        let pattern = match (date, time) {
            (Some(date), Some(time)) => {
                let glue = self.facts.text(&format!("GA-{}", self.styles.0.unwrap_or_default()));
                fill(glue, &[time, date])
            }
            (date, time) => date.or(time).unwrap_or_default().to_string(),
        };
        let keeps = |letter: char| {
            kind.is_none_or(|kind| kind.has("timeZoneName") || matches!(letter, 'a' | 'b') || kind.has_letter(letter))
        };
        let mut complete = true;
        for_each_item(&pattern, |item, is_field| complete &= !is_field || item.starts_with(keeps));
        if complete && cycle_of(&pattern).is_none_or(|own| own == cycle) {
            return Some(pattern);
        }
        // In another hour cycle, or with less fields, the pattern is looked for by its skeleton.
        let mut skeleton = String::new();
        for_each_item(&pattern, |item, is_field| {
            let letter = item.chars().next().unwrap_or(' ');
            if is_field && keeps(letter) && !matches!(letter, 'a' | 'b' | 'B') {
                skeleton.push_str(item);
            }
        });
        let skeleton = with_cycle(&skeleton, cycle);
        Some(with_cycle(&Generator::new(self.facts).best_pattern(&skeleton), cycle))
    }

    /// The time zone's name, as `resolvedOptions` shows it.
    pub(super) fn zone_name(&self, local: &LocalTime) -> String {
        match &self.zone {
            Some(zone) => zone.name.clone(),
            None => super::zone::canonical_name(local.zone_name().unwrap_or("UTC")).unwrap_or_else(|| "UTC".into()),
        }
    }

    /// The point of time as text; `local` is the time of the machine. As V8 does, for the sake of
    /// programs that look for a space, narrow spaces become plain ones, but not in parts.
    pub(in crate::builtins) fn format(&self, utc: i64, local: &mut LocalTime) -> String {
        text_of(&self.format_to_parts(utc, local)).replace('\u{202f}', " ")
    }

    /// What `resolvedOptions` shows of the components: those of the pattern. Letters are looked for
    /// in the whole of it, quoted text not left out, as V8 does.
    pub(super) fn shown_components(&self) -> (Vec<(&'static str, &'static str)>, u32) {
        const SHOWN: &[(&str, &[(&str, &str)])] = &[
            ("weekday", &[("EEEEE", "narrow"), ("EEEE", "long"), ("EEE", "short")]),
            ("weekday", &[("ccccc", "narrow"), ("cccc", "long"), ("ccc", "short")]),
            ("era", &[("GGGGG", "narrow"), ("GGGG", "long"), ("GGG", "short"), ("G", "short")]),
            ("year", &[("yy", "2-digit"), ("y", "numeric")]),
            ("month", &[("MMMMM", "narrow"), ("MMMM", "long"), ("MMM", "short"), ("MM", "2-digit"), ("M", "numeric")]),
            ("month", &[("LLLLL", "narrow"), ("LLLL", "long"), ("LLL", "short"), ("LL", "2-digit"), ("L", "numeric")]),
            ("day", &[("dd", "2-digit"), ("d", "numeric")]),
            ("dayPeriod", &[("BBBBB", "narrow"), ("bbbbb", "narrow"), ("BBBB", "long"), ("B", "short")]),
            ("hour", &[("HH", "2-digit"), ("H", "numeric"), ("hh", "2-digit"), ("h", "numeric")]),
            ("hour", &[("kk", "2-digit"), ("k", "numeric"), ("KK", "2-digit"), ("K", "numeric")]),
            ("minute", &[("mm", "2-digit"), ("m", "numeric")]),
            ("second", &[("ss", "2-digit"), ("s", "numeric")]),
            ("timeZoneName", &[("zzzz", "long"), ("z", "short"), ("OOOO", "longOffset"), ("O", "shortOffset")]),
            ("timeZoneName", &[("vvvv", "longGeneric"), ("v", "shortGeneric")]),
        ];
        let mut shown: Vec<(&str, &str)> = Vec::new();
        for (name, looks) in SHOWN {
            let known = shown.last().is_some_and(|(last, _)| last == name);
            let found = looks.iter().find(|(text, _)| self.pattern.contains(text));
            if let Some((_, value)) = found.filter(|_| !known) {
                shown.push((name, value));
            }
        }
        let fraction =
            ["SSS", "SS", "S"].iter().find(|text| self.pattern.contains(**text)).map_or(0, |text| text.len());
        (shown, fraction as u32)
    }
}
