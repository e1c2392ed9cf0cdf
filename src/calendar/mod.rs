//! The calendar: time values, local time by the rules of a zone, dates read from text and written
//! as text. Knows no value and no machine.

pub mod format;
pub mod parse;
pub mod time;
pub mod zone_names;
