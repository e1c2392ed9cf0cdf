//! Literals, and conversions to string and object.

use super::activation::{Activation, Step};
use super::families::Fill;
use crate::bytecode::operand::has::*;
use crate::bytecode::{has, ops};
use crate::objects::{Gc, Object, Shape, Value};
use crate::vm::Vm;

impl Vm {
    #[inline(always)]
    pub(super) fn op_load(&mut self, at: &mut Activation, i: impl has::dst, value: Value) -> Step {
        at.give(i, value)
    }

    #[inline(always)]
    pub(super) fn op_load_const(&mut self, at: &mut Activation, i: ops::LoadConst) -> Step {
        at.give(i, at.constant(i.k()))
    }

    #[inline(always)]
    pub(super) fn op_load_int(&mut self, at: &mut Activation, i: ops::LoadInt) -> Step {
        at.give(i, Value::int(at.int(i.int())))
    }

    #[inline(always)]
    pub(super) fn op_move(&mut self, at: &mut Activation, i: ops::Move) -> Step {
        at.give(i, at.get(i.src()))
    }

    /// Sets several registers.
    #[inline(always)]
    pub(super) fn op_fill(&mut self, at: &mut Activation, i: impl Fill, value: Value) -> Step {
        let start = at.reg(i.first());
        for n in start..start + at.count(i.count()) {
            at.set_register(n, value);
        }
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_new_object(&mut self, at: &mut Activation, i: ops::NewObject) -> Step {
        at.save(i);
        let shape = self.space.root_shape(self.space.roots.object_proto, (at.count(i.slots()) as u32).min(16));
        at.give(i, self.space.new_object(shape).value())
    }

    #[inline(always)]
    pub(super) fn op_new_object_literal(&mut self, at: &mut Activation, i: ops::NewObjectLiteral) -> Step {
        at.save(i);
        let literal = at.count(i.literal());
        let start = at.reg(i.start());
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
            at.set(i.dst(), object.value());
        } else {
            let count = at.code.data().proto.object_literals[literal].keys.len();
            let values = at.registers(start, count);
            at.set(i.dst(), self.literal_slow(at.code, literal, values));
        }
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_new_array(&mut self, at: &mut Activation, i: ops::NewArray) -> Step {
        at.save(i);
        let array = self.space.new_array(at.int(i.capacity()).clamp(0, 1 << 16) as usize);
        at.give(i, array.value())
    }

    #[inline(always)]
    pub(super) fn op_new_array_from(&mut self, at: &mut Activation, i: ops::NewArrayFrom) -> Step {
        at.save(i);
        let values = at.registers(at.reg(i.start()), at.count(i.count()));
        let array = self.space.new_array_from(values);
        at.give(i, array.value())
    }

    #[inline(always)]
    pub(super) fn op_array_push(&mut self, at: &mut Activation, i: ops::ArrayPush) -> Step {
        at.save(i);
        self.space.array_push(Gc::from_cell(at.get(i.array()).cell_unchecked()), at.get(i.src()));
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_array_spread(&mut self, at: &mut Activation, i: ops::ArraySpread) -> Step {
        at.save(i);
        self.array_spread(at.get(i.array()), at.get(i.src()))?;
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_spread_list(&mut self, at: &mut Activation, i: ops::SpreadList) -> Step {
        at.save(i);
        let list = self.spread_list(at.get(i.src()))?;
        at.give(i, list)
    }

    #[inline(always)]
    pub(super) fn op_define_field(&mut self, at: &mut Activation, i: ops::DefineField) -> Step {
        at.save(i);
        self.define_field(at.get(i.object()), at.cache(i.ic()), at.get(i.src()))?;
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_define_elem(&mut self, at: &mut Activation, i: ops::DefineElem) -> Step {
        at.save(i);
        self.define_element(at.get(i.object()), at.get(i.key()), at.get(i.src()))?;
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_define_accessor(&mut self, at: &mut Activation, i: ops::DefineAccessor) -> Step {
        at.save(i);
        let key = self.to_property_key(at.get(i.key()))?;
        at.save(i);
        self.define_accessor(
            at.get(i.object()),
            key,
            at.get(i.function()),
            at.choice(i.accessor()),
            at.flag(i.enumerable()),
        )?;
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_set_literal_proto(&mut self, at: &mut Activation, i: ops::SetLiteralProto) -> Step {
        let proto = at.get(i.src());
        if proto.is_object() || proto.is_null() {
            let object = Gc::<Object>::from_cell(at.get(i.object()).cell_unchecked());
            self.space.set_proto(object, proto);
        }
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_copy_data_properties(&mut self, at: &mut Activation, i: ops::CopyDataProperties) -> Step {
        let count = at.count(i.count());
        let start = at.reg(i.excluded());
        at.save(i);
        self.copy_excluding(at.base() + start, count, at.get(i.object()), at.get(i.src()))?;
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_clone_object(&mut self, at: &mut Activation, i: ops::CloneObject) -> Step {
        let source = at.get(i.src());
        at.save(i);
        let object = self.clone_object(source)?;
        at.give(i, object)
    }

    #[inline(always)]
    pub(super) fn op_new_reg_exp(&mut self, at: &mut Activation, i: ops::NewRegExp) -> Step {
        let index = at.constant_index(i.k());
        let source = at.constant_at(index);
        let regexp_flags = at.constant_at(index + 1);
        at.save(i);
        let regexp = self.new_regexp(source, regexp_flags)?;
        at.give(i, regexp)
    }

    #[inline(always)]
    pub(super) fn op_template_object(&mut self, at: &mut Activation, i: ops::TemplateObject) -> Step {
        let object = self.template_object(at.code, at.count(i.template()));
        at.give(i, object)
    }

    #[inline(always)]
    pub(super) fn op_concat(&mut self, at: &mut Activation, i: ops::Concat) -> Step {
        let from = at.base() + at.reg(i.start());
        at.save(i);
        let string = self.concat_registers(from, at.count(i.count()))?;
        at.give(i, string)
    }

    #[inline(always)]
    pub(super) fn op_to_string(&mut self, at: &mut Activation, i: ops::ToString) -> Step {
        at.save(i);
        let string = self.to_string(at.get(i.src()))?;
        at.give(i, string)
    }

    #[inline(always)]
    pub(super) fn op_to_object(&mut self, at: &mut Activation, i: ops::ToObject) -> Step {
        at.save(i);
        let object = self.to_object(at.get(i.src()))?;
        at.give(i, object)
    }
}
