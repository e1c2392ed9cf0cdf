//! A session at the prompt: evaluates texts, prints results and errors, does the commands that
//! begin with a dot.

use std::path::Path;

use super::complete;
use crate::cli::heap_files;
use crate::cli::units::mebibytes;
use crate::event_loop::{EventLoop, Origin};
use crate::heap::{GcReason, Tracer, rss};
use crate::host::modules::scope as module_scope;
use crate::host::node::process;
use crate::host::node::util_inspect::{Options, inspect};
use crate::objects::{Gc, Key, Object, Value, attributes};
use crate::profiler::snapshot::file::write_file;
use crate::runtime::engine::{Engine, Settled};
use crate::runtime::programs::EvalError;
use crate::stdio;
use crate::syntax::{self, Completeness};
use crate::vm::{HostState, JsResult, Vm};

const HELP: &str = "\
.break    Forget the text typed so far, also in the midst of it
.clear    The same
.editor   Write a longer text: Ctrl+D runs it, Ctrl+C forgets it
.exit     End the session
.gc       Collect all garbage and tell what it freed
.help     Print this; .help NAME tells what a builtin function does
.load     Run the lines of a file: .load FILE
.mem      Tell what the memory holds
.save     Write the session's lines to a file: .save FILE
.snapshot Write a heap snapshot: .snapshot [FILE]
.stack    Tell how much of the value stack is in use

Press Ctrl+C to stop a running script, Ctrl+D to end the session
";

/// What Node says of a script that Ctrl-C ended.
const INTERRUPTED: &str = "\
Uncaught Error: Script execution was interrupted by `SIGINT` {
  code: 'ERR_SCRIPT_EXECUTION_INTERRUPTED'
}
";

/// What is said of an `await` that can never be over.
const NEVER: &str = "The promise is still pending, and nothing is left that could settle it.\n";

/// What comes after a text.
pub(super) enum Step {
    /// The next one.
    Continue,
    /// The rest of a text whose beginning this is: a command stood in the midst of it.
    Resume(String),
    /// The end, with this exit code.
    Exit(i32),
}

/// A line that is a command: its name and what stands behind it.
pub(super) fn command_in(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let command = line.strip_prefix('.').filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    Some(command.split_once(char::is_whitespace).map_or((command, ""), |(name, rest)| (name, rest.trim())))
}

/// A command that there is: only such are told from text in the midst of an unfinished one.
pub(super) fn known_command_in(line: &str) -> Option<(&str, &str)> {
    command_in(line).filter(|(name, _)| complete::COMMANDS.iter().any(|known| known[1..] == **name))
}

/// The promise that the prompt waits for.
struct Awaited(Value);

impl HostState for Awaited {
    fn trace(&self, tracer: &mut Tracer) {
        tracer.word(self.0.bits());
    }
}

/// A session.
pub(super) struct Session {
    runtime: Engine,
    /// The texts that were run, for `.save`.
    lines: Vec<String>,
    count: usize,
    terminal: bool,
    /// What `_` was set to; `None` once the user gave it a value of their own.
    last: Option<Value>,
}

impl Session {
    pub fn new(mut runtime: Engine, terminal: bool) -> Session {
        let permissions = runtime.permissions();
        let vm = runtime.vm();
        crate::host::modules::begin(vm, permissions, None);
        module_scope::of_prompt(vm);
        vm.allow_redeclaration = true;
        vm.state::<EventLoop>().hooks.uncaught = uncaught;
        let (flag, trigger) = vm.interrupt_handle().parts();
        // Without the handler Ctrl-C ends the session, which is what remains then.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, flag);
        let _ = signal_hook::flag::register_usize(signal_hook::consts::SIGINT, trigger, 0);
        vm.add_state(Awaited(Value::UNDEFINED));
        set_last(vm, Value::UNDEFINED);
        Session { runtime, lines: Vec::new(), count: 0, terminal, last: Some(Value::UNDEFINED) }
    }

    pub fn vm(&mut self) -> &mut Vm {
        self.runtime.vm()
    }

    /// Runs a text before the first prompt, without printing its value.
    pub fn prepare(&mut self, text: &str) -> Step {
        let ended = match self.runtime.eval_script("[eval]", text) {
            Err(EvalError::Thrown(value)) => {
                print_uncaught(self.runtime.vm(), value);
                None
            }
            Err(EvalError::Syntax(failure)) => {
                failure.report(self.runtime.vm());
                None
            }
            Err(EvalError::Ended) => self.ended(),
            Ok(_) => None,
        };
        ended.or_else(|| self.after_run()).map_or(Step::Continue, Step::Exit)
    }

    /// Runs a text or a command.
    pub fn step(&mut self, text: &str) -> Step {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Step::Continue;
        }
        match trimmed.rsplit_once('\n') {
            None => {
                if let Some((name, argument)) = command_in(trimmed) {
                    return self.command(name, argument);
                }
            }
            Some((pending, last)) => {
                if let Some((name, argument)) = known_command_in(last) {
                    return match self.command(name, argument) {
                        Step::Continue if !matches!(name, "break" | "clear") => Step::Resume(format!("{pending}\n")),
                        step => step,
                    };
                }
            }
        }
        self.run(text)
    }

    /// Runs a text, whatever it begins with.
    pub fn run(&mut self, text: &str) -> Step {
        self.lines.push(text.to_string());
        let ended = if self.evaluate(text) { None } else { self.ended() };
        match ended.or_else(|| self.after_run()) {
            Some(code) => Step::Exit(code),
            None => Step::Continue,
        }
    }

    /// Promise jobs and ticks, then perhaps the end.
    fn after_run(&mut self) -> Option<i32> {
        let ticks = crate::event_loop::run_ticks(self.runtime.vm());
        if ticks.is_err() { self.ended() } else { None }
    }

    /// After a termination: the exit code when the program asked to end; an interrupt only ends
    /// what was running.
    pub fn ended(&mut self) -> Option<i32> {
        let vm = self.runtime.vm();
        if let Some(code) = process::exit_code(vm) {
            return Some(code);
        }
        vm.clear_termination();
        stdio::write_stdout(INTERRUPTED.as_bytes());
        None
    }

    /// The end of the input: what is still to be done is done, then the exit handlers run.
    pub fn finish(&mut self) -> i32 {
        if self.terminal {
            let _ = process::finish(self.runtime.vm(), true);
            stdio::flush();
            return process::exit_code(self.runtime.vm()).unwrap_or(0);
        }
        self.runtime.run_to_end(Ok(()))
    }

    /// Runs a text and prints what comes of it; false when the run was ended from outside or by
    /// `process.exit`.
    fn evaluate(&mut self, text: &str) -> bool {
        self.count += 1;
        let name = format!("REPL{}", self.count);
        // An object literal is meant, not a block, when it is one.
        let trimmed = text.trim();
        let wrapped = format!("({trimmed})");
        let is_literal = trimmed.starts_with('{')
            && !trimmed.ends_with(';')
            && syntax::is_complete(&wrapped) == Completeness::Complete;
        let text = if is_literal { &wrapped } else { text };
        if let Some(goes_on) = self.evaluate_await(&name, text) {
            return goes_on;
        }
        match self.runtime.eval_script(&name, text) {
            Ok(value) => self.print(value),
            Err(EvalError::Thrown(value)) => print_uncaught(self.runtime.vm(), value),
            Err(EvalError::Syntax(failure)) => {
                let excerpt = failure.error.excerpt(&failure.file);
                let excerpt = excerpt.split_once('\n').map_or("", |(_, rest)| rest);
                let text = format!("{excerpt}\n\nUncaught SyntaxError: {}\n", failure.error.message);
                stdio::write_stdout(text.as_bytes());
            }
            Err(EvalError::Ended) => return false,
        }
        true
    }

    /// A text that awaits at its top level: runs the event loop until it has come to its end.
    /// `None` when it is none; false when the run was ended from outside or by `process.exit`.
    fn evaluate_await(&mut self, name: &str, text: &str) -> Option<bool> {
        let promise = match self.runtime.eval_awaiting_script(name, text) {
            Ok(promise) => promise?,
            Err(EvalError::Thrown(value)) => {
                print_uncaught(self.runtime.vm(), value);
                return Some(true);
            }
            Err(_) => return Some(false),
        };
        self.runtime.vm().state::<Awaited>().0 = promise;
        let settled = self.runtime.run_until_settled(promise);
        let goes_on = match settled {
            Settled::Fulfilled(result) => {
                let vm = self.runtime.vm();
                let value = Gc::<Object>::from_value(result).and_then(|array| vm.peek_own(array, Key::index(0)));
                self.print(value.map_or(Value::UNDEFINED, |found| found.value));
                true
            }
            Settled::Rejected(reason) => {
                print_uncaught(self.runtime.vm(), reason);
                true
            }
            Settled::Never => {
                stdio::write_stdout(NEVER.as_bytes());
                true
            }
            Settled::Interrupted => {
                self.runtime.vm().clear_termination();
                stdio::write_stdout(INTERRUPTED.as_bytes());
                true
            }
            Settled::Ended => false,
        };
        self.runtime.vm().state::<Awaited>().0 = Value::UNDEFINED;
        Some(goes_on)
    }

    fn print(&mut self, value: Value) {
        let vm = self.runtime.vm();
        if let Some(last) = self.last {
            if read_last(vm) == Some(last) {
                set_last(vm, value);
                self.last = Some(value);
            } else {
                stdio::write_stdout(b"Expression assignment to _ now disabled.\n");
                self.last = None;
            }
        }
        let printed = vm.with_cx(|cx| {
            let value = cx.root(value);
            let mut options = process::options(cx, stdio::Stream::Stdout);
            if let Some(columns) = columns() {
                options.break_length = columns;
            }
            let text = inspect(cx, value, &options)? + "\n";
            process::write(cx.vm(), stdio::Stream::Stdout, text.as_bytes())
        });
        if let Err(thrown) = printed
            && let Ok(value) = self.runtime.vm().take_exception(thrown)
        {
            print_uncaught(self.runtime.vm(), value);
        }
    }

    // ---- commands

    fn command(&mut self, name: &str, argument: &str) -> Step {
        let answer = match name {
            "exit" => return Step::Exit(self.finish()),
            "break" | "clear" => String::new(),
            "help" if argument.is_empty() => HELP.into(),
            "help" => complete::documentation(self.vm(), argument)
                .map_or_else(|| format!("Nothing is known about {argument}\n"), |text| text + "\n"),
            "mem" => memory_report(self.vm()),
            "stack" => stack_report(self.vm()),
            "gc" => collect(self.vm()),
            "load" => return self.load(argument),
            "save" => self.save(argument),
            "snapshot" => snapshot(self.vm(), argument),
            _ => format!("Invalid REPL keyword: .{name}; .help lists what there is\n"),
        };
        stdio::write_stdout(answer.as_bytes());
        Step::Continue
    }

    fn load(&mut self, file: &str) -> Step {
        match std::fs::read(file) {
            Ok(bytes) => self.step(&String::from_utf8_lossy(&bytes)),
            Err(error) => {
                stdio::write_stdout(format!("Failed to load {file}: {error}\n").as_bytes());
                Step::Continue
            }
        }
    }

    fn save(&mut self, file: &str) -> String {
        match std::fs::write(file, self.lines.join("\n") + "\n") {
            Ok(()) => format!("Session saved to: {file}\n"),
            Err(error) => format!("Failed to save {file}: {error}\n"),
        }
    }
}

/// Columns of the terminal, when stdout is one and says so.
fn columns() -> Option<usize> {
    std::env::var("COLUMNS").ok()?.parse().ok()
}

fn set_last(vm: &mut Vm, value: Value) {
    let global = vm.realm.global;
    let key = vm.space.key("_");
    vm.space.put_named(global, key, value, attributes::HIDDEN);
}

fn read_last(vm: &mut Vm) -> Option<Value> {
    let global: Gc<Object> = vm.realm.global;
    let key = vm.space.key("_");
    vm.space.get_named(global, key).map(|property| property.value)
}

/// Prints an exception; the session goes on.
fn print_uncaught(vm: &mut Vm, value: Value) {
    let text = vm.with_cx(|cx| {
        let value = cx.root(value);
        let global = cx.global();
        let key = cx.key("_error");
        cx.leaf().put_named(global, key, *value, attributes::HIDDEN);
        let options = Options {
            colors: process::options(cx, stdio::Stream::Stdout).colors,
            show_proxy: true,
            ..Options::default()
        };
        inspect(cx, value, &options).unwrap_or_else(|_| cx.vm().describe_value(*value))
    });
    stdio::write_stdout(format!("Uncaught {}\n", without_prompt_frames(&text)).as_bytes());
}

/// An error's text without the frame of the prompt's own text (or of a timer's callback in it) and
/// what lies below: as Node shows it.
fn without_prompt_frames(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let is_frame = |line: &&str| line.starts_with("    at ");
    let Some(first) = lines.iter().position(is_frame) else { return text.into() };
    let end = lines[first..].iter().position(|line| !is_frame(line)).map_or(lines.len(), |count| first + count);
    let outermost = |line: &&str| line.starts_with("    at REPL") || line.contains("._onTimeout (REPL");
    let Some(cut) = lines[first..end].iter().rposition(outermost).map(|index| first + index) else {
        return text.into();
    };
    let mut shown = lines[..cut].join("\n");
    if lines[end - 1].ends_with(" {") {
        shown.push_str(" {");
    }
    for line in &lines[end..] {
        shown.push('\n');
        shown.push_str(line);
    }
    shown
}

/// The loop's hook: exceptions of callbacks end neither the run nor the session.
fn uncaught(vm: &mut Vm, value: Value, _: Origin) -> JsResult<()> {
    print_uncaught(vm, value);
    Ok(())
}

fn mib(bytes: usize) -> String {
    format!("{:9.2} MiB", mebibytes(bytes))
}

fn snapshot(vm: &mut Vm, file: &str) -> String {
    let path = if file.is_empty() { heap_files::name(vm, "heapsnapshot") } else { file.to_owned() };
    match write_file(vm, Path::new(&path)) {
        Ok(bytes) => format!("A heap snapshot of {:.1} MiB is in {path}\n", mebibytes(bytes as usize)),
        Err(error) => heap_files::told(Path::new(&path), &error) + "\n",
    }
}

fn memory_report(vm: &mut Vm) -> String {
    let stats = vm.space.heap.stats();
    let rows = [
        ("heap used", mib(stats.heap_used)),
        ("heap total", mib(stats.heap_total)),
        ("external", mib(stats.external)),
        ("resident", mib(rss::resident_bytes())),
        ("next collection at", mib(stats.goal)),
        ("limit", mib(stats.limit)),
        ("stack used", format!("{:9} of {} bytes", vm.stack_used(), vm.stack.bytes())),
        (
            "collections",
            format!("{:9}, longest pause {:.2} ms", stats.collections, stats.longest_pause.as_secs_f64() * 1e3),
        ),
    ];
    rows.iter().map(|(name, value)| format!("{name:<20}{value}\n")).collect()
}

fn stack_report(vm: &mut Vm) -> String {
    let (used, total) = (vm.stack_used(), vm.stack.bytes());
    format!("value stack: {used} of {total} bytes in use ({:.1} %)\n", used as f64 * 100.0 / total as f64)
}

fn collect(vm: &mut Vm) -> String {
    let before = vm.space.heap.stats();
    vm.collect_garbage(GcReason::Requested);
    let after = vm.space.heap.stats();
    let freed = (before.heap_used + before.external).saturating_sub(after.heap_used + after.external);
    let pause = after.total_pause.saturating_sub(before.total_pause);
    format!(
        "freed {}; heap used {} -> {} in {:.2} ms\n",
        mib(freed).trim(),
        mib(before.heap_used).trim(),
        mib(after.heap_used).trim(),
        pause.as_secs_f64() * 1e3
    )
}
