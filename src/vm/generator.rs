//! Frames that leave the stack: generators, async functions, async generators.
//!
//! A generator is a host object `[state, frame, queue]`. States: 0 suspended at the start, 1
//! suspended at a yield, 2 running, 3 completed, 4 (async generators) awaiting a return value. The
//! frame is a `SuspendedFrame` whose last slot is the frame's `extra` (an async function's promise;
//! the generator while it awaits, but not while it holds the frame itself: they would be a circle,
//! which counting never frees). An async generator's queue is an array of requests
//! `[mode, value, promise]`.
//!
//! Modes of resumption: 0 next, 1 throw, 2 return.

use super::native::{Cx, JsResult};
use super::realm::Intrinsic;
use super::stack::{ENTRY, Frame, STEP, SUSPENDABLE};
use super::{NativeRow, Vm};
use crate::bytecode::operand::{Instruction, has::*};
use crate::bytecode::ops;
use crate::objects::cells::code::{CODE_ASYNC, CODE_GENERATOR};
use crate::objects::object::storage::Slots;
use crate::objects::{Brand, Code, Function, Gc, Host, JsArray, NativeInfo, SuspendedFrame, Value};
use crate::vm::messages;

const STATE: usize = 0;
const FRAME: usize = 1;
const QUEUE: usize = 2;

const AT_START: i32 = 0;
const AT_YIELD: i32 = 1;
const RUNNING: i32 = 2;
const COMPLETED: i32 = 3;
const AWAITING_RETURN: i32 = 4;

/// Resumption by `next`.
pub const NEXT: i32 = 0;
/// Resumption by `throw`.
pub const THROW: i32 = 1;
/// Resumption by `return`.
pub const RETURN: i32 = 2;

/// What a suspending instruction does next.
pub(super) enum Suspension {
    /// The frame goes on (an async function started; a request was already waiting).
    GoOn,
    /// The frame leaves the stack with this result for whoever called or resumed it.
    Leave(Value),
}

/// Registers the continuations of async generators.
pub(super) fn register(vm: &mut Vm) {
    let rows: [(&'static str, &'static str, super::CxFn); 5] = [
        ("%async-generator-return-fulfilled", "§27.6.3.9", |cx| return_settled(cx, false)),
        ("%async-generator-return-rejected", "§27.6.3.9", |cx| return_settled(cx, true)),
        ("%async-from-sync-unwrap", "§27.1.5.4", |cx| unwrap_async_from_sync(cx, false)),
        ("%async-from-sync-unwrap-done", "§27.1.5.4", |cx| unwrap_async_from_sync(cx, true)),
        ("%async-from-sync-close", "§27.1.5.4", close_async_from_sync),
    ];
    for (name, clause, code) in rows {
        let row = NativeRow::cx("", 1, code, clause, "A continuation of the engine's own.").hidden_from_stack();
        let id = vm.register_native(&row, NativeInfo { name: "", length: 1, constructor: false });
        vm.name_native(name, id);
    }
}

/// The code of a suspended frame, which keeps its function first.
fn code_of(frame: Gc<SuspendedFrame>) -> Gc<Code> {
    Gc::<Function>::from_cell(frame.slots()[0].get().cell_unchecked()).code()
}

impl Vm {
    fn current(&self) -> Frame {
        *self.frames.last().expect("a frame is running")
    }

    /// Copies the running frame's first `live` registers to the heap.
    /// `extra`: what goes with it.
    fn save_frame(&mut self, live: usize, dst: u16, mode: u16, extra: Value) -> Value {
        let frame = self.current();
        let saved = match Gc::<SuspendedFrame>::from_value(frame.saved) {
            Some(saved) if saved.slots().len() == live + 1 => {
                self.space.heap.barrier(saved.cell());
                saved
            }
            _ => self.space.new_suspended_frame(live + 1),
        };
        let (last, registers) = saved.slots().split_last().expect("a suspended frame has its extra slot");
        for (slot, &value) in registers.iter().zip(self.stack.slice(frame.base, live)) {
            slot.init(value);
        }
        last.init(extra);
        // SAFETY: `pc` points into the code's units.
        let unit = unsafe { frame.pc.offset_from(frame.code.entry) } as u32;
        saved.pc.set(unit);
        saved.argc.set(frame.argc);
        saved.dst.set(dst);
        saved.mode.set(mode);
        saved.value()
    }

    /// `StartGenerator`.
    pub(super) fn start_suspendable(&mut self, live: usize) -> JsResult<Suspension> {
        let frame = self.current();
        if frame.code.has(CODE_GENERATOR) {
            let is_async = frame.code.has(CODE_ASYNC);
            let default = if is_async { Intrinsic::AsyncGeneratorPrototype } else { Intrinsic::GeneratorPrototype };
            let callee = self.stack.get(frame.base);
            let shape = self.instance_shape_of(callee, default)?;
            let brand = if is_async { Brand::AsyncGenerator } else { Brand::Generator };
            let slots = [Value::int(AT_START), Value::UNDEFINED, Value::UNDEFINED];
            let generator = self.space.new_host(brand, shape, &slots);
            self.top_frame_mut().extra = generator.value();
            let saved = self.save_frame(live, u16::MAX, u16::MAX, Value::HOLE);
            generator.set(&mut self.space, FRAME, saved);
            if is_async {
                let queue = self.space.new_array(2).value();
                generator.set(&mut self.space, QUEUE, queue);
            }
            return Ok(Suspension::Leave(generator.value()));
        }
        let promise = self.new_promise();
        let frame = self.top_frame_mut();
        frame.extra = promise;
        frame.flags |= SUSPENDABLE;
        Ok(Suspension::GoOn)
    }

    fn top_frame_mut(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("a frame is running")
    }

    /// Whether the running async frame is still in the call that started it (its caller waits for
    /// the promise), not resumed by a job.
    fn is_first_run(frame: &Frame) -> bool {
        frame.flags & SUSPENDABLE != 0
    }

    /// `Await`.
    pub(super) fn suspend_await(&mut self, dst: u16, value: Value, live: usize) -> JsResult<Suspension> {
        let frame = self.current();
        let saved = self.save_frame(live, dst, u16::MAX, frame.extra);
        let mark = self.native_roots.len();
        self.native_roots.extend([saved, value]);
        let result = self.await_value(value, saved);
        self.native_roots.truncate(mark);
        result?;
        let first = Self::is_first_run(&frame) && !frame.code.has(CODE_GENERATOR);
        Ok(Suspension::Leave(if first { frame.extra } else { Value::UNDEFINED }))
    }

    /// Resumes a frame that awaited, from its reaction.
    pub(super) fn resume_awaiting(&mut self, frame: Value, value: Value, rejected: bool) -> JsResult<()> {
        let mode = if rejected { THROW } else { NEXT };
        match self.resume_frame(Gc::from_cell(frame.cell_unchecked()), Value::HOLE, mode, value) {
            Ok(_) => Ok(()),
            Err(thrown) if self.terminating => Err(thrown),
            // An async frame's exception has rejected its promise; nothing else comes out.
            Err(thrown) => self.take_exception(thrown).map(drop),
        }
    }

    /// The function of a suspended generator.
    pub fn generator_function(&self, generator: Gc<Host>) -> Option<Value> {
        let frame = Gc::<SuspendedFrame>::from_value(generator.get(FRAME))?;
        frame.slots().first().map(|callee| callee.get())
    }

    /// Puts a suspended frame back on the stack and runs it until it suspends or ends. `generator`:
    /// whose it is, if that held it.
    fn resume_frame(&mut self, saved: Gc<SuspendedFrame>, generator: Value, mode: i32, value: Value) -> JsResult {
        if self.native_stack_exhausted() {
            return Err(self.stack_overflow());
        }
        let realm = code_of(saved).realm;
        if realm != self.space.roots.realm {
            return self.across(realm, |vm| vm.resume_frame(saved, generator, mode, value));
        }
        let base = self.stack.top;
        self.restore_frame((saved, generator), mode, value, ENTRY, 0)?;
        let throws_here = mode == THROW && saved.mode.get() == u16::MAX;
        let result = if throws_here {
            self.throw_value(value);
            match self.unwind() {
                Some(result) => result,
                None => self.run(),
            }
        } else {
            self.run()
        };
        self.stack.top = base;
        result
    }

    /// `IteratorNext` on a generator that is the standard kind and suspended: pushes its frame on
    /// top of the running one, which goes on with the yielded value in register `dst`. False when
    /// the ordinary way is needed.
    pub(super) fn step_generator(&mut self, iterator: Value, method: Value, dst: u16) -> JsResult<bool> {
        if method != self.realm.get(Intrinsic::GeneratorNext) {
            return Ok(false);
        }
        let Some(host) = Host::of(iterator, Brand::Generator) else { return Ok(false) };
        let state = host.get(STATE).as_int_unchecked();
        if state != AT_START && state != AT_YIELD {
            return Ok(false);
        }
        let frame = Gc::<SuspendedFrame>::from_cell(host.get(FRAME).cell_unchecked());
        if code_of(frame).realm != self.space.roots.realm {
            return Ok(false);
        }
        self.restore_frame((frame, iterator), NEXT, Value::UNDEFINED, STEP, dst)?;
        host.set(&mut self.space, STATE, Value::int(RUNNING));
        host.set(&mut self.space, FRAME, Value::UNDEFINED);
        Ok(true)
    }

    /// Puts a suspended frame back on the stack; `generator` as for `resume_frame`.
    fn restore_frame(
        &mut self,
        (saved, generator): (Gc<SuspendedFrame>, Value),
        mode: i32,
        value: Value,
        flags: u16,
        result: u16,
    ) -> JsResult<()> {
        let slots = saved.slots();
        let (extra, registers) = slots.split_last().expect("a suspended frame has its extra slot");
        let code = code_of(saved);
        let base = self.stack.top;
        let end = base + usize::from(code.registers).max(registers.len()).max(saved.argc.get() as usize + 2);
        if !self.stack.reserve(end + 16) || self.frames.len() == self.frames.capacity() {
            return Err(self.stack_overflow());
        }
        for (i, slot) in registers.iter().enumerate() {
            self.stack.set(base + i, slot.get());
        }
        // Registers that were dead at the suspension: cleared, so that nothing stale is taken for
        // live.
        for i in registers.len()..usize::from(code.registers) {
            self.stack.set(base + i, Value::UNDEFINED);
        }
        // SAFETY: the unit was taken from this code's instruction pointer.
        let pc = unsafe { code.entry.add(saved.pc.get() as usize) };
        let extra = if generator.is_hole() { extra.get() } else { generator };
        let argc = saved.argc.get();
        self.frames.push(Frame { code, pc, base, dst: result, flags, argc, extra, saved: saved.value() });
        self.stack.top = base + usize::from(code.registers).max(argc as usize + 2);
        let (dst, mode_register) = (saved.dst.get(), saved.mode.get());
        if mode_register != u16::MAX {
            self.stack.set(base + usize::from(mode_register), Value::int(mode));
        }
        if dst != u16::MAX {
            self.stack.set(base + usize::from(dst), value);
        }
        Ok(())
    }

    /// `Yield`.
    pub(super) fn suspend_yield(
        &mut self,
        dst: u16,
        mode: u16,
        value: Value,
        raw: bool,
        live: usize,
    ) -> JsResult<Suspension> {
        let frame = self.current();
        let saved = self.save_frame(live, dst, mode, Value::HOLE);
        let generator = Gc::<Host>::from_cell(frame.extra.cell_unchecked());
        generator.set(&mut self.space, FRAME, saved);
        generator.set(&mut self.space, STATE, Value::int(AT_YIELD));
        if frame.code.has(CODE_ASYNC) {
            return self.async_yield(generator, value, raw);
        }
        if frame.flags & STEP != 0 {
            return if raw { self.step_raw(value) } else { Ok(Suspension::Leave(value)) };
        }
        let result = if raw { value } else { self.iterator_result(value, false) };
        Ok(Suspension::Leave(result))
    }

    /// A stepped generator passes on an inner iterator's result: its value is what the loop gets. A
    /// result that claims to be done ends the loop.
    fn step_raw(&mut self, result: Value) -> JsResult<Suspension> {
        let value = self.iterator_unwrap(result)?;
        if value.is_none() {
            self.end_step();
        }
        Ok(Suspension::Leave(value.unwrap_or(Value::UNDEFINED)))
    }

    /// The generator that the running `IteratorNext` steps is at its end: the frame below goes on
    /// where the loop ends, its iterator closed.
    pub(super) fn end_step(&mut self) {
        let below = self.frames.len() - 2;
        let caller = self.frames[below];
        // SAFETY: the caller's `pc` stands behind an `IteratorNext`.
        unsafe {
            let start = caller.pc.sub(ops::IteratorNext::UNITS);
            let iterator = *start.add(ops::IteratorNext.it().unit()) as usize;
            self.stack.set(caller.base + iterator, Value::UNDEFINED);
            let distance = start.add(ops::IteratorNext.done().unit()).cast::<i32>().read_unaligned();
            self.frames[below].pc = start.offset(distance as isize);
        }
        // The loop's register keeps its last value.
        self.top_frame_mut().dst = u16::MAX;
    }

    /// A stepped generator failed: nothing is left to close.
    pub(super) fn fail_step(&mut self, caller: usize) {
        let frame = self.frames[caller];
        // SAFETY: as in `end_step`.
        let iterator = unsafe { *frame.pc.sub(ops::IteratorNext::UNITS).add(ops::IteratorNext.it().unit()) } as usize;
        self.stack.set(frame.base + iterator, Value::UNDEFINED);
    }

    /// A suspendable frame returns `value`: what its caller or resumer gets.
    pub(super) fn finish_suspendable(&mut self, value: Value) -> JsResult {
        let frame = self.current();
        if frame.code.has(CODE_GENERATOR) {
            let Some(generator) = Gc::<Host>::from_value(frame.extra) else { return Ok(value) };
            self.complete(generator);
            if frame.code.has(CODE_ASYNC) {
                self.async_generator_settle(generator, Ok(value), true);
                self.async_generator_drain(generator)?;
                return Ok(Value::UNDEFINED);
            }
            if frame.flags & STEP != 0 {
                self.end_step();
                return Ok(Value::UNDEFINED);
            }
            return Ok(self.iterator_result(value, true));
        }
        let promise = frame.extra;
        if promise.is_undefined() {
            return Ok(value);
        }
        self.resolve_promise(promise, value);
        Ok(if Self::is_first_run(&frame) { promise } else { Value::UNDEFINED })
    }

    /// The exception on its way leaves a suspendable frame. `Some` when it is swallowed (an async
    /// function's promise is rejected): the value for the caller or resumer.
    pub(super) fn fail_suspendable(&mut self) -> Option<Value> {
        let frame = self.current();
        if frame.code.has(CODE_GENERATOR) {
            let generator = Gc::<Host>::from_value(frame.extra)?;
            self.complete(generator);
            if !frame.code.has(CODE_ASYNC) {
                return None;
            }
            let reason = std::mem::replace(&mut self.exception, Value::UNDEFINED);
            self.async_generator_settle(generator, Err(reason), true);
            let _ = self.async_generator_drain(generator);
            return Some(Value::UNDEFINED);
        }
        let reason = std::mem::replace(&mut self.exception, Value::UNDEFINED);
        let mut promise = frame.extra;
        let started = promise.is_object();
        if !started {
            // The parameters threw before the body started.
            let mark = self.native_roots.len();
            self.native_roots.push(reason);
            promise = self.new_promise();
            self.native_roots.truncate(mark);
        }
        self.reject_promise(promise, reason);
        Some(if !started || Self::is_first_run(&frame) { promise } else { Value::UNDEFINED })
    }

    fn complete(&mut self, generator: Gc<Host>) {
        generator.set(&mut self.space, STATE, Value::int(COMPLETED));
        generator.set(&mut self.space, FRAME, Value::UNDEFINED);
    }

    /// GeneratorResume and GeneratorResumeAbrupt: `generator.next(value)`, `.throw(value)`,
    /// `.return(value)`; `method` for the message.
    pub fn generator_resume(&mut self, generator: Value, mode: i32, value: Value, method: &str) -> JsResult {
        let Some(host) = Host::of(generator, Brand::Generator) else {
            let text = self.describe_value(generator);
            return Err(self
                .type_error(&format!("Method [Generator].prototype.{method} called on incompatible receiver {text}")));
        };
        let state = host.get(STATE).as_int_unchecked();
        if state == RUNNING {
            return Err(self.type_error(messages::GENERATOR_RUNS));
        }
        if state == COMPLETED || (state == AT_START && mode != NEXT) {
            self.complete(host);
            return match mode {
                THROW => Err(self.throw_value(value)),
                RETURN => Ok(self.iterator_result(value, true)),
                _ => Ok(self.iterator_result(Value::UNDEFINED, true)),
            };
        }
        let frame = Gc::<SuspendedFrame>::from_cell(host.get(FRAME).cell_unchecked());
        host.set(&mut self.space, STATE, Value::int(RUNNING));
        host.set(&mut self.space, FRAME, Value::UNDEFINED);
        let mark = self.native_roots.len();
        self.native_roots.extend([generator, frame.value(), value]);
        let result = self.resume_frame(frame, generator, mode, value);
        self.native_roots.truncate(mark);
        if result.is_err() {
            self.complete(host);
        }
        result
    }

    // ---- async generators

    /// `asyncGenerator.next(value)` and its kin: a promise for the result.
    pub fn async_generator_enqueue(&mut self, generator: Value, mode: i32, value: Value, method: &str) -> JsResult {
        let promise = self.new_promise();
        let mark = self.native_roots.len();
        self.native_roots.extend([generator, value, promise]);
        let result = self.async_generator_request(generator, mode, value, promise, method);
        self.native_roots.truncate(mark);
        result.map(|()| promise)
    }

    fn async_generator_request(
        &mut self,
        generator: Value,
        mode: i32,
        value: Value,
        promise: Value,
        method: &str,
    ) -> JsResult<()> {
        let Some(host) = Host::of(generator, Brand::AsyncGenerator) else {
            let text = self.describe_value(generator);
            let error = self.new_error(
                super::ErrorKind::Type,
                &format!("Method [AsyncGenerator].prototype.{method} called on incompatible receiver {text}"),
            );
            self.reject_promise(promise, error);
            return Ok(());
        };
        let request = self.space.new_tuple(&[Value::int(mode), value, promise]).value();
        let queue = Gc::<JsArray>::from_cell(host.get(QUEUE).cell_unchecked());
        self.space.array_push(queue, request);
        let state = host.get(STATE).as_int_unchecked();
        if state == RUNNING || state == AWAITING_RETURN {
            return Ok(());
        }
        self.async_generator_next(host)
    }

    /// The requests that an async generator has not answered: an array of the engine's own.
    #[cfg(feature = "cli")]
    pub(crate) fn requests_of(generator: Value) -> Value {
        Host::of(generator, Brand::AsyncGenerator).map_or(Value::UNDEFINED, |host| host.get(QUEUE))
    }

    pub(super) fn first_request(&self, host: Gc<Host>) -> Option<Gc<Slots>> {
        let queue = Gc::<JsArray>::from_cell(host.get(QUEUE).cell_unchecked());
        Gc::from_value(self.space.get_element(queue.object(), 0)?.value)
    }

    fn take_request(&mut self, host: Gc<Host>) -> Option<Gc<Slots>> {
        let request = self.first_request(host)?;
        let queue = Gc::<JsArray>::from_cell(host.get(QUEUE).cell_unchecked());
        let rest: Vec<Value> =
            (1..queue.length()).filter_map(|i| self.space.get_element(queue.object(), i)).map(|p| p.value).collect();
        let shorter = self.space.new_array_from(&rest).value();
        host.set(&mut self.space, QUEUE, shorter);
        Some(request)
    }

    /// Serves the first request of a generator that is not running.
    fn async_generator_next(&mut self, host: Gc<Host>) -> JsResult<()> {
        let Some(request) = self.first_request(host) else { return Ok(()) };
        let (mode, value) = (request.get(0).as_int_unchecked(), request.get(1));
        let mut state = host.get(STATE).as_int_unchecked();
        if state == AT_START && mode != NEXT {
            self.complete(host);
            state = COMPLETED;
        }
        if state == COMPLETED {
            return self.async_generator_drain(host);
        }
        let frame = Gc::<SuspendedFrame>::from_cell(host.get(FRAME).cell_unchecked());
        host.set(&mut self.space, STATE, Value::int(RUNNING));
        host.set(&mut self.space, FRAME, Value::UNDEFINED);
        let mark = self.native_roots.len();
        self.native_roots.extend([host.value(), frame.value(), value]);
        let result = self.resume_frame(frame, host.value(), mode, value);
        self.native_roots.truncate(mark);
        match result {
            Err(thrown) if self.terminating => Err(thrown),
            Err(thrown) => self.take_exception(thrown).map(drop),
            Ok(_) => Ok(()),
        }
    }

    /// Settles the first request's promise and takes it off the queue.
    fn async_generator_settle(&mut self, host: Gc<Host>, outcome: Result<Value, Value>, done: bool) {
        let Some(request) = self.take_request(host) else { return };
        let promise = request.get(2);
        match outcome {
            Ok(value) => {
                let result = self.iterator_result(value, done);
                self.resolve_promise(promise, result);
            }
            Err(reason) => self.reject_promise(promise, reason),
        }
    }

    /// A completed generator answers what is still queued.
    fn async_generator_drain(&mut self, host: Gc<Host>) -> JsResult<()> {
        while let Some(request) = self.first_request(host) {
            let (mode, value) = (request.get(0).as_int_unchecked(), request.get(1));
            match mode {
                NEXT => self.async_generator_settle(host, Ok(Value::UNDEFINED), true),
                THROW => self.async_generator_settle(host, Err(value), true),
                _ => {
                    host.set(&mut self.space, STATE, Value::int(AWAITING_RETURN));
                    let (fulfilled, rejected) = (
                        self.native_id("%async-generator-return-fulfilled"),
                        self.native_id("%async-generator-return-rejected"),
                    );
                    let mark = self.native_roots.len();
                    let on_fulfilled = self.space.new_native(fulfilled, host.value()).value();
                    let on_rejected = self.space.new_native(rejected, host.value()).value();
                    self.native_roots.extend([host.value(), on_fulfilled, on_rejected]);
                    let waiting = self.then_native(value, on_fulfilled, on_rejected);
                    self.native_roots.truncate(mark);
                    match waiting {
                        Ok(()) => return Ok(()),
                        Err(thrown) => {
                            let reason = self.take_exception(thrown)?;
                            host.set(&mut self.space, STATE, Value::int(COMPLETED));
                            self.async_generator_settle(host, Err(reason), true);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn async_yield(&mut self, generator: Gc<Host>, value: Value, raw: bool) -> JsResult<Suspension> {
        let _ = raw;
        self.async_generator_settle(generator, Ok(value), false);
        if self.first_request(generator).is_some() {
            // Served by a job-less continuation: the frame is suspended already, so it is resumed
            // after this run has left it.
            let function = self.continue_function(generator);
            self.queue_job_first(super::Microtask::Call { function, argument: Value::UNDEFINED });
        }
        Ok(Suspension::Leave(Value::UNDEFINED))
    }

    fn continue_function(&mut self, generator: Gc<Host>) -> Value {
        let id = self.native_id("%async-generator-return-fulfilled");
        let tuple = self.space.new_tuple(&[generator.value()]).value();
        self.space.new_native(id, tuple).value()
    }

    // ---- for await over sync iterators

    /// GetIterator(async).
    pub(super) fn get_async_iterator(&mut self, source: Value) -> JsResult<(Value, Value)> {
        let method = if source.is_nullish() {
            Value::UNDEFINED
        } else {
            self.get_method(source, self.space.names.symbol_async_iterator)?
        };
        if !method.is_undefined() {
            let iterator = self.call_value(method, source, &[])?;
            if !iterator.is_object() {
                return Err(self.type_error("Result of the Symbol.asyncIterator method is not an object"));
            }
            return self.iterator_record(iterator);
        }
        let method = if source.is_nullish() {
            Value::UNDEFINED
        } else {
            self.get_value(source, self.space.names.symbol_iterator)?
        };
        if !method.is_callable() {
            let text = self.not_iterable(source);
            let message = self.exception_message();
            let _ = text;
            return Err(self.type_error(&message.replace("is not iterable", "is not async iterable")));
        }
        let iterator = self.call_value(method, source, &[])?;
        let (iterator, next) = self.iterator_record(iterator)?;
        self.async_from_sync_iterator(iterator, next)
    }

    /// CreateAsyncFromSyncIterator (ECMA-262 §27.1.6.1): the iterator and its next method.
    pub fn async_from_sync_iterator(&mut self, iterator: Value, next: Value) -> JsResult<(Value, Value)> {
        let mark = self.native_roots.len();
        self.native_roots.extend([iterator, next]);
        let shape = self.realm.shape(&mut self.space, Intrinsic::AsyncFromSyncIteratorPrototype);
        let wrapper = self.space.new_host(Brand::AsyncFromSyncIterator, shape, &[iterator, next]).value();
        self.native_roots.push(wrapper);
        let result = self.iterator_record(wrapper);
        self.native_roots.truncate(mark);
        result
    }

    fn exception_message(&mut self) -> String {
        let error = std::mem::replace(&mut self.exception, Value::UNDEFINED);
        let key = self.space.names.message;
        let message = Gc::from_value(error).and_then(|object| self.space.get_named(object, key));
        message.map_or_else(String::new, |p| self.text_of(p.value))
    }

    /// A step of a wrapped sync iterator: `%AsyncFromSyncIteratorPrototype%.next`, `.return`,
    /// `.throw` by mode.
    pub fn async_from_sync_step(&mut self, wrapper: Value, mode: i32, argument: Option<Value>) -> JsResult {
        let promise = self.new_promise();
        let mark = self.native_roots.len();
        self.native_roots.extend([wrapper, promise, argument.unwrap_or(Value::UNDEFINED)]);
        let outcome = self.async_from_sync_inner(wrapper, mode, argument, promise);
        let result = match outcome {
            Ok(()) => Ok(promise),
            Err(thrown) => self.take_exception(thrown).map(|reason| {
                self.reject_promise(promise, reason);
                promise
            }),
        };
        self.native_roots.truncate(mark);
        result
    }

    fn async_from_sync_inner(
        &mut self,
        wrapper: Value,
        mode: i32,
        argument: Option<Value>,
        promise: Value,
    ) -> JsResult<()> {
        let Some(host) = Host::of(wrapper, Brand::AsyncFromSyncIterator) else {
            return Err(self.type_error("not an async-from-sync iterator"));
        };
        let (iterator, next) = (host.get(0), host.get(1));
        let arguments: Vec<Value> = argument.into_iter().collect();
        let method = match mode {
            NEXT => next,
            _ => {
                let names = &self.space.names;
                let key = if mode == THROW { names.throw } else { names.return_ };
                self.get_method(iterator, key)?
            }
        };
        if method.is_undefined() {
            let value = argument.unwrap_or(Value::UNDEFINED);
            if mode == RETURN {
                let result = self.iterator_result(value, true);
                self.resolve_promise(promise, result);
                return Ok(());
            }
            self.iterator_close(iterator)?;
            return Err(self.type_error("The iterator does not provide a 'throw' method"));
        }
        let result = self.call_value(method, iterator, &arguments)?;
        self.native_roots.push(result);
        let (value, done) = match self.iterator_unwrap(result)? {
            Some(value) => (value, false),
            None => (self.get_value(result, self.space.names.value)?, true),
        };
        self.native_roots.push(value);
        let inner = match self.promise_resolve(value) {
            Ok(inner) => inner,
            Err(thrown) if !done && mode != RETURN => return Err(self.iterator_close_throwing(iterator, thrown)),
            Err(thrown) => return Err(thrown),
        };
        self.native_roots.push(inner);
        let name = if done { "%async-from-sync-unwrap-done" } else { "%async-from-sync-unwrap" };
        let id = self.native_id(name);
        let unwrap = self.space.new_native(id, Value::UNDEFINED).value();
        // What is rejected closes the iterator, unless that is at its end or being closed.
        let mut rejected = Value::UNDEFINED;
        if !done && mode != RETURN {
            self.native_roots.push(unwrap);
            let id = self.native_id("%async-from-sync-close");
            rejected = self.space.new_native(id, iterator).value();
        }
        self.perform_then(inner, unwrap, rejected, promise);
        Ok(())
    }
}

/// The value of an async generator's `return` settled; or (data is a record) the generator has
/// another request to serve.
fn return_settled(cx: &mut Cx<'_>, rejected: bool) -> JsResult {
    let data = cx.data();
    let value = *cx.arg(0);
    let vm = cx.vm();
    if let Some(record) = Gc::<Slots>::from_value(data) {
        if let Some(host) = Host::of(record.get(0), Brand::AsyncGenerator)
            && host.get(STATE).as_int_unchecked() == AT_YIELD
        {
            vm.async_generator_next(host)?;
        }
        return Ok(Value::UNDEFINED);
    }
    let Some(host) = Host::of(data, Brand::AsyncGenerator) else { return Ok(Value::UNDEFINED) };
    host.set(&mut vm.space, STATE, Value::int(COMPLETED));
    vm.async_generator_settle(host, if rejected { Err(value) } else { Ok(value) }, true);
    vm.async_generator_drain(host)?;
    Ok(Value::UNDEFINED)
}

fn close_async_from_sync(cx: &mut Cx<'_>) -> JsResult {
    let (iterator, reason) = (cx.data(), *cx.arg(0));
    let thrown = cx.throw_value(reason);
    Err(cx.vm().iterator_close_throwing(iterator, thrown))
}

fn unwrap_async_from_sync(cx: &mut Cx<'_>, done: bool) -> JsResult {
    let value = *cx.arg(0);
    Ok(cx.vm().iterator_result(value, done))
}
