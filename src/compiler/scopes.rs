//! What scope analysis knows: every binding, scope and function of a program, and what each name
//! refers to.
//!
//! A binding that no nested function uses lives in a register; a captured one has a slot in the
//! environment of its scope. A scope has an environment exactly when one of its bindings is
//! captured ([`Scope::slots`] > 0), at analysis time as at run time, so that the number of hops to
//! a captured binding is a count of such scopes.

use std::rc::Rc;

use crate::bytecode::{EvalFunction, EvalScope};
use crate::syntax::ast::{Atom, BindingKind, ClassId, ExprId, FunctionId, PatternId, ScopeId};
use rustc_hash::{FxHashMap, FxHashSet};

/// Names a [`Binding`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct BindingId(pub u32);

/// Names a [`Scope`]: those of the tree come first, with the same index, synthetic ones after them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct ScopeIndex(pub u32);

/// Names a [`Function`]: those of the tree come first, with the same index, synthetic ones after
/// them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct FunctionIndex(pub u32);

impl From<ScopeId> for ScopeIndex {
    fn from(id: ScopeId) -> Self {
        Self(id.index() as u32)
    }
}

impl From<FunctionId> for FunctionIndex {
    fn from(id: FunctionId) -> Self {
        Self(id.index() as u32)
    }
}

/// What a binding is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// Written in the source.
    Declared(BindingKind),
    /// The name of a function expression inside itself.
    SelfName,
    /// The arguments object.
    Arguments,
    /// `this`, `new.target`, the home object or the running function, used by arrow functions (and
    /// `this` of derived constructors).
    Pseudo,
    /// A private name of a class.
    PrivateName,
    /// The compiler's own: the object of a `with`, a private method's closure, a computed field
    /// key.
    Hidden,
}

/// A declared name, or one of the compiler's own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Binding {
    pub name: Atom,
    pub role: Role,
    pub scope: ScopeIndex,
    /// Used by a nested function: it lives in the scope's environment.
    pub captured: bool,
    /// Might be read before its initialisation: holds a hole from the entry of its scope on.
    pub needs_hole: bool,
    /// The lesson's `delete name` occurs.
    pub deleted: bool,
    /// Assigned somewhere after its initialisation.
    pub assigned: bool,
    /// A `var` whose first use is its unconditional initialisation at the top of the function:
    /// needs no undefined on entry.
    pub late: bool,
    /// State of the analysis: whether control has certainly passed its initialisation.
    pub initialised: bool,
    /// State of the analysis: whether it has been used yet.
    pub touched: bool,
    /// The function declaration that gives it its value.
    pub declares: Option<FunctionIndex>,
    /// Slot in the environment, if captured.
    pub slot: u16,
    /// Register, once allocated; [`NO_REGISTER`] before.
    pub register: u16,
}

/// No register yet.
pub(super) const NO_REGISTER: u16 = u16::MAX;

impl Binding {
    /// Whether assignment is an error (or, for the name of a sloppy function expression, ignored).
    pub fn is_constant(&self) -> bool {
        use BindingKind::{ClassInner, Const, Import};
        matches!(self.role, Role::Declared(Const | ClassInner | Import) | Role::SelfName)
    }

    /// Whether the binding belongs to statements that run in order (`let`, `const`, `class`).
    pub fn is_lexical(&self) -> bool {
        use BindingKind::{Class, ClassInner, Const, Import, Let};
        matches!(self.role, Role::Declared(Let | Const | Class | ClassInner | Import))
    }
}

/// A scope.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    pub parent: Option<ScopeIndex>,
    pub function: FunctionIndex,
    /// The declared bindings: a range of [`Analysis::bindings`].
    pub first: u32,
    pub count: u32,
    /// The compiler's own bindings.
    pub extra: Vec<BindingId>,
    /// Slots of its environment; 0 for none.
    pub slots: u16,
    /// The object that is asked for names, if it is the scope of a `with` or of a function with
    /// sloppy direct evals.
    pub with_object: Option<BindingId>,
    /// The object holds the variables that evals declared.
    pub holds_variables: bool,
    /// Function declarations to be instantiated on entry, in order.
    pub functions: Vec<(BindingId, FunctionId)>,
}

/// The pseudo-variables that arrow functions take from the function around them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Pseudo {
    This,
    NewTarget,
    HomeObject,
    Callee,
}

impl Pseudo {
    pub const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// Depth of a function that uses nothing of the functions around it.
pub(super) const NO_OUTER: u32 = u32::MAX;

/// A function.
#[derive(Clone, Debug)]
pub(super) struct Function {
    pub parent: Option<FunctionIndex>,
    pub depth: u32,
    pub scope: ScopeIndex,
    pub arrow: bool,
    pub derived: bool,
    /// Depth of the outermost function whose environment it or its nested functions use;
    /// [`NO_OUTER`] if they use none.
    pub outer: u32,
    /// Pseudo-variables that its own code uses ([`Pseudo::bit`]).
    pub own: u8,
    /// Pseudo-variables that its own code or arrow functions in it use.
    pub needed: u8,
    /// Bindings of the pseudo-variables that arrow functions capture.
    pub pseudo: [Option<BindingId>; 4],
    /// The binding that holds the arguments object.
    pub arguments: Option<BindingId>,
    /// The arguments object is used for more than reading `arguments[i]` and `arguments.length`.
    pub arguments_exposed: bool,
    pub self_name: Option<BindingId>,
    /// The scope of the body apart from the parameters', if evals tell the two apart: a scope
    /// without names, whose object holds what evals of the body declare.
    pub body_scope: Option<ScopeIndex>,
    /// A constructor of a class whose instances have fields or private methods.
    pub has_fields: bool,
    /// Names assigned as `this.name = …`.
    pub this_names: Vec<Atom>,
    /// Parameters that closures among the parameters may see, and the variables of the same names
    /// that the body has of its own (ECMA-262 §10.2.11 step 28): they begin with the parameters'
    /// values.
    pub body_vars: Vec<(BindingId, BindingId)>,
}

impl Function {
    /// Whether its closures need an environment.
    pub fn needs_env(&self) -> bool {
        self.outer != NO_OUTER
    }
}

/// What a name in the source refers to: a binding or a global, and how careful to be.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Reference(u32);

impl Reference {
    pub fn new(binding: Option<BindingId>, check: bool, dynamic: bool) -> Self {
        Self(binding.map_or(0, |b| (b.0 + 1) << 2) | u32::from(check) | u32::from(dynamic) << 1)
    }

    /// `None`: a global.
    pub fn binding(self) -> Option<BindingId> {
        (self.0 >> 2).checked_sub(1).map(BindingId)
    }

    /// It may be reached before the binding's initialisation.
    pub fn check(self) -> bool {
        self.0 & 1 != 0
    }

    /// Objects of `with` statements must be asked first.
    pub fn dynamic(self) -> bool {
        self.0 & 2 != 0
    }
}

/// The scopes around eval code, and where its `var`s go.
#[derive(Debug)]
pub(super) struct Surroundings {
    /// By scope: what it was made of.
    pub scopes: FxHashMap<u32, Rc<EvalScope>>,
    /// What the function around it lends.
    pub lent: EvalFunction,
    /// The function that stands for all around it.
    pub function: FunctionIndex,
    /// Its `var`s are global.
    pub is_global: bool,
    /// The object that holds those that the function has no variable for.
    pub object: Option<BindingId>,
    /// The variables of the function around it that a `var` can be.
    pub variables: FxHashMap<Atom, BindingId>,
    /// Names that no `var` may cross.
    pub conflicts: FxHashSet<Atom>,
}

/// The result of scope analysis.
#[derive(Debug)]
pub(super) struct Analysis {
    pub bindings: Vec<Binding>,
    pub scopes: Vec<Scope>,
    pub functions: Vec<Function>,
    /// By expression: identifiers, private members.
    pub expr_refs: Vec<Reference>,
    /// By pattern: bindings.
    pub pattern_refs: Vec<Reference>,
    /// The scope of a `with` statement's body, by its object expression.
    pub with_scopes: FxHashMap<ExprId, ScopeIndex>,
    /// The `var` that a block function is copied to.
    pub annex_b: FxHashMap<FunctionId, Reference>,
    pub classes: FxHashMap<ClassId, ClassInfo>,
    /// The class of each private name that is a method or accessor, and whether it is static.
    pub private_methods: FxHashMap<BindingId, (ClassId, bool)>,
    /// Of those around eval code: who must be the receiver.
    pub private_receivers: FxHashMap<BindingId, Box<str>>,
    /// Of a module.
    pub module: Option<Module>,
    /// Of the text of a direct eval.
    pub surroundings: Option<Surroundings>,
}

/// What the analysis knows of a module.
#[derive(Clone, Copy, Debug)]
pub(super) struct Module {
    /// The function of its statements.
    pub body: FunctionIndex,
    /// The variable that holds `import.meta`, if that is used.
    pub meta: Option<BindingId>,
    /// Its statements await something.
    pub awaits: bool,
}

/// What the analysis adds to a class.
#[derive(Clone, Default, Debug)]
pub(super) struct ClassInfo {
    /// The synthetic method that initialises instances, and the one for static fields and blocks.
    pub instance_init: Option<FunctionIndex>,
    pub static_init: Option<FunctionIndex>,
    /// By element: the binding that keeps a private method's closure or a computed field key.
    pub hidden: Vec<(u32, BindingId)>,
}

impl ClassInfo {
    /// The hidden binding of element `index`.
    pub fn hidden(&self, index: usize) -> Option<BindingId> {
        self.hidden.iter().find(|(at, _)| *at as usize == index).map(|&(_, id)| id)
    }
}

impl std::ops::Index<BindingId> for Analysis {
    type Output = Binding;
    fn index(&self, id: BindingId) -> &Binding {
        &self.bindings[id.0 as usize]
    }
}

impl std::ops::IndexMut<BindingId> for Analysis {
    fn index_mut(&mut self, id: BindingId) -> &mut Binding {
        &mut self.bindings[id.0 as usize]
    }
}

impl std::ops::Index<ScopeIndex> for Analysis {
    type Output = Scope;
    fn index(&self, id: ScopeIndex) -> &Scope {
        &self.scopes[id.0 as usize]
    }
}

impl std::ops::IndexMut<ScopeIndex> for Analysis {
    fn index_mut(&mut self, id: ScopeIndex) -> &mut Scope {
        &mut self.scopes[id.0 as usize]
    }
}

impl std::ops::Index<FunctionIndex> for Analysis {
    type Output = Function;
    fn index(&self, id: FunctionIndex) -> &Function {
        &self.functions[id.0 as usize]
    }
}

impl std::ops::IndexMut<FunctionIndex> for Analysis {
    fn index_mut(&mut self, id: FunctionIndex) -> &mut Function {
        &mut self.functions[id.0 as usize]
    }
}

impl Analysis {
    /// All bindings of a scope.
    pub fn scope_bindings(&self, scope: ScopeIndex) -> impl Iterator<Item = BindingId> + use<> {
        let s = &self[scope];
        (s.first..s.first + s.count).map(BindingId).chain(s.extra.clone())
    }

    /// The nearest function around (or at) `f` that is no arrow function: whose `this` is meant.
    pub fn this_function(&self, mut f: FunctionIndex) -> FunctionIndex {
        while self[f].arrow
            && let Some(parent) = self[f].parent
        {
            f = parent;
        }
        f
    }

    /// Whether the binding is the one of the declaration that is running: its value is the callee.
    pub fn is_callee(&self, id: BindingId, running: FunctionIndex) -> bool {
        let b = &self[id];
        b.declares == Some(running) && !b.assigned && !b.deleted
    }
}

impl Analysis {
    /// What a binding pattern's name refers to.
    pub fn pattern_ref(&self, id: PatternId) -> Reference {
        self.pattern_refs.get(id.index()).copied().unwrap_or_default()
    }

    /// Remembers what a binding pattern's name refers to.
    pub fn set_pattern_ref(&mut self, id: PatternId, reference: Reference) {
        if self.pattern_refs.len() <= id.index() {
            self.pattern_refs.resize(id.index() + 1, Reference::default());
        }
        self.pattern_refs[id.index()] = reference;
    }
}
