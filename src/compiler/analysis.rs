//! Scope analysis: one walk over the whole tree, before any code is made, that resolves every name
//! and finds out which bindings closures capture and which may be read too early (ECMA-262's
//! temporal dead zone).
//!
//! The walk goes in the order of evaluation, function declarations first as they are hoisted. A
//! lexical binding counts as initialised once the walk has passed its declaration, so a name met
//! before that, or in a closure made before that, is marked to be checked. Within one instance of a
//! scope, what stands later runs later, except between the cases of a switch.

use super::CompileOptions;
use super::analysis_statements::declared_function;
use super::scopes::*;
use crate::bytecode::EvalPlace;
use crate::syntax::Ast;
use crate::syntax::ast::{
    Atom, BindingKind, ClassElementKind, ClassId, ExprId, FunctionBody, FunctionKind, List, PrivateKind, PropertyKey,
    ScopeId, StmtId, known,
};
use rustc_hash::FxHashMap;

/// Analyses a program.
pub(super) fn analyse(ast: &Ast, options: CompileOptions, place: Option<&EvalPlace>) -> Analysis {
    let root = FunctionIndex::from(ast.root);
    let scope = Scope {
        parent: None,
        function: root,
        first: 0,
        count: 0,
        extra: Vec::new(),
        slots: 0,
        with_object: None,
        holds_variables: false,
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
        body_scope: None,
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
            private_receivers: FxHashMap::default(),
            module: None,
            surroundings: None,
        },
        blank_scope: scope,
        blank_function: function,
        sloppy_delete_bindings: options.sloppy_delete_bindings,
        eval: options.eval,
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
    };
    if let Some(place) = place {
        analyser.surround(place);
    }
    analyser.function(ast.root, None);
    analyser.finish()
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Assign,
    Declare,
    /// `var`: an initialiser counts as an assignment.
    DeclareVar,
}

pub(super) struct Analyser<'a> {
    pub(super) ast: &'a Ast,
    pub(super) out: Analysis,
    pub(super) blank_scope: Scope,
    pub(super) blank_function: Function,
    /// A sloppy `delete name` marks the binding.
    pub(super) sloppy_delete_bindings: bool,
    pub(super) eval: bool,
    /// By atom: the innermost binding of that name + 1, or 0.
    pub(super) current: Vec<u32>,
    /// By binding: what `current` was before it was declared.
    pub(super) outer: Vec<u32>,
    pub(super) privates: Vec<(Atom, BindingId)>,
    pub(super) withs: Vec<BindingId>,
    pub(super) function: FunctionIndex,
    pub(super) scope: Option<ScopeIndex>,
    /// Bindings of the declaration being walked: initialised at its end.
    pub(super) pending: Vec<BindingId>,
    pub(super) spine: Vec<ExprId>,
    /// Uses of a function declaration's name in its own body: the callee's register will do, unless
    /// it is assigned.
    pub(super) self_uses: Vec<BindingId>,
    pub(super) exposing: bool,
}

impl<'a> Analyser<'a> {
    // ---- scopes and bindings

    pub(super) fn open(&mut self, scope: ScopeIndex) -> Option<ScopeIndex> {
        let outer = self.scope;
        let function = self.function;
        let s = &mut self.out[scope];
        s.parent = outer;
        s.function = function;
        self.scope = Some(scope);
        outer
    }

    pub(super) fn synthetic_scope(&mut self) -> ScopeIndex {
        self.out.scopes.push(self.blank_scope.clone());
        ScopeIndex(self.out.scopes.len() as u32 - 1)
    }

    /// Adds the declared bindings of a scope, without making their names visible.
    pub(super) fn add_bindings(&mut self, scope: ScopeId) {
        let index = ScopeIndex::from(scope);
        let bindings = self.ast.list(self.ast[scope].bindings);
        let first = self.out.bindings.len() as u32;
        for b in bindings {
            self.new_binding(b.name, Role::Declared(b.kind), index);
        }
        let s = &mut self.out[index];
        (s.first, s.count) = (first, bindings.len() as u32);
        if self.ast[scope].has_direct_eval {
            self.expose(index);
        }
    }

    /// The names declared in a scope are seen by a direct eval: they live in its environment and
    /// may change at any time.
    fn expose(&mut self, scope: ScopeIndex) {
        let root = self.ast[self.ast.root];
        let is_script = root.kind == FunctionKind::Script && scope == root.scope.into();
        for id in self.declared(scope).map(BindingId) {
            if !is_script || !self.is_global(id, root.flags.is_strict()) {
                self.expose_binding(id);
            }
        }
    }

    pub(super) fn expose_binding(&mut self, id: BindingId) {
        let b = &mut self.out[id];
        (b.captured, b.assigned, b.touched) = (true, true, true);
    }

    pub(super) fn new_binding(&mut self, name: Atom, role: Role, scope: ScopeIndex) -> BindingId {
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

    pub(super) fn extra(&mut self, name: Atom, role: Role, scope: ScopeIndex) -> BindingId {
        let id = self.new_binding(name, role, scope);
        self.out[scope].extra.push(id);
        id
    }

    pub(super) fn show(&mut self, id: BindingId) {
        let name = self.out[id].name.index();
        self.outer[id.0 as usize] = self.current[name];
        self.current[name] = id.0 + 1;
    }

    pub(super) fn hide(&mut self, id: BindingId) {
        let name = self.out[id].name.index();
        self.current[name] = self.outer[id.0 as usize];
    }

    pub(super) fn declared(&self, scope: ScopeIndex) -> std::ops::Range<u32> {
        let s = &self.out[scope];
        s.first..s.first + s.count
    }

    /// Opens a block scope with its names.
    pub(super) fn enter(&mut self, scope: ScopeId) -> Option<ScopeIndex> {
        let outer = self.open(scope.into());
        self.add_bindings(scope);
        self.declared(scope.into()).for_each(|id| self.show(BindingId(id)));
        outer
    }

    pub(super) fn leave(&mut self, scope: ScopeIndex, outer: Option<ScopeIndex>) {
        for id in self.declared(scope).rev() {
            self.hide(BindingId(id));
        }
        self.scope = outer;
    }

    // ---- uses

    pub(super) fn resolve(&mut self, name: Atom) -> Reference {
        let binding = self.current[name.index()].checked_sub(1).map(BindingId);
        let mut dynamic = false;
        if !self.withs.is_empty() {
            let depth = binding.map(|b| self.scope_depth(self.out[b].scope));
            // The name of a function expression lies around its variables.
            let is_self = binding.is_some_and(|b| self.out[b].role == Role::SelfName);
            for w in self.withs.clone() {
                let at = self.scope_depth(self.out[w].scope);
                if depth.is_none_or(|d| at > d || at == d && is_self) {
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

    pub(super) fn touch(&mut self, id: BindingId) {
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

    pub(super) fn capture(&mut self, id: BindingId, from: FunctionIndex) {
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

    pub(super) fn pseudo(&mut self, which: Pseudo) {
        let user = self.function;
        self.out[user].own |= which.bit();
        let owner = self.out.this_function(user);
        self.out[owner].needed |= which.bit();
        if owner != user {
            let id = self.pseudo_binding(owner, which);
            self.capture(id, user);
        }
    }

    pub(super) fn pseudo_binding(&mut self, owner: FunctionIndex, which: Pseudo) -> BindingId {
        if let Some(id) = self.out[owner].pseudo[which as usize] {
            return id;
        }
        let scope = self.out[owner].scope;
        let id = self.extra(known::EMPTY, Role::Pseudo, scope);
        self.out[owner].pseudo[which as usize] = Some(id);
        id
    }

    pub(super) fn initialise_pending(&mut self, from: usize) {
        for id in self.pending.drain(from..) {
            self.out.bindings[id.0 as usize].initialised = true;
        }
    }

    /// The module's own statements wait for something.
    pub(super) fn note_await(&mut self) {
        if let Some(module) = &mut self.out.module
            && module.body == self.function
        {
            module.awaits = true;
        }
    }

    /// `import.meta`: a variable of the module that no source can name.
    pub(super) fn import_meta(&mut self) {
        let Some(module) = self.out.module else { return };
        let variables = self.out[FunctionIndex::from(self.ast.root)].scope;
        let id = module.meta.unwrap_or_else(|| self.extra(known::EMPTY, Role::Hidden, variables));
        self.out.module = Some(Module { meta: Some(id), ..module });
        self.capture(id, self.function);
    }

    pub(super) fn body(&mut self, list: List<StmtId>, top: bool) {
        self.hoist(list);
        for &s in self.ast.list(list) {
            self.stmt(s, top);
        }
    }

    /// Instantiates the function declarations of a statement list.
    pub(super) fn hoist(&mut self, list: List<StmtId>) {
        let Some(scope) = self.declaring_scope() else { return };
        let mut found = Vec::new();
        for &s in self.ast.list(list) {
            if let Some(id) = declared_function(self.ast, s) {
                found.push(id);
                let name = self.ast[id].name.unwrap_or(known::STAR_DEFAULT);
                if self.is_global_scope() && !(self.eval && self.ast[self.ast.root].flags.is_strict()) {
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

    /// Whether a name declared at the top of a script is global: in eval code, `let`, `const` and
    /// `class` are its own, and in strict eval code everything is (ECMA-262 §19.2.1.1 PerformEval).
    pub(super) fn is_global(&self, id: BindingId, strict: bool) -> bool {
        !self.eval || !strict && !self.out[id].is_lexical()
    }

    fn is_global_scope(&self) -> bool {
        self.function == FunctionIndex::from(self.ast.root)
            && self.scope == Some(self.out[self.function].scope)
            && self.ast[self.ast.root].kind == FunctionKind::Script
    }

    pub(super) fn class(&mut self, id: ClassId) {
        let ast = self.ast;
        let class = ast[id];
        let scope = ScopeIndex::from(class.scope);
        let outer = self.enter(class.scope);
        let privates = self.privates.len();
        for p in ast.list(class.private_names) {
            let b = self.extra(p.name, Role::PrivateName, scope);
            self.out[b].captured |= ast[class.scope].has_direct_eval;
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

    /// The synthetic method that runs the instance or static field initialisers and static blocks
    /// of a class.
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

    pub(super) fn private_name(&mut self, name: Atom) -> Reference {
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
            if self.out.surroundings.as_ref().is_some_and(|around| around.scopes.contains_key(&scope.0)) {
                continue;
            }
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
