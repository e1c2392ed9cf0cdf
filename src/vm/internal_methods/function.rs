//! The internal methods of functions: ordinary ones (ECMA-262 §10.2, §10.3), but `length`, `name`
//! and `prototype` are made when somebody first asks, which nobody can tell.

use super::ordinary;
use crate::objects::object::flags;
use crate::objects::{Gc, Key, Object, OwnProperty, Space};

pub(super) fn get_own_property(space: &mut Space, object: Gc<Object>, key: Key) -> Option<OwnProperty> {
    if object.has_flag(flags::LAZY_FUNCTION) && space.is_lazy_name(key) {
        space.materialize_function(object);
    }
    ordinary::get_own_property(space, object, key)
}

pub(super) fn own_property_keys(space: &mut Space, object: Gc<Object>) -> Vec<Key> {
    space.materialize_function(object);
    ordinary::own_property_keys(space, object)
}
