//! Text as strings and regular expressions handle it: the buffer that builtins put strings together
//! with, and replacement templates.

pub(super) mod buffer;
pub(super) mod substitution;
