//! Names and `this`: where a binding lies and how it is read, written, deleted.

use super::FunctionCompiler;
use super::expressions::Want;
use super::functions::FunctionName;
use super::scopes::{BindingId, NO_REGISTER, Pseudo, Reference, Role, ScopeIndex};
use crate::bytecode::{Reg, Text};
use crate::source::Span;
use crate::syntax::ast::{Atom, BindingKind, ExprId, known};

/// Where a binding lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// In a register of this frame.
    Register(Reg),
    /// In a slot of the environment `depth` parents above the one in `env`.
    Env { env: Reg, depth: u16, slot: u16 },
    /// In the global scope.
    Global,
}

/// A name that is used, resolved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    pub atom: Atom,
    pub place: Place,
    pub binding: Option<BindingId>,
    /// It may not be initialised yet.
    pub check: bool,
    /// Objects of `with` statements are asked first.
    pub dynamic: bool,
    pub deleted: bool,
}

impl FunctionCompiler<'_, '_> {
    /// What `atom`, resolved by the analysis to `reference`, means here.
    pub(super) fn name(&mut self, atom: Atom, reference: Reference) -> Name {
        let binding = reference.binding();
        let place = binding.map_or(Place::Global, |id| self.place(id));
        let deleted = binding.is_some_and(|id| self.analysis()[id].deleted);
        Name { atom, place, binding, check: reference.check(), dynamic: reference.dynamic(), deleted }
    }

    /// The name that an identifier expression uses.
    pub(super) fn ident(&mut self, e: ExprId, atom: Atom) -> Name {
        let reference = self.analysis().expr_refs[e.index()];
        self.name(atom, reference)
    }

    /// Where a binding lies, seen from here.
    pub(super) fn place(&mut self, id: BindingId) -> Place {
        let b = self.analysis()[id];
        if self.analysis().is_callee(id, self.function) && self.analysis()[b.scope].function != self.function {
            return Place::Register(Reg::CALLEE);
        }
        if b.captured {
            let (env, depth) = self.env_of(b.scope);
            return Place::Env { env, depth, slot: b.slot };
        }
        if b.register == NO_REGISTER {
            self.fail("internal error: a local has no register", Span::default());
            return Place::Register(Reg::CALLEE);
        }
        Place::Register(Reg(b.register))
    }

    fn env_of(&mut self, scope: ScopeIndex) -> (Reg, u16) {
        if let Some(&(_, env)) = self.envs.iter().rev().find(|(s, _)| *s == scope) {
            return (env, 0);
        }
        let analysis = self.analysis();
        let mut depth = 0;
        let mut at = analysis[analysis[self.function].scope].parent;
        while let Some(s) = at {
            if s == scope {
                let env = self.closure_env.unwrap_or(Reg::CALLEE);
                return (env, depth);
            }
            depth += u16::from(analysis[s].slots > 0);
            at = analysis[s].parent;
        }
        self.fail("internal error: an environment is out of sight", Span::default());
        (Reg::CALLEE, 0)
    }

    /// The register of the innermost environment here, if there is one that anybody may need.
    pub(super) fn current_env(&self) -> Option<Reg> {
        self.envs.last().map(|&(_, env)| env).or(self.closure_env)
    }

    // ---- reading

    /// Reads a name.
    pub(super) fn load_name(&mut self, name: Name, want: Want) -> Reg {
        if name.dynamic {
            return self.load_dynamic(name, want);
        }
        match name.place {
            Place::Register(reg) => {
                if name.deleted {
                    let name = self.string(name.atom);
                    self.asm.check_deleted(reg, name);
                } else if name.check {
                    let name = self.string(name.atom);
                    self.asm.check_hole(reg, name);
                }
                self.deliver(reg, want)
            }
            Place::Env { env, depth, slot } => {
                let dst = self.out(want);
                if name.deleted {
                    // The destination may be visible: a deleted binding must not leave its hole
                    // there.
                    let mark = self.registers.top();
                    let value = self.temp();
                    self.asm.load_env(value, env, depth, slot);
                    let name = self.string(name.atom);
                    self.asm.check_deleted(value, name);
                    self.mov(dst, value);
                    self.release(mark);
                } else if name.binding.is_some_and(|id| self.declared_kind(id) == Some(BindingKind::Import)) {
                    let name = self.string(name.atom);
                    self.asm.load_import(dst, env, depth, slot, name);
                } else if name.check {
                    let name = self.string(name.atom);
                    self.asm.load_env_checked(dst, env, depth, slot, name);
                } else {
                    self.asm.load_env(dst, env, depth, slot);
                }
                self.finish(dst, want)
            }
            Place::Global => {
                let dst = self.out(want);
                if name.atom == known::UNDEFINED {
                    self.asm.load_undefined(dst);
                } else {
                    let ic = self.ic(name.atom);
                    self.asm.load_global(dst, ic);
                }
                self.finish(dst, want)
            }
        }
    }

    /// `typeof name`: no error when there is no such binding.
    pub(super) fn load_name_for_typeof(&mut self, name: Name) -> Reg {
        if name.dynamic {
            let dst = self.temp();
            let mark = self.registers.top();
            let base = self.with_base(name);
            let (fixed, end) = (self.label(), self.label());
            self.asm.jump_if_undefined(base, fixed);
            let k = self.string(name.atom);
            self.asm.with_get(dst, base, k);
            self.asm.jump(end);
            self.bind(fixed);
            self.release(mark);
            let value = self.load_name_for_typeof(Name { dynamic: false, ..name });
            self.mov(dst, value);
            self.release(mark);
            self.bind(end);
            return dst;
        }
        match name.place {
            Place::Global if name.atom != known::UNDEFINED => {
                let dst = self.temp();
                let ic = self.ic(name.atom);
                self.asm.load_global_or_undefined(dst, ic);
                dst
            }
            Place::Register(_) | Place::Env { .. } if name.deleted => {
                let value = self.load_name(Name { deleted: false, check: false, ..name }, Want::New);
                let (gone, end) = (self.label(), self.label());
                self.asm.jump_if_hole(value, gone);
                self.asm.jump(end);
                self.bind(gone);
                self.asm.load_undefined(value);
                self.bind(end);
                value
            }
            _ => self.load_name(name, Want::Any),
        }
    }

    fn load_dynamic(&mut self, name: Name, want: Want) -> Reg {
        let dst = self.out_now(want);
        let mark = self.registers.top();
        let base = self.with_base(name);
        self.load_with(name, base, dst);
        self.release(mark);
        dst
    }

    /// Reads a name of which `base` is the `with` object, or undefined if none has it.
    pub(super) fn load_with(&mut self, name: Name, base: Reg, dst: Reg) {
        let (fixed, end) = (self.label(), self.label());
        self.asm.jump_if_undefined(base, fixed);
        let k = self.string(name.atom);
        self.asm.with_get(dst, base, k);
        self.asm.jump(end);
        self.bind(fixed);
        self.load_name(Name { dynamic: false, ..name }, Want::Into(dst));
        self.bind(end);
    }

    /// In a new register: the innermost object (of a `with`, or of what evals declared) that has
    /// the name, or undefined.
    pub(super) fn with_base(&mut self, name: Name) -> Reg {
        self.with_base_for(name, None)
    }

    /// The same; `receiver` gets the receiver of a call of that name: the object of a `with`, and
    /// undefined otherwise.
    pub(super) fn with_base_for(&mut self, name: Name, receiver: Option<Reg>) -> Reg {
        let base = self.temp();
        let home = name.binding.map(|id| self.analysis()[id].scope);
        let is_self = name.binding.is_some_and(|id| self.analysis()[id].role == Role::SelfName);
        let mut at = Some(self.scope);
        let found = self.label();
        let k = self.string(name.atom);
        while let Some(scope) = at
            && (at != home || is_self)
        {
            if let Some(object) = self.analysis()[scope].with_object {
                self.load_binding(object, base);
                let mark = self.registers.top();
                let has = self.temp();
                self.asm.with_has(has, base, k);
                match receiver {
                    None => self.asm.jump_if_true(has, found),
                    Some(receiver) => {
                        let next = self.label();
                        self.asm.jump_if_false(has, next);
                        if self.analysis()[scope].holds_variables {
                            self.asm.load_undefined(receiver);
                        } else {
                            self.mov(receiver, base);
                        }
                        self.asm.jump(found);
                        self.bind(next);
                    }
                }
                self.release(mark);
            }
            if at == home {
                break;
            }
            at = self.analysis()[scope].parent;
        }
        self.asm.load_undefined(base);
        if let Some(receiver) = receiver {
            self.asm.load_undefined(receiver);
        }
        self.bind(found);
        base
    }

    /// Reads one of the compiler's own bindings.
    pub(super) fn load_binding(&mut self, id: BindingId, dst: Reg) {
        match self.place(id) {
            Place::Register(reg) => self.mov(dst, reg),
            Place::Env { env, depth, slot } => self.asm.load_env(dst, env, depth, slot),
            Place::Global => {}
        }
    }

    /// The register of one of the compiler's own bindings, or a new one with its value.
    pub(super) fn binding_value(&mut self, id: BindingId) -> Reg {
        match self.place(id) {
            Place::Register(reg) => reg,
            _ => {
                let dst = self.temp();
                self.load_binding(id, dst);
                dst
            }
        }
    }

    /// Writes one of the compiler's own bindings.
    pub(super) fn store_binding(&mut self, id: BindingId, src: Reg) {
        match self.place(id) {
            Place::Register(reg) => self.mov(reg, src),
            Place::Env { env, depth, slot } => self.asm.store_env(env, depth, slot, src),
            Place::Global => {}
        }
    }

    // ---- writing

    /// The register into which an assignment's value may be computed at once.
    pub(super) fn direct_register(&self, name: Name) -> Option<Reg> {
        let constant = name.binding.is_some_and(|id| self.analysis()[id].is_constant());
        match name.place {
            Place::Register(reg) if !name.check && !name.dynamic && !constant => Some(reg),
            _ => None,
        }
    }

    /// Assigns to a name.
    pub(super) fn store_name(&mut self, name: Name, src: Reg) {
        if let Some(id) = name.binding
            && self.analysis()[id].is_constant()
        {
            return self.store_constant(name, id);
        }
        match name.place {
            Place::Register(reg) => {
                if name.check && !name.deleted {
                    let name = self.string(name.atom);
                    self.asm.check_hole(reg, name);
                }
                self.mov(reg, src);
            }
            Place::Env { env, depth, slot } => {
                if name.check && !name.deleted {
                    let name = self.string(name.atom);
                    self.asm.store_env_checked(env, depth, slot, src, name);
                } else {
                    self.asm.store_env(env, depth, slot, src);
                }
            }
            Place::Global => {
                let ic = self.ic(name.atom);
                self.asm.store_global(ic, src);
            }
        }
    }

    fn store_constant(&mut self, name: Name, id: BindingId) {
        if self.analysis()[id].role == Role::SelfName && !self.strict {
            return;
        }
        let mark = self.registers.top();
        if name.check {
            self.load_name(name, Want::Any);
        }
        let k = self.string(name.atom);
        self.asm.throw_const_assign(k);
        self.release(mark);
    }

    /// Assigns to a name of which `base` is the `with` object, or undefined if none has it.
    pub(super) fn store_with(&mut self, name: Name, base: Reg, src: Reg) {
        let (fixed, end) = (self.label(), self.label());
        self.asm.jump_if_undefined(base, fixed);
        let k = self.string(name.atom);
        self.asm.with_set(base, k, src);
        self.asm.jump(end);
        self.bind(fixed);
        self.store_name(Name { dynamic: false, ..name }, src);
        self.bind(end);
    }

    /// Gives a binding its first value.
    pub(super) fn initialise(&mut self, atom: Atom, reference: Reference, src: Reg) {
        let Some(id) = reference.binding() else {
            let k = self.string(atom);
            self.asm.init_global_lexical(k, src);
            return;
        };
        match self.place(id) {
            Place::Register(reg) => self.mov(reg, src),
            Place::Env { env, depth, slot } => self.asm.store_env(env, depth, slot, src),
            Place::Global => {}
        }
    }

    // ---- deleting

    /// `delete name`
    pub(super) fn delete_name(&mut self, name: Name, want: Want) -> Reg {
        if name.dynamic {
            let dst = self.out_now(want);
            let mark = self.registers.top();
            let base = self.with_base(name);
            let (fixed, end) = (self.label(), self.label());
            self.asm.jump_if_undefined(base, fixed);
            let k = self.string(name.atom);
            self.asm.delete_prop(dst, base, k);
            self.asm.jump(end);
            self.bind(fixed);
            self.delete_name(Name { dynamic: false, ..name }, Want::Into(dst));
            self.bind(end);
            self.release(mark);
            return dst;
        }
        let k = self.string(name.atom);
        if name.deleted {
            self.asm.note_binding_delete(k);
            match name.place {
                Place::Register(reg) => self.asm.load_hole(reg),
                Place::Env { env, depth, slot } => {
                    let hole = self.temp();
                    self.asm.load_hole(hole);
                    self.asm.store_env(env, depth, slot, hole);
                    self.release(hole);
                }
                Place::Global => {}
            }
        }
        let dst = self.out(want);
        if name.place == Place::Global {
            self.asm.delete_global(dst, k);
        } else if name.deleted {
            self.asm.load_true(dst);
        } else {
            self.asm.load_false(dst);
        }
        self.finish(dst, want)
    }

    // ---- this and its like

    /// `this`
    pub(super) fn load_this(&mut self, want: Want) -> Reg {
        let owner = self.analysis().this_function(self.function);
        if !self.analysis()[owner].derived {
            return self.deliver(Reg::THIS, want);
        }
        let Some(id) = self.analysis()[owner].pseudo[Pseudo::This as usize] else { return Reg::THIS };
        if let Place::Register(reg) = self.place(id) {
            self.asm.check_this(reg);
            return self.deliver(reg, want);
        }
        let dst = self.out(want);
        let mark = self.registers.top();
        let value = if want == Want::Any || want == Want::New { dst } else { self.temp() };
        self.load_binding(id, value);
        self.asm.check_this(value);
        self.mov(dst, value);
        self.release(mark);
        self.finish(dst, want)
    }

    /// `new.target`, the home object, the running function: of the function whose `this` is meant.
    pub(super) fn load_pseudo(&mut self, which: Pseudo, want: Want) -> Reg {
        let owner = self.analysis().this_function(self.function);
        if owner != self.function {
            let Some(id) = self.analysis()[owner].pseudo[which as usize] else { return Reg::CALLEE };
            let dst = self.out(want);
            self.load_binding(id, dst);
            return self.finish(dst, want);
        }
        if which == Pseudo::Callee {
            return self.deliver(Reg::CALLEE, want);
        }
        let dst = self.out(want);
        match which {
            Pseudo::NewTarget => self.asm.load_new_target(dst),
            _ => self.asm.load_home_object(dst),
        }
        self.finish(dst, want)
    }

    // ---- locals

    /// Gives a register binding its register, the next free one, if it has none yet.
    pub(super) fn allocate(&mut self, id: BindingId) {
        let b = self.analysis()[id];
        if !b.captured && b.register == NO_REGISTER {
            let reg = self.temp();
            self.give_register(id, reg);
        }
    }

    /// The value in the newest register becomes the binding: it is that register or the slot of an
    /// environment.
    pub(super) fn adopt(&mut self, id: BindingId, reg: Reg) {
        self.give_register(id, reg);
    }

    /// The binding lies in this register from here on.
    pub(super) fn give_register(&mut self, id: BindingId, reg: Reg) {
        self.program.analysis[id].register = reg.0;
        #[cfg(feature = "cli")]
        self.variables.registers.push((reg.0, id));
    }

    /// Whether a declaration of this binding still has to find it a register.
    pub(super) fn is_unallocated(&self, reference: Reference) -> Option<BindingId> {
        let id = reference.binding()?;
        let b = &self.analysis()[id];
        (!b.captured && b.register == NO_REGISTER).then_some(id)
    }

    /// Opens a scope: its environment, the bindings that need a hole, its function declarations.
    /// Returns what [`Self::close_scope`] needs.
    pub(super) fn open_scope(&mut self, scope: ScopeIndex) -> OpenScope {
        let open = OpenScope { outer: self.scope, mark: self.registers.top(), envs: self.envs.len() };
        let parent = self.current_env();
        self.scope = scope;
        if self.analysis()[scope].slots > 0 {
            let env = self.temp();
            self.new_env(env, parent, scope);
            self.envs.push((scope, env));
        }
        let waiting: Vec<BindingId> = self
            .analysis()
            .scope_bindings(scope)
            .filter(|&id| {
                let b = &self.analysis()[id];
                b.needs_hole && !b.captured && b.register == NO_REGISTER
            })
            .collect();
        self.allocate_holes(&waiting);
        self.hoist_functions(scope);
        open
    }

    /// Gives bindings registers that hold holes.
    pub(super) fn allocate_holes(&mut self, bindings: &[BindingId]) {
        let first = self.registers.top();
        for &id in bindings {
            self.allocate(id);
        }
        match bindings.len() {
            0 => {}
            1 => self.asm.load_hole(first),
            n => self.asm.load_holes(first, n as u16),
        }
    }

    /// Makes a new environment for `scope`.
    pub(super) fn new_env(&mut self, dst: Reg, parent: Option<Reg>, scope: ScopeIndex) {
        let slots = self.analysis()[scope].slots;
        if slots == u16::MAX {
            self.fail("too many captured variables in one scope", Span::default());
        }
        let parent = parent.unwrap_or_else(|| {
            self.asm.load_undefined(dst);
            dst
        });
        self.asm.new_env(dst, parent, slots);
        #[cfg(feature = "cli")]
        self.variables.environments.push((dst.0, scope));
    }

    /// Instantiates the function declarations of a scope.
    pub(super) fn hoist_functions(&mut self, scope: ScopeIndex) {
        for (id, f) in self.analysis()[scope].functions.clone() {
            if self.analysis()[id].declares != Some(f.into()) {
                continue;
            }
            self.allocate(id);
            match self.place(id) {
                Place::Register(reg) => self.closure(f, reg),
                _ => {
                    let value = self.temp();
                    // Only what a module exports by default has no name.
                    self.named_closure(f, value, FunctionName::Text("default".into()));
                    self.store_binding(id, value);
                    self.release(value);
                }
            }
        }
    }

    /// Closes a scope: its registers are free (and dead) from here on.
    pub(super) fn close_scope(&mut self, open: OpenScope) {
        self.scope = open.outer;
        self.envs.truncate(open.envs);
        self.registers.release(open.mark);
    }

    /// The kind of declaration behind a binding, if it is one of the source's.
    pub(super) fn declared_kind(&self, id: BindingId) -> Option<BindingKind> {
        match self.analysis()[id].role {
            Role::Declared(kind) => Some(kind),
            _ => None,
        }
    }

    /// Text of an atom, shared.
    pub(super) fn text(&mut self, atom: Atom) -> Text {
        self.program.text(atom)
    }
}

/// What was before a scope was opened.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenScope {
    outer: ScopeIndex,
    mark: Reg,
    envs: usize,
}
