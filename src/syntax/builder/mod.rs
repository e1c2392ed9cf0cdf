//! What the actions of the grammar write to: the tree, the stacks on which lists and half-known
//! things wait, and the contexts of the open functions.
//!
//! The parser reduces strictly from the inside out, so everything that waits can lie on a stack:
//! when a construct is complete, what belongs to it is on top. An action that finds an error notes
//! it (`fail`) and returns some node; the driver looks for a noted error after each token.

pub(super) mod binary;
pub(super) mod classes;
mod context;
pub(super) mod convert;
pub(super) mod early_errors;
pub(super) mod expressions;
pub(super) mod functions;
pub(super) mod modules;
pub(super) mod regex;
pub(super) mod statements;

use crate::source::Span;
use crate::syntax::ast::{
    Ast, Atom, BindingKind, ClassElement, Declarator, ExportSpecifier, Expr, ExprId, ExprKind, ForInit, ForTarget,
    Function, FunctionBody, FunctionId, FunctionKind, ImportAttribute, ImportSpecifier, List, MAX_DEPTH, Node, Pattern,
    PatternId, PatternKind, PatternProperty, Property, PropertyKey, Quasi, Stmt, StmtId, StmtKind, known,
};
use crate::syntax::ast::{Case, ScopeId};
use crate::syntax::error::SyntaxError;
use crate::syntax::lexer::Lexer;
use crate::syntax::{Goal, Options};
use context::{Context, Marks};
use early_errors::{JumpBases, Jumps, PrivateNames, ScopeKind, Scopes};

/// How a name in an export clause is written.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum ClauseKind {
    /// As an identifier.
    #[default]
    Ident,
    /// As a reserved word.
    Name,
    /// As a string.
    String,
}

/// A property name on its way to its property.
#[derive(Clone, Copy)]
pub struct Key {
    pub key: PropertyKey,
    pub span: Span,
    pub depth: u32,
}

/// A parenthesised expression that may be the parameters of an arrow function.
#[derive(Clone, Copy)]
pub struct Cover {
    pub expr: Option<ExprId>,
    pub rest: Option<ExprId>,
    pub trailing_comma: bool,
}

/// A method or field whose function is being parsed.
#[derive(Clone, Copy)]
pub struct Member {
    pub key: Key,
    pub kind: FunctionKind,
    pub is_static: bool,
}

/// A class being parsed.
pub struct OpenClass {
    pub name: Option<Atom>,
    pub outer_strict: bool,
    pub superclass: Option<ExprId>,
    pub elements_base: usize,
    pub constructor: Option<FunctionId>,
    pub depth: u32,
    pub private_names: List<crate::syntax::ast::PrivateName>,
}

/// What the head of a `for` has become.
#[derive(Clone, Copy)]
pub struct ForHead {
    pub init: ForInit,
    pub target: Option<ForTarget>,
    pub depth: u32,
    /// It is written `async`, which for-of forbids.
    pub is_async_name: bool,
    pub span: Span,
}

/// A catch clause on its way to its `try`.
#[derive(Clone, Copy)]
pub struct OpenCatch {
    pub catch: crate::syntax::ast::Catch,
    pub depth: u32,
}

/// The stacks on which lists and half-known things wait.
#[derive(Default)]
pub struct Stacks {
    pub exprs: Vec<ExprId>,
    pub stmts: Vec<StmtId>,
    pub patterns: Vec<PatternId>,
    pub params: Vec<PatternId>,
    pub properties: Vec<Property>,
    pub pattern_properties: Vec<PatternProperty>,
    pub declarators: Vec<Declarator>,
    pub cases: Vec<Case>,
    pub elements: Vec<ClassElement>,
    pub quasis: Vec<Quasi>,
    /// For each of the quasis, which text of the lexer it is.
    pub quasi_parts: Vec<u32>,
    /// Where the parts of open templates start: quasis and expressions.
    pub templates: Vec<(usize, usize)>,
    pub keys: Vec<Key>,
    pub covers: Vec<Cover>,
    pub members: Vec<Member>,
    pub classes: Vec<OpenClass>,
    pub for_heads: Vec<ForHead>,
    pub catches: Vec<OpenCatch>,
    pub functions: Vec<FunctionId>,
    pub import_specifiers: Vec<ImportSpecifier>,
    pub export_specifiers: Vec<ExportSpecifier>,
    pub attributes: Vec<ImportAttribute>,
}

/// The state of one parse.
pub struct Builder<'s> {
    pub ast: Ast,
    pub lexer: Lexer<'s>,
    pub goal: Goal,
    pub options: &'s Options,
    max_depth: u32,
    pub error: Option<Box<SyntaxError>>,
    pub contexts: Vec<Context>,
    pub scopes: Scopes,
    pub jumps: Jumps,
    pub private_names: PrivateNames,
    pub stack: Stacks,
    /// Number of `{a = 1}` not yet known to be patterns.
    pub cover_initialised: usize,
    /// Objects with two `__proto__: v`, and where the second is: an error unless they turn out to
    /// be patterns.
    pub double_proto: rustc_hash::FxHashMap<ExprId, Span>,
    /// Array literals `[...a,]` and object literals `{...a,}`: no patterns.
    pub comma_after_rest: rustc_hash::FxHashSet<ExprId>,
    pub module: crate::syntax::builder::modules::ModuleState,
    pub regex_cache: rustc_hash::FxHashSet<(Atom, Atom)>,
    /// `import.defer` and `import.source` before their arguments.
    pub open_phases: Vec<(ExprId, crate::syntax::ast::ImportPhase)>,
}

const PARENTHESISED: u32 = 1 << 31;

impl<'s> Builder<'s> {
    pub fn new(text: &'s str, goal: Goal, options: &'s Options) -> Self {
        let mut builder = Self {
            ast: Ast::with_capacity(text.len()),
            lexer: Lexer::new(text, goal != Goal::Module),
            goal,
            options,
            max_depth: options.max_depth.map_or(MAX_DEPTH, |depth| depth.min(MAX_DEPTH)),
            error: None,
            contexts: Vec::new(),
            scopes: Scopes::default(),
            jumps: Jumps::default(),
            private_names: PrivateNames::default(),
            stack: Stacks::default(),
            cover_initialised: 0,
            double_proto: Default::default(),
            comma_after_rest: Default::default(),
            module: Default::default(),
            regex_cache: Default::default(),
            open_phases: Vec::new(),
        };
        builder.begin_program();
        builder
    }

    /// The context of the innermost open function.
    #[inline]
    pub fn context(&mut self) -> &mut Context {
        // The program's own context is there from the start to the end.
        self.contexts.last_mut().unwrap_or_else(|| unreachable!())
    }

    /// Notes an error; the first one counts.
    #[cold]
    pub fn fail(&mut self, span: Span, message: impl Into<String>) {
        if self.error.is_none() {
            self.error = Some(Box::new(SyntaxError::new(message, span)));
        }
    }

    /// The text of a range.
    pub fn slice(&self, span: Span) -> &'s str {
        self.lexer.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    // ───────────────────────────── nodes and their depth ─────────────────────────────

    /// Checks the depth of a new node.
    #[inline]
    pub fn bounded(&mut self, depth: u32, span: Span) -> u32 {
        if depth > self.max_depth {
            self.fail_nesting(span.start);
            return self.max_depth;
        }
        depth
    }

    #[cold]
    pub fn fail_nesting(&mut self, at: u32) {
        self.fail(Span::new(at, at + 1), "The source is too deeply nested");
    }

    /// Opens a scope. Depth is otherwise found when constructs end; too many open ones are stopped
    /// here, so that what looks through them stays quick.
    pub fn open_scope(&mut self, kind: ScopeKind, at: u32) {
        if self.scopes.open_count() > self.max_depth as usize + 1 {
            self.fail_nesting(at);
        }
        self.scopes.open(&mut self.ast, kind, at);
    }

    /// Adds an expression whose operands are at most `below` deep.
    #[inline]
    pub fn add_expr(&mut self, kind: ExprKind, span: Span, pos: u32, below: u32) -> ExprId {
        let meta = self.bounded(below + 1, span);
        Expr { kind, span, pos, meta }.add(&mut self.ast)
    }

    /// Adds an expression on a spine: `depth` is its own depth.
    #[inline]
    pub fn add_spine(&mut self, kind: ExprKind, span: Span, pos: u32, depth: u32) -> ExprId {
        let meta = self.bounded(depth, span);
        Expr { kind, span, pos, meta }.add(&mut self.ast)
    }

    /// Adds a statement whose parts are at most `below` deep.
    #[inline]
    pub fn add_stmt(&mut self, kind: StmtKind, span: Span, below: u32) -> StmtId {
        let meta = self.bounded(below + 1, span);
        Stmt { kind, span, meta }.add(&mut self.ast)
    }

    /// Adds a pattern whose parts are at most `below` deep.
    pub fn add_pattern(&mut self, kind: PatternKind, span: Span, below: u32, parenthesised: bool) -> PatternId {
        let meta = self.bounded(below + 1, span) | if parenthesised { PARENTHESISED } else { 0 };
        Pattern { kind, span, meta }.add(&mut self.ast)
    }

    #[inline]
    pub fn depth(&self, expr: ExprId) -> u32 {
        self.ast[expr].meta & !PARENTHESISED
    }

    pub fn optional_depth(&self, expr: Option<ExprId>) -> u32 {
        expr.map_or(0, |expr| self.depth(expr))
    }

    pub fn stmt_depth(&self, stmt: StmtId) -> u32 {
        self.ast[stmt].meta
    }

    pub fn pattern_depth(&self, pattern: PatternId) -> u32 {
        self.ast[pattern].meta & !PARENTHESISED
    }

    pub fn is_parenthesised_pattern(&self, pattern: PatternId) -> bool {
        self.ast[pattern].meta & PARENTHESISED != 0
    }

    pub fn set_parenthesised(&mut self, expr: ExprId) {
        self.ast[expr].meta |= PARENTHESISED;
    }

    /// Takes the expressions from `start` on off their stack: the list and its greatest depth.
    #[inline]
    pub fn take_exprs(&mut self, start: u32) -> (List<ExprId>, u32) {
        let start = start as usize;
        let depth = self.stack.exprs[start..].iter().map(|&expr| self.depth(expr)).max().unwrap_or(0);
        (self.ast.add_list(&mut self.stack.exprs, start), depth)
    }

    /// Takes the statements from `start` on off their stack: the list and its greatest depth.
    pub fn take_stmts(&mut self, start: usize) -> (List<StmtId>, u32) {
        let depth = self.stack.stmts[start..].iter().map(|&stmt| self.ast[stmt].meta).max().unwrap_or(0);
        (self.ast.add_list(&mut self.stack.stmts, start), depth)
    }

    // ───────────────────────────── names ─────────────────────────────

    /// Checks a name used as a reference, a binding or a label (ECMA-262 §13.1.1).
    #[inline]
    pub fn check_name(&mut self, span: Span, name: Atom) {
        if name.index() <= known::EVAL.index() {
            self.check_contextual_name(span, name);
        }
    }

    fn check_contextual_name(&mut self, span: Span, name: Atom) {
        let is_module = self.goal == Goal::Module;
        let context = self.context();
        match name {
            known::AWAIT => {
                context.marks.await_ident = span.start + 1;
                if is_module || context.is_async || context.forbid_await {
                    self.fail(span, "Unexpected reserved word");
                }
            }
            known::YIELD if context.is_generator && !context.strict => self.fail(span, "Unexpected identifier 'yield'"),
            _ if context.strict && is_strict_reserved(name) => {
                self.fail(span, "Unexpected strict mode reserved word");
            }
            _ => {}
        }
    }

    /// Checks a name that is bound or assigned to.
    pub fn check_bound_name(&mut self, span: Span, name: Atom) {
        if (name == known::EVAL || name == known::ARGUMENTS) && self.context().strict {
            self.fail(span, "Unexpected eval or arguments in strict mode");
        }
    }

    #[cold]
    pub fn fail_redeclared(&mut self, span: Span, name: Atom) {
        let message = format!("Identifier '{}' has already been declared", self.ast.atoms.display(name));
        self.fail(span, message);
    }

    // ───────────────────────────── the program ─────────────────────────────

    fn begin_program(&mut self) {
        let kind = match self.goal {
            Goal::Script => FunctionKind::Script,
            Goal::Module => FunctionKind::Module,
            Goal::CommonJs => FunctionKind::CommonJs,
        };
        let mut context = new_context(kind, 0);
        context.is_async = kind == FunctionKind::Module || kind == FunctionKind::Script && self.options.top_level_await;
        context.strict = self.options.strict || kind == FunctionKind::Module;
        context.allow_new_target = kind == FunctionKind::CommonJs;
        context.in_prologue = true;
        if let Some(eval) = &self.options.eval {
            context.allow_new_target = eval.new_target;
            context.allow_super_property = eval.super_property;
            context.allow_super_call = eval.super_call;
            context.forbid_arguments = eval.class_field;
        }
        let scope = if kind == FunctionKind::Module { ScopeKind::Module } else { ScopeKind::Function };
        self.scopes.open(&mut self.ast, scope, 0);
        self.contexts.push(context);
        if kind == FunctionKind::CommonJs {
            for name in [known::EXPORTS, known::REQUIRE, known::MODULE, known::FILENAME, known::DIRNAME] {
                let pattern = self.add_pattern(PatternKind::Binding(name), Span::at(0), 0, false);
                self.stack.params.push(pattern);
                let _ = self.scopes.declare_param(name, 0);
            }
            let params = self.ast.add_list(&mut self.stack.params, 0);
            let context = self.context();
            context.params = params;
            context.length = 5;
        }
    }

    pub fn end_program(&mut self, end: u32) {
        self.check_leftovers();
        if self.goal == Goal::Module {
            self.check_exports();
        }
        let options = self.options;
        let known = |name: Atom| {
            let name = self.ast.atoms.display(name);
            options.eval.as_ref().is_some_and(|eval| eval.private_names.contains(&name))
        };
        if let Some((name, span)) = self.private_names.undeclared(known) {
            let name = self.ast.atoms.display(name);
            self.fail(span, format!("Private field '#{name}' must be declared in an enclosing class"));
        }
        let base = self.context().body_base;
        let (body, depth) = self.take_stmts(base);
        let root = self.end_function(FunctionBody::Statements(body), depth);
        self.ast[root].span = Span::new(0, end);
        self.ast.root = root;
    }

    /// Things that could have become patterns and have not.
    fn check_leftovers(&mut self) {
        if self.cover_initialised > 0 {
            use crate::syntax::ast::PropertyKind;
            let is_cover = |property: &&Property| property.kind == PropertyKind::CoverInitialised;
            let spans = self.ast.lists.properties.iter().filter(is_cover).map(|property| self.ast[property.value].span);
            if let Some(span) = spans.min_by_key(|span| span.start) {
                self.fail(span, "Invalid shorthand property initializer");
            }
        }
        if let Some(span) = self.double_proto.values().copied().min_by_key(|span| span.start) {
            self.fail(span, "Duplicate __proto__ fields are not allowed in object literals");
        }
    }

    // ───────────────────────────── open and closed functions ─────────────────────────────

    /// Opens the context and the scope of a function that begins at `start`.
    pub fn open_function(&mut self, kind: FunctionKind, start: u32) -> &mut Context {
        self.scopes.note_inner_function();
        self.open_scope(ScopeKind::Function, start);
        let mut context = new_context(kind, start);
        context.params_base = self.stack.params.len();
        context.body_base = self.stack.stmts.len();
        context.jumps = self.jumps.bases();
        let outer = self.context();
        context.strict = outer.strict;
        context.has_with = outer.has_with;
        match kind {
            FunctionKind::Arrow => {
                context.allow_super_property = outer.allow_super_property;
                context.allow_super_call = outer.allow_super_call;
                context.allow_new_target = outer.allow_new_target;
                context.forbid_arguments = outer.forbid_arguments;
            }
            FunctionKind::Normal => context.allow_new_target = true,
            _ => {
                context.allow_new_target = true;
                context.allow_super_property = true;
                context.allow_super_call = kind == FunctionKind::DerivedConstructor;
                context.forbid_arguments = matches!(kind, FunctionKind::FieldInitialiser | FunctionKind::StaticBlock);
                context.forbid_await = kind == FunctionKind::StaticBlock;
            }
        }
        self.contexts.push(context);
        self.context()
    }

    /// Closes the innermost function. Its span is still to be set.
    pub fn end_function(&mut self, body: FunctionBody, body_depth: u32) -> FunctionId {
        let bases = self.context().jumps;
        if let Some((span, is_continue)) = self.jumps.end_function(bases) {
            let message = if is_continue {
                "Illegal continue statement: no surrounding iteration statement"
            } else {
                "Illegal break statement"
            };
            self.fail(span, message);
        }
        let binds_arguments = self.scopes.binds_itself(known::ARGUMENTS);
        let scope = self.scopes.close(&mut self.ast);
        let context = self.contexts.pop().unwrap_or_else(|| unreachable!());
        let flags = context.flags(binds_arguments);
        let depth = body_depth.max(context.params_depth) + 1;
        let meta = self.bounded(depth, Span::at(context.start));
        if let Some(outer) = self.contexts.last_mut() {
            outer.take_over(&context);
        }
        let function = Function {
            kind: context.kind,
            flags,
            name: context.name,
            params: context.params,
            length: context.length,
            body,
            // A scope is open as long as its context is.
            scope: scope.unwrap_or_else(|| unreachable!()),
            directives: context.directives,
            span: Span::at(context.start),
            name_pos: context.name_pos,
            meta,
        };
        function.add(&mut self.ast)
    }

    /// Ends a block-like scope.
    pub fn close_scope(&mut self) -> ScopeId {
        self.scopes.close(&mut self.ast).unwrap_or_else(|| unreachable!())
    }

    /// Declares a lexical name.
    pub fn declare_lexical(&mut self, span: Span, name: Atom, kind: BindingKind) {
        if self.scopes.declare_lexical(name, kind, span.start, true).is_err() {
            self.fail_redeclared(span, name);
        }
    }
}

fn new_context(kind: FunctionKind, start: u32) -> Context {
    Context {
        kind,
        is_async: false,
        is_generator: false,
        strict: false,
        declaration: false,
        start,
        name: None,
        name_pos: start,
        params_base: 0,
        params: List::EMPTY,
        length: 0,
        params_depth: 0,
        simple_params: true,
        params_have_closures: false,
        duplicate_param: None,
        body_base: 0,
        in_prologue: false,
        directives: 0,
        marks: Marks::default(),
        jumps: JumpBases::default(),
        has_with: false,
        allow_super_property: false,
        allow_super_call: false,
        allow_new_target: false,
        forbid_arguments: false,
        forbid_await: false,
    }
}

/// `implements`, `interface`, `let`, `package`, `private`, `protected`, `public`, `static`, `yield`
pub fn is_strict_reserved(name: Atom) -> bool {
    let index = name.index();
    matches!(name, known::LET | known::STATIC | known::YIELD)
        || index >= known::IMPLEMENTS.index() && index <= known::PUBLIC.index()
}
