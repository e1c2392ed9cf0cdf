//! The process that runs tests: a line comes in for each, `MODE PATH`, and a line goes out, `pass`
//! or `fail WHY`. Each test has a runtime of its own. The process that gave the work looks after
//! the time, and takes another worker if this one dies.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use glassheap::{Collector, Handle, JsError, JsErrorKind, Runtime, Scope, Sink};

use crate::metadata::{Metadata, Mode, Phase};

/// A test that takes longer is broken off.
const PATIENCE: Duration = Duration::from_secs(20);
const HEAP_BYTES: usize = 1 << 30;
/// Deep recursion is part of the tests.
const STACK_BYTES: usize = 64 << 20;

/// `$262` (INTERPRETING.md, "Host-Defined Functions"), made of the functions that were registered.
const HOST: &str = include_str!("host.js");

/// How runtimes of a worker are made.
#[derive(Clone, Debug)]
pub struct Settings {
    pub checkout: PathBuf,
    pub collector: Collector,
    pub stress: bool,
}

/// Runs what comes in until nothing comes any more.
pub fn serve(settings: Settings) {
    let body = move || {
        let mut worker = Worker { settings, harness: HashMap::new() };
        for line in std::io::stdin().lock().lines() {
            let Ok(line) = line else { break };
            let Some((mode, path)) = line.split_once(' ') else { continue };
            let Some(mode) = Mode::of(mode) else { continue };
            let answer = match worker.run(Path::new(path), mode) {
                Ok(()) => "pass".to_string(),
                Err(why) => format!("fail {}", why.replace(['\n', '\r'], " ")),
            };
            let mut out = std::io::stdout().lock();
            if writeln!(out, "{answer}").and_then(|()| out.flush()).is_err() {
                break;
            }
        }
    };
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(body).expect("a thread can be started");
    if thread.join().is_err() {
        std::process::exit(70);
    }
}

struct Worker {
    settings: Settings,
    harness: HashMap<String, Rc<str>>,
}

impl Worker {
    fn harness(&mut self, name: &str) -> Result<Rc<str>, String> {
        if let Some(text) = self.harness.get(name) {
            return Ok(text.clone());
        }
        let path = self.settings.checkout.join("harness").join(name);
        let text: Rc<str> =
            std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?.into();
        self.harness.insert(name.to_string(), text.clone());
        Ok(text)
    }

    fn run(&mut self, path: &Path, mode: Mode) -> Result<(), String> {
        let file = self.settings.checkout.join("test").join(path);
        let bytes = std::fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let metadata = Metadata::of(&text);
        let mut runtime = Runtime::builder()
            .collector(self.settings.collector)
            .gc_stress(self.settings.stress)
            .heap_limit(HEAP_BYTES)
            .time_limit(PATIENCE)
            .virtual_time(true)
            .modules(self.settings.checkout.join("test"))
            .stdout(Sink::discard())
            .stderr(Sink::discard())
            .build();
        let printed = Rc::new(RefCell::new(Vec::new()));
        install(&mut runtime, &printed).map_err(|error| format!("$262: {error}"))?;
        if !metadata.has("raw") {
            let async_harness = metadata.has("async").then_some("doneprintHandle.js");
            let includes = metadata.includes.iter().map(String::as_str);
            for name in ["assert.js", "sta.js"].into_iter().chain(async_harness).chain(includes) {
                let text = self.harness(name)?;
                runtime.eval::<Handle>(&text, name).map_err(|error| format!("{name}: {error}"))?;
            }
        }
        let text = if mode == Mode::Strict { format!("\"use strict\";\n{text}") } else { text };
        let result = execute(&mut runtime, &text, &file, mode);
        judge(&mut runtime, &metadata, mode, result, &printed.borrow())
    }
}

fn install(runtime: &mut Runtime, printed: &Rc<RefCell<Vec<String>>>) -> Result<(), JsError> {
    let lines = printed.clone();
    let print = move |text: String| lines.borrow_mut().push(text);
    let functions = runtime.with_scope(|scope| {
        let print = scope.function("print", print);
        let eval = |scope: &mut Scope<'_>, text: String| scope.eval::<Handle>(&text, "evalScript.js");
        let eval = scope.function("evalScript", eval);
        let new_realm = scope.function("newRealm", |scope: &mut Scope<'_>| scope.new_realm());
        let eval_in = |scope: &mut Scope<'_>, global: Handle, text: String| {
            scope.eval_in::<Handle>(&global, &text, "evalScript.js")
        };
        (print, eval, new_realm, scope.function("evalIn", eval_in))
    });
    let host: Handle = runtime.eval(HOST, "host.js")?;
    host.call::<Handle>(runtime, functions).map(drop)
}

fn execute(runtime: &mut Runtime, text: &str, path: &Path, mode: Mode) -> Result<(), JsError> {
    if mode == Mode::Module {
        let promise = runtime.import(path)?;
        runtime.block_on::<Handle>(&promise)?;
        turn(runtime);
        return Ok(());
    }
    let name = path.display().to_string();
    runtime.eval::<Handle>(text, &name)?;
    turn(runtime);
    Ok(())
}

/// Until nothing is left to do. A promise that is rejected and that nobody handles is no error of a
/// test.
fn turn(runtime: &mut Runtime) {
    for _ in 0..1000 {
        match runtime.run() {
            Err(error) if error.kind() == JsErrorKind::Thrown => {}
            _ => break,
        }
    }
}

fn judge(
    runtime: &mut Runtime,
    metadata: &Metadata,
    mode: Mode,
    result: Result<(), JsError>,
    printed: &[String],
) -> Result<(), String> {
    let Some(negative) = &metadata.negative else {
        result.map_err(|error| error.to_string())?;
        if !metadata.has("async") {
            return Ok(());
        }
        let last = printed.iter().find(|line| line.starts_with("Test262:"));
        return match last.map(String::as_str) {
            Some("Test262:AsyncTestComplete") => Ok(()),
            Some(line) => Err(line.to_string()),
            None => Err("$DONE was not called".into()),
        };
    };
    let Err(error) = result else {
        return Err(format!("no {} was thrown", negative.kind));
    };
    let is_early = error.kind() == JsErrorKind::Syntax;
    if mode == Mode::Module {
        // What is wrong with a module rejects its promise, in whatever phase it is found.
        let name = constructor(runtime, &error);
        return if name == negative.kind { Ok(()) } else { Err(format!("expected {}: {error}", negative.kind)) };
    }
    if is_early != (negative.phase == Phase::Parse) {
        return Err(format!("expected in another phase: {error}"));
    }
    let name = if is_early { error.name().to_string() } else { constructor(runtime, &error) };
    if name == negative.kind { Ok(()) } else { Err(format!("expected {}: {error}", negative.kind)) }
}

/// The name of the constructor of what was thrown.
fn constructor(runtime: &mut Runtime, error: &JsError) -> String {
    let thrown = runtime.with_scope(|scope| scope.thrown_value(error));
    thrown
        .and_then(|thrown| thrown.get::<Handle>(runtime, "constructor").ok())
        .and_then(|constructor| constructor.get::<String>(runtime, "name").ok())
        .unwrap_or_else(|| error.name().to_string())
}
