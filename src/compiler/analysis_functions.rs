//! Scope analysis of functions: their names, parameters and bodies, and what direct evals in them
//! make of that (ECMA-262 §10.2.11 FunctionDeclarationInstantiation).

use super::analysis::{Analyser, Mode};
use super::analysis_statements::declared_vars;
use super::scopes::*;
use crate::syntax::ast::{self, BindingKind, FunctionBody, FunctionId, FunctionKind, List, StmtId, known};

/// Whether sloppy direct evals in the function's own code may declare variables of it.
fn declares_dynamically(f: &ast::Function) -> bool {
    let is_program = matches!(f.kind, FunctionKind::Script | FunctionKind::Module);
    f.flags.has_direct_eval() && !f.flags.is_strict() && !is_program
}

impl Analyser<'_> {
    pub(super) fn enter_function(&mut self, index: FunctionIndex, scope: ScopeIndex, arrow: bool) -> FunctionIndex {
        let outer = self.function;
        let parent = (self.scope.is_some()).then_some(outer);
        let depth = parent.map_or(0, |p| self.out[p].depth + 1);
        let (has_fields, blank) = (self.out[index].has_fields, self.blank_function.clone());
        self.out[index] = Function { parent, depth, scope, arrow, has_fields, ..blank };
        self.function = index;
        outer
    }

    pub(super) fn function(&mut self, id: FunctionId, class_fields: Option<bool>) {
        let ast = self.ast;
        let f = &ast[id];
        let (index, scope) = (FunctionIndex::from(id), ScopeIndex::from(f.scope));
        self.out[index].has_fields = class_fields == Some(true);
        // Eval code takes `this` and its like from the function around it.
        let is_eval = id == ast.root && self.out.surroundings.is_some();
        let outer_function = self.enter_function(index, scope, f.kind == FunctionKind::Arrow || is_eval);
        if is_eval {
            self.out[index].outer = 0;
        }
        let outer_scope = self.open(scope);
        let was_exposing = std::mem::replace(&mut self.exposing, false);
        let withs = self.withs.len();
        let arguments = self.parameters(id, index);
        let body_vars = self.separate_body(f, index);
        match f.body {
            FunctionBody::Expression(e) => self.expr(e),
            FunctionBody::Statements(list) if f.kind == FunctionKind::Module => self.module(list, scope),
            FunctionBody::Statements(list) => self.body(list, true),
        }
        self.withs.truncate(withs);
        for &(_, var) in body_vars.iter().rev() {
            self.out[var].captured |= ast[f.scope].has_direct_eval;
            self.hide(var);
        }
        self.out[index].body_vars = body_vars;
        if f.kind == FunctionKind::Script {
            self.scope = outer_scope;
        } else {
            self.leave(scope, outer_scope);
        }
        if let Some(id) = arguments {
            self.hide(id);
        }
        if let Some(id) = self.out[index].self_name {
            self.hide(id);
        }
        self.map_arguments(id, index);
        self.exposing = was_exposing;
        self.function = outer_function;
    }

    /// The names of a function, and its parameters. Returns the binding of `arguments` that was
    /// made for it.
    fn parameters(&mut self, id: FunctionId, index: FunctionIndex) -> Option<BindingId> {
        let ast = self.ast;
        let f = &ast[id];
        let scope = ScopeIndex::from(f.scope);
        self.add_bindings(f.scope);
        let exposed = ast[f.scope].has_direct_eval;
        if declares_dynamically(f) {
            self.variables_object(scope);
        }
        if let Some(name) = f.name
            && f.kind == FunctionKind::Normal
            && !f.flags.is_declaration()
        {
            let id = self.extra(name, Role::SelfName, scope);
            self.out[id].captured |= exposed;
            self.out[index].self_name = Some(id);
            self.show(id);
        }
        let (own, arguments) = self.bind_arguments(f, index, scope);
        if let Some(id) = self.out[index].arguments.filter(|_| exposed) {
            self.expose_binding(id);
            self.out[index].arguments_exposed = true;
        }
        if f.kind == FunctionKind::DerivedConstructor {
            self.out[index].derived = true;
            self.pseudo_binding(index, Pseudo::This);
        }
        let hidden = self.show_parameters(f, scope, own);
        for &p in ast.list(f.params) {
            let from = self.pending.len();
            self.pattern(p, Mode::Declare);
            self.initialise_pending(from);
        }
        hidden.into_iter().for_each(|b| self.show(b));
        arguments
    }

    /// What of the body of a function with parameter expressions is apart from its parameters.
    fn separate_body(&mut self, f: &ast::Function, index: FunctionIndex) -> Vec<(BindingId, BindingId)> {
        let scope = ScopeIndex::from(f.scope);
        if f.flags.simple_params() {
            return Vec::new();
        }
        if self.ast[f.scope].has_direct_eval {
            let body = self.synthetic_scope();
            self.open(body);
            self.out[index].body_scope = Some(body);
            if declares_dynamically(f) {
                self.variables_object(body);
            }
        }
        match f.body {
            FunctionBody::Statements(list) if f.flags.params_have_closures() => self.body_vars(list, scope),
            _ => Vec::new(),
        }
    }

    /// What sloppy direct evals declare in a function lies in an object of a scope of it.
    fn variables_object(&mut self, scope: ScopeIndex) {
        let id = self.extra(known::EMPTY, Role::Hidden, scope);
        self.out[id].captured = true;
        self.out[scope].with_object = Some(id);
        self.out[scope].holds_variables = true;
        self.withs.push(id);
    }

    /// The scope that has the names declared in the innermost one.
    pub(super) fn declaring_scope(&self) -> Option<ScopeIndex> {
        let function = &self.out[self.function];
        if self.scope.is_some() && self.scope == function.body_scope { Some(function.scope) } else { self.scope }
    }

    /// Variables of the body that have the name of a parameter become bindings of their own.
    fn body_vars(&mut self, list: List<StmtId>, scope: ScopeIndex) -> Vec<(BindingId, BindingId)> {
        let mut out = Vec::new();
        for name in declared_vars(self.ast, list) {
            let Some(param) = self.current[name.index()].checked_sub(1).map(BindingId) else { continue };
            if self.out[param].scope != scope || self.out[param].role != Role::Declared(BindingKind::Param) {
                continue;
            }
            let var = self.extra(name, Role::Hidden, scope);
            self.show(var);
            out.push((param, var));
        }
        out
    }

    /// Sloppy functions with simple parameters have an arguments object that aliases them, if that
    /// can be told.
    fn map_arguments(&mut self, id: FunctionId, index: FunctionIndex) {
        let f = self.ast[id];
        if self.out[index].arguments.is_none() || f.flags.is_strict() || !f.flags.simple_params() {
            return;
        }
        let params: Vec<BindingId> = self
            .ast
            .list(f.params)
            .iter()
            .filter_map(|&p| self.out.pattern_ref(p).binding())
            .filter(|&b| self.out[b].scope == self.out[index].scope)
            .collect();
        if self.out[index].arguments_exposed || params.iter().any(|&b| self.out[b].assigned || self.out[b].deleted) {
            for b in params {
                self.out[b].captured = true;
            }
            self.out[index].arguments_exposed = true;
        }
    }

    /// The statements of a module are a function of their own inside the one that makes its
    /// variables and functions: those are there before anything runs, and other modules see them
    /// (ECMA-262 §16.2.1.6.4 InitializeEnvironment).
    fn module(&mut self, list: List<StmtId>, variables: ScopeIndex) {
        let scope = self.synthetic_scope();
        self.out.functions.push(self.blank_function.clone());
        let body = FunctionIndex(self.out.functions.len() as u32 - 1);
        // Functions that are hoisted may use `import.meta`.
        self.out.module = Some(Module { body, meta: None, awaits: false });
        self.hoist(list);
        let outer_function = self.enter_function(body, scope, false);
        let outer_scope = self.open(scope);
        for id in self.declared(variables) {
            self.capture(BindingId(id), body);
        }
        for &s in self.ast.list(list) {
            self.stmt(s, false);
        }
        self.scope = outer_scope;
        self.function = outer_function;
    }
}
