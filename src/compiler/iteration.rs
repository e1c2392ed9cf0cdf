//! `for`-`in`, `for`-`of`, `for await`, and the closing of iterators.

use super::FunctionCompiler;
use super::control::Control;
use super::destructuring::{Binding, From};
use super::expressions::Want;
use super::functions::FunctionName;
use super::scopes::BindingId;
use crate::bytecode::{ClosingMethod, Label, Reg};
use crate::syntax::ast::{DeclarationKind, ForEach, ForTarget, PatternKind};

/// Which of the three loops.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Each {
    In,
    Of,
    Await,
}

impl FunctionCompiler<'_, '_> {
    pub(super) fn for_each(&mut self, f: &ForEach, each: Each) {
        self.reset_completion();
        if let ForTarget::Declaration { target, value: Some(value), .. } = f.left {
            self.annex_b_initialiser(target, value);
        }
        let outer_env = self.current_env();
        let open = self.open_scope(f.scope.into());
        let mark = self.registers.top();
        let src = self.expr(f.right, Want::New);
        self.release(mark);
        let it = self.registers.take(if each == Each::In { 1 } else { 3 });
        self.at(f.right);
        if each != Each::In {
            self.iterated_subject(f.right);
        }
        match each {
            Each::In => self.asm.for_in_start(it, src),
            Each::Of => self.asm.get_iterator(it, src),
            Each::Await => self.asm.get_async_iterator(it, src),
        }
        let (next, done, exit) = (self.label(), self.label(), self.label());
        let labels = self.labels.clone();
        self.push_loop(Some(exit), None);
        let live = self.registers.live();
        let head = self.asm.label_here();
        let body_mark = self.registers.top();
        let value = self.loop_value(f);
        match each {
            Each::In => self.asm.for_in_next(value, it, done),
            Each::Of => {
                let region = self.open_region();
                self.control.push(Control::Iterator { region, it, is_async: false });
                self.at_each(f);
                self.asm.iterator_next(value, it, done);
            }
            Each::Await => {
                self.await_next(f, value, it, done);
                let region = self.open_region();
                self.control.push(Control::Iterator { region, it, is_async: true });
            }
        }
        self.labels = labels;
        self.push_loop(None, Some(next));
        match f.left {
            ForTarget::Declaration { kind, target, .. } if kind.disposes() => {
                let awaits = kind == DeclarationKind::AwaitUsing;
                self.disposing(awaits, |c| {
                    c.at_span(c.ast[target].span);
                    c.add_resource(value, awaits);
                    c.bind_loop_value(f, value, outer_env);
                    c.statement(f.body);
                });
            }
            _ => {
                self.bind_loop_value(f, value, outer_env);
                self.statement(f.body);
            }
        }
        self.control.pop();
        self.release(body_mark);
        self.bind(next);
        self.asm.jump_loop(head, live);
        if each != Each::In {
            self.close_iterator_control();
        }
        self.control.pop();
        self.bind(done);
        self.bind(exit);
        self.close_scope(open);
    }

    /// Stepping the iterator is reported at what receives the value.
    fn at_each(&mut self, f: &ForEach) {
        let target = match f.left {
            ForTarget::Declaration { target, .. } | ForTarget::Pattern(target) => target,
        };
        match self.ast[target].kind {
            PatternKind::Expr(place) => self.at(place),
            _ => self.at_span(self.ast[target].span),
        }
    }

    /// `for (var x = value in object)`, sloppy code only (ECMA-262 §B.3.5).
    fn annex_b_initialiser(&mut self, target: crate::syntax::ast::PatternId, value: crate::syntax::ast::ExprId) {
        let mark = self.registers.top();
        if let PatternKind::Binding(atom) = self.ast[target].kind {
            let reference = self.analysis().pattern_ref(target);
            let name = self.name(atom, reference);
            let text = self.text(atom);
            let src = self.expr_named(value, Want::Any, FunctionName::Text(text));
            self.store_name(name, src);
        }
        self.release(mark);
    }

    /// The register that receives each value: the loop variable's own, if it has one to itself.
    fn loop_value(&mut self, f: &ForEach) -> Reg {
        if let ForTarget::Declaration { kind, target, .. } = f.left
            && let PatternKind::Binding(_) = self.ast[target].kind
        {
            let reference = self.analysis().pattern_ref(target);
            if let Some(id) = reference.binding()
                && !reference.dynamic()
                && !self.analysis()[id].captured
                && (kind != DeclarationKind::Var || !self.analysis()[id].is_constant())
            {
                self.allocate(id);
                return Reg(self.analysis()[id].register);
            }
        }
        self.temp()
    }

    /// Begins a round: fresh bindings, and the value goes to its target.
    fn bind_loop_value(&mut self, f: &ForEach, value: Reg, outer_env: Option<Reg>) {
        let scope = self.scope;
        if self.analysis()[scope].slots > 0
            && let Some(&(s, env)) = self.envs.last()
            && s == scope
        {
            self.new_env(env, outer_env, scope);
        }
        let (target, mode) = match f.left {
            ForTarget::Declaration { kind: DeclarationKind::Var, target, .. } => (target, Binding::Assign),
            ForTarget::Declaration { target, .. } => (target, Binding::Declare),
            ForTarget::Pattern(target) => (target, Binding::Assign),
        };
        if let PatternKind::Binding(_) = self.ast[target].kind {
            if mode == Binding::Declare {
                let reference = self.analysis().pattern_ref(target);
                if reference.binding().is_some_and(|id| !self.analysis()[id].captured) {
                    return;
                }
            } else if let ForTarget::Declaration { .. } = f.left {
                let reference = self.analysis().pattern_ref(target);
                if reference.binding().is_some_and(|id| self.analysis()[id].register == value.0) {
                    return;
                }
            }
        } else if mode == Binding::Declare {
            let holes: Vec<BindingId> = self
                .analysis()
                .scope_bindings(scope)
                .filter(|&id| self.analysis()[id].needs_hole && !self.analysis()[id].captured)
                .collect();
            for id in holes {
                let reg = Reg(self.analysis()[id].register);
                self.asm.load_hole(reg);
            }
            self.allocate_names(target);
        }
        let mark = self.registers.top();
        let from = match (mode, f.left) {
            (Binding::Declare, _) | (_, ForTarget::Declaration { .. }) => From::Hidden(".for"),
            _ => From::Nothing,
        };
        self.destructure(target, value, from, mode);
        self.release(mark);
    }

    // ---- async iteration

    /// The next value of an async iterator, awaited.
    fn await_next(&mut self, f: &ForEach, value: Reg, it: Reg, done: Label) {
        let result = self.temp();
        self.at_each(f);
        self.asm.load_hole(result);
        self.asm.iterator_call_next(result, it, result);
        let live = self.registers.live();
        self.asm.suspend_await(result, result, live);
        self.release(result);
        self.asm.iterator_unwrap(value, result, done);
    }

    /// Closes an async iterator on normal exit (ECMA-262 §7.4.13 AsyncIteratorClose).
    pub(super) fn close_async(&mut self, it: Reg) {
        let end = self.label();
        let result = self.call_return(it, end);
        self.asm.require_iterator_result(result);
        self.release(result);
        self.bind(end);
    }

    /// Closes an async iterator while an exception is on its way: what goes wrong here is dropped.
    pub(super) fn close_async_quietly(&mut self, it: Reg) {
        let region = self.open_region();
        let (end, handler) = (self.label(), self.label());
        let result = self.call_return(it, end);
        self.release(result);
        self.bind(end);
        let exception = self.registers.top();
        self.close_region(region, handler, exception);
        self.bind(handler);
    }

    /// Calls the iterator's method `return` and awaits the result; goes to `none` if there is no
    /// such method.
    fn call_return(&mut self, it: Reg, none: Label) -> Reg {
        let base = self.registers.take(2);
        self.asm.iterator_method(base, it, ClosingMethod::Return);
        self.asm.jump_if_undefined(base, none);
        self.mov(Reg(base.0 + 1), it);
        self.asm.call(base, base, 0);
        self.release(Reg(base.0 + 1));
        let live = self.registers.live();
        self.asm.suspend_await(base, base, live);
        base
    }
}
