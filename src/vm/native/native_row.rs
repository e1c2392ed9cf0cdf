//! The row of a native function: its name, its code, the conversions that the VM makes for it, and
//! what defines it. All that there is to say about a builtin stands in its row.

use super::{Args, Cx, JsResult, Leaf};
use crate::objects::Value;

/// A leaf native: receiver and arguments already converted as its row says.
pub type LeafFn = fn(&mut Leaf<'_>, Value, Args<'_>) -> JsResult;
/// A re-entrant native.
pub type CxFn = fn(&mut Cx<'_>) -> JsResult;

/// The quick way of a re-entrant native: what it gives where that can be told without running
/// script code and without an error, else `None`, and the native itself runs.
pub type QuickFn = fn(&mut Leaf<'_>, Value, Args<'_>) -> Option<Value>;

/// A native function's code.
#[derive(Clone, Copy)]
pub enum NativeCode {
    /// Cannot run script code.
    Leaf(LeafFn),
    /// Can run script code.
    Reentrant(CxFn),
}

/// A conversion that the VM applies before a leaf native runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Coerce {
    /// As it is.
    Any,
    /// ToNumber.
    Number,
    /// ToIntegerOrInfinity (a number value).
    Integer,
    /// ToIntegerOrInfinity, but undefined stays undefined.
    OptInteger,
    /// ToString.
    String,
    /// ToString, but undefined stays undefined.
    OptString,
    /// RequireObjectCoercible, then ToString: the receiver of String.prototype methods.
    StringThis,
    /// ToObject.
    Object,
}

impl Coerce {
    /// Whether the conversion leaves `value` as it is, seen at a glance.
    #[inline(always)]
    pub(in crate::vm) fn leaves(self, value: Value) -> bool {
        match self {
            Coerce::Any => true,
            Coerce::String | Coerce::OptString | Coerce::StringThis => value.is_string(),
            Coerce::Number | Coerce::Integer | Coerce::OptInteger => value.is_int(),
            Coerce::Object => value.is_object(),
        }
    }
}

/// A native that stands for a call of its receiver, or of an argument: where it can, the VM makes
/// that call itself, in the native's window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Forwards {
    /// `Function.prototype.call`: the first argument is `this`, the others are the arguments.
    Call,
    /// `Function.prototype.apply`: the second argument is the list of arguments.
    Apply,
    /// `Reflect.apply`: function, `this` and list are arguments.
    ReflectApply,
}

/// The row of a native function: everything about it in one place.
#[derive(Clone, Copy)]
pub struct NativeRow {
    /// Its name; `[Symbol.x]` for a well-known symbol; `get x` / `set x` for accessors are made by
    /// the installer.
    pub name: &'static str,
    /// Its `length`.
    pub length: u8,
    /// Conversion of the receiver (leaf natives).
    pub this: Coerce,
    /// Conversions of the first arguments, also applied to missing ones (leaf natives).
    pub args: &'static [Coerce],
    /// Apply the last conversion of `args` to all further arguments.
    pub variadic: bool,
    /// Its code.
    pub code: NativeCode,
    /// Its quick way.
    pub quick: Option<QuickFn>,
    /// Whether `new` accepts it; it then reads `new_target`.
    pub constructor: bool,
    /// Which call it stands for.
    pub forwards: Option<Forwards>,
    /// Not shown in stack traces: what is no function of the language, or stands for the call that
    /// it makes.
    pub hidden_from_stack: bool,
    /// What defines it: a clause of ECMA-262 (`§23.1.3.21`, as numbered in the edition of 2026), or
    /// the name of a page of Node's, the WHATWG's or the W3C's documentation. Shown by the prompt.
    #[cfg_attr(
        not(any(feature = "cli", feature = "internals")),
        expect(dead_code, reason = "for the prompt, and for people")
    )]
    pub clause: &'static str,
    /// One line of documentation, shown by the prompt.
    #[cfg_attr(
        not(any(feature = "cli", feature = "internals")),
        expect(dead_code, reason = "for the prompt, and for people")
    )]
    pub doc: &'static str,
}

impl NativeRow {
    /// A leaf native without conversions.
    pub const fn leaf(
        name: &'static str,
        length: u8,
        code: LeafFn,
        clause: &'static str,
        doc: &'static str,
    ) -> NativeRow {
        NativeRow {
            name,
            length,
            this: Coerce::Any,
            args: &[],
            variadic: false,
            code: NativeCode::Leaf(code),
            quick: None,
            constructor: false,
            forwards: None,
            hidden_from_stack: false,
            clause,
            doc,
        }
    }

    /// A re-entrant native.
    pub const fn cx(name: &'static str, length: u8, code: CxFn, clause: &'static str, doc: &'static str) -> NativeRow {
        NativeRow {
            name,
            length,
            this: Coerce::Any,
            args: &[],
            variadic: false,
            code: NativeCode::Reentrant(code),
            quick: None,
            constructor: false,
            forwards: None,
            hidden_from_stack: false,
            clause,
            doc,
        }
    }

    /// With conversions of receiver and arguments.
    pub const fn coerce(mut self, this: Coerce, args: &'static [Coerce]) -> NativeRow {
        self.this = this;
        self.args = args;
        self
    }

    /// With a quick way, of a re-entrant native.
    pub const fn quick(mut self, quick: QuickFn) -> NativeRow {
        self.quick = Some(quick);
        self
    }

    /// With the last conversion applied to all further arguments.
    pub const fn variadic(mut self) -> NativeRow {
        self.variadic = true;
        self
    }

    /// Stands for the call that it makes, and is left out of stack traces.
    pub const fn forwards(mut self, forwards: Forwards) -> NativeRow {
        self.forwards = Some(forwards);
        self.hidden_from_stack()
    }

    /// Left out of stack traces.
    pub const fn hidden_from_stack(mut self) -> NativeRow {
        self.hidden_from_stack = true;
        self
    }

    /// As a constructor.
    pub const fn constructor(mut self) -> NativeRow {
        self.constructor = true;
        self
    }
}

/// What of a row the VM needs to convert receiver and arguments.
#[derive(Clone, Copy)]
pub(in crate::vm) struct Conversions {
    pub(in crate::vm) name: &'static str,
    pub(in crate::vm) this: Coerce,
    pub(in crate::vm) args: &'static [Coerce],
    pub(in crate::vm) variadic: bool,
}

impl NativeRow {
    /// Its conversions.
    #[inline(always)]
    pub(in crate::vm) fn conversions(&self) -> Conversions {
        Conversions { name: self.name, this: self.this, args: self.args, variadic: self.variadic }
    }
}
