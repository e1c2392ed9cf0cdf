//! The standard's abstract operations on values and objects (ECMA-262 §7): conversions, operators,
//! properties, iterators.

pub mod arithmetic;
mod bigint;
pub mod builtin_iterators;
pub mod convert;
pub(super) mod iterate;
pub(super) mod property;
