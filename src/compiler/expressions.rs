//! Expressions: where a value is wanted, and the dispatch over the kinds.
//!
//! The contract: compiling an expression writes its destination with the very last instruction (on
//! each path), so the destination may be a local that the expression reads, and an exception leaves
//! it as it was.

use super::FunctionCompiler;
use super::functions::FunctionName;
use super::names::Name;
use super::scopes::Pseudo;
use crate::bytecode::{Constant, Reg};
use crate::syntax::ast::{Atom, ExprId, ExprKind, List, PatternKind, PropertyKey, TemplateId, UnaryOp};

/// Where the value of an expression should go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Want {
    /// Wherever it is: a local's own register, or a new one (which then is in use; it need not be
    /// the first free one).
    Any,
    /// Into the first free register, which is in use afterwards. It is not live while the
    /// expression is evaluated.
    New,
    /// Into this register.
    Into(Reg),
}

impl FunctionCompiler<'_, '_> {
    /// The destination for `want`. It is not in use yet: nothing may be allocated before
    /// [`Self::finish`] but what is released again, and nothing may be kept in it.
    pub(super) fn out(&self, want: Want) -> Reg {
        match want {
            Want::Any | Want::New => self.registers.top(),
            Want::Into(reg) => reg,
        }
    }

    /// Takes the destination of [`Self::out`] into use.
    pub(super) fn finish(&mut self, dst: Reg, want: Want) -> Reg {
        match want {
            Want::Any | Want::New => self.temp(),
            Want::Into(_) => dst,
        }
    }

    /// The destination for `want`, in use from now on.
    pub(super) fn out_now(&mut self, want: Want) -> Reg {
        match want {
            Want::Any | Want::New => self.temp(),
            Want::Into(reg) => reg,
        }
    }

    /// A value that lies in `reg` goes where it is wanted.
    pub(super) fn deliver(&mut self, reg: Reg, want: Want) -> Reg {
        match want {
            Want::Any => reg,
            Want::New => {
                let dst = self.temp();
                self.mov(dst, reg);
                dst
            }
            Want::Into(dst) => {
                self.mov(dst, reg);
                dst
            }
        }
    }

    /// Frees what was allocated since `mark` except that the value in `reg` goes where it is
    /// wanted.
    pub(super) fn deliver_from(&mut self, mark: Reg, reg: Reg, want: Want) -> Reg {
        match want {
            Want::Any if reg >= mark => {
                self.release(reg);
                self.temp()
            }
            _ => {
                self.release(mark);
                self.deliver(reg, want)
            }
        }
    }

    /// The value of an expression, wherever it lies.
    pub(super) fn value(&mut self, e: ExprId) -> Reg {
        self.expr(e, Want::Any)
    }

    /// The value of an expression in a register that evaluating `later` does not change.
    pub(super) fn stable_value(&mut self, e: ExprId, later: Option<ExprId>) -> Reg {
        let mark = self.registers.top();
        let reg = self.value(e);
        match later {
            Some(later) if reg < mark && self.may_assign(later, reg) => self.deliver(reg, Want::New),
            _ => reg,
        }
    }

    /// Whether evaluating `e` can assign the local in `reg`. (Nested functions cannot: what they
    /// use is captured.)
    fn may_assign(&self, e: ExprId, reg: Reg) -> bool {
        if reg == Reg::CALLEE || reg == Reg::THIS {
            return false;
        }
        let mut work = vec![e];
        while let Some(e) = work.pop() {
            match self.ast[e].kind {
                ExprKind::Assign { .. } | ExprKind::CompoundAssign { .. } | ExprKind::Update { .. } => return true,
                ExprKind::Unary { op: UnaryOp::Delete, operand }
                    if matches!(self.ast[operand].kind, ExprKind::Ident(_)) =>
                {
                    return true;
                }
                _ => self.push_children(e, &mut work),
            }
        }
        false
    }

    /// Whether evaluating `e` calls something or assigns (getters not counted).
    fn may_run_code(&self, e: ExprId) -> bool {
        let mut work = vec![e];
        while let Some(e) = work.pop() {
            match self.ast[e].kind {
                ExprKind::Call { .. }
                | ExprKind::New { .. }
                | ExprKind::TaggedTemplate { .. }
                | ExprKind::Yield { .. }
                | ExprKind::Await(_)
                | ExprKind::Assign { .. }
                | ExprKind::CompoundAssign { .. }
                | ExprKind::Update { .. } => return true,
                _ => self.push_children(e, &mut work),
            }
        }
        false
    }

    /// The direct subexpressions of one that assigns nothing itself.
    pub(super) fn push_children(&self, e: ExprId, work: &mut Vec<ExprId>) {
        let ast = self.ast;
        match ast[e].kind {
            ExprKind::Spread(e)
            | ExprKind::Unary { operand: e, .. }
            | ExprKind::PrivateIn { object: e, .. }
            | ExprKind::Member { object: e, .. }
            | ExprKind::PrivateMember { object: e, .. }
            | ExprKind::SuperIndex(e)
            | ExprKind::OptionalChain(e)
            | ExprKind::Await(e)
            | ExprKind::Yield { operand: Some(e), .. } => work.push(e),
            ExprKind::Binary { left, right, .. }
            | ExprKind::Logical { left, right, .. }
            | ExprKind::Index { object: left, index: right, .. } => work.extend([left, right]),
            ExprKind::Conditional { test, then, otherwise } => work.extend([test, then, otherwise]),
            ExprKind::Sequence(list) | ExprKind::Array(list) | ExprKind::SuperCall(list) => work.extend(ast.list(list)),
            ExprKind::Template(t) => work.extend(ast.list(ast[t].exprs)),
            ExprKind::Object(list) => {
                for p in ast.list(list) {
                    if let PropertyKey::Computed(key) = p.key {
                        work.push(key);
                    }
                    work.push(p.value);
                }
            }
            ExprKind::Call { callee, args, .. } | ExprKind::New { callee, args } => {
                work.push(callee);
                work.extend(ast.list(args));
            }
            ExprKind::TaggedTemplate { tag, template } => {
                work.push(tag);
                work.extend(ast.list(ast[template].exprs));
            }
            ExprKind::Class(c) => {
                work.extend(ast[c].superclass);
                for element in ast.list(ast[c].elements) {
                    if let PropertyKey::Computed(key) = element.key {
                        work.push(key);
                    }
                }
            }
            _ => {}
        }
    }

    /// Compiles an expression for its value.
    pub(super) fn expr(&mut self, e: ExprId, want: Want) -> Reg {
        self.expr_named(e, want, FunctionName::None)
    }

    /// Compiles an expression; an anonymous function or class gets the name (ECMA-262 §8.4.5
    /// NamedEvaluation).
    pub(super) fn expr_named(&mut self, e: ExprId, want: Want, name: FunctionName) -> Reg {
        let span = self.ast[e].span;
        match self.ast[e].kind {
            ExprKind::Hole | ExprKind::Spread(_) => self.constant(want, |c, dst| c.asm.load_hole(dst)),
            ExprKind::Null => self.constant(want, |c, dst| c.asm.load_null(dst)),
            ExprKind::Bool(true) => self.constant(want, |c, dst| c.asm.load_true(dst)),
            ExprKind::Bool(false) => self.constant(want, |c, dst| c.asm.load_false(dst)),
            ExprKind::Number(n) => self.constant(want, |c, dst| c.load_number(dst, n)),
            ExprKind::BigInt(digits) => self.constant(want, |c, dst| c.load_bigint(dst, digits)),
            ExprKind::String(atom) => self.constant(want, |c, dst| {
                let k = c.string(atom);
                c.asm.load_const(dst, k);
            }),
            ExprKind::Regex { body, flags } => {
                let (body, flags) = (self.text(body), self.text(flags));
                let k = self.asm.add_constant(Constant::String(body));
                self.asm.add_constant(Constant::String(flags));
                self.at(e);
                self.constant(want, |c, dst| c.asm.new_regexp(dst, k))
            }
            ExprKind::Template(t) => self.template(e, t, want),
            ExprKind::Ident(atom) => {
                self.at(e);
                let name = self.ident(e, atom);
                self.load_name(name, want)
            }
            ExprKind::This => {
                self.at(e);
                self.load_this(want)
            }
            ExprKind::NewTarget => self.load_pseudo(Pseudo::NewTarget, want),
            ExprKind::ImportMeta => self.import_meta(want),
            ExprKind::ImportCall { source, options, phase } => self.import_call(e, source, (options, phase), want),
            ExprKind::Array(list) => self.array(e, list, want),
            ExprKind::Object(list) => self.object(e, list, want),
            ExprKind::Function(f) => {
                let dst = self.out(want);
                self.named_closure(f, dst, name);
                self.finish(dst, want)
            }
            ExprKind::Class(c) => self.class(c, name, want),
            ExprKind::Unary { op, operand } => self.unary(e, op, operand, want),
            ExprKind::Update { op, prefix, target } => self.update(e, op, prefix, target, Some(want)),
            ExprKind::Binary { .. } => self.binary(e, want),
            ExprKind::Logical { .. } => self.logical(e, want),
            ExprKind::PrivateIn { object, .. } => self.private_in(e, object, want),
            ExprKind::Conditional { .. } => self.conditional(e, want),
            ExprKind::Assign { target, value } => self.assign(e, target, value, Some(want)),
            ExprKind::CompoundAssign { op, target, value } => self.compound_assign(e, op, target, value, Some(want)),
            ExprKind::Sequence(list) => self.sequence(list, want),
            ExprKind::Member { .. }
            | ExprKind::Index { .. }
            | ExprKind::PrivateMember { .. }
            | ExprKind::Call { .. }
            | ExprKind::OptionalChain(_)
            | ExprKind::TaggedTemplate { .. } => self.chain(e, want),
            ExprKind::SuperMember(_) | ExprKind::SuperIndex(_) => self.super_get(e, want),
            ExprKind::SuperCall(args) => self.super_call(e, args, want),
            ExprKind::New { callee, args } => self.construct(e, callee, args, want),
            ExprKind::Yield { operand, delegate: false } => self.yield_value(e, operand, want),
            ExprKind::Yield { operand: Some(operand), .. } => self.yield_delegate(e, operand, want),
            ExprKind::Yield { .. } => {
                self.fail("internal error: yield* without an operand", span);
                self.registers.top()
            }
            ExprKind::Await(operand) => self.await_value(e, operand, want),
        }
    }

    fn constant(&mut self, want: Want, emit: impl FnOnce(&mut Self, Reg)) -> Reg {
        let dst = self.out(want);
        emit(self, dst);
        self.finish(dst, want)
    }

    /// `dst = n`
    pub(super) fn load_number(&mut self, dst: Reg, n: f64) {
        if let Some(int) = as_int(n) {
            self.asm.load_int(dst, int);
        } else {
            let k = self.asm.number(n);
            self.asm.load_const(dst, k);
        }
    }

    fn load_bigint(&mut self, dst: Reg, digits: Atom) {
        let k = self.asm.bigint(&self.ast.atoms.display(digits));
        self.asm.load_const(dst, k);
    }

    /// Compiles an expression for its effect only.
    pub(super) fn effect(&mut self, e: ExprId) {
        let mark = self.registers.top();
        match self.ast[e].kind {
            ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number(_) | ExprKind::String(_) | ExprKind::Function(_) => {}
            ExprKind::Update { op, prefix, target } => {
                self.update(e, op, prefix, target, None);
            }
            ExprKind::Assign { target, value } => {
                self.assign(e, target, value, None);
            }
            ExprKind::CompoundAssign { op, target, value } => {
                self.compound_assign(e, op, target, value, None);
            }
            ExprKind::Sequence(list) => {
                for &e in self.ast.list(list) {
                    self.effect(e);
                }
            }
            ExprKind::Unary { op: UnaryOp::Void, operand } => self.effect(operand),
            ExprKind::Logical { .. } => {
                let end = self.label();
                self.logical_effect(e, end);
                self.bind(end);
            }
            ExprKind::Conditional { .. } => self.conditional_effect(e),
            _ => {
                self.value(e);
            }
        }
        self.release(mark);
    }

    fn sequence(&mut self, list: List<ExprId>, want: Want) -> Reg {
        let list = self.ast.list(list);
        let Some((&last, first)) = list.split_last() else { return self.registers.top() };
        for &e in first {
            self.effect(e);
        }
        self.expr(last, want)
    }

    /// `test ? then : otherwise`, the chain of `otherwise` as a loop.
    fn conditional(&mut self, e: ExprId, want: Want) -> Reg {
        // Both branches must end in the same register.
        let want = if want == Want::Any { Want::New } else { want };
        let mark = self.registers.top();
        let end = self.label();
        let mut e = e;
        while let ExprKind::Conditional { test, then, otherwise } = self.ast[e].kind {
            match self.constant_truth(test) {
                Some(true) => {
                    e = then;
                    continue;
                }
                Some(false) => {
                    e = otherwise;
                    continue;
                }
                None => {}
            }
            let next = self.label();
            self.jump_if(test, false, next);
            self.expr(then, want);
            self.release(mark);
            self.asm.jump(end);
            self.bind(next);
            e = otherwise;
        }
        let dst = self.expr(e, want);
        self.bind(end);
        dst
    }

    fn conditional_effect(&mut self, mut e: ExprId) {
        let end = self.label();
        while let ExprKind::Conditional { test, then, otherwise } = self.ast[e].kind {
            let next = self.label();
            self.jump_if(test, false, next);
            self.effect(then);
            self.asm.jump(end);
            self.bind(next);
            e = otherwise;
        }
        self.effect(e);
        self.bind(end);
    }

    fn template(&mut self, e: ExprId, t: TemplateId, want: Want) -> Reg {
        let ast = self.ast;
        let template = ast[t];
        let quasis = ast.list(template.quasis);
        let exprs = ast.list(template.exprs);
        let mark = self.registers.top();
        let last_running = exprs.iter().rposition(|&e| self.may_run_code(e)).unwrap_or(0);
        let mut count = 0;
        for (i, quasi) in quasis.iter().enumerate() {
            if let Some(text) = quasi.cooked
                && (text != crate::syntax::ast::known::EMPTY || exprs.is_empty())
            {
                let dst = self.temp();
                let k = self.string(text);
                self.asm.load_const(dst, k);
                count += 1;
            }
            if let Some(&part) = exprs.get(i) {
                let value = if let ExprKind::Ident(atom) = self.ast[part].kind {
                    // V8 reports a name that is not there at the template.
                    self.at(e);
                    let name = self.ident(part, atom);
                    self.load_name(name, Want::New)
                } else {
                    self.expr(part, Want::New)
                };
                count += 1;
                if i < last_running {
                    // What the later parts do must not be seen by this part's `toString`.
                    self.at(part);
                    self.asm.to_string(value, value);
                }
                // Long templates are joined piece by piece, so that they need few registers.
                if count == 64 {
                    self.at(part);
                    self.asm.concat(mark, mark, count);
                    self.release(mark);
                    self.temp();
                    count = 1;
                }
            }
        }
        self.release(mark);
        let dst = self.out(want);
        self.at(exprs.first().copied().unwrap_or(e));
        match (count, exprs.is_empty()) {
            (1, true) => self.mov(dst, mark),
            (1, false) => self.asm.to_string(dst, mark),
            _ => self.asm.concat(dst, mark, count),
        }
        self.finish(dst, want)
    }

    /// The name a plain assignment target gives to an anonymous function.
    pub(super) fn pattern_function_name(&mut self, kind: PatternKind) -> FunctionName {
        match kind {
            PatternKind::Binding(atom) => FunctionName::Text(self.text(atom)),
            _ => FunctionName::None,
        }
    }

    /// As [`Self::pattern_function_name`], of a resolved name.
    pub(super) fn function_name(&mut self, name: Name) -> FunctionName {
        FunctionName::Text(self.text(name.atom))
    }
}

/// The int32 that a number is, -0 excluded.
pub(super) fn as_int(n: f64) -> Option<i32> {
    let int = n as i32;
    (f64::from(int).to_bits() == n.to_bits()).then_some(int)
}

/// The 16-bit immediate that a number is, -0 excluded.
pub(super) fn as_imm16(n: f64) -> Option<i16> {
    as_int(n).and_then(|n| i16::try_from(n).ok())
}
