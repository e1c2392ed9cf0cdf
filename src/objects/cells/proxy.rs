//! Proxies (ECMA-262 §10.5): target and handler. What can be called is of a kind of its own, so
//! that a value's kind goes on telling whether it is callable.
//!
//! Invariant: the shape of a proxy comes from `Roots::proxy_shape`, of which no other object is:
//! caches that know a shape by its id never hold for proxies, but for their private elements.

use crate::heap::{CellRef, Tracer};
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::object::{Object, flags, trace_common};
use crate::objects::value::Value;
use crate::objects::value::cell::{Gc, HeapCell, Slot};

/// A proxy.
#[repr(C)]
pub struct Proxy {
    object: Object,
    /// The object it stands for; null when it is revoked.
    pub target: Slot,
    /// The object with its traps; null when it is revoked.
    pub handler: Slot,
}

impl HeapCell for Proxy {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        matches!(kind, Kind::Proxy | Kind::CallableProxy)
    }
}

pub(in crate::objects) fn size(_: CellRef) -> usize {
    std::mem::size_of::<Proxy>()
}
pub(in crate::objects) fn trace(cell: CellRef, tracer: &mut Tracer) {
    trace_common(cell, tracer);
    let proxy = Gc::<Proxy>::from_cell(cell);
    proxy.target.trace(tracer);
    proxy.handler.trace(tracer);
}

impl Gc<Proxy> {
    /// As an object.
    #[inline]
    pub fn object(self) -> Gc<Object> {
        Gc::from_cell(self.cell())
    }

    /// The target, unless the proxy is revoked.
    #[inline]
    pub fn live_target(self) -> Option<Gc<Object>> {
        Gc::from_value(self.target.get())
    }

    /// The target that is no proxy, if no proxy on the way is revoked.
    pub fn innermost_target(self) -> Option<Gc<Object>> {
        let mut target = self.live_target()?;
        while let Some(proxy) = Gc::<Proxy>::from_value(target.value()) {
            target = proxy.live_target()?;
        }
        Some(target)
    }
}

impl Space {
    /// A proxy of `target` (ProxyCreate, ECMA-262 §10.5.14).
    pub fn new_proxy(&mut self, target: Gc<Object>, handler: Gc<Object>) -> Gc<Proxy> {
        let kind = if target.value().is_callable() { Kind::CallableProxy } else { Kind::Proxy };
        let bits = if self.is_constructor(target.value()) { flags::CONSTRUCTOR } else { 0 };
        let shape = self.roots.proxy_shape;
        let cell = self.heap.alloc(kind as u8, std::mem::size_of::<Proxy>(), bits, shape.id());
        self.init_object(cell);
        let proxy = Gc::<Proxy>::from_cell(cell);
        proxy.target.init(target.value());
        proxy.handler.init(handler.value());
        proxy
    }

    /// Takes target and handler from a proxy.
    pub fn revoke_proxy(&mut self, proxy: Gc<Proxy>) {
        self.store(proxy.cell(), &proxy.target, Value::NULL);
        self.store(proxy.cell(), &proxy.handler, Value::NULL);
    }
}
