//! Actions for functions, arrow functions and methods of objects (ECMA-262 §15.1 to §15.6, §15.8,
//! §15.9).

use super::{Builder, Cover, Member};
use crate::source::Span;
use crate::syntax::ast::{
    Atom, BindingKind, ExprId, ExprKind, FunctionBody, FunctionId, FunctionKind, PatternId, PatternKind, PropertyKind,
    StmtId, StmtKind, known,
};

impl Builder<'_> {
    // ───────────────────────────── heads ─────────────────────────────

    /// A function begins; `at` is where its name is, or would be.
    pub fn begin_function(
        &mut self,
        at: u32,
        name: Option<Atom>,
        is_async: bool,
        is_generator: bool,
        declaration: bool,
    ) {
        if let Some(name) = name {
            self.check_function_name(at, name, is_async, is_generator, declaration);
        }
        let context = self.open_function(FunctionKind::Normal, at);
        context.is_async = is_async;
        context.is_generator = is_generator;
        context.declaration = declaration;
        context.name = name;
        context.name_pos = at;
    }

    /// The name of a declaration belongs to the code around it, that of an expression to the
    /// function itself.
    fn check_function_name(&mut self, at: u32, name: Atom, is_async: bool, is_generator: bool, declaration: bool) {
        let span = Span::new(at, at + self.ast.atoms.display(name).len() as u32);
        if declaration {
            self.check_name(span, name);
        } else {
            let context = self.context();
            let outer = (context.is_async, context.is_generator, context.forbid_await);
            (context.is_async, context.is_generator, context.forbid_await) = (is_async, is_generator, false);
            self.check_name(span, name);
            let context = self.context();
            (context.is_async, context.is_generator, context.forbid_await) = outer;
        }
        self.check_bound_name(span, name);
    }

    /// A method of an object begins; its key is on the stack.
    pub fn begin_method(&mut self, kind: PropertyKind, is_async: bool, is_generator: bool) {
        let kind = match kind {
            PropertyKind::Getter => FunctionKind::Getter,
            PropertyKind::Setter => FunctionKind::Setter,
            _ => FunctionKind::Method,
        };
        let key = self.pop_key();
        self.stack.members.push(Member { key, kind, is_static: false });
        let context = self.open_function(kind, key.span.end);
        context.is_async = is_async;
        context.is_generator = is_generator;
        context.name_pos = key.span.start;
    }

    // ───────────────────────────── parameters ─────────────────────────────

    pub fn param(&mut self, span: Span, target: ExprId, default: Option<ExprId>) {
        let mut pattern = self.binding_target(target);
        if let Some(default) = default {
            let depth = self.pattern_depth(pattern).max(self.depth(default));
            pattern = self.add_pattern(PatternKind::WithDefault { target: pattern, default }, span, depth, false);
        }
        self.stack.params.push(pattern);
    }

    pub fn rest_param(&mut self, span: Span, target: ExprId) {
        let target = self.binding_target(target);
        let depth = self.pattern_depth(target);
        let rest = self.add_pattern(PatternKind::Rest(target), span, depth, false);
        self.stack.params.push(rest);
    }

    /// All parameters have been read: the body begins at `at`.
    pub fn begin_body(&mut self, at: u32) {
        let marks = self.context().marks;
        if marks.yield_ != 0 {
            let span = Span::new(marks.yield_ - 1, marks.yield_ + 4);
            self.fail(span, "Yield expression not allowed in formal parameter");
        }
        if marks.await_ != 0 {
            let span = Span::new(marks.await_ - 1, marks.await_ + 4);
            self.fail(span, "Illegal await-expression in formal parameters of async function");
        }
        self.take_params();
        self.check_accessor_params(at);
        let context = self.context();
        context.in_prologue = true;
    }

    /// Moves the parameters into the innermost function and declares them.
    fn take_params(&mut self) {
        let base = self.context().params_base;
        let params = self.ast.add_list(&mut self.stack.params, base);
        let (mut simple, mut length, mut counting, mut depth) = (true, 0, true, 0);
        for index in 0..params.len() {
            let param = self.ast.list(params)[index];
            let kind = self.ast[param].kind;
            simple &= matches!(kind, PatternKind::Binding(_));
            counting &= !matches!(kind, PatternKind::WithDefault { .. } | PatternKind::Rest(_));
            length += u32::from(counting);
            depth = depth.max(self.pattern_depth(param));
            self.declare_pattern(param, BindingKind::Param);
        }
        let context = self.context();
        context.params = params;
        context.length = length;
        context.params_depth = depth;
        context.simple_params = simple;
        context.params_have_closures = context.marks.inner_function != 0 || context.marks.direct_eval != 0;
        let may_repeat = simple && !context.strict && context.kind == FunctionKind::Normal;
        if let (Some(span), false) = (context.duplicate_param, may_repeat) {
            self.fail(span, "Duplicate parameter name not allowed in this context");
        }
    }

    fn check_accessor_params(&mut self, at: u32) {
        let (kind, params) = (self.context().kind, self.context().params);
        let first = self.ast.list(params).first().map(|&param| self.ast[param]);
        let span = first.map_or(Span::at(at), |first| first.span);
        match kind {
            FunctionKind::Getter if !params.is_empty() => {
                self.fail(span, "Getter must not have any formal parameters.")
            }
            FunctionKind::Setter if params.len() != 1 => {
                self.fail(span, "Setter must have exactly one formal parameter.");
            }
            FunctionKind::Setter if first.is_some_and(|first| matches!(first.kind, PatternKind::Rest(_))) => {
                self.fail(span, "Setter function argument must not be a rest parameter");
            }
            _ => {}
        }
    }

    // ───────────────────────────── ends ─────────────────────────────

    /// The statements of the innermost function have been read; its `}` follows.
    pub fn end_body(&mut self, _at: u32) {
        let base = self.context().body_base;
        let (body, depth) = self.take_stmts(base);
        let function = self.end_function(FunctionBody::Statements(body), depth);
        self.stack.functions.push(function);
    }

    /// The last function that has ended, and its depth.
    pub fn pop_function(&mut self, span: Span) -> (FunctionId, u32) {
        let id = self.stack.functions.pop().unwrap_or_else(|| unreachable!());
        let function = &mut self.ast[id];
        function.span = span;
        (id, function.meta)
    }

    pub fn function_declaration(&mut self, span: Span) -> StmtId {
        let (function, depth) = self.pop_function(span);
        self.add_stmt(StmtKind::Function(function), span, depth)
    }

    pub fn function_expression(&mut self, span: Span) -> ExprId {
        let (function, depth) = self.pop_function(span);
        self.add_expr(ExprKind::Function(function), span, span.start, depth)
    }

    /// A method of an object.
    pub fn method(&mut self, span: Span) -> u32 {
        let value = self.function_expression(span);
        let member = self.stack.members.pop().unwrap_or_else(|| unreachable!());
        let kind = match member.kind {
            FunctionKind::Getter => PropertyKind::Getter,
            FunctionKind::Setter => PropertyKind::Setter,
            _ => PropertyKind::Method,
        };
        self.push_method_property(kind, member.key.key, value)
    }

    // ───────────────────────────── arrow functions ─────────────────────────────

    /// `name =>`; `async name =>` if `async_at` says where.
    pub fn begin_arrow_of_name(&mut self, span: Span, name: Atom, async_at: Option<u32>) {
        let start = async_at.unwrap_or(span.start);
        if async_at.is_some() && name == known::AWAIT {
            self.fail(span, "Unexpected reserved word");
        }
        self.check_name(span, name);
        self.open_arrow(start, async_at.is_some());
        let pattern = self.add_pattern(PatternKind::Binding(name), span, 0, false);
        self.stack.params.push(pattern);
        self.begin_arrow_body(span);
    }

    /// `(…) =>`
    pub fn begin_arrow_of_cover(&mut self, span: Span) {
        let Some(Cover { expr, rest, .. }) = self.stack.covers.pop() else { unreachable!() };
        self.open_arrow(span.start, false);
        if let Some(expr) = expr {
            match self.ast[expr].kind {
                ExprKind::Sequence(items) if !self.ast[expr].is_parenthesised() => {
                    for index in 0..items.len() {
                        let item = self.ast.list(items)[index];
                        self.arrow_param(item);
                    }
                }
                _ => self.arrow_param(expr),
            }
        }
        if let Some(rest) = rest {
            self.arrow_param(rest);
        }
        self.begin_arrow_body(span);
    }

    /// `async (…) =>`, read as a call.
    pub fn begin_arrow_of_call(&mut self, span: Span, call: ExprId) {
        let ExprKind::Call { callee, args, .. } = self.ast[call].kind else {
            self.fail(span, "Malformed arrow function parameter list");
            self.open_arrow(span.start, false);
            return;
        };
        let name = self.ast[callee];
        let is_async = matches!(name.kind, ExprKind::Ident(known::ASYNC)) && !name.is_parenthesised();
        let newline = self.lexer.peek(name.span.end).1;
        if !is_async || newline || self.slice(name.span) != "async" {
            self.fail(span, "Malformed arrow function parameter list");
        }
        self.open_arrow(span.start, true);
        for index in 0..args.len() {
            let arg = self.ast.list(args)[index];
            if let ExprKind::Spread(_) = self.ast[arg].kind {
                let after = self.lexer.peek(self.ast[arg].span.end).0;
                if index + 1 < args.len() || after.starts_with(',') {
                    self.fail(self.ast[arg].span, "Rest parameter must be last formal parameter");
                }
            }
            self.arrow_param(arg);
        }
        let await_ident = self.contexts[self.contexts.len() - 2].marks.await_ident;
        if await_ident > span.start {
            self.fail(Span::new(await_ident - 1, await_ident + 4), "Unexpected reserved word");
        }
        self.begin_arrow_body(span);
    }

    fn arrow_param(&mut self, expr: ExprId) {
        let pattern = self.arrow_pattern(expr);
        self.stack.params.push(pattern);
    }

    fn arrow_pattern(&mut self, id: ExprId) -> PatternId {
        let expr = self.ast[id];
        match expr.kind {
            ExprKind::Spread(operand) => {
                if let ExprKind::Assign { .. } = self.ast[operand].kind {
                    self.fail(expr.span, "Rest parameter may not have a default initializer");
                }
                let target = self.make_pattern(operand);
                let depth = self.pattern_depth(target);
                self.add_pattern(PatternKind::Rest(target), expr.span, depth, false)
            }
            ExprKind::Member { .. } | ExprKind::Index { .. } | ExprKind::PrivateMember { .. } => {
                self.fail(expr.span, "Invalid destructuring assignment target");
                self.make_pattern(id)
            }
            _ if expr.is_parenthesised() => {
                self.fail(expr.span, "Invalid destructuring assignment target");
                self.make_pattern(id)
            }
            ExprKind::Ident(_) | ExprKind::Array(_) | ExprKind::Object(_) | ExprKind::Assign { .. } => {
                self.make_pattern(id)
            }
            _ => {
                self.fail(expr.span, "Invalid destructuring assignment target");
                self.make_pattern(id)
            }
        }
    }

    /// Opens an arrow function whose parameters begin at `start`, and gives it what was used in
    /// them.
    fn open_arrow(&mut self, start: u32, is_async: bool) {
        let outer = self.context().marks;
        let taken = |mark: u32| if mark > start { mark } else { 0 };
        let context = self.open_function(FunctionKind::Arrow, start);
        context.is_async = is_async;
        let marks = &mut context.marks;
        marks.this = taken(outer.this);
        marks.super_property = taken(outer.super_property);
        marks.super_call = taken(outer.super_call);
        marks.new_target = taken(outer.new_target);
        marks.arguments = taken(outer.arguments);
        marks.direct_eval = taken(outer.direct_eval);
        marks.eval_in_arrows = taken(outer.eval_in_arrows);
        marks.inner_eval = taken(outer.inner_eval);
        marks.inner_function = taken(outer.inner_function);
        let (inner, eval) = (marks.inner_function != 0, marks.direct_eval != 0 || marks.inner_eval != 0);
        if inner {
            self.scopes.note_inner_function();
        }
        if eval {
            self.scopes.note_direct_eval();
        }
        for (mark, message) in [
            (outer.yield_, "Yield expression not allowed in formal parameter"),
            (outer.await_, "Illegal await-expression in formal parameters of async function"),
        ] {
            if mark > start {
                self.fail(Span::new(mark - 1, mark + 4), message);
            }
        }
    }

    fn begin_arrow_body(&mut self, _params: Span) {
        self.take_params();
        let context = self.context();
        context.in_prologue = true;
    }

    /// An arrow function; `expr` is its body unless that was a block.
    pub fn arrow(&mut self, span: Span, expr: Option<ExprId>) -> ExprId {
        if let Some(expr) = expr {
            let depth = self.depth(expr);
            let function = self.end_function(FunctionBody::Expression(expr), depth);
            self.stack.functions.push(function);
        }
        self.function_expression(span)
    }
}
