//! Kinds of cells, one file each: functions and their code, host objects, maps, buffers and their
//! views, what is weak. The classes of objects stand beside them.

pub mod atomic;
pub mod buffer;
pub mod class;
pub mod code;
pub mod context_global;
pub mod deferred;
pub mod element_type;
pub mod environment;
pub mod error_stack;
pub mod function;
pub mod host;
pub mod map;
pub mod namespace;
pub mod primitive;
pub mod proxy;
pub mod realm;
pub mod run;
pub mod view;
pub mod weak_ref;
pub mod weak_table;
