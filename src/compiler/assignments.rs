//! Assignment, compound assignment, `++` and `--`.

use super::FunctionCompiler;
use super::destructuring::{Binding, From};
use super::expressions::{Want, as_imm16};
use super::functions::FunctionName;
use super::names::Name;
use super::operators::has_immediate;
use crate::bytecode::{Reg, ThrownError};
use crate::syntax::ast::{AssignOp, Atom, BinaryOp, ExprId, ExprKind, LogicalOp, PatternId, PatternKind, UpdateOp};

/// An assignment target whose parts have been evaluated.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target {
    /// A name, and the `with` object that has it.
    Name(Name, Option<Reg>),
    /// `object.name`
    Property(ExprId, Reg, Atom),
    /// `object[key]`
    Element(ExprId, Reg, Reg),
    /// `object.#name`
    Private(ExprId, Reg, Atom),
    /// `super[key]`: this, home, key.
    Super(ExprId, Reg, Reg, Reg),
    /// Anything else throws.
    Invalid,
}

impl FunctionCompiler<'_, '_> {
    /// Evaluates the parts of a target expression; evaluating `later` does not change them.
    /// `context` is said of what cannot be a target.
    pub(super) fn target(&mut self, e: ExprId, later: Option<ExprId>, context: &str) -> Target {
        match self.ast[e].kind {
            ExprKind::Ident(atom) => {
                let name = self.ident(e, atom);
                self.name_target(e, name)
            }
            ExprKind::Member { object, name, .. } => Target::Property(e, self.stable_value(object, later), name),
            ExprKind::Index { object, index, .. } => {
                if let ExprKind::String(name) = self.ast[index].kind
                    && !self.is_index_name(name)
                {
                    return Target::Property(e, self.stable_value(object, later), name);
                }
                let mark = self.registers.top();
                let mut base = self.stable_value(object, Some(index));
                if base < mark && later.is_some() {
                    self.release(mark);
                    base = self.stable_value(object, later);
                }
                Target::Element(e, base, self.stable_value(index, later))
            }
            ExprKind::PrivateMember { object, name, .. } => Target::Private(e, self.stable_value(object, later), name),
            ExprKind::SuperMember(_) | ExprKind::SuperIndex(_) => {
                let (this, home, key) = self.super_reference(e);
                Target::Super(e, this, home, key)
            }
            _ => {
                self.effect(e);
                let message = self.asm.string(&format!("Invalid left-hand side {context}").as_str().into());
                self.at(e);
                self.asm.throw_error(ThrownError::Reference, message);
                Target::Invalid
            }
        }
    }

    /// The target that a name is.
    pub(super) fn name_target(&mut self, e: ExprId, name: Name) -> Target {
        self.at(e);
        let base = name.dynamic.then(|| self.with_base(name));
        Target::Name(name, base)
    }

    /// Reads a target.
    fn load_target(&mut self, target: Target, want: Want) -> Reg {
        match target {
            Target::Name(name, None) => self.load_name(name, want),
            Target::Name(name, Some(base)) => {
                let dst = self.out_now(want);
                self.load_with(name, base, dst);
                dst
            }
            Target::Property(e, object, name) => {
                let dst = self.out(want);
                let ic = self.ic(name);
                self.at_target_load(e);
                self.get_named(dst, object, name, ic);
                self.finish(dst, want)
            }
            Target::Element(e, object, key) => {
                let dst = self.out(want);
                self.at_target_load(e);
                self.asm.get_elem(dst, object, key);
                self.finish(dst, want)
            }
            Target::Private(e, object, name) => {
                let ic = self.private_ic(name);
                let mark = self.registers.top();
                let key = self.private_key(e);
                self.release(mark);
                let dst = self.out(want);
                self.at_target_load(e);
                self.private_subject(e);
                self.asm.get_private(dst, object, key, ic);
                self.finish(dst, want)
            }
            Target::Super(e, this, home, key) => {
                let dst = self.out(want);
                self.at_target_load(e);
                self.asm.get_super(dst, home, this, key);
                self.finish(dst, want)
            }
            Target::Invalid => {
                let dst = self.out(want);
                self.finish(dst, want)
            }
        }
    }

    /// Reads a target that is written afterwards: what its key is converted to is kept for that, in
    /// the register behind the value, unless it is a primitive anyway.
    fn load_for_update(&mut self, place: &mut Target) -> Reg {
        match *place {
            Target::Element(e, object, key) if !self.has_primitive_key(e) => {
                let value = self.temp();
                let kept = self.temp();
                self.at_target_load(e);
                self.asm.get_elem_key(value, object, key);
                *place = Target::Element(e, object, kept);
                value
            }
            _ => self.load_target(*place, Want::New),
        }
    }

    /// Whether the key of `object[key]` is surely a primitive, whose conversion nobody sees.
    fn has_primitive_key(&self, e: ExprId) -> bool {
        let ExprKind::Index { index, .. } = self.ast[e].kind else { return true };
        use ExprKind::{BigInt, Binary, Bool, Null, Number, String, Template, Unary, Update};
        matches!(
            self.ast[index].kind,
            Binary { .. }
                | BigInt(_)
                | Bool(_)
                | Null
                | Number(_)
                | String(_)
                | Template(_)
                | Unary { .. }
                | Update { .. }
        )
    }

    /// Writes a target; a failure is reported at `at`.
    pub(super) fn store_target(&mut self, target: Target, src: Reg, at: u32) {
        let mark = self.registers.top();
        self.asm.set_position(at, at);
        match target {
            Target::Name(name, None) => self.store_name(name, src),
            Target::Name(name, Some(base)) => self.store_with(name, base, src),
            Target::Property(_, object, name) => {
                let ic = self.ic(name);
                self.asm.set_prop(object, ic, src);
            }
            Target::Element(_, object, key) => {
                self.asm.set_elem(object, key, src);
            }
            Target::Private(e, object, name) => {
                let ic = self.private_ic(name);
                let key = self.private_key(e);
                self.private_subject(e);
                self.asm.set_private(object, key, src, ic);
            }
            Target::Super(_, this, home, key) => {
                self.asm.set_super(home, this, key, src);
            }
            Target::Invalid => {}
        }
        self.release(mark);
    }

    /// `target = value`. Without `want`, for its effect; the result is meaningless then.
    pub(super) fn assign(&mut self, e: ExprId, target: PatternId, value: ExprId, want: Option<Want>) -> Reg {
        let outer = self.enter_binding(target, value);
        let result = self.assign_value(e, target, value, want);
        self.leave_place(outer);
        result
    }

    fn assign_value(&mut self, e: ExprId, target: PatternId, value: ExprId, want: Option<Want>) -> Reg {
        let mark = self.registers.top();
        match self.ast[target].kind {
            PatternKind::Binding(atom) => {
                let reference = self.analysis().pattern_ref(target);
                let name = self.name(atom, reference);
                // `(f) = function () {}` names nothing.
                let in_parentheses = self.ast[e].span.start != self.ast[target].span.start;
                let function_name = if in_parentheses { FunctionName::None } else { self.function_name(name) };
                let end = self.ast[target].span.end;
                self.assign_name(end, name, value, function_name, want)
            }
            PatternKind::Expr(place) => {
                if let ExprKind::Ident(atom) = self.ast[place].kind {
                    let name = self.ident(place, atom);
                    let end = self.ast[place].span.end;
                    return self.assign_name(end, name, value, FunctionName::None, want);
                }
                let target = self.target(place, Some(value), "in assignment");
                let src = self.value(value);
                let at = self.assignment_position(self.ast[place].span.end);
                self.store_target(target, src, at);
                self.assigned(mark, src, want)
            }
            _ => {
                let mut src = self.value(value);
                if src < mark {
                    // The pattern may assign the very local that holds the value.
                    src = self.deliver(src, Want::New);
                }
                self.destructure(target, src, From::Expr(value), Binding::Assign);
                self.assigned(mark, src, want)
            }
        }
    }

    /// The end of an assignment whose value lies in `src`.
    fn assigned(&mut self, mark: Reg, src: Reg, want: Option<Want>) -> Reg {
        match want {
            Some(want) => self.deliver_from(mark, src, want),
            None => {
                self.release(mark);
                src
            }
        }
    }

    fn assign_name(
        &mut self,
        target_end: u32,
        name: Name,
        value: ExprId,
        function_name: FunctionName,
        want: Option<Want>,
    ) -> Reg {
        let mark = self.registers.top();
        if let Some(reg) = self.direct_register(name) {
            self.expr_named(value, Want::Into(reg), function_name);
            return self.assigned(mark, reg, want);
        }
        let at = self.assignment_position(target_end);
        self.asm.set_position(at, at);
        let base = name.dynamic.then(|| self.with_base(name));
        let src = self.expr_named(value, Want::Any, function_name);
        self.store_target(Target::Name(name, base), src, at);
        self.assigned(mark, src, want)
    }

    /// `target op= value`
    pub(super) fn compound_assign(
        &mut self,
        e: ExprId,
        op: AssignOp,
        target: ExprId,
        value: ExprId,
        want: Option<Want>,
    ) -> Reg {
        let mark = self.registers.top();
        let op = match op {
            AssignOp::Binary(op) => op,
            AssignOp::Logical(op) => return self.logical_assign(op, target, value, want),
        };
        if let ExprKind::Ident(atom) = self.ast[target].kind {
            let name = self.ident(target, atom);
            if let Some(reg) = self.direct_register(name)
                && !name.deleted
            {
                let a = self.stable_value(target, Some(value));
                self.compound_step(e, op, reg, a, value);
                return self.assigned(mark, reg, want);
            }
        }
        let mut place = self.target(target, Some(value), "in assignment");
        let a = self.load_for_update(&mut place);
        self.compound_step(e, op, a, a, value);
        let at = self.assignment_position(self.ast[target].span.end);
        self.store_target(place, a, at);
        self.assigned(mark, a, want)
    }

    /// `dst = a op value`
    fn compound_step(&mut self, e: ExprId, op: BinaryOp, dst: Reg, a: Reg, value: ExprId) {
        let mark = self.registers.top();
        if has_immediate(op)
            && let Some(imm) = self.constant_number(value).and_then(as_imm16)
        {
            self.at_span(self.ast[e].span);
            self.emit_immediate(op, dst, a, imm);
            return;
        }
        let b = self.value(value);
        self.at_span(self.ast[e].span);
        self.emit_binary(op, dst, a, b);
        self.release(mark);
    }

    /// `target &&= value`, `target ||= value`, `target ??= value`
    fn logical_assign(&mut self, op: LogicalOp, target: ExprId, value: ExprId, want: Option<Want>) -> Reg {
        let mark = self.registers.top();
        let mut place = self.target(target, Some(value), "in assignment");
        let function_name = match place {
            Target::Name(name, _) => self.function_name(name),
            _ => FunctionName::None,
        };
        let end = self.label();
        if let Target::Name(name, None) = place
            && let Some(reg) = self.direct_register(name)
            && !name.deleted
        {
            self.jump_over(op, reg, end);
            self.expr_named(value, Want::Into(reg), function_name);
            self.bind(end);
            return self.assigned(mark, reg, want);
        }
        let result = self.load_for_update(&mut place);
        self.jump_over(op, result, end);
        self.expr_named(value, Want::Into(result), function_name);
        let at = self.assignment_position(self.ast[target].span.end);
        self.store_target(place, result, at);
        self.bind(end);
        self.assigned(mark, result, want)
    }

    /// `++target`, `target--`
    pub(super) fn update(&mut self, e: ExprId, op: UpdateOp, prefix: bool, target: ExprId, want: Option<Want>) -> Reg {
        let mark = self.registers.top();
        let step = |c: &mut Self, dst: Reg, src: Reg| {
            c.at(e);
            match op {
                UpdateOp::Increment => c.asm.inc(dst, src),
                UpdateOp::Decrement => c.asm.dec(dst, src),
            }
        };
        let context = if prefix { "expression in prefix operation" } else { "expression in postfix operation" };
        let mut place = self.target(target, None, context);
        if let Target::Name(name, None) = place
            && let Some(reg) = self.direct_register(name)
            && !name.deleted
        {
            let Some(want) = want.filter(|_| !prefix) else {
                step(self, reg, reg);
                return self.assigned(mark, reg, want);
            };
            // `x = x++`: the old value goes to the very local that is incremented, after that.
            let old = self.temp();
            self.at(e);
            self.asm.to_numeric(old, reg);
            step(self, reg, old);
            return self.deliver_from(mark, old, want);
        }
        let at = self.update_position(prefix, target);
        let old = self.load_for_update(&mut place);
        if prefix || want.is_none() {
            step(self, old, old);
            self.store_target(place, old, at);
            return self.assigned(mark, old, want);
        }
        self.at(e);
        self.asm.to_numeric(old, old);
        let new = self.temp();
        step(self, new, old);
        self.store_target(place, new, at);
        self.assigned(mark, old, want)
    }
}
