//! Calls, construction and return. The callee's window (callee, receiver, arguments) is in place on the value stack; bytecode gets a frame there, natives
//! run.

use super::activation::{Activation, Exit, Step};
use crate::objects::code::{CODE_ASYNC, CODE_CLASS, CODE_GENERATOR};
use crate::objects::{Function, Gc, Kind, Value};
use crate::vm::Vm;
use crate::vm::call::Called;
use crate::vm::stack::{CONSTRUCT, ENTRY, STEP};

impl Vm {
    /// Calls what stands in the register that operand 2 names.
    #[inline(always)]
    fn call_registers(&mut self, at: &mut Activation, argc: usize, length: usize) -> Step {
        let window = usize::from(at.operand(2));
        let callee = at.register(window);
        let dst = at.operand(1);
        let base = at.base() + window;
        at.save(length);
        if callee.is_cell() && callee.cell_unchecked().kind() == Kind::Function as u8 {
            let function = Gc::<Function>::from_cell(callee.cell_unchecked());
            if !function.code().has(CODE_CLASS) {
                self.push_frame(function, base, argc, dst, 0, Value::UNDEFINED)?;
                return Err(Exit::Switch);
            }
        }
        match self.call_window(base, argc, dst, 0)? {
            Called::Entered => Err(Exit::Switch),
            Called::Returned(value) => {
                at.set_register(dst.into(), value);
                at.next(length)
            }
        }
    }

    /// Constructs with what stands in the register that operand 2 names.
    #[inline(always)]
    fn construct_registers(&mut self, at: &mut Activation, argc: usize, target: Value, length: usize) -> Step {
        let window = usize::from(at.operand(2));
        let dst = at.operand(1);
        at.save(length);
        match self.construct_window(at.base() + window, argc, target, dst, 0)? {
            Called::Entered => Err(Exit::Switch),
            Called::Returned(value) => {
                at.set_register(dst.into(), value);
                at.next(length)
            }
        }
    }

    /// The number of arguments after spreading the array in the window.
    #[inline(always)]
    fn spread_window(&mut self, at: &Activation, length: usize) -> Result<usize, Exit> {
        at.save(length);
        Ok(self.spread_arguments(at.base() + usize::from(at.operand(2)))?)
    }

    #[inline(always)]
    pub(super) fn op_call(&mut self, at: &mut Activation) -> Step {
        self.call_registers(at, at.operand(3).into(), 4)
    }

    #[inline(always)]
    pub(super) fn op_call_undefined(&mut self, at: &mut Activation) -> Step {
        at.set_register(usize::from(at.operand(2)) + 1, Value::UNDEFINED);
        self.call_registers(at, at.operand(3).into(), 4)
    }

    #[inline(always)]
    pub(super) fn op_call_spread(&mut self, at: &mut Activation) -> Step {
        let argc = self.spread_window(at, 3)?;
        self.call_registers(at, argc, 3)
    }

    #[inline(always)]
    pub(super) fn op_new(&mut self, at: &mut Activation) -> Step {
        self.construct_registers(at, at.operand(3).into(), at.get(2), 4)
    }

    #[inline(always)]
    pub(super) fn op_new_spread(&mut self, at: &mut Activation) -> Step {
        let argc = self.spread_window(at, 3)?;
        self.construct_registers(at, argc, at.get(2), 3)
    }

    #[inline(always)]
    pub(super) fn op_super_call(&mut self, at: &mut Activation) -> Step {
        self.construct_registers(at, at.operand(3).into(), at.get(4), 5)
    }

    #[inline(always)]
    pub(super) fn op_super_call_spread(&mut self, at: &mut Activation) -> Step {
        let argc = self.spread_window(at, 4)?;
        self.construct_registers(at, argc, at.get(3), 4)
    }

    #[inline(always)]
    pub(super) fn op_check_derived_return(&mut self, at: &mut Activation) -> Step {
        at.save(4);
        let value = self.derived_return(at.get(2), at.get(3))?;
        at.give(value, 4)
    }

    /// Leaves the frame with a value.
    #[inline(always)]
    pub(super) fn op_return(&mut self, at: &mut Activation, value: Value) -> Step {
        let mut value = value;
        let done = *at.frame();
        let suspendable = done.code.flags & (CODE_ASYNC | CODE_GENERATOR) != 0;
        if done.flags & CONSTRUCT != 0 && !value.is_object() && !suspendable {
            let this = at.register(1);
            if this.is_object() {
                value = this;
            }
        }
        if suspendable {
            at.save(1);
            value = self.finish_suspendable(value)?;
            if done.flags & STEP != 0 {
                // The loop that stepped the generator ends: its register keeps the last value.
                self.frames.pop();
                self.restore_top();
                return Err(Exit::Switch);
            }
        }
        self.frames.pop();
        if done.flags & ENTRY != 0 {
            self.restore_top();
            return Err(Exit::Return(value));
        }
        *at = Activation::top(self);
        at.set_register(done.dst.into(), value);
        self.stack.top = at.frame().end();
        Ok(())
    }
}
