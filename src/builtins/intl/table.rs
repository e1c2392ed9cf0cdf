//! Tables of facts about languages, kept as text: `data/*.txt`.
//!
//! A file has a section for each locale, in the order of bytes, which begins with `@locale`, a tab
//! and the locale it inherits from; below it are its lines, a key, a tab and a value, in the order
//! of their keys. A key without a value takes away what would be inherited. Nothing is read before
//! somebody asks, and then by halving: looking up costs no set-up.

use std::sync::OnceLock;

/// A file of facts.
pub(super) struct Table {
    text: &'static str,
    sections: OnceLock<Vec<Section>>,
}

struct Section {
    locale: &'static str,
    parent: Option<usize>,
    lines: &'static str,
}

/// What a table says of one locale.
#[derive(Clone, Copy)]
pub(super) struct Facts {
    table: &'static Table,
    section: usize,
}

impl Table {
    pub(super) const fn new(text: &'static str) -> Table {
        Table { text, sections: OnceLock::new() }
    }

    fn sections(&self) -> &[Section] {
        self.sections.get_or_init(|| {
            let mut parents = Vec::new();
            let mut sections: Vec<Section> = Vec::new();
            for part in self.text.split("\n@").skip(1) {
                let (head, lines) = part.split_once('\n').unwrap_or((part, ""));
                let (locale, parent) = head.split_once('\t').unwrap_or((head, ""));
                parents.push(parent);
                sections.push(Section { locale, parent: None, lines });
            }
            for (place, name) in parents.into_iter().enumerate() {
                let parent = sections.binary_search_by(|section| section.locale.cmp(name)).ok();
                sections[place].parent = parent;
            }
            sections
        })
    }

    /// What it says of exactly this locale.
    pub(super) fn facts(&'static self, locale: &str) -> Option<Facts> {
        let found = self.sections().binary_search_by(|section| section.locale.cmp(locale)).ok();
        found.map(|section| Facts { table: self, section })
    }

    /// The locales that it has.
    pub(super) fn has(&'static self, locale: &str) -> bool {
        self.facts(locale).is_some()
    }
}

impl Facts {
    /// The value of a key, its own or inherited.
    pub(super) fn get(self, key: &str) -> Option<&'static str> {
        let sections = self.table.sections();
        let mut next = sections.get(self.section);
        while let Some(section) = next {
            if let Some(found) = find(section.lines, key) {
                return if found.is_empty() { None } else { Some(found) };
            }
            next = section.parent.and_then(|parent| sections.get(parent));
        }
        None
    }

    /// The value of a key that every language has.
    pub(super) fn text(self, key: &str) -> &'static str {
        self.get(key).unwrap_or_default()
    }

    /// All keys that begin with `prefix`, with their values, those of the locale first.
    pub(super) fn with_prefix(self, prefix: &str) -> Vec<(&'static str, &'static str)> {
        let sections = self.table.sections();
        let mut found: Vec<(&str, &str)> = Vec::new();
        let mut next = sections.get(self.section);
        while let Some(section) = next {
            let start = lower_bound(section.lines, prefix);
            let lines = section.lines[start..].lines().take_while(|line| line.starts_with(prefix));
            let own = found.len();
            for (key, value) in lines.filter_map(|line| line.split_once('\t')) {
                if found[..own].iter().all(|(known, _)| *known != key) {
                    found.push((key, value));
                }
            }
            next = section.parent.and_then(|parent| sections.get(parent));
        }
        found
    }
}

/// Where the first line begins whose key is not before `key`.
fn lower_bound(lines: &str, key: &str) -> usize {
    let bytes = lines.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    // `low` and `high` are beginnings of lines.
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes[..middle].iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
        let end = bytes[start..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |at| start + at + 1);
        let tab = bytes[start..end].iter().position(|&b| b == b'\t').map_or(end, |at| start + at);
        if &bytes[start..tab] < key.as_bytes() {
            low = end;
        } else {
            high = start;
        }
    }
    low
}

fn find(lines: &'static str, key: &str) -> Option<&'static str> {
    let line = lines[lower_bound(lines, key)..].lines().next()?;
    line.split_once('\t').filter(|(found, _)| *found == key).map(|(_, value)| value)
}

/// How numbers are written.
pub(super) static NUMBERS: Table = Table::new(include_str!("data/numbers.txt"));
/// Names and symbols of currencies.
pub(super) static CURRENCIES: Table = Table::new(include_str!("data/currencies.txt"));
/// Names of units.
pub(super) static UNITS: Table = Table::new(include_str!("data/units.txt"));
/// Old and likely parts of language tags, under `und`.
pub(super) static TAGS: Table = Table::new(include_str!("data/tags.txt"));
/// Rules of plurals.
pub(super) static PLURALS: Table = Table::new(include_str!("data/plurals.txt"));
/// What is usual in regions and languages; time zones.
pub(super) static REGIONS: Table = Table::new(include_str!("data/regions.txt"));
/// The languages whose order is the root collation's.
pub(super) static COLLATIONS: Table = Table::new("\n@de\t\n@en\t\n@fr\t\n@id\t\n@it\t\n@nl\t\n@pt\t\n");
/// How dates are written.
pub(super) static DATES: Table = Table::new(include_str!("data/dates.txt"));
/// Short names of time zones.
pub(super) static ZONES: Table = Table::new(include_str!("data/zones.txt"));
/// English names of regions, languages, scripts.
pub(super) static NAMES: Table = Table::new(include_str!("data/names.txt"));
/// How lists are written.
pub(super) static LISTS: Table = Table::new(include_str!("data/lists.txt"));
/// How far off a time is.
pub(super) static RELATIVE: Table = Table::new(include_str!("data/relative.txt"));
