//! Direct `eval` (ECMA-262 §19.2.1): what its text can see, and where its `var`s go.
//!
//! Everything that a direct eval might name lives in environments, and an eval call carries a
//! description of them ([`EvalPlace`]). Its text is compiled as an arrow function inside those
//! scopes, which are made again of the description, so that most names are found when it is
//! compiled. What a sloppy eval declares in a function goes, unless the function has a variable of
//! that name, into an object of the function that names are looked up in like in that of a `with`.
//!
//! Invariant: the scopes made of a description have the slots that it says; nothing is added to
//! them.

use std::collections::hash_map::Entry;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::FunctionCompiler;
use super::analysis::Analyser;
use super::analysis_statements::declared_vars;
use super::names::Place;
use super::scopes::{Analysis, Binding, BindingId, FunctionIndex, Pseudo, Reference, Role, ScopeIndex, Surroundings};
use crate::bytecode::{
    EvalFunction, EvalKind, EvalName, EvalObject, EvalPlace, EvalPrivate, EvalScope, EvalScopeKind, Reg, Text,
};
use crate::source::Span;
use crate::syntax::ast::{Atom, BindingKind, FunctionBody, FunctionId, FunctionKind, known};

const PSEUDO: [Pseudo; 4] = [Pseudo::This, Pseudo::NewTarget, Pseudo::HomeObject, Pseudo::Callee];

impl Analyser<'_> {
    /// A direct eval stands here: all that is in sight is lent to it.
    pub(super) fn direct_eval(&mut self) {
        let owner = self.out.this_function(self.function);
        let lent = self.lent(owner);
        self.lend(Pseudo::This);
        for (allowed, which) in [
            (lent.new_target, Pseudo::NewTarget),
            (lent.super_property, Pseudo::HomeObject),
            (lent.super_call, Pseudo::Callee),
        ] {
            if allowed {
                self.lend(which);
            }
        }
        for object in self.withs.clone() {
            self.capture(object, self.function);
        }
        let mut at = self.function;
        while let Some(parent) = self.out[at].parent {
            self.out[at].outer = 0;
            at = parent;
        }
    }

    fn lend(&mut self, which: Pseudo) {
        self.pseudo(which);
        let owner = self.out.this_function(self.function);
        let id = self.pseudo_binding(owner, which);
        self.capture(id, self.function);
    }

    /// What a function that is no arrow function lends.
    fn lent(&self, owner: FunctionIndex) -> EvalFunction {
        if let Some(around) = self.out.surroundings.as_ref().filter(|around| around.function == owner) {
            return around.lent;
        }
        let has_fields = self.out[owner].has_fields;
        let is_module = self.out.module.is_some_and(|module| module.body == owner);
        let kind = self.ast.function_at(owner.0 as usize).map(|f| f.kind);
        match kind {
            _ if is_module => EvalFunction::default(),
            Some(FunctionKind::Script | FunctionKind::Module) => EvalFunction::default(),
            Some(FunctionKind::Normal | FunctionKind::CommonJs | FunctionKind::Arrow) => {
                EvalFunction { new_target: true, ..EvalFunction::default() }
            }
            Some(kind) => EvalFunction {
                new_target: true,
                super_property: true,
                super_call: kind == FunctionKind::DerivedConstructor,
                class_field: false,
                has_fields,
            },
            None => EvalFunction {
                new_target: true,
                super_property: true,
                super_call: false,
                class_field: true,
                has_fields: false,
            },
        }
    }

    /// Makes the scopes around eval code.
    pub(super) fn surround(&mut self, place: &EvalPlace) {
        self.out.functions.push(self.blank_function.clone());
        let function = FunctionIndex(self.out.functions.len() as u32 - 1);
        self.function = function;
        self.out[function].derived = place.function.super_call;
        self.out[function].has_fields = place.function.has_fields;
        let mut around = Surroundings {
            scopes: FxHashMap::default(),
            lent: place.function,
            function,
            is_global: true,
            object: None,
            variables: FxHashMap::default(),
            conflicts: FxHashSet::default(),
        };
        let scopes: Vec<&Rc<EvalScope>> = place.scopes().collect();
        let owner = scopes.iter().position(|scope| scope.pseudo.iter().any(Option::is_some));
        let mut objects = vec![None; scopes.len()];
        for (depth, scope) in scopes.iter().enumerate().rev() {
            let index = self.synthetic_scope();
            self.open(index);
            self.out[index].slots = scope.slots;
            objects[depth] = self.surrounding_names(index, scope);
            if owner == Some(depth) {
                self.out[function].scope = index;
                for which in PSEUDO {
                    self.out[function].pseudo[which as usize] = scope.pseudo[which as usize]
                        .map(|slot| self.outer_binding(index, known::EMPTY, Role::Pseudo, slot));
                }
            }
            around.scopes.insert(index.0, Rc::clone(scope));
        }
        if !place.strict {
            self.find_variables(&mut around, &scopes, &objects);
        }
        self.out.surroundings = Some(around);
    }

    fn outer_binding(&mut self, scope: ScopeIndex, name: Atom, role: Role, slot: u16) -> BindingId {
        let id = self.extra(name, role, scope);
        let binding = &mut self.out[id];
        (binding.captured, binding.assigned, binding.touched, binding.slot) = (true, true, true, slot);
        id
    }

    /// The bindings of a scope that the text mentions. Returns that of its object.
    fn surrounding_names(&mut self, index: ScopeIndex, scope: &EvalScope) -> Option<BindingId> {
        for name in &scope.names {
            let Some(atom) = self.find(&name.name) else { continue };
            let role = match name.kind {
                EvalKind::Variable | EvalKind::Parameter => Role::Declared(BindingKind::Var),
                EvalKind::Function => Role::Declared(BindingKind::Function),
                EvalKind::Lexical => Role::Declared(BindingKind::Let),
                EvalKind::Constant => Role::Declared(BindingKind::Const),
                EvalKind::Import => Role::Declared(BindingKind::Import),
                EvalKind::Catch => Role::Declared(BindingKind::CatchParam),
                EvalKind::SelfName => Role::SelfName,
            };
            let id = self.outer_binding(index, atom, role, name.slot);
            // Whatever it is, its time may not have come yet: parameters have a dead zone too.
            self.out[id].initialised = false;
            self.out[id].deleted = name.deleted;
            self.show(id);
        }
        for private in &scope.privates {
            let Some(atom) = self.find(&private.name) else { continue };
            let id = self.outer_binding(index, atom, Role::PrivateName, private.slot);
            self.privates.push((atom, id));
            if let Some(receiver) = &private.receiver {
                self.out.private_receivers.insert(id, receiver.clone());
            }
        }
        scope.object.map(|object| {
            let id = self.outer_binding(index, known::EMPTY, Role::Hidden, object.slot);
            self.out[index].with_object = Some(id);
            self.out[index].holds_variables = object.variables;
            self.withs.push(id);
            id
        })
    }

    fn find(&self, name: &Text) -> Option<Atom> {
        match name {
            Text::Utf8(text) => self.ast.atoms.find(text),
            Text::Utf16(_) => None,
        }
    }

    /// Where `var`s of sloppy eval code go, and which names they may not cross (ECMA-262 §19.2.1.3
    /// EvalDeclarationInstantiation step 3).
    fn find_variables(&mut self, around: &mut Surroundings, scopes: &[&Rc<EvalScope>], objects: &[Option<BindingId>]) {
        let mut body = None;
        for (scope, &object) in scopes.iter().zip(objects) {
            for name in &scope.names {
                let Some(atom) = self.find(&name.name) else { continue };
                match (scope.kind, name.kind) {
                    (EvalScopeKind::Function, EvalKind::Variable) => {
                        if let Some(id) = self.surrounding(around, scope, atom) {
                            around.variables.insert(atom, id);
                        }
                    }
                    (EvalScopeKind::Function, EvalKind::Parameter) if body.is_some() => {}
                    (_, EvalKind::SelfName | EvalKind::Catch) => {}
                    _ => {
                        around.conflicts.insert(atom);
                    }
                }
            }
            match scope.kind {
                EvalScopeKind::Inner => {}
                EvalScopeKind::Body => body = object,
                EvalScopeKind::Function => {
                    around.is_global = false;
                    around.object = body.or(object);
                    return;
                }
                EvalScopeKind::Global => return,
            }
        }
    }

    fn surrounding(&self, around: &Surroundings, scope: &Rc<EvalScope>, name: Atom) -> Option<BindingId> {
        let (&index, _) = around.scopes.iter().find(|(_, of)| Rc::ptr_eq(of, scope))?;
        self.out.scope_bindings(ScopeIndex(index)).find(|&id| {
            let binding = &self.out[id];
            binding.name == name && matches!(binding.role, Role::Declared(_))
        })
    }

    /// Whether the function being walked is the eval code itself.
    pub(super) fn is_direct_eval(&self) -> bool {
        self.out.surroundings.is_some() && self.function == FunctionIndex::from(self.ast.root)
    }

    /// A function of a block of the eval code itself is reached: the `var` that its value goes to.
    pub(super) fn block_function_target(&mut self, f: FunctionId, name: Atom) {
        let Some(around) = &self.out.surroundings else { return };
        if around.conflicts.contains(&name) {
            return;
        }
        let variable = around.variables.get(&name).copied();
        if let Some(id) = variable {
            self.touch(id);
        }
        self.out.annex_b.insert(f, Reference::new(variable, false, false));
    }
}

impl FunctionCompiler<'_, '_> {
    /// The index of the description of where a direct eval stands.
    pub(super) fn eval_place(&mut self) -> u16 {
        let scope = self.eval_scope();
        let owner = self.analysis().this_function(self.function);
        let function = self.lent_by(owner);
        self.evals.push(Rc::new(EvalPlace { scope, strict: self.strict, function }));
        u16::try_from(self.evals.len() - 1).unwrap_or_else(|_| {
            self.fail("too many direct calls of eval in one function", Span::default());
            0
        })
    }

    fn lent_by(&self, owner: FunctionIndex) -> EvalFunction {
        let info = &self.analysis()[owner];
        let lent = |which: Pseudo| info.pseudo[which as usize].is_some_and(|id| self.analysis()[id].captured);
        if let Some(around) = self.analysis().surroundings.as_ref().filter(|around| around.function == owner) {
            return around.lent;
        }
        EvalFunction {
            new_target: lent(Pseudo::NewTarget),
            super_property: lent(Pseudo::HomeObject),
            super_call: info.derived,
            class_field: owner.0 as usize >= self.ast.function_count() && lent(Pseudo::NewTarget),
            has_fields: info.has_fields,
        }
    }

    /// The description of the scopes around here, which those further out are shared of.
    fn eval_scope(&mut self) -> Rc<EvalScope> {
        let mut open: Vec<(ScopeIndex, bool)> = Vec::new();
        let mut parent = None;
        let mut at = Some(self.scope);
        let mut behind_body = false;
        while let Some(scope) = at {
            let analysis = self.analysis();
            if let Some(around) = &analysis.surroundings
                && let Some(known) = around.scopes.get(&scope.0)
            {
                parent = Some(known.clone());
                break;
            }
            if let Some(known) = self.program.eval_scopes.get(&(scope.0, behind_body)) {
                parent = Some(known.clone());
                break;
            }
            open.push((scope, behind_body));
            behind_body = analysis[analysis[scope].function].body_scope == Some(scope);
            at = analysis[scope].parent;
        }
        for (scope, behind_body) in open.into_iter().rev() {
            let made = Rc::new(self.describe_scope(scope, behind_body, parent.take()));
            self.program.eval_scopes.insert((scope.0, behind_body), made.clone());
            parent = Some(made);
        }
        parent.unwrap_or_else(|| unreachable!("code stands in a scope"))
    }

    fn describe_scope(&mut self, index: ScopeIndex, behind_body: bool, parent: Option<Rc<EvalScope>>) -> EvalScope {
        let analysis = self.analysis();
        let scope = analysis[index].clone();
        let function = analysis[scope.function].clone();
        let is_top = function.scope == index;
        let root = FunctionIndex::from(self.ast.root);
        let is_script = scope.function == root && self.ast[self.ast.root].kind == FunctionKind::Script;
        let kind = if function.body_scope == Some(index) {
            EvalScopeKind::Body
        } else if !is_top || is_script && analysis.surroundings.is_some() {
            EvalScopeKind::Inner
        } else if is_script {
            EvalScopeKind::Global
        } else {
            EvalScopeKind::Function
        };
        let only_parameters = is_top && function.body_scope.is_some() && !behind_body;
        let mut names: FxHashMap<Atom, EvalName> = FxHashMap::default();
        let mut order = Vec::new();
        let mut privates = Vec::new();
        for id in self.analysis().scope_bindings(index) {
            let binding = self.analysis()[id];
            if !binding.captured || binding.name == known::EMPTY || binding.name == known::STAR_DEFAULT {
                continue;
            }
            if binding.role == Role::PrivateName {
                let name = self.text(binding.name);
                privates.push(EvalPrivate { name, slot: binding.slot, receiver: self.private_receiver(id) });
                continue;
            }
            let separate = function.body_scope.is_some();
            let Some(kind) = eval_kind(&binding, separate, function.arguments == Some(id)) else { continue };
            if only_parameters && !matches!(kind, EvalKind::Parameter | EvalKind::SelfName) {
                continue;
            }
            let name = EvalName { name: self.text(binding.name), kind, deleted: binding.deleted, slot: binding.slot };
            // The body's own variable hides the parameter, and both the function's own name.
            let hidden = matches!(kind, EvalKind::SelfName | EvalKind::Parameter);
            match names.entry(binding.name) {
                Entry::Vacant(entry) => {
                    order.push(binding.name);
                    entry.insert(name);
                }
                Entry::Occupied(mut entry) if !hidden || entry.get().kind == EvalKind::SelfName => {
                    entry.insert(name);
                }
                Entry::Occupied(_) => {}
            }
        }
        let names = order.iter().filter_map(|name| names.remove(name)).collect();
        let slot = |id: BindingId| self.analysis()[id].slot;
        let pseudo = function.pseudo.map(|id| id.filter(|&id| is_top && self.analysis()[id].captured).map(slot));
        let object = scope.with_object.map(|id| EvalObject { slot: slot(id), variables: scope.holds_variables });
        EvalScope { parent, kind, names, privates, object, pseudo, slots: scope.slots }
    }

    /// Who must be the receiver of a private method or accessor.
    pub(super) fn private_receiver(&self, id: BindingId) -> Option<Box<str>> {
        if let Some(text) = self.analysis().private_receivers.get(&id) {
            return Some(text.clone());
        }
        let &(class, is_static) = self.analysis().private_methods.get(&id)?;
        let class = self.ast[class].name.map_or_else(|| "anonymous".to_string(), |name| self.ast.atoms.display(name));
        let text = if is_static { format!("class {class}") } else { format!("an instance of class {class}") };
        Some(text.into())
    }

    /// Declares the `var`s and functions of sloppy eval code in the function around it (ECMA-262
    /// §19.2.1.3 EvalDeclarationInstantiation).
    pub(super) fn declare_eval_variables(&mut self) {
        let ast = self.ast;
        let root = &ast[ast.root];
        let FunctionBody::Statements(list) = root.body else { return };
        let Some((first, crossed)) = self.eval_names(list) else { return };
        if let Some((name, pos)) = crossed {
            let text = ast.atoms.display(name);
            let span = Span::new(pos, pos + text.len() as u32);
            return self.fail(format!("Identifier '{text}' has already been declared"), span);
        }
        let mark = self.registers.top();
        let needs_object = first.iter().any(|(_, variable, _)| variable.is_none());
        let object = needs_object.then(|| self.eval_object());
        for (name, variable, function) in first {
            let mark = self.registers.top();
            let value = function.map(|f| {
                let closure = self.temp();
                self.closure(f, closure);
                closure
            });
            match (variable, object, value) {
                (Some(id), _, Some(value)) => self.store_binding(id, value),
                (None, Some(object), Some(value)) => {
                    let ic = self.ic(name);
                    self.asm.define_field(object, ic, value);
                }
                (None, Some(object), None) => {
                    let (value, end) = (self.temp(), self.label());
                    let k = self.string(name);
                    self.asm.with_has(value, object, k);
                    self.asm.jump_if_true(value, end);
                    self.asm.load_undefined(value);
                    let ic = self.ic(name);
                    self.asm.define_field(object, ic, value);
                    self.bind(end);
                }
                _ => {}
            }
            self.release(mark);
        }
        self.release(mark);
    }

    /// What sloppy eval code declares: functions first, each with the variable that it is if the
    /// function around has one; and the first name that may not be declared.
    #[allow(clippy::type_complexity, reason = "made and read once")]
    fn eval_names(
        &self,
        list: crate::syntax::ast::List<crate::syntax::ast::StmtId>,
    ) -> Option<(Vec<(Atom, Option<BindingId>, Option<FunctionId>)>, Option<(Atom, u32)>)> {
        let ast = self.ast;
        let around = self.analysis().surroundings.as_ref()?;
        let functions = self.top_functions();
        let hard: FxHashSet<Atom> = declared_vars(ast, list).into_iter().collect();
        let bindings = ast.list(ast[ast[ast.root].scope].bindings);
        let is_var = |kind| matches!(kind, BindingKind::Var | BindingKind::TopFunction);
        let crossed = bindings
            .iter()
            .find(|b| is_var(b.kind) && hard.contains(&b.name) && around.conflicts.contains(&b.name))
            .map(|b| (b.name, b.pos));
        let variable = |name: Atom| around.variables.get(&name).copied();
        let made = functions.iter().map(|&(f, name)| (name, variable(name), Some(f)));
        let vars = bindings
            .iter()
            .filter(|b| b.kind == BindingKind::Var && !around.conflicts.contains(&b.name))
            .map(|b| (b.name, variable(b.name), None));
        Some((made.chain(vars).collect(), crossed))
    }

    /// In a new register: the object that holds the variables of eval code.
    fn eval_object(&mut self) -> Reg {
        let dst = self.temp();
        let object = self.analysis().surroundings.as_ref().and_then(|around| around.object);
        match object.map(|id| self.place(id)) {
            Some(Place::Env { env, depth, slot }) => self.asm.eval_variables(dst, env, depth, slot),
            _ => self.asm.load_undefined(dst),
        }
        dst
    }

    /// A function of a block of sloppy eval code is reached: its value goes to the `var` that has
    /// no variable of its own.
    pub(super) fn store_eval_variable(&mut self, name: Atom, value: Reg) {
        let object = self.eval_object();
        let ic = self.ic(name);
        self.asm.set_prop(object, ic, value);
    }
}

/// What eval code sees in a binding; `separate`: of a function with parameter expressions.
fn eval_kind(binding: &Binding, separate: bool, is_arguments: bool) -> Option<EvalKind> {
    use BindingKind::{CatchParam, Class, ClassInner, Const, Function, Import, Let, Param, TopFunction, Var};
    let parameter = if separate { EvalKind::Parameter } else { EvalKind::Variable };
    Some(match binding.role {
        Role::Arguments => parameter,
        Role::Declared(Var) if is_arguments => parameter,
        Role::Declared(Param) => parameter,
        Role::Declared(Var | TopFunction) => EvalKind::Variable,
        Role::Declared(Function) => EvalKind::Function,
        Role::Declared(Let | Class) => EvalKind::Lexical,
        Role::Declared(Const | ClassInner) => EvalKind::Constant,
        Role::Declared(CatchParam) => EvalKind::Catch,
        Role::Declared(Import) => EvalKind::Import,
        Role::SelfName => EvalKind::SelfName,
        // A variable of the body that has the name of a parameter.
        Role::Hidden => EvalKind::Variable,
        Role::Pseudo | Role::PrivateName => return None,
    })
}

impl Analysis {
    /// Whether eval code declares its `var`s in the function around it.
    pub(super) fn declares_in_function(&self) -> bool {
        self.surroundings.as_ref().is_some_and(|around| !around.is_global)
    }

    /// The names that `var`s of eval code may not cross on their way out.
    pub(super) fn crosses(&self, name: Atom) -> bool {
        self.surroundings.as_ref().is_some_and(|around| around.conflicts.contains(&name))
    }
}
