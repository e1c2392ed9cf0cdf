//! Glassheap: a JavaScript runtime with a heap made of glass.

pub mod builtins;
pub mod bytecode;
pub mod cli;
pub mod compiler;
pub mod event_loop;
pub mod heap;
pub mod objects;
pub mod runtime;
pub mod source;
pub mod syntax;
pub mod vm;
