//! Scope analysis of statements and declarations.

use super::analysis::{Analyser, Mode};
use super::scopes::{BindingId, Reference, Role};
use crate::syntax::Ast;
use crate::syntax::ast::{
    self, Atom, BindingKind, DeclarationKind, Declarator, ForInit, ForTarget, FunctionId, FunctionKind, List,
    PatternKind, ScopeId, StmtId, StmtKind, known,
};

/// The function that a statement declares, perhaps behind labels.
pub(super) fn declared_function(ast: &Ast, mut s: StmtId) -> Option<FunctionId> {
    loop {
        match ast[s].kind {
            StmtKind::Function(f) => return Some(f),
            StmtKind::Labelled { body, .. } => s = body,
            StmtKind::ExportDeclaration(inner) | StmtKind::ExportDefaultDeclaration(inner) => s = inner,
            _ => return None,
        }
    }
}

/// The names that statements declare with `var` or, at their top level, as functions.
pub(super) fn declared_vars(ast: &Ast, list: List<StmtId>) -> Vec<Atom> {
    let mut names = Vec::new();
    let mut patterns = Vec::new();
    let mut work: Vec<StmtId> = ast.list(list).to_vec();
    names.extend(work.iter().filter_map(|&s| declared_function(ast, s)).filter_map(|f| ast[f].name));
    while let Some(s) = work.pop() {
        match ast[s].kind {
            StmtKind::Declaration { kind: DeclarationKind::Var, declarators } => {
                patterns.extend(ast.list(declarators).iter().map(|d| d.target));
            }
            StmtKind::Block { body, .. } => work.extend(ast.list(body)),
            StmtKind::If { then, otherwise, .. } => {
                work.push(then);
                work.extend(otherwise);
            }
            StmtKind::For(f) => {
                if let ForInit::Declaration(DeclarationKind::Var, list) = ast[f].init {
                    patterns.extend(ast.list(list).iter().map(|d| d.target));
                }
                work.push(ast[f].body);
            }
            StmtKind::ForIn(f) | StmtKind::ForOf(f) | StmtKind::ForAwait(f) => {
                if let ForTarget::Declaration { kind: DeclarationKind::Var, target, .. } = ast[f].left {
                    patterns.push(target);
                }
                work.push(ast[f].body);
            }
            StmtKind::While { body, .. }
            | StmtKind::DoWhile { body, .. }
            | StmtKind::Labelled { body, .. }
            | StmtKind::With { body, .. } => work.push(body),
            StmtKind::Switch(s) => {
                work.extend(ast.list(ast[s].cases).iter().flat_map(|case| ast.list(case.body)));
            }
            StmtKind::Try(t) => {
                work.push(ast[t].block);
                work.extend(ast[t].handler.map(|h| h.body));
                work.extend(ast[t].finalizer);
            }
            _ => {}
        }
    }
    while let Some(p) = patterns.pop() {
        match ast[p].kind {
            PatternKind::Binding(name) => names.push(name),
            PatternKind::Array(list) => patterns.extend(ast.list(list)),
            PatternKind::Object { properties, rest } => {
                patterns.extend(ast.list(properties).iter().map(|p| p.value));
                patterns.extend(rest);
            }
            PatternKind::WithDefault { target, .. } | PatternKind::Rest(target) => patterns.push(target),
            PatternKind::Expr(_) | PatternKind::Hole => {}
        }
    }
    names
}

impl Analyser<'_> {
    fn block(&mut self, list: List<StmtId>, scope: ScopeId) {
        let outer = self.enter(scope);
        self.body(list, false);
        self.leave(scope.into(), outer);
    }

    /// `top`: a statement that runs unconditionally, directly in the body of a function.
    pub(super) fn stmt(&mut self, mut s: StmtId, mut top: bool) {
        loop {
            match self.ast[s].kind {
                StmtKind::If { test, then, otherwise } => {
                    self.expr(test);
                    self.stmt(then, false);
                    match otherwise {
                        Some(next) => s = next,
                        None => return,
                    }
                }
                StmtKind::Labelled { body, .. } => s = body,
                _ => return self.plain_stmt(s, top),
            }
            top = false;
        }
    }

    fn for_stmt(&mut self, f: ast::ForId, top: bool) {
        let ast = self.ast;
        let f = &ast[f];
        let outer = self.enter(f.scope);
        match f.init {
            ForInit::None => {}
            ForInit::Expr(e) => self.expr(e),
            ForInit::Declaration(kind, list) => self.declaration(kind, list, top),
        }
        f.test.into_iter().for_each(|e| self.expr(e));
        f.update.into_iter().for_each(|e| self.expr(e));
        self.stmt(f.body, false);
        self.leave(f.scope.into(), outer);
    }

    fn for_each_stmt(&mut self, f: ast::ForEachId) {
        let ast = self.ast;
        let f = &ast[f];
        if let ForTarget::Declaration { target, value: Some(value), .. } = f.left {
            self.expr(value);
            self.pattern(target, Mode::DeclareVar);
        }
        if let ForTarget::Declaration { kind: DeclarationKind::AwaitUsing, .. } = f.left {
            self.note_await();
        }
        let outer = self.enter(f.scope);
        self.expr(f.right);
        let from = self.pending.len();
        match f.left {
            ForTarget::Declaration { kind: DeclarationKind::Var, target, .. } => {
                self.pattern(target, Mode::DeclareVar);
            }
            ForTarget::Declaration { target, .. } => self.pattern(target, Mode::Declare),
            ForTarget::Pattern(p) => self.pattern(p, Mode::Assign),
        }
        self.initialise_pending(from);
        self.stmt(f.body, false);
        self.leave(f.scope.into(), outer);
    }

    fn switch_stmt(&mut self, id: ast::SwitchId) {
        let ast = self.ast;
        let switch = &ast[id];
        self.expr(switch.discriminant);
        let outer = self.enter(switch.scope);
        for case in ast.list(switch.cases) {
            self.hoist(case.body);
        }
        for case in ast.list(switch.cases) {
            case.test.into_iter().for_each(|e| self.expr(e));
            ast.list(case.body).iter().for_each(|&s| self.stmt(s, false));
            for b in self.declared(switch.scope.into()).map(BindingId) {
                if self.out[b].is_lexical() {
                    self.out[b].initialised = false;
                }
            }
        }
        self.leave(switch.scope.into(), outer);
    }

    fn plain_stmt(&mut self, s: StmtId, top: bool) {
        let ast = self.ast;
        match ast[s].kind {
            StmtKind::Expr(e) => self.expr(e),
            StmtKind::Block { body, scope } => self.block(body, scope),
            StmtKind::Declaration { kind, declarators } => self.declaration(kind, declarators, top),
            StmtKind::Function(f) => self.reach_function(f),
            StmtKind::Class(c) => {
                self.class(c);
                if let Some(name) = ast[c].name {
                    self.initialise(name);
                }
            }
            StmtKind::For(f) => self.for_stmt(f, top),
            StmtKind::ForIn(f) | StmtKind::ForOf(f) => self.for_each_stmt(f),
            StmtKind::ForAwait(f) => {
                self.note_await();
                self.for_each_stmt(f);
            }
            StmtKind::While { test, body } => {
                self.expr(test);
                self.stmt(body, false);
            }
            StmtKind::DoWhile { body, test } => {
                self.stmt(body, false);
                self.expr(test);
            }
            StmtKind::Switch(id) => self.switch_stmt(id),
            StmtKind::Return(e) => e.into_iter().for_each(|e| self.expr(e)),
            StmtKind::Throw(e) => self.expr(e),
            StmtKind::Try(t) => {
                let t = &ast[t];
                self.stmt(t.block, false);
                if let Some(c) = t.handler {
                    let outer = self.enter(c.scope);
                    if let Some(p) = c.param {
                        self.pattern(p, Mode::Declare);
                        self.pending.clear();
                    }
                    self.stmt(c.body, false);
                    self.leave(c.scope.into(), outer);
                }
                t.finalizer.into_iter().for_each(|s| self.stmt(s, false));
            }
            StmtKind::With { object, body } => {
                self.expr(object);
                let scope = self.synthetic_scope();
                let outer = self.open(scope);
                let b = self.extra(known::EMPTY, Role::Hidden, scope);
                self.out[scope].with_object = Some(b);
                self.out.with_scopes.insert(object, scope);
                self.withs.push(b);
                self.stmt(body, false);
                self.withs.pop();
                self.scope = outer;
            }
            StmtKind::ExportDeclaration(s) | StmtKind::ExportDefaultDeclaration(s) => self.stmt(s, top),
            StmtKind::ExportDefault(e) => self.expr(e),
            _ => {}
        }
    }

    fn initialise(&mut self, name: Atom) {
        if let Some(b) = self.current[name.index()].checked_sub(1).map(BindingId)
            && Some(self.out[b].scope) == self.declaring_scope()
        {
            self.out[b].initialised = true;
        }
    }

    /// Control reaches a function declaration: in a sloppy block, its value goes to the `var` of
    /// that name (B.3.2.1).
    fn reach_function(&mut self, f: FunctionId) {
        let function = self.ast[f];
        let (true, Some(name)) = (function.flags.has_annex_b_var(), function.name) else { return };
        if self.is_direct_eval() {
            return self.block_function_target(f, name);
        }
        let top = self.out[self.function].scope;
        let mut at = self.current[name.index()];
        while let Some(id) = at.checked_sub(1).map(BindingId) {
            let b = &mut self.out.bindings[id.0 as usize];
            if b.scope == top && matches!(b.role, Role::Declared(BindingKind::Var | BindingKind::TopFunction)) {
                if self.out.functions[self.function.0 as usize].arguments == Some(id) {
                    return;
                }
                b.assigned = true;
                b.touched = true;
                self.out.annex_b.insert(f, Reference::new(Some(id), false, false));
                return;
            }
            at = self.outer[id.0 as usize];
        }
        let is_root = self.function == self.ast.root.into();
        if self.ast[self.ast.root].kind == FunctionKind::Script && is_root {
            self.out.annex_b.insert(f, Reference::default());
        }
    }

    fn declaration(&mut self, kind: DeclarationKind, list: List<Declarator>, top: bool) {
        if kind == DeclarationKind::AwaitUsing {
            self.note_await();
        }
        for d in self.ast.list(list) {
            if let Some(e) = d.value {
                self.expr(e);
            }
            if kind != DeclarationKind::Var {
                let from = self.pending.len();
                self.pattern(d.target, Mode::Declare);
                self.initialise_pending(from);
            } else if d.value.is_some() {
                if top
                    && let PatternKind::Binding(name) = self.ast[d.target].kind
                    && let Some(b) = self.current[name.index()].checked_sub(1).map(BindingId)
                    && self.out[b].scope == self.out[self.function].scope
                    && self.out[b].role == Role::Declared(BindingKind::Var)
                    && self.out[self.function].arguments != Some(b)
                    && !self.out[b].touched
                {
                    self.out[b].late = true;
                }
                self.pattern(d.target, Mode::DeclareVar);
            }
        }
    }
}
