//! Cover grammars: expressions that turn out to be patterns (ECMA-262 §13.15.1, §13.15.5, §15.3.1).
//!
//! Conversion and the walk that declares the names of a pattern use stacks of their own, never
//! recursion.

use super::Builder;
use crate::source::Span;
use crate::syntax::ast::{
    BindingKind, Expr, ExprId, ExprKind, FunctionKind, List, PatternId, PatternKind, PatternProperty, Property,
    PropertyKey, PropertyKind, known,
};

/// An array or object pattern under construction; what is finished lies on the builder's stacks
/// from `base` on.
enum Frame {
    Array { items: List<ExprId>, next: usize, base: usize, span: Span, in_rest: bool },
    Object { properties: List<Property>, next: usize, base: usize, span: Span, rest: Option<PatternId> },
}

enum Step {
    Convert(ExprId),
    Done(PatternId),
}

const INVALID: &str = "Invalid destructuring assignment target";
const REST_NOT_LAST: &str = "Rest element must be last element";

impl Builder<'_> {
    /// The left side of `=`, or the head of for-in and for-of, as a pattern.
    pub fn assignment_target(&mut self, expr: ExprId, span: Span, message: &str) -> PatternId {
        let target = self.ast[expr];
        match target.kind {
            ExprKind::Array(_) | ExprKind::Object(_) if !target.is_parenthesised() => self.make_pattern(expr),
            // For the web's sake, sloppy code may do this; it throws when it runs.
            ExprKind::Call { .. } if !self.context().strict => {
                let depth = self.depth(expr);
                self.add_pattern(PatternKind::Expr(expr), target.span, depth, target.is_parenthesised())
            }
            _ => self.simple_target(expr, target, span, message),
        }
    }

    /// A name or member as a pattern.
    fn simple_target(&mut self, id: ExprId, expr: Expr, span: Span, message: &str) -> PatternId {
        match expr.kind {
            ExprKind::Ident(name) => {
                self.check_bound_name(expr.span, name);
                self.add_pattern(PatternKind::Binding(name), expr.span, 0, expr.is_parenthesised())
            }
            ExprKind::Member { .. }
            | ExprKind::Index { .. }
            | ExprKind::PrivateMember { .. }
            | ExprKind::SuperMember(_)
            | ExprKind::SuperIndex(_) => {
                let depth = self.depth(id);
                self.add_pattern(PatternKind::Expr(id), expr.span, depth, expr.is_parenthesised())
            }
            _ => {
                self.fail(span, message);
                self.add_pattern(PatternKind::Hole, expr.span, 0, false)
            }
        }
    }

    /// An expression as a pattern; `target = default` too.
    pub fn make_pattern(&mut self, expr: ExprId) -> PatternId {
        let mut frames = Vec::new();
        let mut step = Step::Convert(expr);
        loop {
            step = match step {
                Step::Convert(expr) => match self.enter(expr, &mut frames) {
                    Some(pattern) => Step::Done(pattern),
                    None => self.advance(&mut frames),
                },
                Step::Done(pattern) => {
                    let Some(frame) = frames.last_mut() else { return pattern };
                    self.accept(frame, pattern);
                    self.advance(&mut frames)
                }
            };
        }
    }

    /// Converts what has no parts, or opens a frame.
    fn enter(&mut self, id: ExprId, frames: &mut Vec<Frame>) -> Option<PatternId> {
        let expr = self.ast[id];
        let span = expr.span;
        match expr.kind {
            ExprKind::Array(items) if !expr.is_parenthesised() => {
                if self.comma_after_rest.contains(&id) {
                    let last = self.ast.list(items).last().map_or(span, |&last| self.ast[last].span);
                    self.fail(last, REST_NOT_LAST);
                }
                frames.push(Frame::Array { items, next: 0, base: self.stack.patterns.len(), span, in_rest: false });
                None
            }
            ExprKind::Object(properties) if !expr.is_parenthesised() => {
                if self.comma_after_rest.contains(&id) {
                    self.fail(span, REST_NOT_LAST);
                }
                self.double_proto.remove(&id);
                let base = self.stack.pattern_properties.len();
                frames.push(Frame::Object { properties, next: 0, base, span, rest: None });
                None
            }
            ExprKind::Assign { target, value } if !expr.is_parenthesised() => {
                let depth = self.pattern_depth(target).max(self.depth(value));
                Some(self.add_pattern(PatternKind::WithDefault { target, default: value }, span, depth, false))
            }
            _ => Some(self.simple_target(id, expr, span, INVALID)),
        }
    }

    /// Goes on with the innermost frame: its next part, or the finished pattern.
    fn advance(&mut self, frames: &mut Vec<Frame>) -> Step {
        match frames.last_mut() {
            Some(Frame::Array { items, next, in_rest, .. }) => {
                while let Some(&item) = self.ast.list(*items).get(*next) {
                    *next += 1;
                    let expr = self.ast[item];
                    match expr.kind {
                        ExprKind::Hole => {
                            let hole = self.add_pattern(PatternKind::Hole, expr.span, 0, false);
                            self.stack.patterns.push(hole);
                        }
                        ExprKind::Spread(operand) => {
                            if *next < items.len() {
                                self.fail(expr.span, REST_NOT_LAST);
                            }
                            *in_rest = true;
                            return self.rest_target(operand);
                        }
                        _ => return Step::Convert(item),
                    }
                }
            }
            Some(Frame::Object { properties, next, .. }) => {
                if let Some(&property) = self.ast.list(*properties).get(*next) {
                    *next += 1;
                    match property.kind {
                        PropertyKind::Spread => {
                            if *next < properties.len() {
                                self.fail(self.ast[property.value].span, REST_NOT_LAST);
                            }
                            return self.rest_target(property.value);
                        }
                        PropertyKind::Method | PropertyKind::Getter | PropertyKind::Setter => {
                            self.fail(self.ast[property.value].span, INVALID);
                        }
                        PropertyKind::CoverInitialised => {
                            self.cover_initialised -= 1;
                            self.ast.lists.properties[properties.range()][*next - 1].kind = PropertyKind::Init;
                        }
                        PropertyKind::Init | PropertyKind::Shorthand | PropertyKind::Proto => {}
                    }
                    return Step::Convert(property.value);
                }
            }
            None => {}
        }
        Step::Done(self.finish(frames.pop()))
    }

    /// The operand of `...`, which has no default.
    fn rest_target(&mut self, operand: ExprId) -> Step {
        let expr = self.ast[operand];
        if let ExprKind::Assign { .. } = expr.kind {
            self.fail(expr.span, INVALID);
        }
        Step::Convert(operand)
    }

    /// Gives a finished part to its frame.
    fn accept(&mut self, frame: &mut Frame, pattern: PatternId) {
        match frame {
            Frame::Array { in_rest: false, .. } => self.stack.patterns.push(pattern),
            Frame::Array { in_rest: true, .. } => {
                let (span, depth) = (self.ast[pattern].span, self.pattern_depth(pattern));
                let rest = self.add_pattern(PatternKind::Rest(pattern), span, depth, false);
                self.stack.patterns.push(rest);
            }
            Frame::Object { properties, next, rest, .. } => {
                let property = self.ast.list(*properties)[*next - 1];
                if property.kind == PropertyKind::Spread {
                    if matches!(self.ast[pattern].kind, PatternKind::Array(_) | PatternKind::Object { .. }) {
                        self.fail(
                            self.ast[pattern].span,
                            "`...` must be followed by an assignable reference in assignment contexts",
                        );
                    }
                    *rest = Some(pattern);
                } else {
                    self.stack.pattern_properties.push(PatternProperty { key: property.key, value: pattern });
                }
            }
        }
    }

    fn finish(&mut self, frame: Option<Frame>) -> PatternId {
        match frame {
            Some(Frame::Array { base, span, .. }) => {
                let parts = &self.stack.patterns[base..];
                let depth = parts.iter().map(|&part| self.pattern_depth(part)).max().unwrap_or(0);
                let list = self.ast.add_list(&mut self.stack.patterns, base);
                self.add_pattern(PatternKind::Array(list), span, depth, false)
            }
            Some(Frame::Object { base, span, rest, .. }) => {
                let depth_of = |part: &PatternProperty| {
                    let key = if let PropertyKey::Computed(key) = part.key { self.depth(key) } else { 0 };
                    key.max(self.pattern_depth(part.value))
                };
                let depth = self.stack.pattern_properties[base..].iter().map(depth_of).max().unwrap_or(0);
                let depth = depth.max(rest.map_or(0, |rest| self.pattern_depth(rest)));
                let properties = self.ast.add_list(&mut self.stack.pattern_properties, base);
                self.add_pattern(PatternKind::Object { properties, rest }, span, depth, false)
            }
            None => unreachable!(),
        }
    }

    // ───────────────────────────── declarations ─────────────────────────────

    /// The target of a declaration or parameter as a pattern.
    pub fn binding_target(&mut self, target: ExprId) -> PatternId {
        self.make_pattern(target)
    }

    /// Declares the names of a pattern, and checks that it has only names.
    pub fn declare_pattern(&mut self, pattern: PatternId, kind: BindingKind) {
        let simple = matches!(self.ast[pattern].kind, PatternKind::Binding(_));
        let mut open = Vec::new();
        let mut next = Some(pattern);
        while let Some(current) = next {
            let pattern = self.ast[current];
            match pattern.kind {
                PatternKind::Binding(name) => {
                    if self.is_parenthesised_pattern(current) {
                        self.fail(pattern.span, INVALID);
                    }
                    self.declare_name(pattern.span, name, kind, simple);
                }
                PatternKind::Expr(_) => {
                    let in_arrow = self.context().kind == FunctionKind::Arrow && kind == BindingKind::Param;
                    let message = if in_arrow { INVALID } else { "Illegal property in declaration context" };
                    self.fail(pattern.span, message);
                }
                PatternKind::WithDefault { target, .. } | PatternKind::Rest(target) => open.push(target),
                PatternKind::Hole => {}
                PatternKind::Array(parts) => open.extend(self.ast.list(parts).iter().rev()),
                PatternKind::Object { properties, rest } => {
                    if let Some(rest) = rest
                        && !matches!(self.ast[rest].kind, PatternKind::Binding(_))
                    {
                        self.fail(
                            self.ast[rest].span,
                            "`...` must be followed by an identifier in declaration contexts",
                        );
                    }
                    open.extend(rest);
                    open.extend(self.ast.list(properties).iter().rev().map(|property| property.value));
                }
            }
            next = open.pop();
        }
    }

    fn declare_name(&mut self, span: Span, name: crate::syntax::ast::Atom, kind: BindingKind, simple: bool) {
        self.check_bound_name(span, name);
        let done = match kind {
            BindingKind::Param => {
                let outcome = self.scopes.declare_param(name, span.start);
                if outcome.is_err() && self.context().duplicate_param.is_none() {
                    self.context().duplicate_param = Some(span);
                }
                return;
            }
            BindingKind::Var => self.scopes.declare_var(name, kind, span.start),
            _ => {
                if name == known::LET && matches!(kind, BindingKind::Let | BindingKind::Const) {
                    self.fail(span, "let is disallowed as a lexically bound name");
                }
                self.scopes.declare_lexical(name, kind, span.start, simple)
            }
        };
        if done.is_err() {
            self.fail_redeclared(span, name);
        }
    }
}
