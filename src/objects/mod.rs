//! Values and every kind of heap cell: strings, symbols, shapes, objects, arrays, functions, code,
//! maps, and the storage behind them.
//!
//! No script code runs on this layer: getters, conversions and calls are the VM's. `kind.rs` is the
//! table of kinds, `space.rs` ties the heap to its meaning.

pub mod array;
pub mod cell;
pub mod class;
pub mod code;
pub mod dense;
pub mod descriptor;
pub mod edges;
pub mod elements;
pub mod environment;
mod equality;
pub mod error_stack;
pub mod function;
pub mod host;
mod interner;
pub mod key;
pub mod kind;
pub mod map;
pub mod names;
pub mod object;
pub mod own;
pub mod place;
mod plain;
pub mod primitive;
pub mod property_table;
pub mod shape;
pub mod space;
pub mod storage;
pub mod string;
pub mod symbol;
pub mod value;
pub mod weak_ref;
pub mod weak_table;

pub use array::JsArray;
pub use cell::{Gc, Slot};
pub use class::{Cloning, InternalMethods, Look};
pub use code::Code;
pub use descriptor::Descriptor;
pub use environment::{Environment, SuspendedFrame};
pub use function::{BoundFunction, Function, NativeFunction, NativeId, NativeInfo};
pub use host::{Brand, Host};
pub use key::Key;
pub use kind::Kind;
pub use map::{MapObject, MapTable};
pub use object::{Accessor, Object, OwnProperty};
pub use place::Place;
pub use primitive::Primitive;
pub use property_table::{Property, attributes};
pub use shape::Shape;
pub use space::Space;
pub use string::{Chars, JsString};
pub use symbol::Symbol;
pub use value::Value;
pub use weak_ref::{Page, Registry, WeakRef};
pub use weak_table::{WeakTable, can_be_held_weakly};
