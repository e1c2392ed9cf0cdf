//! Early errors that need memory: names declared twice, labels, jumps without a target, private
//! names without a class. They are found while parsing, each in constant time per declaration, so
//! no second walk over the tree is needed; the same bookkeeping yields the bindings of each
//! [`Scope`](crate::syntax::ast::Scope).
//!
//! For every name, the innermost open lexical and `var` declarations are known by index into a pool
//! (`names`). A lexical declaration conflicts with one in its own scope, and with a `var` of the
//! same function that lies after the start of the scope; a `var` conflicts with any open lexical
//! declaration of the same function.

use crate::source::Span;
use crate::syntax::ast::{Ast, Atom, Binding, BindingKind, FunctionId, List, PrivateKind, PrivateName, Scope, ScopeId};

/// What opens a scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScopeKind {
    /// A function, script or CommonJs file: `var`s live here.
    Function,
    /// A module: like a function, but function declarations are lexical.
    Module,
    /// A block, the head of a loop.
    Block,
    /// A switch.
    Switch,
    /// Holds a catch parameter.
    Catch,
    /// Holds the inner name of a class.
    Class,
}

#[derive(Clone, Copy, Default)]
struct NameInfo {
    /// Pool index + 1 of the innermost open declaration.
    lexical: u32,
    var: u32,
}

/// A declaration of an open scope.
#[derive(Clone, Copy)]
struct Entry {
    name: Atom,
    kind: BindingKind,
    pos: u32,
    /// Where the last `var` of this name is.
    last: u32,
    /// Index of its scope among the open ones.
    scope: u32,
    /// The next entry of the scope (pool index + 1).
    next: u32,
    /// What this one hides in `names`.
    hidden: u32,
    /// Of a catch parameter: it is a plain name.
    simple: bool,
    /// Of a function in a block: two of them may share a name.
    sloppy_function: bool,
}

struct OpenScope {
    kind: ScopeKind,
    id: ScopeId,
    start: u32,
    /// Index of the innermost open scope of kind `Function` or `Module`.
    function: u32,
    first: u32,
    last: u32,
    pool_base: u32,
    functions_base: u32,
    candidates_base: u32,
    has_direct_eval: bool,
    has_inner_functions: bool,
}

/// The open scopes.
#[derive(Default)]
pub struct Scopes {
    open: Vec<OpenScope>,
    pool: Vec<Entry>,
    names: Vec<NameInfo>,
    /// Sloppy functions of open blocks, innermost block last.
    block_functions: Vec<(Atom, FunctionId, u32)>,
    /// Functions of closed blocks that may become a `var` of the function around (ECMA-262 §B.3.2).
    candidates: Vec<(Atom, FunctionId, u32)>,
}

/// The name is declared already.
#[derive(Debug)]
pub struct Redeclared;

impl Scopes {
    /// Number of open scopes.
    pub fn open_count(&self) -> usize {
        self.open.len()
    }

    /// Opens a scope that starts at `start`.
    pub fn open(&mut self, ast: &mut Ast, kind: ScopeKind, start: u32) {
        use crate::syntax::ast::Node;
        let scope = Scope { bindings: List::EMPTY, has_direct_eval: false, has_inner_functions: false };
        let id = scope.add(ast);
        let index = self.open.len() as u32;
        let is_function = matches!(kind, ScopeKind::Function | ScopeKind::Module);
        let function = if is_function { index } else { self.open.last().map_or(index, |outer| outer.function) };
        self.open.push(OpenScope {
            kind,
            id,
            start,
            function,
            first: 0,
            last: 0,
            pool_base: self.pool.len() as u32,
            functions_base: self.block_functions.len() as u32,
            candidates_base: self.candidates.len() as u32,
            has_direct_eval: false,
            has_inner_functions: false,
        });
    }

    /// Closes the innermost scope: its declarations become its bindings.
    pub fn close(&mut self, ast: &mut Ast) -> Option<ScopeId> {
        self.settle_block_functions(ast);
        let scope = self.open.pop()?;
        let start = ast.lists.bindings.len();
        let mut at = scope.first;
        while at != 0 {
            let entry = self.pool[at as usize - 1];
            ast.lists.bindings.push(Binding { name: entry.name, kind: entry.kind, pos: entry.pos });
            let name = &mut self.names[entry.name.index()];
            if is_var_like(entry.kind) {
                name.var = entry.hidden
            } else {
                name.lexical = entry.hidden
            }
            at = entry.next;
        }
        ast[scope.id] = Scope {
            bindings: List::new(start as u32, (ast.lists.bindings.len() - start) as u32),
            has_direct_eval: scope.has_direct_eval,
            has_inner_functions: scope.has_inner_functions,
        };
        if matches!(scope.kind, ScopeKind::Function | ScopeKind::Module) {
            self.pool.truncate(scope.pool_base as usize);
        }
        if let Some(outer) = self.open.last_mut() {
            outer.has_direct_eval |= scope.has_direct_eval;
            outer.has_inner_functions |= scope.has_inner_functions;
        }
        Some(scope.id)
    }

    /// Functions of the closing block and of blocks in it: which of them are a `var` too?
    fn settle_block_functions(&mut self, ast: &mut Ast) {
        let Some(scope) = self.open.last() else { return };
        let (index, base, own) =
            (self.open.len() as u32 - 1, scope.candidates_base as usize, scope.functions_base as usize);
        let is_function = matches!(scope.kind, ScopeKind::Function | ScopeKind::Module);
        if self.candidates.len() > base {
            let (names, pool) = (&self.names, &self.pool);
            let mut kept = base;
            for i in base..self.candidates.len() {
                let candidate = self.candidates[i];
                let lexical = names.get(candidate.0.index()).map_or(0, |name| name.lexical);
                let conflict = lexical != 0 && {
                    let entry = pool[lexical as usize - 1];
                    entry.scope == index && !(entry.kind == BindingKind::CatchParam && entry.simple)
                };
                if !conflict {
                    self.candidates[kept] = candidate;
                    kept += 1;
                }
            }
            self.candidates.truncate(kept);
        }
        self.candidates.extend(self.block_functions.drain(own..));
        if is_function {
            for (name, function, pos) in self.candidates.split_off(base) {
                if self.var_entry(name).is_none_or(|entry| self.pool[entry as usize - 1].kind != BindingKind::Param) {
                    ast[function].flags.set_annex_b_var(true);
                    self.add_var(name, BindingKind::Var, pos);
                }
            }
        }
    }

    /// A direct eval stands here: every open scope is visible to it.
    pub fn note_direct_eval(&mut self) {
        if let Some(scope) = self.open.last_mut() {
            scope.has_direct_eval = true;
        }
    }

    /// A function or class stands here.
    pub fn note_inner_function(&mut self) {
        if let Some(scope) = self.open.last_mut() {
            scope.has_inner_functions = true;
        }
    }

    fn name(&mut self, name: Atom) -> &mut NameInfo {
        if self.names.len() <= name.index() {
            self.names.resize(name.index() + 1, NameInfo::default());
        }
        &mut self.names[name.index()]
    }

    /// The `var`-like entry of a name in the innermost function (pool index + 1).
    fn var_entry(&mut self, name: Atom) -> Option<u32> {
        let function = self.open.last()?.function;
        let entry = self.name(name).var;
        (entry != 0 && self.pool[entry as usize - 1].scope == function).then_some(entry)
    }

    /// Adds an entry at the end of the list of scope `scope`.
    fn push(&mut self, entry: Entry) -> u32 {
        self.pool.push(entry);
        let at = self.pool.len() as u32;
        let scope = &mut self.open[entry.scope as usize];
        if scope.last == 0 {
            scope.first = at
        } else {
            self.pool[scope.last as usize - 1].next = at
        }
        scope.last = at;
        at
    }

    fn add_var(&mut self, name: Atom, kind: BindingKind, pos: u32) {
        if let Some(at) = self.var_entry(name) {
            let entry = &mut self.pool[at as usize - 1];
            entry.last = entry.last.max(pos);
            if kind == BindingKind::TopFunction {
                entry.kind = kind;
            }
            return;
        }
        let Some(scope) = self.open.last().map(|scope| scope.function) else { return };
        let hidden = self.name(name).var;
        let entry = Entry { name, kind, pos, last: pos, scope, next: 0, hidden, simple: false, sloppy_function: false };
        let at = self.push(entry);
        self.name(name).var = at;
    }

    /// Whether a parameter of that name exists already; declares it otherwise.
    pub fn declare_param(&mut self, name: Atom, pos: u32) -> Result<(), Redeclared> {
        if self.var_entry(name).is_some() {
            return Err(Redeclared);
        }
        self.add_var(name, BindingKind::Param, pos);
        Ok(())
    }

    /// Declares a `var`, or (`TopFunction`) a function at the top level of a function.
    pub fn declare_var(&mut self, name: Atom, kind: BindingKind, pos: u32) -> Result<(), Redeclared> {
        let Some(function) = self.open.last().map(|scope| scope.function) else { return Ok(()) };
        let mut lexical = self.name(name).lexical;
        while lexical != 0 {
            let entry = self.pool[lexical as usize - 1];
            if entry.scope < function {
                break;
            }
            // ECMA-262 §B.3.4: `catch (e) { var e }`
            if !(entry.kind == BindingKind::CatchParam && entry.simple) {
                return Err(Redeclared);
            }
            lexical = entry.hidden;
        }
        self.add_var(name, kind, pos);
        Ok(())
    }

    /// Declares a name of the innermost scope.
    pub fn declare_lexical(&mut self, name: Atom, kind: BindingKind, pos: u32, simple: bool) -> Result<(), Redeclared> {
        let Some(scope) = self.open.last() else { return Ok(()) };
        let (index, start) = (self.open.len() as u32 - 1, scope.start);
        let in_catch_body = index > 0 && self.open[index as usize - 1].kind == ScopeKind::Catch;
        let hidden = self.name(name).lexical;
        if hidden != 0 {
            let entry = &self.pool[hidden as usize - 1];
            if entry.scope == index || in_catch_body && entry.scope + 1 == index {
                return Err(Redeclared);
            }
        }
        if kind != BindingKind::CatchParam
            && kind != BindingKind::ClassInner
            && let Some(var) = self.var_entry(name)
            && self.pool[var as usize - 1].last >= start
        {
            return Err(Redeclared);
        }
        let entry = Entry { name, kind, pos, last: pos, scope: index, next: 0, hidden, simple, sloppy_function: false };
        let at = self.push(entry);
        self.name(name).lexical = at;
        Ok(())
    }

    /// Declares a function of a block; `sloppy` if it is a plain one in sloppy mode (ECMA-262
    /// §B.3.2, §B.3.3.4).
    pub fn declare_block_function(
        &mut self,
        name: Atom,
        pos: u32,
        function: FunctionId,
        sloppy: bool,
    ) -> Result<(), Redeclared> {
        let index = self.open.len() as u32 - 1;
        let existing = self.name(name).lexical;
        let again = existing != 0 && {
            let entry = &self.pool[existing as usize - 1];
            entry.scope == index && entry.sloppy_function && sloppy
        };
        if !again {
            self.declare_lexical(name, BindingKind::Function, pos, false)?;
            let at = self.name(name).lexical;
            self.pool[at as usize - 1].sloppy_function = sloppy;
        }
        if sloppy {
            self.block_functions.push((name, function, pos));
        }
        Ok(())
    }

    /// Whether the innermost scope is that of a function, script or CommonJs file.
    pub fn at_function_level(&self) -> bool {
        self.open.last().is_some_and(|scope| scope.kind == ScopeKind::Function)
    }

    /// Whether the innermost scope is that of a switch.
    pub fn at_switch(&self) -> bool {
        self.open.last().is_some_and(|scope| scope.kind == ScopeKind::Switch)
    }

    /// Whether a name is declared in the innermost scope (at the end of a module).
    pub fn is_declared(&mut self, name: Atom) -> bool {
        let index = self.open.len() as u32 - 1;
        let info = *self.name(name);
        [info.lexical, info.var].into_iter().any(|at| at != 0 && self.pool[at as usize - 1].scope == index)
    }

    /// Whether the function around binds `arguments` itself: by a parameter, a function or a
    /// lexical declaration.
    pub fn binds_itself(&mut self, name: Atom) -> bool {
        let index = self.open.len() as u32 - 1;
        let info = *self.name(name);
        let is_own = |at: u32| at != 0 && self.pool[at as usize - 1].scope == index;
        is_own(info.lexical) || is_own(info.var) && self.pool[info.var as usize - 1].kind != BindingKind::Var
    }
}

fn is_var_like(kind: BindingKind) -> bool {
    matches!(kind, BindingKind::Param | BindingKind::Var | BindingKind::TopFunction)
}

// ───────────────────────────── labels and jumps ─────────────────────────────

struct Label {
    name: Atom,
    /// A `continue` to it, not yet known to be right.
    continued: Option<Span>,
}

/// The labels and the jumps that have not found their target. The bases separate functions.
#[derive(Default)]
pub struct Jumps {
    labels: Vec<Label>,
    breaks: Vec<Span>,
    continues: Vec<Span>,
}

/// Where the labels and jumps of a function start.
#[derive(Clone, Copy, Default)]
pub struct JumpBases {
    labels: usize,
    breaks: usize,
    continues: usize,
}

impl Jumps {
    /// To be kept while a function is parsed.
    pub fn bases(&self) -> JumpBases {
        JumpBases { labels: self.labels.len(), breaks: self.breaks.len(), continues: self.continues.len() }
    }

    /// Number of open labels.
    pub fn label_count(&self) -> usize {
        self.labels.len()
    }

    /// Begins a labelled statement; `false` if the label is in use.
    pub fn begin_label(&mut self, bases: JumpBases, name: Atom) -> bool {
        let fresh = self.labels[bases.labels..].iter().all(|label| label.name != name);
        self.labels.push(Label { name, continued: None });
        fresh
    }

    /// Ends a labelled statement: the `continue` to it if there is one, and the label.
    pub fn end_label(&mut self) -> Option<(Atom, Option<Span>)> {
        self.labels.pop().map(|label| (label.name, label.continued))
    }

    /// `break label`, `continue label`; `false` if there is no such label.
    pub fn jump_to_label(&mut self, bases: JumpBases, name: Atom, span: Span, is_continue: bool) -> bool {
        let Some(label) = self.labels[bases.labels..].iter_mut().rev().find(|label| label.name == name) else {
            return false;
        };
        if is_continue && label.continued.is_none() {
            label.continued = Some(span);
        }
        true
    }

    /// `break` and `continue` without a label.
    pub fn jump(&mut self, span: Span, is_continue: bool) {
        if is_continue { self.continues.push(span) } else { self.breaks.push(span) }
    }

    /// A loop (or else a switch) that starts at `start` has ended: the jumps in it have a target.
    pub fn end_target(&mut self, bases: JumpBases, start: u32, is_loop: bool) {
        let settle = |jumps: &mut Vec<Span>, base: usize| {
            while jumps.len() > base && jumps.last().is_some_and(|jump| jump.start >= start) {
                jumps.pop();
            }
        };
        settle(&mut self.breaks, bases.breaks);
        if is_loop {
            settle(&mut self.continues, bases.continues);
        }
    }

    /// At the end of a function: a jump without a target, and whether it is a `continue`.
    pub fn end_function(&mut self, bases: JumpBases) -> Option<(Span, bool)> {
        let stray_break = self.breaks.get(bases.breaks).map(|&span| (span, false));
        let stray_continue = self.continues.get(bases.continues).map(|&span| (span, true));
        self.labels.truncate(bases.labels);
        self.breaks.truncate(bases.breaks);
        self.continues.truncate(bases.continues);
        stray_break.or(stray_continue)
    }
}

// ───────────────────────────── private names ─────────────────────────────

/// The private names that open classes declare, and the uses not yet seen declared.
#[derive(Default)]
pub struct PrivateNames {
    declared: Vec<PrivateName>,
    uses: Vec<(Atom, Span)>,
    classes: Vec<(usize, usize)>,
    /// The declared names of the innermost class by name: built when a class has many.
    index: rustc_hash::FxHashMap<(usize, Atom), usize>,
}

impl PrivateNames {
    /// The body of a class begins.
    pub fn begin_class(&mut self) {
        self.classes.push((self.declared.len(), self.uses.len()));
    }

    /// Declares a name; `false` if it is declared already and the two are not a getter and a
    /// setter.
    pub fn declare(&mut self, name: PrivateName) -> bool {
        let depth = self.classes.len();
        let Some(&at) = self.index.get(&(depth, name.name)) else {
            self.index.insert((depth, name.name), self.declared.len());
            self.declared.push(name);
            return true;
        };
        let known = &mut self.declared[at];
        let pair = matches!(
            (known.kind, name.kind),
            (PrivateKind::Getter, PrivateKind::Setter) | (PrivateKind::Setter, PrivateKind::Getter)
        );
        let fits = pair && known.is_static == name.is_static;
        if fits {
            known.kind = PrivateKind::Accessor;
        }
        fits
    }

    /// A name is used.
    pub fn use_name(&mut self, name: Atom, span: Span) {
        self.uses.push((name, span));
    }

    /// The body of a class ends: its names. Uses of other names are left to the classes around it.
    pub fn end_class(&mut self) -> Vec<PrivateName> {
        let depth = self.classes.len();
        let Some((declared, uses)) = self.classes.pop() else { return Vec::new() };
        let index = &mut self.index;
        let mut kept = uses;
        for at in uses..self.uses.len() {
            if !index.contains_key(&(depth, self.uses[at].0)) {
                self.uses[kept] = self.uses[at];
                kept += 1;
            }
        }
        self.uses.truncate(kept);
        for name in &self.declared[declared..] {
            index.remove(&(depth, name.name));
        }
        self.declared.split_off(declared)
    }

    /// Outside of all classes: a use without declaration.
    pub fn undeclared(&self, known: impl Fn(Atom) -> bool) -> Option<(Atom, Span)> {
        self.uses.iter().copied().find(|&(name, _)| !known(name))
    }
}
