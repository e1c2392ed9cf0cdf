//! The commands beside running a script, by their names. A file of such a name is `./leaks`.

use std::ffi::{OsStr, OsString};

use super::{bench_gc, explain, heap, mcp};

/// A command: it is given the words behind its name, and gives the exit code.
pub type Command = fn(Vec<OsString>) -> i32;

/// The command of this name.
pub fn find(name: &OsStr) -> Option<Command> {
    Some(match name.to_str()? {
        "bench-gc" => |words| bench_gc::main(words.into_iter()),
        "blame" => |words| explain::blame::main(words.into_iter()),
        "check" => |words| explain::check::main(words.into_iter()),
        "leaks" => |words| explain::leaks::main(words.into_iter()),
        "lines" => |words| explain::lines::main(words.into_iter()),
        "mcp" => |words| mcp::main(words.into_iter()),
        _ => return heap::find(name).map(|command| command.run),
    })
}
