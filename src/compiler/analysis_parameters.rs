//! Analysis of what a function has before its body: `arguments` and the parameters' scope
//! (ECMA-262 §10.2.11 FunctionDeclarationInstantiation).

use super::analysis::Analyser;
use super::scopes::*;
use crate::syntax::ast::{self, BindingKind, FunctionKind, known};

impl Analyser<'_> {
    /// The binding of `arguments` in a function that wants one: a variable of its own of that name,
    /// and one made here.
    pub(super) fn bind_arguments(
        &mut self,
        f: &ast::Function,
        index: FunctionIndex,
        scope: ScopeIndex,
    ) -> (Option<BindingId>, Option<BindingId>) {
        let is_program = matches!(f.kind, FunctionKind::Script | FunctionKind::Module);
        // With parameter expressions, a function or lexical declaration of the body hides it from
        // the body only.
        let wants_arguments = f.flags.needs_arguments()
            || (f.kind == FunctionKind::CommonJs || !f.flags.simple_params()) && f.flags.mentions_arguments()
            || !f.flags.simple_params() && self.ast[f.scope].has_direct_eval;
        let mut arguments = None;
        let own = self.declared(scope).map(BindingId).find(|&b| self.out[b].name == known::ARGUMENTS);
        let is_param = own.is_some_and(|b| self.out[b].role == Role::Declared(BindingKind::Param));
        let own = own.filter(|&b| self.out[b].role == Role::Declared(BindingKind::Var));
        // Nor do the parameters of an arrow function see that of the body.
        let own = own.filter(|_| f.kind != FunctionKind::Arrow || f.flags.simple_params());
        if wants_arguments && f.kind != FunctionKind::Arrow && !is_program && !is_param {
            let id = own.unwrap_or_else(|| self.extra(known::ARGUMENTS, Role::Arguments, scope));
            self.out[index].arguments = Some(id);
            if own.is_none() {
                self.show(id);
                arguments = Some(id);
            }
        }
        (own, arguments)
    }

    /// Shows the bindings that the parameters see; those of the body alone are returned.
    pub(super) fn show_parameters(
        &mut self,
        f: &ast::Function,
        scope: ScopeIndex,
        own: Option<BindingId>,
    ) -> Vec<BindingId> {
        let simple = f.flags.simple_params();
        let mut hidden = Vec::new();
        for b in self.declared(scope).map(BindingId) {
            if f.kind == FunctionKind::Script && self.is_global(b, f.flags.is_strict()) {
                continue;
            }
            if simple || self.out[b].role == Role::Declared(BindingKind::Param) || own == Some(b) {
                self.show(b);
            } else {
                hidden.push(b);
            }
            if simple && self.out[b].role == Role::Declared(BindingKind::Param) {
                self.out[b].initialised = true;
            }
        }
        hidden
    }
}
