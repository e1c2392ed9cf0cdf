//! The builtins: one file per global. Each declares its functions as rows and installs them with the [`Installer`].

mod collation;
mod error;
mod installer;
mod number;
mod number_format;
mod number_locale;
mod regexp;
mod regexp_error;
mod regexp_exec;
mod regexp_program;
mod regexp_symbol;
mod string;
mod string_case;
mod string_html;
mod string_search;
mod substitution;
mod text;
mod uri;

pub use installer::Installer;

use crate::vm::Vm;

/// Installs every builtin. Order matters where one builds on another's prototype.
pub fn install(vm: &mut Vm) {
    let mut installer = Installer { vm };
    let installer = &mut installer;
    error::install(installer);
    string::install(installer);
    number::install(installer);
    uri::install(installer);
    regexp::install(installer);
}
