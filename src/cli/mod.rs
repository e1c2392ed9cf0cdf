//! The command `glass`: its options, with Node's spellings, and what each way of calling it does.

mod bench_gc;
mod commands;
mod engine;
mod explain;
mod gc_lines;
mod heap;
mod heap_files;
mod mcp;
mod options;
mod out_of_memory;
mod refcount_report;
mod repl;
mod run;
mod script_file;
mod units;

use std::ffi::OsString;

use options::{BAD_OPTION, Cli};

pub use crate::heap::CountingAllocator;
use crate::runtime::engine::THREAD_STACK_BYTES;
use crate::stdio;

/// Runs the command. The process ends with its exit code; a code comes back only when there was
/// nothing to run it on.
pub fn main() -> i32 {
    let arguments = options::normalise(std::env::args_os().collect());
    // The interpreter wants a deep stack; memory is only taken for what is used of it.
    let thread = std::thread::Builder::new().name("glass".into()).stack_size(THREAD_STACK_BYTES);
    crate::heap::share_one_arena();
    let run = move || {
        let code = start(arguments);
        stdio::flush();
        // From here and not after the join: the stack need not be unmapped first.
        std::process::exit(code)
    };
    let code = match thread.spawn(run) {
        Ok(thread) => thread.join().unwrap_or(70),
        Err(error) => {
            eprintln!("glass: cannot start a thread: {error}");
            70
        }
    };
    stdio::flush();
    code
}

fn start(arguments: Vec<OsString>) -> i32 {
    if let Some(command) = arguments.get(1).and_then(|word| commands::find(word)) {
        return command(arguments.into_iter().skip(2).collect());
    }
    match Cli::read(arguments) {
        Ok(cli) => run::run(cli),
        Err(error) => {
            let usage = error.use_stderr();
            let _ = error.print();
            if usage { BAD_OPTION } else { 0 }
        }
    }
}
