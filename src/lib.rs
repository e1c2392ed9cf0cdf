//! Glassheap: a JavaScript runtime with a heap made of glass.

pub mod builtins;
pub mod bytecode;
pub mod compiler;
pub mod event_loop;
pub mod heap;
pub mod objects;
pub mod source;
pub mod syntax;
pub mod vm;
