//! `Object` and `Reflect`.

pub(super) mod constructor;
pub(super) mod reflect;
