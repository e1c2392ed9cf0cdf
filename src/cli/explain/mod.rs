//! The commands that explain a program's heap: `glass leaks`, `glass lines`, `glass blame`,
//! `glass check`.
//!
//! | file | what is there |
//! |---|---|
//! | `program.rs` | the program that is looked at: its options, one run of it, what it held when |
//! | `leaks.rs`, `report.rs` | what leaks, and the report of it |
//! | `waiting.rs` | promises that can never settle |
//! | `lines.rs` | the source with what each line holds |
//! | `blame.rs` | who created a reference |
//! | `check.rs`, `replace.rs` | budgets, and their file |
//! | `words.rs` | times and places in words |
//!
//! Invariants:
//! - what is printed depends on the program, its arguments and the options alone: the same bytes
//!   each time (but for `--real-time` and pauses);
//! - standard output has the report and nothing else; what the program prints there is dropped,
//!   or goes to standard error (`--output`).

pub(super) mod blame;
pub(super) mod check;
pub(super) mod leaks;
pub(super) mod lines;
mod program;
mod replace;
mod report;
mod waiting;
mod words;

use std::ffi::OsString;

use clap::Parser;

use super::options::BAD_OPTION;

/// Nothing is wrong.
const FINE: i32 = 0;
/// Something leaks, or a budget is exceeded.
const FOUND: i32 = 1;
/// It could not be told, or the script failed.
const UNSURE: i32 = 2;

/// Reads a command's options, and runs it: `arguments` are those behind its name. Gives the exit
/// code.
fn command<T: Parser>(
    name: &str,
    arguments: impl Iterator<Item = OsString>,
    run: impl FnOnce(&T) -> Result<i32, String>,
) -> i32 {
    match T::try_parse_from(std::iter::once(OsString::from(name)).chain(arguments)) {
        Ok(options) => run(&options).unwrap_or_else(|fault| {
            eprintln!("glass: {fault}");
            UNSURE
        }),
        Err(error) => {
            let usage = error.use_stderr();
            let _ = error.print();
            if usage { BAD_OPTION } else { 0 }
        }
    }
}
