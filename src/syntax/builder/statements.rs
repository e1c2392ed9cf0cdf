//! Actions for statements (ECMA-262 §14).

use super::early_errors::ScopeKind;
use super::{Builder, ForHead, OpenCatch};
use crate::source::Span;
use crate::syntax::ast::{
    Atom, BindingKind, Case, Catch, DeclarationKind, Declarator, ExprId, ExprKind, For, ForEach, ForInit, ForTarget,
    List, MAX_DEPTH, Node, PatternId, PatternKind, Stmt, StmtId, StmtKind, Switch, Try, known,
};
use crate::syntax::lexer::leading_word;

/// Where a statement stands that is no item of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// After `if (…)` or `else`.
    If,
    /// After a label.
    Label,
    /// The body of a loop or of `with`.
    Other,
}

impl Builder<'_> {
    // ───────────────────────────── lists ─────────────────────────────

    /// The statements of the innermost function begin.
    pub fn begin_statements(&mut self) {
        let base = self.stack.stmts.len();
        self.context().body_base = base;
    }

    pub fn begin_statements_at(&mut self) -> u32 {
        self.stack.stmts.len() as u32
    }

    pub fn push_statement(&mut self, stmt: StmtId) {
        self.stack.stmts.push(stmt);
    }

    /// A statement directly in a function or script: perhaps a directive (ECMA-262 §11.2.1).
    pub fn push_body_statement(&mut self, stmt: StmtId) {
        self.stack.stmts.push(stmt);
        if !self.context().in_prologue {
            return;
        }
        let directive = match self.ast[stmt].kind {
            StmtKind::Expr(expr) => {
                Some(self.ast[expr]).filter(|expr| matches!(expr.kind, ExprKind::String(_)) && !expr.is_parenthesised())
            }
            _ => None,
        };
        let Some(directive) = directive else {
            self.context().in_prologue = false;
            return;
        };
        self.context().directives += 1;
        if matches!(self.slice(directive.span), "'use strict'" | "\"use strict\"") {
            self.become_strict(directive.span);
        }
    }

    fn become_strict(&mut self, span: Span) {
        let start = self.context().start;
        if !self.context().simple_params {
            self.fail(span, "Illegal 'use strict' directive in function with non-simple parameter list");
        }
        if let Some(literal) = self.lexer.sloppy_only
            && literal.span.start >= start
        {
            self.fail(literal.span, literal.message);
        }
        if self.context().strict {
            return;
        }
        self.context().strict = true;
        // What was read before the directive is strict code too: the name and the (simple)
        // parameters.
        self.check_strict_head();
    }

    /// Checks the name and the simple parameters of the innermost function by the rules of strict
    /// mode.
    fn check_strict_head(&mut self) {
        let (params, name) = (self.context().params, self.context().name);
        if let Some(name) = name {
            let pos = self.context().name_pos;
            let span = Span::new(pos, pos + self.ast.atoms.display(name).len() as u32);
            self.check_name(span, name);
            self.check_bound_name(span, name);
        }
        for index in 0..params.len() {
            let pattern = self.ast[self.ast.list(params)[index]];
            if let PatternKind::Binding(name) = pattern.kind {
                self.check_name(pattern.span, name);
                self.check_bound_name(pattern.span, name);
            }
        }
        if let Some(span) = self.context().duplicate_param {
            self.fail(span, "Duplicate parameter name not allowed in this context");
        }
    }

    // ───────────────────────────── simple statements ─────────────────────────────

    pub fn empty(&mut self, span: Span) -> StmtId {
        self.add_stmt(StmtKind::Empty, span, 0)
    }

    pub fn debugger(&mut self, span: Span) -> StmtId {
        self.add_stmt(StmtKind::Debugger, span, 0)
    }

    pub fn expression_statement(&mut self, span: Span, expr: ExprId) -> StmtId {
        let depth = self.depth(expr);
        self.add_stmt(StmtKind::Expr(expr), span, depth)
    }

    pub fn throw(&mut self, span: Span, expr: ExprId) -> StmtId {
        let depth = self.depth(expr);
        self.add_stmt(StmtKind::Throw(expr), span, depth)
    }

    pub fn return_statement(&mut self, span: Span, value: Option<ExprId>) -> StmtId {
        use crate::syntax::ast::FunctionKind::{FieldInitialiser, Module, Script, StaticBlock};
        if matches!(self.context().kind, Script | Module | StaticBlock | FieldInitialiser) {
            self.fail(Span::new(span.start, span.start + 6), "Illegal return statement");
        }
        let depth = self.optional_depth(value);
        self.add_stmt(StmtKind::Return(value), span, depth)
    }

    pub fn block(&mut self, span: Span, start: u32) -> StmtId {
        let scope = self.close_scope();
        let (body, depth) = self.take_stmts(start as usize);
        self.add_stmt(StmtKind::Block { body, scope }, span, depth)
    }

    pub fn begin_block_scope(&mut self, at: u32) {
        self.open_scope(ScopeKind::Block, at);
    }

    pub fn begin_switch_scope(&mut self, at: u32) {
        self.open_scope(ScopeKind::Switch, at);
    }

    pub fn with_head(&mut self) {
        self.context().has_with = true;
    }

    pub fn with_statement(&mut self, start: u32, end: u32, object: ExprId, body: StmtId) -> StmtId {
        let span = Span::new(start, end);
        if self.context().strict {
            self.fail(Span::new(start, start + 4), "Strict mode code may not include a with statement");
        }
        let body = self.sub_statement(body, Place::Other);
        let depth = self.depth(object).max(self.stmt_depth(body));
        self.add_stmt(StmtKind::With { object, body }, span, depth)
    }

    // ───────────────────────────── declarations ─────────────────────────────

    pub fn declarator(&mut self, span: Span, target: ExprId, value: Option<ExprId>) -> u32 {
        let target = self.binding_target(target);
        self.stack.declarators.push(Declarator { target, value, span });
        self.stack.declarators.len() as u32 - 1
    }

    pub fn declaration(&mut self, span: Span, kind: DeclarationKind, start: u32) -> StmtId {
        self.check_using(span, kind);
        let (declarators, depth) = self.take_declarators(kind, start, true);
        self.add_stmt(StmtKind::Declaration { kind, declarators }, span, depth)
    }

    /// `using` must not stand directly in a script or in a clause of a switch.
    fn check_using(&mut self, span: Span, kind: DeclarationKind) {
        if !kind.disposes() {
            return;
        }
        let word = Span::new(span.start, span.start + 5);
        let in_script = self.context().kind == crate::syntax::ast::FunctionKind::Script;
        if in_script && self.scopes.at_function_level() {
            self.fail(word, "A using declaration is not allowed at the top level of a script");
        } else if self.scopes.at_switch() {
            self.fail(word, "A using declaration is not allowed directly in a clause of a switch");
        }
        self.note_await_using(span, kind);
    }

    fn note_await_using(&mut self, span: Span, kind: DeclarationKind) {
        if kind == DeclarationKind::AwaitUsing {
            self.context().marks.await_ = span.start + 1;
        }
    }

    fn take_declarators(&mut self, kind: DeclarationKind, start: u32, complete: bool) -> (List<Declarator>, u32) {
        let start = start as usize;
        let mut depth = 0;
        for at in start..self.stack.declarators.len() {
            let Declarator { target, value, span } = self.stack.declarators[at];
            let is_pattern = !matches!(self.ast[target].kind, PatternKind::Binding(_));
            if is_pattern && kind.disposes() {
                self.fail(self.ast[target].span, "Destructuring is not allowed in a using declaration");
            }
            let wants_value = kind == DeclarationKind::Const || kind.disposes();
            if value.is_none() && complete && (is_pattern || wants_value) {
                let what = match kind {
                    _ if is_pattern => "destructuring",
                    DeclarationKind::Using => "using",
                    DeclarationKind::AwaitUsing => "await using",
                    _ => "const",
                };
                self.fail(span, format!("Missing initializer in {what} declaration"));
            }
            self.declare_pattern(target, binding_kind(kind));
            depth = depth.max(self.pattern_depth(target)).max(self.optional_depth(value));
        }
        (self.ast.add_list(&mut self.stack.declarators, start), depth)
    }

    /// Declares a function that stands in a list of statements (or after a label).
    pub fn declare_function(&mut self, stmt: StmtId) -> StmtId {
        let StmtKind::Function(id) = self.ast[stmt].kind else { return stmt };
        let function = self.ast[id];
        let name = function.name.unwrap_or(known::STAR_DEFAULT);
        let span = Span::new(function.name_pos, function.name_pos + self.ast.atoms.display(name).len() as u32);
        let outcome = if self.scopes.at_function_level() {
            self.scopes.declare_var(name, BindingKind::TopFunction, function.name_pos)
        } else {
            let plain = !function.flags.is_async() && !function.flags.is_generator();
            let sloppy = plain && !self.context().strict;
            self.scopes.declare_block_function(name, function.name_pos, id, sloppy)
        };
        if outcome.is_err() {
            self.fail_redeclared(span, name);
        }
        stmt
    }

    // ───────────────────────────── bodies that are one statement ─────────────────────────────

    pub fn class_in_statement_position(&mut self, stmt: StmtId) -> StmtId {
        let start = self.ast[stmt].span.start;
        self.fail(Span::new(start, start + 5), "Unexpected token 'class'");
        stmt
    }

    /// Checks the body of if, a loop, `with` or a label.
    fn sub_statement(&mut self, stmt: StmtId, place: Place) -> StmtId {
        let Stmt { kind, span, .. } = self.ast[stmt];
        let function = match kind {
            StmtKind::Function(function) => function,
            StmtKind::Labelled { .. } if place != Place::Label => {
                self.check_labelled_function(stmt);
                return stmt;
            }
            _ => return stmt,
        };
        let flags = self.ast[function].flags;
        let strict = self.context().strict;
        if flags.is_async() {
            self.fail(span, "Async functions can only be declared at the top level or inside a block.");
        } else if flags.is_generator() {
            self.fail(span, "Generators can only be declared at the top level or inside a block.");
        } else if strict {
            self.fail(span, "In strict mode code, functions can only be declared at top level or inside a block.");
        } else if place == Place::Other {
            self.fail(
                span,
                "In non-strict mode code, functions can only be declared at top level, inside a block, or as the body of an if statement.",
            );
        }
        if place == Place::Label {
            return self.declare_function(stmt);
        }
        // ECMA-262 §B.3.3: as if it stood in a block.
        self.scopes.open(&mut self.ast, ScopeKind::Block, span.start);
        self.declare_function(stmt);
        self.stack.stmts.push(stmt);
        let start = self.stack.stmts.len() as u32 - 1;
        self.block(span, start)
    }

    /// `if (a) b: function c() {}` is no statement even in sloppy mode.
    fn check_labelled_function(&mut self, stmt: StmtId) {
        let mut inner = stmt;
        while let StmtKind::Labelled { body, .. } = self.ast[inner].kind {
            inner = body;
        }
        if let StmtKind::Function(_) = self.ast[inner].kind {
            let message = if self.context().strict {
                "In strict mode code, functions can only be declared at top level or inside a block."
            } else {
                "In non-strict mode code, functions can only be declared at top level, inside a block, or as the body of an if statement."
            };
            self.fail(self.ast[inner].span, message);
        }
    }

    pub fn if_statement(
        &mut self,
        start: u32,
        end: u32,
        test: ExprId,
        then: StmtId,
        otherwise: Option<StmtId>,
    ) -> StmtId {
        let then = self.sub_statement(then, Place::If);
        let otherwise = otherwise.map(|otherwise| self.sub_statement(otherwise, Place::If));
        let mut depth = self.depth(test).max(self.stmt_depth(then)) + 1;
        if let Some(otherwise) = otherwise {
            let on_spine = matches!(self.ast[otherwise].kind, StmtKind::If { .. });
            depth = depth.max(self.stmt_depth(otherwise) + u32::from(!on_spine));
        }
        self.add_stmt(StmtKind::If { test, then, otherwise }, Span::new(start, end), depth - 1)
    }

    pub fn label(&mut self, span: Span, name: Atom) {
        self.check_name(span, name);
        let bases = self.context().jumps;
        if self.jumps.label_count() > MAX_DEPTH as usize {
            self.fail_nesting(span.start);
        }
        if !self.jumps.begin_label(bases, name) {
            let message = format!("Label '{}' has already been declared", self.ast.atoms.display(name));
            self.fail(span, message);
        }
    }

    pub fn labelled(&mut self, start: u32, end: u32, body: StmtId) -> StmtId {
        let span = Span::new(start, end);
        let Some((label, continued)) = self.jumps.end_label() else { unreachable!() };
        let body = self.sub_statement(body, Place::Label);
        let mut inner = body;
        if continued.is_some() {
            while let StmtKind::Labelled { body, .. } = self.ast[inner].kind {
                inner = body;
            }
        }
        let is_loop = matches!(
            self.ast[inner].kind,
            StmtKind::For(_)
                | StmtKind::ForIn(_)
                | StmtKind::ForOf(_)
                | StmtKind::ForAwait(_)
                | StmtKind::While { .. }
                | StmtKind::DoWhile { .. }
        );
        if let (Some(span), false) = (continued, is_loop) {
            let label = self.ast.atoms.display(label);
            let message = format!("Illegal continue statement: '{label}' does not denote an iteration statement");
            self.fail(span, message);
        }
        let depth = self.stmt_depth(body);
        self.add_stmt(StmtKind::Labelled { label, body }, span, depth)
    }

    pub fn break_statement(&mut self, span: Span, label: Option<(Span, Atom)>) -> StmtId {
        self.jump(span, label, false);
        self.add_stmt(StmtKind::Break(label.map(|(_, label)| label)), span, 0)
    }

    pub fn continue_statement(&mut self, span: Span, label: Option<(Span, Atom)>) -> StmtId {
        self.jump(span, label, true);
        self.add_stmt(StmtKind::Continue(label.map(|(_, label)| label)), span, 0)
    }

    fn jump(&mut self, span: Span, label: Option<(Span, Atom)>, is_continue: bool) {
        let bases = self.context().jumps;
        match label {
            None => self.jumps.jump(span, is_continue),
            Some((at, name)) if !self.jumps.jump_to_label(bases, name, span, is_continue) => {
                let message = format!("Undefined label '{}'", self.ast.atoms.display(name));
                self.fail(at, message);
            }
            Some((at, name)) => self.check_name(at, name),
        }
    }

    // ───────────────────────────── loops ─────────────────────────────

    fn end_loop(&mut self, start: u32) {
        let bases = self.context().jumps;
        self.jumps.end_target(bases, start, true);
    }

    pub fn while_statement(&mut self, start: u32, end: u32, test: ExprId, body: StmtId) -> StmtId {
        self.end_loop(start);
        let body = self.sub_statement(body, Place::Other);
        let depth = self.depth(test).max(self.stmt_depth(body));
        self.add_stmt(StmtKind::While { test, body }, Span::new(start, end), depth)
    }

    pub fn do_while(&mut self, start: u32, end: u32, body: StmtId, test: ExprId) -> StmtId {
        self.end_loop(start);
        let body = self.sub_statement(body, Place::Other);
        let depth = self.depth(test).max(self.stmt_depth(body));
        self.add_stmt(StmtKind::DoWhile { body, test }, Span::new(start, end), depth)
    }

    pub fn begin_for_scope(&mut self, at: u32) {
        self.open_scope(ScopeKind::Block, at);
    }

    fn push_for_head(&mut self, init: ForInit, target: Option<ForTarget>, depth: u32, span: Span) {
        self.stack.for_heads.push(ForHead { init, target, depth, is_async_name: false, span });
    }

    fn pop_for_head(&mut self) -> ForHead {
        self.stack.for_heads.pop().unwrap_or_else(|| unreachable!())
    }

    pub fn for_init_none(&mut self) {
        self.push_for_head(ForInit::None, None, 0, Span::at(0));
    }

    pub fn for_init_expression(&mut self, expr: ExprId) {
        let depth = self.depth(expr);
        self.push_for_head(ForInit::Expr(expr), None, depth, self.ast[expr].span);
    }

    pub fn for_init_declaration(&mut self, span: Span, kind: DeclarationKind, start: u32) {
        let (declarators, depth) = self.take_declarators(kind, start, true);
        self.push_for_head(ForInit::Declaration(kind, declarators), None, depth, span);
    }

    pub fn for_statement(
        &mut self,
        start: u32,
        end: u32,
        test: Option<ExprId>,
        update: Option<ExprId>,
        body: StmtId,
    ) -> StmtId {
        self.end_loop(start);
        let head = self.pop_for_head();
        let body = self.sub_statement(body, Place::Other);
        let scope = self.close_scope();
        let exprs = self.optional_depth(test).max(self.optional_depth(update));
        let depth = head.depth.max(exprs).max(self.stmt_depth(body));
        let node = For { init: head.init, test, update, body, scope }.add(&mut self.ast);
        self.add_stmt(StmtKind::For(node), Span::new(start, end), depth)
    }

    /// The head of for-in or for-of is an assignment target.
    pub fn for_each_target(&mut self, span: Span, expr: ExprId, is_of: bool) {
        let text = &self.lexer.text[span.start as usize..];
        if is_of && leading_word(text) == "let" {
            self.fail(span, "The left-hand side of a for-of loop may not start with 'let'.");
        }
        let is_async_name = is_of && self.slice(span) == "async";
        let is_pattern = matches!(self.ast[expr].kind, ExprKind::Array(_) | ExprKind::Object(_));
        let message =
            if is_pattern { "Invalid destructuring assignment target" } else { "Invalid left-hand side in for-loop" };
        let pattern = self.assignment_target(expr, span, message);
        let depth = self.pattern_depth(pattern);
        let target = Some(ForTarget::Pattern(pattern));
        self.stack.for_heads.push(ForHead { init: ForInit::None, target, depth, is_async_name, span });
    }

    /// The head of for-in or for-of is a declaration.
    pub fn for_each_declaration(&mut self, span: Span, kind: DeclarationKind, at: u32, is_of: bool) {
        let Some(Declarator { target, value, span: written }) = self.stack.declarators.pop() else { unreachable!() };
        let _ = at;
        let is_name = matches!(self.ast[target].kind, PatternKind::Binding(_));
        if kind.disposes() && (!is_of || !is_name) {
            self.fail(span, "A using declaration must name the variable of a for-of loop");
        }
        self.note_await_using(span, kind);
        // ECMA-262 §B.3.5: `for (var x = 1 in …)`
        let may_have_value = !is_of && is_name && kind == DeclarationKind::Var && !self.context().strict;
        if value.is_some() && !may_have_value {
            let what = if is_of { "for-of" } else { "for-in" };
            self.fail(written, format!("{what} loop variable declaration may not have an initializer."));
        }
        self.declare_pattern(target, binding_kind(kind));
        let depth = self.pattern_depth(target).max(self.optional_depth(value));
        self.push_for_head(ForInit::None, Some(ForTarget::Declaration { kind, target, value }), depth, span);
    }

    fn end_for_each(&mut self, start: u32, right: ExprId, body: StmtId) -> (ForEach, u32, ForHead) {
        self.end_loop(start);
        let head = self.pop_for_head();
        let body = self.sub_statement(body, Place::Other);
        let scope = self.close_scope();
        let depth = head.depth.max(self.depth(right)).max(self.stmt_depth(body));
        let left = head.target.unwrap_or_else(|| unreachable!());
        (ForEach { left, right, body, scope }, depth, head)
    }

    pub fn for_in(&mut self, start: u32, end: u32, right: ExprId, body: StmtId) -> StmtId {
        let (node, depth, _) = self.end_for_each(start, right, body);
        let node = node.add(&mut self.ast);
        self.add_stmt(StmtKind::ForIn(node), Span::new(start, end), depth)
    }

    pub fn for_of(&mut self, start: u32, end: u32, right: ExprId, body: StmtId, is_await: bool) -> StmtId {
        let (node, depth, head) = self.end_for_each(start, right, body);
        if head.is_async_name && !is_await {
            self.fail(head.span, "The left-hand side of a for-of loop may not be 'async'.");
        }
        let node = node.add(&mut self.ast);
        if is_await {
            self.context().marks.await_ = start + 1;
        }
        let kind = if is_await { StmtKind::ForAwait(node) } else { StmtKind::ForOf(node) };
        self.add_stmt(kind, Span::new(start, end), depth)
    }

    // ───────────────────────────── switch and try ─────────────────────────────

    pub fn begin_cases(&mut self) -> u32 {
        self.stack.cases.len() as u32
    }

    pub fn case(&mut self, start: u32, end: u32, test: Option<ExprId>, stmts: u32, first: u32) {
        let (body, _) = self.take_stmts(stmts as usize);
        let span = Span::new(start, end);
        if test.is_none() && self.stack.cases[first as usize..].iter().any(|case| case.test.is_none()) {
            self.fail(Span::new(start, start + 7), "More than one default clause in switch statement");
        }
        self.stack.cases.push(Case { test, body, span });
    }

    pub fn switch(&mut self, span: Span, discriminant: ExprId, start: u32) -> StmtId {
        let bases = self.context().jumps;
        self.jumps.end_target(bases, span.start, false);
        let scope = self.close_scope();
        let mut depth = self.depth(discriminant);
        for case in &self.stack.cases[start as usize..] {
            let body = self.ast.list(case.body).iter().map(|&stmt| self.ast[stmt].meta).max().unwrap_or(0);
            depth = depth.max(self.optional_depth(case.test)).max(body);
        }
        let cases = self.ast.add_list(&mut self.stack.cases, start as usize);
        let node = Switch { discriminant, cases, scope }.add(&mut self.ast);
        self.add_stmt(StmtKind::Switch(node), span, depth)
    }

    pub fn begin_catch_scope(&mut self, at: u32) {
        self.open_scope(ScopeKind::Catch, at);
    }

    pub fn catch_param(&mut self, target: ExprId) -> PatternId {
        let pattern = self.binding_target(target);
        self.declare_pattern(pattern, BindingKind::CatchParam);
        pattern
    }

    pub fn catch_clause(&mut self, span: Span, param: Option<PatternId>, body: StmtId) {
        let scope = self.close_scope();
        let depth = param.map_or(0, |param| self.pattern_depth(param)).max(self.stmt_depth(body));
        self.stack.catches.push(OpenCatch { catch: Catch { param, body, scope, span }, depth });
    }

    pub fn try_statement(&mut self, span: Span, block: StmtId, has_catch: bool, finalizer: Option<StmtId>) -> StmtId {
        let catch = if has_catch { self.stack.catches.pop() } else { None };
        let mut depth = self.stmt_depth(block).max(catch.map_or(0, |catch| catch.depth));
        if let Some(finalizer) = finalizer {
            depth = depth.max(self.stmt_depth(finalizer));
        }
        let node = Try { block, handler: catch.map(|catch| catch.catch), finalizer }.add(&mut self.ast);
        self.add_stmt(StmtKind::Try(node), span, depth)
    }
}

fn binding_kind(kind: DeclarationKind) -> BindingKind {
    match kind {
        DeclarationKind::Var => BindingKind::Var,
        DeclarationKind::Let => BindingKind::Let,
        DeclarationKind::Const | DeclarationKind::Using | DeclarationKind::AwaitUsing => BindingKind::Const,
    }
}
