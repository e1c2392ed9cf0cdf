//! The open functions of a parse: what is known of each so far, and what its code uses.

use super::early_errors::JumpBases;
use crate::source::Span;
use crate::syntax::ast::{Atom, FunctionFlags, FunctionKind, List, PatternId};

/// Positions (plus 1; 0 for none) of the last use of something in the own code of a function.
///
/// Positions rather than flags, because the parameters of an arrow function are read before it is
/// known to be one: what was used at or after its first parameter belongs to it.
#[derive(Clone, Copy, Default)]
pub struct Marks {
    pub this: u32,
    pub super_property: u32,
    pub super_call: u32,
    pub new_target: u32,
    pub arguments: u32,
    pub direct_eval: u32,
    /// A direct eval here or in an arrow function inside.
    pub eval_in_arrows: u32,
    pub inner_eval: u32,
    pub inner_function: u32,
    pub yield_: u32,
    pub await_: u32,
    /// `await` as an identifier.
    pub await_ident: u32,
}

/// An open function.
pub struct Context {
    pub kind: FunctionKind,
    pub is_async: bool,
    pub is_generator: bool,
    pub strict: bool,
    pub declaration: bool,
    pub start: u32,
    pub name: Option<Atom>,
    pub name_pos: u32,
    /// Where its parameters start on the stack.
    pub params_base: usize,
    pub params: List<PatternId>,
    pub length: u32,
    pub params_depth: u32,
    pub simple_params: bool,
    pub params_have_closures: bool,
    /// The first parameter that has the name of another.
    pub duplicate_param: Option<Span>,
    /// Where its statements start on the stack.
    pub body_base: usize,
    /// Only directives so far.
    pub in_prologue: bool,
    pub directives: u32,
    pub marks: Marks,
    pub jumps: JumpBases,
    pub has_with: bool,
    pub allow_super_property: bool,
    pub allow_super_call: bool,
    pub allow_new_target: bool,
    /// In the initialiser of a class field or a static block.
    pub forbid_arguments: bool,
    /// In a static block.
    pub forbid_await: bool,
}

impl Context {
    /// What is known of the function at its end. `binds_arguments`: a declaration of its own has
    /// the name `arguments`.
    pub fn flags(&self, binds_arguments: bool) -> FunctionFlags {
        let mut flags = FunctionFlags::default();
        let marks = self.marks;
        let is_program = matches!(self.kind, FunctionKind::Script | FunctionKind::Module | FunctionKind::CommonJs);
        let evals = marks.eval_in_arrows != 0;
        flags.set_async(self.is_async && !is_program);
        flags.set_generator(self.is_generator);
        flags.set_strict(self.strict);
        flags.set_simple_params(self.simple_params);
        flags.set_direct_eval(marks.direct_eval != 0);
        flags.set_inner_direct_eval(marks.inner_eval != 0);
        flags.set_mentions_arguments(marks.arguments != 0);
        let may_have_arguments = !matches!(
            self.kind,
            FunctionKind::Arrow
                | FunctionKind::Script
                | FunctionKind::Module
                | FunctionKind::FieldInitialiser
                | FunctionKind::StaticBlock
        );
        flags.set_needs_arguments(may_have_arguments && !binds_arguments && (marks.arguments != 0 || evals));
        flags.set_uses_this(marks.this != 0 || evals);
        flags.set_uses_super_property(marks.super_property != 0);
        flags.set_uses_super_call(marks.super_call != 0);
        flags.set_uses_new_target(marks.new_target != 0 || evals);
        flags.set_has_yield(marks.yield_ != 0);
        flags.set_has_await(marks.await_ != 0);
        flags.set_has_inner_functions(marks.inner_function != 0);
        flags.set_has_with(self.has_with);
        flags.set_params_have_closures(self.params_have_closures);
        flags.set_declaration(self.declaration);
        flags
    }

    /// Notes what the code of a function inside means for this one, around it.
    pub fn take_over(&mut self, inner: &Context) {
        let at = inner.start + 1;
        let (outer_marks, marks) = (&mut self.marks, &inner.marks);
        outer_marks.inner_function = outer_marks.inner_function.max(at);
        outer_marks.inner_eval = outer_marks.inner_eval.max(marks.direct_eval).max(marks.inner_eval);
        if inner.kind == FunctionKind::Arrow {
            outer_marks.this = outer_marks.this.max(marks.this);
            outer_marks.super_property = outer_marks.super_property.max(marks.super_property);
            outer_marks.super_call = outer_marks.super_call.max(marks.super_call);
            outer_marks.new_target = outer_marks.new_target.max(marks.new_target);
            outer_marks.arguments = outer_marks.arguments.max(marks.arguments);
            outer_marks.eval_in_arrows = outer_marks.eval_in_arrows.max(marks.eval_in_arrows);
        }
    }
}
