//! Actions for expressions (ECMA-262 §13).

use super::{Builder, Cover, Key};
use crate::numeric::bigint;
use crate::source::Span;
use crate::syntax::ast::{
    AssignOp, Atom, BinaryOp, Expr, ExprId, ExprKind, ImportPhase, Node, PatternKind, Property, PropertyKey,
    PropertyKind, Quasi, Template, TemplateId, UnaryOp, UpdateOp, known,
};
use crate::syntax::lexer::token::{Lexeme, Literal};

impl Builder<'_> {
    // ───────────────────────────── primary expressions ─────────────────────────────

    pub fn ident(&mut self, span: Span, name: Atom) -> ExprId {
        if name.index() <= known::EVAL.index() {
            self.check_name(span, name);
            if name == known::ARGUMENTS {
                self.note_arguments(span);
            }
        }
        Expr { kind: ExprKind::Ident(name), span, pos: span.start, meta: 1 }.add(&mut self.ast)
    }

    fn note_arguments(&mut self, span: Span) {
        self.context().marks.arguments = span.start + 1;
        if self.context().forbid_arguments {
            let message = "'arguments' is not allowed in class field initializer or static initialization block";
            self.fail(span, message);
        }
    }

    pub(super) fn leaf(&mut self, kind: ExprKind, span: Span) -> ExprId {
        Expr { kind, span, pos: span.start, meta: 1 }.add(&mut self.ast)
    }

    pub fn literal(&mut self, span: Span, literal: Literal) -> ExprId {
        let kind = match literal {
            Literal::Null => ExprKind::Null,
            Literal::True => ExprKind::Bool(true),
            Literal::False => ExprKind::Bool(false),
            Literal::This => {
                self.context().marks.this = span.start + 1;
                ExprKind::This
            }
        };
        self.leaf(kind, span)
    }

    pub fn number(&mut self, span: Span, index: u32) -> ExprId {
        let value = self.lexer.numbers[index as usize];
        self.leaf(ExprKind::Number(value), span)
    }

    pub fn string(&mut self, span: Span, value: Atom) -> ExprId {
        self.leaf(ExprKind::String(value), span)
    }

    pub fn bigint(&mut self, span: Span, digits: Atom) -> ExprId {
        self.leaf(ExprKind::BigInt(digits), span)
    }

    pub fn regex(&mut self, span: Span, index: u32) -> ExprId {
        let (body, flags) = self.lexer.regexes[index as usize];
        if self.regex_cache.insert((body, flags)) {
            let (body, flags) = (self.ast.atoms.display(body), self.ast.atoms.display(flags));
            if let Err(message) = crate::syntax::builder::regex::check(&body, &flags) {
                self.fail(span, message);
            }
        }
        self.leaf(ExprKind::Regex { body, flags }, span)
    }

    /// What stood in parentheses: an expression, or else it must be followed by `=>`.
    pub fn parenthesised(&mut self, span: Span) -> ExprId {
        let Some(cover) = self.stack.covers.pop() else { unreachable!() };
        match cover {
            Cover { expr: Some(expr), rest: None, trailing_comma: false } => {
                self.set_parenthesised(expr);
                expr
            }
            _ => {
                let last = Span::new(span.end - 1, span.end);
                match cover.rest {
                    Some(rest) => self.fail(
                        Span::new(self.ast[rest].span.start, self.ast[rest].span.start + 3),
                        "Unexpected token '...'",
                    ),
                    None => self.fail(last, "Unexpected token ')'"),
                }
                self.leaf(ExprKind::Null, span)
            }
        }
    }

    pub fn cover(&mut self, expr: Option<ExprId>, rest: Option<ExprId>, trailing_comma: bool) {
        self.stack.covers.push(Cover { expr, rest, trailing_comma });
    }

    pub fn cover_sequence(&mut self, span: Span, start: u32, rest: Option<ExprId>, trailing_comma: bool) {
        let sequence = self.sequence(span, start);
        self.cover(Some(sequence), rest, trailing_comma);
    }

    // ───────────────────────────── lists ─────────────────────────────

    pub fn push_expr(&mut self, expr: ExprId) {
        self.stack.exprs.push(expr);
    }

    pub fn begin_args(&mut self) -> u32 {
        self.stack.exprs.len() as u32
    }

    pub fn first_expr(&mut self, expr: ExprId) -> u32 {
        self.stack.exprs.push(expr);
        self.stack.exprs.len() as u32 - 1
    }

    pub fn begin_sequence(&mut self, first: ExprId, second: ExprId) -> u32 {
        let start = self.first_expr(first);
        self.push_expr(second);
        start
    }

    pub fn sequence(&mut self, span: Span, start: u32) -> ExprId {
        let (list, depth) = self.take_exprs(start);
        self.add_expr(ExprKind::Sequence(list), span, span.start, depth)
    }

    pub fn spread(&mut self, span: Span, operand: ExprId) -> ExprId {
        let depth = self.depth(operand);
        self.add_expr(ExprKind::Spread(operand), span, span.start, depth)
    }

    pub fn hole(&mut self, at: u32) {
        let hole = self.leaf(ExprKind::Hole, Span::at(at));
        self.push_expr(hole);
    }

    /// `ends_plain`: no comma stands before the `]`.
    pub fn array(&mut self, span: Span, start: u32, ends_plain: bool) -> ExprId {
        let (list, depth) = self.take_exprs(start);
        let array = self.add_expr(ExprKind::Array(list), span, span.start, depth);
        let last = self.ast.list(list).last().map(|&last| self.ast[last].kind);
        if !ends_plain && matches!(last, Some(ExprKind::Spread(_))) {
            self.comma_after_rest.insert(array);
        }
        array
    }

    // ───────────────────────────── objects ─────────────────────────────

    pub fn empty_object(&mut self, span: Span) -> ExprId {
        self.leaf(ExprKind::Object(crate::syntax::ast::List::EMPTY), span)
    }

    pub fn object(&mut self, span: Span, start: u32, trailing_comma: bool) -> ExprId {
        let properties = &self.stack.properties[start as usize..];
        let depth_of = |property: &Property| {
            let key = if let PropertyKey::Computed(key) = property.key { self.depth(key) } else { 0 };
            key.max(self.depth(property.value))
        };
        let depth = properties.iter().map(depth_of).max().unwrap_or(0);
        let mut protos = properties.iter().filter(|property| property.kind == PropertyKind::Proto);
        let second_proto = protos.nth(1).map(|property| self.ast[property.value].span);
        let ends_in_spread = properties.last().is_some_and(|property| property.kind == PropertyKind::Spread);
        let list = self.ast.add_list(&mut self.stack.properties, start as usize);
        let object = self.add_expr(ExprKind::Object(list), span, span.start, depth);
        if let Some(second) = second_proto {
            self.double_proto.insert(object, second);
        }
        if trailing_comma && ends_in_spread {
            self.comma_after_rest.insert(object);
        }
        object
    }

    fn push_property(&mut self, kind: PropertyKind, key: PropertyKey, value: ExprId) -> u32 {
        self.stack.properties.push(Property { kind, key, value });
        self.stack.properties.len() as u32 - 1
    }

    /// `name` or, in what must become a pattern, `name = default`.
    pub fn shorthand(&mut self, span: Span, name: Atom, default: Option<ExprId>) -> u32 {
        let ident = self.ident(span, name);
        let Some(default) = default else {
            return self.push_property(PropertyKind::Shorthand, PropertyKey::Name(name), ident);
        };
        self.check_bound_name(span, name);
        let target = self.add_pattern(PatternKind::Binding(name), span, 0, false);
        let whole = span.to(self.ast[default].span);
        let depth = self.depth(default);
        let value = self.add_expr(ExprKind::Assign { target, value: default }, whole, whole.start, depth);
        self.cover_initialised += 1;
        self.push_property(PropertyKind::CoverInitialised, PropertyKey::Name(name), value)
    }

    pub fn property(&mut self, value: ExprId) -> u32 {
        let key = self.pop_key();
        let is_proto = matches!(key.key, PropertyKey::Name(known::PROTO));
        self.push_property(if is_proto { PropertyKind::Proto } else { PropertyKind::Init }, key.key, value)
    }

    pub fn spread_property(&mut self, _span: Span, value: ExprId) -> u32 {
        self.push_property(PropertyKind::Spread, PropertyKey::Name(known::EMPTY), value)
    }

    pub fn push_method_property(&mut self, kind: PropertyKind, key: PropertyKey, value: ExprId) -> u32 {
        self.push_property(kind, key, value)
    }

    pub fn pop_key(&mut self) -> Key {
        self.stack.keys.pop().unwrap_or_else(|| unreachable!())
    }

    pub fn key_name(&mut self, span: Span, name: Atom) {
        self.stack.keys.push(Key { key: PropertyKey::Name(name), span, depth: 0 });
    }

    pub fn key_string(&mut self, span: Span, value: Atom) {
        self.key_name(span, value);
    }

    pub fn key_number(&mut self, span: Span, index: u32) {
        let value = self.lexer.numbers[index as usize];
        self.stack.keys.push(Key { key: PropertyKey::Number(value), span, depth: 0 });
    }

    pub fn key_bigint(&mut self, span: Span, digits: Atom) {
        let value =
            bigint::from_literal(&self.ast.atoms.display(digits)).ok().flatten().unwrap_or(bigint::Integer::ZERO);
        let text = value.with(|int| bigint::to_text(int, 10));
        let name = self.ast.atoms.intern(&text);
        self.key_name(span, name);
    }

    pub fn key_private(&mut self, span: Span, name: Atom) {
        self.stack.keys.push(Key { key: PropertyKey::Private(name), span, depth: 0 });
    }

    pub fn key_computed(&mut self, span: Span, expr: ExprId) {
        let depth = self.depth(expr);
        self.stack.keys.push(Key { key: PropertyKey::Computed(expr), span, depth });
    }

    // ───────────────────────────── templates ─────────────────────────────

    pub fn template_alone(&mut self, _span: Span, part: u32) {
        self.begin_template();
        self.push_quasi(part);
    }

    pub fn template_head(&mut self, part: u32, expr: ExprId) {
        // The expression was complete before the template is known here: it lies nowhere yet.
        self.begin_template();
        self.push_quasi(part);
        self.push_expr(expr);
    }

    pub fn template_middle(&mut self, part: u32, expr: ExprId) {
        self.push_quasi(part);
        self.push_expr(expr);
    }

    pub fn template_tail(&mut self, part: u32) {
        self.push_quasi(part);
    }

    fn begin_template(&mut self) {
        self.stack.templates.push((self.stack.quasis.len(), self.stack.exprs.len()));
    }

    /// Puts a part on the stack; the index of its text goes along as long as the template is open.
    fn push_quasi(&mut self, part: u32) {
        let text = &self.lexer.quasis[part as usize];
        self.stack.quasis.push(Quasi { cooked: text.cooked, raw: text.raw });
        self.stack.quasi_parts.push(part);
    }

    /// Completes the innermost template; without a tag, its escapes must be valid.
    fn end_template(&mut self, tagged: bool) -> (TemplateId, u32) {
        let (quasis, exprs) = self.stack.templates.pop().unwrap_or_default();
        if !tagged {
            let error = self.stack.quasi_parts[quasis..]
                .iter()
                .find_map(|&part| self.lexer.quasis[part as usize].error.clone());
            if let Some(error) = error
                && self.error.is_none()
            {
                self.error = Some(error);
            }
        }
        self.stack.quasi_parts.truncate(quasis);
        let quasis = self.ast.add_list(&mut self.stack.quasis, quasis);
        let (exprs, depth) = self.take_exprs(exprs as u32);
        (Template { quasis, exprs }.add(&mut self.ast), depth)
    }

    pub fn template(&mut self, span: Span) -> ExprId {
        let (template, depth) = self.end_template(false);
        self.add_expr(ExprKind::Template(template), span, span.start, depth)
    }

    pub fn tagged_template(&mut self, span: Span, tag: ExprId) -> ExprId {
        let (template, depth) = self.end_template(true);
        let depth = self.chain_depth(tag, depth);
        let pos = self.ast[tag].pos;
        self.add_spine(ExprKind::TaggedTemplate { tag, template }, span, pos, depth)
    }

    pub fn template_in_chain(&mut self, span: Span, tag: ExprId) -> ExprId {
        self.fail(Span::new(self.ast[tag].span.end, span.end), "Invalid tagged template on optional chain");
        self.tagged_template(span, tag)
    }

    // ───────────────────────────── members and calls ─────────────────────────────

    /// The depth of a link whose object is `object` and whose other parts are `below` deep.
    fn chain_depth(&self, object: ExprId, below: u32) -> u32 {
        let on_spine = matches!(
            self.ast[object].kind,
            ExprKind::Member { .. }
                | ExprKind::Index { .. }
                | ExprKind::PrivateMember { .. }
                | ExprKind::Call { .. }
                | ExprKind::TaggedTemplate { .. }
        );
        (below + 1).max(self.depth(object) + u32::from(!on_spine))
    }

    pub fn member(&mut self, span: Span, object: ExprId, pos: u32, name: Atom, optional: bool) -> ExprId {
        let depth = self.chain_depth(object, 0);
        self.add_spine(ExprKind::Member { object, name, optional }, span, pos, depth)
    }

    pub fn index(&mut self, span: Span, object: ExprId, pos: u32, index: ExprId, optional: bool) -> ExprId {
        let depth = self.chain_depth(object, self.depth(index));
        self.add_spine(ExprKind::Index { object, index, optional }, span, pos, depth)
    }

    pub fn private_member(&mut self, span: Span, object: ExprId, pos: u32, name: Atom, optional: bool) -> ExprId {
        self.private_names.use_name(name, Span::new(pos, span.end));
        let depth = self.chain_depth(object, 0);
        self.add_spine(ExprKind::PrivateMember { object, name, optional }, span, pos, depth)
    }

    pub fn call(&mut self, span: Span, callee: ExprId, paren: u32, args: u32, optional: bool) -> ExprId {
        let (args, below) = self.take_exprs(args);
        if let Some(phase) = self.take_phase(callee) {
            return self.phase_call(span, phase, args);
        }
        let depth = self.chain_depth(callee, below);
        let function = self.ast[callee];
        let pos = match function.kind {
            ExprKind::Ident(name) => {
                if name == known::EVAL && !optional {
                    self.note_direct_eval(span);
                }
                function.pos
            }
            ExprKind::Member { .. } | ExprKind::PrivateMember { .. } | ExprKind::SuperMember(_) => function.pos,
            _ => paren,
        };
        self.add_spine(ExprKind::Call { callee, args, optional }, span, pos, depth)
    }

    fn note_direct_eval(&mut self, span: Span) {
        let marks = &mut self.context().marks;
        marks.direct_eval = span.start + 1;
        marks.eval_in_arrows = span.start + 1;
        self.scopes.note_direct_eval();
    }

    pub fn end_chain(&mut self, span: Span, chain: ExprId) -> ExprId {
        let (depth, pos) = (self.depth(chain), self.ast[chain].pos);
        self.add_expr(ExprKind::OptionalChain(chain), span, pos, depth)
    }

    pub fn new_with_args(&mut self, span: Span, callee: ExprId, args: u32) -> ExprId {
        let (args, below) = self.take_exprs(args);
        if self.take_phase(callee).is_some() {
            self.fail(self.ast[callee].span, "Cannot use new with import");
        }
        let depth = below.max(self.depth(callee));
        self.add_expr(ExprKind::New { callee, args }, span, span.start, depth)
    }

    pub fn new_without_args(&mut self, span: Span, callee: ExprId) -> ExprId {
        let depth = self.depth(callee);
        self.add_expr(ExprKind::New { callee, args: crate::syntax::ast::List::EMPTY }, span, span.start, depth)
    }

    fn check_super(&mut self, span: Span, allowed: bool) {
        if !allowed {
            self.fail(Span::new(span.start, span.start + 5), "'super' keyword unexpected here");
        }
    }

    fn note_super_property(&mut self, span: Span) {
        let marks = &mut self.context().marks;
        marks.super_property = span.start + 1;
        marks.this = span.start + 1;
        let allowed = self.context().allow_super_property;
        self.check_super(span, allowed);
    }

    pub fn super_member(&mut self, span: Span, pos: u32, name: Atom) -> ExprId {
        self.note_super_property(span);
        self.add_expr(ExprKind::SuperMember(name), span, pos, 0)
    }

    pub fn super_index(&mut self, span: Span, index: ExprId) -> ExprId {
        self.note_super_property(span);
        let depth = self.depth(index);
        self.add_expr(ExprKind::SuperIndex(index), span, span.start, depth)
    }

    pub fn super_call(&mut self, span: Span, args: u32) -> ExprId {
        let marks = &mut self.context().marks;
        marks.super_call = span.start + 1;
        marks.this = span.start + 1;
        marks.new_target = span.start + 1;
        let allowed = self.context().allow_super_call;
        self.check_super(span, allowed);
        let (args, depth) = self.take_exprs(args);
        self.add_expr(ExprKind::SuperCall(args), span, span.start, depth)
    }

    pub fn import_call(&mut self, span: Span, source: ExprId, options: Option<ExprId>) -> ExprId {
        let depth = self.depth(source).max(self.optional_depth(options));
        self.add_expr(ExprKind::ImportCall { source, options, phase: ImportPhase::Evaluation }, span, span.start, depth)
    }

    pub fn new_target(&mut self, span: Span, name_span: Span, name: Atom) -> ExprId {
        if name != known::TARGET {
            self.fail(name_span, self.unexpected_identifier(name_span));
        } else if self.slice(name_span) != "target" {
            self.fail(span, "'new.target' must not contain escaped characters");
        }
        if !self.context().allow_new_target {
            self.fail(span, "new.target expression is not allowed here");
        }
        self.context().marks.new_target = span.start + 1;
        self.leaf(ExprKind::NewTarget, span)
    }

    /// `import.meta`, or the beginning of a call of another phase.
    pub fn import_meta(&mut self, span: Span, name_span: Span, name: Atom) -> ExprId {
        let phase = match name {
            known::DEFER => Some(ImportPhase::Defer),
            known::SOURCE => Some(ImportPhase::Source),
            _ => None,
        };
        if let Some(phase) = phase
            && self.lexer.raw().lexeme == Lexeme::OpenParen
            && matches!(self.slice(name_span), "defer" | "source")
        {
            let callee = self.leaf(ExprKind::ImportMeta, span);
            self.open_phases.push((callee, phase));
            return callee;
        }
        if name != known::META {
            self.fail(name_span, self.unexpected_identifier(name_span));
        } else if self.slice(name_span) != "meta" {
            self.fail(span, "'import.meta' must not contain escaped characters");
        }
        if self.goal != crate::syntax::Goal::Module {
            self.fail(span, "Cannot use 'import.meta' outside a module");
        }
        self.leaf(ExprKind::ImportMeta, span)
    }

    pub(super) fn unexpected_identifier(&self, span: Span) -> String {
        format!("Unexpected identifier '{}'", self.slice(span))
    }

    // ───────────────────────────── operators ─────────────────────────────

    pub fn unary(&mut self, span: Span, op: UnaryOp, operand: ExprId) -> ExprId {
        let target = self.ast[operand];
        if op == UnaryOp::Delete {
            match target.kind {
                ExprKind::Ident(_) if self.context().strict => {
                    self.fail(target.span, "Delete of an unqualified identifier in strict mode.");
                }
                ExprKind::PrivateMember { .. } => self.fail(target.span, "Private fields can not be deleted"),
                ExprKind::OptionalChain(chain) if matches!(self.ast[chain].kind, ExprKind::PrivateMember { .. }) => {
                    self.fail(target.span, "Private fields can not be deleted");
                }
                _ => {}
            }
        }
        if let ExprKind::Binary { op: BinaryOp::Exp, .. } = target.kind
            && !target.is_parenthesised()
        {
            let message = "Unary operator used immediately before exponentiation expression. Parenthesis must be used to disambiguate operator precedence";
            self.fail(span, message);
        }
        let depth = self.depth(operand);
        self.add_expr(ExprKind::Unary { op, operand }, span, span.start, depth)
    }

    pub fn unary_plus_minus(&mut self, span: Span, op: BinaryOp, operand: ExprId) -> ExprId {
        self.unary(span, if op == BinaryOp::Add { UnaryOp::Plus } else { UnaryOp::Minus }, operand)
    }

    pub fn await_expression(&mut self, span: Span, operand: ExprId) -> ExprId {
        self.context().marks.await_ = span.start + 1;
        let target = self.ast[operand];
        if let ExprKind::Binary { op: BinaryOp::Exp, .. } = target.kind
            && !target.is_parenthesised()
        {
            self.fail(span, "Unary operator used immediately before exponentiation expression. Parenthesis must be used to disambiguate operator precedence");
        }
        let depth = self.depth(operand);
        self.add_expr(ExprKind::Await(operand), span, span.start, depth)
    }

    pub fn yield_expression(&mut self, span: Span, operand: Option<ExprId>, delegate: bool) -> ExprId {
        self.context().marks.yield_ = span.start + 1;
        let depth = self.optional_depth(operand);
        self.add_expr(ExprKind::Yield { operand, delegate }, span, span.start, depth)
    }

    pub fn update(&mut self, span: Span, op: UpdateOp, prefix: bool, target: ExprId) -> ExprId {
        let message = if prefix {
            "Invalid left-hand side expression in prefix operation"
        } else {
            "Invalid left-hand side expression in postfix operation"
        };
        self.check_simple_target(target, message, true);
        let depth = self.depth(target);
        self.add_expr(ExprKind::Update { op, prefix, target }, span, span.start, depth)
    }

    /// Checks the target of an update or a compound assignment.
    fn check_simple_target(&mut self, target: ExprId, message: &str, calls_may_be: bool) {
        let target = self.ast[target];
        match target.kind {
            ExprKind::Ident(name) => self.check_bound_name(target.span, name),
            ExprKind::Member { .. }
            | ExprKind::Index { .. }
            | ExprKind::PrivateMember { .. }
            | ExprKind::SuperMember(_)
            | ExprKind::SuperIndex(_) => {}
            // For the web's sake, sloppy code may do this; it throws when it runs.
            ExprKind::Call { .. } if calls_may_be && !self.context().strict => {}
            _ => self.fail(target.span, message),
        }
    }

    pub fn compound_assign(&mut self, span: Span, op: AssignOp, target: ExprId, value: ExprId) -> ExprId {
        let is_logical = matches!(op, AssignOp::Logical(_));
        self.check_simple_target(target, "Invalid left-hand side in assignment", !is_logical);
        let depth = self.depth(target).max(self.depth(value));
        let pos = self.ast[target].span.end;
        self.add_expr(ExprKind::CompoundAssign { op, target, value }, span, pos, depth)
    }

    pub fn assign(&mut self, span: Span, left: Span, target: ExprId, value: ExprId) -> ExprId {
        let pattern = self.assignment_target(target, left, "Invalid left-hand side in assignment");
        let depth = self.pattern_depth(pattern).max(self.depth(value));
        self.add_expr(ExprKind::Assign { target: pattern, value }, span, span.start, depth)
    }

    pub fn conditional(&mut self, span: Span, test: ExprId, then: ExprId, otherwise: ExprId) -> ExprId {
        let on_spine = matches!(self.ast[otherwise].kind, ExprKind::Conditional { .. });
        let below = self.depth(test).max(self.depth(then)) + 1;
        let depth = below.max(self.depth(otherwise) + u32::from(!on_spine));
        self.add_spine(ExprKind::Conditional { test, then, otherwise }, span, span.start, depth)
    }

    pub fn power(&mut self, span: Span, left: ExprId, pos: u32, right: ExprId) -> ExprId {
        let depth = self.depth(left).max(self.depth(right));
        self.add_expr(ExprKind::Binary { op: BinaryOp::Exp, left, right }, span, pos, depth)
    }

    pub fn private_in(&mut self, span: Span, name: Atom, object: ExprId) -> ExprId {
        self.private_names.use_name(name, Span::new(span.start, span.start + 1));
        let depth = self.depth(object);
        self.add_expr(ExprKind::PrivateIn { name, object }, span, span.start, depth)
    }
}
