//! `try`, `catch`, `finally`, `throw`, `with`.

use super::FunctionCompiler;
use super::control::{Control, FIRST_EXIT, NORMAL, THROWN};
use super::destructuring::{Binding, From};
use super::expressions::Want;
use crate::bytecode::Reg;
use crate::syntax::ast::{Catch, ExprId, PatternKind, StmtId, Try};

impl FunctionCompiler<'_, '_> {
    pub(super) fn try_statement(&mut self, t: &Try) {
        self.reset_completion();
        match (t.handler, t.finalizer) {
            (Some(handler), None) => self.try_catch(t.block, &handler),
            (handler, Some(finalizer)) => self.try_finally(t.block, handler.as_ref(), finalizer),
            (None, None) => {
                self.statement(t.block);
            }
        }
    }

    fn try_catch(&mut self, block: StmtId, handler: &Catch) {
        let (catch, end) = (self.label(), self.label());
        let region = self.open_region();
        self.control.push(Control::Try { region });
        let open_end = self.statement(block);
        let Some(Control::Try { region }) = self.control.pop() else { return };
        let mark = self.registers.top();
        if open_end {
            self.asm.jump(end);
        }
        let exception = self.registers.top();
        self.close_region(region, catch, exception);
        self.bind(catch);
        self.catch(handler, exception);
        self.release(mark);
        self.bind(end);
    }

    /// The handler of a `try`: the exception lies in the first free register.
    fn catch(&mut self, handler: &Catch, exception: Reg) {
        self.reset_completion();
        let mark = self.temp();
        let Some(param) = handler.param else {
            self.release(mark);
            self.statement(handler.body);
            return;
        };
        // A parameter that is a register is the very register of the exception.
        if let PatternKind::Binding(_) = self.ast[param].kind
            && let Some(id) = self.is_unallocated(self.analysis().pattern_ref(param))
        {
            self.adopt(id, exception);
            let open = self.open_scope(handler.scope.into());
            self.statement(handler.body);
            self.close_scope(open);
        } else {
            let open = self.open_scope(handler.scope.into());
            self.allocate_names(param);
            let top = self.registers.top();
            self.destructure(param, exception, From::Hidden(".catch"), Binding::Declare);
            self.release(top);
            self.asm.load_undefined(exception);
            self.statement(handler.body);
            self.close_scope(open);
        }
        self.release(mark);
    }

    fn try_finally(&mut self, block: StmtId, handler: Option<&Catch>, finalizer: StmtId) {
        let body = |c: &mut Self| match handler {
            Some(handler) => c.try_catch(block, handler),
            None => {
                c.statement(block);
            }
        };
        self.finally(body, |c, _, _| c.statement(finalizer));
    }

    /// Runs `body`, and `finalizer` however that is left. The finalizer is given the registers of
    /// the completion's kind and value, and tells whether its end is reached.
    pub(super) fn finally(
        &mut self,
        body: impl FnOnce(&mut Self),
        finalizer: impl FnOnce(&mut Self, Reg, Reg) -> bool,
    ) {
        let mark = self.registers.top();
        let kind = self.temp();
        let value = self.temp();
        self.asm.load_undefineds(kind, 2);
        let (entry, thrown, end) = (self.label(), self.label(), self.label());
        let region = self.open_region();
        self.control.push(Control::Finally { region, kind, value, entry, exits: Vec::new() });
        body(self);
        let Some(Control::Finally { region, exits, .. }) = self.control.pop() else { return };
        self.asm.load_int(kind, NORMAL);
        self.asm.jump(entry);
        self.close_region(region, thrown, value);
        self.bind(thrown);
        self.asm.load_int(kind, THROWN);
        self.bind(entry);
        // The completion value of the finally block counts only when it is left by a jump
        // (ECMA-262 §14.15.3).
        let before = self.completion.map(|completion| {
            let before = self.deliver(completion, Want::New);
            self.asm.load_undefined(completion);
            (completion, before)
        });
        let falls_through = finalizer(self, kind, value);
        if falls_through {
            if let Some((completion, before)) = before {
                self.mov(completion, before);
            }
            self.asm.jump_if_int(kind, NORMAL as i16, end);
            for (number, exit) in exits.into_iter().enumerate() {
                let next = self.label();
                let here = self.label();
                self.asm.jump_if_int(kind, (FIRST_EXIT + number as i32) as i16, here);
                self.asm.jump(next);
                self.bind(here);
                let value = (exit == super::control::Exit::Return).then_some(value);
                self.exit_from(self.control.len(), exit, value);
                self.bind(next);
            }
            self.asm.rethrow(value);
        }
        self.bind(end);
        self.release(mark);
    }

    pub(super) fn throw(&mut self, e: ExprId, at: u32) {
        let mark = self.registers.top();
        let value = self.value(e);
        self.asm.set_position(at, self.ast[e].span.end);
        self.asm.throw(value);
        self.release(mark);
    }

    pub(super) fn with(&mut self, object: ExprId, body: StmtId) {
        self.reset_completion();
        let mark = self.registers.top();
        let value = self.expr(object, Want::New);
        self.at(object);
        self.asm.to_object(value, value);
        let Some(&scope) = self.analysis().with_scopes.get(&object) else { return };
        if let Some(id) = self.analysis()[scope].with_object {
            if !self.analysis()[id].captured {
                self.adopt(id, value);
            }
            let open = self.open_scope(scope);
            self.store_binding(id, value);
            self.statement(body);
            self.close_scope(open);
        }
        self.release(mark);
    }
}
