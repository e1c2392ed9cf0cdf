//! THE opcode table. One row declares an instruction: its documentation, its operands and whether it can throw. From the rows come the
//! [`Op`] enum, the operand decoding for the disassembler, and one emitter method per instruction on [`Assembler`](super::Assembler).
//!
//! Instruction format: a stream of 16-bit units. The first unit is the opcode; operands follow in row order.
//!
//! ```text
//!   Reg, Count, Imm16       1 unit
//!   Const, Ic, Func, Imm32,
//!   Jump, Live              see `OperandKind::units`
//! ```
//!
//! A frame's registers: `r0` the callee, `r1` the receiver (`this`), `r2…` the parameters, then locals, then temporaries. Jumps are relative to
//! the first unit of the jumping instruction. Registers at or above an instruction's `Live` operand are dead there and are not GC roots.

/// What an operand is; fixes its width and its rendering.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OperandKind {
    /// A register of the frame.
    Reg,
    /// A small count, slot index, depth or flag word.
    Count,
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
    /// Number of registers that are live here: the roots of this frame at the safepoint.
    Live,
}

impl OperandKind {
    /// Width in 16-bit units.
    pub const fn units(self) -> usize {
        match self {
            OperandKind::Reg | OperandKind::Count | OperandKind::Imm16 | OperandKind::Live => 1,
            OperandKind::Imm32 | OperandKind::Const | OperandKind::Ic | OperandKind::Func | OperandKind::Jump => 2,
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
    /// The register of parameter `i`. A function with more parameters than registers is refused after its code is made.
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

macro_rules! operand_type {
    (Reg) => {
        super::Reg
    };
    (Count) => {
        u16
    };
    (Imm16) => {
        i16
    };
    (Imm32) => {
        i32
    };
    (Const) => {
        super::ConstIndex
    };
    (Ic) => {
        super::IcIndex
    };
    (Func) => {
        super::FuncIndex
    };
    (Jump) => {
        super::Label
    };
    (Live) => {
        u16
    };
}

macro_rules! opcodes {
    ($( $(#[doc = $doc:literal])* $name:ident $emit:ident ( $($operand:ident : $kind:ident),* ) $($throws:ident)? ; )*) => {
        /// An instruction's opcode.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u16)]
        pub enum Op { $( $(#[doc = $doc])* $name ),* }

        impl Op {
            /// Every opcode in table order.
            pub const ALL: &'static [Op] = &[$(Op::$name),*];

            /// The table's name of the opcode.
            pub const fn name(self) -> &'static str {
                match self { $(Op::$name => stringify!($name)),* }
            }

            /// The operands' names and kinds in encoding order.
            pub const fn operands(self) -> &'static [(&'static str, OperandKind)] {
                match self { $(Op::$name => &[$((stringify!($operand), OperandKind::$kind)),*]),* }
            }

            /// Whether the instruction can throw (and so needs a source position).
            pub const fn can_throw(self) -> bool {
                match self { $(Op::$name => false $(|| stringify!($throws).len() > 0)?),* }
            }
        }

        impl super::Assembler {
            $(
                $(#[doc = $doc])*
                #[allow(clippy::too_many_arguments, reason = "one argument per operand of the row")]
                pub fn $emit(&mut self $(, $operand: operand_type!($kind))*) {
                    self.begin(Op::$name);
                    $( super::assembler::Encode::encode($operand, self); )*
                }
            )*
        }
    };
}

opcodes! {
    // ---- loads and moves
    /// `dst = constants[k]`
    LoadConst load_const(dst: Reg, k: Const);
    /// `dst = value`, an int32.
    LoadInt load_int(dst: Reg, value: Imm32);
    /// `dst = undefined`
    LoadUndefined load_undefined(dst: Reg);
    /// `dst = null`
    LoadNull load_null(dst: Reg);
    /// `dst = true`
    LoadTrue load_true(dst: Reg);
    /// `dst = false`
    LoadFalse load_false(dst: Reg);
    /// `dst, dst+1, … dst+count-1 = undefined`
    LoadUndefineds load_undefineds(dst: Reg, count: Count);
    /// `dst = hole`: the uninitialised mark of the temporal dead zone; never seen by a script.
    LoadHole load_hole(dst: Reg);
    /// `dst = src`
    Move mov(dst: Reg, src: Reg);
    /// `dst, dst+1, … dst+count-1 = hole`
    LoadHoles load_holes(dst: Reg, count: Count);

    // ---- function entry
    /// Sloppy-mode receiver: undefined and null become globalThis, primitives are boxed; in place in `r1`.
    CoerceThis coerce_this();
    /// `dst = ` the environment that the running closure captured.
    LoadClosureEnv load_closure_env(dst: Reg);
    /// `dst = ` the home object of the running method (for `super`).
    LoadHomeObject load_home_object(dst: Reg);
    /// `dst = new.target` of this frame.
    LoadNewTarget load_new_target(dst: Reg);
    /// `dst = ` the arguments object. Must come before any other write to a register above the receiver. `mapped` 1: sloppy with simple parameters
    /// (has `callee`; `MapArguments` may follow); 0: strict, `callee` throws.
    CreateArguments create_arguments(dst: Reg, mapped: Count) throws;
    /// Makes the elements of a fresh sloppy arguments object alias the parameters, which live in environment `env`: parameter `i` in slot `map[i]`
    /// (`FunctionProto::mapped_slots`). Only elements of arguments that were passed are aliased.
    MapArguments map_arguments(arguments: Reg, env: Reg);
    /// `dst = ` a new array of the arguments from index `from` on. The same rule of order holds; when both are needed the rest comes from
    /// `RestFromArguments`.
    CreateRest create_rest(dst: Reg, from: Count);
    /// `dst = ` a new array of the elements of the (fresh) arguments object `arguments` from index `from` on.
    RestFromArguments rest_from_arguments(dst: Reg, arguments: Reg, from: Count);

    // ---- environments: captured variables
    /// `dst = new Environment(parent = r[parent], slots)`, every slot a hole. `parent` may hold undefined for none.
    NewEnv new_env(dst: Reg, parent: Reg, slots: Count);
    /// `dst = copy of r[env]`, same parent: a fresh iteration of a loop's bindings.
    CopyEnv copy_env(dst: Reg, env: Reg);
    /// `dst = slot` of the environment `depth` parents above `r[env]`.
    LoadEnv load_env(dst: Reg, env: Reg, depth: Count, slot: Count);
    /// As `LoadEnv`; a hole throws ReferenceError "Cannot access 'name' before initialization".
    LoadEnvChecked load_env_checked(dst: Reg, env: Reg, depth: Count, slot: Count, name: Const) throws;
    /// Stores into a slot of the environment `depth` parents above `r[env]`.
    StoreEnv store_env(env: Reg, depth: Count, slot: Count, src: Reg);
    /// As `StoreEnv`; throws ReferenceError when the slot is still a hole.
    StoreEnvChecked store_env_checked(env: Reg, depth: Count, slot: Count, src: Reg, name: Const) throws;
    /// Throws ReferenceError "Cannot access 'name' before initialization" when `r[src]` is a hole.
    CheckHole check_hole(src: Reg, name: Const) throws;
    /// Derived constructors: throws ReferenceError "Must call super constructor in derived class before accessing 'this' or returning from derived
    /// constructor" when `r[src]` is a hole.
    CheckThis check_this(src: Reg) throws;
    /// Throws ReferenceError "Super constructor may only be called once" unless `r[src]` is a hole.
    CheckSuperOnce check_super_once(src: Reg) throws;
    /// Throws ReferenceError "name is not defined" when `r[src]` is a hole: a binding that `delete` removed.
    CheckDeleted check_deleted(src: Reg, name: Const) throws;
    /// The lesson's `delete binding`: writes the one note on stderr the first time; the compiler then stores a hole in the binding.
    NoteBindingDelete note_binding_delete(name: Const);

    // ---- globals (free names); the cache site names them
    /// `dst = ` the global binding; ReferenceError "name is not defined" when missing, TDZ error for a lexical one not yet initialised.
    LoadGlobal load_global(dst: Reg, ic: Ic) throws;
    /// As `LoadGlobal`, but a missing binding is undefined (for `typeof name`).
    LoadGlobalOrUndefined load_global_or_undefined(dst: Reg, ic: Ic) throws;
    /// Assigns a global binding. In sloppy code a missing one becomes a property of globalThis; in strict code (`FunctionFlags::STRICT`) it throws.
    StoreGlobal store_global(ic: Ic, src: Reg) throws;
    /// Script code only: declares a `var` or a function (value `r[src]`) on globalThis, or a lexical binding as a hole in the script scope; `flags` are those of
    /// `bytecode::declare`. Emitted in hoisting order at the start of a script. Redeclaration errors are thrown here.
    DeclareGlobal declare_global(name: Const, flags: Count, src: Reg) throws;
    /// Initialises a lexical binding of the script scope (let, const, class at the top level of a script).
    InitGlobalLexical init_global_lexical(name: Const, src: Reg) throws;
    /// `dst = delete name` for a free name: deletes a configurable property of globalThis; for script lexicals, the lesson's rule.
    DeleteGlobal delete_global(dst: Reg, name: Const) throws;

    // ---- arithmetic
    /// `dst = a + b`
    Add add(dst: Reg, a: Reg, b: Reg) throws;
    /// `dst = a - b`
    Sub sub(dst: Reg, a: Reg, b: Reg) throws;
    /// `dst = a * b`
    Mul mul(dst: Reg, a: Reg, b: Reg) throws;
    /// `dst = a / b`
    Div div(dst: Reg, a: Reg, b: Reg) throws;
    /// `dst = a % b`
    Mod rem(dst: Reg, a: Reg, b: Reg) throws;
    /// `dst = a ** b`
    Exp exp(dst: Reg, a: Reg, b: Reg) throws;
    /// `dst = a & b`
    BitAnd bit_and(dst: Reg, a: Reg, b: Reg) throws;
    /// `dst = a | b`
    BitOr bit_or(dst: Reg, a: Reg, b: Reg) throws;
    /// `dst = a ^ b`
    BitXor bit_xor(dst: Reg, a: Reg, b: Reg) throws;
    /// `dst = a << b`
    Shl shl(dst: Reg, a: Reg, b: Reg) throws;
    /// `dst = a >> b`
    Shr shr(dst: Reg, a: Reg, b: Reg) throws;
    /// `dst = a >>> b`
    UShr ushr(dst: Reg, a: Reg, b: Reg) throws;
    /// `dst = a + imm`
    AddI add_i(dst: Reg, a: Reg, imm: Imm16) throws;
    /// `dst = a - imm`
    SubI sub_i(dst: Reg, a: Reg, imm: Imm16) throws;
    /// `dst = a * imm`
    MulI mul_i(dst: Reg, a: Reg, imm: Imm16) throws;
    /// `dst = a % imm`
    ModI mod_i(dst: Reg, a: Reg, imm: Imm16) throws;
    /// `dst = a & imm`
    BitAndI bit_and_i(dst: Reg, a: Reg, imm: Imm16) throws;
    /// `dst = a | imm`
    BitOrI bit_or_i(dst: Reg, a: Reg, imm: Imm16) throws;
    /// `dst = a << imm`
    ShlI shl_i(dst: Reg, a: Reg, imm: Imm16) throws;
    /// `dst = a >> imm`
    ShrI shr_i(dst: Reg, a: Reg, imm: Imm16) throws;
    /// `dst = a >>> imm`
    UShrI ushr_i(dst: Reg, a: Reg, imm: Imm16) throws;
    /// `dst = ToNumeric(src) + 1`
    Inc inc(dst: Reg, src: Reg) throws;
    /// `dst = ToNumeric(src) - 1`
    Dec dec(dst: Reg, src: Reg) throws;
    /// `dst = ToNumeric(src)` (the old value of a postfix operator)
    ToNumeric to_numeric(dst: Reg, src: Reg) throws;
    /// `dst = -src`
    Neg neg(dst: Reg, src: Reg) throws;
    /// `dst = +src`
    ToNumber to_number(dst: Reg, src: Reg) throws;
    /// `dst = ~src`
    BitNot bit_not(dst: Reg, src: Reg) throws;
    /// `dst = !src`
    Not not(dst: Reg, src: Reg);
    /// `dst = typeof src`
    TypeOf type_of(dst: Reg, src: Reg);

    // ---- comparison
    /// `dst = a == b`
    Eq eq(dst: Reg, a: Reg, b: Reg) throws;
    /// `dst = a != b`
    Ne ne(dst: Reg, a: Reg, b: Reg) throws;
    /// `dst = a === b`
    StrictEq strict_eq(dst: Reg, a: Reg, b: Reg);
    /// `dst = a !== b`
    StrictNe strict_ne(dst: Reg, a: Reg, b: Reg);
    /// `dst = a < b`
    Lt lt(dst: Reg, a: Reg, b: Reg) throws;
    /// `dst = a <= b`
    Le le(dst: Reg, a: Reg, b: Reg) throws;
    /// `dst = a > b`
    Gt gt(dst: Reg, a: Reg, b: Reg) throws;
    /// `dst = a >= b`
    Ge ge(dst: Reg, a: Reg, b: Reg) throws;
    /// `dst = a instanceof b`
    InstanceOf instance_of(dst: Reg, a: Reg, b: Reg) throws;
    /// `dst = key in object`
    In has_property(dst: Reg, key: Reg, object: Reg) throws;
    /// `dst = #key in object`; `key` holds a private name.
    PrivateIn private_in(dst: Reg, key: Reg, object: Reg) throws;

    // ---- jumps
    /// Goes to `to`, forwards.
    Jump jump(to: Jump);
    /// Goes back to `to`: the safepoint of loops. Registers from `live` on are dead.
    JumpLoop jump_loop(to: Jump, live: Live) throws;
    /// As `JumpLoop` when `ToBoolean(src)`, else falls through. Like all fused back edges a safepoint.
    JumpLoopIfTrue jump_loop_if_true(src: Reg, to: Jump, live: Live) throws;
    /// As `JumpLoop` unless `ToBoolean(src)`.
    JumpLoopIfFalse jump_loop_if_false(src: Reg, to: Jump, live: Live) throws;
    /// As `JumpLoop` when `a < b`.
    JumpLoopIfLt jump_loop_if_lt(a: Reg, b: Reg, to: Jump, live: Live) throws;
    /// As `JumpLoop` when `a <= b`.
    JumpLoopIfLe jump_loop_if_le(a: Reg, b: Reg, to: Jump, live: Live) throws;
    /// As `JumpLoop` when `a > b`.
    JumpLoopIfGt jump_loop_if_gt(a: Reg, b: Reg, to: Jump, live: Live) throws;
    /// As `JumpLoop` when `a >= b`.
    JumpLoopIfGe jump_loop_if_ge(a: Reg, b: Reg, to: Jump, live: Live) throws;
    /// As `JumpLoop` when `a < imm`.
    JumpLoopIfLtI jump_loop_if_lt_i(a: Reg, imm: Imm16, to: Jump, live: Live) throws;
    /// As `JumpLoop` when `a <= imm`.
    JumpLoopIfLeI jump_loop_if_le_i(a: Reg, imm: Imm16, to: Jump, live: Live) throws;
    /// As `JumpLoop` when `a > imm`.
    JumpLoopIfGtI jump_loop_if_gt_i(a: Reg, imm: Imm16, to: Jump, live: Live) throws;
    /// As `JumpLoop` when `a >= imm`.
    JumpLoopIfGeI jump_loop_if_ge_i(a: Reg, imm: Imm16, to: Jump, live: Live) throws;
    /// Jumps when `ToBoolean(src)`.
    JumpIfTrue jump_if_true(src: Reg, to: Jump);
    /// Jumps unless `ToBoolean(src)`.
    JumpIfFalse jump_if_false(src: Reg, to: Jump);
    /// Jumps when `src` is undefined or null.
    JumpIfNullish jump_if_nullish(src: Reg, to: Jump);
    /// Jumps when `src` is neither undefined nor null.
    JumpIfNotNullish jump_if_not_nullish(src: Reg, to: Jump);
    /// Jumps when `src` is undefined.
    JumpIfUndefined jump_if_undefined(src: Reg, to: Jump);
    /// Jumps when `src` is not undefined.
    JumpIfNotUndefined jump_if_not_undefined(src: Reg, to: Jump);
    /// Jumps when `src` is null.
    JumpIfNull jump_if_null(src: Reg, to: Jump);
    /// Jumps when `src` is not null.
    JumpIfNotNull jump_if_not_null(src: Reg, to: Jump);
    /// Jumps when `src` is a hole.
    JumpIfHole jump_if_hole(src: Reg, to: Jump);
    /// Jumps when `src` is the int32 `value` (completion kinds, resume modes).
    JumpIfInt jump_if_int(src: Reg, value: Imm16, to: Jump);
    /// Jumps when `a < b`.
    JumpIfLt jump_if_lt(a: Reg, b: Reg, to: Jump) throws;
    /// Jumps unless `a < b`.
    JumpIfNotLt jump_if_not_lt(a: Reg, b: Reg, to: Jump) throws;
    /// Jumps when `a <= b`.
    JumpIfLe jump_if_le(a: Reg, b: Reg, to: Jump) throws;
    /// Jumps unless `a <= b`.
    JumpIfNotLe jump_if_not_le(a: Reg, b: Reg, to: Jump) throws;
    /// Jumps when `a > b`.
    JumpIfGt jump_if_gt(a: Reg, b: Reg, to: Jump) throws;
    /// Jumps unless `a > b`.
    JumpIfNotGt jump_if_not_gt(a: Reg, b: Reg, to: Jump) throws;
    /// Jumps when `a >= b`.
    JumpIfGe jump_if_ge(a: Reg, b: Reg, to: Jump) throws;
    /// Jumps unless `a >= b`.
    JumpIfNotGe jump_if_not_ge(a: Reg, b: Reg, to: Jump) throws;
    /// Jumps when `a < imm`.
    JumpIfLtI jump_if_lt_i(a: Reg, imm: Imm16, to: Jump) throws;
    /// Jumps unless `a < imm`.
    JumpIfNotLtI jump_if_not_lt_i(a: Reg, imm: Imm16, to: Jump) throws;
    /// Jumps when `a <= imm`.
    JumpIfLeI jump_if_le_i(a: Reg, imm: Imm16, to: Jump) throws;
    /// Jumps unless `a <= imm`.
    JumpIfNotLeI jump_if_not_le_i(a: Reg, imm: Imm16, to: Jump) throws;
    /// Jumps when `a > imm`.
    JumpIfGtI jump_if_gt_i(a: Reg, imm: Imm16, to: Jump) throws;
    /// Jumps unless `a > imm`.
    JumpIfNotGtI jump_if_not_gt_i(a: Reg, imm: Imm16, to: Jump) throws;
    /// Jumps when `a >= imm`.
    JumpIfGeI jump_if_ge_i(a: Reg, imm: Imm16, to: Jump) throws;
    /// Jumps unless `a >= imm`.
    JumpIfNotGeI jump_if_not_ge_i(a: Reg, imm: Imm16, to: Jump) throws;
    /// Jumps when `a == imm`.
    JumpIfEqI jump_if_eq_i(a: Reg, imm: Imm16, to: Jump) throws;
    /// Jumps unless `a == imm`.
    JumpIfNeI jump_if_ne_i(a: Reg, imm: Imm16, to: Jump) throws;
    /// Jumps when `a === imm`.
    JumpIfStrictEqI jump_if_strict_eq_i(a: Reg, imm: Imm16, to: Jump);
    /// Jumps unless `a === imm`.
    JumpIfStrictNeI jump_if_strict_ne_i(a: Reg, imm: Imm16, to: Jump);
    /// Jumps when `a == b`.
    JumpIfEq jump_if_eq(a: Reg, b: Reg, to: Jump) throws;
    /// Jumps unless `a == b`.
    JumpIfNe jump_if_ne(a: Reg, b: Reg, to: Jump) throws;
    /// Jumps when `a === b`.
    JumpIfStrictEq jump_if_strict_eq(a: Reg, b: Reg, to: Jump);
    /// Jumps unless `a === b`.
    JumpIfStrictNe jump_if_strict_ne(a: Reg, b: Reg, to: Jump);

    // ---- properties
    /// `dst = object.name`
    GetProp get_prop(dst: Reg, object: Reg, ic: Ic) throws;
    /// `dst = object.length`
    GetLength get_length(dst: Reg, object: Reg, ic: Ic) throws;
    /// `object.name = src`; a failure throws in strict code only.
    SetProp set_prop(object: Reg, ic: Ic, src: Reg) throws;
    /// `dst = object[key]`
    GetElem get_elem(dst: Reg, object: Reg, key: Reg) throws;
    /// `object[key] = src`
    SetElem set_elem(object: Reg, key: Reg, src: Reg) throws;
    /// `base = object.name; base+1 = object`: a method about to be called. `object` may be `base` or `base+1`.
    GetMethod get_method(base: Reg, object: Reg, ic: Ic) throws;
    /// `base = object[key]; base+1 = object`; `object` and `key` may be `base` or `base+1`.
    GetElemMethod get_elem_method(base: Reg, object: Reg, key: Reg) throws;
    /// `dst = delete object.name`
    DeleteProp delete_prop(dst: Reg, object: Reg, name: Const) throws;
    /// `dst = delete object[key]`
    DeleteElem delete_elem(dst: Reg, object: Reg, key: Reg) throws;
    /// `dst = super[key]`: look-up starts at the prototype of `home`, the receiver is `this`.
    GetSuper get_super(dst: Reg, home: Reg, this: Reg, key: Reg) throws;
    /// `super[key] = src`
    SetSuper set_super(home: Reg, this: Reg, key: Reg, src: Reg) throws;
    /// `dst = object.#key`
    GetPrivate get_private(dst: Reg, object: Reg, key: Reg, ic: Ic) throws;
    /// `object.#key = src`
    SetPrivate set_private(object: Reg, key: Reg, src: Reg, ic: Ic) throws;
    /// Adds a private field (flags 0), method (1), getter (2) or setter (3); twice throws TypeError (a getter joins its setter).
    DefinePrivate define_private(object: Reg, key: Reg, src: Reg, flags: Count) throws;
    /// `dst = new private name` described by `name` (with its `#`).
    NewPrivateName new_private_name(dst: Reg, name: Const);
    /// Throws TypeError when `src` is undefined or null (destructuring); the message is `FunctionProto::destructuring_message`, which `GetProp`,
    /// `GetLength` and `GetElem` of an undefined or null object use too where it gives one.
    RequireObject require_object(src: Reg) throws;
    /// `dst = ToPropertyKey(src)`
    ToPropertyKey to_property_key(dst: Reg, src: Reg) throws;

    // ---- literals
    /// `dst = {}` with room for `slots` in-object properties.
    NewObject new_object(dst: Reg, slots: Count);
    /// `dst = { keys[0]: r[start], keys[1]: r[start+1], … }` with the keys of `object_literals[literal]`.
    NewObjectLiteral new_object_literal(dst: Reg, literal: Count, start: Reg);
    /// `dst = []` with room for `capacity` elements.
    NewArray new_array(dst: Reg, capacity: Imm32);
    /// `dst = [r[start], … r[start+count-1]]`; holes stay holes.
    NewArrayFrom new_array_from(dst: Reg, start: Reg, count: Count);
    /// Appends `src` (a hole appends a hole).
    ArrayPush array_push(array: Reg, src: Reg);
    /// Appends all that iterating `src` gives.
    ArraySpread array_spread(array: Reg, src: Reg) throws;
    /// `object.name = src` as a literal's own enumerable data property (CreateDataProperty).
    DefineField define_field(object: Reg, ic: Ic, src: Reg) throws;
    /// As `DefineField` with a computed key (already a property key).
    DefineElem define_elem(object: Reg, key: Reg, src: Reg) throws;
    /// Defines a method, getter or setter: flags bit 0–1: 0 method, 1 getter, 2 setter; bit 2: enumerable. Does not set the name.
    DefineAccessor define_accessor(object: Reg, key: Reg, function: Reg, flags: Count) throws;
    /// `{ __proto__: src }`
    SetLiteralProto set_literal_proto(object: Reg, src: Reg);
    /// Object spread and rest: copies own enumerable properties of `src` to `object`, except the keys in the `count` registers from `excluded`.
    CopyDataProperties copy_data_properties(object: Reg, src: Reg, excluded: Reg, count: Count) throws;
    /// `dst = { ...src }`
    CloneObject clone_object(dst: Reg, src: Reg) throws;
    /// `dst = /body/flags`: `constants[k]` the body, `constants[k+1]` the flags.
    NewRegExp new_regexp(dst: Reg, k: Const) throws;
    /// `dst = ` the template object of call site `template` (`FunctionProto::templates`), the same one each time.
    TemplateObject template_object(dst: Reg, template: Count);
    /// `dst = ` the concatenation of the `count` registers from `start`, each put through ToString (a Symbol throws).
    Concat concat(dst: Reg, start: Reg, count: Count) throws;
    /// `dst = ToString(src)`
    ToString to_string(dst: Reg, src: Reg) throws;

    // ---- functions and classes
    /// `dst = ` a closure of nested function `f` over environment `env` (a register holding undefined for none).
    Closure closure(dst: Reg, f: Func, env: Reg);
    /// Makes the method `function` remember `home` for `super`.
    SetHomeObject set_home_object(function: Reg, home: Reg);
    /// Gives an anonymous function its name from a property key; prefix 0 none, 1 "get", 2 "set".
    SetFunctionName set_function_name(function: Reg, key: Reg, prefix: Count);
    /// `dst = ` the class constructor, `dst+1 = ` its prototype object. `parent` a hole: no heritage. Sets up both prototype chains, `prototype`,
    /// `constructor` and the constructor's home object.
    NewClass new_class(dst: Reg, f: Func, env: Reg, parent: Reg) throws;
    /// Hands the class its instance-field initialiser: a method called with the new object as receiver (hole: none).
    SetFieldInitializer set_field_initializer(class: Reg, initializer: Reg);
    /// Runs the field initialiser of the class `class` on `object`, if it has one: in a base constructor at entry, in a derived one after `super()`.
    InitFields init_fields(class: Reg, object: Reg) throws;
    /// `dst = ` the parent constructor of the running derived constructor `class`; TypeError "Super constructor … is not a constructor".
    SuperConstructor super_constructor(dst: Reg, class: Reg) throws;

    // ---- calls: callee in `base`, receiver in `base+1`, arguments from `base+2`
    /// `dst = r[base].call(r[base+1], …)`
    Call call(dst: Reg, base: Reg, argc: Count) throws;
    /// As `Call` with undefined as the receiver: `base+1` is written by the instruction.
    CallUndefined call_undefined(dst: Reg, base: Reg, argc: Count) throws;
    /// As `Call`; the arguments are the elements of the array in `base+2`.
    CallSpread call_spread(dst: Reg, base: Reg) throws;
    /// `dst = new r[base](…)`; `base+1` is free for the receiver.
    New construct(dst: Reg, base: Reg, argc: Count) throws;
    /// As `New`, arguments from the array in `base+2`.
    NewSpread construct_spread(dst: Reg, base: Reg) throws;
    /// `super(…)`: as `New` with `new.target` in `target`.
    SuperCall super_call(dst: Reg, base: Reg, argc: Count, target: Reg) throws;
    /// As `SuperCall`, arguments from the array in `base+2`.
    SuperCallSpread super_call_spread(dst: Reg, base: Reg, target: Reg) throws;
    /// Leaves the frame with `src`. In a base constructor a non-object gives the receiver; in a derived one the compiler checks (`CheckDerivedReturn`).
    Return ret(src: Reg);
    /// Leaves the frame with undefined (in a base constructor: with the receiver).
    ReturnUndefined ret_undefined();
    /// A derived constructor's return: `dst = src` when it is an object; when undefined, `this` (hole: ReferenceError); else TypeError
    /// "Derived constructors may only return object or undefined".
    CheckDerivedReturn check_derived_return(dst: Reg, src: Reg, this: Reg) throws;

    // ---- iteration. An iterator record is three registers: `it` the iterator, `it+1` its next method, `it+2` state of the VM's own
    /// Starts iterating `src`. Plain arrays with the standard iterator are stepped without an iterator object.
    GetIterator get_iterator(it: Reg, src: Reg) throws;
    /// As `GetIterator`, always with an iterator object (`yield*` calls its methods).
    GetIteratorObject get_iterator_object(it: Reg, src: Reg) throws;
    /// Starts async iteration of `src` (falls back on a wrapped sync iterator).
    GetAsyncIterator get_async_iterator(it: Reg, src: Reg) throws;
    /// `dst = ` the next value, or jump when done (`dst` is not written then). When `next` itself throws, or on done, the record is marked closed
    /// (`it` = undefined); a closed record is done.
    IteratorNext iterator_next(dst: Reg, it: Reg, done: Jump) throws;
    /// `dst = next.call(iterator, argument)`: the raw result (async iteration, `yield*`).
    IteratorCallNext iterator_call_next(dst: Reg, it: Reg, argument: Reg) throws;
    /// Splits an iterator result: `dst = result.value`, or jump when `result.done` (`dst` is undefined then). Not an object: TypeError.
    IteratorUnwrap iterator_unwrap(dst: Reg, result: Reg, done: Jump) throws;
    /// Closes an open iterator on normal exit: calls `return`, checks that it gave an object. No-op when `it` is undefined.
    IteratorClose iterator_close(it: Reg) throws;
    /// Closes an open iterator while an exception is on its way: what `return` throws is dropped.
    IteratorCloseQuiet iterator_close_quiet(it: Reg);
    /// `dst = ` the iterator's method `return` (mode 0) or `throw` (mode 1), undefined when missing; for `yield*` and async closing.
    IteratorMethod iterator_method(dst: Reg, it: Reg, mode: Count) throws;
    /// TypeError "Iterator result x is not an object" unless `src` is an object.
    RequireIteratorResult require_iterator_result(src: Reg) throws;
    /// Starts for-in: `dst = ` an enumerator over the string keys of `src` and its prototypes (empty for undefined and null).
    ForInStart for_in_start(dst: Reg, src: Reg) throws;
    /// `dst = ` the next key that is still there, or jump when done.
    ForInNext for_in_next(dst: Reg, enumerator: Reg, done: Jump) throws;

    // ---- generators and async functions
    /// First instruction after parameters are bound in a generator: makes the generator object, suspends, returns it to the caller. In async functions
    /// it makes the promise instead and goes on running. Registers from `live` on are dead.
    StartGenerator start_generator(live: Live) throws;
    /// Suspends with `src` (for plain generators an iterator result is made around it; with `raw` 1 it is passed as it is, for `yield*`). On resumption `dst` is the value sent in and `mode`
    /// an int: 0 next, 1 throw, 2 return. The compiler routes throw and return.
    Yield suspend_yield(dst: Reg, mode: Reg, src: Reg, raw: Count, live: Live) throws;
    /// Suspends until the promise of `src` settles: `dst = ` its value; a rejection is thrown here.
    Await suspend_await(dst: Reg, src: Reg, live: Live) throws;

    // ---- with
    /// `dst = ` whether the name is bound by the `with` object (HasProperty, minus @@unscopables).
    WithHas with_has(dst: Reg, object: Reg, name: Const) throws;
    /// `dst = ToObject(src)`
    ToObject to_object(dst: Reg, src: Reg) throws;

    // ---- throwing
    /// Throws `src`.
    Throw throw(src: Reg) throws;
    /// Throws `src` again: what is reported is where it was thrown first.
    Rethrow rethrow(src: Reg) throws;
    /// Throws TypeError "Assignment to constant variable."
    ThrowConstAssign throw_const_assign(name: Const) throws;
    /// Throws an error of kind 0 Error, 1 TypeError, 2 ReferenceError, 3 SyntaxError, 4 RangeError with the message `constants[message]`.
    ThrowError throw_error(kind: Count, message: Const) throws;
    /// The `debugger` statement: nothing without a debugger.
    Debugger debugger();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opcodes_fit_one_byte_so_that_the_dispatch_table_stays_small() {
        assert!(Op::ALL.len() <= 256);
    }
}
