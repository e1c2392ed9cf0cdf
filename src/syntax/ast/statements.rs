//! Statements and patterns (ECMA-262 §14, §13.15.5).

use super::{
    Atom, ClassId, ExportId, ExprId, ForEachId, ForId, FunctionId, ImportId, List, PatternId, PropertyKey, ScopeId,
    StmtId, SwitchId, TryId,
};
use crate::source::Span;

/// A statement or declaration.
#[derive(Clone, Copy, Debug)]
pub struct Stmt {
    /// What it is.
    pub kind: StmtKind,
    /// From its first byte to its last, semicolon included.
    pub span: Span,
    /// Depth below this node.
    pub(in crate::syntax) meta: u32,
}

/// The kinds of statements (ECMA-262 §14 to §16).
#[derive(Clone, Copy, Debug)]
pub enum StmtKind {
    /// `;`
    Empty,
    /// An expression. The first [`Function::directives`](super::Function::directives) statements of
    /// a body are directives.
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
    /// A function declaration; hoisted: its scope's bindings name it. As the body of an `if` it
    /// stands in a `Block`.
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
    /// `export default` of a `Function` or `Class` declaration; without a name, the local binding
    /// is `known::STAR_DEFAULT` and the value's `name` is `default`.
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
    /// `using`
    Using,
    /// `await using`
    AwaitUsing,
}

impl DeclarationKind {
    /// Whether what is declared is disposed of at the end of its scope.
    pub const fn disposes(self) -> bool {
        matches!(self, DeclarationKind::Using | DeclarationKind::AwaitUsing)
    }
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
    /// `var`, `let`, `const`, `using` or `await using`.
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
        /// Only `for (var x = value in …)` in sloppy mode: evaluated and assigned once, before
        /// `right`.
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
    #[cfg_attr(not(feature = "internals"), expect(dead_code, reason = "the tests of the tree read it"))]
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
    #[cfg_attr(not(feature = "internals"), expect(dead_code, reason = "the tests of the tree read it"))]
    pub span: Span,
}

/// A binding pattern or an assignment pattern (ECMA-262 §14.3.3, §13.15.5).
#[derive(Clone, Copy, Debug)]
pub struct Pattern {
    /// What it is.
    pub kind: PatternKind,
    /// From its first to its last byte.
    pub span: Span,
    /// Depth below this node.
    pub(in crate::syntax) meta: u32,
}

/// The kinds of patterns.
#[derive(Clone, Copy, Debug)]
pub enum PatternKind {
    /// A name: declared in a declaration or parameter, assigned to in an assignment.
    Binding(Atom),
    /// Assignments only: a member of any kind (or, sloppy mode only, a `Call`, which throws a
    /// ReferenceError).
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
    /// `target = default`; only inside `Array`, `Object` and parameter lists. The target is no
    /// `WithDefault`.
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
