//! What several builtins share. Every folder of the library may import this one.

pub(super) mod elements;
pub(super) mod merge_sort;
pub(super) mod species;
pub(super) mod support;
