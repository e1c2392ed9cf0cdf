//! Ranges of dates (ECMA-402 §11.5.9 PartitionDateTimeRangePattern): the language's patterns for
//! intervals, chosen and widened as ICU does, so that what both ends have in common stands once.

use super::date_format::DateFormat;
use super::date_skeleton::{Generator, fill, for_each_item};
use super::parts::{Part, RangePart, Source, push_merged};
use super::table::Facts;
use crate::calendar::time::{Fields, LocalTime};

/// The greatest field in which two points of time differ.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Difference {
    Era,
    Year,
    Month,
    Day,
    Half,
    Hour,
    Minute,
    Second,
    Millisecond,
}

fn difference(a: &Fields, b: &Fields) -> Option<Difference> {
    let pairs = [
        (Difference::Era, i64::from(a.year > 0), i64::from(b.year > 0)),
        (Difference::Year, a.year, b.year),
        (Difference::Month, a.month, b.month),
        (Difference::Day, a.day, b.day),
        (Difference::Half, a.hour / 12, b.hour / 12),
        (Difference::Hour, a.hour, b.hour),
        (Difference::Minute, a.minute, b.minute),
        (Difference::Second, a.second, b.second),
        (Difference::Millisecond, a.millisecond, b.millisecond),
    ];
    pairs.into_iter().find(|(_, a, b)| a != b).map(|(field, ..)| field)
}

/// How fine a field is, in the order of [`Difference`].
fn level(letter: char) -> Option<Difference> {
    Some(match letter {
        'G' => Difference::Era,
        'y' => Difference::Year,
        'M' | 'L' => Difference::Month,
        'E' | 'c' | 'd' => Difference::Day,
        'a' | 'b' | 'B' => Difference::Half,
        'h' | 'H' | 'k' | 'K' => Difference::Hour,
        'm' => Difference::Minute,
        's' => Difference::Second,
        'S' => Difference::Millisecond,
        _ => return None,
    })
}

/// Whether nothing in the pattern is as fine as the field.
fn ignores(pattern: &str, field: Difference) -> bool {
    letters(pattern).into_iter().all(|(letter, _)| level(letter).is_none_or(|level| level < field))
}

/// The letters of the fields of a pattern, and how often each stands there.
fn letters(pattern: &str) -> Vec<(char, usize)> {
    let mut found = Vec::new();
    for_each_item(pattern, |item, is_field| {
        if is_field && let Some(letter) = item.chars().next() {
            found.push((letter, item.len()));
        }
    });
    found
}

fn count(skeleton: &[(char, usize)], letter: char) -> usize {
    skeleton.iter().filter(|(known, _)| *known == letter).map(|(_, length)| length).sum()
}

fn text_of(skeleton: &[(char, usize)]) -> String {
    skeleton.iter().flat_map(|&(letter, length)| std::iter::repeat_n(letter, length)).collect()
}

/// The part of a skeleton that is a date, or a time, in the order and the widths in which the
/// patterns for intervals are listed.
fn normalized(skeleton: &[(char, usize)], time: bool) -> Vec<(char, usize)> {
    let order = if time { "aBhHKkmsSvzO" } else { "GyMLEcd" };
    let mut found = Vec::new();
    for letter in order.chars() {
        let length = count(skeleton, letter);
        if length == 0 || letter == 'a' {
            continue;
        }
        let length = match letter {
            // Names that stand alone are in no list.
            'y' | 'G' | 'S' | 's' | 'L' | 'c' => length,
            'M' if length < 3 => 1,
            'E' if length <= 3 => 1,
            'M' | 'E' => length.min(5),
            _ => 1,
        };
        found.push((letter, length));
    }
    found
}

/// How a listed skeleton relates to the wanted one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Relation {
    Same,
    OtherWidths,
    OtherLetters,
    OtherFields,
}

/// The listed skeleton that is nearest.
fn best_listed(facts: Facts, wanted: &[(char, usize)]) -> Option<(String, Relation)> {
    let plain: Vec<(char, usize)> = wanted
        .iter()
        .map(|&(letter, length)| match letter {
            'z' | 'O' => ('v', length),
            'K' => ('h', length),
            'k' => ('H', length),
            _ => (letter, length),
        })
        .collect();
    let replaced = plain != wanted;
    let mut best: Option<(String, usize, Relation)> = None;
    for (key, _) in facts.with_prefix("i") {
        let Some((listed, _)) = key[1..].split_once('/') else { continue };
        let fields = letters(listed);
        let mut distance = 0;
        let mut relation = Relation::Same;
        for letter in "GyMLEcdaBhHmsSv".chars() {
            let (mine, theirs) = (count(&plain, letter), count(&fields, letter));
            if mine == theirs {
                continue;
            }
            if mine == 0 || theirs == 0 {
                relation = Relation::OtherFields;
                distance += 0x1000;
            } else {
                if relation == Relation::Same {
                    relation = Relation::OtherWidths;
                }
                let kinds_differ = letter == 'M' && (mine <= 2) != (theirs <= 2);
                distance += if kinds_differ { 0x100 } else { mine.abs_diff(theirs) };
            }
        }
        if best.as_ref().is_none_or(|(_, least, _)| distance < *least) {
            best = Some((listed.into(), distance, relation));
        }
    }
    best.map(|(listed, _, relation)| {
        let relation = if replaced && relation != Relation::OtherFields { Relation::OtherLetters } else { relation };
        (listed, relation)
    })
}

/// A pattern for an interval, in two.
#[derive(Clone, Debug)]
enum Interval {
    /// What is written of the first point of time, then of the second.
    Parts(String, String),
    /// Both points by this pattern.
    Fallback(String),
}

/// Cuts a pattern where its first field comes again.
fn split(pattern: &str) -> Interval {
    let mut seen = Vec::new();
    let mut at = 0;
    let mut quoted = false;
    for item in super::date_skeleton::items(pattern) {
        let letter = item.chars().next().unwrap_or(' ');
        quoted ^= letter == '\'';
        if !quoted && letter.is_ascii_alphabetic() {
            if seen.contains(&letter) {
                let (first, second) = pattern.split_at(at);
                return Interval::Parts(first.into(), second.into());
            }
            seen.push(letter);
        }
        at += item.len();
    }
    Interval::Parts(pattern.into(), String::new())
}

/// The fields of an interval's pattern as wide as they are wanted.
fn widen(pattern: &str, wanted: &[(char, usize)], listed: &str, relation: Relation) -> String {
    let listed = letters(listed);
    let mut text = String::new();
    let mut quoted = false;
    for item in super::date_skeleton::items(pattern) {
        let mut letter = item.chars().next().unwrap_or(' ');
        quoted ^= letter == '\'';
        text.push_str(item);
        if quoted || !letter.is_ascii_alphabetic() {
            continue;
        }
        let length = item.len();
        if relation == Relation::OtherLetters {
            let other = match letter {
                'v' => ['z', 'O'].into_iter().find(|&other| count(wanted, other) > 0),
                'h' => Some('K').filter(|&other| count(wanted, other) > 0),
                'H' => Some('k').filter(|&other| count(wanted, other) > 0),
                _ => None,
            };
            if let Some(other) = other {
                text.truncate(text.len() - length);
                text.extend(std::iter::repeat_n(other, length));
                letter = other;
            }
        }
        let looked_up = if letter == 'L' { 'M' } else { letter };
        let plain = match looked_up {
            'z' | 'O' => 'v',
            'K' => 'h',
            'k' => 'H',
            other => other,
        };
        let (here, there) = (count(&listed, plain), count(wanted, looked_up));
        if here == length && there > here {
            text.extend(std::iter::repeat_n(letter, there - here));
        }
    }
    text
}

/// The patterns of a format for intervals.
struct Ranges<'a> {
    format: &'a DateFormat,
    generator: Generator,
    skeleton: Vec<(char, usize)>,
    date: Vec<(char, usize)>,
    time: Vec<(char, usize)>,
}

impl Ranges<'_> {
    fn new(format: &DateFormat) -> Ranges<'_> {
        let skeleton: Vec<(char, usize)> =
            letters(&format.pattern).into_iter().filter(|(letter, _)| *letter != 'a').collect();
        let (date, time) = (normalized(&skeleton, false), normalized(&skeleton, true));
        Ranges { format, generator: Generator::new(format.facts), skeleton, date, time }
    }

    fn best_pattern(&self, skeleton: &str) -> String {
        let pattern = self.generator.best_pattern(skeleton);
        match self.format.hour_cycle {
            Some(cycle) => super::date_format::with_cycle(&pattern, cycle),
            None => pattern,
        }
    }

    /// The skeleton's part that is a date or a time, as it is.
    fn part_of(&self, time: bool) -> String {
        let is_time = |letter: char| "aBhHKkmsSvzO".contains(letter);
        let part: Vec<(char, usize)> =
            self.skeleton.iter().copied().filter(|&(letter, _)| is_time(letter) == time).collect();
        text_of(&part)
    }

    /// The pattern for a difference in this field; `None` when there is none.
    fn interval(&self, field: Difference) -> Option<Interval> {
        let has_time = !self.time.is_empty();
        let wanted = if has_time { &self.time } else { &self.date };
        let found = best_listed(self.format.facts, wanted).filter(|(_, relation)| *relation != Relation::OtherFields);
        if !has_time {
            return found.and_then(|(listed, relation)| self.date_interval(field, wanted, &listed, relation));
        }
        if field <= Difference::Day {
            if self.date.is_empty() {
                let era = if field == Difference::Era { "G" } else { "" };
                let skeleton = format!("{era}yMd{}", text_of(&self.skeleton));
                return Some(Interval::Fallback(self.best_pattern(&skeleton)));
            }
            found.as_ref()?;
            // What differs must be shown.
            let mut skeleton = text_of(&self.skeleton);
            for (letter, least) in
                [('d', Difference::Day), ('M', Difference::Month), ('y', Difference::Year), ('G', Difference::Era)]
            {
                let present = count(&self.skeleton, letter) > 0 || (letter == 'M' && count(&self.skeleton, 'L') > 0);
                if !present && field <= least {
                    skeleton.insert(0, letter);
                }
            }
            return Some(Interval::Fallback(self.best_pattern(&skeleton)));
        }
        let (listed, relation) = found?;
        let pattern = self.time_interval(field, &listed)?;
        let pattern = widen(pattern, wanted, &listed, relation);
        if self.date.is_empty() {
            return Some(split(&pattern));
        }
        let date = self.best_pattern(&self.part_of(false));
        Some(split(&fill(self.glue(), &[&pattern, &date])))
    }

    /// What joins a date and a range of times.
    fn glue(&self) -> &'static str {
        self.format.facts.text("G-medium")
    }

    fn look(&self, listed: &str, letter: char) -> Option<&'static str> {
        self.format.facts.get(&format!("i{listed}/{letter}"))
    }

    fn time_interval(&self, field: Difference, listed: &str) -> Option<&'static str> {
        let hour = || self.look(listed, 'h').or_else(|| self.look(listed, 'H'));
        match field {
            Difference::Half => self.look(listed, 'a').or_else(|| self.look(listed, 'B')).or_else(hour),
            Difference::Hour => hour(),
            Difference::Minute => self.look(listed, 'm'),
            _ => None,
        }
    }

    fn date_interval(
        &self,
        field: Difference,
        wanted: &[(char, usize)],
        listed: &str,
        relation: Relation,
    ) -> Option<Interval> {
        let letter = match field {
            Difference::Era => 'G',
            Difference::Year => 'y',
            Difference::Month => 'M',
            Difference::Day => 'd',
            _ => return None,
        };
        if let Some(pattern) = self.look(listed, letter) {
            return Some(split(&widen(pattern, wanted, listed, relation)));
        }
        if ignores(listed, field) {
            return None;
        }
        // What differs is added; with the month, what was added for it before.
        let mut added = vec![(letter, 1)];
        if field < Difference::Month && self.look(listed, 'M').is_none() && !listed.contains('M') {
            added.push(('M', 1));
        }
        let longer: Vec<(char, usize)> = added.into_iter().chain(wanted.iter().copied()).collect();
        let listed_longer =
            format!("{}{listed}", if longer.len() - wanted.len() == 2 { format!("{letter}M") } else { letter.into() });
        if let Some(pattern) = self.look(&listed_longer, letter) {
            return Some(split(&widen(pattern, &longer, &listed_longer, relation)));
        }
        let (other, relation) = best_listed(self.format.facts, &longer)?;
        if relation == Relation::OtherFields {
            return None;
        }
        let pattern = self.look(&other, letter)?;
        Some(split(&widen(pattern, &longer, &other, relation)))
    }
}

impl DateFormat {
    /// The range in parts.
    pub(super) fn format_range(&self, start: i64, end: i64, machine: &mut LocalTime) -> Vec<RangePart> {
        let [a, b] = [start, end].map(|utc| self.with_local(machine, |local| Fields::of(local.to_local(utc))));
        let single = |machine: &mut LocalTime| {
            let parts = self.format_to_parts(start, machine);
            parts.into_iter().map(|part| (Source::Shared, part)).collect()
        };
        let Some(field) = difference(&a, &b) else { return single(machine) };
        let ranges = Ranges::new(self);
        let mut parts = Vec::new();
        let push = |pattern: &str, utc: i64, machine: &mut LocalTime, parts: &mut Vec<Part>| {
            self.fill_pattern(pattern, utc, machine).into_iter().for_each(|part| push_merged(parts, part));
        };
        match ranges.interval(field) {
            Some(Interval::Parts(first, second)) => {
                push(&first, start, machine, &mut parts);
                push(&second, end, machine, &mut parts);
            }
            None if ignores(&self.pattern, field) => return single(machine),
            other => {
                let same_day = field > Difference::Day;
                let whole = match &other {
                    Some(Interval::Fallback(pattern)) => pattern,
                    _ => &self.pattern,
                };
                let split_day = same_day && !ranges.date.is_empty() && !ranges.time.is_empty() && other.is_none();
                let (date, time) = (ranges.part_of(false), ranges.part_of(true));
                let pattern = if split_day { ranges.best_pattern(&time) } else { whole.clone() };
                let mut range = Vec::new();
                let dash = self.facts.text("ifb").trim_start_matches("{0}").trim_end_matches("{1}");
                push(&pattern, start, machine, &mut range);
                push_merged(&mut range, Part::literal(dash));
                push(&pattern, end, machine, &mut range);
                if split_day {
                    let glue = ranges.glue();
                    let (before, behind) = glue.split_once("{1}").unwrap_or(("", glue));
                    let date = ranges.best_pattern(&date);
                    push(before, start, machine, &mut parts);
                    push(&date, start, machine, &mut parts);
                    let between = behind.replace("{0}", "");
                    push(&between, start, machine, &mut parts);
                }
                range.into_iter().for_each(|part| push_merged(&mut parts, part));
            }
        }
        with_sources(parts)
    }
}

/// From the first to the last of the fields that come twice, each end has its own; the rest is
/// shared.
fn with_sources(parts: Vec<Part>) -> Vec<RangePart> {
    type Span = Option<(usize, usize)>;
    let (mut first, mut second): (Span, Span) = (None, None);
    let extend = |span: &mut Span, at: usize| {
        *span = Some(span.map_or((at, at), |(from, to)| (from.min(at), to.max(at))));
    };
    for (at, part) in parts.iter().enumerate().filter(|(_, part)| part.kind != "literal") {
        let again = parts.iter().enumerate().skip(at + 1).find(|(_, other)| other.kind == part.kind);
        if let Some((other, _)) = again {
            extend(&mut first, at);
            extend(&mut second, other);
        }
    }
    let inside = |span: Span, at: usize| span.is_some_and(|(from, to)| (from..=to).contains(&at));
    let source = |at: usize| {
        if inside(first, at) {
            Source::Start
        } else if inside(second, at) {
            Source::End
        } else {
            Source::Shared
        }
    };
    parts.into_iter().enumerate().map(|(at, part)| (source(at), part)).collect()
}
