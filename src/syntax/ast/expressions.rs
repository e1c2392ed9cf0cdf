//! Expressions and the keys of properties (ECMA-262 §13).

use super::{
    AssignOp, Atom, BinaryOp, ClassId, ExprId, FunctionId, ImportPhase, List, LogicalOp, PatternId, TemplateId,
    UnaryOp, UpdateOp,
};
use crate::source::Span;

/// An expression.
#[derive(Clone, Copy, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// From its first to its last byte, parentheses around it not included.
    pub span: Span,
    /// Where an error inside it is reported, as V8 does: the name in `a.b`, the `[` in `a[b]`, in a
    /// call the last name of the callee (`a.b()` at `b`) or else the `(`; the operator of a binary
    /// expression; otherwise the start.
    pub pos: u32,
    /// Depth below this node and, in the highest bit, whether it stood in parentheses.
    pub(in crate::syntax) meta: u32,
}

impl Expr {
    /// Whether it stands in parentheses: `(f) = function(){}` does not name the function.
    #[inline]
    pub const fn is_parenthesised(&self) -> bool {
        self.meta >> 31 != 0
    }
}

/// The kinds of expressions (ECMA-262 §13).
#[derive(Clone, Copy, Debug)]
pub enum ExprKind {
    /// Nothing between two commas; only in the list of an `Array`.
    Hole,
    /// `...e`; only in the list of an `Array` or of arguments.
    Spread(ExprId),
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number literal.
    Number(f64),
    /// A BigInt literal: its text without separators and without the `n`, so `123`, `0xff`, `0o17`,
    /// `0b1`.
    BigInt(Atom),
    /// A string literal: its value.
    String(Atom),
    /// `/body/flags`; both are valid.
    Regex {
        /// The text between the slashes.
        body: Atom,
        /// The flags.
        flags: Atom,
    },
    /// A template without a tag.
    Template(TemplateId),
    /// A name that is looked up. `undefined` is one of these.
    Ident(Atom),
    /// `this`
    This,
    /// `new.target`
    NewTarget,
    /// `import.meta`
    ImportMeta,
    /// `[a, , ...b]`: elements, `Hole`s and `Spread`s. A trailing comma makes no hole.
    Array(List<ExprId>),
    /// `{a, b: c, …}`
    Object(List<Property>),
    /// A function expression or an arrow function.
    Function(FunctionId),
    /// A class expression.
    Class(ClassId),
    /// `-a`, `typeof a`, `delete a.b`, `void 0`, …
    Unary {
        /// Which.
        op: UnaryOp,
        /// The operand. Of `delete`, any expression (an `OptionalChain` too).
        operand: ExprId,
    },
    /// `++a`, `a--`; the target is an `Ident`, a member of any kind, or (sloppy mode only) a
    /// `Call`, which throws a ReferenceError after the call.
    Update {
        /// `++` or `--`.
        op: UpdateOp,
        /// Whether the operator stands before the target.
        prefix: bool,
        /// What is changed.
        target: ExprId,
    },
    /// Arithmetic, comparison, `in`, `instanceof`. **The left operand is a spine.**
    Binary {
        /// Which.
        op: BinaryOp,
        /// Left operand.
        left: ExprId,
        /// Right operand.
        right: ExprId,
    },
    /// `&&`, `||`, `??`. **The left operand is a spine.**
    Logical {
        /// Which.
        op: LogicalOp,
        /// Left operand.
        left: ExprId,
        /// Right operand.
        right: ExprId,
    },
    /// `#name in object`
    PrivateIn {
        /// The name without `#`.
        name: Atom,
        /// The object asked.
        object: ExprId,
    },
    /// `test ? then : otherwise`. **`otherwise` is a spine.**
    Conditional {
        /// The condition.
        test: ExprId,
        /// Value if true.
        then: ExprId,
        /// Value if false.
        otherwise: ExprId,
    },
    /// `target = value`, destructuring too. The target's bindings are assignments, not
    /// declarations.
    Assign {
        /// A `Binding`, `Expr`, `Array` or `Object` pattern.
        target: PatternId,
        /// The value.
        value: ExprId,
    },
    /// `target op= value`; the target is an `Ident`, a member of any kind, or (sloppy mode only,
    /// and not for logical operators) a `Call`, which throws a ReferenceError.
    CompoundAssign {
        /// Which.
        op: AssignOp,
        /// What is changed.
        target: ExprId,
        /// Right-hand side.
        value: ExprId,
    },
    /// `a, b, c`: at least two.
    Sequence(List<ExprId>),
    /// `object.name`. **The object is a spine.**
    Member {
        /// The object.
        object: ExprId,
        /// The property.
        name: Atom,
        /// `?.`: if the object is nullish, the value of the innermost enclosing `OptionalChain` is
        /// undefined.
        optional: bool,
    },
    /// `object[index]`. **The object is a spine.**
    Index {
        /// The object.
        object: ExprId,
        /// The key.
        index: ExprId,
        /// As in `Member`.
        optional: bool,
    },
    /// `object.#name`. **The object is a spine.**
    PrivateMember {
        /// The object.
        object: ExprId,
        /// The name without `#`.
        name: Atom,
        /// As in `Member`.
        optional: bool,
    },
    /// `super.name`
    SuperMember(Atom),
    /// `super[index]`
    SuperIndex(ExprId),
    /// `callee(args)`; if the callee is a member of any kind (or an `OptionalChain` in parentheses
    /// that ends in one), its object is `this`. A callee `Ident(EVAL)` that is not `optional` is a
    /// direct eval. **The callee is a spine.**
    Call {
        /// Who is called.
        callee: ExprId,
        /// Arguments and `Spread`s.
        args: List<ExprId>,
        /// As in `Member`.
        optional: bool,
    },
    /// `super(args)`
    SuperCall(List<ExprId>),
    /// `new callee(args)`
    New {
        /// Who is constructed.
        callee: ExprId,
        /// Arguments and `Spread`s.
        args: List<ExprId>,
    },
    /// A whole chain with at least one `?.` in its spine: every `optional` link in the spine of the
    /// operand jumps here. The spine of the operand does not go into an inner `OptionalChain` (one
    /// that stood in parentheses).
    OptionalChain(ExprId),
    /// ``tag`…` ``. `this` as in `Call`. **The tag is a spine.**
    TaggedTemplate {
        /// The function.
        tag: ExprId,
        /// The template; its `Quasi::cooked` may be `None`.
        template: TemplateId,
    },
    /// `yield`, `yield e`, `yield* e`
    Yield {
        /// The operand; always present with `delegate`.
        operand: Option<ExprId>,
        /// `yield*`
        delegate: bool,
    },
    /// `await e`
    Await(ExprId),
    /// `import(source, options)`
    ImportCall {
        /// The specifier.
        source: ExprId,
        /// The second argument.
        options: Option<ExprId>,
        /// `import`, `import.defer` or `import.source`.
        phase: ImportPhase,
    },
}

/// A template literal: `quasis.len() == exprs.len() + 1`.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// The texts.
    pub quasis: List<Quasi>,
    /// The expressions between them.
    pub exprs: List<ExprId>,
}

/// A text of a template.
#[derive(Clone, Copy, Debug)]
pub struct Quasi {
    /// The value; `None` (only in a tagged template) if it has an invalid escape.
    pub cooked: Option<Atom>,
    /// The text as written, with CRLF and CR as LF.
    pub raw: Atom,
}

/// The key of a property of an object, a class or a pattern.
#[derive(Clone, Copy, Debug)]
pub enum PropertyKey {
    /// `a`, `'a'` (also `'1'`: it may be an array index), a BigInt literal (its decimal text).
    Name(Atom),
    /// A number literal: the key is its Number-to-String text.
    Number(f64),
    /// `[e]`
    Computed(ExprId),
    /// `#a`, the name without `#`; only in classes.
    Private(Atom),
}

/// A property of an object literal.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// Which kind.
    pub kind: PropertyKind,
    /// Its key; meaningless for `Spread`.
    pub key: PropertyKey,
    /// Its value; a `Function` for methods and accessors.
    pub value: ExprId,
}

/// The kinds of properties of an object literal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PropertyKind {
    /// `key: value`
    Init,
    /// `name`; the value is the `Ident`.
    Shorthand,
    /// `key() {}`, with all of its variants.
    Method,
    /// `get key() {}`
    Getter,
    /// `set key(v) {}`
    Setter,
    /// `...value`
    Spread,
    /// `__proto__: value`: sets the prototype.
    Proto,
    /// `name = value`: exists only while parsing, until it is known to be a pattern.
    CoverInitialised,
}
