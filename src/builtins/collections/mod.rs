//! Map, Set, WeakMap, WeakSet, WeakRef and FinalizationRegistry.

pub(super) mod map_set;
mod set_methods;
pub(super) mod weak_collections;
pub(super) mod weak_ref;
