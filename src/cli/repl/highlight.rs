//! Colours for the text being typed. It knows just enough of the language for that: the parser
//! would refuse what is not complete yet.

use super::words::{KEYWORDS, LITERALS};

const KEYWORD: &str = "35";
const LITERAL: &str = "33";
const STRING: &str = "32";
const COMMENT: &str = "90";

/// `text` with terminal colours.
pub(super) fn highlight(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (length, colour) = piece(rest, c);
        let (part, after) = rest.split_at(length);
        match colour {
            Some(colour) => out.push_str(&format!("\u{1b}[{colour}m{part}\u{1b}[0m")),
            None => out.push_str(part),
        }
        rest = after;
    }
    out
}

/// Length and colour of what `rest` begins with.
fn piece(rest: &str, c: char) -> (usize, Option<&'static str>) {
    let run = |accepts: &dyn Fn(char) -> bool| rest.find(|c| !accepts(c)).unwrap_or(rest.len());
    match c {
        '"' | '\'' | '`' => (string_length(rest, c), Some(STRING)),
        '/' if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), Some(COMMENT)),
        '/' if rest.starts_with("/*") => (rest.find("*/").map_or(rest.len(), |end| end + 2), Some(COMMENT)),
        '0'..='9' => (run(&|c| c.is_ascii_alphanumeric() || c == '.' || c == '_'), Some(LITERAL)),
        c if c.is_alphabetic() || c == '_' || c == '$' => {
            let length = run(&|c| c.is_alphanumeric() || c == '_' || c == '$');
            let word = &rest[..length];
            let colour =
                if KEYWORDS.contains(&word) { Some(KEYWORD) } else { LITERALS.contains(&word).then_some(LITERAL) };
            (length, colour)
        }
        c => (c.len_utf8(), None),
    }
}

/// Length of the string that `rest` begins with, to its end or the end of the text.
fn string_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost() {
        for text in ["const x = 'a\\'b' + 1.5e3 // c", "`open", "/* open", "größe(\"é😀", "a /b/ c"] {
            let plain = crate::host::node::util_inspect::strip_colours(&highlight(text)).into_owned();
            assert_eq!(plain, text);
        }
    }
}
