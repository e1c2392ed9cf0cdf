//! Chains of member accesses and calls: `a.b(c)[d]?.e`. Their objects and callees are a spine,
//! compiled with a loop from the innermost link outwards; `?.` jumps to the end of its optional
//! chain.

use super::FunctionCompiler;
use super::expressions::{Want, as_int};
use crate::bytecode::{Label, Reg};
use crate::syntax::ast::{Atom, ExprId, ExprKind, known};

/// What the links so far have left.
#[derive(Clone, Copy)]
enum State {
    /// A value.
    Value(Reg),
    /// A callee in this register and its receiver in the next: the two newest registers.
    Method(Reg),
    /// A callee in this register, the next one reserved: the two newest registers.
    Function(Reg),
}

impl FunctionCompiler<'_, '_> {
    /// The value of a chain.
    pub(super) fn chain(&mut self, e: ExprId, want: Want) -> Reg {
        self.open_chain(e, want).0
    }

    /// `delete a?.b`: nothing to delete is success.
    pub(super) fn delete_chain(&mut self, e: ExprId, want: Want) -> Reg {
        let ExprKind::OptionalChain(inner) = self.ast[e].kind else { return self.registers.top() };
        let mark = self.registers.top();
        let (object, index) = match self.ast[inner].kind {
            ExprKind::Member { object, .. } => (object, None),
            ExprKind::Index { object, index, .. } => (object, Some(index)),
            _ => {
                self.effect(e);
                let dst = self.out(want);
                self.asm.load_true(dst);
                return self.finish(dst, want);
            }
        };
        let (mut reg, null) = self.open_chain(object, Want::Any);
        let null = null.unwrap_or_else(|| self.label());
        if self.is_optional(inner) {
            self.asm.jump_if_nullish(reg, null);
        }
        if index.is_some() && reg < mark {
            reg = self.deliver(reg, Want::New);
        }
        let key = index.map(|index| self.value(index));
        self.release(mark);
        let dst = self.out(want);
        self.at(inner);
        match (self.ast[inner].kind, key) {
            (ExprKind::Member { name, .. }, _) => {
                let k = self.string(name);
                self.asm.delete_prop(dst, reg, k);
            }
            (_, Some(key)) => self.asm.delete_elem(dst, reg, key),
            _ => {}
        }
        let end = self.label();
        self.asm.jump(end);
        self.bind(null);
        self.asm.load_true(dst);
        self.bind(end);
        self.finish(dst, want)
    }

    fn is_optional(&self, e: ExprId) -> bool {
        match self.ast[e].kind {
            ExprKind::Member { optional, .. }
            | ExprKind::Index { optional, .. }
            | ExprKind::PrivateMember { optional, .. }
            | ExprKind::Call { optional, .. } => optional,
            _ => false,
        }
    }

    /// A chain whose last optional chain may still be open: the label is where its `?.` jump.
    fn open_chain(&mut self, e: ExprId, want: Want) -> (Reg, Option<Label>) {
        let mut links = Vec::new();
        let mut at = e;
        loop {
            let inner = match self.ast[at].kind {
                ExprKind::Member { object, .. }
                | ExprKind::Index { object, .. }
                | ExprKind::PrivateMember { object, .. } => object,
                ExprKind::Call { callee, .. } => callee,
                ExprKind::TaggedTemplate { tag, .. } => tag,
                ExprKind::OptionalChain(inner) => inner,
                _ => break,
            };
            links.push(at);
            at = inner;
        }
        links.reverse();
        let is_chain_end = |c: &Self, e: &ExprId| matches!(c.ast[*e].kind, ExprKind::OptionalChain(_));
        let Some(last) = links.iter().rposition(|e| !is_chain_end(self, e)) else { return (self.expr(at, want), None) };
        let mark = self.registers.top();
        let mut state = self.chain_base(at, links[0]);
        let mut null = None;
        // Position of property reads: see `property_position`.
        let mut behind_call = false;
        for (i, &link) in links.iter().enumerate() {
            if self.is_optional(link) {
                let (State::Value(reg) | State::Method(reg) | State::Function(reg)) = state;
                let label = *null.get_or_insert_with(|| self.asm.label());
                self.asm.jump_if_nullish(reg, label);
            }
            let want = if i == last { want } else { Want::New };
            let next = links[i + 1..].iter().find(|e| !is_chain_end(self, e));
            let called = next.is_some_and(|&e| self.is_call(e));
            state = match self.ast[link].kind {
                ExprKind::OptionalChain(_) => {
                    if let Some(null) = null.take() {
                        self.end_chain(state, null);
                    }
                    state
                }
                ExprKind::Call { .. } | ExprKind::TaggedTemplate { .. } => {
                    State::Value(self.chain_call(link, state, mark, want))
                }
                _ => {
                    let State::Value(object) = state else { continue };
                    self.chain_member(link, object, mark, called, want, behind_call)
                }
            };
            behind_call |= self.is_call(link) || self.is_optional(link);
        }
        let (State::Value(reg) | State::Method(reg) | State::Function(reg)) = state;
        (reg, null)
    }

    fn is_call(&self, e: ExprId) -> bool {
        matches!(self.ast[e].kind, ExprKind::Call { .. } | ExprKind::TaggedTemplate { .. })
    }

    /// Where `?.` met nothing: the chain's value is undefined.
    fn end_chain(&mut self, state: State, null: Label) {
        let end = self.label();
        self.asm.jump(end);
        self.bind(null);
        match state {
            State::Value(reg) | State::Function(reg) => self.asm.load_undefined(reg),
            State::Method(base) => self.asm.load_undefineds(base, 2),
        }
        self.bind(end);
    }

    /// The innermost part of a chain, before `first`.
    fn chain_base(&mut self, e: ExprId, first: ExprId) -> State {
        if !self.is_call(first) {
            let later = match self.ast[first].kind {
                ExprKind::Index { index, .. } => Some(index),
                _ => None,
            };
            return State::Value(self.stable_value(e, later));
        }
        match self.ast[e].kind {
            ExprKind::SuperMember(_) | ExprKind::SuperIndex(_) => {
                let base = self.registers.take(2);
                self.super_method(e, base);
                State::Method(base)
            }
            ExprKind::Ident(atom) => {
                self.at(e);
                let name = self.ident(e, atom);
                if !name.dynamic {
                    let base = self.load_name(name, Want::New);
                    self.temp();
                    return State::Function(base);
                }
                // The receiver of a function found in a `with` object is that object.
                let base = self.registers.take(2);
                let object = self.with_base_for(name, Some(Reg(base.0 + 1)));
                self.load_with(name, object, base);
                self.release(object);
                State::Method(base)
            }
            _ => {
                let base = self.expr(e, Want::New);
                self.temp();
                State::Function(base)
            }
        }
    }

    /// A member access; `called` leaves callee and receiver for the call that follows.
    fn chain_member(
        &mut self,
        e: ExprId,
        object: Reg,
        mark: Reg,
        called: bool,
        want: Want,
        behind_call: bool,
    ) -> State {
        let at = self.property_position(e, behind_call);
        match self.ast[e].kind {
            ExprKind::Member { name, .. } => self.property(at, object, name, mark, called, want),
            ExprKind::Index { index, .. } => match self.ast[index].kind {
                ExprKind::String(name) if !self.is_index_name(name) => {
                    self.property(at, object, name, mark, called, want)
                }
                _ => {
                    let key = self.value(index);
                    self.release(mark);
                    self.asm.set_position(at, at);
                    if called {
                        let base = self.registers.take(2);
                        self.asm.get_elem_method(base, object, key);
                        return State::Method(base);
                    }
                    let dst = self.out(want);
                    self.asm.get_elem(dst, object, key);
                    State::Value(self.finish(dst, want))
                }
            },
            ExprKind::PrivateMember { name, .. } => {
                let ic = self.private_ic(name);
                if called {
                    let base = if object >= mark { object } else { self.temp() };
                    self.release(Reg(base.0 + 1));
                    let receiver = self.temp();
                    self.mov(receiver, object);
                    let key = self.private_key(e);
                    self.asm.set_position(at, at);
                    self.private_subject(e);
                    self.asm.get_private(base, receiver, key, ic);
                    self.release(Reg(base.0 + 2));
                    return State::Method(base);
                }
                let key = self.private_key(e);
                self.release(mark);
                let dst = self.out(want);
                self.asm.set_position(at, at);
                self.private_subject(e);
                self.asm.get_private(dst, object, key, ic);
                State::Value(self.finish(dst, want))
            }
            _ => State::Value(object),
        }
    }

    fn property(&mut self, at: u32, object: Reg, name: Atom, mark: Reg, called: bool, want: Want) -> State {
        self.release(mark);
        self.asm.set_position(at, at);
        let ic = self.ic(name);
        if called {
            let base = self.registers.take(2);
            self.asm.get_method(base, object, ic);
            return State::Method(base);
        }
        let dst = self.out(want);
        self.get_named(dst, object, name, ic);
        State::Value(self.finish(dst, want))
    }

    /// `dst = object.name`
    pub(super) fn get_named(&mut self, dst: Reg, object: Reg, name: Atom, ic: crate::bytecode::IcIndex) {
        if name == known::LENGTH {
            self.asm.get_length(dst, object, ic);
        } else {
            self.asm.get_prop(dst, object, ic);
        }
    }

    /// A cache site for a private name, which messages show with its `#`.
    pub(super) fn private_ic(&mut self, name: Atom) -> crate::bytecode::IcIndex {
        let text = format!("#{}", self.ast.text(name));
        self.asm.ic(&text.as_str().into())
    }

    /// Whether a property name is an array index, which no cached property access is for.
    pub(super) fn is_index_name(&self, name: Atom) -> bool {
        let Some(text) = self.ast.atoms.str(name) else { return false };
        text.len() <= 10
            && text.bytes().all(|b| b.is_ascii_digit())
            && (text == "0" || !text.starts_with('0'))
            && text.parse::<u32>().is_ok_and(|n| n != u32::MAX)
    }

    fn chain_call(&mut self, e: ExprId, state: State, mark: Reg, want: Want) -> Reg {
        let (base, has_receiver) = match state {
            State::Method(base) => (base, true),
            State::Function(base) => (base, false),
            State::Value(reg) => {
                let base = if reg >= mark { reg } else { self.deliver(reg, Want::New) };
                self.release(Reg(base.0 + 1));
                self.temp();
                (base, false)
            }
        };
        let (callee, argc) = match self.ast[e].kind {
            ExprKind::Call { callee, args, .. } => {
                (callee, self.arguments(Some(callee), args, self.call_position(e, callee)))
            }
            ExprKind::TaggedTemplate { tag, template } => (tag, Some(self.template_arguments(template))),
            _ => (e, Some(0)),
        };
        let eval = self.is_direct_eval(e);
        if (argc.is_none() || eval) && !has_receiver {
            self.asm.load_undefined(Reg(base.0 + 1));
        }
        if eval {
            return self.direct_eval(e, callee, base, argc, mark, want);
        }
        self.release(mark);
        let dst = self.out(want);
        self.at_call(e, callee);
        match (argc, has_receiver) {
            (None, _) => self.asm.call_spread(dst, base),
            (Some(argc), true) => self.asm.call(dst, base, argc),
            (Some(argc), false) => self.asm.call_undefined(dst, base, argc),
        }
        self.finish(dst, want)
    }

    /// Whether a call is written `eval(…)`.
    fn is_direct_eval(&self, e: ExprId) -> bool {
        match self.ast[e].kind {
            ExprKind::Call { callee, optional: false, .. } => {
                matches!(self.ast[callee].kind, ExprKind::Ident(known::EVAL))
            }
            _ => false,
        }
    }

    /// `eval(…)`, callee, receiver and arguments in place.
    fn direct_eval(&mut self, e: ExprId, callee: ExprId, base: Reg, argc: Option<u16>, mark: Reg, want: Want) -> Reg {
        let env = self.current_env().unwrap_or_else(|| {
            let env = self.temp();
            self.asm.load_undefined(env);
            env
        });
        let place = self.eval_place();
        self.release(mark);
        let dst = self.out(want);
        self.at_call(e, callee);
        match argc {
            Some(argc) => self.asm.direct_eval(dst, base, argc, env, place),
            None => self.asm.direct_eval_spread(dst, base, env, place),
        }
        self.finish(dst, want)
    }

    /// The key of a property that is an array index or any other number, in a new register.
    pub(super) fn load_number_key(&mut self, n: f64) -> Reg {
        let key = self.temp();
        if let Some(int) = as_int(n) {
            self.asm.load_int(key, int);
        } else {
            let k = self.asm.number(n);
            self.asm.load_const(key, k);
        }
        key
    }
}
