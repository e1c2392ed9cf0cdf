//! Actions for classes (ECMA-262 §15.7).

use super::early_errors::ScopeKind;
use super::{Builder, Member, OpenClass};
use crate::source::Span;
use crate::syntax::ast::{
    Atom, BindingKind, Class, ClassElement, ClassElementKind, ClassId, ExprId, ExprKind, FunctionBody, FunctionKind,
    List, Node, PrivateKind, PrivateName, PropertyKey, StmtId, StmtKind, known,
};

impl Builder<'_> {
    /// A class begins; all of it is strict code. `at` is where its name is, or would be.
    pub fn begin_class(&mut self, at: u32, name: Option<Atom>) {
        self.scopes.note_inner_function();
        let context = self.context();
        context.marks.inner_function = at + 1;
        let outer_strict = std::mem::replace(&mut context.strict, true);
        self.open_scope(ScopeKind::Class, at);
        if let Some(name) = name {
            let span = Span::new(at, at + self.ast.atoms.display(name).len() as u32);
            self.check_name(span, name);
            self.check_bound_name(span, name);
            self.declare_lexical(span, name, BindingKind::ClassInner);
        }
        self.stack.classes.push(OpenClass {
            name,
            outer_strict,
            superclass: None,
            elements_base: self.stack.elements.len(),
            constructor: None,
            depth: 0,
            private_names: List::EMPTY,
        });
    }

    fn class(&mut self) -> &mut OpenClass {
        self.stack.classes.last_mut().unwrap_or_else(|| unreachable!())
    }

    pub fn heritage(&mut self, superclass: ExprId) {
        let depth = self.depth(superclass);
        let class = self.class();
        class.superclass = Some(superclass);
        class.depth = depth;
    }

    pub fn begin_class_body(&mut self) {
        self.private_names.begin_class();
    }

    pub fn end_class_body(&mut self) {
        let mut names = self.private_names.end_class();
        let list = self.ast.add_list(&mut names, 0);
        self.class().private_names = list;
    }

    fn end_class(&mut self, span: Span) -> (ClassId, u32, Option<Atom>) {
        let scope = self.close_scope();
        let class = self.stack.classes.pop().unwrap_or_else(|| unreachable!());
        self.context().strict = class.outer_strict;
        let elements = self.ast.add_list(&mut self.stack.elements, class.elements_base);
        let depth = self.bounded(class.depth + 1, span);
        let node = Class {
            name: class.name,
            superclass: class.superclass,
            constructor: class.constructor,
            elements,
            scope,
            private_names: class.private_names,
            span,
        };
        (node.add(&mut self.ast), depth, class.name)
    }

    pub fn class_expression(&mut self, span: Span) -> ExprId {
        let (class, depth, _) = self.end_class(span);
        self.add_expr(ExprKind::Class(class), span, span.start, depth)
    }

    pub fn class_declaration(&mut self, span: Span) -> StmtId {
        let (class, depth, name) = self.end_class(span);
        let name = name.unwrap_or(known::STAR_DEFAULT);
        self.declare_lexical(span, name, BindingKind::Class);
        self.add_stmt(StmtKind::Class(class), span, depth)
    }

    // ───────────────────────────── methods ─────────────────────────────

    /// A method begins; its key is on the stack.
    pub fn begin_class_method(&mut self, is_static: bool, kind: FunctionKind, is_async: bool, is_generator: bool) {
        let key = self.pop_key();
        let is_constructor = !is_static && matches!(key.key, PropertyKey::Name(known::CONSTRUCTOR));
        let mut kind = kind;
        if is_constructor {
            let what = match kind {
                FunctionKind::Getter | FunctionKind::Setter => Some("an accessor"),
                _ if is_async && !is_generator => Some("an async method"),
                _ if is_generator => Some("a generator"),
                _ => None,
            };
            if let Some(what) = what {
                self.fail(key.span, format!("Class constructor may not be {what}"));
            }
            let derived = self.class().superclass.is_some();
            kind = if derived { FunctionKind::DerivedConstructor } else { FunctionKind::Constructor };
        }
        if is_static && matches!(key.key, PropertyKey::Name(known::PROTOTYPE)) {
            self.fail(key.span, "Classes may not have a static property named 'prototype'");
        }
        if let PropertyKey::Private(name) = key.key {
            let private = match kind {
                FunctionKind::Getter => PrivateKind::Getter,
                FunctionKind::Setter => PrivateKind::Setter,
                _ => PrivateKind::Method,
            };
            self.declare_private(key.span, name, private, is_static);
        }
        self.stack.members.push(Member { key, kind, is_static });
        let context = self.open_function(kind, key.span.end);
        context.is_async = is_async;
        context.is_generator = is_generator;
        context.name_pos = key.span.start;
    }

    fn declare_private(&mut self, span: Span, name: Atom, kind: PrivateKind, is_static: bool) {
        if name == known::CONSTRUCTOR {
            self.fail(
                span,
                match kind {
                    PrivateKind::Field => "Classes may not have a field named 'constructor'",
                    _ => "Class constructor may not be a private method",
                },
            );
        }
        if !self.private_names.declare(PrivateName { name, kind, is_static }) {
            let message = format!("Identifier '#{}' has already been declared", self.ast.atoms.display(name));
            self.fail(span, message);
        }
    }

    fn add_element(&mut self, element: ClassElement, key_depth: u32) {
        let depth = element.function.map_or(0, |function| self.ast[function].meta).max(key_depth);
        let class = self.class();
        class.depth = class.depth.max(depth);
        self.stack.elements.push(element);
    }

    pub fn class_method(&mut self, span: Span) {
        let (function, depth) = self.pop_function(span);
        let Member { key, kind, is_static } = self.stack.members.pop().unwrap_or_else(|| unreachable!());
        let kind = match kind {
            FunctionKind::Constructor | FunctionKind::DerivedConstructor => {
                if self.class().constructor.is_some() {
                    self.fail(key.span, "A class may only have one constructor");
                }
                let class = self.class();
                class.constructor = Some(function);
                class.depth = class.depth.max(depth);
                return;
            }
            FunctionKind::Getter => ClassElementKind::Getter,
            FunctionKind::Setter => ClassElementKind::Setter,
            _ => ClassElementKind::Method,
        };
        // The text of a static method begins after `static`.
        if is_static {
            let (rest, _) = self.lexer.peek(span.start + 6);
            let start = (self.lexer.text.len() - rest.len()) as u32;
            self.ast[function].span.start = start;
        }
        let element = ClassElement { kind, is_static, key: key.key, function: Some(function), span };
        self.add_element(element, key.depth);
    }

    // ───────────────────────────── fields and static blocks ─────────────────────────────

    /// A field begins; its key is on the stack. What follows is code of its own.
    pub fn begin_field(&mut self, is_static: bool, at: u32) {
        let key = self.pop_key();
        match key.key {
            PropertyKey::Private(name) => self.declare_private(key.span, name, PrivateKind::Field, is_static),
            PropertyKey::Name(known::CONSTRUCTOR) => {
                self.fail(key.span, "Classes may not have a field named 'constructor'");
            }
            PropertyKey::Name(known::PROTOTYPE) if is_static => {
                self.fail(key.span, "Classes may not have a static property named 'prototype'");
            }
            _ => {}
        }
        self.stack.members.push(Member { key, kind: FunctionKind::FieldInitialiser, is_static });
        self.open_function(FunctionKind::FieldInitialiser, at).name_pos = key.span.start;
    }

    pub fn class_field(&mut self, span: Span, value: Option<(Span, ExprId)>) {
        let Member { key, is_static, .. } = self.stack.members.pop().unwrap_or_else(|| unreachable!());
        let function = match value {
            Some((value_span, expr)) => {
                let depth = self.depth(expr);
                let function = self.end_function(FunctionBody::Expression(expr), depth);
                self.ast[function].span = value_span;
                Some(function)
            }
            None => {
                // Nothing was in it.
                self.contexts.pop();
                self.scopes.close(&mut self.ast);
                None
            }
        };
        let kind = ClassElementKind::Field;
        let element = ClassElement { kind, is_static, key: key.key, function, span };
        self.add_element(element, key.depth);
    }

    pub fn begin_static_block(&mut self, at: u32) {
        self.open_function(FunctionKind::StaticBlock, at);
    }

    pub fn static_block(&mut self, span: Span) {
        let (function, _) = self.pop_function(span);
        let (kind, key) = (ClassElementKind::StaticBlock, PropertyKey::Name(known::EMPTY));
        let element = ClassElement { kind, is_static: true, key, function: Some(function), span };
        self.add_element(element, 0);
    }
}
