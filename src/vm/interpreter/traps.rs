//! Traps of proxies in frames of their own: reading, writing and `in` where the trap is a plain
//! function of this realm run in the loop that met them, as calls do. Everything else goes through
//! the internal methods (`internal_methods/proxy/`), which call from Rust.
//!
//! Invariant: below the window of a frame with one of the flags of [`TRAP`] lie [`KEPT`] values:
//! the proxy's target, the key, and the value that is stored. They are roots as long as the frame
//! stands, for its arguments can be assigned to.

use super::activation::{Activation, Exit};
use crate::objects::cells::code::{CODE_ASYNC, CODE_CLASS, CODE_EXTRA_ARGUMENTS, CODE_GENERATOR};
use crate::objects::{Function, Gc, JsString, Key, Object, Proxy, Value};
use crate::vm::stack::{Frame, TRAP_GET, TRAP_HAS, TRAP_SET};
use crate::vm::{JsResult, Vm};

/// Values below the window of a trap.
const KEPT: usize = 3;

/// What a trap is asked.
struct Question {
    /// One of the flags of `TRAP`.
    flag: u16,
    /// The register for the answer.
    dst: usize,
    key: Key,
    /// What is stored.
    value: Value,
}

impl Vm {
    /// A string or symbol as the key that a trap may be asked for.
    #[inline]
    pub(super) fn trap_name(&mut self, key: Value) -> Option<Key> {
        match Gc::<JsString>::from_value(key) {
            Some(string) => Some(self.space.string_key(string)),
            None => key.is_symbol().then(|| Key::name(key)),
        }
    }

    /// `base[key]` of a proxy: whether its trap's frame was pushed.
    #[inline(never)]
    pub(super) fn enter_get(&mut self, base: Value, key: Key, dst: usize) -> JsResult<bool> {
        let question = Question { flag: TRAP_GET, dst, key, value: Value::UNDEFINED };
        self.enter_trap(base, self.space.names.get, question, |target, name, _| ([target, name, base, base], 3))
    }

    /// `base[key] = value` on a proxy: whether its trap's frame was pushed.
    #[inline(never)]
    pub(super) fn enter_set(&mut self, base: Value, key: Key, value: Value) -> JsResult<bool> {
        let question = Question { flag: TRAP_SET, dst: 0, key, value };
        self.enter_trap(base, self.space.names.set, question, |target, name, value| ([target, name, value, base], 4))
    }

    /// `key in base` of a proxy: whether its trap's frame was pushed.
    #[inline(never)]
    pub(super) fn enter_has(&mut self, base: Value, key: Key, dst: usize) -> JsResult<bool> {
        let question = Question { flag: TRAP_HAS, dst, key, value: Value::UNDEFINED };
        self.enter_trap(base, self.space.names.has, question, |target, name, _| ([target, name, base, base], 2))
    }

    /// Pushes the frame of the trap `name` with the arguments that `arguments` makes of target, key
    /// and value.
    #[inline(always)]
    fn enter_trap(
        &mut self,
        base: Value,
        name: Key,
        question: Question,
        arguments: impl FnOnce(Value, Value, Value) -> ([Value; 4], usize),
    ) -> JsResult<bool> {
        let Some(proxy) = Gc::<Proxy>::from_value(base) else { return Ok(false) };
        let (Some(target), Some(key)) = (proxy.live_target(), question.key.as_name()) else { return Ok(false) };
        let Some(trap) = self.plain_trap(proxy.handler.get(), name) else { return Ok(false) };
        let (arguments, argc) = arguments(target.value(), key, question.value);
        let kept = self.stack.top;
        let window = kept + KEPT;
        if !self.stack.reserve(window + 2 + argc) {
            return Err(self.stack_overflow());
        }
        for (i, value) in [target.value(), key, question.value].into_iter().enumerate() {
            self.stack.set(kept + i, value);
        }
        self.stack.set(window, trap.value());
        self.stack.set(window + 1, proxy.handler.get());
        for (i, &value) in arguments.iter().take(argc).enumerate() {
            self.stack.set(window + 2 + i, value);
        }
        self.push_frame(trap, window, argc, question.dst as u16, question.flag, Value::UNDEFINED)?;
        Ok(true)
    }

    /// The trap that a handler has as a data property, if a frame can be pushed for it.
    #[inline(always)]
    fn plain_trap(&mut self, handler: Value, name: Key) -> Option<Gc<Function>> {
        let handler = Gc::<Object>::from_value(handler)?;
        let found = match self.known_property(handler, name) {
            Some((value, place)) if !place.is_accessor() => value,
            Some(_) => return None,
            None => self.find_plain(handler, name)?,
        };
        let trap = Gc::<Function>::from_value(found)?;
        let code = trap.code();
        let is_plain =
            code.callable_in == self.space.roots.realm && code.flags & (CODE_ASYNC | CODE_GENERATOR | CODE_CLASS) == 0;
        is_plain.then_some(trap)
    }

    /// A data property of the handler itself, remembered for the next time.
    #[cold]
    fn find_plain(&mut self, handler: Gc<Object>, name: Key) -> Option<Value> {
        if !crate::vm::internal_methods::is_ordinary_for(handler, name) {
            return None;
        }
        let found = self.peek_own(handler, name).filter(|found| !found.is_accessor())?;
        self.remember_lookup(handler, Some(handler), name);
        Some(found.value)
    }

    /// Leaves the topmost frame, a trap's, with a value: what that means for the frame below. It
    /// takes no activation and no frame, which would have to lie in memory.
    #[inline(never)]
    pub(super) fn leave_trap(&mut self, value: Value) -> Exit {
        let Some(done) = self.frames.pop() else { return Exit::Switch };
        match self.answer_trap(&done, value) {
            Ok(()) => Exit::Switch,
            Err(thrown) => Exit::from(thrown),
        }
    }

    fn answer_trap(&mut self, done: &Frame, value: Value) -> JsResult<()> {
        let shifted = done.code.has(CODE_EXTRA_ARGUMENTS) && done.argc > u32::from(done.code.params);
        let window = if shifted { done.base - 2 - done.argc as usize } else { done.base };
        let kept: [Value; KEPT] = std::array::from_fn(|i| self.stack.get(window - KEPT + i));
        let target = Gc::<Object>::from_cell(kept[0].cell_unchecked());
        let key = Key::name(kept[1]);
        let at = &mut Activation::top(self);
        // What is looked at may be a proxy, whose traps run above.
        self.stack.top = window;
        let answer = match done.flags & (TRAP_GET | TRAP_SET) {
            TRAP_GET => self.finish_get(target, key, value),
            TRAP_SET => self.finish_set(target, key, kept[2], value).map(Value::boolean),
            _ => self.finish_has(target, key, value).map(Value::boolean),
        };
        self.stack.top = at.frame().end();
        let answer = answer?;
        if done.flags & TRAP_SET == 0 {
            at.set_register(done.dst.into(), answer);
        } else if at.strict() && answer == Value::FALSE {
            let set = self.space.names.set;
            return Err(self.trap_refused(set, Some(key)));
        }
        Ok(())
    }
}
