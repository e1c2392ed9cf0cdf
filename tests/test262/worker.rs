//! The process that runs tests: a line comes in for each, `MODE PATH`, and a line goes out, `pass`
//! or `fail WHY`. Each test has a runtime of its own. The process that gave the work looks after
//! the time, and takes another worker if this one dies.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, Instant};

use glassheap::{Builder, Collector, Handle, JsError, JsErrorKind, Runtime, Scope, SharedMemory, Sink};

use glassheap::internals::test_host;

use crate::agents::{self, Agents};
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

impl Settings {
    fn builder(&self) -> Builder {
        Runtime::builder()
            .collector(self.collector)
            .gc_stress(self.stress)
            .heap_limit(HEAP_BYTES)
            .time_limit(PATIENCE)
            .stdout(Sink::discard())
            .stderr(Sink::discard())
    }
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
        // Agents have clocks of their own: with several, time must be the same for all.
        let has_agents = text.contains("$262.agent");
        let mut runtime = self
            .settings
            .builder()
            .virtual_time(!has_agents)
            .can_block(!metadata.has("CanBlockIsFalse"))
            .tail_calls(metadata.needs("tail-call-optimization"))
            .stack_accessor(metadata.needs("error-stack-accessor"))
            .modules(self.settings.checkout.join("test"))
            .build();
        let printed = Rc::new(RefCell::new(Vec::new()));
        let agents = Rc::new(RefCell::new(Agents::default()));
        install(&mut runtime, &self.settings, &printed, &agents).map_err(|error| format!("$262: {error}"))?;
        install_rare(&mut runtime, &metadata).map_err(|error| format!("$262: {error}"))?;
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
        let start = Instant::now();
        while has_agents && metadata.has("async") && printed.borrow().is_empty() && start.elapsed() < PATIENCE {
            let _ = runtime.wait(Duration::from_millis(10));
        }
        judge(&mut runtime, &metadata, mode, result, &printed.borrow())
    }
}

fn install(
    runtime: &mut Runtime,
    settings: &Settings,
    printed: &Rc<RefCell<Vec<String>>>,
    agents: &Rc<RefCell<Agents>>,
) -> Result<(), JsError> {
    let agent = agent_functions(runtime, settings, agents);
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
        (print, eval, new_realm, scope.function("evalIn", eval_in), agent)
    });
    let host: Handle = runtime.eval(HOST, "host.js")?;
    host.call::<Handle>(runtime, functions).map(drop)
}

/// What few tests want.
fn install_rare(runtime: &mut Runtime, metadata: &Metadata) -> Result<(), JsError> {
    if metadata.needs("IsHTMLDDA") {
        let object = runtime.with_scope(test_host::is_html_dda);
        let host: Handle = runtime.global("$262")?;
        host.set(runtime, "IsHTMLDDA", object)?;
    }
    if metadata.needs("source-phase-imports") || metadata.needs("source-phase-imports-module-source") {
        let constructor = runtime.with_scope(test_host::abstract_module_source)?;
        let host: Handle = runtime.global("$262")?;
        host.set(runtime, "AbstractModuleSource", constructor)?;
    }
    Ok(())
}

/// The functions of `$262.agent`: `{ start, broadcast, getReport, sleep }`.
fn agent_functions(runtime: &mut Runtime, settings: &Settings, agents: &Rc<RefCell<Agents>>) -> Handle {
    let (starting, broadcasting, reporting) = (agents.clone(), agents.clone(), agents.clone());
    let settings = settings.clone();
    let start = move |text: String| {
        let settings = settings.clone();
        starting.borrow_mut().start(text, move || settings.builder().build(), STACK_BYTES);
    };
    let broadcast = move |memory: SharedMemory, number: String| broadcasting.borrow().broadcast(&memory, &number);
    let report = move || reporting.borrow().report();
    runtime.with_scope(|scope| {
        let functions = scope.object();
        let all = [
            ("start", scope.function("start", start)),
            ("broadcast", scope.function("broadcast", broadcast)),
            ("getReport", scope.function("getReport", report)),
            ("sleep", scope.function("sleep", agents::sleep)),
        ];
        for (name, function) in all {
            functions.set(scope, name, function).expect("it is a new object");
        }
        functions
    })
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
