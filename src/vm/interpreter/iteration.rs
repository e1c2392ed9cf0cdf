//! `for`-`of`, `for`-`in`, spreading and `yield*`. An iteration's record is three registers:
//! iterator (undefined when nothing is to be closed), `next` (a hole for an array that is walked by
//! index), and the index.

use super::activation::{Activation, Exit, Step};
use crate::bytecode::operand::has::*;
use crate::bytecode::{ClosingMethod, ops};
use crate::objects::{Gc, JsArray, Value};
use crate::vm::Vm;
use crate::vm::messages;

/// Writes the record of an iteration by iterator and `next`.
#[inline(always)]
fn keep_record(at: &mut Activation, record: usize, (iterator, next): (Value, Value)) {
    at.set_register(record, iterator);
    at.set_register(record + 1, next);
    at.set_register(record + 2, Value::UNDEFINED);
}

impl Vm {
    #[inline(always)]
    pub(super) fn op_get_iterator(&mut self, at: &mut Activation, i: ops::GetIterator) -> Step {
        let (record, source) = (at.reg(i.record()), at.get(i.src()));
        if let Some(array) = Gc::<JsArray>::from_value(source)
            && self.is_plainly_iterable(array)
        {
            at.set_register(record, source);
            at.set_register(record + 1, Value::HOLE);
            at.set_register(record + 2, Value::ZERO);
            return at.next(i);
        }
        at.save(i);
        let found = self.get_iterator(source)?;
        keep_record(at, record, found);
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_get_iterator_object(&mut self, at: &mut Activation, i: ops::GetIteratorObject) -> Step {
        let (record, source) = (at.reg(i.record()), at.get(i.src()));
        at.save(i);
        let found = self.get_iterator(source)?;
        keep_record(at, record, found);
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_get_async_iterator(&mut self, at: &mut Activation, i: ops::GetAsyncIterator) -> Step {
        let (record, source) = (at.reg(i.record()), at.get(i.src()));
        at.save(i);
        let found = self.get_async_iterator(source)?;
        keep_record(at, record, found);
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_iterator_next(&mut self, at: &mut Activation, i: ops::IteratorNext) -> Step {
        let record = at.reg(i.it());
        let (iterator, method) = (at.register(record), at.register(record + 1));
        if iterator.is_undefined() {
            return at.jump(i.done());
        }
        if method.is_hole() {
            let array = Gc::<JsArray>::from_cell(iterator.cell_unchecked());
            let index = (at.register(record + 2)).as_int_unchecked() as u32;
            if index < array.length() {
                at.set_register(record + 2, Value::int(index as i32 + 1));
                let index = Value::int(index as i32);
                let value = match self.quick_element(iterator, index) {
                    Some(value) => value,
                    None => {
                        at.save(i);
                        self.get_element_slow(iterator, index)?
                    }
                };
                return at.give(i, value);
            }
            at.set_register(record, Value::UNDEFINED);
            at.set_register(record + 1, Value::UNDEFINED);
            return at.jump(i.done());
        }
        // When the step throws, nothing is left to close.
        at.save(i);
        match self.step_generator(iterator, method, at.reg(i.dst()) as u16) {
            Ok(true) => return Err(Exit::Switch),
            Ok(false) => {}
            Err(_) => {
                at.set_register(record, Value::UNDEFINED);
                return Err(Exit::Throw);
            }
        }
        match self.step_register(iterator, method) {
            Ok(Some(value)) => at.give(i, value),
            Ok(None) => {
                at.set_register(record, Value::UNDEFINED);
                at.jump(i.done())
            }
            Err(_) => {
                at.set_register(record, Value::UNDEFINED);
                Err(Exit::Throw)
            }
        }
    }

    #[inline(always)]
    pub(super) fn op_iterator_call_next(&mut self, at: &mut Activation, i: ops::IteratorCallNext) -> Step {
        let record = at.reg(i.it());
        let (iterator, method) = (at.register(record), at.register(record + 1));
        at.save(i);
        let argument = at.get(i.argument());
        let arguments: &[Value] = if argument.is_hole() { &[] } else { &[argument] };
        let result = self.call_value(method, iterator, arguments)?;
        at.give(i, result)
    }

    #[inline(always)]
    pub(super) fn op_iterator_unwrap(&mut self, at: &mut Activation, i: ops::IteratorUnwrap) -> Step {
        let result = at.get(i.result());
        at.save(i);
        let value = self.iterator_unwrap(result)?;
        at.set(i.dst(), value.unwrap_or(Value::UNDEFINED));
        at.jump_if(i, value.is_none(), i.done())
    }

    #[inline(always)]
    pub(super) fn op_iterator_close(&mut self, at: &mut Activation, i: ops::IteratorClose) -> Step {
        let record = at.reg(i.it());
        let (iterator, method) = (at.register(record), at.register(record + 1));
        at.set_register(record, Value::UNDEFINED);
        if !iterator.is_undefined() && !method.is_hole() {
            // Kept in the record's third register while `return` runs.
            at.set_register(record + 2, iterator);
            at.save(i);
            self.iterator_close(iterator)?;
        }
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_iterator_close_quiet(&mut self, at: &mut Activation, i: ops::IteratorCloseQuiet) -> Step {
        let record = at.reg(i.it());
        let (iterator, method) = (at.register(record), at.register(record + 1));
        at.set_register(record, Value::UNDEFINED);
        if !iterator.is_undefined() && !method.is_hole() {
            at.set_register(record + 2, iterator);
            at.save(i);
            if let Err(thrown) = self.iterator_close(iterator)
                && self.take_exception(thrown).is_err()
            {
                return Err(Exit::Throw);
            }
        }
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_iterator_method(&mut self, at: &mut Activation, i: ops::IteratorMethod) -> Step {
        let record = at.reg(i.it());
        let names = &self.space.names;
        let key = match at.choice(i.which()) {
            ClosingMethod::Return => names.return_,
            ClosingMethod::Throw => names.throw,
        };
        at.save(i);
        let method = self.get_method(at.register(record), key)?;
        at.give(i, method)
    }

    #[inline(always)]
    pub(super) fn op_require_iterator_result(&mut self, at: &mut Activation, i: ops::RequireIteratorResult) -> Step {
        let result = at.get(i.src());
        if !result.is_object() {
            let text = self.describe_value(result);
            at.save(i);
            return Err(self.type_error(&messages::iterator_result(&text)).into());
        }
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_for_in_start(&mut self, at: &mut Activation, i: ops::ForInStart) -> Step {
        at.save(i);
        let enumerator = self.for_in_start(at.get(i.src()))?;
        at.give(i, enumerator)
    }

    #[inline(always)]
    pub(super) fn op_for_in_next(&mut self, at: &mut Activation, i: ops::ForInNext) -> Step {
        at.save(i);
        match self.for_in_next(at.get(i.enumerator()))? {
            Some(key) => at.give(i, key),
            None => at.jump(i.done()),
        }
    }
}
