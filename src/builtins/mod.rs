//! The builtins: one file per global. Each declares its functions as rows and installs them with the [`Installer`].

mod array;
mod array_copy;
mod array_iteration;
mod array_iterator;
mod array_mutation;
mod array_sort;
mod array_support;
mod boolean;
mod collation;
pub mod console;
mod date;
mod date_format;
mod date_locale;
mod date_parse;
mod date_time;
mod date_zone_names;
mod error;
mod events;
pub mod fatal;
mod function;
mod generator;
mod globals;
pub mod inspect;
mod installer;
mod iterator;
mod json;
mod json_parse;
mod json_stringify;
mod map_set;
mod math;
pub mod node_error;
mod number;
mod number_format;
mod number_locale;
mod object;
mod performance;
pub mod process;
mod promise;
mod reflect;
mod regexp;
mod regexp_error;
mod regexp_exec;
mod regexp_program;
mod regexp_replace;
mod regexp_symbol;
mod set_methods;
mod species;
mod string;
mod string_case;
mod string_html;
mod string_search;
mod substitution;
mod support;
mod symbol;
mod text;
mod timers;
mod uri;

pub use installer::Installer;

use crate::vm::Vm;

/// Installs every builtin. Order matters where one builds on another's prototype.
pub fn install(vm: &mut Vm) {
    let mut installer = Installer { vm };
    let installer = &mut installer;
    object::install(installer);
    function::install(installer);
    symbol::install(installer);
    iterator::install(installer);
    array_iterator::install(installer);
    array::install(installer);
    generator::install(installer);
    map_set::install(installer);
    boolean::install(installer);
    math::install(installer);
    json::install(installer);
    promise::install(installer);
    reflect::install(installer);
    globals::install(installer);
    error::install(installer);
    string::install(installer);
    number::install(installer);
    uri::install(installer);
    regexp::install(installer);
    date::install(installer);
    // The host's own.
    inspect::install(installer);
    console::install(installer);
    process::install(installer);
    process::install_memory(installer);
    performance::install(installer);
    timers::install(installer);
    events::install(installer);
}
