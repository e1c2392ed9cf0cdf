//! Syntax errors: V8's words where V8 has words, with the place and what was expected there.

use crate::source::{Diagnostic, SourceFile, Span, render};

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

    /// The error with its line, a caret and what was expected.
    pub fn render(&self, file: &SourceFile, colour: bool) -> String {
        let label = match self.expected.as_slice() {
            [] => String::new(),
            [one] => format!("expected {one}"),
            [most @ .., last] => format!("expected {} or {last}", most.join(", ")),
        };
        render(file, &Diagnostic { title: format!("SyntaxError: {}", self.message), span: self.span, label }, colour)
    }
}

impl std::fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SyntaxError {}

/// What a prompt should do with a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Completeness {
    /// It can be run.
    Complete,
    /// It is a good beginning: ask for another line.
    Incomplete,
    /// It has an error that no further line mends.
    Error,
}
