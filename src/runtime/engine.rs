//! The engine under the API and under the command: text goes in, is parsed, compiled and run, and
//! the event loop turns until nothing is left.
//!
//! Invariants: a runtime lives on one thread; after a run has ended (an exit code is set) nothing
//! of it runs any more.

use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

use crate::compiler::{self, CompileOptions};
use crate::event_loop::{self, EventLoop};
use crate::heap::{GcCycle, HeapConfig};
use crate::host;
use crate::host::modules::scope as module_scope;
use crate::host::node::permissions::Permissions;
use crate::host::node::process;
use crate::host::node::process::UnhandledRejections;
use crate::host::node::process::uncaught::{Sources, VERSION_LINE};
use crate::objects::Value;
use crate::profiler::sites;
use crate::source::SourceFile;
use crate::stdio::{Stdio, Stream};
use crate::syntax::{self, Goal};
use crate::vm::{CompileFailure, JsResult, PromiseState, Vm, VmOptions};

/// Thread stack that natives may use, as far as the thread has it: on a smaller one natives recurse
/// less deep.
const NATIVE_STACK_BYTES: usize = 48 << 20;

/// The stack that the thread of a runtime should have: address space, of which only what is used
/// becomes memory.
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
    /// The run ends after so much time of its clock.
    pub span: Option<Duration>,
    /// The standard's behaviour where the lesson's differs.
    pub ecma: bool,
    /// Prints the bytecode of every source before it runs.
    pub print_bytecode: bool,
    /// `process.argv`
    pub argv: Vec<String>,
    /// `process.execArgv`
    pub exec_argv: Vec<String>,
    /// What becomes of rejections that nobody handles.
    pub unhandled_rejections: UnhandledRejections,
    /// What the program may do with files.
    pub permissions: Permissions,
}

impl Default for EngineOptions {
    fn default() -> Self {
        EngineOptions {
            heap: HeapConfig::default(),
            on_collection: None,
            stack_bytes: 1 << 20,
            virtual_time: false,
            span: None,
            ecma: false,
            print_bytecode: false,
            argv: Vec::new(),
            exec_argv: Vec::new(),
            unhandled_rejections: UnhandledRejections::default(),
            permissions: Permissions::default(),
        }
    }
}

/// Why a source did not give a value.
#[derive(Debug)]
pub enum EvalError {
    /// It is not a program.
    Syntax(SyntaxFailure),
    /// It threw this value, which the caller must root before anything else runs.
    Thrown(Value),
    /// The run has ended.
    Ended,
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

impl SyntaxFailure {
    /// Prints it to stderr: all that is said of a run that cannot start.
    pub fn report(&self, vm: &mut Vm) {
        let text = format!("{}\n\n{VERSION_LINE}\n", self.error.render(&self.file));
        vm.state::<EventLoop>().output.write(Stream::Stderr, text.as_bytes());
    }
}

/// A JavaScript program's world: its heap, its globals, its event loop.
pub struct Engine {
    vm: Box<Vm>,
    options: EngineOptions,
}

impl Engine {
    /// A fresh world that writes to the process's streams.
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
        vm.add_state(EventLoop::new(options.virtual_time, options.span, output, host::HOOKS));
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
        vm.hooks.compile = compile_dynamic;
        vm.hooks.compile_module = compile_module;
        vm.begin_installation();
        crate::builtins::install(&mut vm);
        crate::host::install(&mut vm);
        process::set_arguments(&mut vm, &options.argv, &options.exec_argv);
        process::set_unhandled_rejections(&mut vm, options.unhandled_rejections);
        vm.end_installation();
        let state = vm.state::<EventLoop>();
        state.milestones.ready = Some(state.clock.time_of(Instant::now()));
        Engine { vm, options }
    }

    /// This process, from now on this thread, runs nothing but this program: all memory that is
    /// handed out counts as its heap's, and where there is none the heap's end of memory ends it;
    /// lines that fill the heap are noted for the report of that.
    /// To be called on the thread that runs it, in a program whose allocator is
    /// [`crate::heap::CountingAllocator`].
    pub fn own_process(&mut self) {
        self.vm.space.heap.sample_sites(Box::new(sites::Sites::default()));
        self.vm.space.heap.begin_account();
        self.vm.space.heap.attach_thread();
    }

    /// What flags say of files.
    pub fn permissions(&self) -> Permissions {
        self.options.permissions.clone()
    }

    /// The virtual machine, for a look at it.
    pub fn vm_ref(&self) -> &Vm {
        &self.vm
    }

    /// The virtual machine.
    pub fn vm(&mut self) -> &mut Vm {
        &mut self.vm
    }

    /// Parses and compiles a text.
    ///
    /// # Errors
    /// It is not a program.
    pub fn compile(
        &mut self,
        name: &str,
        text: &str,
        goal: Goal,
        completion_value: bool,
    ) -> Result<Rc<crate::bytecode::FunctionProto>, SyntaxFailure> {
        let proto = compile(&mut self.vm, name, text, goal, completion_value)?;
        self.print_bytecode(&proto);
        Ok(proto)
    }

    fn print_bytecode(&mut self, proto: &crate::bytecode::FunctionProto) {
        if self.options.print_bytecode {
            let text = crate::bytecode::disassemble(proto);
            self.vm.state::<EventLoop>().output.write(Stream::Stdout, text.as_bytes());
        }
    }

    /// Parses and compiles a text, with all of its early errors, and runs nothing.
    ///
    /// # Errors
    /// It is not a program.
    pub fn check(&mut self, name: &str, text: &str, goal: Goal) -> Result<(), SyntaxFailure> {
        let file = source(name, text)?;
        let places = syntax::Options { max_depth: Some(depth_for(&self.vm)), ..syntax::Options::default() };
        let ast = syntax::parse(&file, goal, &places).map_err(|error| SyntaxFailure { file: file.clone(), error })?;
        if goal == Goal::Module {
            // What it imports is compiled nowhere yet.
            return Ok(());
        }
        let options = CompileOptions { sloppy_delete_bindings: !self.vm.ecma, ..CompileOptions::default() };
        compiler::compile(&ast, &file, options).map(drop).map_err(|error| SyntaxFailure { file, error })
    }

    /// Runs a script in the global scope: its completion value, which the caller must root before
    /// anything else runs. The event loop does not turn.
    ///
    /// # Errors
    /// It is not a program, it threw, or the run has ended.
    pub fn eval_script(&mut self, name: &str, text: &str) -> Result<Value, EvalError> {
        let proto = self.compile(name, text, Goal::Script, true).map_err(EvalError::Syntax)?;
        let global = self.vm.realm.global.value();
        self.call_program(&proto, global, &[]).map_err(|thrown| match self.vm.take_exception(thrown) {
            Ok(value) => EvalError::Thrown(value),
            Err(_) => EvalError::Ended,
        })
    }

    /// Runs a script that awaits at its top level up to its first `await`: a promise of an array
    /// that holds its completion value. The caller must root the promise before anything else runs.
    /// `None` when it is no such script.
    ///
    /// # Errors
    /// It threw, or the run has ended.
    pub fn eval_awaiting_script(&mut self, name: &str, text: &str) -> Result<Option<Value>, EvalError> {
        let Some(proto) = self.compile_awaiting(name, text) else { return Ok(None) };
        let global = self.vm.realm.global.value();
        self.call_program(&proto, global, &[]).map(Some).map_err(|thrown| match self.vm.take_exception(thrown) {
            Ok(value) => EvalError::Thrown(value),
            Err(_) => EvalError::Ended,
        })
    }

    fn compile_awaiting(&mut self, name: &str, text: &str) -> Option<Rc<crate::bytecode::FunctionProto>> {
        if !text.contains("await") {
            return None;
        }
        let file = source(name, text).ok()?;
        let max_depth = Some(depth_for(&self.vm));
        let places = syntax::Options { top_level_await: true, max_depth, ..syntax::Options::default() };
        let ast = syntax::parse(&file, Goal::Script, &places).ok()?;
        if !ast[ast.root].flags.has_await() {
            return None;
        }
        let sloppy_delete_bindings = !self.options.ecma;
        let options =
            CompileOptions { completion_value: true, sloppy_delete_bindings, top_level_await: true, eval: false };
        let proto = compiler::compile(&ast, &file, options).ok()?;
        self.print_bytecode(&proto);
        self.vm.state::<Sources>().add(&file);
        Some(proto)
    }

    fn call_program(&mut self, proto: &Rc<crate::bytecode::FunctionProto>, this: Value, args: &[Value]) -> JsResult {
        call_program(&mut self.vm, proto, this, args)
    }

    /// Runs a file's text in the scope of a CommonJS module, then the event loop, then the exit
    /// handlers: the exit code. What goes wrong is printed to stderr.
    pub fn run_file(&mut self, path: &Path, text: &str) -> i32 {
        let name = path.to_string_lossy();
        let proto = match self.compile(&name, text, Goal::CommonJs, false) {
            Ok(proto) => proto,
            Err(failure) => {
                failure.report(&mut self.vm);
                return 1;
            }
        };
        let permissions = self.permissions();
        module_scope::begin(&mut self.vm, permissions, Some(path));
        let (exports, arguments) = module_scope::of_file(&mut self.vm, path);
        let result = self.call_program(&proto, exports, &arguments).map(drop);
        if result.is_ok() {
            module_scope::loaded(&mut self.vm);
        }
        self.run_to_end(result)
    }

    /// Runs the text of a module that neither imports nor exports anything, then the event loop,
    /// then the exit handlers: the exit code, which is 13 when it still awaits something then.
    pub fn run_module(&mut self, name: &str, text: &str) -> i32 {
        let proto = match self.compile(name, text, Goal::Module, false) {
            Ok(proto) => proto,
            Err(failure) => {
                failure.report(&mut self.vm);
                return 1;
            }
        };
        let result = self.call_program(&proto, Value::UNDEFINED, &[]);
        if let Ok(promise) = result {
            process::await_main(&mut self.vm, promise, name);
        }
        self.run_to_end(result.map(drop))
    }

    /// Runs a script in the global scope, then the event loop, then the exit handlers: the exit
    /// code. With `print`, its value goes to stdout.
    pub fn run_script(&mut self, name: &str, text: &str, print: bool) -> i32 {
        let proto = match self.compile(name, text, Goal::Script, true) {
            Ok(proto) => proto,
            Err(failure) => {
                failure.report(&mut self.vm);
                return 1;
            }
        };
        let permissions = self.permissions();
        module_scope::begin(&mut self.vm, permissions, None);
        module_scope::of_text(&mut self.vm, name);
        let global = self.vm.realm.global.value();
        let mut result = self.call_program(&proto, global, &[]);
        if let (Ok(value), true) = (result, print) {
            result = self.vm.with_cx(|cx| {
                let value = cx.root(value);
                crate::host::node::console::print_line(cx, &[value]).map(|()| Value::UNDEFINED)
            });
        }
        self.run_to_end(result.map(drop))
    }

    /// After the program's own code: the event loop, then the end. Gives the exit code.
    pub fn run_to_end(&mut self, result: JsResult<()>) -> i32 {
        if self.run_loop(result).is_err() && process::exit_code(&mut self.vm).is_none() {
            // Interrupted from outside.
            self.vm.state::<EventLoop>().output.flush();
            return 130;
        }
        self.vm.state::<EventLoop>().output.flush();
        process::exit_code(&mut self.vm).unwrap_or(0)
    }

    /// Turns the event loop until a promise is settled: its value or its reason.
    pub fn run_until_settled(&mut self, promise: Value) -> Settled {
        run_until_settled(&mut self.vm, promise)
    }

    fn run_loop(&mut self, result: JsResult<()>) -> JsResult<()> {
        let vm = &mut *self.vm;
        if let Err(thrown) = result {
            event_loop::report_thrown(vm, thrown, event_loop::Origin::Task)?;
        }
        loop {
            event_loop::run(vm)?;
            let over = vm.state::<EventLoop>().is_over();
            if !process::finish(vm, over)? {
                return Ok(());
            }
        }
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
    let options = CompileOptions { completion_value, sloppy_delete_bindings: !vm.ecma, ..CompileOptions::default() };
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

/// Compiles the text of a CommonJS module.
fn compile_module(vm: &mut Vm, name: &str, text: &str) -> Result<Rc<crate::bytecode::FunctionProto>, CompileFailure> {
    compile(vm, name, text, Goal::CommonJs, false).map_err(|failure| CompileFailure {
        report: failure.error.render(&failure.file),
        message: failure.error.message,
    })
}

/// Compiles text that a program made at run time.
fn compile_dynamic(vm: &mut Vm, text: &str) -> Result<Rc<crate::bytecode::FunctionProto>, String> {
    let sloppy_delete_bindings = !vm.ecma;
    let options =
        CompileOptions { completion_value: true, eval: true, sloppy_delete_bindings, ..CompileOptions::default() };
    let eval = Some(syntax::EvalContext::default());
    let places = syntax::Options { eval, max_depth: Some(depth_for(vm)), ..syntax::Options::default() };
    source("<anonymous>", text)
        .and_then(|file| compile_file(&file, Goal::Script, &places, options))
        .map_err(|failure| failure.error.message)
}

/// What one level of a program's nesting takes of the thread's stack in the compiler, at most.
const STACK_PER_LEVEL: usize = 8 << 10;

/// How deep a program may nest on the stack that is left.
fn depth_for(vm: &Vm) -> u32 {
    (vm.native_room() / STACK_PER_LEVEL).min(syntax::ast::MAX_DEPTH as usize) as u32
}

fn source(name: &str, text: &str) -> Result<Rc<SourceFile>, SyntaxFailure> {
    SourceFile::new(name, text).map(Rc::new).map_err(|error| {
        let file = Rc::new(SourceFile::new(name, "").expect("an empty text fits"));
        SyntaxFailure { file, error: syntax::SyntaxError::new(error.to_string(), crate::source::Span::at(0)) }
    })
}
