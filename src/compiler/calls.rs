//! Arguments of calls, `new`, and tagged templates.

use super::FunctionCompiler;
use super::expressions::Want;
use crate::bytecode::{Reg, TemplateSite};
use crate::syntax::ast::{ExprId, ExprKind, List, TemplateId};

impl FunctionCompiler<'_, '_> {
    /// Evaluates arguments of the call at `call` into the registers that follow. `None`: there is a
    /// spread, and one array holds them all.
    pub(super) fn arguments(&mut self, callee: Option<ExprId>, args: List<ExprId>, call: u32) -> Option<u16> {
        if args.is_empty() {
            return Some(0);
        }
        let outer = self.enter_arguments(callee);
        let count = self.argument_values(args, call);
        self.leave_place(outer);
        count
    }

    fn argument_values(&mut self, args: List<ExprId>, call: u32) -> Option<u16> {
        let list = self.ast.list(args);
        if list.iter().any(|&e| matches!(self.ast[e].kind, ExprKind::Spread(_))) {
            let array = self.temp();
            self.array_into(list, array, Some(call));
            return None;
        }
        for &e in list {
            self.expr(e, Want::New);
        }
        Some(list.len().min(usize::from(u16::MAX)) as u16)
    }

    /// The template object and the values: the arguments of a tag.
    pub(super) fn template_arguments(&mut self, template: TemplateId) -> u16 {
        let ast = self.ast;
        let template = ast[template];
        let site = TemplateSite {
            cooked: ast.list(template.quasis).iter().map(|q| q.cooked.map(|a| self.text(a))).collect(),
            raw: ast.list(template.quasis).iter().map(|q| self.text(q.raw)).collect(),
        };
        self.templates.push(site);
        let object = self.temp();
        self.asm.template_object(object, (self.templates.len() - 1) as u16);
        let values = ast.list(template.exprs);
        for &e in values {
            self.expr(e, Want::New);
        }
        (values.len() + 1).min(usize::from(u16::MAX)) as u16
    }

    /// `new callee(args)`
    pub(super) fn construct(&mut self, e: ExprId, callee: ExprId, args: List<ExprId>, want: Want) -> Reg {
        let mark = self.registers.top();
        let base = self.expr(callee, Want::New);
        self.temp();
        let argc = self.arguments(Some(callee), args, self.ast[e].pos);
        self.release(mark);
        let dst = self.out(want);
        self.at_call(e, callee);
        match argc {
            Some(argc) => self.asm.construct(dst, base, argc),
            None => self.asm.construct_spread(dst, base),
        }
        self.finish(dst, want)
    }
}
