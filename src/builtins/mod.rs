//! The builtins: one file per global. Each declares its functions as rows and installs them with the [`Installer`].

mod installer;

pub use installer::Installer;

use crate::vm::Vm;

/// Installs every builtin. Order matters where one builds on another's prototype.
pub fn install(vm: &mut Vm) {
    let mut installer = Installer { vm };
    let _ = &mut installer;
}
