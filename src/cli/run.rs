//! Running files, texts and standard input; checking syntax.

use std::io::{IsTerminal, Read};
use std::mem::ManuallyDrop;
use std::path::Path;

use super::commands;
use super::engine::{before_script, goal, options, run_file};
use super::heap_files;
use super::options::{BAD_OPTION, Cli, Collector};
use super::script_file;
use crate::host::modules::file_url;
use crate::runtime::engine::{Engine, EngineOptions};
use crate::stdio;
use crate::syntax::Goal;

/// Does what the command line says.
pub fn run(cli: Cli) -> i32 {
    if cli.trace_gc || cli.trace_gc_verbose {
        stdio::write_through();
    }
    // What looks like an option and was not understood as one would be taken for the script's name
    // or its argument.
    if let Some(first) = cli.script.first().and_then(|first| first.to_str())
        && first.starts_with('-')
        && first != "-"
        && !follows_dashes(&cli)
    {
        let meant =
            super::options::suggestion(first).map_or(String::new(), |meant| format!(" (did you mean {meant}?)"));
        eprintln!("glass: bad option: {first}{}\nTry 'glass --help'.", meant);
        return BAD_OPTION;
    }
    if cli.interactive && cli.script.is_empty() {
        return super::repl::run(options(&cli, None), cli.eval.as_deref().or(cli.print.as_deref()));
    }
    if let Some(text) = cli.eval.as_ref().or(cli.print.as_ref()) {
        return run_text(&cli, "[eval]", text, cli.print.is_some());
    }
    // Options may stand before a command, too.
    if let Some(command) = cli.script.first().and_then(|word| commands::find(word)).filter(|_| !follows_dashes(&cli)) {
        return command(before_script(&cli).chain(cli.script.iter().skip(1).cloned()).collect());
    }
    match cli.script.first() {
        Some(file) if file == "-" => run_stdin(&cli),
        Some(file) => run_path(&cli, Path::new(file)),
        None if std::io::stdin().is_terminal() => super::repl::run(options(&cli, None), None),
        None => run_stdin(&cli),
    }
}

/// A runtime that lives as long as the process: taking its heap apart at the end would be work for
/// nothing.
fn start(options: EngineOptions) -> ManuallyDrop<Engine> {
    let mut runtime = ManuallyDrop::new(Engine::new(options));
    runtime.own_process();
    runtime
}

/// Whether `--` stands before the script: whatever its name begins with, it is no option.
fn follows_dashes(cli: &Cli) -> bool {
    before_script(cli).last().is_some_and(|last| last == "--")
}

fn check(cli: &Cli, name: &str, text: &str, goal: Goal) -> i32 {
    let mut runtime = start(options(cli, None));
    match runtime.check(name, text, goal) {
        Ok(()) => 0,
        Err(failure) => {
            failure.report(runtime.vm());
            1
        }
    }
}

fn run_text(cli: &Cli, name: &str, text: &str, print: bool) -> i32 {
    let goal = goal(cli, None, Goal::Script);
    if cli.check {
        return check(cli, name, text, goal);
    }
    if goal == Goal::Module {
        let current = std::env::current_dir().unwrap_or_default();
        let name = file_url(&current.join(if name == "[eval]" { "[eval1]" } else { name }));
        return run_program(cli, None, |runtime| runtime.run_module(&name, None, text));
    }
    run_program(cli, None, |runtime| runtime.run_script(name, text, print))
}

fn run_stdin(cli: &Cli) -> i32 {
    let mut bytes = Vec::new();
    if let Err(error) = std::io::stdin().lock().read_to_end(&mut bytes) {
        eprintln!("glass: cannot read standard input: {error}");
        return 1;
    }
    run_text(cli, "[stdin]", &String::from_utf8_lossy(&bytes), false)
}

fn run_path(cli: &Cli, given: &Path) -> i32 {
    let (path, text) = match script_file::read(given) {
        Ok(found) => found,
        Err(fault) => {
            eprintln!("glass: {fault}");
            return 1;
        }
    };
    if cli.check {
        return check(cli, &path.to_string_lossy(), &text, goal(cli, Some(&path), Goal::CommonJs));
    }
    run_program(cli, Some(&path), |runtime| run_file(cli, runtime, &path, &text))
}

/// Runs a program to its end; the exit code.
fn run_program(cli: &Cli, path: Option<&Path>, run: impl FnOnce(&mut Engine) -> i32) -> i32 {
    let counts = cli.gc == Collector::Refcount;
    if counts {
        eprintln!("{}", super::refcount_report::BANNER);
    }
    let mut runtime = start(options(cli, path));
    let sites = (cli.track_allocations || cli.heap_prof).then(|| runtime.track());
    heap_files::begin(cli, runtime.vm(), sites);
    let code = run(&mut runtime);
    heap_files::end(cli, runtime.vm());
    if counts {
        super::refcount_report::report(runtime.vm());
    }
    code
}
