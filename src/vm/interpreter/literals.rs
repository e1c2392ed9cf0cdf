//! Literals, and conversions to string and object.

use super::activation::{Activation, Step};
use crate::objects::{Gc, Object, Shape};
use crate::vm::Vm;

impl Vm {
    #[inline(always)]
    pub(super) fn op_new_object(&mut self, at: &mut Activation) -> Step {
        at.save(3);
        let shape = self.space.root_shape(self.space.roots.object_proto, u32::from(at.operand(2)).min(16));
        at.give(self.space.new_object(shape).value(), 3)
    }

    #[inline(always)]
    pub(super) fn op_new_object_literal(&mut self, at: &mut Activation) -> Step {
        at.save(4);
        let literal = usize::from(at.operand(2));
        let start = usize::from(at.operand(3));
        // A shape that the site remembers has all of the literal's keys, in their order.
        if let Some(cell) = at.code.data().literals[literal].get().as_cell() {
            let shape = Gc::<Shape>::from_cell(cell);
            let (count, inline) = (shape.slot_count(), shape.inline_slots());
            let object = self.space.new_object(shape);
            for i in 0..count.min(inline) as usize {
                object.inline_slot(i).init(at.register(start + i));
            }
            for i in inline..count {
                object.slot(shape, i).1.init(at.register(start + i as usize));
            }
            at.set(1, object.value());
        } else {
            let count = at.code.data().proto.object_literals[literal].keys.len();
            let values = at.registers(start, count);
            at.set(1, self.literal_slow(at.code, literal, values));
        }
        at.next(4)
    }

    #[inline(always)]
    pub(super) fn op_new_array(&mut self, at: &mut Activation) -> Step {
        at.save(4);
        let array = self.space.new_array(at.wide(2).min(1 << 16) as usize);
        at.give(array.value(), 4)
    }

    #[inline(always)]
    pub(super) fn op_new_array_from(&mut self, at: &mut Activation) -> Step {
        at.save(4);
        let values = at.registers(at.operand(2).into(), at.operand(3).into());
        let array = self.space.new_array_from(values);
        at.give(array.value(), 4)
    }

    #[inline(always)]
    pub(super) fn op_array_push(&mut self, at: &mut Activation) -> Step {
        self.space.array_push(Gc::from_cell(at.get(1).cell_unchecked()), at.get(2));
        at.next(3)
    }

    #[inline(always)]
    pub(super) fn op_array_spread(&mut self, at: &mut Activation) -> Step {
        at.save(3);
        self.array_spread(at.get(1), at.get(2))?;
        at.next(3)
    }

    #[inline(always)]
    pub(super) fn op_define_field(&mut self, at: &mut Activation) -> Step {
        at.save(5);
        self.define_field(at.get(1), at.cache(2), at.get(4))?;
        at.next(5)
    }

    #[inline(always)]
    pub(super) fn op_define_elem(&mut self, at: &mut Activation) -> Step {
        at.save(4);
        self.define_element(at.get(1), at.get(2), at.get(3))?;
        at.next(4)
    }

    #[inline(always)]
    pub(super) fn op_define_accessor(&mut self, at: &mut Activation) -> Step {
        at.save(5);
        let key = self.to_property_key(at.get(2))?;
        at.save(5);
        self.define_accessor(at.get(1), key, at.get(3), at.operand(4))?;
        at.next(5)
    }

    #[inline(always)]
    pub(super) fn op_set_literal_proto(&mut self, at: &mut Activation) -> Step {
        let proto = at.get(2);
        if proto.is_object() || proto.is_null() {
            let object = Gc::<Object>::from_cell(at.get(1).cell_unchecked());
            self.space.set_proto(object, proto);
        }
        at.next(3)
    }

    #[inline(always)]
    pub(super) fn op_copy_data_properties(&mut self, at: &mut Activation) -> Step {
        let count = usize::from(at.operand(4));
        let start = usize::from(at.operand(3));
        at.save(5);
        self.copy_excluding(at.base() + start, count, at.get(1), at.get(2))?;
        at.next(5)
    }

    #[inline(always)]
    pub(super) fn op_clone_object(&mut self, at: &mut Activation) -> Step {
        let source = at.get(2);
        at.save(3);
        let object = self.clone_object(source)?;
        at.give(object, 3)
    }

    #[inline(always)]
    pub(super) fn op_new_reg_exp(&mut self, at: &mut Activation) -> Step {
        let index = at.wide(2) as usize;
        let source = at.constant_at(index);
        let regexp_flags = at.constant_at(index + 1);
        at.save(4);
        let regexp = self.new_regexp(source, regexp_flags)?;
        at.give(regexp, 4)
    }

    #[inline(always)]
    pub(super) fn op_template_object(&mut self, at: &mut Activation) -> Step {
        let object = self.template_object(at.code, usize::from(at.operand(2)));
        at.give(object, 3)
    }

    #[inline(always)]
    pub(super) fn op_concat(&mut self, at: &mut Activation) -> Step {
        let from = at.base() + usize::from(at.operand(2));
        at.save(4);
        let string = self.concat_registers(from, usize::from(at.operand(3)))?;
        at.give(string, 4)
    }

    #[inline(always)]
    pub(super) fn op_to_string(&mut self, at: &mut Activation) -> Step {
        at.save(3);
        let string = self.to_string(at.get(2))?;
        at.give(string, 3)
    }

    #[inline(always)]
    pub(super) fn op_to_object(&mut self, at: &mut Activation) -> Step {
        at.save(3);
        let object = self.to_object(at.get(2))?;
        at.give(object, 3)
    }
}
