//! Operands: their kinds, what the assembler is given for them, and THE dictionary of their names.
//! A row of the opcode table (`opcode.rs`) lists names; from the dictionary come the kind, the
//! width and the type of each.
//!
//! Invariant: what [`Kind::encode`] appends has the width that [`OperandKind::units`] says.

use std::marker::PhantomData;

use super::assembler::Assembler;
use super::opcode::{Op, offset_of};

/// What an operand is; fixes its width, its rendering, and which registers an instruction reads and
/// writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OperandKind {
    /// A register that is read.
    Use,
    /// A register that is written.
    Def,
    /// The first of two registers that are written.
    DefPair,
    /// The first of the three registers of an iterator record, which are written.
    DefRecord,
    /// The first of the three registers of an iterator record, which are read and written.
    Record,
    /// The first register of a call's window: callee, receiver, and as many arguments as the
    /// operand `argc` says, or an array of them. All are read; the receiver may be written.
    Window,
    /// The first of some registers that are read: as many as the operand `count` says, or as the
    /// object literal has keys.
    UseRange,
    /// The first of `count` registers that are written.
    DefRange,
    /// Number of registers that are live here: the roots of this frame at the safepoint.
    Live,
    /// A small count, slot index or depth.
    Count,
    /// 0 or 1.
    Flag,
    /// One of these names, by its index.
    Choice(&'static [&'static str]),
    /// A signed 16-bit integer.
    Imm16,
    /// A signed 32-bit integer.
    Imm32,
    /// Index into the constants.
    Const,
    /// Index into the inline caches (which also name the property).
    Ic,
    /// Index into the nested function prototypes.
    Func,
    /// Signed distance from the start of this instruction.
    Jump,
}

impl OperandKind {
    /// Width in 16-bit units.
    pub const fn units(self) -> usize {
        match self {
            OperandKind::Imm32 | OperandKind::Const | OperandKind::Ic | OperandKind::Func | OperandKind::Jump => 2,
            _ => 1,
        }
    }

    /// How many registers from the one named are of the operand, if its kind alone says so; 0 if it
    /// names no register.
    pub const fn registers(self) -> Option<usize> {
        match self {
            OperandKind::Use | OperandKind::Def => Some(1),
            OperandKind::DefPair => Some(2),
            OperandKind::DefRecord | OperandKind::Record => Some(3),
            OperandKind::Window | OperandKind::UseRange | OperandKind::DefRange => None,
            _ => Some(0),
        }
    }
}

/// A register of the current frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub struct Reg(pub u16);

impl Reg {
    /// The function being run.
    pub const CALLEE: Reg = Reg(0);
    /// The receiver.
    pub const THIS: Reg = Reg(1);
    /// The register of parameter `i`. A function with more parameters than registers is refused
    /// after its code is made.
    pub const fn param(i: usize) -> Reg {
        if i < u16::MAX as usize - 2 { Reg(2 + i as u16) } else { Reg(u16::MAX) }
    }
}

/// Index of a constant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ConstIndex(pub u32);
/// Index of an inline cache site.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct IcIndex(pub u32);
/// Index of a nested function prototype.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FuncIndex(pub u32);
/// A place to jump to; bound once, referenced any number of times, before or after binding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label(pub(super) u32);

/// A kind of operand as a type: what the assembler takes for it, and how it is written.
pub trait Kind {
    /// What the emitter methods take.
    type Value: Copy;
    /// The same as a value.
    const KIND: OperandKind;
    /// Appends it.
    fn encode(value: Self::Value, assembler: &mut Assembler);
}

/// Kinds whose operand is the number of a register.
pub trait Register: Kind<Value = Reg> {}

macro_rules! kinds {
    ($($(#[$register:ident])? $kind:ident($value:ty) = |$v:ident, $assembler:ident| $encode:expr;)*) => {
        /// The kinds as types.
        pub mod kind {
            $(
                #[doc = concat!("See [`OperandKind::", stringify!($kind), "`](super::OperandKind).")]
                #[derive(Clone, Copy)]
                pub struct $kind;
            )*
        }
        $(
            impl Kind for kind::$kind {
                type Value = $value;
                const KIND: OperandKind = OperandKind::$kind;
                fn encode($v: $value, $assembler: &mut Assembler) {
                    $encode;
                }
            }
            $( kinds!(@$register $kind); )?
        )*
    };
    (@register $kind:ident) => {
        impl Register for kind::$kind {}
    };
}

kinds! {
    #[register] Use(Reg) = |r, to| to.push(r.0);
    #[register] Def(Reg) = |r, to| to.push(r.0);
    #[register] DefPair(Reg) = |r, to| to.push(r.0);
    #[register] DefRecord(Reg) = |r, to| to.push(r.0);
    #[register] Record(Reg) = |r, to| to.push(r.0);
    #[register] Window(Reg) = |r, to| to.push(r.0);
    #[register] UseRange(Reg) = |r, to| to.push(r.0);
    #[register] DefRange(Reg) = |r, to| to.push(r.0);
    Live(u16) = |n, to| to.push(n);
    Count(u16) = |n, to| to.push(n);
    Flag(bool) = |flag, to| to.push(flag.into());
    Imm16(i16) = |n, to| to.push(n as u16);
    Imm32(i32) = |n, to| to.push_wide(n as u32);
    Const(ConstIndex) = |k, to| to.push_wide(k.0);
    Ic(IcIndex) = |ic, to| to.push_wide(ic.0);
    Func(FuncIndex) = |f, to| to.push_wide(f.0);
    Jump(Label) = |label, to| to.push_label(label);
}

/// A kind whose operand is one of a few names.
pub trait Choice: Kind + Sized {
    /// The one with this index.
    ///
    /// # Panics
    /// If there is none: the assembler writes no such unit.
    fn from_unit(unit: u16) -> Self;
}

macro_rules! choices {
    ($($(#[doc = $doc:literal])* $choice:ident { $($(#[doc = $case_doc:literal])* $case:ident),* })*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum $choice { $($(#[doc = $case_doc])* $case),* }

        impl Kind for $choice {
            type Value = $choice;
            const KIND: OperandKind = OperandKind::Choice(&[$(stringify!($case)),*]);
            fn encode(value: $choice, assembler: &mut Assembler) {
                assembler.push(value as u16);
            }
        }

        impl Choice for $choice {
            fn from_unit(unit: u16) -> $choice {
                const ALL: &[$choice] = &[$($choice::$case),*];
                ALL[usize::from(unit)]
            }
        }
    )*};
}

choices! {
    /// What `DeclareGlobal` declares.
    Declaration {
        /// `var`
        Var,
        /// `function`
        Function,
        /// `let`
        Let,
        /// `const`
        Const,
        /// `class`
        Class
    }
    /// The prefix of a function's name.
    NamePrefix {
        /// None: a method.
        None,
        /// `get `
        Get,
        /// `set `
        Set
    }
    /// What `DefineAccessor` defines.
    Accessor {
        /// A method.
        Method,
        /// A getter.
        Getter,
        /// A setter.
        Setter
    }
    /// What `DefinePrivate` adds.
    PrivateElement {
        /// A field.
        Field,
        /// A method.
        Method,
        /// A getter.
        Getter,
        /// A setter.
        Setter
    }
    /// A method by which a generator or an iterator is ended.
    ClosingMethod {
        /// `return`
        Return,
        /// `throw`
        Throw
    }
    /// How far a module is brought by an import.
    ImportPhase {
        /// It is evaluated.
        Evaluation,
        /// It is evaluated when its namespace is looked at.
        Defer,
        /// Only what was loaded is asked for.
        Source
    }
    /// The class of an error that the compiler found.
    ThrownError {
        /// TypeError
        Type,
        /// ReferenceError
        Reference
    }
}

impl NamePrefix {
    /// How it is written, without the space.
    pub const fn text(self) -> &'static str {
        match self {
            NamePrefix::None => "",
            NamePrefix::Get => "get",
            NamePrefix::Set => "set",
        }
    }
}

/// Where an operand of kind `K` stands in an instruction, in units from its opcode.
#[derive(Clone, Copy)]
pub struct Field<K> {
    unit: usize,
    kind: PhantomData<K>,
}

impl<K> Field<K> {
    pub(super) const fn of(op: Op, name: &str) -> Field<K> {
        Field { unit: offset_of(op, name), kind: PhantomData }
    }

    /// Units from the opcode.
    #[inline(always)]
    pub const fn unit(self) -> usize {
        self.unit
    }
}

/// An instruction as a type: each row of the table has one in [`ops`](super::ops).
pub trait Instruction: Copy {
    /// Its opcode.
    const OP: Op;
    /// Its length in units, the opcode included.
    const UNITS: usize;
}

/// A name of the dictionary.
pub trait Operand {
    /// Its kind.
    type Kind: Kind;
}

/// What an emitter method takes for the operand of this name.
pub type ValueOf<O> = <<O as Operand>::Kind as Kind>::Value;

macro_rules! operands {
    ($($name:ident: $kind:ty;)*) => {
        /// The names as types.
        #[allow(non_camel_case_types, reason = "they are the operands' names")]
        pub mod names {
            $(
                #[doc = concat!("The operand `", stringify!($name), "`.")]
                pub struct $name;
                impl super::Operand for $name {
                    type Kind = $kind;
                }
            )*
        }

        /// Instructions that have an operand of this name.
        #[allow(non_camel_case_types, reason = "they are the operands' names")]
        pub mod has {
            $(
                #[doc = concat!("Instructions with the operand `", stringify!($name), "`.")]
                pub trait $name: super::Instruction {
                    #[doc = concat!("Where the operand `", stringify!($name), "` stands.")]
                    fn $name(self) -> super::Field<$kind>;
                }
            )*
        }
    };
}

use kind as k;
operands! {
    // ---- registers
    dst: super::k::Def;
    mode: super::k::Def;
    first: super::k::DefRange;
    pair: super::k::DefPair;
    record: super::k::DefRecord;
    it: super::k::Record;
    base: super::k::Window;
    start: super::k::UseRange;
    excluded: super::k::UseRange;
    src: super::k::Use;
    options: super::k::Use;
    a: super::k::Use;
    b: super::k::Use;
    object: super::k::Use;
    key: super::k::Use;
    array: super::k::Use;
    function: super::k::Use;
    class: super::k::Use;
    initializer: super::k::Use;
    parent: super::k::Use;
    home: super::k::Use;
    this: super::k::Use;
    target: super::k::Use;
    env: super::k::Use;
    arguments: super::k::Use;
    argument: super::k::Use;
    result: super::k::Use;
    enumerator: super::k::Use;
    resources: super::k::Use;
    // ---- numbers
    count: super::k::Count;
    argc: super::k::Count;
    from: super::k::Count;
    slots: super::k::Count;
    depth: super::k::Count;
    slot: super::k::Count;
    literal: super::k::Count;
    template: super::k::Count;
    place: super::k::Count;
    live: super::k::Live;
    imm: super::k::Imm16;
    int: super::k::Imm32;
    capacity: super::k::Imm32;
    // ---- tables and jumps
    k: super::k::Const;
    name: super::k::Const;
    message: super::k::Const;
    ic: super::k::Ic;
    f: super::k::Func;
    to: super::k::Jump;
    done: super::k::Jump;
    // ---- flags and choices
    mapped: super::k::Flag;
    raw: super::k::Flag;
    awaits: super::k::Flag;
    enumerable: super::k::Flag;
    check_only: super::k::Flag;
    deletable: super::k::Flag;
    declaration: super::Declaration;
    prefix: super::NamePrefix;
    accessor: super::Accessor;
    element: super::PrivateElement;
    which: super::ClosingMethod;
    error: super::ThrownError;
    phase: super::ImportPhase;
}
