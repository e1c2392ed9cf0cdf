//! `[[Call]]` and `[[Construct]]` of proxies (ECMA-262 §10.5.12, §10.5.13).

use crate::objects::{Gc, Key, Proxy, Value};
use crate::vm::native::JsResult;
use crate::vm::{Throw, Vm, messages};

/// Calls that one call may become before a function runs.
const MAX_FORWARDED: u32 = 10_000;
/// The values in front of a window's arguments: callee and receiver.
const HEAD: usize = 2;

impl Vm {
    /// Counts a call that became another one in the same window, which may go on without an end: a
    /// trap that is its own proxy, a list of arguments that holds itself.
    #[inline]
    pub(in crate::vm) fn count_forwarded(&mut self, argc: usize, forwarded: &mut u32) -> JsResult<usize> {
        *forwarded += 1;
        if *forwarded > MAX_FORWARDED { Err(self.stack_overflow()) } else { Ok(argc) }
    }

    /// Puts what a call of the proxy in the window at `base` comes to in its place: the target, or
    /// the trap with what it gets, which counts as forwarded. The argument count.
    pub(in crate::vm) fn unfold_proxy(&mut self, base: usize, argc: usize, forwarded: &mut u32) -> JsResult<usize> {
        let (target, handler, trap) = self.call_trap(base, argc, self.space.names.apply)?;
        let Some(trap) = trap else {
            self.stack.set(base, target);
            return Ok(argc);
        };
        self.count_forwarded(argc, forwarded)?;
        let list = self.space.new_array_from(self.stack.slice(base + HEAD, argc)).value();
        let window = [trap, handler, target, self.stack.get(base + 1), list];
        if !self.stack.reserve(base + window.len() + 8) {
            return Err(self.stack_overflow());
        }
        for (i, value) in window.into_iter().enumerate() {
            self.stack.set(base + i, value);
        }
        self.stack.top = self.stack.top.max(base + window.len());
        Ok(window.len() - HEAD)
    }

    /// `new` of the proxy in the window at `base`: what its trap gave, or `None` with the target in
    /// its place.
    pub(in crate::vm) fn construct_proxy(
        &mut self,
        base: usize,
        argc: usize,
        new_target: Value,
    ) -> JsResult<Option<Value>> {
        let mark = self.native_roots.len();
        self.native_roots.push(new_target);
        let found = self.call_trap(base, argc, self.space.names.construct);
        self.native_roots.truncate(mark);
        let (target, handler, trap) = found?;
        let Some(trap) = trap else {
            self.stack.set(base, target);
            return Ok(None);
        };
        let list = self.space.new_array_from(self.stack.slice(base + HEAD, argc)).value();
        let made = self.call_value(trap, handler, &[target, list, new_target])?;
        if made.is_object() {
            return Ok(Some(made));
        }
        let text = self.describe_value(made);
        let what = format!("trap returned non-object ('{text}')");
        Err(self.trap_error(self.space.names.construct, &what))
    }

    /// Target, handler and trap of the proxy in the window. The window keeps the proxy; target and
    /// handler are values that the trap's getter may take from it.
    fn call_trap(&mut self, base: usize, argc: usize, name: Key) -> JsResult<(Value, Value, Option<Value>)> {
        let callee = self.stack.get(base);
        let proxy = Gc::<Proxy>::from_cell(callee.cell_unchecked());
        let (target, handler) = (proxy.target.get(), proxy.handler.get());
        if !target.is_object() {
            let name = self.describe_key(name);
            return Err(self.type_error(&messages::revoked(&name)));
        }
        self.stack.top = self.stack.top.max(base + HEAD + argc);
        let mark = self.native_roots.len();
        self.native_roots.extend_from_slice(&[target, handler]);
        let trap = self.get_value(handler, name);
        self.native_roots.truncate(mark);
        let trap = trap?;
        if trap.is_nullish() {
            return Ok((target, handler, None));
        }
        if trap.is_callable() { Ok((target, handler, Some(trap))) } else { Err(self.no_call_trap(callee)) }
    }

    #[cold]
    fn no_call_trap(&mut self, proxy: Value) -> Throw {
        let text = self.call_subject(proxy);
        self.type_error(&messages::not_a_function(&text))
    }
}
