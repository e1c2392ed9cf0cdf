//! Throwing, and the way of an exception to its handler.

use super::activation::{Activation, Exit, Step};
use crate::bytecode::operand::has::*;
use crate::bytecode::ops;
use crate::objects::Value;
use crate::objects::cells::code::{CODE_ASYNC, CODE_GENERATOR};
use crate::vm::messages;
use crate::vm::stack::{ENTRY, Frame, STEP};
use crate::vm::{JsResult, Throw, Vm};

impl Vm {
    /// Nothing without a debugger.
    #[inline(always)]
    pub(super) fn op_debugger(&mut self, at: &mut Activation, i: ops::Debugger) -> Step {
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_throw(&mut self, at: &mut Activation, i: ops::Throw) -> Step {
        at.save(i);
        Err(self.throw_value(at.get(i.src())).into())
    }

    #[inline(always)]
    pub(super) fn op_rethrow(&mut self, at: &mut Activation, i: ops::Rethrow) -> Step {
        at.save(i);
        self.exception = at.get(i.src());
        Err(Throw(()).into())
    }

    #[inline(always)]
    pub(super) fn op_throw_const_assign(&mut self, at: &mut Activation, i: ops::ThrowConstAssign) -> Step {
        at.save(i);
        Err(self.type_error(messages::CONSTANT).into())
    }

    #[inline(always)]
    pub(super) fn op_throw_error(&mut self, at: &mut Activation, i: ops::ThrowError) -> Step {
        at.save(i);
        Err(self.throw_found(at.choice(i.error()), at.constant(i.message())).into())
    }

    /// After an entry frame left: the stack's top is the caller's business (`call_value` restores
    /// it).
    pub(super) fn restore_top(&mut self) {
        if let Some(frame) = self.frames.last() {
            self.stack.top = frame.end();
        }
    }

    /// Finds the handler of the exception that is on its way and goes there; pops frames on the
    /// way. `Some` when the entry frame was popped: what `run` returns.
    #[cold]
    #[inline(never)]
    pub(in crate::vm) fn unwind(&mut self) -> Option<JsResult> {
        loop {
            let frame = *self.frames.last().expect("the entry frame stops the unwinding");
            if !self.terminating
                && let Some(handler) = find_handler(&frame)
            {
                let exception = std::mem::replace(&mut self.exception, Value::UNDEFINED);
                self.stack.set(frame.base + handler.1 as usize, exception);
                // SAFETY: the handler's target is a unit of the frame's code.
                let pc = unsafe { frame.code.entry.add(handler.0 as usize) };
                self.frames.last_mut().expect("just seen").pc = pc;
                self.stack.top = frame.end();
                return None;
            }
            let suspendable = frame.code.flags & (CODE_ASYNC | CODE_GENERATOR) != 0;
            if suspendable
                && !self.terminating
                && let Some(value) = self.fail_suspendable()
            {
                // An async function's exception rejects its promise: the caller goes on with the
                // promise.
                return match self.leave_suspended(value) {
                    Err(Exit::Return(promise)) => Some(Ok(promise)),
                    _ => None,
                };
            }
            self.frames.pop();
            if frame.flags & ENTRY != 0 {
                self.restore_top();
                return Some(Err(Throw(())));
            }
            if frame.flags & STEP != 0 {
                self.fail_step(self.frames.len() - 1);
            }
        }
    }
}

fn find_handler(frame: &Frame) -> Option<(u32, u16)> {
    let unit = frame.unit();
    let handlers = &frame.code.proto().handlers;
    handlers.iter().find(|h| h.from <= unit && unit < h.to).map(|h| (h.target, h.register.0))
}
