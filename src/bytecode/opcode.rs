//! THE opcode table. One row declares an instruction: its documentation, its operands (by their
//! names in `operand.rs`) and what it can do. From the rows come the [`Op`] enum, one emitter
//! method per instruction on [`Assembler`](super::Assembler), one view per instruction in [`ops`]
//! with which its operands are found and its length is known, and the tables that the disassembler
//! and the verifier read.
//!
//! Instruction format: a stream of 16-bit units. The first unit is the opcode; operands follow in
//! row order, each as wide as [`OperandKind::units`](super::OperandKind::units) says. Nothing else
//! counts units.
//!
//! A frame's registers: `r0` the callee, `r1` the receiver (`this`), `r2…` the parameters, then
//! locals, then temporaries. Jumps are relative to the first unit of the jumping instruction.
//! Registers at or above an instruction's `live` operand are dead there and are not GC roots.

use super::operand::{Instruction, Kind, Operand, OperandKind, ValueOf, has, names};

/// What an instruction can do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Effects {
    /// It can throw, and so needs a source position.
    pub throws: bool,
    /// It can run script code before it ends: a callee, an accessor, a conversion.
    pub calls: bool,
    /// It can allocate cells on its normal way, or stores a reference: reports on the heap name its
    /// line, so it has a source position.
    pub allocates: bool,
    /// It is a safepoint of its own: it can collect.
    pub safepoint: bool,
    /// The instruction behind it is not reached from it.
    pub ends: bool,
}

impl Effects {
    /// By the names of a row.
    const fn of(names: &[&str]) -> Effects {
        let mut effects = Effects { throws: false, calls: false, allocates: false, safepoint: false, ends: false };
        let mut i = 0;
        while i < names.len() {
            match names[i].as_bytes() {
                b"throws" => effects.throws = true,
                b"calls" => {
                    effects.calls = true;
                    effects.allocates = true;
                }
                b"allocates" | b"stores" => effects.allocates = true,
                b"safepoint" => effects.safepoint = true,
                b"ends" => effects.ends = true,
                _ => panic!("no such effect"),
            }
            i += 1;
        }
        effects
    }
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut i = 0;
    while i < a.len() && i < b.len() && a[i] == b[i] {
        i += 1;
    }
    i == a.len() && i == b.len()
}

/// Where the operand of this name stands in an instruction, in units from its opcode.
pub(super) const fn offset_of(op: Op, name: &str) -> usize {
    let operands = op.operands();
    let (mut unit, mut i) = (1, 0);
    while !same(operands[i].0, name) {
        unit += operands[i].1.units();
        i += 1;
    }
    unit
}

macro_rules! opcodes {
    ($( $(#[doc = $doc:literal])* $name:ident $emit:ident ( $($operand:ident),* ) $($effect:ident)* ; )*) => {
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
                match self {
                    $(Op::$name => &[$((stringify!($operand), <<names::$operand as Operand>::Kind as Kind>::KIND)),*]),*
                }
            }

            /// What the instruction can do.
            pub const fn effects(self) -> Effects {
                match self { $(Op::$name => const { Effects::of(&[$(stringify!($effect)),*]) }),* }
            }

            /// The row's documentation.
            #[cfg(any(test, feature = "internals"))]
            pub const fn doc(self) -> &'static [&'static str] {
                match self { $(Op::$name => &[$($doc),*]),* }
            }
        }

        impl super::Assembler {
            $(
                $(#[doc = $doc])*
                #[allow(clippy::too_many_arguments, reason = "one argument per operand of the row")]
                pub fn $emit(&mut self $(, $operand: ValueOf<names::$operand>)*) {
                    self.begin(Op::$name);
                    $( <names::$operand as Operand>::Kind::encode($operand, self); )*
                }
            )*
        }

        /// Each instruction as a type, whose methods say where its operands stand.
        pub mod ops {
            use super::{Instruction, Op, Operand, has, names};
            use crate::bytecode::operand::Field;

            $(
                $(#[doc = $doc])*
                #[derive(Clone, Copy)]
                pub struct $name;

                impl Instruction for $name {
                    const OP: Op = Op::$name;
                    const UNITS: usize = Op::$name.units();
                }

                $(
                    impl has::$operand for $name {
                        #[inline(always)]
                        fn $operand(self) -> Field<<names::$operand as Operand>::Kind> {
                            const { Field::of(Op::$name, stringify!($operand)) }
                        }
                    }
                )*
            )*
        }
    };
}

impl Op {
    /// The length of the instruction in units, its opcode included.
    pub const fn units(self) -> usize {
        let operands = self.operands();
        let (mut units, mut i) = (1, 0);
        while i < operands.len() {
            units += operands[i].1.units();
            i += 1;
        }
        units
    }

    /// Whether a call reads the receiver in its window; otherwise it writes it.
    pub const fn reads_receiver(self) -> bool {
        matches!(
            self,
            Op::Call | Op::TailCall | Op::TailDirectEval | Op::CallSpread | Op::DirectEval | Op::DirectEvalSpread
        )
    }

    /// The opcode that a unit stands for.
    pub fn from_unit(unit: u16) -> Option<Op> {
        Op::ALL.get(usize::from(unit)).copied()
    }
}

opcodes! {
    // ---- loads and moves
    /// `dst = constants[k]`
    LoadConst load_const(dst, k);
    /// `dst = int`
    LoadInt load_int(dst, int);
    /// `dst = undefined`
    LoadUndefined load_undefined(dst);
    /// `dst = null`
    LoadNull load_null(dst);
    /// `dst = true`
    LoadTrue load_true(dst);
    /// `dst = false`
    LoadFalse load_false(dst);
    /// `first, first+1, … first+count-1 = undefined`
    LoadUndefineds load_undefineds(first, count);
    /// `dst = hole`: the uninitialised mark of the temporal dead zone; never seen by a script.
    LoadHole load_hole(dst);
    /// `dst = src`
    Move mov(dst, src);
    /// `first, first+1, … first+count-1 = hole`
    LoadHoles load_holes(first, count);

    // ---- function entry
    /// Sloppy-mode receiver: undefined and null become globalThis, primitives are boxed; in place
    /// in `r1`.
    CoerceThis coerce_this() allocates;
    /// `dst = ` the environment that the running closure captured.
    LoadClosureEnv load_closure_env(dst);
    /// `dst = ` the home object of the running method (for `super`).
    LoadHomeObject load_home_object(dst);
    /// `dst = new.target` of this frame.
    LoadNewTarget load_new_target(dst);
    /// `dst = ` the arguments object. Must come before any other write to a register above the
    /// receiver. `mapped` 1: sloppy with simple parameters (has `callee`; `MapArguments` may
    /// follow); 0: strict, `callee` throws.
    CreateArguments create_arguments(dst, mapped) throws allocates;
    /// Makes the elements of a fresh sloppy arguments object alias the parameters, which live in
    /// environment `env`: parameter `i` in slot `map[i]` (`FunctionProto::mapped_slots`). Only
    /// elements of arguments that were passed are aliased.
    MapArguments map_arguments(arguments, env) allocates;
    /// `dst = ` a new array of the arguments from index `from` on. The same rule of order holds;
    /// when both are needed the rest comes from `RestFromArguments`.
    CreateRest create_rest(dst, from) allocates;
    /// `dst = ` a new array of the elements of the (fresh) arguments object `arguments` from index
    /// `from` on.
    RestFromArguments rest_from_arguments(dst, arguments, from) allocates;

    /// `dst = ` a promise of the namespace of the module that `r[src]` names, with the options
    /// `r[options]`, asked for by this source; of another phase, of what that gives.
    ImportCall import_call(dst, src, options, phase) throws allocates calls;

    // ---- environments: captured variables
    /// `dst = new Environment(parent = r[parent], slots)`, every slot a hole. `parent` may hold
    /// undefined for none.
    NewEnv new_env(dst, parent, slots) allocates;
    /// `dst = copy of r[env]`, same parent: a fresh iteration of a loop's bindings.
    CopyEnv copy_env(dst, env) allocates;
    /// `dst = slot` of the environment `depth` parents above `r[env]`.
    LoadEnv load_env(dst, env, depth, slot);
    /// As `LoadEnv`; a hole throws ReferenceError "Cannot access 'name' before initialization".
    LoadEnvChecked load_env_checked(dst, env, depth, slot, name) throws;
    /// As `LoadEnvChecked`, of an imported name: a slot that holds a record stands for a slot of
    /// another module's environment.
    LoadImport load_import(dst, env, depth, slot, name) throws;
    /// Stores into a slot of the environment `depth` parents above `r[env]`.
    StoreEnv store_env(env, depth, slot, src) stores;
    /// As `StoreEnv`; throws ReferenceError when the slot is still a hole.
    StoreEnvChecked store_env_checked(env, depth, slot, src, name) throws;
    /// Throws ReferenceError "Cannot access 'name' before initialization" when `r[src]` is a hole.
    CheckHole check_hole(src, name) throws;
    /// Derived constructors: throws ReferenceError "Must call super constructor in derived class
    /// before accessing 'this' or returning from derived constructor" when `r[src]` is a hole.
    CheckThis check_this(src) throws;
    /// Throws ReferenceError "Super constructor may only be called once" unless `r[src]` is a hole.
    CheckSuperOnce check_super_once(src) throws;
    /// Throws ReferenceError "name is not defined" when `r[src]` is a hole: a binding that `delete`
    /// removed.
    CheckDeleted check_deleted(src, name) throws;
    /// The lesson's `delete binding`: writes the one note on stderr the first time; the compiler
    /// then stores a hole in the binding.
    NoteBindingDelete note_binding_delete(name);

    // ---- globals (free names); the cache site names them
    /// `dst = ` the global binding; ReferenceError "name is not defined" when missing, TDZ error
    /// for a lexical one not yet initialised.
    LoadGlobal load_global(dst, ic) throws calls;
    /// As `LoadGlobal`, but a missing binding is undefined (for `typeof name`).
    LoadGlobalOrUndefined load_global_or_undefined(dst, ic) throws calls;
    /// Assigns a global binding. In sloppy code a missing one becomes a property of globalThis; in
    /// strict code (`FunctionFlags::STRICT`) it throws.
    StoreGlobal store_global(ic, src) throws calls;
    /// Script code only: declares a `var` or a function (value `r[src]`) on globalThis, or a
    /// lexical binding as a hole in the script scope. `check_only`: only throws if it cannot be
    /// declared. `deletable`: of eval code. Emitted in hoisting order at the start of a script.
    DeclareGlobal declare_global(name, declaration, check_only, deletable, src) throws allocates;
    /// Script code only: declares a `var` for a function of a block, if it can be declared
    /// (ECMA-262 §B.3.2.2); `dst = ` whether it is.
    DeclareBlockFunction declare_block_function(dst, name, deletable) throws allocates;
    /// Initialises a lexical binding of the script scope (let, const, class at the top level of a
    /// script).
    InitGlobalLexical init_global_lexical(name, src) throws allocates;
    /// `dst = delete name` for a free name: deletes a configurable property of globalThis; for
    /// script lexicals, the rule of `sloppy_delete_bindings`.
    DeleteGlobal delete_global(dst, name) throws calls;

    // ---- arithmetic
    /// `dst = a + b`
    Add add(dst, a, b) throws calls;
    /// `dst = a - b`
    Sub sub(dst, a, b) throws calls;
    /// `dst = a * b`
    Mul mul(dst, a, b) throws calls;
    /// `dst = a / b`
    Div div(dst, a, b) throws calls;
    /// `dst = a % b`
    Mod rem(dst, a, b) throws calls;
    /// `dst = a ** b`
    Exp exp(dst, a, b) throws calls;
    /// `dst = a & b`
    BitAnd bit_and(dst, a, b) throws calls;
    /// `dst = a | b`
    BitOr bit_or(dst, a, b) throws calls;
    /// `dst = a ^ b`
    BitXor bit_xor(dst, a, b) throws calls;
    /// `dst = a << b`
    Shl shl(dst, a, b) throws calls;
    /// `dst = a >> b`
    Shr shr(dst, a, b) throws calls;
    /// `dst = a >>> b`
    UShr ushr(dst, a, b) throws calls;
    /// `dst = a + imm`
    AddI add_i(dst, a, imm) throws calls;
    /// `dst = a - imm`
    SubI sub_i(dst, a, imm) throws calls;
    /// `dst = a * imm`
    MulI mul_i(dst, a, imm) throws calls;
    /// `dst = a % imm`
    ModI mod_i(dst, a, imm) throws calls;
    /// `dst = a & imm`
    BitAndI bit_and_i(dst, a, imm) throws calls;
    /// `dst = a | imm`
    BitOrI bit_or_i(dst, a, imm) throws calls;
    /// `dst = a << imm`
    ShlI shl_i(dst, a, imm) throws calls;
    /// `dst = a >> imm`
    ShrI shr_i(dst, a, imm) throws calls;
    /// `dst = a >>> imm`
    UShrI ushr_i(dst, a, imm) throws calls;
    /// `dst = ToNumeric(src) + 1`
    Inc inc(dst, src) throws calls;
    /// `dst = ToNumeric(src) - 1`
    Dec dec(dst, src) throws calls;
    /// `dst = ToNumeric(src)` (the old value of a postfix operator)
    ToNumeric to_numeric(dst, src) throws calls;
    /// `dst = -src`
    Neg neg(dst, src) throws calls;
    /// `dst = +src`
    ToNumber to_number(dst, src) throws calls;
    /// `dst = ~src`
    BitNot bit_not(dst, src) throws calls;
    /// `dst = !src`
    Not not(dst, src);
    /// `dst = typeof src`
    TypeOf type_of(dst, src);

    // ---- comparison
    /// `dst = a == b`
    Eq eq(dst, a, b) throws calls;
    /// `dst = a != b`
    Ne ne(dst, a, b) throws calls;
    /// `dst = a === b`
    StrictEq strict_eq(dst, a, b);
    /// `dst = a !== b`
    StrictNe strict_ne(dst, a, b);
    /// `dst = a < b`
    Lt lt(dst, a, b) throws calls;
    /// `dst = a <= b`
    Le le(dst, a, b) throws calls;
    /// `dst = a > b`
    Gt gt(dst, a, b) throws calls;
    /// `dst = a >= b`
    Ge ge(dst, a, b) throws calls;
    /// `dst = a instanceof b`
    InstanceOf instance_of(dst, a, b) throws calls;
    /// `dst = key in object`
    In has_property(dst, key, object) throws calls;
    /// `dst = #key in object`; `key` holds a private name.
    PrivateIn private_in(dst, key, object) throws;

    // ---- jumps
    /// Goes to `to`. Each circle of jumps has a safepoint elsewhere.
    Jump jump(to) ends;
    /// Goes back to `to`: the safepoint of loops. Registers from `live` on are dead.
    JumpLoop jump_loop(to, live) throws ends safepoint;
    /// As `JumpLoop` when `ToBoolean(src)`, else falls through. Like all fused back edges a
    /// safepoint.
    JumpLoopIfTrue jump_loop_if_true(src, to, live) throws safepoint;
    /// As `JumpLoop` unless `ToBoolean(src)`.
    JumpLoopIfFalse jump_loop_if_false(src, to, live) throws safepoint;
    /// As `JumpLoop` when `a < b`.
    JumpLoopIfLt jump_loop_if_lt(a, b, to, live) throws calls safepoint;
    /// As `JumpLoop` when `a <= b`.
    JumpLoopIfLe jump_loop_if_le(a, b, to, live) throws calls safepoint;
    /// As `JumpLoop` when `a > b`.
    JumpLoopIfGt jump_loop_if_gt(a, b, to, live) throws calls safepoint;
    /// As `JumpLoop` when `a >= b`.
    JumpLoopIfGe jump_loop_if_ge(a, b, to, live) throws calls safepoint;
    /// As `JumpLoop` when `a < imm`.
    JumpLoopIfLtI jump_loop_if_lt_i(a, imm, to, live) throws calls safepoint;
    /// As `JumpLoop` when `a <= imm`.
    JumpLoopIfLeI jump_loop_if_le_i(a, imm, to, live) throws calls safepoint;
    /// As `JumpLoop` when `a > imm`.
    JumpLoopIfGtI jump_loop_if_gt_i(a, imm, to, live) throws calls safepoint;
    /// As `JumpLoop` when `a >= imm`.
    JumpLoopIfGeI jump_loop_if_ge_i(a, imm, to, live) throws calls safepoint;
    /// Jumps when `ToBoolean(src)`.
    JumpIfTrue jump_if_true(src, to);
    /// Jumps unless `ToBoolean(src)`.
    JumpIfFalse jump_if_false(src, to);
    /// Jumps when `src` is undefined or null.
    JumpIfNullish jump_if_nullish(src, to);
    /// Jumps when `src` is neither undefined nor null.
    JumpIfNotNullish jump_if_not_nullish(src, to);
    /// Jumps when `src` is undefined.
    JumpIfUndefined jump_if_undefined(src, to);
    /// Jumps when `src` is not undefined.
    JumpIfNotUndefined jump_if_not_undefined(src, to);
    /// Jumps when `src` is null.
    JumpIfNull jump_if_null(src, to);
    /// Jumps when `src` is not null.
    JumpIfNotNull jump_if_not_null(src, to);
    /// Jumps when `src` is a hole.
    JumpIfHole jump_if_hole(src, to);
    /// Jumps when `src` is the integer `imm` (completion kinds, resume modes).
    JumpIfInt jump_if_int(src, imm, to);
    /// Jumps when `a < b`.
    JumpIfLt jump_if_lt(a, b, to) throws calls;
    /// Jumps unless `a < b`.
    JumpIfNotLt jump_if_not_lt(a, b, to) throws calls;
    /// Jumps when `a <= b`.
    JumpIfLe jump_if_le(a, b, to) throws calls;
    /// Jumps unless `a <= b`.
    JumpIfNotLe jump_if_not_le(a, b, to) throws calls;
    /// Jumps when `a > b`.
    JumpIfGt jump_if_gt(a, b, to) throws calls;
    /// Jumps unless `a > b`.
    JumpIfNotGt jump_if_not_gt(a, b, to) throws calls;
    /// Jumps when `a >= b`.
    JumpIfGe jump_if_ge(a, b, to) throws calls;
    /// Jumps unless `a >= b`.
    JumpIfNotGe jump_if_not_ge(a, b, to) throws calls;
    /// Jumps when `a < imm`.
    JumpIfLtI jump_if_lt_i(a, imm, to) throws calls;
    /// Jumps unless `a < imm`.
    JumpIfNotLtI jump_if_not_lt_i(a, imm, to) throws calls;
    /// Jumps when `a <= imm`.
    JumpIfLeI jump_if_le_i(a, imm, to) throws calls;
    /// Jumps unless `a <= imm`.
    JumpIfNotLeI jump_if_not_le_i(a, imm, to) throws calls;
    /// Jumps when `a > imm`.
    JumpIfGtI jump_if_gt_i(a, imm, to) throws calls;
    /// Jumps unless `a > imm`.
    JumpIfNotGtI jump_if_not_gt_i(a, imm, to) throws calls;
    /// Jumps when `a >= imm`.
    JumpIfGeI jump_if_ge_i(a, imm, to) throws calls;
    /// Jumps unless `a >= imm`.
    JumpIfNotGeI jump_if_not_ge_i(a, imm, to) throws calls;
    /// Jumps when `a == imm`.
    JumpIfEqI jump_if_eq_i(a, imm, to) throws calls;
    /// Jumps unless `a == imm`.
    JumpIfNeI jump_if_ne_i(a, imm, to) throws calls;
    /// Jumps when `a === imm`.
    JumpIfStrictEqI jump_if_strict_eq_i(a, imm, to);
    /// Jumps unless `a === imm`.
    JumpIfStrictNeI jump_if_strict_ne_i(a, imm, to);
    /// Jumps when `a == b`.
    JumpIfEq jump_if_eq(a, b, to) throws calls;
    /// Jumps unless `a == b`.
    JumpIfNe jump_if_ne(a, b, to) throws calls;
    /// Jumps when `a === b`.
    JumpIfStrictEq jump_if_strict_eq(a, b, to);
    /// Jumps unless `a === b`.
    JumpIfStrictNe jump_if_strict_ne(a, b, to);

    // ---- properties
    /// `dst = object.name`
    GetProp get_prop(dst, object, ic) throws calls;
    /// `dst = object.length`
    GetLength get_length(dst, object, ic) throws calls;
    /// `object.name = src`; a failure throws in strict code only.
    SetProp set_prop(object, ic, src) throws calls;
    /// `dst = object[key]`
    GetElem get_elem(dst, object, key) throws calls;
    /// `pair = object[key]; pair+1 = ToPropertyKey(key)`, as far as that can be told from `key`:
    /// for a write of the same element afterwards.
    GetElemKey get_elem_key(pair, object, key) throws calls;
    /// `object[key] = src`
    SetElem set_elem(object, key, src) throws calls;
    /// `pair = object.name; pair+1 = object`: a method about to be called. `object` may be `pair`
    /// or `pair+1`.
    GetMethod get_method(pair, object, ic) throws calls;
    /// `pair = object[key]; pair+1 = object`; `object` and `key` may be `pair` or `pair+1`.
    GetElemMethod get_elem_method(pair, object, key) throws calls;
    /// `dst = delete object.name`
    DeleteProp delete_prop(dst, object, name) throws allocates;
    /// `dst = delete object[key]`
    DeleteElem delete_elem(dst, object, key) throws calls;
    /// `dst = super[key]`: look-up starts at the prototype of `home`, the receiver is `this`.
    GetSuper get_super(dst, home, this, key) throws calls;
    /// `super[key] = src`
    SetSuper set_super(home, this, key, src) throws calls;
    /// `dst = object.#key`
    GetPrivate get_private(dst, object, key, ic) throws calls;
    /// `object.#key = src`
    SetPrivate set_private(object, key, src, ic) throws calls;
    /// Adds a private element; twice throws TypeError (a getter joins its setter).
    DefinePrivate define_private(object, key, src, element) throws allocates;
    /// `dst = new private name` described by `name` (with its `#`).
    NewPrivateName new_private_name(dst, name) allocates;
    /// Throws TypeError when `src` is undefined or null (destructuring); the message is
    /// `FunctionProto::destructuring_message`, which `GetProp`, `GetLength` and `GetElem` of an
    /// undefined or null object use too where it gives one.
    RequireObject require_object(src) throws;
    /// `dst = ToPropertyKey(src)`
    ToPropertyKey to_property_key(dst, src) throws calls;

    // ---- literals
    /// `dst = {}` with room for `slots` in-object properties.
    NewObject new_object(dst, slots) allocates;
    /// `dst = { keys[0]: r[start], keys[1]: r[start+1], … }` with the keys of
    /// `object_literals[literal]`.
    NewObjectLiteral new_object_literal(dst, literal, start) allocates;
    /// `dst = []` with room for `capacity` elements.
    NewArray new_array(dst, capacity) allocates;
    /// `dst = [r[start], … r[start+count-1]]`; holes stay holes.
    NewArrayFrom new_array_from(dst, start, count) allocates;
    /// Appends `src` (a hole appends a hole).
    ArrayPush array_push(array, src) allocates;
    /// Appends all that iterating `src` gives.
    ArraySpread array_spread(array, src) throws calls;
    /// `dst` = an array of all that iterating `src` gives, for a call that comes next: `src` itself
    /// where iterating it runs no script.
    SpreadList spread_list(dst, src) throws calls;
    /// `object.name = src` as a literal's own enumerable data property (CreateDataProperty).
    DefineField define_field(object, ic, src) throws allocates;
    /// As `DefineField` with a computed key (already a property key).
    DefineElem define_elem(object, key, src) throws allocates;
    /// Defines a method, getter or setter. Does not set the name.
    DefineAccessor define_accessor(object, key, function, accessor, enumerable) throws calls;
    /// `{ __proto__: src }`
    SetLiteralProto set_literal_proto(object, src) allocates;
    /// Object spread and rest: copies own enumerable properties of `src` to `object`, except the
    /// keys in the `count` registers from `excluded`.
    CopyDataProperties copy_data_properties(object, src, excluded, count) throws calls;
    /// `dst = { ...src }`
    CloneObject clone_object(dst, src) throws calls;
    /// `dst = /body/flags`: `constants[k]` the body, `constants[k+1]` the flags.
    NewRegExp new_regexp(dst, k) throws allocates;
    /// `dst = ` the template object of call site `template` (`FunctionProto::templates`), the same
    /// one each time.
    TemplateObject template_object(dst, template) allocates;
    /// `dst = ` the concatenation of the `count` registers from `start`, each put through ToString
    /// (a Symbol throws).
    Concat concat(dst, start, count) throws calls;
    /// `dst = ToString(src)`
    ToString to_string(dst, src) throws calls;

    // ---- functions and classes
    /// `dst = ` a closure of nested function `f` over environment `env` (a register holding
    /// undefined for none).
    Closure closure(dst, f, env) allocates;
    /// Makes the method `function` remember `home` for `super`.
    SetHomeObject set_home_object(function, home);
    /// Gives an anonymous function its name from a property key.
    SetFunctionName set_function_name(function, key, prefix) allocates;
    /// `pair = ` the class constructor, `pair+1 = ` its prototype object. `parent` a hole: no
    /// heritage. Sets up both prototype chains, `prototype`, `constructor` and the constructor's
    /// home object.
    NewClass new_class(pair, f, env, parent) throws calls;
    /// Hands the class its instance-field initialiser: a method called with the new object as
    /// receiver (hole: none).
    SetFieldInitializer set_field_initializer(class, initializer) allocates;
    /// Runs the field initialiser of the class `class` on `object`, if it has one: in a base
    /// constructor at entry, in a derived one after `super()`.
    InitFields init_fields(class, object) throws calls;
    /// `dst = ` the parent constructor of the running derived constructor `class`; TypeError "Super
    /// constructor … is not a constructor".
    SuperConstructor super_constructor(dst, class) throws;

    // ---- calls: callee in `base`, receiver in `base+1`, arguments from `base+2`
    /// `dst = r[base].call(r[base+1], …)`
    Call call(dst, base, argc) throws calls;
    /// As `Call` with undefined as the receiver: `base+1` is written by the instruction.
    CallUndefined call_undefined(dst, base, argc) throws calls;
    /// As `Call`, whose result the next instruction returns: a function of bytecode gets the place
    /// of this frame.
    TailCall tail_call(dst, base, argc) throws calls;
    /// The same of `CallUndefined`.
    TailCallUndefined tail_call_undefined(dst, base, argc) throws calls;
    /// The same of `DirectEval`.
    TailDirectEval tail_direct_eval(dst, base, argc, env, place) throws calls;
    /// As `Call`; the arguments are the elements of the array in `base+2`.
    CallSpread call_spread(dst, base) throws calls;
    /// As `Call`, written `eval(…)`: if `base` holds the intrinsic `eval`, the text in `base+2`
    /// runs as eval code of this place (`FunctionProto::evals`) inside the environment `env`.
    DirectEval direct_eval(dst, base, argc, env, place) throws calls;
    /// As `DirectEval`, arguments from the array in `base+2`.
    DirectEvalSpread direct_eval_spread(dst, base, env, place) throws calls;
    /// `dst = new r[base](…)`; `base+1` is free for the receiver.
    New construct(dst, base, argc) throws calls;
    /// As `New`, arguments from the array in `base+2`.
    NewSpread construct_spread(dst, base) throws calls;
    /// `super(…)`: as `New` with `new.target` in `target`.
    SuperCall super_call(dst, base, argc, target) throws calls;
    /// As `SuperCall`, arguments from the array in `base+2`.
    SuperCallSpread super_call_spread(dst, base, target) throws calls;
    /// Leaves the frame with `src`. In a base constructor a non-object gives the receiver; in a
    /// derived one the compiler checks (`CheckDerivedReturn`).
    Return ret(src) ends;
    /// Leaves the frame with undefined (in a base constructor: with the receiver).
    ReturnUndefined ret_undefined() ends;
    /// A derived constructor's return: `dst = src` when it is an object; when undefined, `this`
    /// (hole: ReferenceError); else TypeError "Derived constructors may only return object or
    /// undefined".
    CheckDerivedReturn check_derived_return(dst, src, this) throws;

    // ---- iteration. An iterator record is three registers: `it` the iterator, `it+1` its next
    // method, `it+2` state of the VM's own
    /// Starts iterating `src`. Plain arrays with the standard iterator are stepped without an
    /// iterator object.
    GetIterator get_iterator(record, src) throws calls;
    /// As `GetIterator`, always with an iterator object (`yield*` calls its methods).
    GetIteratorObject get_iterator_object(record, src) throws calls;
    /// Starts async iteration of `src` (falls back on a wrapped sync iterator).
    GetAsyncIterator get_async_iterator(record, src) throws calls;
    /// `dst = ` the next value, or jump when done (`dst` is not written then). When `next` itself
    /// throws, or on done, the record is marked closed (`it` = undefined); a closed record is done.
    IteratorNext iterator_next(dst, it, done) throws calls;
    /// `dst = next.call(iterator, argument)`: the raw result (async iteration, `yield*`). A hole is
    /// no argument.
    IteratorCallNext iterator_call_next(dst, it, argument) throws calls;
    /// Splits an iterator result: `dst = result.value`, or jump when `result.done` (`dst` is
    /// undefined then). Not an object: TypeError.
    IteratorUnwrap iterator_unwrap(dst, result, done) throws calls;
    /// Closes an open iterator on normal exit: calls `return`, checks that it gave an object. No-op
    /// when `it` is undefined.
    IteratorClose iterator_close(it) throws calls;
    /// Closes an open iterator while an exception is on its way: what `return` throws is dropped.
    IteratorCloseQuiet iterator_close_quiet(it) calls;
    /// `dst = ` the iterator's method `return` or `throw`, undefined when missing; for `yield*` and
    /// async closing.
    IteratorMethod iterator_method(dst, it, which) throws calls;
    /// TypeError "Iterator result x is not an object" unless `src` is an object.
    RequireIteratorResult require_iterator_result(src) throws;
    /// Starts for-in: `dst = ` an enumerator over the string keys of `src` and its prototypes
    /// (empty for undefined and null).
    ForInStart for_in_start(dst, src) throws allocates;
    /// `dst = ` the next key that is still there, or jump when done.
    ForInNext for_in_next(dst, enumerator, done) throws allocates;

    // ---- generators and async functions
    /// First instruction after parameters are bound in a generator: makes the generator object,
    /// suspends, returns it to the caller. In async functions it makes the promise instead and goes
    /// on running. Registers from `live` on are dead.
    StartGenerator start_generator(live) throws allocates;
    /// Suspends with `src` (for plain generators an iterator result is made around it; with `raw` 1
    /// it is passed as it is, for `yield*`). On resumption `dst` is the value sent in and `mode` an
    /// int: 0 next, 1 throw, 2 return. The compiler routes throw and return.
    Yield suspend_yield(dst, mode, src, raw, live) throws calls;
    /// Suspends until the promise of `src` settles: `dst = ` its value; a rejection is thrown here.
    Await suspend_await(dst, src, live) throws calls;

    // ---- using
    /// `dst = ` the list `resources` of what a scope disposes of, with `src` added, whose method is
    /// found now; `awaits`: of an `await using`. An empty list is undefined.
    AddResource add_resource(dst, resources, src, awaits) throws calls;
    /// `record = ` the dispose method of the last of the `resources`, `record+1 = ` its value,
    /// `record+2 = ` how it is disposed of (0 sync, 1 async, 2 sync for want of an async method),
    /// `dst = ` the others; or jump when there is none.
    TakeResource take_resource(record, dst, resources, done);
    /// `dst = ` a SuppressedError of the error `a` and the one before it, `b`.
    Suppress suppress(dst, a, b) allocates;

    // ---- with
    /// `dst = ` whether the name is bound by the `with` object (HasProperty, minus @@unscopables).
    WithHas with_has(dst, object, name) throws calls;
    /// `dst = object.name` of an object that bound the name just before: where it does so no more,
    /// undefined, or a ReferenceError in strict code.
    WithGet with_get(dst, object, name) throws calls;
    /// `object.name = src`, the same.
    WithSet with_set(object, name, src) throws calls;
    /// `dst = ` the object in slot `slot` of environment `env`, `depth` parents above it, that
    /// holds the variables declared by eval code: made when there is none yet.
    EvalVariables eval_variables(dst, env, depth, slot) allocates;
    /// `dst = ToObject(src)`
    ToObject to_object(dst, src) throws allocates;

    // ---- throwing
    /// Throws `src`.
    Throw throw(src) throws ends;
    /// Throws `src` again: what is reported is where it was thrown first.
    Rethrow rethrow(src) throws ends;
    /// Throws TypeError "Assignment to constant variable."
    ThrowConstAssign throw_const_assign(name) throws ends;
    /// Throws an error of the class `error` with the message `constants[message]`.
    ThrowError throw_error(error, message) throws ends;
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
