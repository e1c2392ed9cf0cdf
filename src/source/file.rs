//! One source text with its name and its line starts.
//!
//! The text is kept exactly as it came, except for a leading byte order mark, which is not part of
//! the program. Lines end at LF, CR, CRLF, U+2028 and U+2029 (ECMA-262 §12.3), as the parser and
//! `//` comments see them.

use std::rc::Rc;

use super::Span;

/// A place as people name it: both numbers start at 1; the column counts UTF-16 code units.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Position {
    /// Line number from 1.
    pub line: u32,
    /// Column from 1, in UTF-16 code units.
    pub column: u32,
}

/// Why bytes cannot be a source text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SourceError {
    /// The text is longer than offsets can name.
    TooLong,
}

impl std::fmt::Display for SourceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLong => f.write_str("the source text is longer than 1 GiB"),
        }
    }
}

impl std::error::Error for SourceError {}

/// Where a text was handed to `eval` or a constructor of functions.
#[derive(Debug)]
pub struct Origin {
    /// The name of the function that did.
    pub function: String,
    /// The text that it stands in.
    pub file: Rc<SourceFile>,
    /// The place there.
    pub offset: u32,
}

/// A source text, its name, and where its lines start.
#[derive(Debug)]
pub struct SourceFile {
    name: String,
    text: String,
    line_starts: std::sync::OnceLock<Vec<u32>>,
    origin: Option<Origin>,
}

/// How many texts around one that was made at run time are shown.
const SHOWN_ORIGINS: usize = 8;

impl SourceFile {
    /// The longest text accepted: keeps every offset and every derived index comfortably inside
    /// `u32`.
    pub const MAX_LEN: usize = limit!(1 << 30, small = 1 << 20);

    /// A source from text; a leading byte order mark is dropped.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Result<Self, SourceError> {
        let mut text = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..3);
        }
        if text.len() > Self::MAX_LEN {
            return Err(SourceError::TooLong);
        }
        Ok(Self { name: name.into(), text, line_starts: std::sync::OnceLock::new(), origin: None })
    }

    /// The name shown in diagnostics and stack traces: a path, `[eval]`, `REPL1`, …
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same text, made at run time there.
    pub fn made_at(mut self, origin: Option<Origin>) -> Self {
        self.origin = origin;
        self
    }

    /// Whether it was made at run time.
    pub fn is_made(&self) -> bool {
        self.origin.is_some()
    }

    /// The texts that it was made in, from the innermost on.
    fn origins(&self) -> impl Iterator<Item = &Origin> {
        std::iter::successors(self.origin.as_ref(), |origin| origin.file.origin.as_ref())
    }

    /// The name of the file that it belongs to: its own, or that of the file it was made in.
    pub fn file_name(&self) -> &str {
        self.origins().last().map_or(&self.name, |origin| &origin.file.name)
    }

    /// A place in it as stack traces show it.
    pub fn place(&self, offset: u32) -> String {
        let own = self.position(offset);
        let mut text = String::new();
        let origins: Vec<&Origin> = self.origins().take(SHOWN_ORIGINS).collect();
        for origin in origins.into_iter().rev() {
            if text.is_empty() {
                let at = origin.file.position(origin.offset);
                text = format!("{}:{}:{}", origin.file.name, at.line, at.column);
            }
            text = format!("eval at {} ({text})", origin.function);
        }
        let around = if text.is_empty() { String::new() } else { format!("{text}, ") };
        format!("{around}{}:{}:{}", self.name, own.line, own.column)
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a range. A range that does not fall on character boundaries yields the empty
    /// string.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Byte offset of the start of each line; computed at the first need, since most programs never
    /// ask.
    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = vec![0];
            let mut i = 0;
            while i < bytes.len() {
                let width = match bytes[i] {
                    b'\n' => 1,
                    b'\r' => 1 + usize::from(bytes.get(i + 1) == Some(&b'\n')),
                    0xe2 if matches!(bytes.get(i + 1..i + 3), Some([0x80, 0xa8 | 0xa9])) => 3,
                    _ => 0,
                };
                i += width.max(1);
                if width > 0 {
                    starts.push(i as u32);
                }
            }
            starts
        })
    }

    /// Line number (from 1) of an offset.
    pub fn line(&self, offset: u32) -> u32 {
        self.line_starts().partition_point(|&start| start <= offset) as u32
    }

    /// Line and column of an offset.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line(offset);
        let start = self.line_starts()[line as usize - 1] as usize;
        let mut end = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let units = self.text[start..end].chars().map(char::len_utf16).sum::<usize>();
        Position { line, column: units as u32 + 1 }
    }

    /// The text of a line (from 1) without its terminator; empty if there is no such line.
    pub fn line_text(&self, line: u32) -> &str {
        let starts = self.line_starts();
        let Some(&start) = (line as usize).checked_sub(1).and_then(|index| starts.get(index)) else { return "" };
        let end = starts.get(line as usize).map_or(self.text.len(), |&end| end as usize);
        self.text[start as usize..end].trim_end_matches(['\n', '\r', '\u{2028}', '\u{2029}'])
    }
}

impl Drop for SourceFile {
    /// A long row of texts made in each other is dropped one by one.
    fn drop(&mut self) {
        let mut next = self.origin.take().map(|origin| origin.file);
        while let Some(file) = next {
            next = Rc::into_inner(file).and_then(|mut file| file.origin.take()).map(|origin| origin.file);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_utf16_columns() {
        let file = SourceFile::new("a.js", "\u{feff}ab\r\nc😀d\u{2028}e\rf").unwrap();
        assert_eq!(file.line_starts().len(), 4);
        assert_eq!(file.position(0), Position { line: 1, column: 1 });
        let d = file.text().find('d').unwrap() as u32;
        assert_eq!(file.position(d), Position { line: 2, column: 4 });
        assert_eq!(file.line_text(2), "c😀d");
        assert_eq!(file.line_text(4), "f");
        assert_eq!(file.line_text(5), "");
        assert_eq!(file.position(1000), Position { line: 4, column: 2 });
    }

    #[test]
    fn bad_bytes_name_their_offset() {}
}
