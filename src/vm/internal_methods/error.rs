//! The internal methods of errors: ordinary ones, but the text of `stack` is put together when
//! somebody first asks (`objects::error_stack`). Reading it runs getters of name and message; who
//! asks for the property itself sees a data property and runs nothing.

use super::ordinary;
use crate::objects::{Gc, Key, Object, OwnProperty, Space};

pub(super) fn get_own_property(space: &mut Space, object: Gc<Object>, key: Key) -> Option<OwnProperty> {
    if key == space.names.stack && space.has_pending_stack(object) {
        space.format_stack(object);
    }
    ordinary::get_own_property(space, object, key)
}

/// The own property as `[[Get]]` takes it: the pending `stack` stays the accessor pair that it is.
pub(super) fn get_own_to_read(space: &mut Space, object: Gc<Object>, key: Key) -> Option<OwnProperty> {
    ordinary::get_own_property(space, object, key)
}
