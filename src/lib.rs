//! Glassheap: a JavaScript runtime with a heap made of glass, as a library.
//!
//! A [`Runtime`] is a JavaScript world: scripts run in it, [`Handle`]s keep its values, Rust
//! closures are its functions, [`JsError`] is what goes wrong, and [`Runtime::memory`] tells what
//! its heap holds, to the byte.
//!
//! ```
//! use glassheap::{Handle, Runtime};
//!
//! fn main() -> Result<(), glassheap::JsError> {
//!     let mut runtime = Runtime::new();
//!     runtime.register("double", |n: f64| n * 2.0)?;
//!     let add: Handle = runtime.eval("(a, b) => a + double(b)", "add.js")?;
//!     let sum: f64 = add.call(&mut runtime, (2, 20))?;
//!     assert_eq!(sum, 42.0);
//!     Ok(())
//! }
//! ```
//!
//! # Features
//!
//! - `cli` (default): the command `glass`. A program that embeds the library says `default-features
//!   = false` and does without its dependencies.
//! - `no-barrier`, `slow-pages`, `small-limits`: for measurements and tests of the engine.
//!
//! # Inside
//!
//! All other modules are private. A program goes one way through them: text, tokens and tree
//! (`syntax`), bytecode (`compiler` writes what `bytecode` defines), the machine (`vm`) on its
//! value stack, cells (`objects`) in the collected `heap`; around it turns the `event_loop`, and
//! `builtins` and the `host` are what scripts see. ARCHITECTURE.md in the repository tells more.

#[macro_use]
mod limits;

mod builtins;
mod bytecode;
mod calendar;
mod characters;
mod compiler;
mod event_loop;
mod heap;
mod host;
mod numeric;
mod objects;
#[cfg(feature = "cli")]
mod profiler;
mod queue;
mod regexp;
mod runtime;
#[cfg(feature = "cli")]
mod snapshot;
mod source;
mod stdio;
mod syntax;
mod table;
mod vm;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;

pub use runtime::{
    Builder, Collection, Collector, Context, FromArg, FromJs, Handle, InterruptHandle, IntoArgs, IntoJs, JsError,
    JsErrorKind, JsType, Memory, NativeFunction, Position, PromiseState, Resolver, Rest, Runtime, Scope, SharedMemory,
};
pub use stdio::{Output, Sink};

/// What this package's own tests and benches look at. No part of the API: anything in it may change
/// at any time.
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod internals {
    /// Opcodes and prototypes.
    pub mod bytecode {
        pub use crate::bytecode::*;
    }
    /// From tree to bytecode.
    pub mod compiler {
        pub use crate::compiler::*;
    }
    /// What runs programs.
    pub mod engine {
        pub use crate::runtime::engine::*;
    }
    /// Cells and collectors.
    pub mod heap {
        pub use crate::heap::*;
    }
    /// What tests of the standard want of their host.
    pub mod test_host {
        pub use crate::runtime::test_host::*;
    }
    /// Heap snapshots in V8's format.
    #[cfg(feature = "cli")]
    pub mod snapshot {
        pub use crate::snapshot::*;
    }
    /// Texts.
    pub mod source {
        pub use crate::source::*;
    }
    /// From text to tree.
    pub mod syntax {
        pub use crate::syntax::*;
    }
}

/// The code of the guide is run as tests.
#[cfg(doctest)]
#[doc = include_str!("../docs/embedding.md")]
struct Guide;
