//! What of Temporal's classes is written as text of a locale (TC39 proposal-temporal §15): the
//! fields that a class has, out of those that the options ask for.

/// A class of Temporal, by the fields that it has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::builtins) enum Kind {
    Date,
    Time,
    DateTime,
    YearMonth,
    MonthDay,
    Instant,
    Zoned,
}

const FIELDS: [(&str, char); 9] = [
    ("era", 'G'),
    ("weekday", 'E'),
    ("year", 'y'),
    ("month", 'M'),
    ("day", 'd'),
    ("dayPeriod", 'B'),
    ("hour", 'h'),
    ("minute", 'm'),
    ("second", 's'),
];

impl Kind {
    /// Whether it has a field, and so the component of its name.
    pub(super) fn has(self, component: &str) -> bool {
        let date = matches!(component, "era" | "weekday" | "year" | "month" | "day");
        match self {
            Kind::Date => date,
            Kind::Time => !date && component != "timeZoneName",
            Kind::DateTime => component != "timeZoneName",
            Kind::YearMonth => matches!(component, "era" | "year" | "month"),
            Kind::MonthDay => matches!(component, "month" | "day"),
            Kind::Instant | Kind::Zoned => true,
        }
    }

    /// What is shown when the options ask for nothing.
    pub(super) fn defaults(self) -> &'static [&'static str] {
        match self {
            Kind::Date => &["year", "month", "day"],
            Kind::Time => &["hour", "minute", "second"],
            Kind::DateTime | Kind::Instant | Kind::Zoned => &["year", "month", "day", "hour", "minute", "second"],
            Kind::YearMonth => &["year", "month"],
            Kind::MonthDay => &["month", "day"],
        }
    }

    /// Whether a field of a pattern is one that it has.
    pub(super) fn has_letter(self, letter: char) -> bool {
        let letter = match letter {
            'L' => 'M',
            'c' => 'E',
            'H' | 'k' | 'K' => 'h',
            other => other,
        };
        FIELDS.iter().any(|(name, known)| *known == letter && self.has(name))
    }
}
