//! Regular expressions: flags, parser, compiler and matcher, which know of no heap. Literals and the constructor share the parser; what objects do with
//! programs is in `builtins`.

mod charset;
mod code;
mod flags;
mod matcher;
mod parser;
mod program;

pub use flags::RegExpFlags;
pub use matcher::{Scratch, TooDeep};
pub use parser::STACK_PER_LEVEL;
pub use program::{Program, Spans, Subject};
