//! How a runtime is made.

use std::time::Duration;

use super::Runtime;
use super::engine::{Engine, EngineOptions};
use crate::heap::GcMode;
use crate::stdio::{Sink, Stdio};

/// Which collector a heap has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Collector {
    /// Marks in steps beside the program, and collects young objects on their own in between: what
    /// the command `glass` has.
    #[default]
    Generational,
    /// Marks in steps beside the program.
    Incremental,
    /// Marks and sweeps in one go.
    StopTheWorld,
    /// Counts references; objects that refer to each other in a circle are never freed.
    ReferenceCounting,
    /// Frees nothing before the limit is reached: to measure against.
    None,
}

impl Collector {
    fn mode(self) -> GcMode {
        match self {
            Collector::Generational => GcMode::Generational,
            Collector::Incremental => GcMode::Incremental,
            Collector::StopTheWorld => GcMode::StopTheWorld,
            Collector::ReferenceCounting => GcMode::Refcount,
            Collector::None => GcMode::None,
        }
    }
}

/// Makes a [`Runtime`].
///
/// ```
/// use glassheap::{Collector, Output, Runtime};
///
/// let output = Output::new();
/// let mut runtime = Runtime::builder()
///     .collector(Collector::Incremental)
///     .heap_limit(64 << 20)
///     .stdout(output.sink())
///     .virtual_time(true)
///     .build();
/// let text = "setTimeout(() => console.log('an hour later'), 3_600_000)";
/// runtime.eval::<()>(text, "later.js").unwrap();
/// runtime.run().unwrap();
/// assert_eq!(output.take(), "an hour later\n");
/// ```
#[derive(Debug)]
#[must_use = "a builder makes a runtime only when it is told to"]
pub struct Builder {
    options: EngineOptions,
    output: Stdio,
    time_limit: Option<Duration>,
    step_budget: Option<u64>,
}

impl Default for Builder {
    fn default() -> Builder {
        let options = EngineOptions { ecma: true, ..EngineOptions::default() };
        Builder { options, output: Stdio::default(), time_limit: None, step_budget: None }
            .collector(Collector::default())
    }
}

impl Builder {
    /// The collector.
    pub fn collector(mut self, collector: Collector) -> Builder {
        self.options.heap.mode = collector.mode();
        self
    }

    /// The most that the heap may hold, in bytes, the text and tables that its objects own
    /// included; half of the machine's memory and at most 4 GiB if nothing is said. A heap that is
    /// full of what is alive ends the script with [`OutOfMemory`](crate::JsErrorKind::OutOfMemory).
    ///
    /// ```
    /// use glassheap::{JsErrorKind, Runtime};
    ///
    /// let mut runtime = Runtime::builder().heap_limit(16 << 20).build();
    /// let text = "{ const all = []; for (;;) all.push({}) }";
    /// let error = runtime.eval::<()>(text, "full.js").unwrap_err();
    /// assert_eq!(error.kind(), JsErrorKind::OutOfMemory);
    /// ```
    pub fn heap_limit(mut self, bytes: usize) -> Builder {
        self.options.heap.max_bytes = bytes;
        self
    }

    /// Bytes of the stack on which script functions keep their variables, 1 MiB if nothing is said:
    /// how deep scripts may recurse before a `RangeError`. How deep functions of the library may
    /// call back into scripts depends on the stack of the thread, too.
    ///
    /// ```
    /// let mut runtime = glassheap::Runtime::builder().stack_size(64 << 10).build();
    /// let error = runtime.eval::<()>("(function f() { f() })()", "deep.js").unwrap_err();
    /// assert_eq!(error.message(), "Maximum call stack size exceeded");
    /// ```
    pub fn stack_size(mut self, bytes: usize) -> Builder {
        self.options.stack_bytes = bytes;
        self
    }

    /// Where `console.log` and `process.stdout` write: the process's own stream if nothing is said.
    ///
    /// ```
    /// use glassheap::{Output, Runtime};
    ///
    /// let (one, other) = (Output::new(), Output::new());
    /// for (output, text) in [(&one, "console.log(1)"), (&other, "console.log(2)")] {
    ///     let mut runtime = Runtime::builder().stdout(output.sink()).build();
    ///     runtime.eval::<()>(text, "print.js").unwrap();
    /// }
    /// assert_eq!([one.take(), other.take()], ["1\n", "2\n"]);
    /// ```
    pub fn stdout(mut self, sink: Sink) -> Builder {
        self.output.stdout = sink;
        self
    }

    /// Where `console.error` and `process.stderr` write: the process's own stream if nothing is
    /// said.
    ///
    /// ```
    /// use glassheap::{Runtime, Sink};
    ///
    /// let mut runtime = Runtime::builder().stderr(Sink::discard()).build();
    /// runtime.eval::<()>("console.error('nobody reads this')", "print.js").unwrap();
    /// ```
    pub fn stderr(mut self, sink: Sink) -> Builder {
        self.output.stderr = sink;
        self
    }

    /// With a virtual clock time jumps from timer to timer, and nobody waits: see [`Builder`].
    pub fn virtual_time(mut self, yes: bool) -> Builder {
        self.options.virtual_time = yes;
        self
    }

    /// Whether calls in tail position of strict functions leave their frame first (ECMA-262
    /// §15.10), so that they may follow each other without end. Stack traces then lack who called;
    /// Node's have it, and nothing is said for it.
    ///
    /// ```
    /// let mut runtime = glassheap::Runtime::builder().tail_calls(true).build();
    /// let text = "'use strict'; (function f(n) { return n ? f(n - 1) : 'done' })(1e6)";
    /// assert_eq!(runtime.eval::<String>(text, "tail.js").unwrap(), "done");
    /// ```
    pub fn tail_calls(mut self, yes: bool) -> Builder {
        self.options.tail_calls = yes;
        self
    }

    /// Whether errors have no `stack` of their own, as in Node, but inherit an accessor (TC39
    /// proposal error-stack-accessor).
    ///
    /// ```
    /// let mut runtime = glassheap::Runtime::builder().stack_accessor(true).build(); let text =
    /// "const e = new Error('x'); [Object.hasOwn(e, 'stack'), e.stack.split('\\n')[0]].join()";
    /// assert_eq!(runtime.eval::<String>(text, "stack.js").unwrap(), "false,Error: x");
    /// ```
    pub fn stack_accessor(mut self, yes: bool) -> Builder {
        self.options.stack_accessor = yes;
        self
    }

    /// Whether `Atomics.wait` may hold up the thread, as it may if nothing is said; otherwise it is
    /// a `TypeError`.
    ///
    /// ```
    /// let mut runtime = glassheap::Runtime::builder().can_block(false).build();
    /// let text = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)";
    /// let error = runtime.eval::<()>(text, "wait.js").unwrap_err();
    /// assert_eq!(error.message(), "Atomics.wait cannot be called in this context");
    /// ```
    pub fn can_block(mut self, yes: bool) -> Builder {
        self.options.can_block = yes;
        self
    }

    /// As [`Runtime::set_time_limit`], from the beginning.
    pub fn time_limit(mut self, limit: Duration) -> Builder {
        self.time_limit = Some(limit);
        self
    }

    /// As [`Runtime::set_step_budget`], from the beginning.
    pub fn step_budget(mut self, steps: u64) -> Builder {
        self.step_budget = Some(steps);
        self
    }

    /// Collects at every call and loop, and checks the heap again and again: slow, and finds
    /// mistakes in the engine.
    ///
    /// ```
    /// let mut runtime = glassheap::Runtime::builder().gc_stress(true).build();
    /// runtime.eval::<()>("for (let i = 0; i < 1000; i++) [i]", "a.js").unwrap();
    /// assert!(runtime.memory().collections > 3);
    /// ```
    pub fn gc_stress(mut self, yes: bool) -> Builder {
        self.options.heap.stress = yes;
        self
    }

    /// Lets programs import modules from files in this folder, by `import()` and
    /// [`Runtime::import`]. Without it they import nothing. Files that end in `.js` are ECMAScript
    /// modules, unless a `package.json` says otherwise.
    ///
    /// ```
    /// use glassheap::{Handle, Runtime};
    ///
    /// let folder = std::env::temp_dir().join(format!("glassheap-modules-{}", std::process::id()));
    /// std::fs::create_dir_all(&folder).unwrap();
    /// std::fs::write(folder.join("half.mjs"), "export default 21").unwrap();
    /// let text = "import half from './half.mjs'; export const whole = 2 * half";
    /// std::fs::write(folder.join("whole.mjs"), text).unwrap();
    /// let mut runtime = Runtime::builder().modules(&folder).build();
    /// let promise = runtime.import(&folder.join("whole.mjs")).unwrap();
    /// let module: Handle = runtime.block_on(&promise).unwrap();
    /// assert_eq!(module.get::<u32>(&mut runtime, "whole").unwrap(), 42);
    /// std::fs::remove_dir_all(&folder).unwrap();
    /// ```
    pub fn modules(mut self, folder: impl Into<std::path::PathBuf>) -> Builder {
        self.options.permissions.read.push(folder.into());
        self.options.modules = true;
        self
    }

    /// `process.argv`; empty if nothing is said.
    ///
    /// ```
    /// let arguments = ["tool", "app.js", "--fast"];
    /// let mut runtime = glassheap::Runtime::builder().arguments(arguments).build();
    /// assert_eq!(runtime.eval::<String>("process.argv[2]", "app.js").unwrap(), "--fast");
    /// ```
    pub fn arguments<T: Into<String>>(mut self, arguments: impl IntoIterator<Item = T>) -> Builder {
        self.options.argv = arguments.into_iter().map(Into::into).collect();
        self
    }

    /// Makes the runtime, with its library. It belongs to this thread.
    pub fn build(mut self) -> Runtime {
        self.options.heap.on_out_of_memory = super::heap_is_full;
        self.options.heap.recovers = true;
        let modules = self.options.modules;
        let mut engine = Engine::with_output(self.options, self.output);
        if modules {
            engine.begin_modules();
        }
        let mut runtime = Runtime::of(engine);
        runtime.set_time_limit(self.time_limit);
        runtime.set_step_budget(self.step_budget);
        runtime
    }
}
