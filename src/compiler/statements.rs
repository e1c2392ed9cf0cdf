//! Statements and declarations. Compiling a statement tells whether control can reach its end, so
//! that nothing is emitted after a `return`.

use super::FunctionCompiler;
use super::control::{Control, Exit};
use super::destructuring::{Binding, From};
use super::expressions::Want;
use super::functions::FunctionName;
use super::iteration::Each;
use crate::bytecode::{Label, Reg};
use crate::syntax::ast::{
    ClassId, DeclarationKind, Declarator, ExprId, ExprKind, FunctionId, List, PatternKind, ScopeId, StmtId, StmtKind,
};

impl FunctionCompiler<'_, '_> {
    /// A list of statements; false if its end is not reached.
    pub(super) fn statements(&mut self, list: List<StmtId>) -> bool {
        self.ast.list(list).iter().all(|&s| self.statement(s))
    }

    /// The completion value so far is that of the statement that begins here: none (ECMA-262
    /// §6.2.4.4 UpdateEmpty).
    pub(super) fn reset_completion(&mut self) {
        if let Some(completion) = self.completion {
            self.asm.load_undefined(completion);
        }
    }

    /// A statement; false if control does not reach its end.
    pub(super) fn statement(&mut self, s: StmtId) -> bool {
        let ast = self.ast;
        match ast[s].kind {
            StmtKind::Empty => {}
            StmtKind::Expr(e) => match self.completion {
                Some(completion) => {
                    self.expr(e, Want::Into(completion));
                }
                None => self.effect(e),
            },
            StmtKind::Block { body, scope } => return self.block(body, scope),
            StmtKind::Declaration { kind, declarators } => self.declaration(kind, declarators),
            StmtKind::Function(f) => self.reach_function(f),
            StmtKind::Class(c) => self.class_declaration(c),
            StmtKind::If { .. } => return self.if_statement(s),
            StmtKind::For(f) => self.for_loop(&ast[f]),
            StmtKind::ForIn(f) => self.for_each(&ast[f], Each::In),
            StmtKind::ForOf(f) => self.for_each(&ast[f], Each::Of),
            StmtKind::ForAwait(f) => self.for_each(&ast[f], Each::Await),
            StmtKind::While { test, body } => self.while_loop(test, body),
            StmtKind::DoWhile { body, test } => self.do_loop(body, test),
            StmtKind::Switch(id) => self.switch(&ast[id]),
            StmtKind::Return(e) => {
                if let Some(e) = e
                    && let ExprKind::Ident(atom) = ast[e].kind
                    && let name = self.ident(e, atom)
                    && name.check
                    && !(self.is_async && self.is_generator)
                {
                    // A variable without a value yet has no position of its own in V8.
                    self.asm.set_position(ast[s].span.start, ast[e].span.end);
                    let mark = self.registers.top();
                    let value = self.load_name(name, Want::Any);
                    self.exit(Exit::Return, Some(value));
                    self.release(mark);
                    return false;
                }
                self.return_statement(e);
                return false;
            }
            StmtKind::Break(label) => {
                if let Some(at) = self.find_target(label, false) {
                    self.exit(Exit::Break(at), None);
                }
                return false;
            }
            StmtKind::Continue(label) => {
                if let Some(at) = self.find_target(label, true) {
                    self.exit(Exit::Continue(at), None);
                }
                return false;
            }
            StmtKind::Throw(e) => {
                self.throw(e, ast[s].span.start);
                return false;
            }
            StmtKind::Try(t) => self.try_statement(&ast[t]),
            StmtKind::Labelled { .. } => self.labelled(s),
            StmtKind::With { object, body } => self.with(object, body),
            StmtKind::Debugger => self.asm.debugger(),
            StmtKind::Import(_) | StmtKind::Export(_) => {}
            StmtKind::ExportDeclaration(inner) => return self.statement(inner),
            StmtKind::ExportDefault(e) => self.export_default(e),
            StmtKind::ExportDefaultDeclaration(inner) => self.export_default_declaration(inner),
        }
        true
    }

    fn block(&mut self, body: List<StmtId>, scope: ScopeId) -> bool {
        let open = self.open_scope(scope.into());
        let reached = self.scope_statements(body);
        self.close_scope(open);
        reached
    }

    /// `if`, a chain of `else if` as a loop.
    fn if_statement(&mut self, mut s: StmtId) -> bool {
        self.reset_completion();
        let end = self.label();
        let mut reached = false;
        while let StmtKind::If { test, then, otherwise } = self.ast[s].kind {
            match (self.constant_truth(test), otherwise) {
                (Some(true), _) => {
                    s = then;
                    break;
                }
                (Some(false), Some(otherwise)) => {
                    s = otherwise;
                    continue;
                }
                (Some(false), None) => {
                    self.bind(end);
                    return true;
                }
                (None, _) => {}
            }
            if let Some(target) = self.plain_jump(then) {
                self.jump_if(test, true, target);
                let Some(otherwise) = otherwise else {
                    self.bind(end);
                    return true;
                };
                s = otherwise;
                continue;
            }
            let next = self.label();
            self.jump_if(test, false, next);
            let then_reached = self.statement(then);
            reached |= then_reached;
            let Some(otherwise) = otherwise else {
                self.bind(next);
                self.bind(end);
                return true;
            };
            if then_reached {
                self.asm.jump(end);
            }
            self.bind(next);
            s = otherwise;
        }
        reached |= self.statement(s);
        self.bind(end);
        reached
    }

    /// The label that a statement does nothing but jump to: a `break` or `continue` that leaves
    /// nothing to do on the way.
    fn plain_jump(&self, s: StmtId) -> Option<Label> {
        let (label, is_continue) = match self.ast[s].kind {
            StmtKind::Break(label) => (label, false),
            StmtKind::Continue(label) => (label, true),
            StmtKind::Block { body, .. } => match self.ast.list(body) {
                &[only] if !matches!(self.ast[only].kind, StmtKind::Block { .. }) => return self.plain_jump(only),
                _ => return None,
            },
            _ => return None,
        };
        let at = self.find_target(label, is_continue)?;
        let plain = self.control[at..].iter().all(|c| matches!(c, Control::Target { .. }));
        match &self.control[at] {
            Control::Target { break_to, continue_to, .. } if plain => {
                if is_continue {
                    *continue_to
                } else {
                    *break_to
                }
            }
            _ => None,
        }
    }

    fn labelled(&mut self, mut s: StmtId) {
        let mut labels = Vec::new();
        while let StmtKind::Labelled { label, body } = self.ast[s].kind {
            labels.push(label);
            s = body;
        }
        let is_loop = matches!(
            self.ast[s].kind,
            StmtKind::For(_)
                | StmtKind::ForIn(_)
                | StmtKind::ForOf(_)
                | StmtKind::ForAwait(_)
                | StmtKind::While { .. }
                | StmtKind::DoWhile { .. }
        );
        if is_loop {
            self.labels = labels;
            self.statement(s);
            return;
        }
        let end = self.label();
        self.control.push(Control::Target { labels, unlabelled: false, break_to: Some(end), continue_to: None });
        self.statement(s);
        self.control.pop();
        self.bind(end);
    }

    fn return_statement(&mut self, e: Option<ExprId>) {
        let mark = self.registers.top();
        let mut e = e;
        // `return a ? b : c`: each branch returns.
        let plain = self.control.iter().all(|c| matches!(c, Control::Target { .. })) && !self.derived;
        while let Some(ExprKind::Conditional { test, then, otherwise }) = e.map(|e| self.ast[e].kind)
            && plain
            && self.constant_truth(test).is_none()
        {
            let next = self.label();
            self.jump_if(test, false, next);
            self.return_statement(Some(then));
            self.bind(next);
            e = Some(otherwise);
        }
        let value = e.map(|e| {
            let mut value = self.value(e);
            if plain && self.has_tail_calls() {
                self.asm.make_tail_call(value);
            }
            if self.is_async && self.is_generator {
                value = if value < mark { self.deliver(value, Want::New) } else { value };
                self.at(e);
                let live = self.registers.live();
                self.asm.suspend_await(value, value, live);
            }
            value
        });
        self.exit(Exit::Return, value);
        self.release(mark);
    }

    /// Whether calls whose result is returned are tail calls (IsInTailPosition, ECMA-262 §15.10.1).
    fn has_tail_calls(&self) -> bool {
        self.program.options.tail_calls && self.strict && !self.is_async && !self.is_generator
    }

    /// The body of `=> e`.
    pub(super) fn return_expression(&mut self, e: ExprId) {
        self.return_statement(Some(e));
    }

    /// `var`, `let`, `const`
    pub(super) fn declaration(&mut self, kind: DeclarationKind, list: List<Declarator>) {
        for d in self.ast.list(list) {
            match (kind, d.value) {
                (DeclarationKind::Var, None) => {}
                (DeclarationKind::Var, Some(value)) => self.var_declarator(d, value),
                (DeclarationKind::Using | DeclarationKind::AwaitUsing, Some(value)) => {
                    let outer = self.enter_binding(d.target, value);
                    self.using(d, value, kind == DeclarationKind::AwaitUsing);
                    self.leave_place(outer);
                }
                (_, Some(value)) => {
                    let outer = self.enter_binding(d.target, value);
                    self.declare(d.target, value);
                    self.leave_place(outer);
                }
                (_, None) => {
                    let PatternKind::Binding(atom) = self.ast[d.target].kind else { continue };
                    let reference = self.analysis().pattern_ref(d.target);
                    if let Some(id) = self.is_unallocated(reference) {
                        self.allocate(id);
                    }
                    if let Some(id) = reference.binding()
                        && !self.analysis()[id].captured
                    {
                        let reg = Reg(self.analysis()[id].register);
                        self.asm.load_undefined(reg);
                    } else {
                        let mark = self.temp();
                        self.asm.load_undefined(mark);
                        self.initialise(atom, reference, mark);
                        self.release(mark);
                    }
                }
            }
        }
    }

    fn var_declarator(&mut self, d: &Declarator, value: ExprId) {
        let outer = self.enter_binding(d.target, value);
        self.var_initialiser(d, value);
        self.leave_place(outer);
    }

    fn var_initialiser(&mut self, d: &Declarator, value: ExprId) {
        let mark = self.registers.top();
        let PatternKind::Binding(atom) = self.ast[d.target].kind else {
            let src = self.expr(value, Want::New);
            self.destructure(d.target, src, From::Expr(value), Binding::Assign);
            self.release(mark);
            return;
        };
        let function_name = FunctionName::Text(self.text(atom));
        let reference = self.analysis().pattern_ref(d.target);
        if let Some(id) = self.is_unallocated(reference) {
            // A `var` that is first touched here: see `Binding::late`.
            let reg = self.expr_named(value, Want::New, function_name);
            self.adopt(id, reg);
            return;
        }
        let name = self.name(atom, reference);
        if let Some(reg) = self.direct_register(name) {
            self.expr_named(value, Want::Into(reg), function_name);
        } else {
            let at = self.ast[d.target].span.start;
            self.asm.set_position(at, at);
            let base = name.dynamic.then(|| self.with_base(name));
            let src = self.expr_named(value, Want::Any, function_name);
            self.store_target(super::assignments::Target::Name(name, base), src, at);
        }
        self.release(mark);
    }

    fn class_declaration(&mut self, c: ClassId) {
        let Some(atom) = self.ast[c].name else { return };
        let Some(id) = self.declared_here(atom) else {
            let mark = self.registers.top();
            let value = self.class(c, FunctionName::None, Want::Any);
            self.initialise(atom, super::scopes::Reference::default(), value);
            self.release(mark);
            return;
        };
        let reference = super::scopes::Reference::new(Some(id), false, false);
        if self.is_unallocated(reference).is_some() {
            let reg = self.class(c, FunctionName::None, Want::New);
            self.adopt(id, reg);
            return;
        }
        let mark = self.registers.top();
        let value = self.class(c, FunctionName::None, Want::Any);
        self.initialise(atom, reference, value);
        self.release(mark);
    }

    /// The binding of a name declared in the innermost scope; `None` at the top of a script.
    fn declared_here(&self, atom: crate::syntax::ast::Atom) -> Option<super::scopes::BindingId> {
        if self.is_global_scope() {
            return None;
        }
        let within = |scope| {
            let mut bindings = self.analysis().scope_bindings(scope);
            bindings.find(|&id| self.analysis()[id].name == atom && self.declared_kind(id).is_some())
        };
        // What a module declares lies outside of the function of its statements, and what a
        // function with parameter expressions does in its own scope.
        let module = self.analysis().module.map(|module| self.analysis()[module.body].scope);
        let body = self.analysis()[self.function].body_scope.or(module);
        let outer = (body == Some(self.scope)).then(|| self.analysis()[self.scope].parent).flatten();
        within(self.scope).or_else(|| outer.and_then(within))
    }

    /// A function declaration is reached: in a sloppy block, its value is copied to the `var`
    /// (ECMA-262 §B.3.2.1).
    fn reach_function(&mut self, f: FunctionId) {
        let Some(&reference) = self.analysis().annex_b.get(&f) else { return };
        let Some(atom) = self.ast[f].name else { return };
        let Some(own) = self.declared_here(atom) else { return };
        let mark = self.registers.top();
        let value = self.binding_value(own);
        if let Some(id) = reference.binding() {
            self.store_binding(id, value);
        } else if self.analysis().declares_in_function() && self.function == self.ast.root.into() {
            self.store_eval_variable(atom, value);
        } else {
            let skip = self.label();
            if let Some(&declared) = self.soft_globals.get(&atom) {
                self.asm.jump_if_false(declared, skip);
            }
            let name = self.name(atom, reference);
            self.store_name(name, value);
            self.bind(skip);
        }
        self.release(mark);
    }
}
