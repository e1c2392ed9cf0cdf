//! Destructuring: object and array patterns in declarations, parameters, assignments (ECMA-262
//! §8.6.2, §13.15.5).

use super::FunctionCompiler;
use super::assignments::Target;
use super::control::Control;
use super::expressions::Want;
use super::functions::FunctionName;
use super::literals::Key;
use super::names::Place;
use super::scopes::BindingId;
use crate::bytecode::{Reg, Subject};
use crate::syntax::ast::{ExprId, ExprKind, List, PatternId, PatternKind, PatternProperty, PropertyKey};

/// What a pattern does with its names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Binding {
    /// Assigns them (`var` too).
    Assign,
    /// Gives them their first value.
    Declare,
}

/// Where a value that is taken apart comes from: how messages call it.
#[derive(Clone, Copy, Debug)]
pub(super) enum From {
    /// From this expression.
    Expr(ExprId),
    /// From an argument of the function that starts here.
    Parameter(u32),
    /// From a variable of V8's own, which its messages show.
    Hidden(&'static str),
    /// From inside another pattern.
    Nothing,
}

impl FunctionCompiler<'_, '_> {
    /// Gives a whole pattern the value in `src`.
    pub(super) fn destructure(&mut self, p: PatternId, src: Reg, from: From, mode: Binding) {
        match self.ast[p].kind {
            PatternKind::Object { properties, rest } => self.object_pattern(p, properties, rest, src, from, mode),
            PatternKind::Array(list) => self.array_pattern(p, list, src, from, mode),
            _ => self.element(p, mode, true, |c, dst| c.mov(dst, src)),
        }
    }

    /// Registers for the names that a pattern declares, if they have none yet.
    pub(super) fn allocate_names(&mut self, p: PatternId) -> u16 {
        let mut count: u16 = 0;
        let mut work = vec![p];
        while let Some(p) = work.pop() {
            match self.ast[p].kind {
                PatternKind::Binding(_) => {
                    let reference = self.analysis().pattern_ref(p);
                    if let Some(id) = self.is_unallocated(reference) {
                        self.allocate(id);
                        count = count.saturating_add(1);
                    }
                }
                PatternKind::Array(list) => work.extend(self.ast.list(list).iter().rev()),
                PatternKind::Object { properties, rest } => {
                    work.extend(rest);
                    work.extend(self.ast.list(properties).iter().rev().map(|p| p.value));
                }
                PatternKind::WithDefault { target, .. } | PatternKind::Rest(target) => work.push(target),
                PatternKind::Expr(_) | PatternKind::Hole => {}
            }
        }
        count
    }

    /// One element: evaluates the target, fetches the value, applies the default, stores. `atomic`:
    /// fetching writes its register only when nothing can throw any more.
    fn element(&mut self, p: PatternId, mode: Binding, atomic: bool, fetch: impl FnOnce(&mut Self, Reg)) {
        let mark = self.registers.top();
        let (p, default) = match self.ast[p].kind {
            PatternKind::WithDefault { target, default } => (target, Some(default)),
            _ => (p, None),
        };
        let kind = self.ast[p].kind;
        let mut direct = None;
        let target = match kind {
            PatternKind::Binding(atom) => {
                let reference = self.analysis().pattern_ref(p);
                let name = self.name(atom, reference);
                direct = match mode {
                    Binding::Assign if atomic && default.is_none() => self.direct_register(name),
                    Binding::Declare => self.declared_register(reference.binding(), default.is_some()),
                    Binding::Assign => None,
                };
                self.at_span(self.ast[p].span);
                let base = (mode == Binding::Assign && name.dynamic).then(|| self.with_base(name));
                Some(Target::Name(name, base))
            }
            PatternKind::Expr(e) => Some(self.target(e, default, "in assignment")),
            _ => None,
        };
        let value = direct.unwrap_or_else(|| self.temp());
        fetch(self, value);
        if let Some(default) = default {
            let end = self.label();
            self.asm.jump_if_not_undefined(value, end);
            let name = self.pattern_function_name(kind);
            self.expr_named(default, Want::Into(value), name);
            self.bind(end);
        }
        match (target, kind) {
            _ if direct.is_some() => {}
            (Some(Target::Name(..)), PatternKind::Binding(atom)) if mode == Binding::Declare => {
                let reference = self.analysis().pattern_ref(p);
                self.initialise(atom, reference, value);
            }
            (Some(target), _) => {
                let at = match kind {
                    PatternKind::Expr(e) => match self.ast[e].kind {
                        ExprKind::Member { object, .. } | ExprKind::Index { object, .. } => self.ast[object].pos,
                        _ => self.ast[e].pos,
                    },
                    _ => self.ast[p].span.start,
                };
                self.store_target(target, value, at);
            }
            (None, _) => self.destructure(p, value, default.map_or(From::Nothing, From::Expr), mode),
        }
        self.release(mark);
    }

    /// The register of a declared local into which its value may be fetched at once. If it has to
    /// hold a hole until it is initialised, a default may still see that.
    fn declared_register(&self, id: Option<BindingId>, has_default: bool) -> Option<Reg> {
        let b = &self.analysis()[id?];
        (!(b.captured || has_default && b.needs_hole)).then_some(Reg(b.register))
    }

    /// Makes sure that an object pattern has an object to read, unless its first property does: the
    /// name of that property is then the message's.
    fn check_object(&mut self, list: &[PatternProperty], src: Reg, from: From) -> Option<Box<str>> {
        match list.first().map(|first| (first.key, self.ast[first.value].kind)) {
            None | Some((PropertyKey::Computed(_), _)) => {
                self.destructuring_message(None, from);
                self.asm.require_object(src);
            }
            Some((_, PatternKind::WithDefault { .. } | PatternKind::Expr(_))) => {}
            Some((PropertyKey::Name(name), _)) if !matches!(from, From::Nothing) => {
                return Some(self.ast.atoms.display(name).into_boxed_str());
            }
            Some((PropertyKey::Number(n), _)) if !matches!(from, From::Nothing) => {
                return Some(ryu_js::Buffer::new().format(n).into());
            }
            _ => {}
        }
        None
    }

    fn object_pattern(
        &mut self,
        p: PatternId,
        properties: List<PatternProperty>,
        rest: Option<PatternId>,
        src: Reg,
        from: From,
        mode: Binding,
    ) {
        let list = self.ast.list(properties);
        let mark = self.registers.top();
        let span = self.ast[p].span;
        self.at_span(span);
        let mut message = self.check_object(list, src, from);
        let keys = rest.map(|_| self.registers.take(list.len() as u32));
        for (i, property) in list.iter().enumerate() {
            let mark = self.registers.top();
            let key = match property.key {
                PropertyKey::Computed(e) if keys.is_none() && matches!(self.ast[e].kind, ExprKind::String(_)) => {
                    Key::Register(self.value(e))
                }
                key => self.property_key(key),
            };
            if let Some(keys) = keys {
                // Beyond the limit the function is refused in the end.
                let kept = Reg(keys.0.saturating_add(i.min(u16::MAX.into()) as u16));
                match key {
                    Key::Name(name) => {
                        let k = self.string(name);
                        self.asm.load_const(kept, k);
                    }
                    Key::Register(reg) => self.mov(kept, reg),
                }
            }
            let message = message.take();
            let at = self.ast[property.value].span;
            self.element(property.value, mode, true, |c, dst| {
                c.at_span(at);
                if message.is_some() {
                    c.destructuring_message(message, from);
                }
                match key {
                    Key::Name(name) => {
                        let ic = c.ic(name);
                        c.get_named(dst, src, name, ic);
                    }
                    Key::Register(key) => c.asm.get_elem(dst, src, key),
                }
            });
            self.release(mark);
        }
        if let Some(rest) = rest {
            let rest = match self.ast[rest].kind {
                PatternKind::Rest(inner) => inner,
                _ => rest,
            };
            let keys = keys.unwrap_or(src);
            self.element(rest, mode, false, |c, dst| {
                c.asm.new_object(dst, 0);
                c.at_span(span);
                c.asm.copy_data_properties(dst, src, keys, list.len() as u16);
            });
        }
        self.release(mark);
    }

    /// What the next instruction says when it finds nothing to destructure.
    fn destructuring_message(&mut self, property: Option<Box<str>>, from: From) {
        let source = match from {
            From::Expr(e) => Some(self.rendered(e).into_boxed_str()),
            From::Hidden(name) => Some(name.into()),
            From::Parameter(_) | From::Nothing => None,
        };
        self.subjects.push((self.asm.offset(), Subject::Destructured { property, source }));
    }

    fn array_pattern(&mut self, p: PatternId, list: List<PatternId>, src: Reg, from: From, mode: Binding) {
        let mark = self.registers.top();
        let it = self.registers.take(3);
        self.at_span(self.ast[p].span);
        match from {
            From::Expr(e) if mode == Binding::Declare => {
                self.at(e);
                // V8 has no name for members here.
                if !matches!(self.ast[e].kind, ExprKind::Member { .. } | ExprKind::Index { .. }) {
                    self.iterated_subject(e);
                }
            }
            From::Hidden(name) => self.subjects.push((self.asm.offset(), Subject::Text(name.into()))),
            From::Parameter(start) => self.asm.set_position(start, start),
            _ => {}
        }
        self.asm.get_iterator(it, src);
        let region = self.open_region();
        self.control.push(Control::Iterator { it, region, is_async: false });
        for &element in self.ast.list(list) {
            let at = self.ast[element].span;
            match self.ast[element].kind {
                PatternKind::Hole => {
                    let unused = self.temp();
                    self.step(it, unused);
                    self.release(unused);
                }
                PatternKind::Rest(inner) => self.element(inner, mode, true, |c, dst| c.collect_rest(it, dst)),
                _ => self.element(element, mode, false, |c, dst| {
                    c.at_span(at);
                    c.step(it, dst);
                }),
            }
        }
        let end = self.label();
        self.asm.jump(end);
        self.close_iterator_control();
        self.bind(end);
        self.at_span(self.ast[p].span);
        self.asm.iterator_close(it);
        self.release(mark);
    }

    /// `dst = ` the next value of an iterator, undefined when it is done.
    fn step(&mut self, it: Reg, dst: Reg) {
        let done = self.label();
        self.asm.load_undefined(dst);
        self.asm.iterator_next(dst, it, done);
        self.bind(done);
    }

    /// `dst = ` an array of the values that are left.
    fn collect_rest(&mut self, it: Reg, dst: Reg) {
        let mark = self.registers.top();
        let array = self.temp();
        let value = self.temp();
        self.asm.new_array(array, 0);
        let done = self.label();
        let head = self.asm.label_here();
        self.asm.iterator_next(value, it, done);
        self.asm.array_push(array, value);
        let live = self.registers.live();
        self.asm.jump_loop(head, live);
        self.bind(done);
        self.mov(dst, array);
        self.release(mark);
    }

    /// Evaluates `value` and declares the names of `target` with it: `let`, `const`.
    pub(super) fn declare(&mut self, target: PatternId, value: ExprId) {
        let mark = self.registers.top();
        if let PatternKind::Binding(atom) = self.ast[target].kind {
            let name = FunctionName::Text(self.text(atom));
            let reference = self.analysis().pattern_ref(target);
            if let Some(id) = self.is_unallocated(reference) {
                let reg = self.expr_named(value, Want::New, name);
                self.adopt(id, reg);
                return;
            }
            if let Some(id) = reference.binding()
                && !self.analysis()[id].captured
            {
                let reg = Reg(self.analysis()[id].register);
                self.expr_named(value, Want::Into(reg), name);
            } else {
                let reg = self.expr_named(value, Want::Any, name);
                self.initialise(atom, reference, reg);
            }
            self.release(mark);
            return;
        }
        // The value lies above the locals that come from it, which must not keep stale values while
        // it is evaluated.
        let is_local = match self.ast[value].kind {
            ExprKind::Ident(atom) => matches!(self.ident(value, atom).place, Place::Register(_)),
            ExprKind::This => true,
            _ => false,
        };
        let count = self.allocate_names(target);
        if count > 0 && !is_local {
            self.asm.load_undefineds(mark, count);
        }
        let top = self.registers.top();
        let src = self.value(value);
        self.destructure(target, src, From::Expr(value), Binding::Declare);
        self.release(top);
    }
}
