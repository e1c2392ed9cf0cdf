//! Classes (ECMA-262 §15.7.14 ClassDefinitionEvaluation).
//!
//! Instance fields and private methods are the work of one synthetic method that the constructor
//! runs on each new object; static fields and blocks that of another, called once.

use super::FunctionCompiler;
use super::expressions::Want;
use super::functions::{Finish, FunctionName, compile_function};
use super::literals::Key;
use super::scopes::{BindingId, ClassInfo, FunctionIndex, Pseudo, Role, ScopeIndex};
use crate::bytecode::{self, Accessor, FuncIndex, FunctionFlags, FunctionProto, NamePrefix, PrivateElement, Reg, Text};
use crate::syntax::ast::{
    Atom, BindingKind, Class, ClassElement, ClassElementKind, ClassId, FunctionBody, FunctionId, PropertyKey,
};

impl FunctionCompiler<'_, '_> {
    /// A class as a value.
    pub(super) fn class(&mut self, id: ClassId, name: FunctionName, want: Want) -> Reg {
        let ast = self.ast;
        let class = ast[id];
        let info = self.analysis().classes.get(&id).cloned().unwrap_or_default();
        let mark = self.registers.top();
        let open = self.open_scope(class.scope.into());
        self.new_private_names(class.scope.into());
        let constructor = self.registers.take(2);
        let prototype = Reg(constructor.0 + 1);
        let parent = self.registers.top();
        match class.superclass {
            Some(e) => {
                self.expr(e, Want::New);
            }
            None => {
                self.temp();
                self.asm.load_hole(parent);
            }
        }
        let (f, needs_env) = self.class_constructor(&class, &info, &name);
        let env = self.current_env().filter(|_| needs_env).unwrap_or_else(|| {
            let env = self.temp();
            self.asm.load_undefined(env);
            env
        });
        match class.superclass {
            Some(e) => self.at(e),
            None => self.at_span(class.span),
        }
        self.asm.new_class(constructor, f, env, parent);
        self.release(parent);
        if let (None, FunctionName::Key(key, _)) = (class.name, name) {
            self.asm.set_function_name(constructor, key, NamePrefix::None);
        }
        for (i, element) in ast.list(class.elements).iter().enumerate() {
            let mark = self.registers.top();
            let target = if element.is_static { constructor } else { prototype };
            self.class_element(element, info.hidden(i), target);
            self.release(mark);
        }
        if let Some(f) = info.instance_init {
            let closure = self.class_part(id, &info, f, false, prototype);
            self.asm.set_field_initializer(constructor, closure);
            self.release(closure);
        }
        self.initialise_class_name(class.scope.into(), constructor);
        if let Some(f) = info.static_init {
            let base = self.class_part(id, &info, f, true, constructor);
            let receiver = self.temp();
            self.mov(receiver, constructor);
            self.at_span(class.span);
            self.asm.call(base, base, 0);
            self.release(base);
        }
        self.close_scope(open);
        self.deliver_from(mark, constructor, want)
    }

    fn new_private_names(&mut self, scope: ScopeIndex) {
        let all: Vec<BindingId> =
            self.analysis().scope_bindings(scope).filter(|&id| self.analysis()[id].role == Role::PrivateName).collect();
        for id in all {
            self.allocate(id);
            let text = self.private_text(self.analysis()[id].name, NamePrefix::None);
            let k = self.asm.string(&text);
            if self.analysis()[id].captured {
                let value = self.temp();
                self.asm.new_private_name(value, k);
                self.store_binding(id, value);
                self.release(value);
            } else {
                let reg = Reg(self.analysis()[id].register);
                self.asm.new_private_name(reg, k);
            }
        }
    }

    fn private_text(&self, name: Atom, prefix: NamePrefix) -> Text {
        let space = if prefix == NamePrefix::None { "" } else { " " };
        Text::Utf8(format!("{}{space}#{}", prefix.text(), self.ast.text(name)).into())
    }

    /// The binding of a private name declared by the class whose scope is open.
    fn private_binding(&self, scope: ScopeIndex, name: Atom) -> Option<BindingId> {
        let analysis = self.analysis();
        let mut at = Some(scope);
        while let Some(scope) = at {
            let found = analysis
                .scope_bindings(scope)
                .find(|&id| analysis[id].role == Role::PrivateName && analysis[id].name == name);
            if found.is_some() {
                return found;
            }
            at = analysis[scope].parent;
        }
        None
    }

    fn class_constructor(&mut self, class: &Class, info: &ClassInfo, name: &FunctionName) -> (FuncIndex, bool) {
        let text = match (class.name, name) {
            (Some(own), _) => self.text(own),
            (None, FunctionName::Text(text)) => text.clone(),
            _ => "".into(),
        };
        let fields = self.ast.list(class.elements).iter();
        let fields = fields.filter(|e| e.kind == ClassElementKind::Field && !e.is_static).count();
        let (mut proto, needs_env) = match class.constructor {
            Some(f) => (compile_function(self.program, f, text), self.analysis()[FunctionIndex::from(f)].needs_env()),
            None => (self.default_constructor(class, info, text), false),
        };
        if proto.name.is_empty() {
            proto.inferred_name = self.inferred_name();
        }
        proto.span = (class.span.start, class.span.end);
        let assigned = usize::from(proto.instance_slots);
        if fields > 0 {
            proto.instance_slots = (assigned.max(2) + fields).min(u16::MAX.into()) as u16;
        }
        (self.add_function(proto), needs_env)
    }

    fn default_constructor(&mut self, class: &Class, info: &ClassInfo, name: Text) -> FunctionProto {
        let (function, scope) = (self.function, self.scope);
        let derived = class.superclass.is_some();
        let mut c = FunctionCompiler::new(self.program, function, scope, 0);
        c.strict = true;
        c.asm.set_position(class.span.start, class.span.end);
        if derived {
            let rest = c.temp();
            c.asm.create_rest(rest, 0);
            let target = c.temp();
            c.asm.load_new_target(target);
            let base = c.registers.take(3);
            c.asm.super_constructor(base, Reg::CALLEE);
            c.asm.mov(Reg(base.0 + 2), rest);
            c.asm.super_call_spread(base, base, target);
            if info.instance_init.is_some() {
                c.asm.init_fields(Reg::CALLEE, base);
            }
            c.asm.ret(base);
        } else {
            if info.instance_init.is_some() {
                c.asm.init_fields(Reg::CALLEE, Reg::THIS);
            }
            c.asm.ret_undefined();
        }
        let kind =
            if derived { bytecode::FunctionKind::DerivedConstructor } else { bytecode::FunctionKind::BaseConstructor };
        c.into_proto(Finish {
            name,
            span: class.span,
            kind,
            flags: FunctionFlags { strict: true, ..FunctionFlags::default() },
            length: 0,
            params: 0,
            mapped_slots: Vec::new(),
            instance_slots: 0,
            uses_extra_arguments: derived,
        })
    }

    /// Defines a method or accessor; evaluates the computed key of a field.
    fn class_element(&mut self, element: &ClassElement, hidden: Option<BindingId>, target: Reg) {
        let (accessor, private, prefix) = match element.kind {
            ClassElementKind::StaticBlock => return,
            ClassElementKind::Field => {
                if let (PropertyKey::Computed(_), Some(hidden)) = (element.key, hidden) {
                    let key = self.property_key(element.key);
                    let key = self.key_register(key);
                    self.store_binding(hidden, key);
                }
                return;
            }
            ClassElementKind::Method => (Accessor::Method, PrivateElement::Method, NamePrefix::None),
            ClassElementKind::Getter => (Accessor::Getter, PrivateElement::Getter, NamePrefix::Get),
            ClassElementKind::Setter => (Accessor::Setter, PrivateElement::Setter, NamePrefix::Set),
        };
        let Some(f) = element.function else { return };
        if let PropertyKey::Private(name) = element.key {
            let function = self.temp();
            let text = self.private_text(name, prefix);
            self.method_closure(f, function, FunctionName::Text(text), target);
            match hidden {
                Some(hidden) => self.store_binding(hidden, function),
                None => {
                    let Some(id) = self.private_binding(self.scope, name) else { return };
                    let key = self.binding_value(id);
                    self.at_span(element.span);
                    self.asm.define_private(target, key, function, private);
                }
            }
            return;
        }
        let key = self.property_key(element.key);
        let name = self.key_name(key, prefix);
        let function = self.temp();
        self.method_closure(f, function, name, target);
        let key = self.key_register(key);
        self.at_span(element.span);
        self.asm.define_accessor(target, key, function, accessor, false);
    }

    fn method_closure(&mut self, f: FunctionId, dst: Reg, name: FunctionName, home: Reg) {
        self.named_closure(f, dst, name);
        if self.function_needs_home(f.into()) {
            self.asm.set_home_object(dst, home);
        }
    }

    fn initialise_class_name(&mut self, scope: ScopeIndex, constructor: Reg) {
        let inner = self.analysis().scope_bindings(scope).find(|&id| {
            let b = &self.analysis()[id];
            b.role == Role::Declared(BindingKind::ClassInner)
        });
        let Some(id) = inner else { return };
        let b = &self.analysis()[id];
        if !b.captured && b.register == super::scopes::NO_REGISTER {
            self.adopt(id, constructor);
        } else {
            self.store_binding(id, constructor);
        }
    }

    /// In a new register: a closure of the synthetic method for instance or static elements.
    fn class_part(&mut self, id: ClassId, info: &ClassInfo, f: FunctionIndex, is_static: bool, home: Reg) -> Reg {
        let class = self.ast[id];
        let scope = self.analysis()[f].scope;
        let mut c = FunctionCompiler::new(self.program, f, scope, 0);
        c.strict = true;
        c.asm.set_position(class.span.start, class.span.start);
        c.enter_environment(false);
        if !is_static {
            c.define_private_methods(&class, info);
        }
        for (i, element) in c.ast.list(class.elements).iter().enumerate() {
            match element.kind {
                ClassElementKind::Field if element.is_static == is_static => {
                    c.field(&class, element, info.hidden(i));
                }
                ClassElementKind::StaticBlock if is_static => c.static_block(element),
                _ => {}
            }
        }
        c.asm.ret_undefined();
        let name = if is_static { "<static_initializer>" } else { "<instance_members_initializer>" };
        let proto = c.into_proto(Finish {
            name: name.into(),
            span: class.span,
            kind: bytecode::FunctionKind::Method,
            flags: FunctionFlags { strict: true, ..FunctionFlags::default() },
            length: 0,
            params: 0,
            mapped_slots: Vec::new(),
            instance_slots: 0,
            uses_extra_arguments: false,
        });
        let index = self.add_function(proto);
        let closure = self.temp();
        self.emit_closure(closure, index, f);
        if self.analysis()[f].needed & Pseudo::HomeObject.bit() != 0 {
            self.asm.set_home_object(closure, home);
        }
        closure
    }

    /// Private methods and accessors exist before the first field is initialised.
    fn define_private_methods(&mut self, class: &Class, info: &ClassInfo) {
        for (i, element) in self.ast.list(class.elements).iter().enumerate() {
            let private = match element.kind {
                ClassElementKind::Method => PrivateElement::Method,
                ClassElementKind::Getter => PrivateElement::Getter,
                ClassElementKind::Setter => PrivateElement::Setter,
                _ => continue,
            };
            let (PropertyKey::Private(name), false, Some(hidden)) = (element.key, element.is_static, info.hidden(i))
            else {
                continue;
            };
            let Some(id) = self.private_binding(class.scope.into(), name) else { continue };
            let mark = self.registers.top();
            let function = self.binding_value(hidden);
            let key = self.binding_value(id);
            self.at_span(element.span);
            self.asm.define_private(Reg::THIS, key, function, private);
            self.release(mark);
        }
    }

    fn field(&mut self, class: &Class, element: &ClassElement, hidden: Option<BindingId>) {
        let mark = self.registers.top();
        let (key, name) = match element.key {
            PropertyKey::Private(name) => {
                let text = self.private_text(name, NamePrefix::None);
                let Some(id) = self.private_binding(class.scope.into(), name) else { return };
                (Key::Register(self.binding_value(id)), FunctionName::Text(text))
            }
            PropertyKey::Computed(_) => {
                let Some(hidden) = hidden else { return };
                let key = self.binding_value(hidden);
                (Key::Register(key), FunctionName::Key(key, NamePrefix::None))
            }
            key => {
                let key = self.property_key(key);
                (key, self.key_name(key, NamePrefix::None))
            }
        };
        let value = match element.function.map(|f| self.ast[f]) {
            Some(f) => {
                let open = self.open_scope(f.scope.into());
                let value = match f.body {
                    FunctionBody::Expression(e) => {
                        let outer = self.enter_property(element.key);
                        let value = self.expr_named(e, Want::New, name);
                        self.leave_place(outer);
                        value
                    }
                    FunctionBody::Statements(_) => self.registers.top(),
                };
                self.close_scope(open);
                self.release(value);
                self.temp()
            }
            None => {
                let value = self.temp();
                self.asm.load_undefined(value);
                value
            }
        };
        self.at_span(element.span);
        match (element.key, key) {
            (PropertyKey::Private(_), Key::Register(key)) => {
                self.asm.define_private(Reg::THIS, key, value, PrivateElement::Field);
            }
            _ => self.define(Reg::THIS, key, value),
        }
        self.release(mark);
    }

    fn static_block(&mut self, element: &ClassElement) {
        let Some(f) = element.function.map(|f| self.ast[f]) else { return };
        let FunctionBody::Statements(list) = f.body else { return };
        let open = self.open_scope(f.scope.into());
        self.declare_vars(f.scope.into());
        self.scope_statements(list);
        self.close_scope(open);
    }
}
