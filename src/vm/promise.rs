//! Promises: the operations that `await` and the builtin share (ECMA-262 §27.2), and the queue of
//! jobs.
//!
//! A promise is a host object with one slot, its reactions or its result, and its state in the
//! word, with the number under which its rejection was reported. Reactions are a linked list of
//! records, newest first: `[next, frame]` is an `await` of the suspended frame,
//! `[next, capability, fulfil handler]` or `[next, capability, fulfil handler, reject handler]` a
//! `then`; one that was made in an asynchronous context has that behind the others, five words of a
//! `then` and six of an `await`. A capability is undefined, a promise of the standard kind, or a
//! record `[promise, resolve, reject]`.

use super::native::{Cx, JsResult, Rooted};
use super::realm::Intrinsic;
use super::{NativeRow, Vm};
use crate::heap::Tracer;
use crate::objects::object::storage::Slots;
use crate::objects::{Brand, Gc, Host, NativeInfo, Object, Value};

/// Bytes of the queue that one job takes.
const JOB_BYTES: isize = std::mem::size_of::<Microtask>() as isize;

/// The slot of a promise: its reactions while it is pending, then its result.
const SLOT: usize = 0;

/// Bits of a promise's word.
const STATE: u32 = 3;
const PENDING: u32 = 0;
const FULFILLED: u32 = 1;
const REJECTED: u32 = 2;
/// It has a handler.
const HANDLED: u32 = 4;
/// One of its constructor's resolving functions was called.
const CLAIMED: u32 = 8;
/// Its rejection was reported, under the number that the bits from `NUMBER` on are (the last ones
/// of it, after 2^27 reports).
const REPORTED: u32 = 16;
const NUMBER: u32 = 5;

/// Places of a reaction.
const NEXT: usize = 0;
const FRAME: usize = 1;
const CAPABILITY: usize = 1;
const ON_FULFILLED: usize = 2;
const ON_REJECTED: usize = 3;
/// Of a reaction that remembers the context in which it was made.
const CONTEXT: usize = 4;
/// Words of the reaction of an `await`.
const AWAITING: usize = 2;
/// And of one in a context.
const AWAITING_IN_CONTEXT: usize = 6;

/// `[[PromiseState]]`
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PromiseState {
    /// Not settled.
    Pending,
    /// Fulfilled.
    Fulfilled,
    /// Rejected.
    Rejected,
}

/// A job of the microtask queue.
#[derive(Clone, Copy, Debug)]
pub enum Microtask {
    /// A promise reaction with its argument.
    Reaction {
        /// The reaction record.
        reaction: Value,
        /// The promise's result.
        argument: Value,
        /// Whether the promise was rejected.
        rejected: bool,
    },
    /// A suspended frame goes on with the value it awaited, or with an exception.
    Resume {
        /// The frame.
        frame: Value,
        /// The value or the exception.
        argument: Value,
        /// Whether it is an exception.
        rejected: bool,
    },
    /// A thenable's `then` is to be called with resolving functions of a promise.
    ResolveThenable {
        /// The promise.
        promise: Value,
        /// The thenable.
        thenable: Value,
        /// Its `then`.
        then: Value,
    },
    /// The job behind it runs in this asynchronous context.
    Enter {
        /// The context.
        context: Value,
    },
    /// A function to be called with one argument (undefined for none).
    Call {
        /// The function.
        function: Value,
        /// Its argument.
        argument: Value,
    },
}

impl Microtask {
    /// Reports its values; `last` are those of the job before it.
    pub(crate) fn trace(&self, tracer: &mut Tracer, last: &mut [u64; 3]) {
        let values = match *self {
            Microtask::Reaction { reaction, argument, .. } => [reaction, argument, Value::UNDEFINED],
            Microtask::ResolveThenable { promise, thenable, then } => [promise, thenable, then],
            Microtask::Call { function, argument } => [function, argument, Value::UNDEFINED],
            Microtask::Resume { frame, argument, .. } => [frame, argument, Value::UNDEFINED],
            Microtask::Enter { context } => [context, Value::UNDEFINED, Value::UNDEFINED],
        };
        for (value, last) in values.into_iter().zip(last) {
            tracer.word_after(last, value.bits());
        }
    }
}

/// What the event loop must know of rejections (HostPromiseRejectionTracker).
#[derive(Clone, Copy, Debug)]
pub enum Rejection {
    /// The promise was rejected and had no handler.
    Unhandled(Value),
    /// It was reported under this number, and got a handler afterwards.
    HandledLater(Value, u32),
}

impl Rejection {
    pub(super) fn trace(&self, tracer: &mut Tracer) {
        let (Rejection::Unhandled(value) | Rejection::HandledLater(value, _)) = self;
        tracer.word(value.bits());
    }
}

/// What happens when a promise settles.
pub(super) enum Reaction {
    /// A suspended frame goes on.
    Await(Value),
    /// Handlers, undefined where there is none, are called; what they come to settles the
    /// capability.
    Then { on_fulfilled: Value, on_rejected: Value, capability: Value },
}

impl Reaction {
    fn read(record: Gc<Slots>) -> Reaction {
        if record.len() == AWAITING || record.len() == AWAITING_IN_CONTEXT {
            return Reaction::Await(record.get(FRAME));
        }
        let on_rejected = if record.len() > ON_REJECTED { record.get(ON_REJECTED) } else { Value::UNDEFINED };
        Reaction::Then { on_fulfilled: record.get(ON_FULFILLED), on_rejected, capability: record.get(CAPABILITY) }
    }
}

/// Registers the resolving functions.
pub(super) fn register(vm: &mut Vm) {
    let rows: [(&'static str, super::CxFn); 2] = [("%resolve", resolve_function), ("%reject", reject_function)];
    for (name, code) in rows {
        let row = NativeRow::cx("", 1, code, "§27.2.1.3", "A promise's resolving function.").hidden_from_stack();
        let id = vm.register_native(&row, NativeInfo { name: "", length: 1, constructor: false });
        vm.name_native(name, id);
    }
}

/// What the pair shares, the promise itself or a record `[promise, already resolved]`: the promise
/// when this is the first call.
fn claim(cx: &mut Cx<'_>) -> Option<Rooted> {
    if let Some(promise) = Host::of(cx.data(), Brand::Promise) {
        if promise.word() & CLAIMED != 0 {
            return None;
        }
        promise.set_word(promise.word() | CLAIMED);
        return Some(cx.root(promise.value()));
    }
    let record = Gc::<Slots>::from_value(cx.data())?;
    if record.get(1) == Value::TRUE {
        return None;
    }
    let promise = record.get(0);
    let vm = cx.vm();
    vm.space.store(record.cell(), &record.slots()[1], Value::TRUE);
    Some(cx.root(promise))
}

fn resolve_function(cx: &mut Cx<'_>) -> JsResult {
    if let Some(promise) = claim(cx) {
        let value = cx.arg(0);
        cx.vm().resolve_promise(*promise, *value);
    }
    Ok(Value::UNDEFINED)
}

fn reject_function(cx: &mut Cx<'_>) -> JsResult {
    if let Some(promise) = claim(cx) {
        let reason = cx.arg(0);
        cx.vm().reject_promise(*promise, *reason);
    }
    Ok(Value::UNDEFINED)
}

impl Vm {
    /// A pending promise with the standard prototype.
    pub fn new_promise(&mut self) -> Value {
        let shape = self.realm.shape(&mut self.space, Intrinsic::PromisePrototype);
        self.new_promise_of(shape)
    }

    /// A pending promise of `shape`.
    pub fn new_promise_of(&mut self, shape: Gc<crate::objects::Shape>) -> Value {
        self.space.new_host(Brand::Promise, shape, &[Value::UNDEFINED]).value()
    }

    /// `[[PromiseState]]` and `[[PromiseResult]]` of a promise; `None` for other values.
    pub fn promise_state(value: Value) -> Option<(PromiseState, Value)> {
        let host = Host::of(value, Brand::Promise)?;
        Some(match host.word() & STATE {
            PENDING => (PromiseState::Pending, Value::UNDEFINED),
            FULFILLED => (PromiseState::Fulfilled, host.get(SLOT)),
            _ => (PromiseState::Rejected, host.get(SLOT)),
        })
    }

    /// What waits for a pending promise: a record of the engine's own, or nothing.
    #[cfg(feature = "cli")]
    pub(crate) fn reactions_of(promise: Value) -> Value {
        let pending = Host::of(promise, Brand::Promise).filter(|host| host.word() & STATE == PENDING);
        pending.map_or(Value::UNDEFINED, |host| host.get(SLOT))
    }

    /// What else waits for it.
    #[cfg(feature = "cli")]
    pub(crate) fn next_reaction(record: Gc<Slots>) -> Value {
        record.get(NEXT)
    }

    /// CreateResolvingFunctions: resolve and reject. The promise must be rooted by the caller; no
    /// script code runs.
    pub fn resolving_functions(&mut self, promise: Value) -> (Value, Value) {
        let record = self.space.new_tuple(&[promise, Value::FALSE]).value();
        self.resolving_pair(record)
    }

    /// The first resolving functions of a promise, which share nothing but it. As
    /// [`Vm::resolving_functions`] otherwise.
    pub fn first_resolving_functions(&mut self, promise: Value) -> (Value, Value) {
        self.resolving_pair(promise)
    }

    fn resolving_pair(&mut self, record: Value) -> (Value, Value) {
        (self.resolving_function("%resolve", record), self.resolving_function("%reject", record))
    }

    fn resolving_function(&mut self, name: &'static str, record: Value) -> Value {
        let id = self.native_id(name);
        self.space.new_native(id, record).value()
    }

    /// One of the first resolving functions of a promise, for who needs no other: the one that
    /// rejects it.
    pub fn first_reject_function(&mut self, promise: Value) -> Value {
        self.resolving_function("%reject", promise)
    }

    /// As [`Vm::first_reject_function`]: the one that resolves it.
    pub fn first_resolve_function(&mut self, promise: Value) -> Value {
        self.resolving_function("%resolve", promise)
    }

    /// A promise's resolve operation (the steps of a resolve function, ECMA-262 §27.2.1.3.2).
    pub fn resolve_promise(&mut self, promise: Value, resolution: Value) {
        if resolution == promise {
            let error = self.new_error(super::ErrorKind::Type, "Chaining cycle detected for promise #<Promise>");
            return self.reject_promise(promise, error);
        }
        if !resolution.is_object() {
            return self.settle(promise, resolution, PromiseState::Fulfilled);
        }
        let mark = self.native_roots.len();
        self.native_roots.extend([promise, resolution]);
        match self.get_value(resolution, self.space.names.then) {
            Err(thrown) => {
                if let Ok(reason) = self.take_exception(thrown) {
                    self.reject_promise(promise, reason);
                }
            }
            Ok(then) if then.is_callable() => {
                let job = Microtask::ResolveThenable { promise, thenable: resolution, then };
                self.queue_in_context(job);
            }
            Ok(_) => self.settle(promise, resolution, PromiseState::Fulfilled),
        }
        self.native_roots.truncate(mark);
    }

    /// RejectPromise.
    pub fn reject_promise(&mut self, promise: Value, reason: Value) {
        let Some(host) = Host::of(promise, Brand::Promise) else { return };
        if host.word() & HANDLED == 0 {
            self.rejections.push_back(Rejection::Unhandled(promise));
        }
        self.settle(promise, reason, PromiseState::Rejected);
    }

    fn settle(&mut self, promise: Value, result: Value, state: PromiseState) {
        let Some(host) = Host::of(promise, Brand::Promise) else { return };
        let mut reactions = Vec::new();
        let mut next = host.get(SLOT);
        while let Some(record) = Gc::<Slots>::from_value(next) {
            reactions.push(next);
            next = record.get(NEXT);
        }
        let rejected = state == PromiseState::Rejected;
        host.set_word(host.word() & !STATE | if rejected { REJECTED } else { FULFILLED });
        host.set(&mut self.space, SLOT, result);
        for reaction in reactions.into_iter().rev() {
            self.queue_job(Microtask::Reaction { reaction, argument: result, rejected });
        }
    }

    /// PerformPromiseThen. Handlers that are not callable are undefined; see the module on
    /// `capability`.
    pub fn perform_then(&mut self, promise: Value, on_fulfilled: Value, on_rejected: Value, capability: Value) {
        let reaction = [Value::UNDEFINED, capability, on_fulfilled, on_rejected];
        let len = if on_rejected.is_undefined() { ON_REJECTED } else { ON_REJECTED + 1 };
        self.add_reaction(promise, reaction, len);
    }

    /// Resumes the suspended frame `frame` when `value` (made a promise) settles.
    pub(super) fn await_value(&mut self, value: Value, frame: Value) -> JsResult<()> {
        if !value.is_object() {
            self.queue_in_context(Microtask::Resume { frame, argument: value, rejected: false });
            return Ok(());
        }
        let promise = self.promise_resolve(value)?;
        if let Some((state @ (PromiseState::Fulfilled | PromiseState::Rejected), argument)) = Vm::promise_state(promise)
        {
            let rejected = state == PromiseState::Rejected;
            self.note_handled(promise, rejected);
            self.queue_in_context(Microtask::Resume { frame, argument, rejected });
            return Ok(());
        }
        self.add_reaction(promise, [Value::UNDEFINED, frame, Value::UNDEFINED, Value::UNDEFINED], AWAITING);
        Ok(())
    }

    /// The only reaction that waits for a pending promise.
    pub(super) fn only_reaction(promise: Value) -> Option<Reaction> {
        let host = Host::of(promise, Brand::Promise).filter(|host| host.word() & STATE == PENDING)?;
        let record = Gc::<Slots>::from_value(host.get(SLOT))?;
        let alone = Gc::<Slots>::from_value(record.get(NEXT)).is_none();
        alone.then(|| Reaction::read(record))
    }

    /// Adds the first `len` words of a reaction to a promise.
    fn add_reaction(&mut self, promise: Value, reaction: [Value; 4], len: usize) {
        let Some(host) = Host::of(promise, Brand::Promise) else { return };
        let state = host.word() & STATE;
        let [next, capability, on_fulfilled, on_rejected] = reaction;
        let context = self.async_context;
        let mut reaction = [next, capability, on_fulfilled, on_rejected, context, Value::UNDEFINED];
        let len = match len {
            _ if context.is_undefined() => len,
            AWAITING => AWAITING_IN_CONTEXT,
            _ => CONTEXT + 1,
        };
        if state == PENDING {
            reaction[NEXT] = host.get(SLOT);
            let record = self.space.new_tuple(&reaction[..len]).value();
            host.set(&mut self.space, SLOT, record);
        } else {
            let rejected = state == REJECTED;
            self.note_handled(promise, rejected);
            let reaction = self.space.new_tuple(&reaction[..len]).value();
            self.queue_job(Microtask::Reaction { reaction, argument: host.get(SLOT), rejected });
        }
        host.set_word(host.word() | HANDLED);
    }

    fn note_handled(&mut self, promise: Value, rejected: bool) {
        let Some(host) = Host::of(promise, Brand::Promise) else { return };
        if host.word() & HANDLED != 0 {
            return;
        }
        if rejected && host.word() & REPORTED != 0 {
            self.rejections.push_back(Rejection::HandledLater(promise, host.word() >> NUMBER));
        }
        host.set_word(host.word() | HANDLED);
    }

    /// Whether a promise has the standard constructor, seen without running script code: no
    /// property of its own, untouched prototype.
    fn is_standard_promise(&mut self, promise: Gc<Host>) -> bool {
        let shape = self.realm.shape(&mut self.space, Intrinsic::PromisePrototype);
        if promise.object().shape_id() != shape.id() {
            return false;
        }
        let key = self.space.names.constructor;
        let proto = Gc::<Object>::from_value(self.realm.get(Intrinsic::PromisePrototype));
        let found = proto.and_then(|proto| self.space.get_named(proto, key));
        found.is_some_and(|p| !p.is_accessor() && p.value == self.realm.get(Intrinsic::Promise))
    }

    /// PromiseResolve(%Promise%, value).
    pub fn promise_resolve(&mut self, value: Value) -> JsResult {
        if let Some(host) = Host::of(value, Brand::Promise) {
            if self.is_standard_promise(host) {
                return Ok(value);
            }
            let mark = self.native_roots.len();
            self.native_roots.push(value);
            let constructor = self.get_value(value, self.space.names.constructor);
            self.native_roots.truncate(mark);
            if constructor? == self.realm.get(Intrinsic::Promise) {
                return Ok(value);
            }
        }
        let promise = self.new_promise();
        let mark = self.native_roots.len();
        self.native_roots.push(promise);
        self.resolve_promise(promise, value);
        self.native_roots.truncate(mark);
        Ok(promise)
    }

    // ---- jobs

    /// Queues a job. The queue counts against the heap's limit, so that a script cannot grow it
    /// without bound.
    pub fn queue_job(&mut self, task: Microtask) {
        self.space.heap.add_external(JOB_BYTES);
        self.microtasks.push_back(task);
    }

    /// The code that runs from now on does so in this context.
    #[inline]
    pub fn set_async_context(&mut self, context: Value) {
        self.async_context = context;
        #[cfg(feature = "cli")]
        if self.hooks.label.is_some() {
            self.hooks.label = Some(self.label_of(context));
        }
    }

    /// Queues a job that runs in the context of now.
    pub fn queue_in_context(&mut self, task: Microtask) {
        if self.async_context.is_undefined() {
            return self.queue_job(task);
        }
        self.queue_job(Microtask::Enter { context: self.async_context });
        self.queue_job(task);
    }

    /// Queues a job before all others.
    pub(super) fn queue_job_first(&mut self, task: Microtask) {
        self.space.heap.add_external(JOB_BYTES);
        self.microtasks.push_front(task);
        if !self.async_context.is_undefined() {
            self.space.heap.add_external(JOB_BYTES);
            self.microtasks.push_front(Microtask::Enter { context: self.async_context });
        }
    }

    /// Runs one job, if there is one.
    ///
    /// # Errors
    /// What a `Call` job threw; reactions never fail but by termination.
    pub fn run_microtask(&mut self) -> JsResult<bool> {
        let Some(mut task) = self.microtasks.pop_front() else { return Ok(false) };
        self.space.heap.add_external(-JOB_BYTES);
        self.set_async_context(Value::UNDEFINED);
        if let Microtask::Enter { context } = task {
            let Some(next) = self.microtasks.pop_front() else { return Ok(true) };
            self.space.heap.add_external(-JOB_BYTES);
            self.set_async_context(context);
            task = next;
        }
        let mark = self.native_roots.len();
        let result = match task {
            Microtask::Enter { .. } => Ok(()),
            Microtask::Call { function, argument } => {
                let arguments = [argument];
                let arguments: &[Value] = if argument.is_undefined() { &[] } else { &arguments };
                self.call_value(function, Value::UNDEFINED, arguments).map(drop)
            }
            Microtask::Resume { frame, argument, rejected } => {
                self.native_roots.extend([frame, argument]);
                self.resume_awaiting(frame, argument, rejected)
            }
            Microtask::ResolveThenable { promise, thenable, then } => {
                self.native_roots.extend([promise, thenable, then]);
                let (resolve, reject) = self.resolving_functions(promise);
                self.native_roots.push(reject);
                match self.call_value(then, thenable, &[resolve, reject]) {
                    Ok(_) => Ok(()),
                    Err(thrown) => match self.take_exception(thrown) {
                        Ok(reason) => self.call_value(reject, Value::UNDEFINED, &[reason]).map(drop),
                        Err(thrown) => Err(thrown),
                    },
                }
            }
            Microtask::Reaction { reaction, argument, rejected } => {
                self.native_roots.extend([reaction, argument]);
                self.run_reaction(reaction, argument, rejected)
            }
        };
        self.native_roots.truncate(mark);
        result.map(|()| true)
    }

    /// Runs jobs until none is left.
    ///
    /// # Errors
    /// The first exception of a `Call` job; the rest of the queue stays.
    pub fn run_microtasks(&mut self) -> JsResult<()> {
        while self.run_microtask()? {
            // Jobs of native functions alone have no safepoint of their own.
            self.native_safepoint()?;
        }
        Ok(())
    }

    fn run_reaction(&mut self, reaction: Value, argument: Value, rejected: bool) -> JsResult<()> {
        let record = Gc::<Slots>::from_cell(reaction.cell_unchecked());
        if record.len() > CONTEXT {
            self.set_async_context(record.get(CONTEXT));
        }
        let (handler, capability) = match Reaction::read(record) {
            Reaction::Await(frame) => return self.resume_awaiting(frame, argument, rejected),
            Reaction::Then { on_rejected, capability, .. } if rejected => (on_rejected, capability),
            Reaction::Then { on_fulfilled, capability, .. } => (on_fulfilled, capability),
        };
        let outcome = if handler.is_undefined() {
            if rejected { Err(argument) } else { Ok(argument) }
        } else {
            self.reaction = capability;
            let result = self.call_value(handler, Value::UNDEFINED, &[argument]);
            self.reaction = Value::UNDEFINED;
            match result {
                Ok(value) => Ok(value),
                Err(thrown) => Err(self.take_exception(thrown)?),
            }
        };
        self.settle_capability(capability, outcome)
    }

    /// Resolves or rejects a capability.
    pub fn settle_capability(&mut self, capability: Value, outcome: Result<Value, Value>) -> JsResult<()> {
        if capability.is_undefined() {
            return Ok(());
        }
        if let Some(record) = Gc::<Slots>::from_value(capability) {
            let (function, value) = match outcome {
                Ok(value) => (record.get(1), value),
                Err(reason) => (record.get(2), reason),
            };
            return self.call_value(function, Value::UNDEFINED, &[value]).map(drop);
        }
        match outcome {
            Ok(value) => self.resolve_promise(capability, value),
            Err(reason) => self.reject_promise(capability, reason),
        }
        Ok(())
    }

    /// `value.then(resolve, reject)` as the builtin would with native promises; used by async
    /// generators.
    pub(super) fn then_native(&mut self, value: Value, on_fulfilled: Value, on_rejected: Value) -> JsResult<()> {
        let promise = self.promise_resolve(value)?;
        self.perform_then(promise, on_fulfilled, on_rejected, Value::UNDEFINED);
        Ok(())
    }

    /// The event loop has reported a rejected promise under a number: it tells when the promise
    /// gets a handler after all.
    pub fn note_reported(&mut self, promise: Value, id: u32) {
        if let Some(host) = Host::of(promise, Brand::Promise).filter(|host| host.word() & HANDLED == 0) {
            host.set_word(host.word() & ((1 << NUMBER) - 1) | REPORTED | id << NUMBER);
        }
    }

    /// Whether a promise has been given a handler.
    pub fn promise_is_handled(value: Value) -> bool {
        Host::of(value, Brand::Promise).is_none_or(|host| host.word() & HANDLED != 0)
    }
}
