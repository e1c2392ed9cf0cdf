//! Calls, construction and return. The callee's window (callee, receiver, arguments) is in place on
//! the value stack; bytecode gets a frame there, natives run.

use super::activation::{Activation, Exit, Step};
use super::families::{EvalCall, WindowCall};
use crate::bytecode::operand::Instruction;
use crate::bytecode::operand::has::*;
use crate::bytecode::ops;
use crate::objects::cells::code::{CODE_ASYNC, CODE_GENERATOR};
use crate::objects::{Function, Gc, Kind, Value};
use crate::vm::call::Called;
use crate::vm::realm::Intrinsic;
use crate::vm::stack::{CONSTRUCT, ENTRY, STEP, TRAP};
use crate::vm::{JsResult, Vm};

impl Vm {
    /// Calls what stands in the window.
    #[inline(always)]
    fn call_registers(&mut self, at: &mut Activation, i: impl WindowCall, argc: usize) -> Step {
        let window = at.reg(i.base());
        let callee = at.register(window);
        let dst = at.reg(i.dst()) as u16;
        let base = at.base() + window;
        at.save(i);
        if callee.is_cell() && callee.cell_unchecked().kind() == Kind::Function as u8 {
            let function = Gc::<Function>::from_cell(callee.cell_unchecked());
            // Another realm is entered by the long way; a class is in none.
            if function.code().callable_in == self.space.roots.realm {
                self.push_frame(function, base, argc, dst, 0, Value::UNDEFINED)?;
                return Err(Exit::Switch);
            }
        }
        match self.call_window(base, argc, dst, 0)? {
            Called::Entered => Err(Exit::Switch),
            Called::Returned(value) => at.give(i, value),
        }
    }

    /// Constructs with what stands in the window.
    #[inline(always)]
    fn construct_registers(&mut self, at: &mut Activation, i: impl WindowCall, argc: usize, target: Value) -> Step {
        let dst = at.reg(i.dst()) as u16;
        at.save(i);
        match self.construct_window(at.base() + at.reg(i.base()), argc, target, dst, 0)? {
            Called::Entered => Err(Exit::Switch),
            Called::Returned(value) => at.give(i, value),
        }
    }

    /// The number of arguments after spreading the array in the window.
    #[inline(always)]
    fn spread_window(&mut self, at: &Activation, i: impl WindowCall) -> Result<usize, Exit> {
        at.save(i);
        Ok(self.spread_arguments(at.base() + at.reg(i.base()))?)
    }

    #[inline(always)]
    pub(super) fn op_call(&mut self, at: &mut Activation, i: ops::Call) -> Step {
        self.call_registers(at, i, at.count(i.argc()))
    }

    #[inline(always)]
    pub(super) fn op_call_undefined(&mut self, at: &mut Activation, i: ops::CallUndefined) -> Step {
        at.set_register(at.reg(i.base()) + 1, Value::UNDEFINED);
        self.call_registers(at, i, at.count(i.argc()))
    }

    /// A tail call (PrepareForTailCall, ECMA-262 §15.10.3): the callee's window takes the place of
    /// this frame's, if both are plain functions of this realm; else it is a call like others.
    #[inline(always)]
    fn tail_call_registers(&mut self, at: &mut Activation, i: impl WindowCall, argc: usize) -> Step {
        at.save(i);
        if self.enter_tail_call(at.reg(i.base()), argc)? {
            return Err(Exit::Switch);
        }
        self.call_registers(at, i, argc)
    }

    /// Puts the frame of the callee in the window at register `window` in place of the topmost one;
    /// false when it must be called in another way. It takes no activation, which never lies in
    /// memory.
    #[inline(never)]
    fn enter_tail_call(&mut self, window: usize, argc: usize) -> JsResult<bool> {
        let Some(&frame) = self.frames.last() else { return Ok(false) };
        let callee = Gc::<Function>::from_value(self.stack.get(frame.base + window));
        let callee = callee.filter(|function| function.code().callable_in == self.space.roots.realm);
        // What a constructor or a trap returns is looked at.
        let Some(function) = callee.filter(|_| frame.flags & (CONSTRUCT | TRAP) == 0) else { return Ok(false) };
        let (from, to) = (frame.base + window, frame.arguments() - 2);
        for register in 0..argc + 2 {
            let value = self.stack.get(from + register);
            self.stack.set(to + register, value);
        }
        self.frames.pop();
        self.stack.top = to + argc + 2;
        if let Err(thrown) = self.push_frame(function, to, argc, frame.dst, frame.flags & ENTRY, Value::UNDEFINED) {
            // Whoever entered the frame looks for it.
            self.frames.push(frame);
            self.stack.top = frame.end();
            return Err(thrown);
        }
        Ok(true)
    }

    #[inline(always)]
    pub(super) fn op_tail_call(&mut self, at: &mut Activation, i: ops::TailCall) -> Step {
        self.tail_call_registers(at, i, at.count(i.argc()))
    }

    #[inline(always)]
    pub(super) fn op_tail_call_undefined(&mut self, at: &mut Activation, i: ops::TailCallUndefined) -> Step {
        at.set_register(at.reg(i.base()) + 1, Value::UNDEFINED);
        self.tail_call_registers(at, i, at.count(i.argc()))
    }

    #[inline(always)]
    pub(super) fn op_tail_direct_eval(&mut self, at: &mut Activation, i: ops::TailDirectEval) -> Step {
        let argc = at.count(i.argc());
        if at.register(at.reg(i.base())) == self.realm.get(Intrinsic::Eval) {
            return self.eval_registers(at, i, argc);
        }
        self.tail_call_registers(at, i, argc)
    }

    #[inline(always)]
    pub(super) fn op_call_spread(&mut self, at: &mut Activation, i: ops::CallSpread) -> Step {
        let argc = self.spread_window(at, i)?;
        self.call_registers(at, i, argc)
    }

    /// A call written `eval(…)`.
    #[inline(always)]
    fn eval_registers(&mut self, at: &mut Activation, i: impl EvalCall, argc: usize) -> Step {
        let window = at.reg(i.base());
        if at.register(window) != self.realm.get(Intrinsic::Eval) {
            return self.call_registers(at, i, argc);
        }
        let base = at.base() + window;
        let source = if argc > 0 { self.stack.get(base + 2) } else { Value::UNDEFINED };
        if !source.is_string() {
            return at.give(i, source);
        }
        let dst = at.reg(i.dst()) as u16;
        at.save(i);
        let place = at.code.proto().evals[at.count(i.place())].clone();
        let code = self.direct_eval(source, at.get(i.env()), &place)?;
        self.stack.set(base, code.value());
        self.stack.set(base + 1, Value::UNDEFINED);
        self.push_frame(code, base, 0, dst, 0, Value::UNDEFINED)?;
        Err(Exit::Switch)
    }

    #[inline(always)]
    pub(super) fn op_direct_eval(&mut self, at: &mut Activation, i: ops::DirectEval) -> Step {
        self.eval_registers(at, i, at.count(i.argc()))
    }

    #[inline(always)]
    pub(super) fn op_direct_eval_spread(&mut self, at: &mut Activation, i: ops::DirectEvalSpread) -> Step {
        let argc = self.spread_window(at, i)?;
        self.eval_registers(at, i, argc)
    }

    #[inline(always)]
    pub(super) fn op_new(&mut self, at: &mut Activation, i: ops::New) -> Step {
        self.construct_registers(at, i, at.count(i.argc()), at.register(at.reg(i.base())))
    }

    #[inline(always)]
    pub(super) fn op_new_spread(&mut self, at: &mut Activation, i: ops::NewSpread) -> Step {
        let argc = self.spread_window(at, i)?;
        self.construct_registers(at, i, argc, at.register(at.reg(i.base())))
    }

    #[inline(always)]
    pub(super) fn op_super_call(&mut self, at: &mut Activation, i: ops::SuperCall) -> Step {
        self.construct_registers(at, i, at.count(i.argc()), at.get(i.target()))
    }

    #[inline(always)]
    pub(super) fn op_super_call_spread(&mut self, at: &mut Activation, i: ops::SuperCallSpread) -> Step {
        let argc = self.spread_window(at, i)?;
        self.construct_registers(at, i, argc, at.get(i.target()))
    }

    #[inline(always)]
    pub(super) fn op_check_derived_return(&mut self, at: &mut Activation, i: ops::CheckDerivedReturn) -> Step {
        at.save(i);
        let value = self.derived_return(at.get(i.src()), at.get(i.this()))?;
        at.give(i, value)
    }

    #[inline(always)]
    pub(super) fn op_return_value(&mut self, at: &mut Activation, i: ops::Return) -> Step {
        self.op_return(at, i, at.get(i.src()))
    }

    /// Leaves the frame with a value.
    #[inline(always)]
    pub(super) fn op_return(&mut self, at: &mut Activation, i: impl Instruction, value: Value) -> Step {
        let mut value = value;
        let (flags, dst) = (at.frame().flags, at.frame().dst);
        let suspendable = at.code.flags & (CODE_ASYNC | CODE_GENERATOR) != 0;
        if flags & (CONSTRUCT | ENTRY | TRAP) != 0 || suspendable {
            // A native's callback.
            if flags & (CONSTRUCT | TRAP) == 0 && !suspendable {
                self.frames.pop();
                self.restore_top();
                return Err(Exit::Return(value));
            }
            at.save(i);
            value = self.leave_special(value)?;
        }
        self.frames.pop();
        *at = Activation::top(self);
        at.set_register(dst.into(), value);
        self.stack.top = at.frame().end();
        Ok(())
    }

    /// What a frame that is no plain call leaves with: the value for the caller's register, while
    /// the frame is still there, or where the loop goes on. It takes no activation, which never
    /// lies in memory.
    #[inline(never)]
    fn leave_special(&mut self, value: Value) -> Result<Value, Exit> {
        let Some(done) = self.frames.last() else { return Ok(value) };
        let (flags, base) = (done.flags, done.base);
        let mut value = value;
        if done.code.flags & (CODE_ASYNC | CODE_GENERATOR) != 0 {
            value = self.finish_suspendable(value)?;
            if flags & STEP != 0 {
                // The loop that stepped the generator ends: its register keeps the last value.
                self.frames.pop();
                self.restore_top();
                return Err(Exit::Switch);
            }
        } else if flags & CONSTRUCT != 0 && !value.is_object() {
            let this = self.stack.get(base + 1);
            if this.is_object() {
                value = this;
            }
        }
        if flags & TRAP != 0 {
            return Err(self.leave_trap(value));
        }
        if flags & ENTRY != 0 {
            self.frames.pop();
            self.restore_top();
            return Err(Exit::Return(value));
        }
        Ok(value)
    }
}
