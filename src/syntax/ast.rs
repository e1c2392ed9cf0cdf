//! The syntax tree: an index arena that covers all of ECMAScript 2024 with modules.
//!
//! Nodes are plain enums in vectors, named by small ids; lists are ranges of typed vectors. Look a node up with
//! `ast[id]`, a list with `ast.list(list)`. Cover grammars are already resolved: what is a pattern is a [`Pattern`].
//!
//! **Depth.** The parser bounds the depth of the tree by [`MAX_DEPTH`], so a walk may recurse, except along these
//! *spines*, which do not count towards the depth and can be 100,000 nodes long. Walk them with a loop:
//! - the left operand of [`ExprKind::Binary`] that is a `Binary` itself (`a + b + c + …`), and the left operand of
//!   [`ExprKind::Logical`] that is a `Logical` itself (`a && b && …`); a change between the two ends the spine;
//! - the object or callee of `Member`, `Index`, `PrivateMember`, `Call` and the tag of `TaggedTemplate`
//!   (`a.b().c[d]…`), all five mixed; an [`ExprKind::OptionalChain`] in that place ends the spine;
//! - the `otherwise` of [`ExprKind::Conditional`] (`a ? b : c ? d : …`) and of [`StmtKind::If`] (`else if` chains).
//!
//! Parentheses make no nodes. Lists (statements, arguments, sequences `a, b, c`, template parts) are flat.
//!
//! **Scopes.** Every construct that makes a scope has a [`ScopeId`] with the names declared in it, so that a compiler
//! knows all bindings of a scope before it compiles the first statement.

use std::marker::PhantomData;
use std::num::NonZeroU32;
use std::ops::Index;

pub use super::atom::{Atom, AtomText, Atoms, known};
pub use super::operators::{AssignOp, BinaryOp, LogicalOp, UnaryOp, UpdateOp};
use crate::source::Span;

/// Greatest depth of the tree, spines not counted. A source that nests deeper is a SyntaxError.
pub const MAX_DEPTH: u32 = 2000;

macro_rules! arenas {
    ($($(#[$doc:meta])* $id:ident => $field:ident: $node:ty,)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
            pub struct $id(NonZeroU32);

            impl $id {
                /// Dense index from 0, for side tables.
                #[inline]
                pub const fn index(self) -> usize {
                    self.0.get() as usize - 1
                }
            }

            impl Index<$id> for Ast {
                type Output = $node;
                #[inline]
                fn index(&self, id: $id) -> &$node {
                    &self.$field[id.index()]
                }
            }

            impl std::ops::IndexMut<$id> for Ast {
                #[inline]
                fn index_mut(&mut self, id: $id) -> &mut $node {
                    &mut self.$field[id.index()]
                }
            }

            impl Node for $node {
                type Id = $id;
                #[inline]
                fn add(self, ast: &mut Ast) -> $id {
                    ast.$field.push(self);
                    // A source of at most 1 GiB has fewer nodes than u32 counts, and the vector is not empty here.
                    $id(NonZeroU32::new(ast.$field.len() as u32).unwrap_or(NonZeroU32::MAX))
                }
            }
        )*
    };
}

arenas! {
    /// Names an [`Expr`].
    ExprId => exprs: Expr,
    /// Names a [`Stmt`].
    StmtId => stmts: Stmt,
    /// Names a [`Pattern`].
    PatternId => patterns: Pattern,
    /// Names a [`Function`].
    FunctionId => functions: Function,
    /// Names a [`Class`].
    ClassId => classes: Class,
    /// Names a [`Template`].
    TemplateId => templates: Template,
    /// Names a [`For`].
    ForId => fors: For,
    /// Names a [`ForEach`].
    ForEachId => for_eachs: ForEach,
    /// Names a [`Try`].
    TryId => tries: Try,
    /// Names a [`Switch`].
    SwitchId => switches: Switch,
    /// Names an [`Import`].
    ImportId => imports: Import,
    /// Names an [`Export`].
    ExportId => exports: Export,
    /// Names a [`Scope`].
    ScopeId => scopes: Scope,
}

/// What can be added to an [`Ast`]: one implementation for each kind of node.
pub trait Node: Sized {
    /// The id that names such a node.
    type Id;
    /// Appends the node.
    fn add(self, ast: &mut Ast) -> Self::Id;
}

/// A list of `T`: a range of one of the vectors of an [`Ast`].
pub struct List<T> {
    start: u32,
    len: u32,
    of: PhantomData<fn() -> T>,
}

impl<T> List<T> {
    /// The list without elements.
    pub const EMPTY: Self = Self { start: 0, len: 0, of: PhantomData };

    #[inline]
    pub(super) const fn new(start: u32, len: u32) -> Self {
        Self { start, len, of: PhantomData }
    }

    /// Number of elements.
    #[inline]
    pub const fn len(self) -> usize {
        self.len as usize
    }

    /// Whether there is no element.
    pub const fn is_empty(self) -> bool {
        self.len == 0
    }

    /// The list without its first `count` elements.
    pub fn skip(self, count: usize) -> Self {
        let count = (count as u32).min(self.len);
        Self::new(self.start + count, self.len - count)
    }

    pub(super) const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.start as usize + self.len as usize
    }
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for List<T> {}

impl<T> std::fmt::Debug for List<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}+{}", self.start, self.len)
    }
}

/// What lists can hold.
pub trait ListItem: Copy {
    /// The vector that holds the lists of this type.
    fn storage(ast: &Ast) -> &Vec<Self>;
    /// The same, to be written.
    fn storage_mut(ast: &mut Ast) -> &mut Vec<Self>;
}

macro_rules! lists {
    ($($field:ident: $item:ty,)*) => {
        $(
            impl ListItem for $item {
                #[inline]
                fn storage(ast: &Ast) -> &Vec<Self> {
                    &ast.lists.$field
                }
                #[inline]
                fn storage_mut(ast: &mut Ast) -> &mut Vec<Self> {
                    &mut ast.lists.$field
                }
            }
        )*

        /// The vectors behind all lists.
        #[derive(Debug, Default)]
        pub(super) struct Lists {
            $(pub(super) $field: Vec<$item>,)*
        }
    };
}

lists! {
    exprs: ExprId,
    stmts: StmtId,
    patterns: PatternId,
    properties: Property,
    pattern_properties: PatternProperty,
    elements: ClassElement,
    quasis: Quasi,
    declarators: Declarator,
    cases: Case,
    import_specifiers: ImportSpecifier,
    export_specifiers: ExportSpecifier,
    attributes: ImportAttribute,
    bindings: Binding,
    private_names: PrivateName,
}

/// A parsed program.
#[derive(Debug)]
pub struct Ast {
    /// Names and string contents.
    pub atoms: Atoms,
    /// The program itself, as a function of kind `Script`, `Module` or `CommonJs`.
    pub root: FunctionId,
    pub(super) exprs: Vec<Expr>,
    pub(super) stmts: Vec<Stmt>,
    pub(super) patterns: Vec<Pattern>,
    pub(super) functions: Vec<Function>,
    pub(super) classes: Vec<Class>,
    pub(super) templates: Vec<Template>,
    pub(super) fors: Vec<For>,
    pub(super) for_eachs: Vec<ForEach>,
    pub(super) tries: Vec<Try>,
    pub(super) switches: Vec<Switch>,
    pub(super) imports: Vec<Import>,
    pub(super) exports: Vec<Export>,
    pub(super) scopes: Vec<Scope>,
    pub(super) lists: Lists,
}

impl Ast {
    /// A tree without nodes, for about `bytes` bytes of text.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self {
            atoms: Atoms::with_capacity(bytes / 64),
            root: FunctionId(NonZeroU32::MIN),
            exprs: Vec::with_capacity(bytes / 8),
            stmts: Vec::with_capacity(bytes / 32),
            patterns: Vec::new(),
            functions: Vec::new(),
            classes: Vec::new(),
            templates: Vec::new(),
            fors: Vec::new(),
            for_eachs: Vec::new(),
            tries: Vec::new(),
            switches: Vec::new(),
            imports: Vec::new(),
            exports: Vec::new(),
            scopes: Vec::new(),
            lists: Lists::default(),
        }
    }

    /// Moves the end of a stack of items, from `start` on, into a list.
    #[inline]
    pub(super) fn add_list<T: ListItem>(&mut self, stack: &mut Vec<T>, start: usize) -> List<T> {
        let storage = T::storage_mut(self);
        let (at, len) = (storage.len() as u32, stack.len() - start);
        storage.extend_from_slice(&stack[start..]);
        stack.truncate(start);
        List::new(at, len as u32)
    }

    /// The elements of a list.
    #[inline]
    pub fn list<T: ListItem>(&self, list: List<T>) -> &[T] {
        &T::storage(self)[list.range()]
    }

    /// The content of an atom.
    #[inline]
    pub fn text(&self, atom: Atom) -> AtomText<'_> {
        self.atoms.get(atom)
    }

    /// Number of functions, the root included: for side tables indexed by [`FunctionId::index`].
    pub fn function_count(&self) -> usize {
        self.functions.len()
    }

    /// Number of scopes: for side tables indexed by [`ScopeId::index`].
    pub fn scope_count(&self) -> usize {
        self.scopes.len()
    }

    /// Number of expressions: for side tables indexed by [`ExprId::index`].
    pub fn expr_count(&self) -> usize {
        self.exprs.len()
    }

    /// Number of statements: for side tables indexed by [`StmtId::index`].
    pub fn stmt_count(&self) -> usize {
        self.stmts.len()
    }
}

// ───────────────────────────────────────────── expressions ─────────────────────────────────────────────

/// An expression.
#[derive(Clone, Copy, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// From its first to its last byte, parentheses around it not included.
    pub span: Span,
    /// Where an error inside it is reported, as V8 does: the name in `a.b`, the `[` in `a[b]`, in a call the last name
    /// of the callee (`a.b()` at `b`) or else the `(`; the operator of a binary expression; otherwise the start.
    pub pos: u32,
    /// Depth below this node and, in the highest bit, whether it stood in parentheses.
    pub(super) meta: u32,
}

impl Expr {
    /// Whether it stands in parentheses: `(f) = function(){}` does not name the function.
    #[inline]
    pub const fn is_parenthesised(&self) -> bool {
        self.meta >> 31 != 0
    }
}

/// The kinds of expressions (ECMA-262 13).
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
    /// A BigInt literal: its text without separators and without the `n`, so `123`, `0xff`, `0o17`, `0b1`.
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
    /// `++a`, `a--`; the target is an `Ident`, a member of any kind, or (sloppy mode only) a `Call`, which throws a
    /// ReferenceError after the call.
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
    /// `target = value`, destructuring too. The target's bindings are assignments, not declarations.
    Assign {
        /// A `Binding`, `Expr`, `Array` or `Object` pattern.
        target: PatternId,
        /// The value.
        value: ExprId,
    },
    /// `target op= value`; the target is an `Ident`, a member of any kind, or (sloppy mode only, and not for logical
    /// operators) a `Call`, which throws a ReferenceError.
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
        /// `?.`: if the object is nullish, the value of the innermost enclosing `OptionalChain` is undefined.
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
    /// `callee(args)`; if the callee is a member of any kind (or an `OptionalChain` in
    /// parentheses that ends in one), its object is `this`. A callee `Ident(EVAL)` that is not `optional` is a direct eval. **The callee is a spine.**
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
    /// A whole chain with at least one `?.` in its spine: every `optional` link in the spine of the operand jumps here.
    /// The spine of the operand does not go into an inner `OptionalChain` (one that stood in parentheses).
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

// ───────────────────────────────────────────── patterns ─────────────────────────────────────────────

/// A binding pattern or an assignment pattern (ECMA-262 14.3.3, 13.15.5).
#[derive(Clone, Copy, Debug)]
pub struct Pattern {
    /// What it is.
    pub kind: PatternKind,
    /// From its first to its last byte.
    pub span: Span,
    /// Depth below this node.
    pub(super) meta: u32,
}

/// The kinds of patterns.
#[derive(Clone, Copy, Debug)]
pub enum PatternKind {
    /// A name: declared in a declaration or parameter, assigned to in an assignment.
    Binding(Atom),
    /// Assignments only: a member of any kind (or, sloppy mode only, a `Call`, which throws a ReferenceError).
    Expr(ExprId),
    /// `[a, , ...b]`: patterns, `Hole`s, at the end perhaps a `Rest`.
    Array(List<PatternId>),
    /// `{a, b: c = 1, ...rest}`
    Object {
        /// The properties.
        properties: List<PatternProperty>,
        /// The target of `...`: a `Binding` or `Expr`.
        rest: Option<PatternId>,
    },
    /// `target = default`; only inside `Array`, `Object` and parameter lists. The target is no `WithDefault`.
    WithDefault {
        /// What receives the value.
        target: PatternId,
        /// Used if the value is undefined.
        default: ExprId,
    },
    /// Nothing between two commas; only in an `Array`.
    Hole,
    /// `...target`; only last in an `Array` or in a parameter list.
    Rest(PatternId),
}

/// A property of an object pattern.
#[derive(Clone, Copy, Debug)]
pub struct PatternProperty {
    /// The key read; never `Private`.
    pub key: PropertyKey,
    /// Where the value goes.
    pub value: PatternId,
}

// ───────────────────────────────────────────── statements ─────────────────────────────────────────────

/// A statement or declaration.
#[derive(Clone, Copy, Debug)]
pub struct Stmt {
    /// What it is.
    pub kind: StmtKind,
    /// From its first byte to its last, semicolon included.
    pub span: Span,
    /// Depth below this node.
    pub(super) meta: u32,
}

/// The kinds of statements (ECMA-262 14 to 16).
#[derive(Clone, Copy, Debug)]
pub enum StmtKind {
    /// `;`
    Empty,
    /// An expression. The first [`Function::directives`] statements of a body are directives.
    Expr(ExprId),
    /// `{ … }`
    Block {
        /// Its statements.
        body: List<StmtId>,
        /// Its scope.
        scope: ScopeId,
    },
    /// `var`, `let` or `const`.
    Declaration {
        /// Which.
        kind: DeclarationKind,
        /// What is declared, in order; at least one.
        declarators: List<Declarator>,
    },
    /// A function declaration; hoisted: its scope's bindings name it. As the body of an `if` it stands in a `Block`.
    Function(FunctionId),
    /// A class declaration.
    Class(ClassId),
    /// `if`. **`otherwise` is a spine.**
    If {
        /// The condition.
        test: ExprId,
        /// Done if true.
        then: StmtId,
        /// Done if false.
        otherwise: Option<StmtId>,
    },
    /// `for (init; test; update) body`
    For(ForId),
    /// `for (left in right) body`
    ForIn(ForEachId),
    /// `for (left of right) body`
    ForOf(ForEachId),
    /// `for await (left of right) body`
    ForAwait(ForEachId),
    /// `while (test) body`
    While {
        /// The condition.
        test: ExprId,
        /// The body.
        body: StmtId,
    },
    /// `do body while (test)`
    DoWhile {
        /// The body.
        body: StmtId,
        /// The condition.
        test: ExprId,
    },
    /// `switch`
    Switch(SwitchId),
    /// `return`, `return e`
    Return(Option<ExprId>),
    /// `break`, `break label`; the target exists.
    Break(Option<Atom>),
    /// `continue`, `continue label`; the target exists and is a loop.
    Continue(Option<Atom>),
    /// `throw e`
    Throw(ExprId),
    /// `try`
    Try(TryId),
    /// `label: body`
    Labelled {
        /// The label.
        label: Atom,
        /// The statement; perhaps labelled itself.
        body: StmtId,
    },
    /// `with (object) body`
    With {
        /// The object.
        object: ExprId,
        /// The body.
        body: StmtId,
    },
    /// `debugger`
    Debugger,
    /// `import …`
    Import(ImportId),
    /// `export {…}`, `export {…} from`, `export * from`, `export * as x from`
    Export(ExportId),
    /// `export` of a `Declaration`, `Function` or `Class`.
    ExportDeclaration(StmtId),
    /// `export default` of an expression; the local binding is `known::STAR_DEFAULT`.
    ExportDefault(ExprId),
    /// `export default` of a `Function` or `Class` declaration; without a name, the local binding is
    /// `known::STAR_DEFAULT` and the value's `name` is `default`.
    ExportDefaultDeclaration(StmtId),
}

/// The word a declaration starts with.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DeclarationKind {
    /// `var`
    Var,
    /// `let`
    Let,
    /// `const`
    Const,
}

/// One `target = value` of a declaration.
#[derive(Clone, Copy, Debug)]
pub struct Declarator {
    /// What is declared.
    pub target: PatternId,
    /// Its value; `let x` without one is undefined, `var x` without one keeps its value.
    pub value: Option<ExprId>,
    /// From the target to the end of the value.
    pub span: Span,
}

/// `for (init; test; update) body`
#[derive(Clone, Copy, Debug)]
pub struct For {
    /// Before the first round.
    pub init: ForInit,
    /// Before each round.
    pub test: Option<ExprId>,
    /// After each round.
    pub update: Option<ExprId>,
    /// The body.
    pub body: StmtId,
    /// Holds the `let` and `const` of `init`; its `let` bindings are fresh in each round.
    pub scope: ScopeId,
}

/// The first part of a `for`.
#[derive(Clone, Copy, Debug)]
pub enum ForInit {
    /// Nothing.
    None,
    /// An expression.
    Expr(ExprId),
    /// `var`, `let` or `const`.
    Declaration(DeclarationKind, List<Declarator>),
}

/// `for (left in right)`, `for (left of right)`
#[derive(Clone, Copy, Debug)]
pub struct ForEach {
    /// What receives the values.
    pub left: ForTarget,
    /// The object; evaluated in a scope where the names of `left` are declared but not initialised.
    pub right: ExprId,
    /// The body.
    pub body: StmtId,
    /// Holds the `let` or `const` of `left`, fresh in each round.
    pub scope: ScopeId,
}

/// The left side of for-in and for-of.
#[derive(Clone, Copy, Debug)]
pub enum ForTarget {
    /// A declaration.
    Declaration {
        /// Its word.
        kind: DeclarationKind,
        /// Its pattern.
        target: PatternId,
        /// Only `for (var x = value in …)` in sloppy mode: evaluated and assigned once, before `right`.
        value: Option<ExprId>,
    },
    /// An assignment target.
    Pattern(PatternId),
}

/// `switch (discriminant) { cases }`
#[derive(Clone, Copy, Debug)]
pub struct Switch {
    /// The value compared.
    pub discriminant: ExprId,
    /// The cases in order.
    pub cases: List<Case>,
    /// One scope for all cases.
    pub scope: ScopeId,
}

/// `case test: body`, `default: body`
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// `None` for `default`.
    pub test: Option<ExprId>,
    /// Its statements.
    pub body: List<StmtId>,
    /// From `case` to the last statement.
    pub span: Span,
}

/// `try block catch (param) handler finally finalizer`; at least one of the latter two.
#[derive(Clone, Copy, Debug)]
pub struct Try {
    /// The guarded `Block`.
    pub block: StmtId,
    /// The handler.
    pub handler: Option<Catch>,
    /// The final `Block`.
    pub finalizer: Option<StmtId>,
}

/// `catch (param) body`
#[derive(Clone, Copy, Debug)]
pub struct Catch {
    /// The parameter.
    pub param: Option<PatternId>,
    /// A `Block`, with a scope of its own inside `scope`.
    pub body: StmtId,
    /// Holds the names of the parameter.
    pub scope: ScopeId,
    /// From `catch` to the end of the body.
    pub span: Span,
}

// ───────────────────────────────────────────── functions and classes ─────────────────────────────────────────────

/// A function of any kind, or the program.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    /// Which kind.
    pub kind: FunctionKind,
    /// Facts about it.
    pub flags: FunctionFlags,
    /// Its own name, if it is written with one. (Methods and `const f = () => …` get theirs from the key or target.)
    pub name: Option<Atom>,
    /// The parameters: patterns, `WithDefault`s, at the end perhaps a `Rest`.
    pub params: List<PatternId>,
    /// The value of `length`: parameters before the first default or rest.
    pub length: u32,
    /// Statements or an expression.
    pub body: FunctionBody,
    /// Parameters, `var`s, and top-level lexical declarations of the body, all in one scope; see [`BindingKind`].
    pub scope: ScopeId,
    /// Number of directives at the start of the body.
    pub directives: u32,
    /// The text that `Function.prototype.toString` gives: methods from their key (`get`, `async`, … included).
    pub span: Span,
    /// Where the name (or key) stands; if there is none, the start.
    pub name_pos: u32,
    /// Depth below.
    pub(super) meta: u32,
}

/// What a function does.
#[derive(Clone, Copy, Debug)]
pub enum FunctionBody {
    /// `{ … }`, or the whole program.
    Statements(List<StmtId>),
    /// `=> e`, or the value of a class field.
    Expression(ExprId),
}

/// The kinds of functions.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FunctionKind {
    /// A script; its top-level `var`s, functions are properties of the global object.
    Script,
    /// A module.
    Module,
    /// A whole file as the body of a function with the parameters `exports, require, module, __filename, __dirname`.
    CommonJs,
    /// `function`, declaration or expression.
    Normal,
    /// `=>`
    Arrow,
    /// A method of an object or class.
    Method,
    /// `get x() {}`
    Getter,
    /// `set x(v) {}`
    Setter,
    /// `constructor() {}` of a class without `extends`.
    Constructor,
    /// `constructor() {}` of a class with `extends`.
    DerivedConstructor,
    /// The value of a class field: an expression evaluated as a method of the instance (or class).
    FieldInitialiser,
    /// `static { … }`, run once as a method of the class.
    StaticBlock,
}

macro_rules! function_flags {
    ($($(#[$doc:meta])* $set:ident $name:ident = $bit:literal,)*) => {
        /// Facts about a function, known when it has been parsed.
        ///
        /// "Own code" includes parameters and excludes nested functions, but what nested *arrow functions* use of
        /// `this`, `super`, `new.target` and `arguments` counts for every function around them up to and including the
        /// nearest one that is no arrow function. Field initialisers and computed keys: a class's computed keys count for the function around the class.
        #[derive(Clone, Copy, PartialEq, Eq, Default)]
        pub struct FunctionFlags(u32);

        impl FunctionFlags {
            $(
                $(#[$doc])*
                pub const fn $name(self) -> bool {
                    self.0 >> $bit & 1 != 0
                }

                pub(super) fn $set(&mut self, value: bool) {
                    self.0 = self.0 & !(1 << $bit) | u32::from(value) << $bit;
                }
            )*
        }

        impl std::fmt::Debug for FunctionFlags {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut set = f.debug_set();
                $(if self.$name() { set.entry(&stringify!($name)); })*
                set.finish()
            }
        }
    };
}

function_flags! {
    /// `async`
    set_async is_async = 0,
    /// `function*`
    set_generator is_generator = 1,
    /// Strict mode code, own directive or inherited.
    set_strict is_strict = 2,
    /// Only plain names as parameters: no defaults, patterns, rest.
    set_simple_params simple_params = 3,
    /// Own code has a direct call of `eval`.
    set_direct_eval has_direct_eval = 4,
    /// A nested function of any kind and depth has a direct call of `eval`.
    set_inner_direct_eval has_inner_direct_eval = 5,
    /// `arguments` is read or written (and no parameter, lexical declaration or top-level function has that name), or
    /// own code or an arrow function in it has a direct eval: the arguments object is needed. Never set on arrows (see `mentions_arguments`) nor on programs.
    set_needs_arguments needs_arguments = 6,
    /// The identifier `arguments` occurs, whatever it means.
    set_mentions_arguments mentions_arguments = 7,
    /// `this` or `super` occurs (a derived constructor's implicit use is not counted).
    set_uses_this uses_this = 8,
    /// `super.x` or `super[x]` occurs.
    set_uses_super_property uses_super_property = 9,
    /// `super()` occurs.
    set_uses_super_call uses_super_call = 10,
    /// `new.target` occurs.
    set_uses_new_target uses_new_target = 11,
    /// Own code has a `yield`.
    set_has_yield has_yield = 12,
    /// Own code has an `await` or `for await`; on a module: it has a top-level await.
    set_has_await has_await = 13,
    /// There is any nested function or class.
    set_has_inner_functions has_inner_functions = 14,
    /// Own code has a `with` statement, or stands in one: names are looked up at run time.
    set_has_with has_with = 15,
    /// A default value, computed key or pattern of a parameter contains a nested function or a direct eval: parameters
    /// and body then may need environments of their own (ECMA-262 10.2.11 step 27).
    set_params_have_closures params_have_closures = 16,
    /// It is a declaration in a block (or case) of sloppy code whose name is also a `var` (ECMA-262 B.3.2): when the
    /// declaration is reached, its value is copied to that `var`.
    set_annex_b_var has_annex_b_var = 17,
    /// It is a statement (declaration), not an expression.
    set_declaration is_declaration = 18,
}

/// A class.
#[derive(Clone, Copy, Debug)]
pub struct Class {
    /// Its name.
    pub name: Option<Atom>,
    /// `extends …`; evaluated in `scope`.
    pub superclass: Option<ExprId>,
    /// The constructor, if written.
    pub constructor: Option<FunctionId>,
    /// All other elements in order.
    pub elements: List<ClassElement>,
    /// Holds the inner binding of the name (kind `ClassInner`), if there is a name.
    pub scope: ScopeId,
    /// The private names that it declares, each once.
    pub private_names: List<PrivateName>,
    /// The whole text.
    pub span: Span,
}

/// A private name declared by a class.
#[derive(Clone, Copy, Debug)]
pub struct PrivateName {
    /// The name without `#`.
    pub name: Atom,
    /// What it names.
    pub kind: PrivateKind,
    /// Whether it lives on the class itself.
    pub is_static: bool,
}

/// What a private name names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PrivateKind {
    /// A field.
    Field,
    /// A method.
    Method,
    /// An accessor with a getter only.
    Getter,
    /// An accessor with a setter only.
    Setter,
    /// An accessor with both.
    Accessor,
}

/// An element of a class.
#[derive(Clone, Copy, Debug)]
pub struct ClassElement {
    /// Which kind.
    pub kind: ClassElementKind,
    /// Whether it belongs to the class itself.
    pub is_static: bool,
    /// Its key; meaningless for a static block.
    pub key: PropertyKey,
    /// The method, accessor or block; of a field its value, a function of kind `FieldInitialiser`, if there is one.
    pub function: Option<FunctionId>,
    /// The whole element.
    pub span: Span,
}

/// The kinds of class elements.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClassElementKind {
    /// `m() {}` with all of its variants.
    Method,
    /// `get x() {}`
    Getter,
    /// `set x(v) {}`
    Setter,
    /// `x`, `x = e`
    Field,
    /// `static { }`
    StaticBlock,
}

// ───────────────────────────────────────────── modules ─────────────────────────────────────────────

/// `import 'source'`, `import … from 'source'`
#[derive(Clone, Copy, Debug)]
pub struct Import {
    /// The module.
    pub source: Atom,
    /// What is imported.
    pub specifiers: List<ImportSpecifier>,
    /// `with {…}`
    pub attributes: List<ImportAttribute>,
}

/// One imported name.
#[derive(Clone, Copy, Debug)]
pub struct ImportSpecifier {
    /// The name it has there; `known::DEFAULT` for the default import; `None` for `* as local`.
    pub imported: Option<Atom>,
    /// The name it has here.
    pub local: Atom,
    /// Its text.
    pub span: Span,
}

/// `key: 'value'` after `with`
#[derive(Clone, Copy, Debug)]
pub struct ImportAttribute {
    /// The key.
    pub key: Atom,
    /// The value.
    pub value: Atom,
}

/// `export {…}` with or without `from`, `export * …`
#[derive(Clone, Copy, Debug)]
pub struct Export {
    /// The module after `from`.
    pub source: Option<Atom>,
    /// What is exported.
    pub kind: ExportKind,
    /// `with {…}`
    pub attributes: List<ImportAttribute>,
}

/// The forms of export lists.
#[derive(Clone, Copy, Debug)]
pub enum ExportKind {
    /// `{a, b as c}`
    Named(List<ExportSpecifier>),
    /// `*`
    All,
    /// `* as name`
    AllAs(Atom),
}

/// One exported name.
#[derive(Clone, Copy, Debug)]
pub struct ExportSpecifier {
    /// The name here or, with `from`, in the other module.
    pub local: Atom,
    /// The name outside.
    pub exported: Atom,
    /// Its text.
    pub span: Span,
}

// ───────────────────────────────────────────── scopes ─────────────────────────────────────────────

/// A scope and the names declared in it.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// The names, each once, in the order of their first declaration (parameters first).
    pub bindings: List<Binding>,
    /// A direct eval occurs in it at any depth, nested functions included: all its names are visible to that.
    pub has_direct_eval: bool,
    /// A function or class is nested in it at any depth: if false, none of its names is captured.
    pub has_inner_functions: bool,
}

/// A declared name.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// The name.
    pub name: Atom,
    /// What kind of declaration.
    pub kind: BindingKind,
    /// Offset of the (first) declaration.
    pub pos: u32,
}

/// The kinds of declared names.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BindingKind {
    /// A parameter. A `var` of the same name makes no binding of its own.
    Param,
    /// `var`, also one that a block function makes by ECMA-262 B.3.2.
    Var,
    /// A function declaration at the top level of a function, script, or CommonJs file: like `var`, initialised on
    /// entry with the last declaration of that name (also if it has the name of a parameter).
    TopFunction,
    /// A function declaration of a block, case or module: lexical, initialised on entry of the scope.
    Function,
    /// `let`; in its temporal dead zone until reached.
    Let,
    /// `const`
    Const,
    /// A class declaration; like `let`.
    Class,
    /// The name of a class inside itself; constant.
    ClassInner,
    /// A name of a catch parameter; initialised at once.
    CatchParam,
    /// An imported name; constant.
    Import,
}
