//! The getters of Temporal's classes as rows: those of dates and those of times are said once.

use crate::objects::Value;
use crate::vm::Leaf;

/// Rows of getters: a name, what reads it, what it is.
macro_rules! getters {
    ($held:ty, $clause:expr; $($name:literal |$leaf:ident, $it:ident| $read:expr, $doc:literal;)*) => {
        &[$(NativeRow::leaf($name, 0, |$leaf, this, _| {
            let $it = crate::builtins::temporal::class::this_leaf::<$held>($leaf, this, $name)?;
            Ok($read)
        }, $clause, $doc)),*]
    };
}

/// What a month has, and everything finer that has one.
macro_rules! month_getters {
    ($held:ty, $clause:expr) => {
        getters! { $held, $clause;
            "calendarId" |leaf, it| text(leaf, it.calendar().identifier()), "Name of the calendar";
            "era" |leaf, it| it.era().map_or(Value::UNDEFINED, |era| text(leaf, &era)), "Era, if the calendar has any";
            "eraYear" |_leaf, it| it.era_year().map_or(Value::UNDEFINED, Value::int), "Year of the era";
            "year" |_leaf, it| Value::int(it.year()), "Year of the calendar";
            "month" |_leaf, it| Value::int(it.month().into()), "Month of the year, from 1";
            "monthCode" |leaf, it| text(leaf, it.month_code().as_str()), "Name of the month in every year: M01, M05L";
            "daysInMonth" |_leaf, it| Value::int(it.days_in_month().into()), "Days in this month";
            "daysInYear" |_leaf, it| Value::int(it.days_in_year().into()), "Days in this year";
            "monthsInYear" |_leaf, it| Value::int(it.months_in_year().into()), "Months in this year";
            "inLeapYear" |_leaf, it| Value::boolean(it.in_leap_year()), "Whether this year is a leap year";
        }
    };
}

/// What a date has beyond a month.
macro_rules! date_getters {
    ($held:ty, $clause:expr) => {
        getters! { $held, $clause;
            "day" |_leaf, it| Value::int(it.day().into()), "Day of the month";
            "dayOfWeek" |_leaf, it| Value::int(it.day_of_week().into()), "Day of the week, Monday being 1";
            "dayOfYear" |_leaf, it| Value::int(it.day_of_year().into()), "Day of the year, from 1";
            "weekOfYear" |_leaf, it| it.week_of_year().map_or(Value::UNDEFINED, |week| Value::int(week.into())),
                "Week of the year by ISO 8601";
            "yearOfWeek" |_leaf, it| it.year_of_week().map_or(Value::UNDEFINED, Value::int),
                "Year to which the week belongs by ISO 8601";
            "daysInWeek" |_leaf, it| Value::int(it.days_in_week().into()), "Days in a week";
        }
    };
}

/// What a time has.
macro_rules! time_getters {
    ($held:ty, $clause:expr) => {
        getters! { $held, $clause;
            "hour" |_leaf, it| Value::int(it.hour().into()), "Hour of the day";
            "minute" |_leaf, it| Value::int(it.minute().into()), "Minute of the hour";
            "second" |_leaf, it| Value::int(it.second().into()), "Second of the minute";
            "millisecond" |_leaf, it| Value::int(it.millisecond().into()), "Millisecond of the second";
            "microsecond" |_leaf, it| Value::int(it.microsecond().into()), "Microsecond of the millisecond";
            "nanosecond" |_leaf, it| Value::int(it.nanosecond().into()), "Nanosecond of the microsecond";
        }
    };
}

pub(super) use {date_getters, getters, month_getters, time_getters};

/// A text as a value.
pub(super) fn text(leaf: &mut Leaf<'_>, text: &str) -> Value {
    leaf.new_string(text).value()
}
