//! Scope analysis of patterns and expressions.

use super::analysis::{Analyser, Mode};
use super::scopes::{BindingId, Pseudo, Reference, Role};
use crate::syntax::ast::{
    self, Expr, ExprId, ExprKind, List, PatternId, PatternKind, PropertyKey, PropertyKind, UnaryOp, known,
};

impl Analyser<'_> {
    pub(super) fn pattern(&mut self, p: PatternId, mode: Mode) {
        let ast = self.ast;
        match ast[p].kind {
            PatternKind::Binding(name) if mode == Mode::Declare => {
                // A declaration initialises; only uses are checked.
                let binding = self.current[name.index()].checked_sub(1).map(BindingId);
                self.out.set_pattern_ref(p, Reference::new(binding, false, false));
                self.pending.extend(binding);
            }
            PatternKind::Binding(name) => {
                let reference = self.resolve(name);
                self.out.set_pattern_ref(p, reference);
                if let Some(b) = reference.binding() {
                    self.out[b].assigned = true;
                    let owner = self.out[self.out[b].scope].function;
                    if self.out[owner].arguments == Some(b) {
                        self.out[owner].arguments_exposed = true;
                    }
                }
            }
            PatternKind::Expr(e) => self.target(e),
            PatternKind::Array(list) => ast.list(list).iter().for_each(|&p| self.pattern(p, mode)),
            PatternKind::Object { properties, rest } => {
                for property in ast.list(properties) {
                    if let PropertyKey::Computed(e) = property.key {
                        self.expr(e);
                    }
                    self.pattern(property.value, mode);
                }
                rest.into_iter().for_each(|p| self.pattern(p, mode));
            }
            PatternKind::WithDefault { target, default } => {
                self.expr(default);
                self.pattern(target, mode);
            }
            PatternKind::Hole => {}
            PatternKind::Rest(p) => self.pattern(p, mode),
        }
    }

    /// An expression that is assigned to.
    fn target(&mut self, e: ExprId) {
        let was = std::mem::replace(&mut self.exposing, true);
        self.expr(e);
        self.exposing = was;
        if let ExprKind::Member { object, name, .. } = self.ast[e].kind
            && matches!(self.ast[object].kind, ExprKind::This)
        {
            let f = &mut self.out[self.function];
            if f.this_names.len() < 32 && !f.this_names.contains(&name) {
                f.this_names.push(name);
            }
        }
        if matches!(self.ast[e].kind, ExprKind::Ident(_))
            && let Some(b) = self.out.expr_refs[e.index()].binding()
        {
            self.out[b].assigned = true;
        }
    }

    pub(super) fn expr(&mut self, mut e: ExprId) {
        let base = self.spine.len();
        loop {
            let inner = match self.ast[e].kind {
                ExprKind::Binary { left, .. } | ExprKind::Logical { left, .. } => left,
                ExprKind::Member { object, .. }
                | ExprKind::Index { object, .. }
                | ExprKind::PrivateMember { object, .. } => object,
                ExprKind::Call { callee, .. } => callee,
                ExprKind::OptionalChain(inner) => inner,
                ExprKind::TaggedTemplate { tag, .. } => tag,
                ExprKind::Conditional { test, then, otherwise } if self.spine.len() == base => {
                    self.expr(test);
                    self.expr(then);
                    e = otherwise;
                    continue;
                }
                _ => break,
            };
            self.spine.push(e);
            e = inner;
        }
        self.leaf(e, base);
        while self.spine.len() > base {
            let Some(e) = self.spine.pop() else { break };
            match self.ast[e].kind {
                ExprKind::Binary { right, .. } | ExprKind::Logical { right, .. } => self.operand(right),
                ExprKind::Index { index, .. } => self.operand(index),
                ExprKind::Call { args, callee, optional } => {
                    self.list(args);
                    if !optional && matches!(self.ast[callee].kind, ExprKind::Ident(known::EVAL)) {
                        self.direct_eval();
                    }
                }
                ExprKind::TaggedTemplate { template, .. } => self.list(self.ast[template].exprs),
                ExprKind::PrivateMember { name, .. } => {
                    self.out.expr_refs[e.index()] = self.private_name(name);
                }
                _ => {}
            }
        }
    }

    /// A part of an expression that is not itself the target of what is done to the whole.
    fn operand(&mut self, e: ExprId) {
        let was = std::mem::replace(&mut self.exposing, false);
        self.expr(e);
        self.exposing = was;
    }

    fn list(&mut self, list: List<ExprId>) {
        for &e in self.ast.list(list) {
            self.operand(e);
        }
    }

    fn properties(&mut self, properties: List<ast::Property>) {
        for p in self.ast.list(properties) {
            if let PropertyKey::Computed(e) = p.key
                && p.kind != PropertyKind::Spread
            {
                self.operand(e);
            }
            self.operand(p.value);
        }
    }

    fn leaf(&mut self, id: ExprId, base: usize) {
        let ast = self.ast;
        let Expr { kind, .. } = ast[id];
        match kind {
            ExprKind::Ident(name) => {
                let reference = self.resolve(name);
                self.out.expr_refs[id.index()] = reference;
                if name == known::ARGUMENTS {
                    self.arguments_used(reference, id, base);
                }
            }
            ExprKind::This => self.pseudo(Pseudo::This),
            ExprKind::NewTarget => self.pseudo(Pseudo::NewTarget),
            ExprKind::SuperMember(_) => self.super_property(),
            ExprKind::SuperIndex(e) => {
                self.super_property();
                self.operand(e);
            }
            ExprKind::SuperCall(args) => {
                self.pseudo(Pseudo::This);
                self.pseudo(Pseudo::NewTarget);
                self.pseudo(Pseudo::Callee);
                self.list(args);
            }
            ExprKind::Spread(e) => self.operand(e),
            ExprKind::Await(e) => {
                self.note_await();
                self.operand(e);
            }
            ExprKind::ImportMeta => self.import_meta(),
            ExprKind::Template(t) => self.list(ast[t].exprs),
            ExprKind::Array(list) | ExprKind::Sequence(list) => self.list(list),
            ExprKind::Object(properties) => self.properties(properties),
            ExprKind::Function(f) => self.function(f, None),
            ExprKind::Class(c) => self.class(c),
            ExprKind::Unary { op: UnaryOp::Delete, operand } => self.target_of_delete(operand),
            ExprKind::Unary { operand, .. } => self.operand(operand),
            ExprKind::Update { target, .. } => self.target(target),
            ExprKind::PrivateIn { name, object } => {
                self.out.expr_refs[id.index()] = self.private_name(name);
                self.operand(object);
            }
            ExprKind::Conditional { test, then, otherwise } => {
                self.operand(test);
                self.operand(then);
                self.operand(otherwise);
            }
            ExprKind::Assign { target, value } => {
                self.pattern(target, Mode::Assign);
                self.operand(value);
            }
            ExprKind::CompoundAssign { target, value, .. } => {
                self.target(target);
                self.operand(value);
            }
            ExprKind::New { callee, args } => {
                self.operand(callee);
                self.list(args);
            }
            ExprKind::Yield { operand, .. } => operand.into_iter().for_each(|e| self.operand(e)),
            ExprKind::ImportCall { source, options, .. } => {
                self.operand(source);
                options.into_iter().for_each(|e| self.operand(e));
            }
            _ => {}
        }
    }

    fn super_property(&mut self) {
        self.pseudo(Pseudo::This);
        self.pseudo(Pseudo::HomeObject);
    }

    fn target_of_delete(&mut self, e: ExprId) {
        let was = std::mem::replace(&mut self.exposing, true);
        self.expr(e);
        self.exposing = was;
        if self.sloppy_delete_bindings
            && matches!(self.ast[e].kind, ExprKind::Ident(_))
            && let Some(b) = self.out.expr_refs[e.index()].binding()
            && !matches!(self.out[b].role, Role::SelfName)
        {
            self.out[b].deleted = true;
        }
    }

    /// `arguments[i]` and `arguments.length`, read, do not let anyone change the object.
    fn arguments_used(&mut self, reference: Reference, id: ExprId, base: usize) {
        let Some(b) = reference.binding() else { return };
        let owner = self.out[self.out[b].scope].function;
        if self.out[owner].arguments != Some(b) {
            return;
        }
        let parents = &self.spine[base..];
        let read_only = match parents.last().map(|&p| self.ast[p].kind) {
            Some(ExprKind::Index { object, .. }) => object == id,
            Some(ExprKind::Member { object, name, .. }) => object == id && name == known::LENGTH,
            _ => false,
        };
        let called = parents.len() >= 2 && matches!(self.ast[parents[parents.len() - 2]].kind, ExprKind::Call { .. });
        if !read_only || called || self.exposing {
            self.out[owner].arguments_exposed = true;
        }
    }
}
