//! Functions: closures, the prologue that binds parameters and hoisted names, and the finished
//! prototype.

use rustc_hash::FxHashMap;

use super::destructuring::{Binding, From};
use super::expressions::Want;
use super::scopes::{BindingId, FunctionIndex, NO_REGISTER, Pseudo, Role, ScopeIndex};
use super::{FunctionCompiler, Program};
use crate::bytecode::{self, FuncIndex, FunctionFlags, FunctionProto, NamePrefix, Reg, Text};
use crate::source::Span;
use crate::syntax::SyntaxError;
use crate::syntax::ast::{BindingKind, Function, FunctionBody, FunctionId, FunctionKind, PatternId, PatternKind};

/// The name that a place gives to an anonymous function.
#[derive(Clone, Debug)]
pub(super) enum FunctionName {
    /// None.
    None,
    /// This text.
    Text(Text),
    /// That of the property key in a register, with a prefix.
    Key(Reg, NamePrefix),
}

/// What of a finished prototype does not come from the code.
pub(super) struct Finish {
    pub name: Text,
    pub span: Span,
    pub kind: bytecode::FunctionKind,
    pub flags: FunctionFlags,
    pub length: u32,
    pub params: u32,
    pub mapped_slots: Vec<u16>,
    pub instance_slots: usize,
    pub uses_extra_arguments: bool,
}

impl FunctionCompiler<'_, '_> {
    /// `dst = ` a closure of a function that has its own name.
    pub(super) fn closure(&mut self, f: FunctionId, dst: Reg) {
        self.named_closure(f, dst, FunctionName::None);
    }

    /// `dst = ` a closure; an anonymous function gets the name.
    pub(super) fn named_closure(&mut self, f: FunctionId, dst: Reg, name: FunctionName) {
        let own = self.ast[f].name;
        let text = match (own, &name) {
            (Some(own), _) => self.text(own),
            (None, FunctionName::Text(text)) => text.clone(),
            _ => "".into(),
        };
        let mut proto = compile_function(self.program, f, text);
        if proto.name.is_empty() {
            proto.inferred_name = self.inferred_name();
        }
        let index = self.add_function(proto);
        let before = self.asm.position();
        let start = self.ast[f].span.start;
        self.asm.set_position(start, start);
        self.emit_closure(dst, index, f.into());
        self.asm.restore_position(before);
        if let (None, FunctionName::Key(key, prefix)) = (own, name) {
            self.asm.set_function_name(dst, key, prefix);
        }
    }

    /// Emits the closure instruction. A function that uses nothing around it gets no environment,
    /// and keeps none alive.
    pub(super) fn emit_closure(&mut self, dst: Reg, index: FuncIndex, f: FunctionIndex) {
        let env = self.env_for(f).unwrap_or_else(|| {
            self.asm.load_undefined(dst);
            dst
        });
        self.asm.closure(dst, index, env);
    }

    /// The environment that closures of `f` capture, if they need one.
    pub(super) fn env_for(&self, f: FunctionIndex) -> Option<Reg> {
        if self.analysis()[f].needs_env() { self.current_env() } else { None }
    }

    /// Whether a function (not an arrow) uses `super`.
    pub(super) fn function_needs_home(&self, f: FunctionIndex) -> bool {
        let f = &self.analysis()[f];
        !f.arrow && f.needed & Pseudo::HomeObject.bit() != 0
    }

    /// Environments, `this` and the pseudo-variables of a function.
    pub(super) fn enter_environment(&mut self, sloppy_this: bool) {
        let function = self.function;
        let info = &self.analysis()[function];
        let (needs_env, own, needed, arrow, pseudo) =
            (info.needs_env(), info.own, info.needed, info.arrow, info.pseudo);
        let scope = info.scope;
        if needs_env {
            let env = self.temp();
            self.asm.load_closure_env(env);
            self.closure_env = Some(env);
        }
        if sloppy_this && !arrow && needed & Pseudo::This.bit() != 0 {
            self.asm.coerce_this();
        }
        let owner = self.analysis().this_function(function);
        if arrow
            && own & Pseudo::This.bit() != 0
            && !self.analysis()[owner].derived
            && let Some(id) = self.analysis()[owner].pseudo[Pseudo::This as usize]
        {
            self.load_binding(id, Reg::THIS);
        }
        if self.analysis()[scope].slots > 0 {
            let env = self.temp();
            let parent = self.closure_env;
            self.new_env(env, parent, scope);
            self.envs.push((scope, env));
        }
        for which in [Pseudo::This, Pseudo::NewTarget, Pseudo::HomeObject, Pseudo::Callee] {
            let Some(id) = pseudo[which as usize] else { continue };
            if which == Pseudo::This && self.derived {
                if !self.analysis()[id].captured {
                    self.allocate_holes(&[id]);
                }
                continue;
            }
            let mark = self.registers.top();
            let value = match which {
                Pseudo::This => Reg::THIS,
                _ => self.load_pseudo(which, Want::Any),
            };
            self.store_binding(id, value);
            self.release(mark);
        }
        if let Some(id) = self.analysis()[function].self_name {
            if self.analysis()[id].captured {
                self.store_binding(id, Reg::CALLEE);
            } else {
                self.adopt(id, Reg::CALLEE);
            }
        }
    }

    /// Makes the array of a rest parameter, if there is one: its pattern and where the array is.
    fn rest_parameter(&mut self, params: &[PatternId], arguments: Option<Reg>) -> Option<(PatternId, Reg)> {
        let rest = params.last().and_then(|&p| match self.ast[p].kind {
            PatternKind::Rest(inner) => Some(inner),
            _ => None,
        });
        rest.map(|p| {
            let reg = self.temp();
            let from = (params.len() - 1).min(u16::MAX.into()) as u16;
            match arguments {
                Some(arguments) => self.asm.rest_from_arguments(reg, arguments, from),
                None => self.asm.create_rest(reg, from),
            }
            (p, reg)
        })
    }

    /// Variables of the body that begin with the value of the parameter of their name.
    fn copy_to_body_variables(&mut self, variables: &[(BindingId, BindingId)]) {
        for &(param, var) in variables {
            self.allocate(var);
            let mark = self.registers.top();
            let value = self.binding_value(param);
            self.store_binding(var, value);
            self.release(mark);
        }
    }

    /// Everything before the first statement (ECMA-262 §10.2.11 FunctionDeclarationInstantiation).
    fn prologue(&mut self, f: &Function) -> (Vec<u16>, bool) {
        let ast = self.ast;
        let info = self.analysis()[self.function].clone();
        let params = ast.list(f.params);
        let simple = f.flags.simple_params() || f.kind == FunctionKind::CommonJs;
        let is_mapped = simple && !self.strict;
        // These read what the caller left in the registers above the parameters, so they come
        // first.
        let arguments = info.arguments.map(|id| {
            let reg = self.temp();
            self.asm.set_position(f.span.start, f.span.start);
            self.asm.create_arguments(reg, is_mapped);
            (id, reg)
        });
        let rest = self.rest_parameter(params, arguments.map(|(_, reg)| reg));
        self.asm.set_position(f.span.start, f.span.start);
        if self.is_async && !self.is_generator {
            let live = self.registers.live();
            self.asm.start_generator(live);
        }
        let sloppy_this = !self.strict && f.kind != FunctionKind::CommonJs && f.kind != FunctionKind::Script;
        self.enter_environment(sloppy_this);
        if let Some((id, reg)) = arguments {
            if self.analysis()[id].captured {
                self.store_binding(id, reg);
            } else {
                self.adopt(id, reg);
            }
        }
        if info.has_fields && !info.derived {
            self.asm.init_fields(Reg::CALLEE, Reg::THIS);
        }
        let mut mapped_slots = Vec::new();
        let formals = if rest.is_some() { &params[..params.len() - 1] } else { params };
        if simple {
            mapped_slots = self.simple_parameters(formals);
            match arguments {
                Some((_, reg)) if is_mapped && info.arguments_exposed && !formals.is_empty() => {
                    if let Some(&(_, env)) = self.envs.last() {
                        self.asm.map_arguments(reg, env);
                    }
                }
                _ => mapped_slots.clear(),
            }
        } else {
            let start = self.function_start(f);
            self.parameters(formals, rest, start);
        }
        let scope = info.scope;
        if let Some(body) = info.body_scope {
            self.enter_body(body);
        }
        self.copy_to_body_variables(&info.body_vars);
        self.declare_vars(scope);
        self.hoist_functions(scope);
        if self.is_generator {
            let live = self.registers.live();
            self.asm.set_position(f.span.start, f.span.start);
            self.asm.start_generator(live);
        }
        self.allocate_lexical_holes(scope);
        (mapped_slots, arguments.is_some() || rest.is_some())
    }

    /// Opens the scope of a body that evals tell apart from the parameters.
    fn enter_body(&mut self, body: ScopeIndex) {
        self.scope = body;
        if self.analysis()[body].slots > 0 {
            let parent = self.current_env();
            let env = self.temp();
            self.new_env(env, parent, body);
            self.envs.push((body, env));
        }
    }

    /// The lexical names of a scope that may be met before their declaration hold holes.
    pub(super) fn allocate_lexical_holes(&mut self, scope: ScopeIndex) {
        let holes: Vec<BindingId> = self
            .analysis()
            .scope_bindings(scope)
            .filter(|&id| {
                let b = &self.analysis()[id];
                b.is_lexical() && b.needs_hole && !b.captured && b.register == NO_REGISTER
            })
            .collect();
        self.allocate_holes(&holes);
    }

    /// Parameters that are just names lie in their registers, or move to the environment.
    fn simple_parameters(&mut self, formals: &[PatternId]) -> Vec<u16> {
        let mut slots = vec![u16::MAX; formals.len()];
        let mut owners = FxHashMap::default();
        for (i, &p) in formals.iter().enumerate() {
            let reg = Reg::param(i);
            let Some(id) = self.analysis().pattern_ref(p).binding() else { continue };
            // Of parameters with the same name the last one counts.
            if self.analysis()[id].captured {
                self.store_binding(id, reg);
                let slot = self.analysis()[id].slot;
                if let Some(earlier) = owners.insert(slot, i) {
                    slots[earlier] = u16::MAX;
                }
                slots[i] = slot;
            } else {
                self.adopt(id, reg);
            }
        }
        slots
    }

    /// Parameters with defaults and patterns, bound from left to right.
    fn parameters(&mut self, formals: &[PatternId], rest: Option<(PatternId, Reg)>, start: u32) {
        let ast = self.ast;
        let parameters: Vec<(PatternId, Reg)> =
            formals.iter().enumerate().map(|(i, &p)| (p, Reg::param(i))).chain(rest).collect();
        let mut holes = Vec::new();
        let mut unset = 0;
        for &(p, reg) in &parameters {
            let target = match ast[p].kind {
                PatternKind::WithDefault { target, .. } => target,
                _ => p,
            };
            match ast[target].kind {
                PatternKind::Binding(_) => {
                    let Some(id) = self.analysis().pattern_ref(target).binding() else { continue };
                    let b = &self.analysis()[id];
                    if b.captured {
                    } else if b.needs_hole {
                        holes.push(id);
                    } else {
                        self.adopt(id, reg);
                    }
                }
                _ => {
                    self.collect_holes(target, &mut holes);
                }
            }
        }
        self.allocate_holes(&holes);
        let first = self.registers.top();
        for &(p, _) in &parameters {
            unset += self.allocate_names(p);
        }
        if unset > 0 {
            self.asm.load_undefineds(first, unset);
        }
        for (p, reg) in parameters {
            self.parameter(p, reg, start);
        }
    }

    fn collect_holes(&self, p: PatternId, holes: &mut Vec<BindingId>) {
        let mut work = vec![p];
        while let Some(p) = work.pop() {
            match self.ast[p].kind {
                PatternKind::Binding(_) => {
                    if let Some(id) = self.analysis().pattern_ref(p).binding() {
                        let b = &self.analysis()[id];
                        if b.needs_hole && !b.captured && b.register == NO_REGISTER {
                            holes.push(id);
                        }
                    }
                }
                PatternKind::Array(list) => work.extend(self.ast.list(list)),
                PatternKind::Object { properties, rest } => {
                    work.extend(rest);
                    work.extend(self.ast.list(properties).iter().map(|p| p.value));
                }
                PatternKind::WithDefault { target, .. } | PatternKind::Rest(target) => work.push(target),
                PatternKind::Expr(_) | PatternKind::Hole => {}
            }
        }
    }

    fn parameter(&mut self, p: PatternId, reg: Reg, start: u32) {
        let mark = self.registers.top();
        let (target, default) = match self.ast[p].kind {
            PatternKind::WithDefault { target, default } => (target, Some(default)),
            _ => (p, None),
        };
        if let Some(default) = default {
            let end = self.label();
            self.asm.jump_if_not_undefined(reg, end);
            let name = self.pattern_function_name(self.ast[target].kind);
            self.expr_named(default, Want::Into(reg), name);
            self.bind(end);
        }
        if let PatternKind::Binding(atom) = self.ast[target].kind {
            let reference = self.analysis().pattern_ref(target);
            self.initialise(atom, reference, reg);
        } else {
            let from = default.map_or(From::Parameter(start), From::Expr);
            self.destructure(target, reg, from, Binding::Declare);
        }
        self.release(mark);
    }

    /// `var`s start as undefined, unless their first use is a declaration that certainly runs
    /// first.
    pub(super) fn declare_vars(&mut self, scope: ScopeIndex) {
        let vars: Vec<BindingId> = self
            .analysis()
            .scope_bindings(scope)
            .filter(|&id| {
                let b = &self.analysis()[id];
                b.role == Role::Declared(BindingKind::Var)
                    && b.register == NO_REGISTER
                    && !b.late
                    && self.analysis()[self.function].arguments != Some(id)
            })
            .collect();
        let first = self.registers.top();
        let mut count = 0;
        for &id in &vars {
            if self.analysis()[id].captured {
                continue;
            }
            let reg = self.registers.take(1);
            self.give_register(id, reg);
            count += 1;
        }
        match count {
            0 => {}
            1 => self.asm.load_undefined(first),
            count => self.asm.load_undefineds(first, count),
        }
        let undefined = self.registers.top();
        let mut loaded = false;
        for id in vars {
            if self.analysis()[id].captured {
                if !loaded {
                    self.temp();
                    self.asm.load_undefined(undefined);
                    loaded = true;
                }
                self.store_binding(id, undefined);
            }
        }
        self.release(undefined);
    }

    /// The prototype of what has been compiled.
    pub(super) fn into_proto(self, finish: Finish) -> FunctionProto {
        if self.registers.max() > super::registers::LIMIT
            || self.functions.len() + self.templates.len() > 1 << 24
            || self.templates.len() > usize::from(u16::MAX)
        {
            let message = "this function is too large: it needs too many registers";
            let program = self.program;
            if program.error.is_none() {
                program.error = Some(SyntaxError::new(message, finish.span));
            }
            return blank(program, finish);
        }
        #[cfg(feature = "cli")]
        let variables = self.variables.names(self.program, self.function, self.closure_env.is_some());
        let assembly = self.asm.finish();
        let proto = FunctionProto {
            #[cfg(feature = "cli")]
            variables,
            code: assembly.code,
            constants: assembly.constants,
            ic_names: assembly.ic_names,
            handlers: assembly.handlers,
            positions: assembly.positions,
            registers: self.registers.max() as u16,
            functions: self.functions,
            object_literals: self.object_literals,
            templates: self.templates,
            evals: self.evals,
            subjects: self.subjects,
            ..blank(self.program, finish)
        };
        if cfg!(debug_assertions)
            && self.program.error.is_none()
            && let Err(fault) = bytecode::verifier::verify(&proto)
        {
            panic!("the compiler made unsound code: {fault}\n{}", bytecode::disassemble(&proto));
        }
        proto
    }
}

fn blank(program: &Program<'_>, finish: Finish) -> FunctionProto {
    FunctionProto {
        name: finish.name,
        inferred_name: "".into(),
        source: program.source.clone(),
        span: (finish.span.start, finish.span.end),
        kind: finish.kind,
        flags: finish.flags,
        length: finish.length.min(u32::from(u16::MAX)) as u16,
        params: finish.params as u16,
        registers: 0,
        code: Box::default(),
        constants: Vec::new(),
        ic_names: Vec::new(),
        functions: Vec::new(),
        object_literals: Vec::new(),
        templates: Vec::new(),
        evals: Vec::new(),
        handlers: Vec::new(),
        positions: Vec::new(),
        subjects: Vec::new(),
        #[cfg(feature = "cli")]
        variables: bytecode::VariableNames::default(),
        mapped_slots: finish.mapped_slots,
        instance_slots: finish.instance_slots.min(u16::MAX.into()) as u16,
        uses_extra_arguments: finish.uses_extra_arguments,
        module: None,
    }
}

/// Compiles a function of the tree (or a program that is one).
pub(super) fn compile_function(program: &mut Program<'_>, id: FunctionId, name: Text) -> FunctionProto {
    let f = program.ast[id];
    let index = FunctionIndex::from(id);
    let params = program.ast.list(f.params);
    let formals = params.iter().filter(|&&p| !matches!(program.ast[p].kind, PatternKind::Rest(_))).count() as u32;
    let names = program.analysis[index].this_names.len();
    let mut c = FunctionCompiler::new(program, index, f.scope.into(), formals);
    c.strict = f.flags.is_strict();
    let is_async = f.flags.is_async();
    c.is_async = is_async;
    c.is_generator = f.flags.is_generator();
    c.derived = f.kind == FunctionKind::DerivedConstructor;
    // One with more parameters than registers is refused in the end.
    let fits = c.registers.max() <= super::registers::LIMIT;
    let (mapped_slots, uses_extra_arguments) = if fits { c.prologue(&f) } else { (Vec::new(), false) };
    match f.body {
        _ if !fits => {}
        FunctionBody::Statements(list) => {
            if c.scope_statements(list) {
                if c.derived {
                    let start = c.function_start(&f);
                    c.asm.set_position(start, start);
                }
                c.exit(super::control::Exit::Return, None);
            }
        }
        FunctionBody::Expression(e) => {
            c.return_expression(e);
        }
    }
    let kind = match f.kind {
        FunctionKind::Normal => bytecode::FunctionKind::Normal,
        FunctionKind::Arrow => bytecode::FunctionKind::Arrow,
        FunctionKind::Constructor => bytecode::FunctionKind::BaseConstructor,
        FunctionKind::DerivedConstructor => bytecode::FunctionKind::DerivedConstructor,
        FunctionKind::Script | FunctionKind::Module | FunctionKind::CommonJs => bytecode::FunctionKind::TopLevel,
        _ => bytecode::FunctionKind::Method,
    };
    let flags = FunctionFlags { strict: f.flags.is_strict(), is_async, is_generator: f.flags.is_generator() };
    c.into_proto(Finish {
        name,
        span: f.span,
        kind,
        flags,
        length: f.length,
        params: formals,
        mapped_slots,
        instance_slots: if names == 0 { 0 } else { names + 2 },
        uses_extra_arguments,
    })
}
