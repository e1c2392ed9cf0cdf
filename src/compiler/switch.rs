//! `switch`.

use super::FunctionCompiler;
use super::expressions::{Want, as_imm16};
use super::scopes::BindingId;
use crate::syntax::ast::Switch;

impl FunctionCompiler<'_, '_> {
    pub(super) fn switch(&mut self, switch: &Switch) {
        self.reset_completion();
        let outer = self.registers.top();
        let value = self.expr(switch.discriminant, Want::Any);
        let value = if value < outer { self.deliver(value, Want::New) } else { value };
        let open = self.open_scope(switch.scope.into());
        // Any case may be entered first: all locals get their registers, empty, at once.
        let scope = self.scope;
        let waiting: Vec<BindingId> = self.analysis().scope_bindings(scope).filter(|&id| self.is_waiting(id)).collect();
        self.allocate_holes(&waiting);
        let cases = self.ast.list(switch.cases);
        let labels: Vec<_> = cases.iter().map(|_| self.label()).collect();
        let exit = self.label();
        let mut default = exit;
        for (case, &label) in cases.iter().zip(&labels) {
            let Some(test) = case.test else {
                default = label;
                continue;
            };
            let mark = self.registers.top();
            if let Some(imm) = self.constant_number(test).and_then(as_imm16) {
                self.asm.jump_if_strict_eq_i(value, imm, label);
            } else {
                let test = self.value(test);
                self.asm.jump_if_strict_eq(value, test, label);
            }
            self.release(mark);
        }
        self.asm.jump(default);
        self.push_loop(Some(exit), None);
        for (case, label) in cases.iter().zip(labels) {
            self.bind(label);
            self.statements(case.body);
        }
        self.control.pop();
        self.bind(exit);
        self.close_scope(open);
        self.release(outer);
    }

    fn is_waiting(&self, id: BindingId) -> bool {
        let b = &self.analysis()[id];
        !b.captured && b.register == super::scopes::NO_REGISTER
    }
}
