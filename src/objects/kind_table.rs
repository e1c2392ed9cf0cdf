//! The heap's table of functions for the cell kinds, and what is said of the classes of objects:
//! made from the rows in `kind.rs`.

use super::cells::class::{Class, Cloning, InternalMethods, Look};
use super::cells::{
    buffer, code, context_global, deferred, environment, function, host, map, namespace, primitive, proxy, realm, view,
    weak_ref, weak_table,
};
use super::elements::array;
use super::kind::{Kind, kinds};
use super::object;
use super::object::{shape, storage};
use super::value::{bigint, string, symbol};
use crate::heap::{CellRef, KindInfo, Tracer};

macro_rules! kind_table {
    (cells { $($cells:tt)* } objects { $($objects:tt)* }) => {
        kind_table! { @table $($cells)* $($objects)* }
        kind_table! { @objects $($objects)* }
    };
    (@table $( $(#[doc = $doc:literal])* $name:ident = $label:literal, size $size:path, $how:ident $trace:path
        $(, finalize $finalize:path)? $(, external $external:path)? $(, buffer $buffer:path)? $(, forget $forget:path)?
        $(, listed $listed:path)?
        $(, methods $methods:ident, called $class:literal, tag $tag:literal, cloned $cloning:ident, shown $look:ident)? ; )*) => {
        /// The heap's view of every kind, indexed by it.
        pub static KINDS: &[KindInfo] = &[
            KindInfo::plain("free", free_size, free_trace),
            $( KindInfo {
                name: $label, size: $size, trace: $trace, beside: kind_table!(@how $how),
                finalize: kind_table!(@option $($finalize)?), external: kind_table!(@option $($external)? $($buffer)?),
                is_buffer: kind_table!(@has $($buffer)?),
                forget: kind_table!(@option $($forget)?),
                listed: kind_table!(@option $($listed)?),
            } ),*
        ];
    };
    (@objects $( $(#[doc = $doc:literal])* $name:ident = $label:literal, size $size:path, $how:ident $trace:path
        $(, finalize $finalize:path)? $(, external $external:path)? $(, buffer $buffer:path)? $(, forget $forget:path)?
        $(, listed $listed:path)?
        , methods $methods:ident, called $class:literal, tag $tag:literal, cloned $cloning:ident, shown $look:ident ; )*) => {
        /// Of the kinds of objects, in their order.
        static CLASSES: &[Class] = &[
            $( Class { name: $class, builtin_tag: $tag, cloning: Cloning::$cloning, look: Look::$look } ),*
        ];

        const METHODS: &[InternalMethods] = &[ $( InternalMethods::$methods ),* ];
    };
    (@how trace) => { false };
    (@how trace_concurrently) => { true };
    (@has) => { false };
    (@has $path:path) => { true };
    (@option) => { None };
    (@option $path:path) => { Some($path) };
}

kinds!(kind_table);

fn free_size(_: CellRef) -> usize {
    0
}
fn free_trace(_: CellRef, _: &mut Tracer) {}

impl Kind {
    /// What is said of objects of this kind. See [`Gc::class`](super::Gc::class) for a given
    /// object.
    pub(super) fn class(self) -> &'static Class {
        &CLASSES[self as usize - Kind::FIRST_OBJECT as usize]
    }

    /// Whose internal methods objects of this kind have.
    #[inline(always)]
    pub fn internal_methods(self) -> InternalMethods {
        /// By the byte of a kind, so that no bounds are checked on the way to every property.
        static BY_BYTE: [InternalMethods; 256] = {
            let mut table = [InternalMethods::Ordinary; 256];
            let mut kind = 0;
            while kind < METHODS.len() {
                table[Kind::FIRST_OBJECT as usize + kind] = METHODS[kind];
                kind += 1;
            }
            table
        };
        debug_assert!(self.is_object());
        BY_BYTE[self as u8 as usize]
    }
}
