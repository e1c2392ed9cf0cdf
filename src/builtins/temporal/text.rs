//! Objects of Temporal as text for those who look at values: the console, the prompt.

use temporal_rs::options::DisplayCalendar;
use temporal_rs::{
    Duration, Instant, PlainDate, PlainDateTime, PlainMonthDay, PlainTime, PlainYearMonth, ZonedDateTime,
};

use super::class::held;
use super::zones::zones;
use crate::objects::Value;

/// What `toString` gives, without running a script's; `None` for what is no object of Temporal.
pub(crate) fn text_of(value: Value) -> Option<String> {
    let auto = DisplayCalendar::Auto;
    if let Some(date) = held::<PlainDate>(value) {
        return Some(date.to_ixdtf_string(auto));
    }
    if let Some(month) = held::<PlainYearMonth>(value) {
        return Some(month.to_ixdtf_string(auto));
    }
    if let Some(day) = held::<PlainMonthDay>(value) {
        return Some(day.to_ixdtf_string(auto));
    }
    let text = if let Some(instant) = held::<Instant>(value) {
        instant.to_ixdtf_string_with_provider(None, Default::default(), zones())
    } else if let Some(date) = held::<PlainDateTime>(value) {
        date.to_ixdtf_string(Default::default(), auto)
    } else if let Some(time) = held::<PlainTime>(value) {
        time.to_ixdtf_string(Default::default())
    } else if let Some(duration) = held::<Duration>(value) {
        duration.as_temporal_string(Default::default())
    } else {
        held::<ZonedDateTime>(value)?.to_string_with_provider(zones())
    };
    Some(text.unwrap_or_default())
}
