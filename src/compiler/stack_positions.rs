//! Source positions as V8 shows them in stack traces, where they are not those of a node of the
//! tree.

use super::FunctionCompiler;
use crate::syntax::ast::{ExprId, ExprKind, Function, FunctionKind};

impl FunctionCompiler<'_, '_> {
    /// The first character after `from` that is neither white space nor a closing parenthesis: an
    /// operator or a `(`.
    pub(super) fn operator_after(&self, from: u32) -> u32 {
        let bytes = self.program.source.text().as_bytes();
        let rest = bytes.get(from as usize..).unwrap_or_default();
        let skipped = rest.iter().take_while(|b| b.is_ascii_whitespace() || **b == b')').count();
        if matches!(rest.get(skipped), None | Some(b'/')) { from } else { from + skipped as u32 }
    }

    /// Where a failing store of an assignment is reported: at its operator.
    pub(super) fn assignment_position(&self, target_end: u32) -> u32 {
        self.operator_after(target_end)
    }

    /// Where a failing store of `++` or `--` is reported: at the operator behind its target, else
    /// at the target's last token.
    pub(super) fn update_position(&self, prefix: bool, target: ExprId) -> u32 {
        let t = &self.ast[target];
        match t.kind {
            _ if !prefix => self.operator_after(t.span.end),
            ExprKind::Index { .. } | ExprKind::SuperIndex(_) => t.span.end.saturating_sub(1),
            _ => t.pos,
        }
    }

    /// Where a failing call is reported: as the tree says, but at the `(` if the callee stands in
    /// parentheses or before `?.`.
    pub(super) fn call_position(&self, e: ExprId, callee: ExprId) -> u32 {
        let end = self.ast[callee].span.end;
        match self.ast[e].kind {
            ExprKind::Call { optional: true, .. } => {
                let at = self.operator_after(end);
                self.operator_after((at + 2).min(self.ast[e].span.end))
            }
            ExprKind::Call { .. } if self.ast[callee].is_parenthesised() => self.operator_after(end),
            ExprKind::TaggedTemplate { .. } => self.operator_after(end),
            ExprKind::Call { .. } if matches!(self.ast[callee].kind, ExprKind::PrivateMember { .. }) => {
                self.operator_after(end)
            }
            _ => self.ast[e].pos,
        }
    }

    /// Reading a property fails at its name; but behind a call or `?.` of the same chain at the
    /// dot.
    pub(super) fn property_position(&self, e: ExprId, behind_call: bool) -> u32 {
        let pos = self.ast[e].pos;
        if !behind_call || !matches!(self.ast[e].kind, ExprKind::Member { .. } | ExprKind::PrivateMember { .. }) {
            return pos;
        }
        let before = self.program.source.text().get(..pos as usize).unwrap_or_default().trim_end();
        before.strip_suffix('.').map_or(pos, |rest| {
            // In `a?.b` the position is that of the name.
            if rest.ends_with('?') { pos } else { rest.len() as u32 }
        })
    }

    /// Sets the position of reading the target of `op=`, `++`, `--`: V8's is that of what was
    /// evaluated last.
    pub(super) fn at_target_load(&mut self, e: ExprId) {
        let last = match self.ast[e].kind {
            ExprKind::Member { object, .. } | ExprKind::PrivateMember { object, .. } => object,
            ExprKind::Index { object, index, .. } => match self.ast[index].kind {
                ExprKind::Number(_) | ExprKind::String(_) => object,
                _ => index,
            },
            _ => e,
        };
        self.at(last);
    }

    /// Where a function starts as V8 sees it: at its parameters.
    pub(super) fn function_start(&self, f: &Function) -> u32 {
        if f.kind == FunctionKind::Arrow {
            return f.span.start;
        }
        let text = self.program.source.text();
        let from = f.name_pos.max(f.span.start) as usize;
        let found = text.get(from..f.span.end as usize).and_then(|text| text.find('('));
        found.map_or(f.span.start, |at| (from + at) as u32)
    }
}
