//! Where a direct `eval` stands (ECMA-262 §19.2.1.1 PerformEval): the variables that its text can
//! see, by name and by where they lie, and what the function around it lends. Plain data: the
//! compiler makes it of its scopes and reads it again when the text is compiled.
//!
//! Invariant: every variable named here lives in an environment, and the scopes with slots, from
//! the innermost on, are the environments from the one that the call is given on.

use std::rc::Rc;

use super::text::Text;

/// A variable, by what eval code may do with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EvalKind {
    /// `var`, a function of a function's top level, a parameter or `arguments`: one of those that a
    /// `var` of eval code is.
    Variable,
    /// A parameter or `arguments` of a function with parameter expressions: a `var` of eval code in
    /// the body is another one, in a parameter an error.
    Parameter,
    /// A function of a block.
    Function,
    /// `let`, `class`
    Lexical,
    /// `const`, the name of a class inside itself.
    Constant,
    /// An imported name.
    Import,
    /// The name of a function expression inside itself.
    SelfName,
    /// Of a catch clause.
    Catch,
}

/// A named variable.
#[derive(Clone, Debug)]
pub struct EvalName {
    /// The name.
    pub name: Text,
    /// What it is.
    pub kind: EvalKind,
    /// The lesson's `delete name` occurs.
    pub deleted: bool,
    /// Its slot in the scope's environment.
    pub slot: u16,
}

/// A private name.
#[derive(Clone, Debug)]
pub struct EvalPrivate {
    /// The name without `#`.
    pub name: Text,
    /// Its slot in the scope's environment.
    pub slot: u16,
    /// Of a method or accessor: who must be the receiver, for messages.
    pub receiver: Option<Box<str>>,
}

/// What of a scope matters for where a `var` of eval code goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EvalScopeKind {
    /// It goes on outwards.
    Inner,
    /// The body of a function with parameter expressions; the scope of the function follows.
    Body,
    /// A function; `Inner` for those whose eval code is strict.
    Function,
    /// The top of a script.
    Global,
}

/// An object that is asked for names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EvalObject {
    /// Its slot in the scope's environment.
    pub slot: u16,
    /// It holds what eval code declared; otherwise it is that of a `with`.
    pub variables: bool,
}

/// A scope around a direct eval.
#[derive(Debug)]
pub struct EvalScope {
    /// The scope around it.
    pub parent: Option<Rc<EvalScope>>,
    /// What it is.
    pub kind: EvalScopeKind,
    /// Its variables, each name once.
    pub names: Vec<EvalName>,
    /// Its private names.
    pub privates: Vec<EvalPrivate>,
    /// Its object, if it has one.
    pub object: Option<EvalObject>,
    /// Slots of `this`, `new.target`, the home object and the running function, of those that are
    /// lent.
    pub pseudo: [Option<u16>; 4],
    /// Slots of its environment; 0 for none.
    pub slots: u16,
}

/// What the function whose `this` is meant allows.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct EvalFunction {
    /// `new.target`
    pub new_target: bool,
    /// `super.x`
    pub super_property: bool,
    /// `super()`; it is a derived constructor.
    pub super_call: bool,
    /// It initialises a class field.
    pub class_field: bool,
    /// `super()` runs field initialisers.
    pub has_fields: bool,
}

/// A direct eval.
#[derive(Debug)]
pub struct EvalPlace {
    /// The innermost scope.
    pub scope: Rc<EvalScope>,
    /// It stands in strict code.
    pub strict: bool,
    /// The function around it.
    pub function: EvalFunction,
}

impl EvalPlace {
    /// The scopes, from the innermost on.
    pub fn scopes(&self) -> impl Iterator<Item = &Rc<EvalScope>> {
        std::iter::successors(Some(&self.scope), |scope| scope.parent.as_ref())
    }
}

impl Drop for EvalScope {
    /// A long row of scopes is dropped one by one.
    fn drop(&mut self) {
        let mut next = self.parent.take();
        while let Some(scope) = next {
            next = Rc::into_inner(scope).and_then(|mut scope| scope.parent.take());
        }
    }
}
