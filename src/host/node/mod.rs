//! Node's own: `console`, `process`, timers, the inspection of values, errors with codes, what is
//! said of errors that nothing caught.

pub(crate) mod async_context;
pub mod buffer;
pub(crate) mod class;
pub mod console;
pub(crate) mod crypto;
pub mod errors;
pub(crate) mod fs;
#[cfg(feature = "cli")]
pub(crate) mod heap_snapshot;
pub(crate) mod os;
pub mod permissions;
pub mod process;
mod timer_objects;
pub(crate) mod timers;
pub(crate) mod types;
pub(crate) mod url;
pub(crate) mod util;
pub mod util_inspect;
pub(crate) mod zlib;
