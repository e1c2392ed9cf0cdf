//! The commands on heap snapshots: `glass heap`, and those beside it. They read files that Node, a
//! browser or another program of V8 wrote; nothing is run.
//!
//! *Invariants*: what a snapshot says is shown with its control characters made visible; every list
//! is bounded, and says how much was left out.

mod diff;
mod label;
mod load;
mod page;
mod query;
mod summary;
mod waste;
mod why;

use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::{Args, CommandFactory, Parser};

use super::options::BAD_OPTION;
use page::Page;

/// A command: its name, and what it does with its arguments.
pub(super) struct Command {
    pub name: &'static str,
    pub run: fn(Vec<OsString>) -> i32,
}

/// All of them.
pub(super) const COMMANDS: &[Command] = &[
    Command { name: "heap", run: run::<summary::Options> },
    Command { name: "why", run: run::<why::Options> },
    Command { name: "waste", run: run::<waste::Options> },
    Command { name: "diff", run: run::<diff::Options> },
    Command { name: "query", run: run::<query::Options> },
];

/// The command of that name.
pub(super) fn find(name: &OsStr) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| name == command.name)
}

/// How the result is written.
#[derive(Args, Clone, Debug)]
struct Form {
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Print Markdown, short enough for a machine that reads it
    #[arg(long, conflicts_with = "json")]
    md: bool,
    /// Rows of each list
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    limit: u32,
}

/// The options of a command, and what it does.
trait Action: Parser + CommandFactory {
    /// How the result is written.
    fn form(&self) -> &Form;
    /// Does it.
    fn answer(&self) -> Result<Answer, String>;
}

/// What a command found: for people, and for machines.
#[derive(Default)]
struct Answer {
    page: Page,
    json: serde_json::Value,
    code: i32,
}

/// Runs a command with the arguments behind its name. Gives the exit code.
fn run<A: Action>(arguments: Vec<OsString>) -> i32 {
    let name = format!("glass {}", A::command().get_name());
    let options = match A::try_parse_from(std::iter::once(OsString::from(name)).chain(arguments)) {
        Ok(options) => options,
        Err(error) => {
            let usage = error.use_stderr();
            let _ = error.print();
            return if usage { BAD_OPTION } else { 0 };
        }
    };
    match options.answer() {
        Ok(answer) => {
            let form = options.form();
            let text = match () {
                () if answer.json.is_null() => String::new(),
                () if form.json => serde_json::to_string_pretty(&answer.json).unwrap_or_default() + "\n",
                () if form.md => answer.page.markdown(),
                () => answer.page.text(),
            };
            crate::stdio::write_stdout(text.as_bytes());
            answer.code
        }
        Err(fault) => {
            eprintln!("glass: {fault}");
            1
        }
    }
}

/// A file's name without its folders.
fn file_name(path: &Path) -> String {
    label::visible(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy(), 80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declarations_are_sound() {
        summary::Options::command().debug_assert();
        why::Options::command().debug_assert();
        waste::Options::command().debug_assert();
        diff::Options::command().debug_assert();
        query::Options::command().debug_assert();
    }
}
