//! From a command line to an engine, and what it makes of a script's file.

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use super::gc_lines;
use super::options::{Cli, InputType};
use crate::heap::{GcMode, HeapConfig};
use crate::host::modules::file_url;
use crate::host::node::permissions::Permissions;
use crate::runtime::engine::{Engine, EngineOptions, OnCollection};
use crate::syntax::Goal;

/// When the clock of a deterministic run starts, unless it is told: 2025-01-01T00:00:00Z.
const EPOCH: Duration = Duration::from_secs(1_735_689_600);
/// What its random numbers begin with.
const SEED: u64 = 1;

/// What the command line says of an engine.
pub(super) fn options(cli: &Cli, script: Option<&Path>) -> EngineOptions {
    let mut heap = HeapConfig { stress: cli.gc_stress, verify: cli.verify_heap, ..HeapConfig::default() };
    heap.headroom = cli.gc_headroom.map(|kib| kib.saturating_mul(1 << 10));
    heap.concurrent = match (cli.concurrent_marking, cli.no_concurrent_marking) {
        (_, true) => Some(false),
        (chosen, false) => chosen.then_some(true),
    };
    heap.mode = cli.gc.mode().unwrap_or(heap.mode);
    if cli.deterministic {
        crate::heap::fix_addresses();
        // Steps and helper threads go by time: what collects at one go, when so many bytes were
        // allocated, does not.
        (heap.mode, heap.concurrent, heap.cells_alone) = (GcMode::StopTheWorld, Some(false), true);
    }
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
        virtual_time: cli.virtual_time || cli.deterministic,
        deterministic: cli.deterministic,
        epoch: cli.epoch.or(cli.deterministic.then_some(EPOCH)),
        seed: cli.random_seed.or(cli.deterministic.then_some(SEED)),
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
pub(super) fn before_script(cli: &Cli) -> impl Iterator<Item = OsString> {
    let count = std::env::args_os().count().saturating_sub(1 + cli.script.len());
    std::env::args_os().skip(1).take(count)
}

/// What a text is: what its file says, else what the command line says, else `default`.
pub(super) fn goal(cli: &Cli, path: Option<&Path>, default: Goal) -> Goal {
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

/// Runs a file's text as what it is, a CommonJS or an ECMAScript module; the exit code.
pub(super) fn run_file(cli: &Cli, runtime: &mut Engine, path: &Path, text: &str) -> i32 {
    match goal(cli, Some(path), Goal::CommonJs) {
        Goal::Module => runtime.run_module(&file_url(path), Some(path), text),
        _ => runtime.run_file(path, text),
    }
}
