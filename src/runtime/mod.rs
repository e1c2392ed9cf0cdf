//! The API for embedding: a [`Runtime`], handles of its values, and what goes between Rust and
//! scripts.
//!
//! Invariants: everything that runs script code for an embedding program goes through
//! [`Context::within`], which ends a run's time limit, sends its output out and keeps a machine
//! that was left in the midst of something from being used again.

mod builder;
mod convert;
pub mod engine;
mod error;
mod function;
mod handle;
mod interrupt;
mod memory;
#[cfg(feature = "cli")]
pub mod programs;
mod promise;
mod scope;
mod shared;
#[cfg(feature = "internals")]
pub mod test_host;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::thread;
use std::time::Duration;

pub use builder::{Builder, Collector};
pub use convert::{FromJs, IntoArgs, IntoJs};
pub use error::{JsError, JsErrorKind, Position};
pub use function::{FromArg, NativeFunction, Rest};
pub use handle::{Handle, JsType};
pub use interrupt::InterruptHandle;
pub use memory::{Collection, Memory};
pub use promise::{PromiseState, Resolver};
pub use scope::{Context, Scope};
pub use shared::SharedMemory;

use crate::bytecode::operand::ImportPhase;
use crate::event_loop::{self, EventLoop, Origin};
use crate::heap::{GcReason, Heap};
use crate::host::modules;
use crate::host::node::process;
use crate::objects::Value;
use crate::source::SourceFile;
use crate::vm::{HeapIsFull, JsResult, Vm};
use engine::Engine;
use scope::State;

/// A JavaScript world of its own: its heap, its globals, its event loop, its output.
///
/// It has the library of ECMA-262 and the globals of Node that need no modules (`console`,
/// `process`, timers, `performance`, …). It stays on the thread that made it; a program may have
/// many, on one thread or on several.
///
/// ```
/// use glassheap::Runtime;
///
/// # fn main() -> Result<(), glassheap::JsError> {
/// let mut runtime = Runtime::new();
/// runtime.register("double", |n: f64| n * 2.0)?;
/// let sum: f64 = runtime.eval("[1, 2, 3].map(double).reduce((a, b) => a + b)", "sum.js")?;
/// assert_eq!(sum, 12.0);
/// # Ok(())
/// # }
/// ```
///
/// ```compile_fail
/// let runtime = glassheap::Runtime::new();
/// std::thread::spawn(move || drop(runtime));
/// ```
pub struct Runtime {
    engine: Engine,
    /// Why nothing runs any more.
    broken: Option<JsError>,
    interrupt: InterruptHandle,
}

fn heap_is_full(_: &mut Heap, _: usize) -> ! {
    resume_unwind(Box::new(HeapIsFull))
}

impl Default for Runtime {
    fn default() -> Runtime {
        Runtime::new()
    }
}

impl std::fmt::Debug for Runtime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Runtime").field("memory", &self.memory()).finish_non_exhaustive()
    }
}

impl scope::sealed::Sealed for Runtime {}

impl Context for Runtime {
    fn within<R>(&mut self, body: impl FnOnce(&mut Scope<'_>) -> Result<R, JsError>) -> Result<R, JsError> {
        if let Some(error) = &self.broken {
            return Err(error.clone());
        }
        let vm = self.engine.vm();
        if let Some(code) = process::exit_code(vm) {
            return Err(JsError::exit(code));
        }
        let state = vm.state::<State>();
        state.watch.begin();
        let steps = state.step_budget;
        vm.set_steps(steps);
        let depth = vm.depth();
        let result = catch_unwind(AssertUnwindSafe(|| body(&mut Scope::outermost(self.engine.vm()))));
        let vm = self.engine.vm();
        if vm.state::<State>().watch.end() {
            vm.clear_termination();
        }
        vm.set_steps(None);
        vm.space.heap.forgive_overdraft();
        match result {
            Ok(result) => {
                vm.state::<EventLoop>().output.flush();
                result
            }
            // The panic was the embedding program's own, between two operations.
            Err(panic) if !panic.is::<HeapIsFull>() && vm.depth() == depth => resume_unwind(panic),
            // Memory is claimed only where cells and tables are whole.
            Err(panic) if panic.is::<HeapIsFull>() => {
                vm.recover(depth);
                let state = vm.state::<State>();
                (state.full, state.uncaught) = (false, None);
                vm.collect_garbage(GcReason::LastResort);
                Err(JsError::out_of_memory())
            }
            Err(panic) => {
                vm.space.heap.abandon();
                self.broken = Some(JsError::broken());
                resume_unwind(panic)
            }
        }
    }
}

impl Runtime {
    /// A runtime as the command `glass` has it: see [`Builder`] for all that can be said.
    pub fn new() -> Runtime {
        Runtime::builder().build()
    }

    /// What makes a runtime as one wants it.
    pub fn builder() -> Builder {
        Builder::default()
    }

    fn of(mut engine: Engine) -> Runtime {
        let vm = engine.vm();
        vm.add_state(State::default());
        vm.state::<EventLoop>().hooks.uncaught = uncaught;
        vm.hooks.heap_is_full = |vm| {
            vm.state::<State>().full = true;
            vm.terminate()
        };
        vm.hooks.collected = memory::collected;
        function::register(vm);
        let interrupt = InterruptHandle { poll: vm.interrupt_handle(), thread: thread::current() };
        Runtime { engine, broken: None, interrupt }
    }

    /// Runs a script in the global scope; its completion value. `name` is what errors and stack
    /// traces call the source. Promise jobs and timers wait for [`Runtime::run`].
    ///
    /// # Errors
    /// The text is no program, it threw, its value is no `T`; or the run was ended: see
    /// [`JsErrorKind`].
    ///
    /// ```
    /// use glassheap::{JsErrorKind, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// assert_eq!(runtime.eval::<String>("'a' + 1", "text.js").unwrap(), "a1");
    /// let error = runtime.eval::<()>("let 1", "wrong.js").unwrap_err();
    /// assert_eq!((error.kind(), error.position().unwrap().column), (JsErrorKind::Syntax, 5));
    /// ```
    pub fn eval<T: FromJs>(&mut self, source: &str, name: &str) -> Result<T, JsError> {
        self.within(|scope| scope.eval(source, name))
    }

    /// Loads a module from a file, with what it imports, and evaluates it: a promise of its
    /// namespace, for [`Runtime::block_on`]. The folder must be one of
    /// [`Builder::modules`], which has an example.
    ///
    /// # Errors
    /// The runtime imports no modules, or the run was ended. What is wrong with the module rejects
    /// the promise.
    pub fn import(&mut self, path: &std::path::Path) -> Result<Handle, JsError> {
        let full = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let url = modules::file_url(&full);
        self.within(|scope| {
            let import = scope.vm.hooks.import;
            let source = std::rc::Rc::new(SourceFile::new("", "").expect("an empty text fits"));
            let specifier = scope.vm.space.new_string(&url).value();
            let result = import(scope.vm, &source, specifier, Value::UNDEFINED, ImportPhase::Evaluation);
            let promise = scope.outcome(result)?;
            Ok(scope.keep(promise))
        })
    }

    /// Turns the event loop until nothing is left to do: promise jobs, timers, immediates.
    ///
    /// # Errors
    /// A callback threw, or a promise was rejected, and nothing handled it; what is left runs in
    /// the next call. Or the run was ended: see [`JsErrorKind`].
    ///
    /// ```
    /// use glassheap::{Output, Runtime};
    ///
    /// let output = Output::new();
    /// let mut runtime = Runtime::builder().stdout(output.sink()).build();
    /// runtime.eval::<()>(
    ///     "setTimeout(() => { throw new Error('late') }, 1);
    ///      setTimeout(() => console.log('later'), 2)",
    ///     "timers.js",
    /// ).unwrap();
    /// assert_eq!(runtime.run().unwrap_err().message(), "late");
    /// runtime.run().unwrap();
    /// assert_eq!(output.take(), "later\n");
    /// ```
    pub fn run(&mut self) -> Result<(), JsError> {
        self.within(|scope| {
            let result = event_loop::run(scope.vm);
            scope.outcome(result)
        })
    }

    /// As [`Runtime::run`], but waits first until another thread has woken the runtime (by a
    /// `notify` of what `Atomics.waitAsync` waits for, which alone keeps no program running), for
    /// so long at most.
    ///
    /// # Errors
    /// As [`Runtime::run`].
    pub fn wait(&mut self, limit: Duration) -> Result<(), JsError> {
        self.within(|scope| {
            event_loop::wait_for_mail(scope.vm, limit);
            let result = event_loop::run(scope.vm);
            scope.outcome(result)
        })
    }

    /// Runs the promise jobs and `process.nextTick` callbacks that wait, and those that they queue.
    /// Timers are left alone.
    ///
    /// # Errors
    /// As [`Runtime::run`].
    ///
    /// ```
    /// # let mut runtime = glassheap::Runtime::new();
    /// let text = "let done = false; Promise.resolve().then(() => done = true)";
    /// runtime.eval::<()>(text, "job.js").unwrap();
    /// runtime.run_jobs().unwrap();
    /// assert!(runtime.global::<bool>("done").unwrap());
    /// ```
    pub fn run_jobs(&mut self) -> Result<(), JsError> {
        self.within(|scope| {
            let result = event_loop::run_ticks(scope.vm);
            scope.outcome(result)
        })
    }

    /// Turns the event loop until the promise is settled; its value. A value that is no promise is
    /// given as it is.
    ///
    /// # Errors
    /// The promise was rejected: the error is its reason; or nothing is left that could settle it;
    /// or as [`Runtime::run`].
    ///
    /// ```
    /// # fn main() -> Result<(), glassheap::JsError> {
    /// # let mut runtime = glassheap::Runtime::new();
    /// let promise: glassheap::Handle =
    ///     runtime.eval("new Promise(done => setTimeout(done, 5, 'waited'))", "wait.js")?;
    /// assert_eq!(runtime.block_on::<String>(&promise)?, "waited");
    /// # Ok(())
    /// # }
    /// ```
    pub fn block_on<T: FromJs>(&mut self, promise: &Handle) -> Result<T, JsError> {
        self.within(|scope| promise::block_on(scope, promise))
    }

    /// As [`Scope::global`].
    ///
    /// # Errors
    /// There is no such variable, a getter threw, or it is no `T`.
    ///
    /// ```
    /// # let mut runtime = glassheap::Runtime::new();
    /// assert_eq!(runtime.global::<f64>("Infinity").unwrap(), f64::INFINITY);
    /// let error = runtime.global::<()>("nothing").unwrap_err();
    /// assert_eq!(error.message(), "nothing is not defined");
    /// ```
    pub fn global<T: FromJs>(&mut self, name: &str) -> Result<T, JsError> {
        self.within(|scope| scope.global(name))
    }

    /// As [`Scope::set_global`].
    ///
    /// # Errors
    /// The value cannot be one of a script, or the property cannot be changed.
    ///
    /// ```
    /// # let mut runtime = glassheap::Runtime::new();
    /// runtime.set_global("names", vec!["Ada", "Grace"]).unwrap();
    /// assert_eq!(runtime.eval::<String>("names.join()", "a.js").unwrap(), "Ada,Grace");
    /// ```
    pub fn set_global(&mut self, name: &str, value: impl IntoJs) -> Result<(), JsError> {
        self.within(|scope| scope.set_global(name, value))
    }

    /// Makes a Rust closure a global function: see [`NativeFunction`] for what it may take and
    /// give, [`Scope::function`] for what becomes of its errors and panics.
    ///
    /// # Errors
    /// There is a global of this name that cannot be changed.
    ///
    /// ```
    /// use glassheap::{JsError, Runtime};
    ///
    /// # fn main() -> Result<(), JsError> {
    /// let mut runtime = Runtime::new();
    /// runtime.register("parse", |text: String| text.parse::<u32>().map_err(JsError::new))?;
    /// assert_eq!(runtime.eval::<u32>("parse('12')", "a.js")?, 12);
    ///
    /// let error = runtime.eval::<u32>("parse('twelve')", "b.js").unwrap_err();
    /// assert_eq!(error.to_string(), "Error: invalid digit found in string (b.js:1:1)");
    /// let error = runtime.eval::<u32>("parse(12)", "c.js").unwrap_err();
    /// assert_eq!(error.message(), "parse: argument 1: expected a string, got a number");
    /// # Ok(())
    /// # }
    /// ```
    pub fn register<Signature, F: NativeFunction<Signature>>(
        &mut self,
        name: &str,
        function: F,
    ) -> Result<(), JsError> {
        self.within(|scope| {
            let function = scope.function(name, function);
            scope.set_global(name, function)
        })
    }

    /// Gives access to values: for what a [`Scope`] alone can do.
    ///
    /// ```
    /// # let mut runtime = glassheap::Runtime::new();
    /// let empty = runtime.with_scope(|scope| scope.object());
    /// assert_eq!(empty.inspect(&mut runtime).unwrap(), "{}");
    /// ```
    ///
    /// # Panics
    /// The runtime cannot run anything any more.
    pub fn with_scope<R>(&mut self, body: impl FnOnce(&mut Scope<'_>) -> R) -> R {
        self.within(|scope| Ok(body(scope))).unwrap_or_else(|error| panic!("{error}"))
    }

    /// What stops this runtime's scripts from other threads.
    pub fn interrupt_handle(&self) -> InterruptHandle {
        self.interrupt.clone()
    }

    /// How long each later call may run at most, the time that it waits for timers included; `None`
    /// for as long as it likes. What runs for longer ends with an error of the kind
    /// [`JsErrorKind::TimedOut`].
    ///
    /// # Panics
    /// The system gives no thread to watch the time.
    ///
    /// ```
    /// use std::time::Duration;
    /// use glassheap::{JsErrorKind, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// runtime.set_time_limit(Some(Duration::from_millis(20)));
    /// let error = runtime.eval::<()>("for (;;);", "endless.js").unwrap_err();
    /// assert_eq!(error.kind(), JsErrorKind::TimedOut);
    /// assert_eq!(runtime.eval::<u8>("1", "quick.js").unwrap(), 1);
    /// ```
    pub fn set_time_limit(&mut self, limit: Option<Duration>) {
        let handle = self.interrupt_handle();
        let watched = self.engine.vm().state::<State>().watch.set_limit(limit, handle);
        assert!(watched, "the system gives no thread to watch the time");
    }

    /// How many steps each later call may take at most; `None` for as many as it likes. What takes
    /// more ends with an error of the kind [`JsErrorKind::OutOfSteps`], at the same place in every
    /// run: other than time, steps are the same on every machine.
    ///
    /// A step is a call of a function, or a turn of a loop; in a function of the library that works
    /// for long, it is a property that it reads or writes, or some thousand units of what it does
    /// otherwise. What a step is may change from version to version.
    ///
    /// ```
    /// use glassheap::{JsErrorKind, Runtime};
    ///
    /// let mut reached = Vec::new();
    /// for _ in 0..2 {
    ///     let mut runtime = Runtime::builder().step_budget(10_000).build();
    ///     let error = runtime.eval::<()>("var i = 0; for (;;) i++", "endless.js").unwrap_err();
    ///     assert_eq!(error.kind(), JsErrorKind::OutOfSteps);
    ///     runtime.set_step_budget(None);
    ///     reached.push(runtime.global::<u32>("i").unwrap());
    /// }
    /// assert!(reached[0] > 9_000 && reached[0] == reached[1]);
    /// ```
    pub fn set_step_budget(&mut self, steps: Option<u64>) {
        self.engine.vm().state::<State>().step_budget = steps;
    }

    /// What the heap holds now, and what its collector has done.
    ///
    /// ```
    /// # let mut runtime = glassheap::Runtime::new();
    /// let before = runtime.memory();
    /// let text = "var kept = Array.from({ length: 1000 }, (_, i) => ({ i }))";
    /// runtime.eval::<()>(text, "a.js").unwrap();
    /// assert!(runtime.memory().heap_used > before.heap_used + 1000 * 24);
    /// ```
    pub fn memory(&self) -> Memory {
        Memory::of(self.engine.vm_ref().space.heap.stats())
    }

    /// Collects all that is garbage.
    ///
    /// ```
    /// # let mut runtime = glassheap::Runtime::new();
    /// let big: glassheap::Handle = runtime.eval("new Array(100_000).fill(0.5)", "a.js").unwrap();
    /// let full = runtime.memory().heap_used;
    /// drop(big);
    /// runtime.collect_garbage();
    /// assert!(runtime.memory().heap_used < full - 500_000);
    /// ```
    pub fn collect_garbage(&mut self) {
        if self.broken.is_none() {
            self.engine.vm().collect_garbage(GcReason::Requested);
        }
    }

    /// Calls `callback` after each collection, on this thread, in the midst of what allocated: it
    /// sees the figures and nothing of the runtime. One callback at a time; the one before is
    /// dropped.
    ///
    /// ```
    /// use std::{cell::RefCell, rc::Rc};
    ///
    /// # let mut runtime = glassheap::Runtime::new();
    /// let seen: Rc<RefCell<Vec<u64>>> = Rc::default();
    /// let log = Rc::clone(&seen);
    /// runtime.on_collection(move |collection| log.borrow_mut().push(collection.number));
    /// runtime.collect_garbage();
    /// assert_eq!(seen.borrow().len(), 1);
    /// ```
    pub fn on_collection(&mut self, callback: impl FnMut(&Collection) + 'static) {
        self.engine.vm().state::<State>().observer.set(Box::new(callback));
    }
}

/// The event loop's hook: what nothing caught, not even the program's own listeners, ends the run
/// of the loop.
fn uncaught(vm: &mut Vm, value: Value, origin: Origin) -> JsResult<()> {
    vm.with_cx(|cx| {
        let value = cx.root(value);
        let mut site = cx.vm().throw_position().filter(|_| origin == Origin::Task);
        let (mut last, handled) = (value, process::offer(cx, value, origin));
        match handled {
            Ok(true) => return Ok(()),
            Ok(false) => {}
            Err(thrown) => {
                last = cx.take_exception(thrown)?;
                site = cx.vm().throw_position();
            }
        }
        let position = site.map(|(file, offset)| error::place(&file, offset));
        cx.state::<State>().uncaught = Some((*last, position));
        Err(cx.vm().terminate())
    })
}
