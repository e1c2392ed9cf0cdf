//! Closures and classes.

use super::activation::{Activation, Step};
use crate::objects::{Function, Gc, Object};
use crate::vm::Vm;

impl Vm {
    #[inline(always)]
    pub(super) fn op_closure(&mut self, at: &mut Activation) -> Step {
        at.save(5);
        let nested = self.space.nested_code(at.code, at.wide(2) as usize);
        let function = self.space.new_closure(nested, at.get(4));
        at.give(function.value(), 5)
    }

    #[inline(always)]
    pub(super) fn op_set_home_object(&mut self, at: &mut Activation) -> Step {
        let function = Gc::<Function>::from_cell(at.get(1).cell_unchecked());
        self.space.store(function.cell(), &function.home, at.get(2));
        at.next(3)
    }

    #[inline(always)]
    pub(super) fn op_set_function_name(&mut self, at: &mut Activation) -> Step {
        self.set_function_name(at.get(1), at.get(2), at.operand(3));
        at.next(4)
    }

    #[inline(always)]
    pub(super) fn op_new_class(&mut self, at: &mut Activation) -> Step {
        let nested = self.space.nested_code(at.code, at.wide(2) as usize);
        at.save(6);
        let (class, proto) = self.new_class(nested, at.get(4), at.get(5))?;
        let dst = usize::from(at.operand(1));
        at.set_register(dst, class);
        at.set_register(dst + 1, proto);
        at.next(6)
    }

    #[inline(always)]
    pub(super) fn op_set_field_initializer(&mut self, at: &mut Activation) -> Step {
        let initializer = at.get(2);
        if !initializer.is_hole() {
            let class = Gc::<Object>::from_cell(at.get(1).cell_unchecked());
            let key = self.space.names.field_initializer;
            self.space.put_hidden(class, key, initializer);
        }
        at.next(3)
    }

    #[inline(always)]
    pub(super) fn op_init_fields(&mut self, at: &mut Activation) -> Step {
        at.save(3);
        self.init_fields(at.get(1), at.get(2))?;
        at.next(3)
    }

    #[inline(always)]
    pub(super) fn op_super_constructor(&mut self, at: &mut Activation) -> Step {
        at.save(3);
        let parent = self.super_constructor(at.get(2))?;
        at.give(parent, 3)
    }
}
