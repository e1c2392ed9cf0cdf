//! Dates put together by a pattern (ECMA-402 §11.5.6 FormatDateTimePattern).

use super::date_format::DateFormat;
use super::date_skeleton::for_each_item;
use super::numbering::localized;
use super::parts::{Part, push_merged};
use super::zone::zone_text;
use crate::calendar::time::{Fields, LocalTime};

impl DateFormat {
    /// Runs `body` with the local time of the zone.
    pub(super) fn with_local<R>(&self, machine: &mut LocalTime, body: impl FnOnce(&mut LocalTime) -> R) -> R {
        match &self.zone {
            Some(zone) => body(&mut zone.local.borrow_mut()),
            None => body(machine),
        }
    }

    /// The point of time in parts.
    pub(super) fn format_to_parts(&self, utc: i64, machine: &mut LocalTime) -> Vec<Part> {
        self.fill_pattern(&self.pattern, utc, machine)
    }

    /// The fields of a pattern filled in.
    pub(super) fn fill_pattern(&self, pattern: &str, utc: i64, machine: &mut LocalTime) -> Vec<Part> {
        let fields = self.with_local(machine, |local| Fields::of(local.to_local(utc)));
        let mut parts = Vec::new();
        for_each_item(pattern, |item, is_field| {
            if !is_field {
                return push_merged(&mut parts, Part::literal(item));
            }
            if item.starts_with(['z', 'O', 'v']) {
                let zone = self.zone_name(machine);
                let text = self.with_local(machine, |local| zone_text(item, local, &zone, utc, &self.locale.facts));
                parts.push(Part::new("timeZoneName", text));
                return;
            }
            let (kind, text) = self.field(item, &fields);
            parts.push(Part::new(kind, text));
        });
        parts
    }

    fn field(&self, item: &str, fields: &Fields) -> (&'static str, String) {
        let length = item.len();
        let letter = item.chars().next().unwrap_or(' ');
        let number = |value: i64| localized(self.zero, &format!("{value:0length$}"));
        let year = if fields.year > 0 { fields.year } else { 1 - fields.year };
        match letter {
            'G' => ("era", self.named("e", length, usize::from(fields.year > 0))),
            'y' if length == 2 => ("year", localized(self.zero, &format!("{:02}", year % 100))),
            'y' => ("year", number(year)),
            'M' | 'L' if length <= 2 => ("month", number(fields.month + 1)),
            'M' => ("month", self.named("m", length, fields.month as usize + 1)),
            'L' => ("month", self.named("M", length, fields.month as usize + 1)),
            'E' => ("weekday", self.named("d", length, fields.weekday as usize)),
            'c' => ("weekday", self.named("D", length, fields.weekday as usize)),
            'd' => ("day", number(fields.day)),
            'a' | 'b' => ("dayPeriod", self.period(length, if fields.hour < 12 { "am" } else { "pm" })),
            'B' => ("dayPeriod", self.flexible_period(length, fields)),
            'H' => ("hour", number(fields.hour)),
            'k' => ("hour", number(if fields.hour == 0 { 24 } else { fields.hour })),
            'K' => ("hour", number(fields.hour % 12)),
            'h' => ("hour", number((fields.hour + 11) % 12 + 1)),
            'm' => ("minute", number(fields.minute)),
            's' => ("second", number(fields.second)),
            'S' => {
                let digits = format!("{:03}", fields.millisecond);
                ("fractionalSecond", localized(self.zero, digits.get(..length.min(3)).unwrap_or(&digits)))
            }
            _ => ("literal", String::new()),
        }
    }

    /// A name from the table: capital letters stand for names that stand alone, where they differ.
    fn named(&self, kind: &str, length: usize, index: usize) -> String {
        let width = width_of(length);
        let look = |kind: &str| self.facts.get(&format!("{kind}{width}{index}"));
        look(kind).or_else(|| look(&kind.to_ascii_lowercase())).unwrap_or_default().into()
    }

    fn period(&self, length: usize, name: &str) -> String {
        self.facts.text(&format!("p{}{name}", width_of(length))).into()
    }

    /// The time of day: in the morning, at noon.
    fn flexible_period(&self, length: usize, fields: &Fields) -> String {
        let width = width_of(length);
        let look = |name: &str| self.facts.get(&format!("p{width}{name}"));
        let rules = self.facts.text("b");
        // Noon is exact as far as the pattern tells the time.
        let on_the_hour =
            (!self.pattern.contains('m') || fields.minute == 0) && (!self.pattern.contains('s') || fields.second == 0);
        if fields.hour == 12
            && on_the_hour
            && rules.ends_with(";noon")
            && let Some(noon) = look("noon")
        {
            return noon.into();
        }
        let holds = |rule: &str| {
            let mut words = rule.split(' ').skip(1).map(|word| word.parse::<i64>().unwrap_or(0));
            let (Some(from), Some(to)) = (words.next(), words.next()) else { return false };
            if from < to { (from..to).contains(&fields.hour) } else { fields.hour >= from || fields.hour < to }
        };
        let found = rules.split(';').find(|rule| holds(rule)).and_then(|rule| rule.split(' ').next());
        let name = found.unwrap_or(if fields.hour < 12 { "am" } else { "pm" });
        look(name).unwrap_or_default().into()
    }
}

fn width_of(length: usize) -> char {
    match length {
        0..=3 => 'a',
        4 => 'w',
        _ => 'n',
    }
}
