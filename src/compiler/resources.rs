//! `using` and `await using` (ECMA-262 §14.3.1): what is declared is disposed of when its scope is
//! left, however that happens. The scope's statements are the guarded part of a `finally` that does
//! it (ECMA-262 §7.5.7 DisposeResources).

use super::FunctionCompiler;
use super::control::THROWN;
use super::expressions::Want;
use super::functions::FunctionName;
use crate::bytecode::Reg;
use crate::syntax::ast::{DeclarationKind, Declarator, ExprId, List, PatternKind, StmtId, StmtKind};

impl FunctionCompiler<'_, '_> {
    /// A list of statements that is a scope's; false if its end is not reached.
    pub(super) fn scope_statements(&mut self, list: List<StmtId>) -> bool {
        let kinds = self.ast.list(list).iter().filter_map(|&s| match self.ast[s].kind {
            StmtKind::Declaration { kind, .. } if kind.disposes() => Some(kind),
            _ => None,
        });
        let Some(awaits) = kinds.map(|kind| kind == DeclarationKind::AwaitUsing).reduce(|a, b| a || b) else {
            return self.statements(list);
        };
        self.disposing(awaits, |c| {
            c.statements(list);
        });
        true
    }

    /// Runs `body`, whose `using` declarations are disposed of behind it; `awaits`: there may be an
    /// `await using` among them.
    pub(super) fn disposing(&mut self, awaits: bool, body: impl FnOnce(&mut Self)) {
        let mark = self.registers.top();
        let resources = self.temp();
        self.asm.load_undefined(resources);
        let outer = self.resources.replace(resources);
        self.finally(body, |c, kind, value| {
            c.resources = outer;
            c.dispose(resources, kind, value, awaits);
            true
        });
        self.release(mark);
    }

    /// A declaration: the value is added to the scope's resources before the name has it.
    pub(super) fn using(&mut self, d: &Declarator, value: ExprId, awaits: bool) {
        let PatternKind::Binding(atom) = self.ast[d.target].kind else { return };
        let name = FunctionName::Text(self.text(atom));
        let reference = self.analysis().pattern_ref(d.target);
        let mark = self.registers.top();
        let src = self.expr_named(value, Want::New, name);
        self.at(value);
        self.add_resource(src, awaits);
        if let Some(id) = self.is_unallocated(reference) {
            return self.adopt(id, src);
        }
        self.initialise(atom, reference, src);
        self.release(mark);
    }

    /// Adds a value to the resources of the scope.
    pub(super) fn add_resource(&mut self, src: Reg, awaits: bool) {
        if let Some(resources) = self.resources {
            self.asm.add_resource(resources, resources, src, awaits);
        }
    }

    /// Disposes of what the list in a register holds; what goes wrong changes the completion.
    fn dispose(&mut self, resources: Reg, kind: Reg, value: Reg, awaits: bool) {
        let resource = self.registers.take(3);
        let hint = Reg(resource.0 + 2);
        // What is still to be waited for, and whether something was.
        let waits = awaits.then(|| {
            let waits = self.registers.take(2);
            self.asm.load_false(waits);
            self.asm.load_false(Reg(waits.0 + 1));
            waits
        });
        let live = self.registers.live();
        let (done, handler, both, next) = (self.label(), self.label(), self.label(), self.label());
        let head = self.asm.label_here();
        self.asm.take_resource(resource, resources, resources, done);
        let region = self.open_region();
        if let Some(waits) = waits {
            self.begin_disposal(resource, waits, live, next);
        }
        // The callee's registers lie over what is above its window.
        let window = self.registers.take(2);
        self.mov(window, resource);
        self.mov(Reg(window.0 + 1), Reg(resource.0 + 1));
        self.asm.call(resource, window, 0);
        self.release(window);
        if let Some(waits) = waits {
            self.asm.jump_if_int(hint, 0, next);
            let own = self.label();
            self.asm.jump_if_int(hint, 1, own);
            self.asm.load_undefined(resource);
            self.bind(own);
            self.asm.load_true(Reg(waits.0 + 1));
            self.asm.suspend_await(resource, resource, live);
        }
        self.asm.jump(next);
        self.close_region(region, handler, resource);
        self.bind(handler);
        if let Some(waits) = waits {
            self.await_failure(resource, waits, live);
        }
        self.asm.jump_if_int(kind, THROWN as i16, both);
        self.mov(value, resource);
        self.asm.load_int(kind, THROWN);
        self.asm.jump(next);
        self.bind(both);
        self.asm.suppress(value, resource, value);
        self.bind(next);
        self.asm.jump_loop(head, live);
        self.bind(done);
        if let Some(waits) = waits {
            let end = self.label();
            self.asm.jump_if_false(waits, end);
            self.asm.jump_if_true(Reg(waits.0 + 1), end);
            self.asm.load_undefined(resource);
            self.asm.suspend_await(resource, resource, live);
            self.bind(end);
        }
        self.release(resource);
    }

    /// Before the method of a resource is called: one without a method is waited for later, and a
    /// sync one waits for those.
    fn begin_disposal(&mut self, resource: Reg, waits: Reg, live: u16, next: crate::bytecode::Label) {
        let (is_async, call) = (self.label(), self.label());
        let (hint, waited) = (Reg(resource.0 + 2), Reg(waits.0 + 1));
        for n in [1, 2] {
            self.asm.jump_if_int(hint, n, is_async);
        }
        self.asm.jump_if_false(waits, call);
        self.asm.jump_if_true(waited, call);
        self.asm.load_undefined(waits);
        self.asm.suspend_await(waits, waits, live);
        self.asm.load_false(waits);
        self.asm.jump(call);
        self.bind(is_async);
        self.asm.jump_if_not_undefined(resource, call);
        self.asm.load_true(waits);
        self.asm.jump(next);
        self.bind(call);
    }

    /// A sync method of an async resource has thrown: that is waited for like a promise.
    fn await_failure(&mut self, resource: Reg, waits: Reg, live: u16) {
        let (end, wait) = (self.label(), self.label());
        let hint = Reg(resource.0 + 2);
        self.asm.jump_if_int(hint, 2, wait);
        self.asm.jump(end);
        self.bind(wait);
        self.asm.load_true(Reg(waits.0 + 1));
        self.asm.load_undefined(hint);
        self.asm.suspend_await(hint, hint, live);
        self.bind(end);
    }
}
