//! Deferred objects: ordinary ones, but filled when somebody first looks into them, which nobody
//! can tell.

use super::super::Vm;
use crate::objects::{Deferred, Gc, Object};
use crate::vm::Intrinsic;

/// Gives a deferred object its properties. Runs no script code.
pub type Filler = fn(&mut Vm, Gc<Object>);

impl Vm {
    /// A plain object to look at that `filler` fills when somebody first looks into it.
    pub fn new_deferred(&mut self, filler: Filler) -> Gc<Object> {
        // Each realm has its own object of the same filler.
        let known = self.fillers.iter().position(|&known| std::ptr::fn_addr_eq(known, filler));
        let number = known.unwrap_or(self.fillers.len());
        if known.is_none() {
            self.fillers.push(filler);
        }
        let proto = self.realm.get(Intrinsic::ObjectPrototype);
        let shape = self.space.root_shape(proto, 0);
        let object = self.space.new_deferred(shape, number);
        self.space.make_unique(object);
        let (key, realm) = (self.space.names.realm, self.space.roots.realm);
        self.space.put_hidden(object, key, realm);
        object
    }

    /// Fills a deferred object.
    #[cold]
    pub(super) fn fill(&mut self, object: Gc<Object>) {
        if let Some(deferred) = Gc::<Deferred>::from_value(object.value()) {
            let number = deferred.begin_filling();
            let Some(&filler) = self.fillers.get(number) else { return };
            let realm = self.space.get_hidden(object, self.space.names.realm).unwrap_or(self.space.roots.realm);
            if realm == self.space.roots.realm {
                filler(self, object);
            } else {
                self.across(realm, |vm| filler(vm, object));
            }
        }
    }
}
