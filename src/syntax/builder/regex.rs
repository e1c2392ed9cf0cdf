//! Early errors of regular expression literals (ECMA-262 §13.2.7.1, §22.2.1): flags and pattern.

use crate::regexp::{self, RegExpFlags};

/// Checks a literal; the message is V8's. How deep groups may nest is seen when the literal is
/// evaluated.
pub fn check(body: &str, letters: &str) -> Result<(), String> {
    let units = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
    let Some(flags) = RegExpFlags::parse(&units(letters)) else {
        return Err("Invalid regular expression flags".to_owned());
    };
    regexp::check(&units(body), flags).map_err(|problem| regexp::message(body, letters, problem))
}
