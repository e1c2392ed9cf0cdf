//! `for`-`of`, `for`-`in`, spreading and `yield*`. An iteration's record is three registers: iterator (undefined when nothing is to be closed),
//! `next` (a hole for an array that is walked by index), and the index.

use super::activation::{Activation, Exit, Step};
use crate::objects::{Gc, JsArray, Value};
use crate::vm::Vm;

impl Vm {
    #[inline(always)]
    pub(super) fn op_get_iterator(&mut self, at: &mut Activation) -> Step {
        let (record, source) = (usize::from(at.operand(1)), at.get(2));
        if let Some(array) = Gc::<JsArray>::from_value(source)
            && self.is_plainly_iterable(array)
        {
            at.set_register(record, source);
            at.set_register(record + 1, Value::HOLE);
            at.set_register(record + 2, Value::ZERO);
            return at.next(3);
        }
        at.save(3);
        let (iterator, method) = self.get_iterator(source)?;
        at.set_register(record, iterator);
        at.set_register(record + 1, method);
        at.set_register(record + 2, Value::UNDEFINED);
        at.next(3)
    }

    #[inline(always)]
    pub(super) fn op_get_iterator_object(&mut self, at: &mut Activation) -> Step {
        let (record, source) = (usize::from(at.operand(1)), at.get(2));
        at.save(3);
        let (iterator, method) = self.get_iterator(source)?;
        at.set_register(record, iterator);
        at.set_register(record + 1, method);
        at.set_register(record + 2, Value::UNDEFINED);
        at.next(3)
    }

    #[inline(always)]
    pub(super) fn op_get_async_iterator(&mut self, at: &mut Activation) -> Step {
        let (record, source) = (usize::from(at.operand(1)), at.get(2));
        at.save(3);
        let (iterator, method) = self.get_async_iterator(source)?;
        at.set_register(record, iterator);
        at.set_register(record + 1, method);
        at.set_register(record + 2, Value::UNDEFINED);
        at.next(3)
    }

    #[inline(always)]
    pub(super) fn op_iterator_next(&mut self, at: &mut Activation) -> Step {
        let record = usize::from(at.operand(2));
        let (iterator, method) = (at.register(record), at.register(record + 1));
        if iterator.is_undefined() {
            return at.jump(3);
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
                        at.save(5);
                        self.get_element_slow(iterator, index)?
                    }
                };
                return at.give(value, 5);
            }
            at.set_register(record, Value::UNDEFINED);
            at.set_register(record + 1, Value::UNDEFINED);
            return at.jump(3);
        }
        // When the step throws, nothing is left to close.
        at.save(5);
        match self.step_generator(iterator, method, at.operand(1)) {
            Ok(true) => return Err(Exit::Switch),
            Ok(false) => {}
            Err(_) => {
                at.set_register(record, Value::UNDEFINED);
                return Err(Exit::Throw);
            }
        }
        match self.step_register(iterator, method) {
            Ok(Some(value)) => at.give(value, 5),
            Ok(None) => {
                at.set_register(record, Value::UNDEFINED);
                at.jump(3)
            }
            Err(_) => {
                at.set_register(record, Value::UNDEFINED);
                Err(Exit::Throw)
            }
        }
    }

    #[inline(always)]
    pub(super) fn op_iterator_call_next(&mut self, at: &mut Activation) -> Step {
        let record = usize::from(at.operand(2));
        let (iterator, method) = (at.register(record), at.register(record + 1));
        at.save(4);
        let result = self.call_value(method, iterator, &[at.get(3)])?;
        at.give(result, 4)
    }

    #[inline(always)]
    pub(super) fn op_iterator_unwrap(&mut self, at: &mut Activation) -> Step {
        let result = at.get(2);
        at.save(5);
        let (value, done) = self.unwrap_result(result)?;
        at.set(1, value);
        at.jump_if(done, 3, 5)
    }

    #[inline(always)]
    pub(super) fn op_iterator_close(&mut self, at: &mut Activation) -> Step {
        let record = usize::from(at.operand(1));
        let (iterator, method) = (at.register(record), at.register(record + 1));
        at.set_register(record, Value::UNDEFINED);
        if !iterator.is_undefined() && !method.is_hole() {
            // Kept in the record's third register while `return` runs.
            at.set_register(record + 2, iterator);
            at.save(2);
            self.iterator_close(iterator)?;
        }
        at.next(2)
    }

    #[inline(always)]
    pub(super) fn op_iterator_close_quiet(&mut self, at: &mut Activation) -> Step {
        let record = usize::from(at.operand(1));
        let (iterator, method) = (at.register(record), at.register(record + 1));
        at.set_register(record, Value::UNDEFINED);
        if !iterator.is_undefined() && !method.is_hole() {
            at.set_register(record + 2, iterator);
            at.save(2);
            if let Err(thrown) = self.iterator_close(iterator)
                && self.take_exception(thrown).is_err()
            {
                return Err(Exit::Throw);
            }
        }
        at.next(2)
    }

    #[inline(always)]
    pub(super) fn op_iterator_method(&mut self, at: &mut Activation) -> Step {
        let record = usize::from(at.operand(2));
        let names = &self.space.names;
        let key = if at.operand(3) == 0 { names.return_ } else { names.throw };
        at.save(4);
        let method = self.get_method(at.register(record), key)?;
        at.give(method, 4)
    }

    #[inline(always)]
    pub(super) fn op_require_iterator_result(&mut self, at: &mut Activation) -> Step {
        let result = at.get(1);
        if !result.is_object() {
            let text = self.describe_value(result);
            at.save(2);
            return Err(self.type_error(&format!("Iterator result {text} is not an object")).into());
        }
        at.next(2)
    }

    #[inline(always)]
    pub(super) fn op_for_in_start(&mut self, at: &mut Activation) -> Step {
        at.save(3);
        let enumerator = self.for_in_start(at.get(2))?;
        at.give(enumerator, 3)
    }

    #[inline(always)]
    pub(super) fn op_for_in_next(&mut self, at: &mut Activation) -> Step {
        at.save(5);
        match self.for_in_next(at.get(2))? {
            Some(key) => at.give(key, 5),
            None => at.jump(3),
        }
    }
}
