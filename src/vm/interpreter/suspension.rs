//! Generators and async functions: starting, suspending.

use super::activation::{Activation, Exit, Step};
use crate::bytecode::operand::has::*;
use crate::bytecode::ops;
use crate::objects::Value;
use crate::vm::Vm;
use crate::vm::generator::Suspension;
use crate::vm::stack::ENTRY;

impl Vm {
    #[inline(always)]
    pub(super) fn op_start_generator(&mut self, at: &mut Activation, i: ops::StartGenerator) -> Step {
        let live = at.live(i.live());
        at.save(i);
        match self.start_suspendable(live)? {
            Suspension::GoOn => at.next(i),
            Suspension::Leave(value) => self.leave_suspended(value),
        }
    }

    #[inline(always)]
    pub(super) fn op_yield(&mut self, at: &mut Activation, i: ops::Yield) -> Step {
        let (dst, mode, value, raw, live) =
            (at.reg(i.dst()) as u16, at.reg(i.mode()) as u16, at.get(i.src()), at.flag(i.raw()), at.live(i.live()));
        at.save(i);
        match self.suspend_yield(dst, mode, value, raw, live)? {
            Suspension::GoOn => Err(Exit::Switch),
            Suspension::Leave(value) => self.leave_suspended(value),
        }
    }

    #[inline(always)]
    pub(super) fn op_await(&mut self, at: &mut Activation, i: ops::Await) -> Step {
        let (dst, value, live) = (at.reg(i.dst()) as u16, at.get(i.src()), at.live(i.live()));
        at.save(i);
        match self.suspend_await(dst, value, live)? {
            Suspension::GoOn => Err(Exit::Switch),
            Suspension::Leave(value) => self.leave_suspended(value),
        }
    }

    /// Pops the top frame, which suspended or finished with `value`. The value goes to the caller's
    /// register, or out of the loop.
    pub(super) fn leave_suspended(&mut self, value: Value) -> Step {
        let frame = self.frames.pop().expect("a frame suspends");
        if frame.flags & ENTRY != 0 {
            self.restore_top();
            return Err(Exit::Return(value));
        }
        if let Some(caller) = self.frames.last() {
            let (base, end) = (caller.base, caller.end());
            if frame.dst != u16::MAX {
                self.stack.set(base + usize::from(frame.dst), value);
            }
            self.stack.top = end;
        }
        Err(Exit::Switch)
    }
}
