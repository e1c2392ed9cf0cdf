//! The engine under the API and under the command: text goes in, is parsed, compiled and run, and
//! the event loop turns until nothing is left.
//!
//! Invariants: a runtime lives on one thread; after a run has ended (an exit code is set) nothing
//! of it runs any more.

use std::rc::Rc;
use std::time::{Duration, Instant};

use crate::bytecode::operand::ImportPhase;
use crate::bytecode::{EvalPlace, Text};
use crate::compiler::{self, CompileOptions};
use crate::event_loop::{self, EventLoop};
use crate::heap::{GcCycle, HeapConfig};
use crate::host;
use crate::host::modules;
use crate::host::node::permissions::Permissions;
use crate::host::node::process;
use crate::host::node::process::UnhandledRejections;
use crate::host::node::process::uncaught::Sources;
use crate::objects::Value;
use crate::source::{Origin, SourceFile};
use crate::stdio::{Stdio, Stream};
use crate::syntax::{self, Goal};
use crate::vm::{CompileFailure, Compiled, JsResult, PromiseState, Vm, VmOptions};

/// Thread stack that natives may use, as far as the thread has it: on a smaller one natives recurse
/// less deep.
const NATIVE_STACK_BYTES: usize = 48 << 20;

/// The stack that the thread of a runtime should have: address space, of which only what is used
/// becomes memory.
#[cfg(feature = "cli")]
pub const THREAD_STACK_BYTES: usize = 64 << 20;

/// What is told of a collection.
pub type OnCollection = fn(&mut Vm, &GcCycle);

/// How a runtime is to be.
#[derive(Clone, Debug)]
pub struct EngineOptions {
    /// The heap's settings.
    pub heap: HeapConfig,
    /// Told of every collection.
    pub on_collection: Option<OnCollection>,
    /// Bytes of the value stack.
    pub stack_bytes: usize,
    /// The clock jumps from timer to timer.
    pub virtual_time: bool,
    /// Nothing that a script sees depends on the machine or the moment.
    pub deterministic: bool,
    /// Time since 1970 at which a virtual clock starts, if not now.
    pub epoch: Option<Duration>,
    /// What random numbers begin with, if not with the system's.
    pub seed: Option<u64>,
    /// The run ends after so much time of its clock.
    pub span: Option<Duration>,
    /// The standard's behaviour where the lesson's differs.
    pub ecma: bool,
    /// Calls in tail position of strict functions leave their frame first.
    pub tail_calls: bool,
    /// Errors inherit `stack`.
    pub stack_accessor: bool,
    /// Prints the bytecode of every source before it runs.
    #[cfg(feature = "cli")]
    pub print_bytecode: bool,
    /// `process.argv`
    pub argv: Vec<String>,
    /// `process.execArgv`
    pub exec_argv: Vec<String>,
    /// What becomes of rejections that nobody handles.
    pub unhandled_rejections: UnhandledRejections,
    /// What the program may do with files.
    pub permissions: Permissions,
    /// It may import modules.
    pub modules: bool,
    /// `Atomics.wait` may hold up the thread.
    pub can_block: bool,
}

impl Default for EngineOptions {
    fn default() -> Self {
        EngineOptions {
            heap: HeapConfig::default(),
            on_collection: None,
            stack_bytes: 1 << 20,
            virtual_time: false,
            deterministic: false,
            epoch: None,
            seed: None,
            span: None,
            ecma: false,
            tail_calls: false,
            stack_accessor: false,
            #[cfg(feature = "cli")]
            print_bytecode: false,
            argv: Vec::new(),
            exec_argv: Vec::new(),
            unhandled_rejections: UnhandledRejections::default(),
            permissions: Permissions::default(),
            modules: false,
            can_block: true,
        }
    }
}

/// What came of waiting for a promise.
#[derive(Debug)]
pub enum Settled {
    /// It has this value.
    Fulfilled(Value),
    /// It was rejected for this reason.
    Rejected(Value),
    /// Nothing is left that could settle it.
    Never,
    /// The waiting was broken off from outside.
    Interrupted,
    /// The run has ended.
    Ended,
}

/// A text that is not a program: why, and the text.
#[derive(Debug)]
pub struct SyntaxFailure {
    /// The text.
    pub file: Rc<SourceFile>,
    /// The error.
    pub error: syntax::SyntaxError,
}

/// A JavaScript program's world: its heap, its globals, its event loop.
pub struct Engine {
    pub(super) vm: Box<Vm>,
    pub(super) options: EngineOptions,
}

impl Engine {
    /// A fresh world that writes to the process's streams.
    #[cfg(feature = "cli")]
    pub fn new(options: EngineOptions) -> Engine {
        Engine::with_output(options, Stdio::default())
    }

    /// A fresh world that writes there.
    pub fn with_output(options: EngineOptions, output: Stdio) -> Engine {
        let vm_options = VmOptions {
            heap: options.heap.clone(),
            stack_bytes: options.stack_bytes,
            native_stack_bytes: NATIVE_STACK_BYTES,
        };
        let mut vm = Vm::new(vm_options);
        vm.add_state(EventLoop::new(options.virtual_time, options.epoch, options.span, output, host::HOOKS));
        vm.state::<EventLoop>().can_block = options.can_block;
        vm.add_state(Sources::default());
        vm.hooks.now = |vm| {
            let since = vm.state_ref::<EventLoop>().map_or(Duration::ZERO, |state| state.clock.since_epoch());
            since.as_millis() as f64
        };
        vm.hooks.note = |vm, text| {
            vm.state::<EventLoop>().output.write(Stream::Stderr, format!("{text}\n").as_bytes());
        };
        if let Some(told) = options.on_collection {
            vm.hooks.collected = told;
        }
        vm.ecma = options.ecma;
        vm.tail_calls = options.tail_calls;
        vm.stack_accessor = options.stack_accessor;
        vm.hooks.seed = options.seed;
        vm.hooks.deterministic = options.deterministic;
        vm.hooks.compile = compile_dynamic;
        vm.hooks.compile_eval = compile_eval;
        vm.hooks.compile_module = compile_module;
        vm.hooks.compile_script = compile_script;
        if options.modules {
            vm.hooks.import = import;
        }
        vm.begin_installation();
        crate::builtins::install(&mut vm);
        crate::host::install(&mut vm);
        process::set_arguments(&mut vm, &options.argv, &options.exec_argv);
        process::set_environment(&mut vm, &options.permissions);
        process::set_unhandled_rejections(&mut vm, options.unhandled_rejections);
        vm.end_installation();
        let state = vm.state::<EventLoop>();
        state.milestones.ready = Some(state.clock.time_of(Instant::now()));
        Engine { vm, options }
    }

    /// What flags say of files.
    pub fn permissions(&self) -> Permissions {
        self.options.permissions.clone()
    }

    /// Before anything is imported that no program's file asks for.
    pub fn begin_modules(&mut self) {
        let permissions = self.permissions();
        modules::begin(&mut self.vm, permissions, None);
    }

    /// The virtual machine, for a look at it.
    pub fn vm_ref(&self) -> &Vm {
        &self.vm
    }

    /// The virtual machine.
    pub fn vm(&mut self) -> &mut Vm {
        &mut self.vm
    }
}

/// What the machine's dialect means for the compiler.
pub(super) fn options_of(vm: &Vm) -> CompileOptions {
    CompileOptions {
        sloppy_delete_bindings: !vm.ecma,
        tail_calls: vm.tail_calls,
        undetectable: vm.undetectable,
        ..CompileOptions::default()
    }
}

/// Parses and compiles a text, and remembers its source.
///
/// # Errors
/// It is not a program.
pub fn compile(
    vm: &mut Vm,
    name: &str,
    text: &str,
    goal: Goal,
    completion_value: bool,
) -> Result<Rc<crate::bytecode::FunctionProto>, SyntaxFailure> {
    let file = source(name, text)?;
    let options = CompileOptions { completion_value, ..options_of(vm) };
    let places = syntax::Options { max_depth: Some(depth_for(vm)), ..syntax::Options::default() };
    let proto = compile_file(&file, goal, &places, options)?;
    vm.state::<Sources>().add(&file);
    Ok(proto)
}

/// Runs a program.
pub fn call_program(vm: &mut Vm, proto: &Rc<crate::bytecode::FunctionProto>, this: Value, args: &[Value]) -> JsResult {
    let code = vm.space.new_code(proto);
    let closure = vm.space.new_closure(code, Value::UNDEFINED).value();
    vm.call_value(closure, this, args)
}

/// Turns the event loop until a promise is settled. Whoever waits handles its rejection.
pub fn run_until_settled(vm: &mut Vm, promise: Value) -> Settled {
    vm.perform_then(promise, Value::UNDEFINED, Value::UNDEFINED, Value::UNDEFINED);
    loop {
        if event_loop::run_ticks(vm).is_err() {
            return Settled::Ended;
        }
        match Vm::promise_state(promise) {
            Some((PromiseState::Fulfilled, value)) => return Settled::Fulfilled(value),
            Some((PromiseState::Rejected, reason)) => return Settled::Rejected(reason),
            Some((PromiseState::Pending, _)) => {}
            None => return Settled::Never,
        }
        if !vm.state::<EventLoop>().is_alive() {
            return Settled::Never;
        }
        event_loop::wait(vm);
        if vm.is_interrupted() {
            return Settled::Interrupted;
        }
        if event_loop::run_turn(vm, false).is_err() {
            return Settled::Ended;
        }
    }
}

fn compile_file(
    file: &Rc<SourceFile>,
    goal: Goal,
    places: &syntax::Options,
    options: CompileOptions,
) -> Result<Rc<crate::bytecode::FunctionProto>, SyntaxFailure> {
    let ast = syntax::parse(file, goal, places).map_err(|error| SyntaxFailure { file: file.clone(), error })?;
    compiler::compile(&ast, file, options).map_err(|error| SyntaxFailure { file: file.clone(), error })
}

/// `import()` in that source.
fn import(vm: &mut Vm, source: &Rc<SourceFile>, specifier: Value, options: Value, phase: ImportPhase) -> JsResult {
    vm.with_cx(|cx| {
        let (specifier, options) = (cx.root(specifier), cx.root(options));
        modules::import(cx, source.file_name(), specifier, options, phase).map(|promise| *promise)
    })
}

/// Compiles the text of a module.
fn compile_module(vm: &mut Vm, name: &str, text: &str, is_module: bool) -> Compiled {
    let goal = if is_module { Goal::Module } else { Goal::CommonJs };
    compile(vm, name, text, goal, false).map_err(told)
}

/// Compiles the text of a script.
fn compile_script(vm: &mut Vm, name: &str, text: &str) -> Compiled {
    compile(vm, name, text, Goal::Script, true).map_err(told)
}

fn told(failure: SyntaxFailure) -> CompileFailure {
    CompileFailure { report: failure.error.render(&failure.file), message: failure.error.message }
}

/// Compiles text that a program made at run time.
fn compile_dynamic(vm: &mut Vm, text: &str) -> Result<Rc<crate::bytecode::FunctionProto>, String> {
    let options = CompileOptions { completion_value: true, eval: true, ..options_of(vm) };
    let eval = Some(syntax::EvalContext::default());
    let places = syntax::Options { eval, max_depth: Some(depth_for(vm)), ..syntax::Options::default() };
    made(vm, text)
        .and_then(|file| compile_file(&file, Goal::Script, &places, options))
        .map_err(|failure| failure.error.message)
}

/// A text that a program made at run time, as a source.
fn made(vm: &Vm, text: &str) -> Result<Rc<SourceFile>, SyntaxFailure> {
    source_made_at("<anonymous>", text, vm.origin())
}

/// Compiles the text of a direct eval.
fn compile_eval(vm: &mut Vm, text: &str, place: &EvalPlace) -> Result<Rc<crate::bytecode::FunctionProto>, String> {
    let options = CompileOptions { completion_value: true, eval: true, ..options_of(vm) };
    let names = place.scopes().flat_map(|scope| &scope.privates).filter_map(|private| match &private.name {
        Text::Utf8(name) => Some(name.to_string()),
        Text::Utf16(_) => None,
    });
    let eval = Some(syntax::EvalContext {
        new_target: place.function.new_target,
        super_property: place.function.super_property,
        super_call: place.function.super_call,
        class_field: place.function.class_field,
        private_names: names.collect(),
    });
    let places =
        syntax::Options { strict: place.strict, eval, max_depth: Some(depth_for(vm)), ..syntax::Options::default() };
    made(vm, text)
        .and_then(|file| {
            let ast = syntax::parse(&file, Goal::Script, &places);
            ast.and_then(|ast| compiler::compile_eval(&ast, &file, options, place))
                .map_err(|error| SyntaxFailure { file, error })
        })
        .map_err(|failure| failure.error.message)
}

/// What one level of a program's nesting takes of the thread's stack in the compiler, at most.
const STACK_PER_LEVEL: usize = 8 << 10;

/// How deep a program may nest on the stack that is left.
pub(super) fn depth_for(vm: &Vm) -> u32 {
    (vm.native_room() / STACK_PER_LEVEL).min(syntax::ast::MAX_DEPTH as usize) as u32
}

pub(super) fn source(name: &str, text: &str) -> Result<Rc<SourceFile>, SyntaxFailure> {
    source_made_at(name, text, None)
}

fn source_made_at(name: &str, text: &str, origin: Option<Origin>) -> Result<Rc<SourceFile>, SyntaxFailure> {
    SourceFile::new(name, text).map(|file| Rc::new(file.made_at(origin))).map_err(|error| {
        let file = Rc::new(SourceFile::new(name, "").expect("an empty text fits"));
        SyntaxFailure { file, error: syntax::SyntaxError::new(error.to_string(), crate::source::Span::at(0)) }
    })
}
