//! What a program finds besides the language: the globals of the web and those of Node, beside the
//! builtins and installed after them.

pub mod modules;
pub mod node;
pub mod web;

use crate::builtins::Installer;
use crate::event_loop::LoopHooks;
use crate::vm::Vm;

/// What the event loop calls.
pub const HOOKS: LoopHooks = LoopHooks {
    uncaught: node::process::on_uncaught,
    rejections: node::process::reject_unhandled,
    collections: web::performance::tell,
    timer: node::timers::fire,
    immediate: node::timers::run_immediate,
    call_after: node::timers::call_after,
    cancel: node::timers::cancel,
    #[cfg(feature = "cli")]
    timer_name: node::timers::name,
};

/// Installs all of it into a realm that has the builtins.
pub fn install(vm: &mut Vm) {
    // Node has these in files of its own, which are no script's.
    let mut installer = Installer { vm, hidden_from_stack: true };
    let installer = &mut installer;
    let global = installer.vm.realm.global.value();
    installer.tag(global, "global");
    node::errors::install(installer);
    node::util_inspect::install(installer);
    node::console::install(installer);
    node::process::install(installer);
    node::console::listen(installer);
    node::process::install_memory(installer);
    node::timers::install(installer);
    node::buffer::install(installer);
    node::fs::install(installer);
    web::events::install(installer);
    web::structured_clone::install(installer);
    web::performance::install(installer);
    modules::lazy::install(installer);
}
