//! `super.x`, `super[x]`, `super()`.

use super::FunctionCompiler;
use super::expressions::Want;
use super::scopes::Pseudo;
use crate::bytecode::Reg;
use crate::syntax::ast::{ExprId, ExprKind, List};

impl FunctionCompiler<'_, '_> {
    /// The receiver, home object and key of a super property, in registers.
    pub(super) fn super_reference(&mut self, e: ExprId) -> (Reg, Reg, Reg) {
        self.at(e);
        let this = self.load_this(Want::Any);
        let home = self.load_pseudo(Pseudo::HomeObject, Want::Any);
        let key = match self.ast[e].kind {
            ExprKind::SuperIndex(index) => self.value(index),
            ExprKind::SuperMember(name) => {
                let key = self.temp();
                let k = self.string(name);
                self.asm.load_const(key, k);
                key
            }
            _ => this,
        };
        (this, home, key)
    }

    /// `super.x` as a value.
    pub(super) fn super_get(&mut self, e: ExprId, want: Want) -> Reg {
        let mark = self.registers.top();
        let (this, home, key) = self.super_reference(e);
        self.release(mark);
        let dst = self.out(want);
        self.at(e);
        self.asm.get_super(dst, home, this, key);
        self.finish(dst, want)
    }

    /// `super.x` about to be called: callee in `base`, receiver in the next register.
    pub(super) fn super_method(&mut self, e: ExprId, base: Reg) {
        let mark = self.registers.top();
        let (this, home, key) = self.super_reference(e);
        self.at(e);
        self.asm.get_super(base, home, this, key);
        self.mov(Reg(base.0 + 1), this);
        self.release(mark);
    }

    /// `super(args)` (ECMA-262 §13.3.7.1): binds `this` and runs the field initialisers.
    pub(super) fn super_call(&mut self, e: ExprId, args: List<ExprId>, want: Want) -> Reg {
        let mark = self.registers.top();
        let class = self.load_pseudo(Pseudo::Callee, Want::Any);
        let target = self.load_pseudo(Pseudo::NewTarget, Want::Any);
        let base = self.registers.take(2);
        self.at(e);
        self.asm.super_constructor(base, class);
        let argc = self.arguments(None, args, self.ast[e].pos);
        self.at(e);
        match argc {
            Some(argc) => self.asm.super_call(base, base, argc, target),
            None => self.asm.super_call_spread(base, base, target),
        }
        self.release(Reg(base.0 + 1));
        self.bind_this(e, base);
        let owner = self.analysis().this_function(self.function);
        if self.analysis()[owner].has_fields {
            let class = self.load_pseudo(Pseudo::Callee, Want::Any);
            self.at(e);
            self.asm.init_fields(class, base);
        }
        self.deliver_from(mark, base, want)
    }

    /// Binds `this` of a derived constructor: only once.
    pub(super) fn bind_this(&mut self, e: ExprId, value: Reg) {
        let owner = self.analysis().this_function(self.function);
        let Some(id) = self.analysis()[owner].pseudo[Pseudo::This as usize] else { return };
        let mark = self.registers.top();
        let old = self.binding_value(id);
        self.at(e);
        self.asm.check_super_once(old);
        self.release(mark);
        self.store_binding(id, value);
    }
}
