//! A scope: the access to a runtime's values, for the runtime's owner and inside of native
//! functions.
//!
//! Invariants: what a scope gives out is rooted by handles; only the outermost scope, the runtime's
//! own, ends a termination (an interrupt, a full heap), so that it unwinds all script code first.

use std::rc::Rc;

use super::convert::{FromJs, IntoJs};
use super::engine;
use super::error::{JsError, Position, ThrownValues};
use super::handle::{Handle, Table};
use super::interrupt::Watch;
use super::memory::Observer;
use crate::heap::Tracer;
use crate::host::node::process;
use crate::objects::{Gc, Object, Value};
use crate::syntax::Goal;
use crate::vm::{Cx, HostState, JsResult, Vm, messages};

/// What the API keeps in the VM.
#[derive(Default)]
pub(super) struct State {
    pub table: Rc<Table>,
    pub thrown: ThrownValues,
    /// An exception of a task that nothing caught: it ends the run of the event loop.
    pub uncaught: Option<(Value, Option<Position>)>,
    /// The heap was full at a safepoint.
    pub full: bool,
    pub watch: Watch,
    /// Steps that a run may take, if they are counted.
    pub step_budget: Option<u64>,
    pub observer: Observer,
}

impl HostState for State {
    fn trace(&self, tracer: &mut Tracer) {
        self.table.trace(tracer);
        self.thrown.trace(tracer);
        if let Some((value, _)) = &self.uncaught {
            tracer.word(value.bits());
        }
    }

    #[cfg(feature = "cli")]
    fn holders(&self, visit: &mut dyn FnMut(&'static str, Value)) {
        self.table.for_each(|value| visit("a handle", value));
    }
}

/// Where values can be read and made: a [`Runtime`](crate::Runtime), or the [`Scope`] that a native
/// function is given.
///
/// It cannot be implemented outside of this crate.
pub trait Context: sealed::Sealed {
    /// Does something with the values.
    ///
    /// # Errors
    /// What `body` fails with, or that the runtime cannot run anything any more.
    #[doc(hidden)]
    fn within<R>(&mut self, body: impl FnOnce(&mut Scope<'_>) -> Result<R, JsError>) -> Result<R, JsError>;
}

pub(super) mod sealed {
    pub trait Sealed {}
}

/// The access to a runtime's values: a native function that asks for it gets one, and
/// [`Runtime::with_scope`](crate::Runtime::with_scope) gives one.
///
/// ```
/// use glassheap::{Handle, JsError, Runtime, Scope};
///
/// # fn main() -> Result<(), JsError> {
/// let mut runtime = Runtime::new();
/// runtime.register("twice", |scope: &mut Scope<'_>, f: Handle| -> Result<(), JsError> {
///     f.call::<()>(scope, (1,))?;
///     f.call::<()>(scope, (2,))
/// })?;
/// let seen: Vec<u8> = runtime.eval("const seen = []; twice(x => seen.push(x)); seen", "a.js")?;
/// assert_eq!(seen, [1, 2]);
/// # Ok(())
/// # }
/// ```
pub struct Scope<'a> {
    pub(super) vm: &'a mut Vm,
    pub(super) table: Rc<Table>,
    /// No script code is below.
    pub(super) outermost: bool,
    /// The receiver and the arguments of the native function that runs.
    pub(super) this: Value,
    pub(super) args: usize,
    pub(super) argc: usize,
}

impl sealed::Sealed for Scope<'_> {}

impl Context for Scope<'_> {
    fn within<R>(&mut self, body: impl FnOnce(&mut Scope<'_>) -> Result<R, JsError>) -> Result<R, JsError> {
        body(self)
    }
}

impl<'a> Scope<'a> {
    /// The runtime's own scope.
    pub(super) fn outermost(vm: &'a mut Vm) -> Scope<'a> {
        let table = Rc::clone(&vm.state::<State>().table);
        Scope { vm, table, outermost: true, this: Value::UNDEFINED, args: 0, argc: 0 }
    }

    pub(super) fn state(&mut self) -> &mut State {
        self.vm.state::<State>()
    }

    /// Does something as the machine's own functions do.
    pub(super) fn with_cx<R>(&mut self, body: impl FnOnce(&mut Cx<'_>) -> JsResult<R>) -> Result<R, JsError> {
        let result = self.vm.with_cx(body);
        self.outcome(result)
    }

    /// Why the run was ended; the outermost scope then goes on.
    pub(super) fn ending(&mut self) -> JsError {
        if let Some(code) = process::exit_code(self.vm) {
            return JsError::exit(code);
        }
        let state = self.vm.state::<State>();
        let (uncaught, full, late) = (state.uncaught.take(), state.full, state.watch.is_over());
        let out_of_steps = self.vm.is_out_of_steps();
        let state = self.vm.state::<State>();
        if self.outermost {
            state.full = false;
            self.vm.clear_termination();
        }
        match uncaught {
            Some((value, position)) => self.error_of(value, position),
            None if full => JsError::out_of_memory(),
            None if out_of_steps => JsError::out_of_steps(),
            None if late => JsError::timed_out(),
            None => JsError::interrupted(),
        }
    }

    /// Runs a script in the global scope, as [`Runtime::eval`](crate::Runtime::eval) does.
    ///
    /// # Errors
    /// The text is no program, it threw, or its value is no `T`.
    ///
    /// ```
    /// # let mut runtime = glassheap::Runtime::new();
    /// let sum = runtime.with_scope(|scope| scope.eval::<f64>("1 + 2", "sum.js"));
    /// assert_eq!(sum.unwrap(), 3.0);
    /// ```
    pub fn eval<T: FromJs>(&mut self, source: &str, name: &str) -> Result<T, JsError> {
        let proto = engine::compile(self.vm, name, source, Goal::Script, true)
            .map_err(|failure| JsError::syntax(&failure.file, &failure.error.message, failure.error.span.start))?;
        let global = self.vm.realm.global.value();
        let result = engine::call_program(self.vm, &proto, global, &[]);
        let value = self.outcome(result)?;
        T::from_js(self.keep(value), self)
    }

    /// Makes a realm of its own (ECMA-262 §9.3), with the language's library: its global object.
    ///
    /// ```
    /// # let mut runtime = glassheap::Runtime::new();
    /// let same = runtime.with_scope(|scope| {
    ///     let global = scope.new_realm();
    ///     scope.eval_in::<bool>(&global, "globalThis.x = 1; [] instanceof Array", "a.js")
    /// });
    /// assert!(same.unwrap());
    /// assert_eq!(runtime.eval::<String>("typeof x", "b.js").unwrap(), "undefined");
    /// ```
    pub fn new_realm(&mut self) -> Handle {
        let global = self.vm.new_realm(crate::builtins::install, None);
        self.keep(global.value())
    }

    /// Runs a script in the realm of a global object.
    ///
    /// # Errors
    /// The text is no program, it threw, its value is no `T`, or the object is no realm's global
    /// object.
    pub fn eval_in<T: FromJs>(&mut self, global: &Handle, source: &str, name: &str) -> Result<T, JsError> {
        let proto = engine::compile(self.vm, name, source, Goal::Script, true)
            .map_err(|failure| JsError::syntax(&failure.file, &failure.error.message, failure.error.span.start))?;
        let this = self.value(global)?;
        let Some(object) = Gc::<Object>::from_value(this) else {
            return Err(JsError::type_error("not a global object"));
        };
        let result = self.vm.in_realm_of(object, |vm| engine::call_program(vm, &proto, this, &[]));
        let Some(result) = result else { return Err(JsError::type_error("not a global object")) };
        let value = self.outcome(result)?;
        T::from_js(self.keep(value), self)
    }

    /// A property of the global object, or a `let`, `const` or `class` of a script.
    ///
    /// # Errors
    /// There is no such variable, a getter threw, or it is no `T`.
    ///
    /// ```
    /// # let mut runtime = glassheap::Runtime::new();
    /// runtime.eval::<()>("const limit = 10", "limit.js").unwrap();
    /// let limit = runtime.with_scope(|scope| scope.global::<u32>("limit"));
    /// assert_eq!(limit.unwrap(), 10);
    /// ```
    pub fn global<T: FromJs>(&mut self, name: &str) -> Result<T, JsError> {
        let found = self.with_cx(|cx| {
            let key = cx.key(name);
            let lexicals = cx.vm().realm.lexicals;
            if let Some(binding) = cx.vm().peek_own(lexicals, key)
                && !binding.value.is_hole()
            {
                return Ok(binding.value);
            }
            let global = cx.global();
            let global = cx.root(global.value());
            if !cx.has_property(global, key)? {
                return Err(cx.throw(crate::vm::ErrorKind::Reference, messages::not_defined(&name)));
            }
            cx.get(global, key).map(|found| *found)
        })?;
        T::from_js(self.keep(found), self)
    }

    /// Sets a property of the global object.
    ///
    /// # Errors
    /// The value cannot be one of a script, or the property cannot be changed.
    ///
    /// ```
    /// # let mut runtime = glassheap::Runtime::new();
    /// runtime.with_scope(|scope| scope.set_global("limit", 10)).unwrap();
    /// assert_eq!(runtime.eval::<u32>("limit * 2", "a.js").unwrap(), 20);
    /// ```
    pub fn set_global(&mut self, name: &str, value: impl IntoJs) -> Result<(), JsError> {
        let global = self.keep(self.vm.realm.global.value());
        global.set(self, name, value)
    }

    /// A new object without properties.
    ///
    /// ```
    /// # let mut runtime = glassheap::Runtime::new();
    /// let text = runtime.with_scope(|scope| {
    ///     let object = scope.object();
    ///     object.set(scope, "x", 1)?;
    ///     object.inspect(scope)
    /// });
    /// assert_eq!(text.unwrap(), "{ x: 1 }");
    /// ```
    pub fn object(&mut self) -> Handle {
        let object = self.vm.space.new_plain_object();
        self.keep(object.value())
    }

    /// A new `Error` with this message; [`Scope::throw`] throws it.
    ///
    /// ```
    /// # let mut runtime = glassheap::Runtime::new();
    /// let error = runtime.with_scope(|scope| scope.error("no luck"));
    /// assert_eq!(error.get::<String>(&mut runtime, "message").unwrap(), "no luck");
    /// ```
    pub fn error(&mut self, message: &str) -> Handle {
        let error = self.vm.new_error(crate::vm::ErrorKind::Error, message);
        self.keep(error)
    }

    /// `this` of the native function that runs; `undefined` outside of one.
    ///
    /// ```
    /// # let mut runtime = glassheap::Runtime::new();
    /// use glassheap::Scope;
    /// let body = |scope: &mut Scope<'_>| scope.this().get::<String>(scope, "name");
    /// runtime.register("name", body).unwrap();
    /// let name = runtime.eval::<String>("name.call({ name: 'Ada' })", "a.js");
    /// assert_eq!(name.unwrap(), "Ada");
    /// ```
    pub fn this(&self) -> Handle {
        self.keep(self.this)
    }

    pub(super) fn call_value<T: FromJs>(
        &mut self,
        function: &Handle,
        this: Option<&Handle>,
        arguments: &[Handle],
    ) -> Result<T, JsError> {
        let arguments = arguments.iter().map(|argument| self.value(argument)).collect::<Result<Vec<_>, _>>()?;
        let this = this.map_or(Ok(Value::UNDEFINED), |this| self.value(this))?;
        let function = self.value(function)?;
        let result = self.vm.call_value(function, this, &arguments);
        let value = self.outcome(result)?;
        T::from_js(self.keep(value), self)
    }
}
