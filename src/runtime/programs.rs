//! What the command asks of an engine beyond the API: whole programs that run to their end and
//! leave an exit code, what a prompt evaluates, and a process that is one program's alone.
//!
//! Invariant: after a run has ended (an exit code is set) nothing of it runs any more.

use std::path::Path;
use std::rc::Rc;

use super::engine::{
    Engine, Settled, SyntaxFailure, call_program, compile, depth_for, options_of, run_until_settled, source,
};
use crate::bytecode::FunctionProto;
use crate::compiler::{self, CompileOptions};
use crate::event_loop::{self, EventLoop};
use crate::host::modules::{self, scope as module_scope};
use crate::host::node::process;
use crate::host::node::process::uncaught::{Sources, VERSION_LINE};
use crate::objects::Value;
use crate::profiler::{blame, sites};
use crate::stdio::Stream;
use crate::syntax::{self, Goal};
use crate::vm::{JsResult, Vm};

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

impl SyntaxFailure {
    /// Prints it to stderr: all that is said of a run that cannot start.
    pub fn report(&self, vm: &mut Vm) {
        let text = format!("{}\n\n{VERSION_LINE}\n", self.error.render(&self.file));
        vm.state::<EventLoop>().output.write(Stream::Stderr, text.as_bytes());
    }
}

impl Engine {
    /// This process, from now on this thread, runs nothing but this program: all memory that is
    /// handed out counts as its heap's, and where there is none the heap's end of memory ends it;
    /// lines that fill the heap are noted for the report of that.
    /// To be called on the thread that runs it, in a program whose allocator is
    /// [`crate::heap::CountingAllocator`].
    pub fn own_process(&mut self) {
        if self.vm.state_ref::<sites::Sites>().is_none() {
            let sites = sites::Sites::default();
            self.vm.space.heap.sample_sites(Box::new(sites.clone()));
            self.vm.add_state(sites);
        }
        self.vm.space.heap.begin_account();
        self.vm.space.heap.attach_thread();
    }

    /// As [`Engine::own_process`], and from now on each cell is booked to the line that makes it,
    /// and each reference to the line that writes it. Gives the numbers of the lines.
    pub(crate) fn track(&mut self) -> sites::Sites {
        self.own_process();
        self.vm.space.heap.track();
        self.vm.state::<sites::Sites>().clone()
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
    ) -> Result<Rc<FunctionProto>, SyntaxFailure> {
        let proto = compile(&mut self.vm, name, text, goal, completion_value)?;
        self.print_bytecode(&proto);
        Ok(proto)
    }

    fn print_bytecode(&mut self, proto: &FunctionProto) {
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
        let options = options_of(&self.vm);
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

    /// Evaluates an expression when a program has run: variables of its file, and those that its
    /// functions see, have their names there. The caller must root the value before anything else
    /// runs.
    ///
    /// # Errors
    /// It is no expression, or it threw: in words.
    #[cfg(feature = "cli")]
    pub(crate) fn eval_at_end(&mut self, file: &str, expression: &str) -> Result<Value, String> {
        const NAME: &str = "[expression]";
        // By itself it must be one.
        self.check(NAME, &format!("(\n{expression}\n)"), Goal::Script).map_err(|fault| fault.error.to_string())?;
        let variables = blame::variables(&mut self.vm, file);
        let names: Vec<&str> = variables.iter().map(|(name, _)| name.as_str()).filter(|&name| name != "this").collect();
        let text = format!("(function ({}) {{ return (\n{expression}\n); }})", names.join(", "));
        let values: Vec<Value> = variables.iter().filter(|(name, _)| name != "this").map(|&(_, value)| value).collect();
        let words = |engine: &mut Engine, fault: EvalError| match fault {
            EvalError::Thrown(value) => error_text(&mut engine.vm, value),
            EvalError::Syntax(fault) => fault.error.to_string(),
            EvalError::Ended => "the run has ended".to_owned(),
        };
        let function = match self.eval_script(NAME, &text) {
            Ok(function) => function,
            Err(fault) => return Err(words(self, fault)),
        };
        match self.vm.call_value(function, Value::UNDEFINED, &values) {
            Ok(value) => Ok(value),
            Err(thrown) => Err(match self.vm.take_exception(thrown) {
                Ok(value) => words(self, EvalError::Thrown(value)),
                Err(_) => words(self, EvalError::Ended),
            }),
        }
    }

    fn compile_awaiting(&mut self, name: &str, text: &str) -> Option<Rc<FunctionProto>> {
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
        let options = CompileOptions { completion_value: true, top_level_await: true, ..options_of(&self.vm) };
        let proto = compiler::compile(&ast, &file, options).ok()?;
        self.print_bytecode(&proto);
        self.vm.state::<Sources>().add(&file);
        Some(proto)
    }

    fn call_program(&mut self, proto: &Rc<FunctionProto>, this: Value, args: &[Value]) -> JsResult {
        call_program(&mut self.vm, proto, this, args)
    }

    /// Runs a file's text in the scope of a CommonJS module, then the event loop, then the exit
    /// handlers: the exit code. What goes wrong is printed to stderr.
    pub fn run_file(&mut self, path: &Path, text: &str) -> i32 {
        let name = path.to_string_lossy();
        let proto = match self.compile(&name, text, Goal::CommonJs, false) {
            Ok(proto) => proto,
            Err(failure) => {
                // What imports or exports is a module, whatever it is called (Node packages page,
                // "Syntax detection").
                let is_plain = path.extension().is_none_or(|extension| extension != "cjs");
                let url = modules::file_url(path);
                if is_plain && self.check(&url, text, Goal::Module).is_ok() {
                    return self.run_module(&url, Some(path), text);
                }
                failure.report(&mut self.vm);
                return 1;
            }
        };
        let permissions = self.permissions();
        modules::begin(&mut self.vm, permissions, Some(path));
        let (exports, arguments) = module_scope::of_file(&mut self.vm, path);
        let result = self.call_program(&proto, exports, &arguments).map(drop);
        if result.is_ok() {
            module_scope::loaded(&mut self.vm);
        }
        self.run_to_end(result)
    }

    /// Runs the text of an ECMAScript module, that of the file if there is one, then the event
    /// loop, then the exit handlers: the exit code, which is 13 when it still awaits something
    /// then.
    pub fn run_module(&mut self, name: &str, path: Option<&Path>, text: &str) -> i32 {
        if let Err(failure) = self.compile(name, text, Goal::Module, false) {
            failure.report(&mut self.vm);
            return 1;
        }
        let permissions = self.permissions();
        modules::begin(&mut self.vm, permissions, path);
        let filename = path.map(Path::to_string_lossy);
        let result =
            self.vm.with_cx(|cx| modules::run_main(cx, name, filename.as_deref(), text).map(|promise| *promise));
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
        modules::begin(&mut self.vm, permissions, None);
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

/// What was thrown, in a line.
#[cfg(feature = "cli")]
fn error_text(vm: &mut Vm, value: Value) -> String {
    let Some(error) = crate::objects::Gc::<crate::objects::Object>::from_value(value) else {
        return vm.describe_value(value);
    };
    let key = vm.space.names.message;
    let message = vm.space.get_named(error, key).filter(|property| !property.is_accessor());
    message.map_or_else(|| "it threw".to_owned(), |property| vm.text_of(property.value))
}
