//! Variables: entering a function, environments, and globals.

use super::activation::{Activation, Step};
use crate::objects::code::InlineCache;
use crate::objects::environment::ENVIRONMENT_SLOTS;
use crate::objects::shape::NO_SHAPE;
use crate::objects::{Environment, Function, Gc, Object, Value};
use crate::vm::inline_cache::read_place;
use crate::vm::stack::CONSTRUCT;
use crate::vm::{ErrorKind, Vm};

impl Vm {
    /// A global as the instruction's cache has it.
    #[inline(always)]
    fn cached_global(&self, cache: *mut InlineCache) -> Option<Value> {
        // SAFETY: as in `load_global`; the holder is the global object or the script scope, both always alive.
        unsafe {
            let entry = &(*cache).first;
            if entry.shape == NO_SHAPE || entry.epoch != self.space.proto_epoch {
                return None;
            }
            let holder = entry.holder as *const Object;
            let id = Gc::<Object>::from_cell(crate::heap::CellRef::from_addr(holder as u64)).shape_id();
            (id == entry.shape).then(|| read_place(entry.holder, entry.place))
        }
    }

    #[inline(always)]
    pub(super) fn op_coerce_this(&mut self, at: &mut Activation) -> Step {
        let this = at.register(1);
        if !this.is_object() {
            let coerced = if this.is_nullish() || this.is_hole() {
                self.realm.global.value()
            } else {
                at.save(1);
                self.to_object(this)?
            };
            at.set_register(1, coerced);
        }
        at.next(1)
    }

    #[inline(always)]
    pub(super) fn op_load_closure_env(&mut self, at: &mut Activation) -> Step {
        at.give(Gc::<Function>::from_cell(at.register(0).cell_unchecked()).env.get(), 2)
    }

    #[inline(always)]
    pub(super) fn op_load_home_object(&mut self, at: &mut Activation) -> Step {
        at.give(Gc::<Function>::from_cell(at.register(0).cell_unchecked()).home.get(), 2)
    }

    #[inline(always)]
    pub(super) fn op_load_new_target(&mut self, at: &mut Activation) -> Step {
        at.give(if at.frame().flags & CONSTRUCT != 0 { at.frame().extra } else { Value::UNDEFINED }, 2)
    }

    #[inline(always)]
    pub(super) fn op_create_arguments(&mut self, at: &mut Activation) -> Step {
        let (start, argc) = (at.frame().arguments(), at.frame().argc as usize);
        let arguments = self.create_arguments(at.register(0), start, argc, at.operand(2) != 0);
        at.give(arguments, 3)
    }

    #[inline(always)]
    pub(super) fn op_map_arguments(&mut self, at: &mut Activation) -> Step {
        let proto = at.code.proto().clone();
        self.map_arguments(at.get(1), at.get(2), &proto.mapped_slots);
        at.next(3)
    }

    #[inline(always)]
    pub(super) fn op_create_rest(&mut self, at: &mut Activation) -> Step {
        let rest = self.rest_array(at.frame().arguments(), at.frame().argc as usize, usize::from(at.operand(2)));
        at.give(rest, 3)
    }

    #[inline(always)]
    pub(super) fn op_rest_from_arguments(&mut self, at: &mut Activation) -> Step {
        let arguments = Gc::<Object>::from_cell(at.get(2).cell_unchecked());
        let from = usize::from(at.operand(3));
        let values: Vec<Value> =
            arguments.dense().map_or(Vec::new(), |w| w.slots().iter().skip(from).map(|s| s.get()).collect());
        at.give(self.space.new_array_from(&values).value(), 4)
    }

    #[inline(always)]
    pub(super) fn op_new_env(&mut self, at: &mut Activation) -> Step {
        let env = self.space.new_environment(at.get(2), usize::from(at.operand(3)));
        at.give(env.value(), 4)
    }

    #[inline(always)]
    pub(super) fn op_copy_env(&mut self, at: &mut Activation) -> Step {
        let env = self.space.copy_environment(Gc::from_cell(at.get(2).cell_unchecked()));
        at.give(env.value(), 3)
    }

    #[inline(always)]
    pub(super) fn op_load_env(&mut self, at: &mut Activation) -> Step {
        let env = environment(at.get(2), at.operand(3));
        at.give(environment_slot(env, at.operand(4)), 5)
    }

    #[inline(always)]
    pub(super) fn op_load_env_checked(&mut self, at: &mut Activation) -> Step {
        let env = environment(at.get(2), at.operand(3));
        let value = environment_slot(env, at.operand(4));
        if value.is_hole() {
            let key = self.constant_key(at, 5);
            at.save(7);
            return Err(self.not_initialized(key).into());
        }
        at.give(value, 7)
    }

    #[inline(always)]
    pub(super) fn op_store_env(&mut self, at: &mut Activation) -> Step {
        let env = environment(at.get(1), at.operand(2));
        let slot = &env.slots()[usize::from(at.operand(3))];
        self.space.store(env.cell(), slot, at.get(4));
        at.next(5)
    }

    #[inline(always)]
    pub(super) fn op_store_env_checked(&mut self, at: &mut Activation) -> Step {
        let env = environment(at.get(1), at.operand(2));
        let slot = &env.slots()[usize::from(at.operand(3))];
        if slot.get().is_hole() {
            let key = self.constant_key(at, 5);
            at.save(7);
            return Err(self.not_initialized(key).into());
        }
        self.space.store(env.cell(), slot, at.get(4));
        at.next(7)
    }

    #[inline(always)]
    pub(super) fn op_check_hole(&mut self, at: &mut Activation) -> Step {
        if at.get(1).is_hole() {
            let key = self.constant_key(at, 2);
            at.save(4);
            return Err(self.not_initialized(key).into());
        }
        at.next(4)
    }

    #[inline(always)]
    pub(super) fn op_check_this(&mut self, at: &mut Activation) -> Step {
        if at.get(1).is_hole() {
            at.save(2);
            return Err(self.no_this().into());
        }
        at.next(2)
    }

    #[inline(always)]
    pub(super) fn op_check_super_once(&mut self, at: &mut Activation) -> Step {
        if !at.get(1).is_hole() {
            at.save(2);
            return Err(self.throw_error(ErrorKind::Reference, "Super constructor may only be called once").into());
        }
        at.next(2)
    }

    #[inline(always)]
    pub(super) fn op_check_deleted(&mut self, at: &mut Activation) -> Step {
        if at.get(1).is_hole() {
            let key = self.constant_key(at, 2);
            at.save(4);
            return Err(self.not_defined(key).into());
        }
        at.next(4)
    }

    #[inline(always)]
    pub(super) fn op_note_binding_delete(&mut self, at: &mut Activation) -> Step {
        let key = self.constant_key(at, 1);
        self.note_binding_delete(key);
        at.next(3)
    }

    #[inline(always)]
    pub(super) fn op_load_global(&mut self, at: &mut Activation) -> Step {
        let cache = at.cache(2);
        if let Some(value) = self.cached_global(cache) {
            return at.give(value, 4);
        }
        at.save(4);
        match self.load_global(cache)? {
            Some(value) => at.give(value, 4),
            None => {
                // SAFETY: a cache of the running code, as `Activation` has it.
                let key = unsafe { (*cache).key };
                Err(self.not_defined(key).into())
            }
        }
    }

    #[inline(always)]
    pub(super) fn op_load_global_or_undefined(&mut self, at: &mut Activation) -> Step {
        let cache = at.cache(2);
        at.save(4);
        let value = self.load_global(cache)?;
        at.give(value.unwrap_or(Value::UNDEFINED), 4)
    }

    #[inline(always)]
    pub(super) fn op_store_global(&mut self, at: &mut Activation) -> Step {
        let strict = at.strict();
        at.save(4);
        self.store_global(at.cache(1), at.get(3), strict)?;
        at.next(4)
    }

    #[inline(always)]
    pub(super) fn op_declare_global(&mut self, at: &mut Activation) -> Step {
        let key = self.constant_key(at, 1);
        at.save(5);
        self.declare_global(key, at.operand(3), at.get(4))?;
        at.next(5)
    }

    #[inline(always)]
    pub(super) fn op_init_global_lexical(&mut self, at: &mut Activation) -> Step {
        let key = self.constant_key(at, 1);
        self.init_global_lexical(key, at.get(3));
        at.next(4)
    }

    #[inline(always)]
    pub(super) fn op_delete_global(&mut self, at: &mut Activation) -> Step {
        let key = self.constant_key(at, 2);
        at.save(4);
        let deleted = self.delete_global(key)?;
        at.give(Value::boolean(deleted), 4)
    }

    #[inline(always)]
    pub(super) fn op_with_has(&mut self, at: &mut Activation) -> Step {
        let key = self.constant_key(at, 3);
        at.save(5);
        let has = self.with_has(at.get(2), key)?;
        at.give(Value::boolean(has), 5)
    }
}

#[inline(always)]
fn environment(start: Value, depth: u16) -> Gc<Environment> {
    let mut env = Gc::<Environment>::from_cell(start.cell_unchecked());
    for _ in 0..depth {
        env = Gc::from_cell(env.parent.get().cell_unchecked());
    }
    env
}

/// The value in slot `index`.
#[inline(always)]
fn environment_slot(env: Gc<Environment>, index: u16) -> Value {
    let at = env.addr() as usize + ENVIRONMENT_SLOTS + 8 * usize::from(index);
    // SAFETY: the compiler numbered the slots of the environment that it also sized.
    unsafe { *(at as *const Value) }
}
