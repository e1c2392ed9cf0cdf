//! `while`, `do`, `for`. The test stands at the bottom, where it is one instruction with the jump
//! back and the safepoint.

use super::FunctionCompiler;
use super::control::Control;
use crate::bytecode::Label;
use crate::syntax::ast::{DeclarationKind, ExprId, ExprKind, For, ForInit, StmtId};

impl FunctionCompiler<'_, '_> {
    /// Puts a loop on the control stack, with the labels that stand before it.
    pub(super) fn push_loop(&mut self, break_to: Option<Label>, continue_to: Option<Label>) {
        let labels = std::mem::take(&mut self.labels);
        self.control.push(Control::Target { labels, unlabelled: true, break_to, continue_to });
    }

    pub(super) fn while_loop(&mut self, test: ExprId, body: StmtId) {
        self.reset_completion();
        let (head, next, exit) = (self.label(), self.label(), self.label());
        let infinite = self.constant_truth(test) == Some(true);
        if !infinite {
            self.asm.jump(next);
        }
        self.bind(head);
        self.push_loop(Some(exit), Some(next));
        self.statement(body);
        self.control.pop();
        self.bind(next);
        self.loop_while(test, true, head);
        self.bind(exit);
    }

    pub(super) fn do_loop(&mut self, body: StmtId, test: ExprId) {
        self.reset_completion();
        let (next, exit) = (self.label(), self.label());
        let head = self.asm.label_here();
        self.push_loop(Some(exit), Some(next));
        self.statement(body);
        self.control.pop();
        self.bind(next);
        self.loop_while(test, true, head);
        self.bind(exit);
    }

    pub(super) fn for_loop(&mut self, f: &For) {
        self.reset_completion();
        match f.init {
            ForInit::Declaration(kind, _) if kind.disposes() => {
                self.disposing(kind == DeclarationKind::AwaitUsing, |c| c.for_rounds(f));
            }
            _ => self.for_rounds(f),
        }
    }

    fn for_rounds(&mut self, f: &For) {
        // A `var` of the function's that is declared here lives longer than the loop.
        if let ForInit::Declaration(DeclarationKind::Var, list) = f.init {
            self.declaration(DeclarationKind::Var, list);
        }
        let open = self.open_scope(f.scope.into());
        let mut copies = false;
        match f.init {
            ForInit::Expr(e) => self.effect(e),
            ForInit::Declaration(kind, list) if kind != DeclarationKind::Var => {
                self.declaration(kind, list);
                copies = kind == DeclarationKind::Let && self.analysis()[self.scope].slots > 0;
                let values = self.ast.list(list).iter().filter_map(|d| d.value);
                if copies && values.into_iter().any(|e| self.makes_closures(e)) {
                    // Closures made by the initialisers keep the first copy.
                    self.copy_loop_env();
                }
            }
            _ => {}
        }
        let (head, next, test, exit) = (self.label(), self.label(), self.label(), self.label());
        if f.test.is_some_and(|e| self.constant_truth(e) != Some(true)) {
            self.asm.jump(test);
        }
        self.bind(head);
        self.push_loop(Some(exit), Some(next));
        self.statement(f.body);
        self.control.pop();
        self.bind(next);
        if copies {
            self.copy_loop_env();
        }
        if let Some(update) = f.update {
            self.effect(update);
        }
        self.bind(test);
        match f.test {
            Some(test) => self.loop_while(test, true, head),
            None => {
                let live = self.registers.live();
                self.asm.jump_loop(head, live);
            }
        }
        self.bind(exit);
        self.close_scope(open);
    }

    /// A fresh copy of the loop's captured variables for the next round (ECMA-262 §14.7.4.4).
    fn copy_loop_env(&mut self) {
        if let Some(&(_, env)) = self.envs.last() {
            self.asm.copy_env(env, env);
        }
    }

    /// Whether an expression makes a function or class, assignments not looked into.
    fn makes_closures(&self, e: ExprId) -> bool {
        let mut work = vec![e];
        while let Some(e) = work.pop() {
            match self.ast[e].kind {
                ExprKind::Function(_)
                | ExprKind::Class(_)
                | ExprKind::Assign { .. }
                | ExprKind::CompoundAssign { .. } => return true,
                _ => self.push_children(e, &mut work),
            }
        }
        false
    }
}
