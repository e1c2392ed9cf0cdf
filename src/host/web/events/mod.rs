//! `EventTarget`, `Event` and `CustomEvent`, as Node has them: a target is on its own, there is no
//! tree that events travel.

mod event;
mod target;

use crate::builtins::Installer;

pub use target::MODULE;

/// Installs the classes.
pub fn install(installer: &mut Installer<'_>) {
    event::install(installer);
    target::install(installer);
}
