//! `yield`, `yield*`, `await`: where frames are suspended, and what a resumption does.

use super::FunctionCompiler;
use super::control::Exit;
use super::expressions::Want;
use crate::bytecode::operand::Label;
use crate::bytecode::{ClosingMethod, Reg, ThrownError};
use crate::syntax::ast::ExprId;

impl FunctionCompiler<'_, '_> {
    /// `await operand`
    pub(super) fn await_value(&mut self, e: ExprId, operand: ExprId, want: Want) -> Reg {
        let mark = self.registers.top();
        let src = self.value(operand);
        self.release(mark);
        let dst = self.out(want);
        let live = self.registers.live();
        self.at(e);
        self.asm.suspend_await(dst, src, live);
        self.finish(dst, want)
    }

    /// `yield operand` (ECMA-262 §27.5.3.7, §27.6.3.8)
    pub(super) fn yield_value(&mut self, e: ExprId, operand: Option<ExprId>, want: Want) -> Reg {
        let mark = self.registers.top();
        let value = match operand {
            Some(operand) => self.expr(operand, Want::New),
            None => {
                let value = self.temp();
                self.asm.load_undefined(value);
                value
            }
        };
        self.at(e);
        if self.is_async {
            let live = self.registers.live();
            self.asm.suspend_await(value, value, live);
        }
        let mode = self.temp();
        let live = self.registers.live();
        self.asm.suspend_yield(value, mode, value, false, live);
        self.resume(value, mode);
        self.deliver_from(mark, value, want)
    }

    /// After a resumption: goes on with `next`; throws; or returns, through whatever is in the way.
    fn resume(&mut self, value: Reg, mode: Reg) {
        let (next, throw) = (self.label(), self.label());
        self.asm.jump_if_int(mode, 0, next);
        self.asm.jump_if_int(mode, 1, throw);
        if self.is_async {
            let live = self.registers.live();
            self.asm.suspend_await(value, value, live);
        }
        self.exit(Exit::Return, Some(value));
        self.bind(throw);
        self.asm.throw(value);
        self.bind(next);
    }

    /// The iterator of `yield* operand`, with what calling its methods needs.
    fn delegate_iterator(&mut self, e: ExprId, operand: ExprId) -> Reg {
        let mark = self.registers.top();
        let src = self.expr(operand, Want::New);
        self.release(mark);
        let it = self.registers.take(3);
        self.at(e);
        if self.is_async {
            self.asm.get_async_iterator(it, src);
        } else {
            self.asm.get_iterator_object(it, src);
        }
        it
    }

    /// Hands what is thrown into a `yield*` to its iterator; the result goes on at `check`.
    fn delegate_throw(&mut self, base: Reg, it: Reg, received: Reg, result: Reg, check: Label) {
        let missing = self.label();
        self.asm.iterator_method(base, it, ClosingMethod::Throw);
        self.asm.jump_if_undefined(base, missing);
        self.inner_call(base, it, received, result);
        self.asm.jump(check);
        self.bind(missing);
        self.close_iterator(it, self.is_async);
        let message = self.asm.string(&"The iterator does not provide a 'throw' method.".into());
        self.asm.throw_error(ThrownError::Type, message);
    }

    /// `yield* operand` (ECMA-262 §15.5.5): hands everything through to the inner iterator.
    pub(super) fn yield_delegate(&mut self, e: ExprId, operand: ExprId, want: Want) -> Reg {
        let mark = self.registers.top();
        let it = self.delegate_iterator(e, operand);
        let received = self.temp();
        let mode = self.temp();
        let result = self.temp();
        self.asm.load_undefineds(received, 3);
        self.asm.load_int(mode, 0);
        let live = self.registers.live();
        let (throw, back, check, give, done) = (self.label(), self.label(), self.label(), self.label(), self.label());
        let head = self.asm.label_here();
        self.at(operand);
        self.asm.jump_if_int(mode, 1, throw);
        self.asm.jump_if_int(mode, 2, back);
        self.asm.iterator_call_next(result, it, received);
        self.inner_result(result);
        self.bind(check);
        let flag = self.temp();
        let ic = self.asm.ic(&"done".into());
        self.asm.get_prop(flag, result, ic);
        self.release(flag);
        self.asm.jump_if_true(flag, done);
        self.bind(give);
        if self.is_async {
            let ic = self.asm.ic(&"value".into());
            self.asm.get_prop(result, result, ic);
            self.asm.suspend_yield(received, mode, result, false, live);
            self.await_return(received, mode);
        } else {
            self.asm.suspend_yield(received, mode, result, true, live);
        }
        self.asm.jump_loop(head, live);

        let base = self.registers.take(3);
        self.bind(throw);
        self.delegate_throw(base, it, received, result, check);

        self.bind(back);
        let no_return = self.label();
        self.asm.iterator_method(base, it, ClosingMethod::Return);
        self.asm.jump_if_undefined(base, no_return);
        self.inner_call(base, it, received, result);
        let ic = self.asm.ic(&"done".into());
        self.asm.get_prop(base, result, ic);
        self.asm.jump_if_false(base, give);
        let ic = self.asm.ic(&"value".into());
        self.asm.get_prop(received, result, ic);
        if self.is_async {
            let leave = self.label();
            self.asm.jump(leave);
            self.bind(no_return);
            let live = self.registers.live();
            self.asm.suspend_await(received, received, live);
            self.bind(leave);
        } else {
            self.bind(no_return);
        }
        self.release(base);
        self.exit(Exit::Return, Some(received));

        self.bind(done);
        let ic = self.asm.ic(&"value".into());
        self.asm.get_prop(result, result, ic);
        self.deliver_from(mark, result, want)
    }

    /// Calls a method of the inner iterator with what was received.
    fn inner_call(&mut self, base: Reg, it: Reg, received: Reg, result: Reg) {
        self.mov(Reg(base.0 + 1), it);
        self.mov(Reg(base.0 + 2), received);
        self.asm.call(result, base, 1);
        self.inner_result(result);
    }

    fn inner_result(&mut self, result: Reg) {
        if self.is_async {
            let live = self.registers.live();
            self.asm.suspend_await(result, result, live);
        }
        self.asm.require_iterator_result(result);
    }

    /// In async generators the operand of a `return()` is awaited first; if it is rejected, that is
    /// thrown in.
    fn await_return(&mut self, received: Reg, mode: Reg) {
        let (wait, end, failed) = (self.label(), self.label(), self.label());
        self.asm.jump_if_int(mode, 2, wait);
        self.asm.jump(end);
        self.bind(wait);
        let region = self.open_region();
        let live = self.registers.live();
        self.asm.suspend_await(received, received, live);
        self.asm.jump(end);
        self.close_region(region, failed, received);
        self.bind(failed);
        self.asm.load_int(mode, 1);
        self.bind(end);
    }
}
