//! Closures and classes.

use super::activation::{Activation, Step};
use crate::bytecode::operand::has::*;
use crate::bytecode::ops;
use crate::objects::{Function, Gc, Object};
use crate::vm::Vm;

impl Vm {
    #[inline(always)]
    pub(super) fn op_closure(&mut self, at: &mut Activation, i: ops::Closure) -> Step {
        at.save(i);
        let nested = self.space.nested_code(at.code, at.function(i.f()));
        let function = self.space.new_closure(nested, at.get(i.env()));
        at.give(i, function.value())
    }

    #[inline(always)]
    pub(super) fn op_set_home_object(&mut self, at: &mut Activation, i: ops::SetHomeObject) -> Step {
        let function = Gc::<Function>::from_cell(at.get(i.function()).cell_unchecked());
        self.space.store(function.cell(), &function.home, at.get(i.home()));
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_set_function_name(&mut self, at: &mut Activation, i: ops::SetFunctionName) -> Step {
        self.set_function_name(at.get(i.function()), at.get(i.key()), at.choice(i.prefix()));
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_new_class(&mut self, at: &mut Activation, i: ops::NewClass) -> Step {
        let nested = self.space.nested_code(at.code, at.function(i.f()));
        at.save(i);
        let (class, proto) = self.new_class(nested, at.get(i.env()), at.get(i.parent()))?;
        let dst = at.reg(i.pair());
        at.set_register(dst, class);
        at.set_register(dst + 1, proto);
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_set_field_initializer(&mut self, at: &mut Activation, i: ops::SetFieldInitializer) -> Step {
        let initializer = at.get(i.initializer());
        if !initializer.is_hole() {
            let class = Gc::<Object>::from_cell(at.get(i.class()).cell_unchecked());
            let key = self.space.names.field_initializer;
            self.space.put_hidden(class, key, initializer);
        }
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_init_fields(&mut self, at: &mut Activation, i: ops::InitFields) -> Step {
        at.save(i);
        self.init_fields(at.get(i.class()), at.get(i.object()))?;
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_super_constructor(&mut self, at: &mut Activation, i: ops::SuperConstructor) -> Step {
        at.save(i);
        let parent = self.super_constructor(at.get(i.class()))?;
        at.give(i, parent)
    }
}
