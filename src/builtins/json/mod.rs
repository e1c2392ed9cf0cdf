//! JSON: its namespace, reading and writing.

mod namespace;
mod parse;
mod record;
mod stringify;

pub(super) use namespace::install;
