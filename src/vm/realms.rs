//! Several realms in one machine. The current one lies in [`Vm::realm`] and in the space's roots,
//! where everybody finds it at once; the others sleep in their cells. Each function knows its
//! realm: a call of one of another realm wakes that for as long as it lasts.
//!
//! Invariants: the frames above an `ENTRY` frame are of one realm, so that the interpreter never
//! changes it in its loop; a realm that a call has left is a root until the call returns.

use std::any::TypeId;

use rustc_hash::FxHashMap;

use super::native::JsResult;
use super::native::native_row::{NativeCode, NativeRow};
use super::realm::{Intrinsic, Realm};
use super::stack::{CONSTRUCT, ENTRY};
use super::{StateEntry, Throw, Vm};
use crate::heap::Tracer;
use crate::objects::cells::code::CODE_CLASS;
use crate::objects::{
    BoundFunction, Function, Gc, NativeFunction, NativeId, NativeInfo, Object, Proxy, RealmCell, Roots, Sleeping, Value,
};

use crate::vm::messages;

/// States of the library, each with its place among the machine's: a realm has its own.
pub(super) type States = Vec<(usize, StateEntry)>;

/// What tells natives apart: code, name, length, and whether it is a constructor.
type NativeKey = (usize, &'static str, u8, bool, bool);
/// The natives by what they are.
pub(super) type NativeIndex = FxHashMap<NativeKey, NativeId>;

/// A realm that is not the current one.
struct SleepingRealm {
    realm: Realm,
    roots: Roots,
    states: States,
}

impl Sleeping for SleepingRealm {
    fn trace(&self, tracer: &mut Tracer) {
        self.realm.trace(tracer);
        self.roots.trace(tracer);
        for (_, entry) in &self.states {
            (entry.trace)(&*entry.state, tracer);
        }
    }

    fn bytes(&self) -> usize {
        std::mem::size_of::<SleepingRealm>() + 16 * Intrinsic::ALL.len()
    }
}

fn key_of(row: &NativeRow, info: &NativeInfo) -> NativeKey {
    let code = match row.code {
        NativeCode::Leaf(code) => code as usize,
        NativeCode::Reentrant(code) => code as usize,
    };
    (code, info.name, info.length, info.constructor, row.hidden_from_stack)
}

impl Vm {
    // ---- making

    /// A new realm, in which `install` puts the library: its global object. With a `sandbox` that
    /// object stands behind the global one.
    pub fn new_realm(&mut self, install: fn(&mut Vm), sandbox: Option<Gc<Object>>) -> Gc<Object> {
        if self.native_index.is_none() {
            let all = self.natives.iter().zip(&self.space.natives).enumerate();
            self.native_index = Some(all.map(|(id, (row, info))| (key_of(row, info), NativeId(id as u32))).collect());
        }
        let before = self.realm.cell;
        let roots = self.space.exchange_roots();
        let global = match sandbox {
            Some(sandbox) => self.space.new_context_global(sandbox),
            None => self.space.new_plain_object(),
        };
        let realm = Realm::new(&mut self.space, global);
        let realm = std::mem::replace(&mut self.realm, realm);
        self.displaced = Some(States::new());
        self.entered.push(before);
        // Nothing runs meanwhile, so no cache can remember a shape that changes.
        self.space.shapes.cached = false;
        install(self);
        self.space.shapes.cached = true;
        let states = self.displaced.take().unwrap_or_default();
        self.space.lay_realm_to_sleep(before, Box::new(SleepingRealm { realm, roots, states }));
        let (key, cell) = (self.space.names.realm, self.realm.cell.value());
        self.space.put_hidden(global, key, cell);
        self.leave_realm();
        global
    }

    /// The native of an earlier realm that a row is.
    pub(super) fn known_native(&self, row: &NativeRow, info: &NativeInfo) -> Option<NativeId> {
        self.native_index.as_ref()?.get(&key_of(row, info)).copied()
    }

    /// Adds a state; while a realm is made, in place of that of the realm before.
    pub(super) fn put_state(&mut self, entry: StateEntry) {
        let id: TypeId = entry.id;
        let place = self.displaced.as_ref().and_then(|_| self.states.iter().position(|known| known.id == id));
        match (place, &mut self.displaced) {
            (Some(place), Some(displaced)) => {
                let old = std::mem::replace(&mut self.states[place], entry);
                displaced.push((place, old));
            }
            _ => self.states.push(entry),
        }
    }

    // ---- changing

    /// Wakes a realm, and lays the current one to sleep.
    fn switch_realm(&mut self, to: Gc<RealmCell>) {
        let from = self.realm.cell;
        let Some(mut sleeping) = self.space.wake_realm::<SleepingRealm>(to) else { return };
        std::mem::swap(&mut sleeping.realm, &mut self.realm);
        std::mem::swap(&mut sleeping.roots, &mut self.space.roots);
        for (place, entry) in &mut sleeping.states {
            std::mem::swap(&mut self.states[*place], entry);
        }
        self.space.lay_realm_to_sleep(from, sleeping);
    }

    /// The realm before the innermost [`Vm::across`] is the current one again.
    pub(super) fn leave_realm(&mut self) {
        if let Some(before) = self.entered.pop() {
            self.switch_realm(before);
        }
    }

    /// Runs `body` in another realm.
    #[cold]
    #[inline(never)]
    pub(super) fn across<R>(&mut self, realm: Value, body: impl FnOnce(&mut Vm) -> R) -> R {
        self.entered.push(self.realm.cell);
        self.switch_realm(Gc::from_cell(realm.cell_unchecked()));
        let result = body(self);
        self.leave_realm();
        result
    }

    /// Runs `body` in the realm of a global object.
    pub fn in_realm_of<R>(&mut self, global: Gc<Object>, body: impl FnOnce(&mut Vm) -> R) -> Option<R> {
        let realm = self.space.get_hidden(global, self.space.names.realm)?;
        Some(if realm == self.space.roots.realm { body(self) } else { self.across(realm, body) })
    }

    #[cold]
    pub(super) fn class_without_new(&mut self, class: Gc<Function>) -> Throw {
        let name = self.function_name(class.object());
        self.type_error(&messages::class_without_new(&name))
    }

    /// Calls or constructs with a closure of another realm, whose window lies at `base`: a run of
    /// its own. `flags` and `extra` as for `push_frame`.
    #[cold]
    #[inline(never)]
    pub(super) fn call_foreign(
        &mut self,
        function: Gc<Function>,
        base: usize,
        argc: usize,
        (flags, extra): (u16, Value),
    ) -> JsResult {
        if self.native_stack_exhausted() {
            return Err(self.stack_overflow());
        }
        let top = self.stack.top;
        let result = self.across(function.code().realm, |vm| {
            if function.code().has(CODE_CLASS) && flags & CONSTRUCT == 0 {
                return Err(vm.class_without_new(function));
            }
            vm.push_frame(function, base, argc, 0, flags | ENTRY, extra)?;
            vm.run()
        });
        self.stack.top = top;
        result
    }

    // ---- asking

    /// GetFunctionRealm (ECMA-262 §7.3.25): its cell.
    pub fn function_realm(&mut self, function: Value) -> JsResult {
        let mut function = function;
        loop {
            if let Some(closure) = Gc::<Function>::from_value(function) {
                return Ok(closure.code().realm);
            }
            if let Some(native) = Gc::<NativeFunction>::from_value(function) {
                return Ok(native.realm.get());
            }
            if let Some(bound) = Gc::<BoundFunction>::from_value(function) {
                function = bound.target.get();
            } else if let Some(proxy) = Gc::<Proxy>::from_value(function) {
                let target = proxy.live_target();
                let Some(target) = target else { return Err(self.type_error(&messages::revoked("construct"))) };
                function = target.value();
            } else {
                return Ok(self.space.roots.realm);
            }
        }
    }

    /// The intrinsic of the realm of a function, if that is not the current one.
    pub fn foreign_intrinsic(&mut self, function: Value, intrinsic: Intrinsic) -> JsResult<Option<Value>> {
        let realm = self.function_realm(function)?;
        if realm == self.space.roots.realm {
            return Ok(None);
        }
        let cell = Gc::<RealmCell>::from_cell(realm.cell_unchecked());
        Ok(cell.look(|sleeping: &SleepingRealm| sleeping.realm.get(intrinsic)))
    }
}
