//! Patterns of dates by skeleton (UTS 35 part 4): which of a language's patterns is nearest to the
//! fields that are wanted, widened to what was asked, with what is missing appended. The distances
//! are those of ICU's generator of patterns, so that the choice is the same.

use super::table::Facts;

/// The fields of a date, in the order of their bits.
pub(super) const ERA: usize = 0;
pub(super) const YEAR: usize = 1;
pub(super) const MONTH: usize = 2;
pub(super) const WEEKDAY: usize = 3;
pub(super) const DAY: usize = 4;
pub(super) const DAY_PERIOD: usize = 5;
pub(super) const HOUR: usize = 6;
pub(super) const MINUTE: usize = 7;
pub(super) const SECOND: usize = 8;
pub(super) const FRACTION: usize = 9;
pub(super) const ZONE: usize = 10;
const FIELDS: usize = 11;

const DATE_MASK: u32 = (1 << DAY_PERIOD) - 1;
const TIME_MASK: u32 = (1 << FIELDS) - 1 - DATE_MASK;

/// What is wanted and is not there weighs less than what is there and is not wanted.
const EXTRA: i32 = 0x10000;
const MISSING: i32 = 0x1000;

const NARROW: i32 = -0x101;
const ABBREVIATED: i32 = -0x103;
const WIDE: i32 = -0x104;
const NUMERIC: i32 = 0x100;
const DELTA: i32 = 0x10;

/// The field of a letter in so many places, and its type: numeric ones are positive.
pub(super) fn field_of(letter: char, length: usize) -> Option<(usize, i32)> {
    let by_width = |delta: i32| match length {
        0..=3 => ABBREVIATED - delta,
        4 => WIDE - delta,
        _ => NARROW - delta,
    };
    Some(match letter {
        'G' => (ERA, by_width(0)),
        'y' => (YEAR, NUMERIC),
        'M' if length <= 2 => (MONTH, NUMERIC),
        'M' => (MONTH, by_width(0)),
        'L' if length <= 2 => (MONTH, NUMERIC + DELTA),
        'L' => (MONTH, by_width(DELTA)),
        'E' => (WEEKDAY, by_width(0)),
        'c' if length <= 2 => (WEEKDAY, NUMERIC + 2 * DELTA),
        'c' => (WEEKDAY, by_width(2 * DELTA)),
        'd' => (DAY, NUMERIC),
        'a' => (DAY_PERIOD, by_width(0)),
        'b' => (DAY_PERIOD, by_width(DELTA)),
        'B' => (DAY_PERIOD, by_width(3 * DELTA)),
        'H' => (HOUR, NUMERIC + 10 * DELTA),
        'k' => (HOUR, NUMERIC + 11 * DELTA),
        'h' => (HOUR, NUMERIC),
        'K' => (HOUR, NUMERIC + DELTA),
        'm' => (MINUTE, NUMERIC),
        's' => (SECOND, NUMERIC),
        'S' => (FRACTION, NUMERIC),
        'v' if length < 4 => (ZONE, ABBREVIATED - 2 * DELTA),
        'v' => (ZONE, WIDE - 2 * DELTA),
        'z' if length < 4 => (ZONE, ABBREVIATED),
        'z' => (ZONE, WIDE),
        'O' if length < 4 => (ZONE, ABBREVIATED - DELTA),
        'O' => (ZONE, WIDE - DELTA),
        _ => return None,
    })
}

/// A pattern taken apart: letters that repeat, and single characters.
pub(super) fn items(pattern: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_alphabetic() {
            rest.chars().take_while(|&c| c == first).count()
        } else {
            first.len_utf8()
        };
        let (item, others) = rest.split_at(length);
        items.push(item);
        rest = others;
    }
    items
}

/// Calls `each` with every item of a pattern, and whether it is a field.
pub(super) fn for_each_item<'a>(pattern: &'a str, mut each: impl FnMut(&'a str, bool)) {
    let mut quoted = false;
    let mut previous_quote = false;
    for item in items(pattern) {
        if item == "'" {
            if previous_quote {
                each("'", false);
            }
            previous_quote = !previous_quote;
            quoted = !quoted;
            continue;
        }
        previous_quote = false;
        each(item, !quoted && item.as_bytes().first().is_some_and(u8::is_ascii_alphabetic));
    }
}

/// What a skeleton or pattern has of each field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Skeleton {
    types: [i32; FIELDS],
    letters: [Option<(char, usize)>; FIELDS],
}

impl Skeleton {
    /// Of a skeleton, or of the fields of a pattern.
    pub(super) fn of(text: &str) -> Skeleton {
        let mut skeleton = Skeleton::default();
        for_each_item(text, |item, is_field| {
            let letter = item.chars().next().unwrap_or(' ');
            if let Some((field, kind)) = field_of(letter, item.len()).filter(|_| is_field) {
                let length = item.len();
                skeleton.letters[field] = Some((letter, length));
                skeleton.types[field] = if kind > 0 { kind + length as i32 } else { kind };
            }
        });
        // Fractions without seconds between them and minutes would be told as hours.
        if skeleton.has(MINUTE) && skeleton.has(FRACTION) && !skeleton.has(SECOND) {
            skeleton.letters[SECOND] = Some(('s', 1));
            skeleton.types[SECOND] = NUMERIC + 1;
        }
        match skeleton.letters[HOUR] {
            Some(('h' | 'K', _)) if !skeleton.has(DAY_PERIOD) => {
                skeleton.letters[DAY_PERIOD] = Some(('a', 1));
                skeleton.types[DAY_PERIOD] = ABBREVIATED;
            }
            Some(('H' | 'k', _)) => {
                skeleton.letters[DAY_PERIOD] = None;
                skeleton.types[DAY_PERIOD] = 0;
            }
            _ => {}
        }
        skeleton
    }

    pub(super) fn has(&self, field: usize) -> bool {
        self.types[field] != 0
    }

    fn length(&self, field: usize) -> usize {
        self.letters[field].map_or(0, |(_, length)| length)
    }

    fn mask(&self) -> u32 {
        (0..FIELDS).filter(|&field| self.has(field)).map(|field| 1 << field).sum()
    }

    /// How far a pattern is from the wanted fields in the mask, and which of them it lacks or has
    /// too many.
    fn distance(&self, other: &Skeleton, mask: u32) -> (i32, u32, u32) {
        let (mut sum, mut missing, mut extra) = (0, 0, 0);
        for field in 0..FIELDS {
            let mine = if mask & (1 << field) == 0 { 0 } else { self.types[field] };
            let theirs = other.types[field];
            if mine == theirs {
                continue;
            }
            if mine == 0 {
                sum += EXTRA;
                extra |= 1 << field;
            } else if theirs == 0 {
                sum += MISSING;
                missing |= 1 << field;
            } else {
                sum += (mine - theirs).abs();
            }
        }
        (sum, missing, extra)
    }
}

/// A pattern of a language.
struct Candidate {
    skeleton: Skeleton,
    /// Whether the language says the skeleton; else it is that of the pattern.
    specified: bool,
    pattern: &'static str,
    /// The place in ICU's map: the first letter of the skeleton in the order of fields.
    order: (u8, usize),
}

/// Puts patterns together for a language.
pub(super) struct Generator {
    facts: Facts,
    candidates: Vec<Candidate>,
}

const SINGLE_FIELDS: [&str; 11] = ["G", "y", "M", "E", "d", "a", "H", "m", "s", "S", "v"];

impl Generator {
    /// With the patterns of the language.
    pub(super) fn new(facts: Facts) -> Generator {
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut push = |skeleton: Skeleton, specified: bool, pattern: &'static str| {
            let known = candidates.iter().position(|known| known.skeleton.types == skeleton.types);
            match known {
                // What the language says of a skeleton is better than what follows from a pattern.
                Some(at) if specified && !candidates[at].specified => {
                    candidates[at].pattern = pattern;
                    candidates[at].specified = true;
                }
                Some(_) => {}
                None => {
                    let first = (0..FIELDS).find_map(|field| skeleton.letters[field]);
                    let letter = first.map_or(b'z', |(letter, _)| letter as u8);
                    let order = (letter, candidates.len());
                    candidates.push(Candidate { skeleton, specified, pattern, order });
                }
            }
        };
        for pattern in SINGLE_FIELDS {
            push(Skeleton::of(pattern), false, pattern);
        }
        for style in ["full", "long", "medium", "short"] {
            for kind in ["D", "T"] {
                let pattern = facts.text(&format!("{kind}-{style}"));
                push(Skeleton::of(pattern), false, pattern);
            }
        }
        for (key, pattern) in facts.with_prefix("a") {
            push(Skeleton::of(&key[1..]), true, pattern);
        }
        candidates.sort_by_key(|candidate| candidate.order);
        Generator { facts, candidates }
    }

    /// The nearest pattern to the fields in the mask; what it lacks, what it has too many.
    fn nearest(&self, wanted: &Skeleton, mask: u32) -> Option<(&Candidate, u32, u32)> {
        let mut best: Option<(&Candidate, i32, u32, u32)> = None;
        for candidate in &self.candidates {
            let (distance, missing, extra) = wanted.distance(&candidate.skeleton, mask);
            let better =
                best.is_none_or(|(_, least, lacks, _)| distance < least || (distance == least && lacks < missing));
            if better {
                best = Some((candidate, distance, missing, extra));
            }
        }
        best.map(|(candidate, _, missing, extra)| (candidate, missing, extra))
    }

    /// The best pattern for a skeleton.
    pub(super) fn best_pattern(&self, skeleton: &str) -> String {
        let wanted = Skeleton::of(skeleton);
        if let Some((candidate, 0, 0)) = self.nearest(&wanted, u32::MAX) {
            return adjust(candidate.pattern, candidate.specified.then_some(&candidate.skeleton), &wanted, false);
        }
        let needed = wanted.mask();
        let date = self.appending(&wanted, needed & DATE_MASK);
        let time = self.appending(&wanted, needed & TIME_MASK);
        if date.is_empty() || time.is_empty() {
            return date + &time;
        }
        let style = match wanted.length(MONTH) {
            4 if wanted.has(WEEKDAY) => "full",
            4 => "long",
            3 => "medium",
            _ => "short",
        };
        let glue = self.facts.text(&format!("GA-{style}"));
        fill(glue, &[&time, &date])
    }

    fn appending(&self, wanted: &Skeleton, mask: u32) -> String {
        if mask == 0 {
            return String::new();
        }
        let Some((candidate, mut missing, _)) = self.nearest(wanted, mask) else { return String::new() };
        let specified = candidate.specified.then_some(&candidate.skeleton);
        let mut pattern = adjust(candidate.pattern, specified, wanted, false);
        let both = 1 << SECOND | 1 << FRACTION;
        while missing != 0 {
            if missing & both == 1 << FRACTION && mask & both == both {
                pattern = adjust(&pattern, specified, wanted, true);
                missing &= !(1 << FRACTION);
                continue;
            }
            let Some((next, still, _)) = self.nearest(wanted, missing) else { break };
            let specified = next.specified.then_some(&next.skeleton);
            let more = adjust(next.pattern, specified, wanted, false);
            let found = missing & !still;
            if found == 0 {
                break;
            }
            let top = (u32::BITS - 1 - found.leading_zeros()) as usize;
            let (item, name) = self.append_item(top);
            pattern = fill(item, &[&pattern, &more, &format!("'{name}'")]);
            missing = still;
        }
        pattern
    }

    fn append_item(&self, field: usize) -> (&'static str, &'static str) {
        const NAMES: [(&str, &str); FIELDS] = [
            ("Era", "era"),
            ("Year", "year"),
            ("Month", "month"),
            ("Day-Of-Week", "weekday"),
            ("Day", "day"),
            ("", "dayperiod"),
            ("Hour", "hour"),
            ("Minute", "minute"),
            ("Second", "second"),
            ("", ""),
            ("Timezone", ""),
        ];
        let (item, name) = NAMES[field];
        let pattern = if item.is_empty() { None } else { self.facts.get(&format!("x{item}")) };
        let name = if name.is_empty() { None } else { self.facts.get(&format!("f{name}")) };
        (
            pattern.unwrap_or("{0} \u{251c}{2}: {1}\u{2524}"),
            name.unwrap_or(if field == FRACTION { "F14" } else { "F15" }),
        )
    }
}

/// `{0}` and so on replaced.
pub(super) fn fill(template: &str, parts: &[&str]) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        text.push_str(&rest[..at]);
        let digit = rest[at + 1..].chars().next().and_then(|c| c.to_digit(10)).unwrap_or(0);
        text.push_str(parts.get(digit as usize).copied().unwrap_or_default());
        rest = rest.get(at + 3..).unwrap_or_default();
    }
    text + rest
}

/// The pattern with its fields as wide as they are wanted, where that is the skeleton's matter.
fn adjust(pattern: &str, specified: Option<&Skeleton>, wanted: &Skeleton, add_fraction: bool) -> String {
    let mut adjusted = String::with_capacity(pattern.len() + 8);
    let mut quoted = false;
    let mut after_quote = false;
    for item in items(pattern) {
        if item == "'" {
            quoted = !quoted;
            after_quote = true;
        }
        let letter = item.chars().next().unwrap_or(' ');
        let field = if quoted { None } else { field_of(letter, item.len()) };
        let Some((field, kind)) = field else {
            adjusted.push_str(item);
            continue;
        };
        // ICU does not look for seconds behind a quotation.
        if add_fraction && field == SECOND && !after_quote {
            adjusted.push_str(item);
            adjusted.push('.');
            adjusted.extend(std::iter::repeat_n('S', wanted.length(FRACTION)));
            continue;
        }
        let Some((asked, asked_length)) = wanted.letters[field] else {
            adjusted.push_str(item);
            continue;
        };
        let asked_length = if asked == 'E' { asked_length.max(3) } else { asked_length };
        let mut length = asked_length;
        if matches!(field, MINUTE | SECOND) {
            length = item.len();
        } else if let Some(skeleton) = specified {
            let (here, there) = (kind > 0, wanted.types[field] > 0);
            if skeleton.length(field) == asked_length || here != there {
                length = item.len();
            }
        }
        let keeps = matches!(field, HOUR | MONTH | WEEKDAY | YEAR);
        let letter = if keeps { letter } else { asked };
        adjusted.extend(std::iter::repeat_n(letter, length));
    }
    adjusted
}
