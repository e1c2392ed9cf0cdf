//! `Object`, `Proxy` and `Reflect`.

pub(super) mod constructor;
pub(super) mod proxy;
pub(super) mod reflect;
