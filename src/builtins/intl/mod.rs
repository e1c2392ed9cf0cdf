//! What `toLocaleString`, `localeCompare` and their kin need of ECMA-402.

pub(super) mod collation;
pub(super) mod date_format;
pub(super) mod locale;
pub(super) mod number_format;
