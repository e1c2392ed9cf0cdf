//! Kinds of cells, one file each: functions and their code, host objects, maps, what is weak. The
//! classes of objects stand beside them.

pub mod class;
pub mod code;
pub mod environment;
pub mod error_stack;
pub mod function;
pub mod host;
pub mod map;
pub mod namespace;
pub mod primitive;
pub mod proxy;
pub mod weak_ref;
pub mod weak_table;
