//! Scopes and the names declared in them.

use super::{Atom, List};

/// A scope and the names declared in it.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// The names, each once, in the order of their first declaration (parameters first).
    pub bindings: List<Binding>,
    /// A direct eval occurs in it at any depth, nested functions included: all its names are
    /// visible to that.
    pub has_direct_eval: bool,
    /// A function or class is nested in it at any depth: if false, none of its names is captured.
    #[cfg_attr(not(feature = "internals"), expect(dead_code, reason = "the tests of the tree read it"))]
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
    /// `var`, also one that a block function makes by ECMA-262 §B.3.2.
    Var,
    /// A function declaration at the top level of a function, script, or CommonJs file: like `var`,
    /// initialised on entry with the last declaration of that name (also if it has the name of a
    /// parameter).
    TopFunction,
    /// A function declaration of a block, case or module: lexical, initialised on entry of the
    /// scope.
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
