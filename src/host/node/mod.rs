//! Node's own: `console`, `process`, timers, the inspection of values, errors with codes, what is
//! said of errors that nothing caught.

pub(crate) mod class;
pub mod console;
pub mod errors;
pub mod permissions;
pub mod process;
mod timer_objects;
pub(crate) mod timers;
pub mod util_inspect;
