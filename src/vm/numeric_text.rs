//! Texts as numbers (ECMA-262 §7.1.4.1): what conversions, BigInts and the keys of typed arrays
//! share.

use crate::characters::is_space;
use crate::numeric::conversion::{short_decimal, text_to_number};
use crate::objects::Chars;

/// StringToNumber (ECMA-262 §7.1.4.1.1).
pub fn string_to_number(chars: Chars<'_>) -> f64 {
    if let Chars::Latin1(text) = chars
        && let Some(number) = short_decimal(text)
    {
        return number;
    }
    match trimmed_ascii(chars).as_deref() {
        Some("") => 0.0,
        Some(text) => text_to_number(text),
        None => f64::NAN,
    }
}

/// The characters between the white space at both ends, unless there are others than numbers have.
pub fn trimmed_ascii(chars: Chars<'_>) -> Option<String> {
    let len = chars.len();
    let start = (0..len).find(|&i| !is_space(chars.at(i))).unwrap_or(len);
    let end = (start..len).rev().find(|&i| !is_space(chars.at(i))).map_or(start, |i| i + 1);
    let mut text = String::with_capacity(end - start);
    for unit in chars.slice(start, end).iter() {
        if unit > 127 {
            return None;
        }
        text.push(unit as u8 as char);
    }
    Some(text)
}
