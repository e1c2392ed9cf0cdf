//! Syntax errors: V8's words where V8 has words, with the place and what was expected there. The
//! one type of them, from the parser and from the compiler, and the one renderer.

use crate::source::Span;
use crate::source::{SourceFile, excerpt};

/// The first error of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyntaxError {
    /// In V8's words where it has some, without `SyntaxError: `.
    pub message: String,
    /// Where; empty at the end of the text.
    pub span: Span,
    /// What could have stood there, in words ("a property name"); empty if that says nothing.
    pub expected: Vec<String>,
    /// The error is that the text ends too early.
    pub at_end: bool,
}

impl SyntaxError {
    /// An error that speaks for itself.
    pub fn new(message: impl Into<String>, span: Span) -> Self {
        Self { message: message.into(), span, expected: Vec::new(), at_end: false }
    }

    /// Where it is: `file:line`, the line and carets below what is wrong in it.
    pub fn excerpt(&self, file: &SourceFile) -> String {
        let first_line = file.slice(self.span).lines().next().map_or(1, |line| line.encode_utf16().count());
        let line = file.line_text(file.position(self.span.start).line);
        excerpt(file, self.span.start, first_line.min(line.len().max(1)))
    }

    /// What could have stood there, in a line; empty if that says nothing.
    pub fn hint(&self) -> String {
        match self.expected.as_slice() {
            [] => String::new(),
            [one] => format!("expected {one}"),
            [most @ .., last] => format!("expected {} or {last}", most.join(", ")),
        }
    }

    /// The whole error as people see it: the excerpt, the message, and what could have stood there.
    pub fn render(&self, file: &SourceFile) -> String {
        let text = format!("{}\n\nSyntaxError: {}\n{}", self.excerpt(file), self.message, self.hint());
        text.trim_end_matches('\n').to_owned()
    }
}

impl std::fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SyntaxError {}

/// What a prompt should do with a text.
#[cfg(any(feature = "cli", feature = "internals"))]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Completeness {
    /// It can be run.
    Complete,
    /// It is a good beginning: ask for another line.
    Incomplete,
    /// It has an error that no further line mends.
    Error,
}
