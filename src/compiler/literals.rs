//! Array and object literals.

use super::FunctionCompiler;
use super::expressions::{Want, as_int};
use super::functions::FunctionName;
use crate::bytecode::{Accessor, ConstIndex, NamePrefix, ObjectLiteral, Reg, Subject, Text};
use crate::syntax::ast::{Atom, ExprId, ExprKind, List, Property, PropertyKey, PropertyKind};
use rustc_hash::FxHashSet;

/// Literals with more elements or properties than this are built one by one, so as not to need as
/// many registers.
const MANY: usize = limit!(48, small = 2);

/// The key of a property, ready for use.
#[derive(Clone, Copy)]
pub(super) enum Key {
    /// A name that is no array index.
    Name(Atom),
    /// Any other value, in a register.
    Register(Reg),
}

impl FunctionCompiler<'_, '_> {
    pub(super) fn array(&mut self, e: ExprId, list: List<ExprId>, want: Want) -> Reg {
        let list = self.ast.list(list);
        let mark = self.registers.top();
        let has_spread = list.iter().any(|&e| matches!(self.ast[e].kind, ExprKind::Spread(_)));
        if list.len() <= MANY && !has_spread && !list.is_empty() {
            for &e in list {
                self.expr(e, Want::New);
            }
            self.release(mark);
            let dst = self.out(want);
            self.at(e);
            self.asm.new_array_from(dst, mark, list.len() as u16);
            return self.finish(dst, want);
        }
        if list.is_empty() {
            let dst = self.out(want);
            self.at(e);
            self.asm.new_array(dst, 0);
            return self.finish(dst, want);
        }
        let array = self.temp();
        self.at(e);
        self.array_into(list, array, None);
        self.deliver_from(mark, array, want)
    }

    /// Builds an array element by element in `array`, a temporary; for a literal, or for the
    /// arguments of the call at `call`.
    pub(super) fn array_into(&mut self, list: &[ExprId], array: Reg, call: Option<u32>) {
        let alone = call.is_some() && matches!(list, [e] if matches!(self.ast[*e].kind, ExprKind::Spread(_)));
        let fixed = list.iter().take_while(|&&e| !matches!(self.ast[e].kind, ExprKind::Spread(_))).count();
        if (1..=MANY).contains(&fixed) {
            let (first, position) = (self.registers.top(), self.asm.position());
            for &e in &list[..fixed] {
                self.expr(e, Want::New);
            }
            self.asm.restore_position(position);
            self.asm.new_array_from(array, first, fixed as u16);
            self.release(first);
        } else if !alone {
            // A spread alone makes storage of its own size.
            let capacity = if fixed == 0 && list.len() == 1 { 0 } else { list.len() };
            self.asm.new_array(array, capacity as i32);
        }
        let rest = if fixed <= MANY { &list[fixed..] } else { list };
        for &e in rest {
            let mark = self.registers.top();
            if let ExprKind::Spread(source) = self.ast[e].kind {
                let source_reg = self.value(source);
                self.at(source);
                if call.is_none() {
                    self.subject(source);
                } else if let Some(call) = call
                    && Some(&e) == list.last()
                {
                    self.asm.set_position(call, call);
                    let text = self.rendered(source);
                    self.subjects.push((self.asm.offset(), Subject::Spread(text.into())));
                }
                if alone {
                    self.asm.spread_list(array, source_reg);
                } else {
                    self.asm.array_spread(array, source_reg);
                }
            } else {
                let value = self.value(e);
                self.asm.array_push(array, value);
            }
            self.release(mark);
        }
    }

    pub(super) fn object(&mut self, e: ExprId, list: List<Property>, want: Want) -> Reg {
        let list = self.ast.list(list);
        let mark = self.registers.top();
        if let Some(names) = self.plain_names(list) {
            let mut keys = Vec::with_capacity(names.len());
            for (property, &name) in list.iter().zip(&names) {
                keys.push(self.string(name));
                let text = FunctionName::Text(self.text(name));
                let outer = self.enter_property(property.key);
                self.expr_named(property.value, Want::New, text);
                self.leave_place(outer);
            }
            let literal = self.object_literal(keys);
            self.release(mark);
            let dst = self.out(want);
            self.at(e);
            self.asm.new_object_literal(dst, literal, mark);
            return self.finish(dst, want);
        }
        if list.is_empty() {
            let dst = self.out(want);
            self.at(e);
            self.asm.new_object(dst, 0);
            return self.finish(dst, want);
        }
        let object = self.temp();
        let mut rest = list;
        if let [first, others @ ..] = list
            && first.kind == PropertyKind::Spread
        {
            let mark = self.registers.top();
            let source = self.value(first.value);
            self.at(first.value);
            self.asm.clone_object(object, source);
            self.release(mark);
            rest = others;
        } else {
            self.at(e);
            self.asm.new_object(object, list.len().min(32) as u16);
        }
        for property in rest {
            let mark = self.registers.top();
            self.property_definition(object, property);
            self.release(mark);
        }
        self.deliver_from(mark, object, want)
    }

    fn object_literal(&mut self, keys: Vec<ConstIndex>) -> u16 {
        if self.object_literals.len() >= usize::from(u16::MAX) {
            let span = self.ast[self.ast.root].span;
            self.fail("too many object literals in one function", span);
        }
        self.object_literals.push(ObjectLiteral { keys });
        (self.object_literals.len() - 1) as u16
    }

    /// The names of a literal that has only plain values under different static names.
    fn plain_names(&self, list: &[Property]) -> Option<Vec<Atom>> {
        if list.is_empty() || list.len() > MANY {
            return None;
        }
        let mut names = Vec::with_capacity(list.len());
        let mut seen = FxHashSet::default();
        for property in list {
            let (PropertyKind::Init | PropertyKind::Shorthand | PropertyKind::Method, PropertyKey::Name(name)) =
                (property.kind, property.key)
            else {
                return None;
            };
            if self.is_index_name(name) || !seen.insert(name) || self.needs_home(property.value) {
                return None;
            }
            names.push(name);
        }
        Some(names)
    }

    /// Whether an expression is a method that uses `super`.
    fn needs_home(&self, e: ExprId) -> bool {
        match self.ast[e].kind {
            ExprKind::Function(f) => self.function_needs_home(f.into()),
            _ => false,
        }
    }

    fn property_definition(&mut self, object: Reg, property: &Property) {
        if property.kind == PropertyKind::Spread {
            let source = self.value(property.value);
            self.at(property.value);
            self.asm.copy_data_properties(object, source, object, 0);
            return;
        }
        if property.kind == PropertyKind::Proto {
            let value = self.value(property.value);
            self.asm.set_literal_proto(object, value);
            return;
        }
        let key = self.property_key(property.key);
        self.at(property.value);
        match property.kind {
            PropertyKind::Getter | PropertyKind::Setter => {
                let (accessor, prefix) = match property.kind {
                    PropertyKind::Getter => (Accessor::Getter, NamePrefix::Get),
                    _ => (Accessor::Setter, NamePrefix::Set),
                };
                let function = self.method_value(property.value, key, prefix);
                if self.needs_home(property.value) {
                    self.asm.set_home_object(function, object);
                }
                let key = self.key_register(key);
                self.asm.define_accessor(object, key, function, accessor, true);
            }
            _ => {
                let value = match property.kind {
                    PropertyKind::Method => self.method_value(property.value, key, NamePrefix::None),
                    _ => {
                        let name = self.key_name(key, NamePrefix::None);
                        let outer = self.enter_property(property.key);
                        let value = self.expr_named(property.value, Want::Any, name);
                        self.leave_place(outer);
                        value
                    }
                };
                if property.kind == PropertyKind::Method && self.needs_home(property.value) {
                    self.asm.set_home_object(value, object);
                }
                self.at(property.value);
                self.define(object, key, value);
            }
        }
    }

    fn method_value(&mut self, e: ExprId, key: Key, prefix: NamePrefix) -> Reg {
        let name = self.key_name(key, prefix);
        self.expr_named(e, Want::New, name)
    }

    /// Defines an own enumerable data property.
    pub(super) fn define(&mut self, object: Reg, key: Key, value: Reg) {
        match key {
            Key::Name(name) => {
                let ic = self.ic(name);
                self.asm.define_field(object, ic, value);
            }
            Key::Register(key) => self.asm.define_elem(object, key, value),
        }
    }

    /// Evaluates a property key. Computed keys are property keys afterwards (ToPropertyKey).
    pub(super) fn property_key(&mut self, key: PropertyKey) -> Key {
        match key {
            PropertyKey::Name(name) | PropertyKey::Private(name) => self.name_key(name),
            PropertyKey::Number(n) => Key::Register(self.number_key(n)),
            PropertyKey::Computed(e) => {
                let mark = self.registers.top();
                let value = self.value(e);
                self.release(mark);
                self.at(e);
                self.asm.to_property_key(mark, value);
                Key::Register(self.temp())
            }
        }
    }

    fn name_key(&mut self, name: Atom) -> Key {
        match self.ast.atoms.str(name) {
            Some(text) if self.is_index_name(name) => {
                let n = text.parse().unwrap_or(0.0);
                Key::Register(self.load_number_key(n))
            }
            _ => Key::Name(name),
        }
    }

    /// A number literal as a key: an index as a number, else its text.
    fn number_key(&mut self, n: f64) -> Reg {
        if as_int(n).is_some_and(|n| n >= 0) {
            return self.load_number_key(n);
        }
        let text = number_text(n);
        let key = self.temp();
        let k = self.asm.string(&text);
        self.asm.load_const(key, k);
        key
    }

    /// The key in a register.
    pub(super) fn key_register(&mut self, key: Key) -> Reg {
        match key {
            Key::Register(reg) => reg,
            Key::Name(name) => {
                let reg = self.temp();
                let k = self.string(name);
                self.asm.load_const(reg, k);
                reg
            }
        }
    }

    /// The name that a key gives to a function.
    pub(super) fn key_name(&mut self, key: Key, prefix: NamePrefix) -> FunctionName {
        match key {
            Key::Register(reg) => FunctionName::Key(reg, prefix),
            Key::Name(name) => FunctionName::Text(self.prefixed(name, prefix)),
        }
    }

    /// The name of a method: `get x`, `set x` or just `x`.
    pub(super) fn prefixed(&mut self, name: Atom, prefix: NamePrefix) -> Text {
        let text = self.text(name);
        if prefix == NamePrefix::None {
            return text;
        }
        let prefix = prefix.text();
        match text {
            Text::Utf8(text) => Text::Utf8(format!("{prefix} {text}").into()),
            Text::Utf16(units) => {
                Text::Utf16(prefix.encode_utf16().chain([0x20]).chain(units.iter().copied()).collect())
            }
        }
    }
}

/// Number::toString (ECMA-262 §6.1.6.1.20).
pub(super) fn number_text(n: f64) -> Text {
    Text::Utf8(ryu_js::Buffer::new().format(n).into())
}
