//! The builtins: a file or folder per global. Each declares its functions as rows and installs them with the [`Installer`].

mod array;
mod boolean;
mod collections;
pub mod console;
mod date;
mod dynamic_function;
mod error;
mod events;
pub mod fatal;
mod function;
mod generator;
mod globals;
mod host_class;
pub mod inspect;
mod installer;
mod intl;
mod iterator;
mod json;
pub mod module_scope;
pub mod node_error;
mod number;
mod object;
pub mod performance;
pub mod process;
mod promise;
mod reflect;
mod regexp;
mod regexp_exec;
mod regexp_replace;
mod regexp_state;
mod regexp_symbol;
mod species;
mod string;
mod structured_clone;
mod support;
mod symbol;
mod timers;
mod uri;

pub use installer::Installer;

// By these names the files of regular expressions know them.
use string::{search as string_search, substitution, text_buffer as text};

use crate::vm::Vm;

/// Installs every builtin. Order matters where one builds on another's prototype.
pub fn install(vm: &mut Vm) {
    let mut installer = Installer { vm, unseen: false };
    let installer = &mut installer;
    object::install(installer);
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
    reflect::install(installer);
    globals::install(installer);
    installer.unseen = true;
    error::install(installer);
    installer.unseen = false;
    string::install(installer);
    number::install(installer);
    uri::install(installer);
    regexp::install(installer);
    date::install(installer);
    // The host's own.
    installer.unseen = true;
    inspect::install(installer);
    console::install(installer);
    process::install(installer);
    process::install_memory(installer);
    timers::install(installer);
    events::install(installer);
    structured_clone::install(installer);
    performance::install(installer);
}
