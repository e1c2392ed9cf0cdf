//! Variables: entering a function, environments, and globals.

use super::activation::{Activation, Step};
use crate::bytecode::operand::has::*;
use crate::bytecode::ops;
use crate::objects::cells::code::InlineCache;
use crate::objects::cells::environment::ENVIRONMENT_SLOTS;
use crate::objects::object::shape::NO_SHAPE;
use crate::objects::{Environment, Function, Gc, Object, Value};
use crate::vm::internal_methods::namespace::binding_value;
use crate::vm::stack::CONSTRUCT;
use crate::vm::{ErrorKind, Vm};

impl Vm {
    /// A global as the instruction's cache has it.
    #[inline(always)]
    fn cached_global(&self, cache: *mut InlineCache) -> Option<Value> {
        // SAFETY: as in `load_global`; the holder is the global object or the script scope, both
        // always alive.
        unsafe {
            let entry = &(*cache).first;
            if entry.shape == NO_SHAPE || entry.epoch != self.space.proto_epoch {
                return None;
            }
            let holder = entry.holder as *const Object;
            let id = Gc::<Object>::from_cell(crate::heap::CellRef::from_addr(holder as u64)).shape_id();
            (id == entry.shape).then(|| entry.place.read(entry.holder))
        }
    }

    #[inline(always)]
    pub(super) fn op_coerce_this(&mut self, at: &mut Activation, i: ops::CoerceThis) -> Step {
        let this = at.register(1);
        if !this.is_object() {
            let coerced = if this.is_nullish() || this.is_hole() {
                self.realm.global.value()
            } else {
                at.save(i);
                self.to_object(this)?
            };
            at.set_register(1, coerced);
        }
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_load_closure_env(&mut self, at: &mut Activation, i: ops::LoadClosureEnv) -> Step {
        at.give(i, Gc::<Function>::from_cell(at.register(0).cell_unchecked()).env.get())
    }

    #[inline(always)]
    pub(super) fn op_load_home_object(&mut self, at: &mut Activation, i: ops::LoadHomeObject) -> Step {
        at.give(i, Gc::<Function>::from_cell(at.register(0).cell_unchecked()).home.get())
    }

    #[inline(always)]
    pub(super) fn op_load_new_target(&mut self, at: &mut Activation, i: ops::LoadNewTarget) -> Step {
        at.give(i, if at.frame().flags & CONSTRUCT != 0 { at.frame().extra } else { Value::UNDEFINED })
    }

    #[inline(always)]
    pub(super) fn op_create_arguments(&mut self, at: &mut Activation, i: ops::CreateArguments) -> Step {
        let (start, argc) = (at.frame().arguments(), at.frame().argc as usize);
        let arguments = self.create_arguments(at.register(0), start, argc, at.flag(i.mapped()));
        at.give(i, arguments)
    }

    #[inline(always)]
    pub(super) fn op_map_arguments(&mut self, at: &mut Activation, i: ops::MapArguments) -> Step {
        let proto = at.code.proto().clone();
        self.map_arguments(at.get(i.arguments()), at.get(i.env()), &proto.mapped_slots);
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_create_rest(&mut self, at: &mut Activation, i: ops::CreateRest) -> Step {
        let rest = self.rest_array(at.frame().arguments(), at.frame().argc as usize, at.count(i.from()));
        at.give(i, rest)
    }

    #[inline(always)]
    pub(super) fn op_rest_from_arguments(&mut self, at: &mut Activation, i: ops::RestFromArguments) -> Step {
        let arguments = Gc::<Object>::from_cell(at.get(i.arguments()).cell_unchecked());
        let from = at.count(i.from());
        let values: Vec<Value> =
            arguments.dense().map_or(Vec::new(), |w| w.slots().iter().skip(from).map(|s| s.get()).collect());
        at.give(i, self.space.new_array_from(&values).value())
    }

    #[inline(always)]
    pub(super) fn op_new_env(&mut self, at: &mut Activation, i: ops::NewEnv) -> Step {
        at.save(i);
        let env = self.space.new_environment(at.get(i.parent()), at.count(i.slots()));
        at.give(i, env.value())
    }

    #[inline(always)]
    pub(super) fn op_copy_env(&mut self, at: &mut Activation, i: ops::CopyEnv) -> Step {
        at.save(i);
        let env = self.space.copy_environment(Gc::from_cell(at.get(i.env()).cell_unchecked()));
        at.give(i, env.value())
    }

    #[inline(always)]
    pub(super) fn op_load_env(&mut self, at: &mut Activation, i: ops::LoadEnv) -> Step {
        let env = environment(at.get(i.env()), at.count(i.depth()));
        at.give(i, environment_slot(env, at.count(i.slot())))
    }

    #[inline(always)]
    pub(super) fn op_load_env_checked(&mut self, at: &mut Activation, i: ops::LoadEnvChecked) -> Step {
        let env = environment(at.get(i.env()), at.count(i.depth()));
        let value = environment_slot(env, at.count(i.slot()));
        if value.is_hole() {
            let key = self.constant_key(at, i.name());
            at.save(i);
            return Err(self.not_initialized(key).into());
        }
        at.give(i, value)
    }

    #[inline(always)]
    pub(super) fn op_load_import(&mut self, at: &mut Activation, i: ops::LoadImport) -> Step {
        let env = environment(at.get(i.env()), at.count(i.depth()));
        let value = binding_value(environment_slot(env, at.count(i.slot())));
        if value.is_hole() {
            let key = self.constant_key(at, i.name());
            at.save(i);
            return Err(self.not_initialized(key).into());
        }
        at.give(i, value)
    }

    #[inline(always)]
    pub(super) fn op_import_call(&mut self, at: &mut Activation, i: ops::ImportCall) -> Step {
        let (specifier, options) = (at.get(i.src()), at.get(i.options()));
        let source = at.code.proto().source.clone();
        at.save(i);
        let import = self.hooks.import;
        let promise = import(self, &source, specifier, options, at.choice(i.phase()))?;
        at.give(i, promise)
    }

    #[inline(always)]
    pub(super) fn op_store_env(&mut self, at: &mut Activation, i: ops::StoreEnv) -> Step {
        at.save(i);
        let env = environment(at.get(i.env()), at.count(i.depth()));
        let slot = &env.slots()[at.count(i.slot())];
        self.space.store(env.cell(), slot, at.get(i.src()));
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_store_env_checked(&mut self, at: &mut Activation, i: ops::StoreEnvChecked) -> Step {
        let env = environment(at.get(i.env()), at.count(i.depth()));
        let slot = &env.slots()[at.count(i.slot())];
        if slot.get().is_hole() {
            let key = self.constant_key(at, i.name());
            at.save(i);
            return Err(self.not_initialized(key).into());
        }
        at.save(i);
        self.space.store(env.cell(), slot, at.get(i.src()));
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_check_hole(&mut self, at: &mut Activation, i: ops::CheckHole) -> Step {
        if at.get(i.src()).is_hole() {
            let key = self.constant_key(at, i.name());
            at.save(i);
            return Err(self.not_initialized(key).into());
        }
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_check_this(&mut self, at: &mut Activation, i: ops::CheckThis) -> Step {
        if at.get(i.src()).is_hole() {
            at.save(i);
            return Err(self.no_this().into());
        }
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_check_super_once(&mut self, at: &mut Activation, i: ops::CheckSuperOnce) -> Step {
        if !at.get(i.src()).is_hole() {
            at.save(i);
            return Err(self.throw_error(ErrorKind::Reference, "Super constructor may only be called once").into());
        }
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_check_deleted(&mut self, at: &mut Activation, i: ops::CheckDeleted) -> Step {
        if at.get(i.src()).is_hole() {
            let key = self.constant_key(at, i.name());
            at.save(i);
            return Err(self.not_defined(key).into());
        }
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_note_binding_delete(&mut self, at: &mut Activation, i: ops::NoteBindingDelete) -> Step {
        let key = self.constant_key(at, i.name());
        self.note_binding_delete(key);
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_load_global(&mut self, at: &mut Activation, i: ops::LoadGlobal) -> Step {
        let cache = at.cache(i.ic());
        if let Some(value) = self.cached_global(cache) {
            return at.give(i, value);
        }
        at.save(i);
        match self.load_global(cache)? {
            Some(value) => at.give(i, value),
            None => {
                // SAFETY: a cache of the running code, as `Activation` has it.
                let key = unsafe { (*cache).key };
                Err(self.not_defined(key).into())
            }
        }
    }

    #[inline(always)]
    pub(super) fn op_load_global_or_undefined(&mut self, at: &mut Activation, i: ops::LoadGlobalOrUndefined) -> Step {
        let cache = at.cache(i.ic());
        at.save(i);
        let value = self.load_global(cache)?;
        at.give(i, value.unwrap_or(Value::UNDEFINED))
    }

    #[inline(always)]
    pub(super) fn op_store_global(&mut self, at: &mut Activation, i: ops::StoreGlobal) -> Step {
        let strict = at.strict();
        at.save(i);
        self.store_global(at.cache(i.ic()), at.get(i.src()), strict)?;
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_declare_global(&mut self, at: &mut Activation, i: ops::DeclareGlobal) -> Step {
        let key = self.constant_key(at, i.name());
        at.save(i);
        self.declare_global(
            key,
            at.choice(i.declaration()),
            at.flag(i.check_only()),
            at.flag(i.deletable()),
            at.get(i.src()),
        )?;
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_declare_block_function(&mut self, at: &mut Activation, i: ops::DeclareBlockFunction) -> Step {
        let key = self.constant_key(at, i.name());
        at.save(i);
        let declared = self.declare_block_function(key, at.flag(i.deletable()))?;
        at.give(i, Value::boolean(declared))
    }

    #[inline(always)]
    pub(super) fn op_eval_variables(&mut self, at: &mut Activation, i: ops::EvalVariables) -> Step {
        let env = environment(at.get(i.env()), at.count(i.depth()));
        let object = self.eval_variables(env, at.count(i.slot()));
        at.give(i, object)
    }

    #[inline(always)]
    pub(super) fn op_init_global_lexical(&mut self, at: &mut Activation, i: ops::InitGlobalLexical) -> Step {
        at.save(i);
        let key = self.constant_key(at, i.name());
        self.init_global_lexical(key, at.get(i.src()));
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_delete_global(&mut self, at: &mut Activation, i: ops::DeleteGlobal) -> Step {
        let key = self.constant_key(at, i.name());
        at.save(i);
        let deleted = self.delete_global(key)?;
        at.give(i, Value::boolean(deleted))
    }

    #[inline(always)]
    pub(super) fn op_with_has(&mut self, at: &mut Activation, i: ops::WithHas) -> Step {
        let key = self.constant_key(at, i.name());
        at.save(i);
        let has = self.with_has(at.get(i.object()), key)?;
        at.give(i, Value::boolean(has))
    }

    #[inline(always)]
    pub(super) fn op_with_get(&mut self, at: &mut Activation, i: ops::WithGet) -> Step {
        let key = self.constant_key(at, i.name());
        let strict = at.strict();
        at.save(i);
        let value = self.with_get(at.get(i.object()), key, strict)?;
        at.give(i, value)
    }

    #[inline(always)]
    pub(super) fn op_with_set(&mut self, at: &mut Activation, i: ops::WithSet) -> Step {
        let key = self.constant_key(at, i.name());
        let strict = at.strict();
        at.save(i);
        self.with_set(at.get(i.object()), key, at.get(i.src()), strict)?;
        at.next(i)
    }
}

#[inline(always)]
fn environment(start: Value, depth: usize) -> Gc<Environment> {
    let mut env = Gc::<Environment>::from_cell(start.cell_unchecked());
    for _ in 0..depth {
        env = Gc::from_cell(env.parent.get().cell_unchecked());
    }
    env
}

/// The value in slot `index`.
#[inline(always)]
fn environment_slot(env: Gc<Environment>, index: usize) -> Value {
    let at = env.addr() as usize + ENVIRONMENT_SLOTS + 8 * index;
    // SAFETY: the compiler numbered the slots of the environment that it also sized.
    unsafe { *(at as *const Value) }
}
