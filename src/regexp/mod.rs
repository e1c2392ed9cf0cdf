//! Regular expressions: flags, parser, compiler and matcher, which know of no heap. Literals and
//! the constructor share the parser; what objects do with programs is in `builtins`.

mod charset;
mod code;
mod effort;
mod fallback;
mod flags;
mod input;
mod matcher;
mod parser;
mod program;

pub use effort::Stopped;
pub use flags::RegExpFlags;
pub use matcher::Scratch;
pub use parser::{STACK_PER_LEVEL, check};
pub use program::{Program, Spans, Subject};

/// The message about a pattern that is wrong, as V8 has it.
pub fn message(source: &str, flags: &str, problem: &str) -> String {
    format!("Invalid regular expression: /{source}/{flags}: {problem}")
}
