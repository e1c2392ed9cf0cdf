//! `glass mcp`: the commands that explain heaps as tools of a Model Context Protocol server, for
//! programs that read and mend code (modelcontextprotocol.io; JSON-RPC 2.0, a message a line, over
//! standard input and output).
//!
//! | file | what is there |
//! |---|---|
//! | `tools.rs` | the table of tools: a command is a row |
//! | `rpc.rs` | messages: what a line means, answers and errors |
//! | `server.rs` | the conversation |
//! | `call.rs` | a tool's command, run in a process of its own |
//! | `pages.rs` | answers of bounded length |
//!
//! Invariants:
//! - standard output has messages and nothing else: a tool runs in another process, whose output is
//!   read;
//! - whatever comes in is answered as the protocols say, or ignored where they say so; what a tool
//!   cannot do is an answer of that tool;
//! - lines, calls that wait, and answers are bounded.

mod call;
mod pages;
mod rpc;
mod server;
mod tools;

use std::ffi::OsString;

use clap::Parser;

use super::options::BAD_OPTION;

/// Serves the commands that explain heaps as tools of the Model Context Protocol.
///
/// Reads messages from standard input and writes answers to standard output, one a line, until its
/// input ends. To be started by a client of the protocol, such as an editor or an agent.
#[derive(Parser, Clone, Debug)]
#[command(name = "glass mcp", disable_version_flag = true)]
struct Options {
    /// Seconds after which a program that a tool runs is ended, with what was found until then
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    timeout: u32,
}

/// Runs the command: `arguments` are those behind `mcp`. Gives the exit code.
pub(super) fn main(arguments: impl Iterator<Item = OsString>) -> i32 {
    match Options::try_parse_from(std::iter::once(OsString::from("glass mcp")).chain(arguments)) {
        Ok(options) => server::serve(std::io::stdin().lock(), options.timeout),
        Err(error) => {
            let usage = error.use_stderr();
            let _ = error.print();
            if usage { BAD_OPTION } else { 0 }
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_declaration_is_sound() {
        Options::command().debug_assert();
    }
}
