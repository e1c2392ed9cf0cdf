//! Who refused: a trap of a proxy, or the object behind it. V8's words for both.

use crate::objects::{Gc, Key, Object, Proxy};
use crate::vm::native::JsResult;
use crate::vm::{Throw, Vm, messages};

impl Vm {
    /// Whether an operation that `object` refused was refused by a trap of that name, of a proxy
    /// that it is or leads to; else the object behind the proxies, which refused it.
    pub fn refusing(&mut self, object: Gc<Object>, trap: Key) -> Option<Gc<Object>> {
        let mut object = object;
        while let Some(proxy) = Gc::<Proxy>::from_value(object.value()) {
            let handler = Gc::<Object>::from_value(proxy.handler.get())?;
            if self.peek(handler, trap).is_some_and(|found| found.is_accessor() || !found.value.is_nullish()) {
                return None;
            }
            object = proxy.live_target()?;
        }
        Some(object)
    }

    /// The TypeError of a trap that refused.
    #[cold]
    pub fn trap_refused(&mut self, trap: Key, key: Option<Key>) -> Throw {
        let (trap, name) = (self.describe_key(trap), key.map(|key| self.describe_key(key)));
        self.type_error(&messages::trap_refused(&trap, name.as_deref()))
    }

    /// The TypeError of a definition that `object` refused.
    #[cold]
    pub fn refused_definition(&mut self, object: Gc<Object>, key: Key) -> JsResult<Throw> {
        let trap = self.space.names.define_property;
        let Some(object) = self.refusing(object, trap) else { return Ok(self.trap_refused(trap, Some(key))) };
        if self.get_own_property(object, key)?.is_some() {
            return Ok(self.redefinition_error(object, key));
        }
        let name = self.describe_key(key);
        Ok(self.type_error(&messages::cannot_define(&name)))
    }
}
