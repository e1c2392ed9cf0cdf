//! `using`: resources and what disposing of them throws.

use super::activation::{Activation, Step};
use crate::bytecode::operand::has::*;
use crate::bytecode::ops;
use crate::vm::Vm;

impl Vm {
    #[inline(always)]
    pub(super) fn op_add_resource(&mut self, at: &mut Activation, i: ops::AddResource) -> Step {
        at.save(i);
        let list = self.add_resource(at.get(i.resources()), at.get(i.src()), at.flag(i.awaits()))?;
        at.give(i, list)
    }

    #[inline(always)]
    pub(super) fn op_take_resource(&mut self, at: &mut Activation, i: ops::TakeResource) -> Step {
        let Some(resource) = Vm::take_resource(at.get(i.resources())) else { return at.jump(i.done()) };
        let record = at.reg(i.record());
        at.set_register(record, resource.method);
        at.set_register(record + 1, resource.value);
        at.set_register(record + 2, resource.hint);
        at.give(i, resource.rest)
    }

    #[inline(always)]
    pub(super) fn op_suppress(&mut self, at: &mut Activation, i: ops::Suppress) -> Step {
        at.save(i);
        let error = self.suppressed_error(at.get(i.a()), at.get(i.b()));
        at.give(i, error)
    }
}
