//! The builtins: a file or folder per global. Each declares its functions as rows and installs them
//! with the [`Installer`].

mod array;
mod bigint;
pub(crate) mod binary;
mod boolean;
mod collections;
mod date;
mod disposable;
mod dynamic_function;
mod error;
mod function;
mod generator;
mod globals;
mod installer;
mod intl;
mod iterator;
mod iterator_sequences;
mod iterator_support;
mod json;
pub mod number;
mod object;
mod promise;
mod promise_keyed;
pub(crate) mod regexp;
mod shared;
mod string;
mod symbol;
pub(crate) mod temporal;
mod text;
mod uri;

pub use installer::Installer;

use crate::vm::Vm;

/// Installs every builtin of the language. Order matters where one builds on another's prototype.
pub fn install(vm: &mut Vm) {
    let mut installer = Installer { vm, hidden_from_stack: false };
    let installer = &mut installer;
    object::constructor::install(installer);
    function::install(installer);
    symbol::install(installer);
    iterator::install(installer);
    array::iterator::install(installer);
    array::install(installer);
    generator::install(installer);
    collections::map_set::install(installer);
    collections::weak_collections::install(installer);
    collections::weak_ref::install(installer);
    boolean::install(installer);
    number::math::install(installer);
    json::install(installer);
    promise::install(installer);
    promise_keyed::install(installer);
    object::reflect::install(installer);
    object::proxy::install(installer);
    globals::install(installer);
    installer.hidden_from_stack = true;
    error::install(installer);
    installer.hidden_from_stack = false;
    disposable::install(installer);
    string::install(installer);
    number::install(installer);
    bigint::install(installer);
    binary::install(installer);
    uri::install(installer);
    regexp::install(installer);
    date::install(installer);
    intl::install(installer);
    temporal::install(installer);
}
