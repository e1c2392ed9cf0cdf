//! Promises, made and settled by Rust code.

use super::convert::{FromJs, IntoJs};
use super::error::JsError;
use super::handle::Handle;
use super::scope::{Context, Scope};
use crate::objects::{Brand, Host};
use crate::vm::{PromiseState as State, Vm};

/// How far a promise is.
#[derive(Clone, Debug)]
pub enum PromiseState {
    /// Not settled.
    Pending,
    /// Fulfilled with this value.
    Fulfilled(Handle),
    /// Rejected for this reason.
    Rejected(Handle),
}

/// Settles a promise that [`Scope::promise`] made.
///
/// It may be kept until an answer is there, then used; scripts that wait go on when the event loop
/// turns ([`Runtime::run`](crate::Runtime::run)).
///
/// ```
/// use std::{cell::RefCell, rc::Rc};
/// use glassheap::{JsError, PromiseState, Resolver, Runtime, Scope};
///
/// # fn main() -> Result<(), JsError> {
/// let mut runtime = Runtime::new();
/// let waiting: Rc<RefCell<Vec<Resolver>>> = Rc::default();
/// let asked = Rc::clone(&waiting);
/// runtime.register("ask", move |scope: &mut Scope<'_>| {
///     let (promise, resolver) = scope.promise();
///     asked.borrow_mut().push(resolver);
///     promise
/// })?;
/// let answer: glassheap::Handle = runtime.eval("ask().then(x => x + 1)", "ask.js")?;
/// runtime.run()?;
/// assert!(matches!(answer.promise_state(&mut runtime)?, Some(PromiseState::Pending)));
///
/// let resolver = waiting.borrow_mut().pop().unwrap();
/// resolver.resolve(&mut runtime, 41)?;
/// assert_eq!(runtime.block_on::<u32>(&answer)?, 42);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Resolver(Handle);

impl Resolver {
    /// Resolves the promise with a value; with a promise, it follows that.
    ///
    /// # Errors
    /// The value cannot be one of a script, or the promise is another runtime's.
    pub fn resolve(self, context: &mut impl Context, value: impl IntoJs) -> Result<(), JsError> {
        context.within(|scope| {
            let value = value.into_js(scope)?;
            let (promise, value) = (scope.value(&self.0)?, scope.value(&value)?);
            scope.vm.resolve_promise(promise, value);
            Ok(())
        })
    }

    /// Rejects the promise for a reason.
    ///
    /// # Errors
    /// As [`Resolver::resolve`].
    ///
    /// ```
    /// # fn main() -> Result<(), glassheap::JsError> {
    /// # let mut runtime = glassheap::Runtime::new();
    /// let (promise, resolver) = runtime.with_scope(|scope| scope.promise());
    /// resolver.reject(&mut runtime, "no answer")?;
    /// let error = runtime.block_on::<()>(&promise).unwrap_err();
    /// assert_eq!(error.message(), "'no answer'");
    /// # Ok(())
    /// # }
    /// ```
    pub fn reject(self, context: &mut impl Context, reason: impl IntoJs) -> Result<(), JsError> {
        context.within(|scope| {
            let reason = reason.into_js(scope)?;
            let (promise, reason) = (scope.value(&self.0)?, scope.value(&reason)?);
            scope.vm.reject_promise(promise, reason);
            Ok(())
        })
    }
}

impl Scope<'_> {
    /// A new promise, and what settles it: see [`Resolver`].
    pub fn promise(&mut self) -> (Handle, Resolver) {
        let promise = self.vm.new_promise();
        let promise = self.keep(promise);
        (promise.clone(), Resolver(promise))
    }
}

impl Handle {
    /// How far the promise is; `None` of a value that is no promise.
    ///
    /// # Errors
    /// The handle is another runtime's.
    ///
    /// ```
    /// use glassheap::PromiseState;
    /// # fn main() -> Result<(), glassheap::JsError> {
    /// # let mut runtime = glassheap::Runtime::new();
    /// let promise: glassheap::Handle = runtime.eval("Promise.resolve(1)", "a.js")?;
    /// let state = promise.promise_state(&mut runtime)?;
    /// assert!(matches!(state, Some(PromiseState::Fulfilled(_))));
    /// # Ok(())
    /// # }
    /// ```
    pub fn promise_state(&self, context: &mut impl Context) -> Result<Option<PromiseState>, JsError> {
        context.within(|scope| {
            let value = scope.value(self)?;
            Ok(Vm::promise_state(value).map(|(state, result)| match state {
                State::Pending => PromiseState::Pending,
                State::Fulfilled => PromiseState::Fulfilled(scope.keep(result)),
                State::Rejected => PromiseState::Rejected(scope.keep(result)),
            }))
        })
    }
}

/// A promise's value as a `T`, once the event loop has settled it; a value that is no promise as it
/// is.
pub(super) fn block_on<T: FromJs>(scope: &mut Scope<'_>, promise: &Handle) -> Result<T, JsError> {
    let value = scope.value(promise)?;
    if Host::of(value, Brand::Promise).is_none() {
        return T::from_js(promise.clone(), scope);
    }
    use super::engine::Settled;
    match super::engine::run_until_settled(scope.vm, value) {
        Settled::Fulfilled(value) => T::from_js(scope.keep(value), scope),
        Settled::Rejected(reason) => Err(scope.error_of(reason, None)),
        Settled::Never => Err(JsError::unsettled()),
        Settled::Interrupted | Settled::Ended => Err(scope.ending()),
    }
}
