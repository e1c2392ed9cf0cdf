//! Running files, texts and standard input; checking syntax.

use std::ffi::OsString;
use std::io::{IsTerminal, Read};
use std::mem::ManuallyDrop;
use std::path::Path;

use super::BAD_OPTION;
use super::gc_lines;
use super::options::{Cli, Collector, InputType};
use super::script_file;
use crate::heap::HeapConfig;
use crate::host::modules::file_url;
use crate::host::node::permissions::Permissions;
use crate::runtime::engine::{Engine, EngineOptions, OnCollection};
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
    match cli.script.first() {
        Some(file) if file == "-" => run_stdin(&cli),
        // Options may stand before the command, too. A file of that name is `./bench-gc`.
        Some(word) if word == "bench-gc" && !follows_dashes(&cli) => {
            super::bench_gc::main(before_script(&cli).chain(cli.script.iter().skip(1).cloned()))
        }
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

fn options(cli: &Cli, script: Option<&Path>) -> EngineOptions {
    let mut heap = HeapConfig { stress: cli.gc_stress, verify: cli.verify_heap, ..HeapConfig::default() };
    heap.headroom = cli.gc_headroom.map(|kib| kib.saturating_mul(1 << 10));
    heap.concurrent = match (cli.concurrent_marking, cli.no_concurrent_marking) {
        (_, true) => Some(false),
        (chosen, false) => chosen.then_some(true),
    };
    heap.mode = cli.gc.mode().unwrap_or(heap.mode);
    if let Some(megabytes) = cli.max_old_space_size.filter(|&megabytes| megabytes > 0) {
        heap.max_bytes = megabytes.saturating_mul(1 << 20);
    }
    heap.on_out_of_memory = super::out_of_memory::last_words;
    let program = std::env::current_exe().unwrap_or_default();
    let mut argv = vec![program.to_string_lossy().into_owned()];
    argv.extend(script.map(|path| path.to_string_lossy().into_owned()));
    let skipped = usize::from(script.is_some() || cli.script.first().is_some_and(|first| first == "-"));
    argv.extend(cli.script.iter().skip(skipped).map(|argument| argument.to_string_lossy().into_owned()));
    let on_collection: Option<OnCollection> = match (cli.trace_gc, cli.trace_gc_verbose) {
        (_, true) => Some(gc_lines::trace_verbosely),
        (true, false) => Some(gc_lines::trace),
        (false, false) => None,
    };
    EngineOptions {
        heap,
        on_collection,
        stack_bytes: cli.stack_size << 10,
        virtual_time: cli.virtual_time,
        span: cli.span,
        ecma: cli.ecma,
        tail_calls: cli.harmony_tailcalls,
        stack_accessor: false,
        print_bytecode: cli.print_bytecode,
        argv,
        exec_argv: before_script(cli).map(|argument| argument.to_string_lossy().into_owned()).collect(),
        unhandled_rejections: cli.unhandled_rejections.into(),
        permissions: Permissions {
            read: cli.allow_fs_read.clone(),
            write: cli.allow_fs_write.clone(),
            usual: true,
            modules_only: cli.no_allow_fs,
            env: cli.allow_env.clone(),
            all_env: cli.allow_env.iter().any(|name| name == "*"),
        },
        modules: true,
        can_block: true,
    }
}

/// What stood before the script on the command line.
fn before_script(cli: &Cli) -> impl Iterator<Item = OsString> {
    let count = std::env::args_os().count().saturating_sub(1 + cli.script.len());
    std::env::args_os().skip(1).take(count)
}

/// Whether `--` stands before the script: whatever its name begins with, it is no option.
fn follows_dashes(cli: &Cli) -> bool {
    before_script(cli).last().is_some_and(|last| last == "--")
}

fn goal(cli: &Cli, path: Option<&Path>, default: Goal) -> Goal {
    let module = path.is_some_and(|path| match path.extension().and_then(|extension| extension.to_str()) {
        Some("mjs") => true,
        Some("cjs") => false,
        _ => in_module_package(path),
    });
    match cli.input_type {
        _ if module => Goal::Module,
        Some(InputType::Module) => Goal::Module,
        Some(InputType::Commonjs) => Goal::CommonJs,
        None => default,
    }
}

/// Whether the package that a file belongs to says that its files are modules (Node packages page,
/// "Determining module system").
fn in_module_package(path: &Path) -> bool {
    for folder in path.ancestors().skip(1).take_while(|folder| !folder.ends_with("node_modules")) {
        let Ok(text) = std::fs::read(folder.join("package.json")) else { continue };
        let package: Option<serde_json::Value> = serde_json::from_slice(&text).ok();
        return package.is_some_and(|package| package.get("type").is_some_and(|kind| kind == "module"));
    }
    false
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
    let goal = goal(cli, Some(&path), Goal::CommonJs);
    if cli.check {
        return check(cli, &path.to_string_lossy(), &text, goal);
    }
    if goal == Goal::Module {
        return run_program(cli, Some(&path), |runtime| runtime.run_module(&file_url(&path), Some(&path), &text));
    }
    run_program(cli, Some(&path), |runtime| runtime.run_file(&path, &text))
}

/// Runs a program to its end; the exit code.
fn run_program(cli: &Cli, path: Option<&Path>, run: impl FnOnce(&mut Engine) -> i32) -> i32 {
    let counts = cli.gc == Collector::Refcount;
    if counts {
        eprintln!("{}", super::leaks::BANNER);
    }
    let mut runtime = start(options(cli, path));
    let code = run(&mut runtime);
    if counts {
        super::leaks::report(runtime.vm());
    }
    code
}
