//! Functions and classes (ECMA-262 §15).

use super::{Atom, ExprId, FunctionId, List, PatternId, PropertyKey, ScopeId, StmtId};
use crate::source::Span;

/// A function of any kind, or the program.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    /// Which kind.
    pub kind: FunctionKind,
    /// Facts about it.
    pub flags: FunctionFlags,
    /// Its own name, if it is written with one. (Methods and `const f = () => …` get theirs from
    /// the key or target.)
    pub name: Option<Atom>,
    /// The parameters: patterns, `WithDefault`s, at the end perhaps a `Rest`.
    pub params: List<PatternId>,
    /// The value of `length`: parameters before the first default or rest.
    pub length: u32,
    /// Statements or an expression.
    pub body: FunctionBody,
    /// Parameters, `var`s, and top-level lexical declarations of the body, all in one scope; see
    /// [`BindingKind`](super::BindingKind).
    pub scope: ScopeId,
    /// Number of directives at the start of the body.
    #[cfg_attr(not(feature = "internals"), expect(dead_code, reason = "the tests of the tree read it"))]
    pub directives: u32,
    /// The text that `Function.prototype.toString` gives: methods from their key (`get`, `async`, …
    /// included).
    pub span: Span,
    /// Where the name (or key) stands; if there is none, the start.
    pub name_pos: u32,
    /// Depth below.
    pub(in crate::syntax) meta: u32,
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
    /// A whole file as the body of a function with the parameters
    /// `exports, require, module, __filename, __dirname`.
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
        /// "Own code" includes parameters and excludes nested functions, but what nested *arrow
        /// functions* use of `this`, `super`, `new.target` and `arguments` counts for every
        /// function around them up to and including the nearest one that is no arrow function.
        /// Field initialisers and computed keys: a class's computed keys count for the function
        /// around the class.
        #[derive(Clone, Copy, PartialEq, Eq, Default)]
        pub struct FunctionFlags(u32);

        impl FunctionFlags {
            $(
                $(#[$doc])*
                pub const fn $name(self) -> bool {
                    self.0 >> $bit & 1 != 0
                }

                pub(in crate::syntax) fn $set(&mut self, value: bool) {
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
    /// `arguments` is read or written (and no parameter, lexical declaration or top-level function
    /// has that name), or own code or an arrow function in it has a direct eval: the arguments
    /// object is needed. Never set on arrows (see `mentions_arguments`) nor on programs.
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
    /// A default value, computed key or pattern of a parameter contains a nested function or a
    /// direct eval: parameters and body then may need environments of their own (ECMA-262 §10.2.11
    /// step 27).
    set_params_have_closures params_have_closures = 16,
    /// It is a declaration in a block (or case) of sloppy code whose name is also a `var` (ECMA-262
    /// §B.3.2): when the declaration is reached, its value is copied to that `var`.
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
    /// The method, accessor or block; of a field its value, a function of kind `FieldInitialiser`,
    /// if there is one.
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
