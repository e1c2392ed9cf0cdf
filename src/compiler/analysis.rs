//! Scope analysis: one walk over the whole tree, before any code is made, that resolves every name and finds out which
//! bindings closures capture and which may be read too early (ECMA-262's temporal dead zone).
//!
//! The walk goes in the order of evaluation, function declarations first as they are hoisted. A lexical binding counts as
//! initialised once the walk has passed its declaration, so a name met before that, or in a closure made before that, is
//! marked to be checked. Within one instance of a scope, what stands later runs later, except between the cases of a switch.

use super::scopes::*;
use crate::syntax::Ast;
use crate::syntax::ast::{
    self, Atom, BindingKind, ClassElementKind, ClassId, DeclarationKind, Expr, ExprId, ExprKind, ForInit, ForTarget,
    FunctionBody, FunctionId, FunctionKind, List, PatternId, PatternKind, PrivateKind, PropertyKey, PropertyKind,
    ScopeId, StmtId, StmtKind, UnaryOp, known,
};
use rustc_hash::FxHashMap;

/// Analyses a program. `lesson_delete`: a sloppy `delete name` marks the binding.
pub(super) fn analyse(ast: &Ast, lesson_delete: bool) -> Analysis {
    let root = FunctionIndex::from(ast.root);
    let scope = Scope {
        parent: None,
        function: root,
        first: 0,
        count: 0,
        extra: Vec::new(),
        slots: 0,
        with_object: None,
        functions: Vec::new(),
    };
    let function = Function {
        parent: None,
        depth: 0,
        scope: ScopeIndex(0),
        arrow: false,
        derived: false,
        outer: NO_OUTER,
        own: 0,
        needed: 0,
        pseudo: [None; 4],
        arguments: None,
        arguments_exposed: false,
        self_name: None,
        has_fields: false,
        this_names: Vec::new(),
        body_vars: Vec::new(),
    };
    let mut analyser = Analyser {
        ast,
        out: Analysis {
            bindings: Vec::new(),
            scopes: vec![scope.clone(); ast.scope_count()],
            functions: vec![function.clone(); ast.function_count()],
            expr_refs: vec![Reference::default(); ast.expr_count()],
            pattern_refs: Vec::new(),
            with_scopes: FxHashMap::default(),
            annex_b: FxHashMap::default(),
            classes: FxHashMap::default(),
            private_methods: FxHashMap::default(),
        },
        blank_scope: scope,
        blank_function: function,
        lesson_delete,
        current: vec![0; ast.atoms.len()],
        outer: Vec::new(),
        privates: Vec::new(),
        withs: Vec::new(),
        function: root,
        scope: None,
        pending: Vec::new(),
        spine: Vec::new(),
        self_uses: Vec::new(),
        exposing: false,
        global: false,
    };
    analyser.function(ast.root, None);
    analyser.finish()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Assign,
    Declare,
    /// `var`: an initialiser counts as an assignment.
    DeclareVar,
}

struct Analyser<'a> {
    ast: &'a Ast,
    out: Analysis,
    blank_scope: Scope,
    blank_function: Function,
    lesson_delete: bool,
    /// By atom: the innermost binding of that name + 1, or 0.
    current: Vec<u32>,
    /// By binding: what `current` was before it was declared.
    outer: Vec<u32>,
    privates: Vec<(Atom, BindingId)>,
    withs: Vec<BindingId>,
    function: FunctionIndex,
    scope: Option<ScopeIndex>,
    /// Bindings of the declaration being walked: initialised at its end.
    pending: Vec<BindingId>,
    spine: Vec<ExprId>,
    /// Uses of a function declaration's name in its own body: the callee's register will do, unless it is assigned.
    self_uses: Vec<BindingId>,
    exposing: bool,
    /// The root's bindings are global.
    global: bool,
}

impl<'a> Analyser<'a> {
    // ---- scopes and bindings

    fn open(&mut self, scope: ScopeIndex) -> Option<ScopeIndex> {
        let outer = self.scope;
        let function = self.function;
        let s = &mut self.out[scope];
        s.parent = outer;
        s.function = function;
        self.scope = Some(scope);
        outer
    }

    fn synthetic_scope(&mut self) -> ScopeIndex {
        self.out.scopes.push(self.blank_scope.clone());
        ScopeIndex(self.out.scopes.len() as u32 - 1)
    }

    /// Adds the declared bindings of a scope, without making their names visible.
    fn add_bindings(&mut self, scope: ScopeId) {
        let index = ScopeIndex::from(scope);
        let bindings = self.ast.list(self.ast[scope].bindings);
        let first = self.out.bindings.len() as u32;
        for b in bindings {
            self.new_binding(b.name, Role::Declared(b.kind), index);
        }
        let s = &mut self.out[index];
        (s.first, s.count) = (first, bindings.len() as u32);
    }

    fn new_binding(&mut self, name: Atom, role: Role, scope: ScopeIndex) -> BindingId {
        use BindingKind::{CatchParam, Function, TopFunction, Var};
        self.out.bindings.push(Binding {
            name,
            role,
            scope,
            captured: false,
            needs_hole: false,
            deleted: false,
            assigned: false,
            late: false,
            initialised: !matches!(role, Role::Declared(k) if !matches!(k, Var | TopFunction | Function | CatchParam)),
            touched: false,
            declares: None,
            slot: 0,
            register: NO_REGISTER,
        });
        self.outer.push(0);
        BindingId(self.out.bindings.len() as u32 - 1)
    }

    fn extra(&mut self, name: Atom, role: Role, scope: ScopeIndex) -> BindingId {
        let id = self.new_binding(name, role, scope);
        self.out[scope].extra.push(id);
        id
    }

    fn show(&mut self, id: BindingId) {
        let name = self.out[id].name.index();
        self.outer[id.0 as usize] = self.current[name];
        self.current[name] = id.0 + 1;
    }

    fn hide(&mut self, id: BindingId) {
        let name = self.out[id].name.index();
        self.current[name] = self.outer[id.0 as usize];
    }

    fn declared(&self, scope: ScopeIndex) -> std::ops::Range<u32> {
        let s = &self.out[scope];
        s.first..s.first + s.count
    }

    /// Opens a block scope with its names.
    fn enter(&mut self, scope: ScopeId) -> Option<ScopeIndex> {
        let outer = self.open(scope.into());
        self.add_bindings(scope);
        self.declared(scope.into()).for_each(|id| self.show(BindingId(id)));
        outer
    }

    fn leave(&mut self, scope: ScopeIndex, outer: Option<ScopeIndex>) {
        for id in self.declared(scope).rev() {
            self.hide(BindingId(id));
        }
        self.scope = outer;
    }

    // ---- uses

    fn resolve(&mut self, name: Atom) -> Reference {
        let binding = self.current[name.index()].checked_sub(1).map(BindingId);
        let mut dynamic = false;
        if !self.withs.is_empty() {
            let depth = binding.map(|b| self.scope_depth(self.out[b].scope));
            for w in self.withs.clone() {
                if depth.is_none_or(|d| self.scope_depth(self.out[w].scope) > d) {
                    self.touch(w);
                    dynamic = true;
                }
            }
        }
        let Some(id) = binding else { return Reference::new(None, false, dynamic) };
        self.touch(id);
        let b = &mut self.out[id];
        let check = !b.initialised;
        b.needs_hole |= check;
        Reference::new(Some(id), check, dynamic)
    }

    fn scope_depth(&self, scope: ScopeIndex) -> u32 {
        std::iter::successors(Some(scope), |&s| self.out[s].parent).count() as u32
    }

    fn touch(&mut self, id: BindingId) {
        let b = &mut self.out[id];
        b.touched = true;
        let (scope, declares) = (b.scope, b.declares);
        let home = self.out[scope].function;
        if home == self.function {
            return;
        }
        if declares == Some(self.function) {
            self.self_uses.push(id);
        } else {
            self.capture(id, self.function);
        }
    }

    fn capture(&mut self, id: BindingId, from: FunctionIndex) {
        self.out[id].captured = true;
        let scope = self.out[id].scope;
        let depth = self.out[self.out[scope].function].depth;
        let mut f = from;
        while self.out[f].depth > depth && self.out[f].outer > depth {
            self.out[f].outer = depth;
            match self.out[f].parent {
                Some(parent) => f = parent,
                None => break,
            }
        }
    }

    fn pseudo(&mut self, which: Pseudo) {
        let user = self.function;
        self.out[user].own |= which.bit();
        let owner = self.out.this_function(user);
        self.out[owner].needed |= which.bit();
        if owner != user {
            let id = self.pseudo_binding(owner, which);
            self.capture(id, user);
        }
    }

    fn pseudo_binding(&mut self, owner: FunctionIndex, which: Pseudo) -> BindingId {
        if let Some(id) = self.out[owner].pseudo[which as usize] {
            return id;
        }
        let scope = self.out[owner].scope;
        let id = self.extra(known::EMPTY, Role::Pseudo, scope);
        self.out[owner].pseudo[which as usize] = Some(id);
        id
    }

    fn initialise_pending(&mut self, from: usize) {
        for id in self.pending.drain(from..) {
            self.out.bindings[id.0 as usize].initialised = true;
        }
    }

    // ---- functions

    fn enter_function(&mut self, index: FunctionIndex, scope: ScopeIndex, arrow: bool) -> FunctionIndex {
        let outer = self.function;
        let parent = (self.scope.is_some()).then_some(outer);
        let depth = parent.map_or(0, |p| self.out[p].depth + 1);
        let (has_fields, blank) = (self.out[index].has_fields, self.blank_function.clone());
        self.out[index] = Function { parent, depth, scope, arrow, has_fields, ..blank };
        self.function = index;
        outer
    }

    fn function(&mut self, id: FunctionId, class_fields: Option<bool>) {
        let ast = self.ast;
        let f = ast[id];
        let (index, scope) = (FunctionIndex::from(id), ScopeIndex::from(f.scope));
        self.out[index].has_fields = class_fields == Some(true);
        let outer_function = self.enter_function(index, scope, f.kind == FunctionKind::Arrow);
        let outer_scope = self.open(scope);
        let was_exposing = std::mem::replace(&mut self.exposing, false);
        self.add_bindings(f.scope);
        let is_program = matches!(f.kind, FunctionKind::Script | FunctionKind::Module);
        if let Some(name) = f.name
            && f.kind == FunctionKind::Normal
            && !f.flags.is_declaration()
        {
            let id = self.extra(name, Role::SelfName, scope);
            self.out[index].self_name = Some(id);
            self.show(id);
        }
        let simple = f.flags.simple_params();
        // With parameter expressions, a function or lexical declaration of the body hides it from the body only.
        let wants_arguments =
            f.flags.needs_arguments() || (f.kind == FunctionKind::CommonJs || !simple) && f.flags.mentions_arguments();
        let mut arguments = None;
        let own = self.declared(scope).map(BindingId).find(|&b| self.out[b].name == known::ARGUMENTS);
        let is_param = own.is_some_and(|b| self.out[b].role == Role::Declared(BindingKind::Param));
        let own = own.filter(|&b| self.out[b].role == Role::Declared(BindingKind::Var));
        if wants_arguments && f.kind != FunctionKind::Arrow && !is_program && !is_param {
            let id = own.unwrap_or_else(|| self.extra(known::ARGUMENTS, Role::Arguments, scope));
            self.out[index].arguments = Some(id);
            if own.is_none() {
                self.show(id);
                arguments = Some(id);
            }
        }
        if f.kind == FunctionKind::DerivedConstructor {
            self.out[index].derived = true;
            self.pseudo_binding(index, Pseudo::This);
        }
        self.global = f.kind == FunctionKind::Script;
        let mut hidden = Vec::new();
        for b in self.declared(scope).map(BindingId) {
            if f.kind == FunctionKind::Script {
                continue;
            }
            if simple || self.out[b].role == Role::Declared(BindingKind::Param) || own == Some(b) {
                self.show(b);
            } else {
                hidden.push(b);
            }
            if simple && self.out[b].role == Role::Declared(BindingKind::Param) {
                self.out[b].initialised = true;
            }
        }
        for &p in ast.list(f.params) {
            let from = self.pending.len();
            self.pattern(p, Mode::Declare);
            self.initialise_pending(from);
        }
        hidden.into_iter().for_each(|b| self.show(b));
        let mut body_vars = Vec::new();
        if !simple
            && f.flags.params_have_closures()
            && let FunctionBody::Statements(list) = f.body
        {
            body_vars = self.body_vars(list, scope);
        }
        match f.body {
            FunctionBody::Expression(e) => self.expr(e),
            FunctionBody::Statements(list) => self.body(list, true),
        }
        for &(_, var) in body_vars.iter().rev() {
            self.hide(var);
        }
        self.out[index].body_vars = body_vars;
        if f.kind == FunctionKind::Script {
            self.scope = outer_scope;
        } else {
            self.leave(scope, outer_scope);
        }
        if let Some(id) = arguments {
            self.hide(id);
        }
        if let Some(id) = self.out[index].self_name {
            self.hide(id);
        }
        self.map_arguments(id, index);
        self.exposing = was_exposing;
        self.function = outer_function;
    }

    /// Variables of the body that have the name of a parameter become bindings of their own.
    fn body_vars(&mut self, list: List<StmtId>, scope: ScopeIndex) -> Vec<(BindingId, BindingId)> {
        let mut out = Vec::new();
        for name in declared_vars(self.ast, list) {
            let Some(param) = self.current[name.index()].checked_sub(1).map(BindingId) else { continue };
            if self.out[param].scope != scope || self.out[param].role != Role::Declared(BindingKind::Param) {
                continue;
            }
            let var = self.extra(name, Role::Hidden, scope);
            self.show(var);
            out.push((param, var));
        }
        out
    }

    /// Sloppy functions with simple parameters have an arguments object that aliases them, if that can be told.
    fn map_arguments(&mut self, id: FunctionId, index: FunctionIndex) {
        let f = self.ast[id];
        if self.out[index].arguments.is_none() || f.flags.is_strict() || !f.flags.simple_params() {
            return;
        }
        let params: Vec<BindingId> = self
            .ast
            .list(f.params)
            .iter()
            .filter_map(|&p| self.out.pattern_ref(p).binding())
            .filter(|&b| self.out[b].scope == self.out[index].scope)
            .collect();
        if self.out[index].arguments_exposed || params.iter().any(|&b| self.out[b].assigned || self.out[b].deleted) {
            for b in params {
                self.out[b].captured = true;
            }
            self.out[index].arguments_exposed = true;
        }
    }

    fn body(&mut self, list: List<StmtId>, top: bool) {
        self.hoist(list);
        for &s in self.ast.list(list) {
            self.stmt(s, top);
        }
    }

    /// Instantiates the function declarations of a statement list.
    fn hoist(&mut self, list: List<StmtId>) {
        let Some(scope) = self.scope else { return };
        let mut found = Vec::new();
        for &s in self.ast.list(list) {
            if let Some(id) = declared_function(self.ast, s) {
                found.push(id);
                let Some(name) = self.ast[id].name else { continue };
                if self.is_global_scope() {
                    continue;
                }
                if let Some(b) = self.current[name.index()].checked_sub(1).map(BindingId)
                    && self.out[b].scope == scope
                {
                    self.out[b].declares = Some(id.into());
                    self.out[scope].functions.push((b, id));
                }
            }
        }
        for id in found {
            self.function(id, None);
        }
    }

    fn is_global_scope(&self) -> bool {
        self.out[self.function].parent.is_none()
            && self.scope == Some(self.out[self.function].scope)
            && self.ast[self.ast.root].kind == FunctionKind::Script
    }

    fn class(&mut self, id: ClassId) {
        let ast = self.ast;
        let class = ast[id];
        let scope = ScopeIndex::from(class.scope);
        let outer = self.enter(class.scope);
        let privates = self.privates.len();
        for p in ast.list(class.private_names) {
            let b = self.extra(p.name, Role::PrivateName, scope);
            self.privates.push((p.name, b));
            if p.kind != PrivateKind::Field {
                self.out.private_methods.insert(b, (id, p.is_static));
            }
        }
        if let Some(e) = class.superclass {
            self.expr(e);
        }
        let mut info = ClassInfo::default();
        let elements = ast.list(class.elements);
        let (mut instance, mut fixed) = (false, false);
        for (i, e) in elements.iter().enumerate() {
            if let PropertyKey::Computed(key) = e.key
                && e.kind != ClassElementKind::StaticBlock
            {
                self.expr(key);
            }
            let is_field = e.kind == ClassElementKind::Field;
            let is_private_method =
                matches!(e.key, PropertyKey::Private(_)) && !is_field && e.kind != ClassElementKind::StaticBlock;
            if is_field && matches!(e.key, PropertyKey::Computed(_)) || is_private_method && !e.is_static {
                let b = self.extra(known::EMPTY, Role::Hidden, scope);
                info.hidden.push((i as u32, b));
            }
            instance |= (is_field || is_private_method) && !e.is_static;
            fixed |= e.is_static && is_field || e.kind == ClassElementKind::StaticBlock;
        }
        for b in self.declared(scope).map(BindingId) {
            self.out[b].initialised = true;
        }
        if let Some(f) = class.constructor {
            self.function(f, Some(instance));
        }
        for e in elements {
            if matches!(e.kind, ClassElementKind::Method | ClassElementKind::Getter | ClassElementKind::Setter)
                && let Some(f) = e.function
            {
                self.function(f, None);
            }
        }
        if instance {
            info.instance_init = Some(self.class_init(id, &info, false));
        }
        if fixed {
            info.static_init = Some(self.class_init(id, &info, true));
        }
        self.out.classes.insert(id, info);
        self.privates.truncate(privates);
        self.leave(scope, outer);
    }

    /// The synthetic method that runs the instance or static field initialisers and static blocks of a class.
    fn class_init(&mut self, id: ClassId, info: &ClassInfo, is_static: bool) -> FunctionIndex {
        let ast = self.ast;
        let scope = self.synthetic_scope();
        self.out.functions.push(self.blank_function.clone());
        let index = FunctionIndex(self.out.functions.len() as u32 - 1);
        let outer_function = self.enter_function(index, scope, false);
        let outer_scope = self.open(scope);
        for (i, e) in ast.list(ast[id].elements).iter().enumerate() {
            if e.is_static != is_static && e.kind != ClassElementKind::StaticBlock
                || e.kind == ClassElementKind::StaticBlock && !is_static
            {
                continue;
            }
            if e.kind == ClassElementKind::Field || !is_static {
                if let Some(b) = info.hidden(i) {
                    self.touch(b);
                }
                if let PropertyKey::Private(name) = e.key {
                    self.private_name(name);
                }
            }
            let (ClassElementKind::Field | ClassElementKind::StaticBlock, Some(f)) = (e.kind, e.function) else {
                continue;
            };
            let f = ast[f];
            let outer = self.enter(f.scope);
            match f.body {
                FunctionBody::Expression(e) => self.expr(e),
                FunctionBody::Statements(list) => self.body(list, false),
            }
            self.leave(f.scope.into(), outer);
        }
        self.scope = outer_scope;
        self.function = outer_function;
        index
    }

    fn private_name(&mut self, name: Atom) -> Reference {
        let found = self.privates.iter().rev().find(|(n, _)| *n == name).map(|&(_, b)| b);
        if let Some(b) = found {
            self.touch(b);
        }
        Reference::new(found, false, false)
    }

    fn finish(mut self) -> Analysis {
        for id in std::mem::take(&mut self.self_uses) {
            let b = self.out[id];
            if let Some(f) = b.declares
                && !self.out.is_callee(id, f)
            {
                self.capture(id, f);
            }
        }
        for scope in 0..self.out.scopes.len() as u32 {
            let scope = ScopeIndex(scope);
            let mut slots = 0;
            for id in self.out.scope_bindings(scope) {
                if self.out[id].captured {
                    self.out[id].slot = slots;
                    slots = slots.saturating_add(1);
                }
            }
            self.out[scope].slots = slots;
        }
        self.out
    }
}

/// The function that a statement declares, perhaps behind labels.
pub(super) fn declared_function(ast: &Ast, mut s: StmtId) -> Option<FunctionId> {
    loop {
        match ast[s].kind {
            StmtKind::Function(f) => return Some(f),
            StmtKind::Labelled { body, .. } => s = body,
            _ => return None,
        }
    }
}

/// The names that statements declare with `var` or, at their top level, as functions.
fn declared_vars(ast: &Ast, list: List<StmtId>) -> Vec<Atom> {
    let mut names = Vec::new();
    let mut patterns = Vec::new();
    let mut work: Vec<StmtId> = ast.list(list).to_vec();
    names.extend(work.iter().filter_map(|&s| declared_function(ast, s)).filter_map(|f| ast[f].name));
    while let Some(s) = work.pop() {
        match ast[s].kind {
            StmtKind::Declaration { kind: DeclarationKind::Var, declarators } => {
                patterns.extend(ast.list(declarators).iter().map(|d| d.target));
            }
            StmtKind::Block { body, .. } => work.extend(ast.list(body)),
            StmtKind::If { then, otherwise, .. } => {
                work.push(then);
                work.extend(otherwise);
            }
            StmtKind::For(f) => {
                if let ForInit::Declaration(DeclarationKind::Var, list) = ast[f].init {
                    patterns.extend(ast.list(list).iter().map(|d| d.target));
                }
                work.push(ast[f].body);
            }
            StmtKind::ForIn(f) | StmtKind::ForOf(f) | StmtKind::ForAwait(f) => {
                if let ForTarget::Declaration { kind: DeclarationKind::Var, target, .. } = ast[f].left {
                    patterns.push(target);
                }
                work.push(ast[f].body);
            }
            StmtKind::While { body, .. }
            | StmtKind::DoWhile { body, .. }
            | StmtKind::Labelled { body, .. }
            | StmtKind::With { body, .. } => work.push(body),
            StmtKind::Switch(s) => {
                work.extend(ast.list(ast[s].cases).iter().flat_map(|case| ast.list(case.body)));
            }
            StmtKind::Try(t) => {
                work.push(ast[t].block);
                work.extend(ast[t].handler.map(|h| h.body));
                work.extend(ast[t].finalizer);
            }
            _ => {}
        }
    }
    while let Some(p) = patterns.pop() {
        match ast[p].kind {
            PatternKind::Binding(name) => names.push(name),
            PatternKind::Array(list) => patterns.extend(ast.list(list)),
            PatternKind::Object { properties, rest } => {
                patterns.extend(ast.list(properties).iter().map(|p| p.value));
                patterns.extend(rest);
            }
            PatternKind::WithDefault { target, .. } | PatternKind::Rest(target) => patterns.push(target),
            PatternKind::Expr(_) | PatternKind::Hole => {}
        }
    }
    names
}

// ---- statements

impl Analyser<'_> {
    fn block(&mut self, list: List<StmtId>, scope: ScopeId) {
        let outer = self.enter(scope);
        self.body(list, false);
        self.leave(scope.into(), outer);
    }

    /// `top`: a statement that runs unconditionally, directly in the body of a function.
    fn stmt(&mut self, mut s: StmtId, mut top: bool) {
        loop {
            match self.ast[s].kind {
                StmtKind::If { test, then, otherwise } => {
                    self.expr(test);
                    self.stmt(then, false);
                    match otherwise {
                        Some(next) => s = next,
                        None => return,
                    }
                }
                StmtKind::Labelled { body, .. } => s = body,
                _ => return self.plain_stmt(s, top),
            }
            top = false;
        }
    }

    fn plain_stmt(&mut self, s: StmtId, top: bool) {
        let ast = self.ast;
        match ast[s].kind {
            StmtKind::Expr(e) => self.effect(e),
            StmtKind::Block { body, scope } => self.block(body, scope),
            StmtKind::Declaration { kind, declarators } => self.declaration(kind, declarators, top),
            StmtKind::Function(f) => self.reach_function(f),
            StmtKind::Class(c) => {
                self.class(c);
                if let Some(name) = ast[c].name {
                    self.initialise(name);
                }
            }
            StmtKind::For(f) => {
                let f = &ast[f];
                let outer = self.enter(f.scope);
                match f.init {
                    ForInit::None => {}
                    ForInit::Expr(e) => self.effect(e),
                    ForInit::Declaration(kind, list) => self.declaration(kind, list, top),
                }
                f.test.into_iter().for_each(|e| self.expr(e));
                f.update.into_iter().for_each(|e| self.effect(e));
                self.stmt(f.body, false);
                self.leave(f.scope.into(), outer);
            }
            StmtKind::ForIn(f) | StmtKind::ForOf(f) | StmtKind::ForAwait(f) => {
                let f = &ast[f];
                if let ForTarget::Declaration { target, value: Some(value), .. } = f.left {
                    self.expr(value);
                    self.pattern(target, Mode::DeclareVar);
                }
                let outer = self.enter(f.scope);
                self.expr(f.right);
                let from = self.pending.len();
                match f.left {
                    ForTarget::Declaration { kind: DeclarationKind::Var, target, .. } => {
                        self.pattern(target, Mode::DeclareVar);
                    }
                    ForTarget::Declaration { target, .. } => self.pattern(target, Mode::Declare),
                    ForTarget::Pattern(p) => self.pattern(p, Mode::Assign),
                }
                self.initialise_pending(from);
                self.stmt(f.body, false);
                self.leave(f.scope.into(), outer);
            }
            StmtKind::While { test, body } => {
                self.expr(test);
                self.stmt(body, false);
            }
            StmtKind::DoWhile { body, test } => {
                self.stmt(body, false);
                self.expr(test);
            }
            StmtKind::Switch(id) => {
                let switch = &ast[id];
                self.expr(switch.discriminant);
                let outer = self.enter(switch.scope);
                for case in ast.list(switch.cases) {
                    self.hoist(case.body);
                }
                for case in ast.list(switch.cases) {
                    case.test.into_iter().for_each(|e| self.expr(e));
                    ast.list(case.body).iter().for_each(|&s| self.stmt(s, false));
                    for b in self.declared(switch.scope.into()).map(BindingId) {
                        if self.out[b].is_lexical() {
                            self.out[b].initialised = false;
                        }
                    }
                }
                self.leave(switch.scope.into(), outer);
            }
            StmtKind::Return(e) => e.into_iter().for_each(|e| self.expr(e)),
            StmtKind::Throw(e) => self.expr(e),
            StmtKind::Try(t) => {
                let t = &ast[t];
                self.stmt(t.block, false);
                if let Some(c) = t.handler {
                    let outer = self.enter(c.scope);
                    if let Some(p) = c.param {
                        self.pattern(p, Mode::Declare);
                        self.pending.clear();
                    }
                    self.stmt(c.body, false);
                    self.leave(c.scope.into(), outer);
                }
                t.finalizer.into_iter().for_each(|s| self.stmt(s, false));
            }
            StmtKind::With { object, body } => {
                self.expr(object);
                let scope = self.synthetic_scope();
                let outer = self.open(scope);
                let b = self.extra(known::EMPTY, Role::Hidden, scope);
                self.out[scope].with_object = Some(b);
                self.out.with_scopes.insert(object, scope);
                self.withs.push(b);
                self.stmt(body, false);
                self.withs.pop();
                self.scope = outer;
            }
            StmtKind::ExportDeclaration(s) | StmtKind::ExportDefaultDeclaration(s) => self.stmt(s, top),
            StmtKind::ExportDefault(e) => self.expr(e),
            _ => {}
        }
    }

    fn initialise(&mut self, name: Atom) {
        if let Some(b) = self.current[name.index()].checked_sub(1).map(BindingId)
            && Some(self.out[b].scope) == self.scope
        {
            self.out[b].initialised = true;
        }
    }

    /// Control reaches a function declaration: in a sloppy block, its value goes to the `var` of that name (B.3.2.1).
    fn reach_function(&mut self, f: FunctionId) {
        let function = self.ast[f];
        let (true, Some(name)) = (function.flags.has_annex_b_var(), function.name) else { return };
        let top = self.out[self.function].scope;
        let mut at = self.current[name.index()];
        while let Some(id) = at.checked_sub(1).map(BindingId) {
            let b = &mut self.out.bindings[id.0 as usize];
            if b.scope == top && matches!(b.role, Role::Declared(BindingKind::Var | BindingKind::TopFunction)) {
                b.assigned = true;
                b.touched = true;
                self.out.annex_b.insert(f, Reference::new(Some(id), false, false));
                return;
            }
            at = self.outer[id.0 as usize];
        }
        if self.ast[self.ast.root].kind == FunctionKind::Script && self.out[self.function].parent.is_none() {
            self.out.annex_b.insert(f, Reference::default());
        }
    }

    fn declaration(&mut self, kind: DeclarationKind, list: List<ast::Declarator>, top: bool) {
        for d in self.ast.list(list) {
            if let Some(e) = d.value {
                self.expr(e);
            }
            if kind != DeclarationKind::Var {
                let from = self.pending.len();
                self.pattern(d.target, Mode::Declare);
                self.initialise_pending(from);
            } else if d.value.is_some() {
                if top
                    && let PatternKind::Binding(name) = self.ast[d.target].kind
                    && let Some(b) = self.current[name.index()].checked_sub(1).map(BindingId)
                    && self.out[b].scope == self.out[self.function].scope
                    && self.out[b].role == Role::Declared(BindingKind::Var)
                    && self.out[self.function].arguments != Some(b)
                    && !self.out[b].touched
                {
                    self.out[b].late = true;
                }
                self.pattern(d.target, Mode::DeclareVar);
            }
        }
    }
}

// ---- patterns and expressions

impl Analyser<'_> {
    fn pattern(&mut self, p: PatternId, mode: Mode) {
        let ast = self.ast;
        match ast[p].kind {
            PatternKind::Binding(name) if mode == Mode::Declare => {
                // A declaration initialises; only uses are checked.
                let binding = self.current[name.index()].checked_sub(1).map(BindingId);
                self.out.set_pattern_ref(p, Reference::new(binding, false, false));
                self.pending.extend(binding);
            }
            PatternKind::Binding(name) => {
                let reference = self.resolve(name);
                self.out.set_pattern_ref(p, reference);
                if let Some(b) = reference.binding() {
                    self.out[b].assigned = true;
                    let owner = self.out[self.out[b].scope].function;
                    if self.out[owner].arguments == Some(b) {
                        self.out[owner].arguments_exposed = true;
                    }
                }
            }
            PatternKind::Expr(e) => self.target(e),
            PatternKind::Array(list) => ast.list(list).iter().for_each(|&p| self.pattern(p, mode)),
            PatternKind::Object { properties, rest } => {
                for property in ast.list(properties) {
                    if let PropertyKey::Computed(e) = property.key {
                        self.expr(e);
                    }
                    self.pattern(property.value, mode);
                }
                rest.into_iter().for_each(|p| self.pattern(p, mode));
            }
            PatternKind::WithDefault { target, default } => {
                self.expr(default);
                self.pattern(target, mode);
            }
            PatternKind::Hole => {}
            PatternKind::Rest(p) => self.pattern(p, mode),
        }
    }

    /// An expression that is assigned to.
    fn target(&mut self, e: ExprId) {
        let was = std::mem::replace(&mut self.exposing, true);
        self.expr(e);
        self.exposing = was;
        if let ExprKind::Member { object, name, .. } = self.ast[e].kind
            && matches!(self.ast[object].kind, ExprKind::This)
        {
            let f = &mut self.out[self.function];
            if f.this_names.len() < 32 && !f.this_names.contains(&name) {
                f.this_names.push(name);
            }
        }
        if matches!(self.ast[e].kind, ExprKind::Ident(_))
            && let Some(b) = self.out.expr_refs[e.index()].binding()
        {
            self.out[b].assigned = true;
        }
    }

    /// An expression whose value is not used.
    fn effect(&mut self, e: ExprId) {
        self.expr(e);
    }

    fn expr(&mut self, mut e: ExprId) {
        let base = self.spine.len();
        loop {
            let inner = match self.ast[e].kind {
                ExprKind::Binary { left, .. } | ExprKind::Logical { left, .. } => left,
                ExprKind::Member { object, .. }
                | ExprKind::Index { object, .. }
                | ExprKind::PrivateMember { object, .. } => object,
                ExprKind::Call { callee, .. } => callee,
                ExprKind::OptionalChain(inner) => inner,
                ExprKind::TaggedTemplate { tag, .. } => tag,
                ExprKind::Conditional { test, then, otherwise } if self.spine.len() == base => {
                    self.expr(test);
                    self.expr(then);
                    e = otherwise;
                    continue;
                }
                _ => break,
            };
            self.spine.push(e);
            e = inner;
        }
        self.leaf(e, base);
        while self.spine.len() > base {
            let Some(e) = self.spine.pop() else { break };
            match self.ast[e].kind {
                ExprKind::Binary { right, .. } | ExprKind::Logical { right, .. } => self.operand(right),
                ExprKind::Index { index, .. } => self.operand(index),
                ExprKind::Call { args, .. } => self.list(args),
                ExprKind::TaggedTemplate { template, .. } => self.list(self.ast[template].exprs),
                ExprKind::PrivateMember { name, .. } => {
                    self.out.expr_refs[e.index()] = self.private_name(name);
                }
                _ => {}
            }
        }
    }

    /// A part of an expression that is not itself the target of what is done to the whole.
    fn operand(&mut self, e: ExprId) {
        let was = std::mem::replace(&mut self.exposing, false);
        self.expr(e);
        self.exposing = was;
    }

    fn list(&mut self, list: List<ExprId>) {
        for &e in self.ast.list(list) {
            self.operand(e);
        }
    }

    fn leaf(&mut self, id: ExprId, base: usize) {
        let ast = self.ast;
        let Expr { kind, .. } = ast[id];
        match kind {
            ExprKind::Ident(name) => {
                let reference = self.resolve(name);
                self.out.expr_refs[id.index()] = reference;
                if name == known::ARGUMENTS {
                    self.arguments_used(reference, id, base);
                }
            }
            ExprKind::This => self.pseudo(Pseudo::This),
            ExprKind::NewTarget => self.pseudo(Pseudo::NewTarget),
            ExprKind::SuperMember(_) => self.super_property(),
            ExprKind::SuperIndex(e) => {
                self.super_property();
                self.operand(e);
            }
            ExprKind::SuperCall(args) => {
                self.pseudo(Pseudo::This);
                self.pseudo(Pseudo::NewTarget);
                self.pseudo(Pseudo::Callee);
                self.list(args);
            }
            ExprKind::Spread(e) | ExprKind::Await(e) => self.operand(e),
            ExprKind::Template(t) => self.list(ast[t].exprs),
            ExprKind::Array(list) | ExprKind::Sequence(list) => self.list(list),
            ExprKind::Object(properties) => {
                for p in ast.list(properties) {
                    if let PropertyKey::Computed(e) = p.key
                        && p.kind != PropertyKind::Spread
                    {
                        self.operand(e);
                    }
                    self.operand(p.value);
                }
            }
            ExprKind::Function(f) => self.function(f, None),
            ExprKind::Class(c) => self.class(c),
            ExprKind::Unary { op: UnaryOp::Delete, operand } => {
                self.target_of_delete(operand);
            }
            ExprKind::Unary { operand, .. } => self.operand(operand),
            ExprKind::Update { target, .. } => self.target(target),
            ExprKind::PrivateIn { name, object } => {
                self.out.expr_refs[id.index()] = self.private_name(name);
                self.operand(object);
            }
            ExprKind::Conditional { test, then, otherwise } => {
                self.operand(test);
                self.operand(then);
                self.operand(otherwise);
            }
            ExprKind::Assign { target, value } => {
                self.pattern(target, Mode::Assign);
                self.operand(value);
            }
            ExprKind::CompoundAssign { target, value, .. } => {
                self.target(target);
                self.operand(value);
            }
            ExprKind::New { callee, args } => {
                self.operand(callee);
                self.list(args);
            }
            ExprKind::Yield { operand, .. } => operand.into_iter().for_each(|e| self.operand(e)),
            ExprKind::ImportCall { source, options } => {
                self.operand(source);
                options.into_iter().for_each(|e| self.operand(e));
            }
            _ => {}
        }
    }

    fn super_property(&mut self) {
        self.pseudo(Pseudo::This);
        self.pseudo(Pseudo::HomeObject);
    }

    fn target_of_delete(&mut self, e: ExprId) {
        let was = std::mem::replace(&mut self.exposing, true);
        self.expr(e);
        self.exposing = was;
        if self.lesson_delete
            && matches!(self.ast[e].kind, ExprKind::Ident(_))
            && let Some(b) = self.out.expr_refs[e.index()].binding()
            && !matches!(self.out[b].role, Role::SelfName)
        {
            self.out[b].deleted = true;
        }
    }

    /// `arguments[i]` and `arguments.length`, read, do not let anyone change the object.
    fn arguments_used(&mut self, reference: Reference, id: ExprId, base: usize) {
        let Some(b) = reference.binding() else { return };
        let owner = self.out[self.out[b].scope].function;
        if self.out[owner].arguments != Some(b) {
            return;
        }
        let parents = &self.spine[base..];
        let read_only = match parents.last().map(|&p| self.ast[p].kind) {
            Some(ExprKind::Index { object, .. }) => object == id,
            Some(ExprKind::Member { object, name, .. }) => object == id && name == known::LENGTH,
            _ => false,
        };
        let called = parents.len() >= 2 && matches!(self.ast[parents[parents.len() - 2]].kind, ExprKind::Call { .. });
        if !read_only || called || self.exposing {
            self.out[owner].arguments_exposed = true;
        }
    }
}
