//! The syntax tree: an index arena that covers all of ECMAScript 2024 with modules.
//!
//! Nodes are plain enums in vectors, named by small ids; lists are ranges of typed vectors. Look a
//! node up with `ast[id]`, a list with `ast.list(list)`. Cover grammars are already resolved: what
//! is a pattern is a [`Pattern`].
//!
//! **Depth.** The parser bounds the depth of the tree by [`MAX_DEPTH`], so a walk may recurse,
//! except along these *spines*, which do not count towards the depth and can be 100,000 nodes long.
//! Walk them with a loop:
//! - the left operand of [`ExprKind::Binary`] that is a `Binary` itself (`a + b + c + …`), and the
//!   left operand of [`ExprKind::Logical`] that is a `Logical` itself (`a && b && …`); a change
//!   between the two ends the spine;
//! - the object or callee of `Member`, `Index`, `PrivateMember`, `Call` and the tag of
//!   `TaggedTemplate` (`a.b().c[d]…`), all five mixed; an [`ExprKind::OptionalChain`] in that place
//!   ends the spine;
//! - the `otherwise` of [`ExprKind::Conditional`] (`a ? b : c ? d : …`) and of [`StmtKind::If`]
//!   (`else if` chains).
//!
//! Parentheses make no nodes. Lists (statements, arguments, sequences `a, b, c`, template parts)
//! are flat.
//!
//! **Scopes.** Every construct that makes a scope has a [`ScopeId`] with the names declared in it,
//! so that a compiler knows all bindings of a scope before it compiles the first statement.

mod atom;
mod expressions;
mod functions;
#[cfg_attr(not(feature = "internals"), expect(dead_code, reason = "nothing links modules yet"))]
mod modules;
mod operators;
mod scopes;
mod statements;

use std::marker::PhantomData;
use std::num::NonZeroU32;
use std::ops::Index;

pub use atom::{Atom, AtomText, Atoms, known};
pub use expressions::*;
pub use functions::*;
pub use modules::*;
pub use operators::{AssignOp, BinaryOp, LogicalOp, UnaryOp, UpdateOp};
pub use scopes::*;
pub use statements::*;

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
                    // A source of at most 1 GiB has fewer nodes than u32 counts, and the vector is
                    // not empty here.
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

    /// Every expression, in no order that means anything; also those that a pattern has taken the
    /// place of.
    #[cfg(any(test, feature = "internals"))]
    pub fn all_exprs(&self) -> &[Expr] {
        &self.exprs
    }

    /// Every statement, in no order that means anything.
    #[cfg(any(test, feature = "internals"))]
    pub fn all_stmts(&self) -> &[Stmt] {
        &self.stmts
    }

    /// Number of functions, the root included: for side tables indexed by [`FunctionId::index`].
    pub fn function_count(&self) -> usize {
        self.functions.len()
    }

    /// The function of this index, if it is one of the tree's.
    pub fn function_at(&self, index: usize) -> Option<&Function> {
        self.functions.get(index)
    }

    /// Number of scopes: for side tables indexed by [`ScopeId::index`].
    pub fn scope_count(&self) -> usize {
        self.scopes.len()
    }

    /// Number of expressions: for side tables indexed by [`ExprId::index`].
    pub fn expr_count(&self) -> usize {
        self.exprs.len()
    }
}
