//! Actions for imports and exports (ECMA-262 §16.2).

use rustc_hash::FxHashSet;

use super::{Builder, ClauseKind};
use crate::source::Span;
use crate::syntax::ast::{
    Atom, BindingKind, Export, ExportKind, ExportSpecifier, ExprId, ExprKind, Import, ImportAttribute, ImportPhase,
    ImportSpecifier, List, Node, PatternId, PatternKind, StmtId, StmtKind, known,
};

/// What a module exports.
#[derive(Default)]
pub struct ModuleState {
    names: FxHashSet<Atom>,
    /// Exported local names, to be declared somewhere.
    locals: Vec<(Atom, Span)>,
    /// Local names in the open clause that no binding can have: an error unless `from` follows.
    unbindable: Option<(Span, ClauseKind)>,
    attribute_keys: FxHashSet<Atom>,
    /// The phase of the import that is open.
    phase: ImportPhase,
    /// How the last local name of an export clause was written.
    local_kind: ClauseKind,
}

impl Builder<'_> {
    /// A module name written as a string must have no lone surrogates.
    pub fn well_formed_name(&mut self, span: Span, name: Atom) -> Atom {
        if self.ast.atoms.str(name).is_none() {
            self.fail(span, "Invalid module export name: contains unpaired surrogate character");
        }
        name
    }

    // ───────────────────────────── imports ─────────────────────────────

    pub fn import_specifier(&mut self, span: Span, imported: Option<Atom>, local_span: Span, local: Atom) {
        self.check_name(local_span, local);
        self.check_bound_name(local_span, local);
        self.declare_lexical(local_span, local, BindingKind::Import);
        self.stack.import_specifiers.push(ImportSpecifier { imported, local, span });
    }

    pub fn import_bare(&mut self, span: Span, source: Atom) -> StmtId {
        self.import(span, source)
    }

    pub fn import(&mut self, span: Span, source: Atom) -> StmtId {
        let specifiers = self.ast.add_list(&mut self.stack.import_specifiers, 0);
        let attributes = self.take_attributes();
        let phase = std::mem::take(&mut self.module.phase);
        let node = Import { source, phase, specifiers, attributes }.add(&mut self.ast);
        self.add_stmt(StmtKind::Import(node), span, 0)
    }

    /// The word before what is imported.
    pub fn import_phase(&mut self, span: Span, word: Atom, phase: ImportPhase) {
        let wanted = if phase == ImportPhase::Defer { known::DEFER } else { known::SOURCE };
        if word != wanted || Some(self.slice(span)) != self.ast.atoms.str(wanted) {
            self.fail(span, self.unexpected_identifier(span));
        }
        self.module.phase = phase;
    }

    pub fn import_of_phase(&mut self, span: Span, source: Atom) -> StmtId {
        self.import(span, source)
    }

    /// Whether it is `import.defer` or `import.source`.
    pub(super) fn take_phase(&mut self, callee: ExprId) -> Option<ImportPhase> {
        let at = self.open_phases.iter().position(|open| open.0 == callee)?;
        Some(self.open_phases.swap_remove(at).1)
    }

    /// `import.defer(…)`, `import.source(…)`
    pub(super) fn phase_call(&mut self, span: Span, phase: ImportPhase, args: List<ExprId>) -> ExprId {
        let given = self.ast.list(args);
        let (first, second) = (given.first().copied(), given.get(1).copied());
        let spread = given.iter().find(|&&e| matches!(self.ast[e].kind, ExprKind::Spread(_)));
        let fault = match (first, spread) {
            (_, Some(&spread)) => Some((self.ast[spread].span, "Unexpected token '...'")),
            (None, _) => Some((Span::new(span.end - 1, span.end), "Unexpected token ')'")),
            _ if given.len() > 2 => Some((self.ast[given[2]].span, "missing ) after argument list")),
            _ => None,
        };
        if let Some((at, message)) = fault {
            self.fail(at, message);
        }
        let Some(source) = first else { return self.leaf(ExprKind::ImportMeta, span) };
        let depth = self.depth(source).max(self.optional_depth(second));
        self.add_expr(ExprKind::ImportCall { source, options: second, phase }, span, span.start, depth)
    }

    pub fn attribute(&mut self, span: Span, key: Atom, value: Atom) {
        if !self.module.attribute_keys.insert(key) {
            let message = format!("Import attributes has a duplicate key '{}'", self.ast.atoms.display(key));
            self.fail(span, message);
        }
        self.stack.attributes.push(ImportAttribute { key, value });
    }

    fn take_attributes(&mut self) -> List<ImportAttribute> {
        self.module.attribute_keys.clear();
        self.ast.add_list(&mut self.stack.attributes, 0)
    }

    // ───────────────────────────── exports ─────────────────────────────

    fn export_name(&mut self, span: Span, name: Atom) {
        if !self.module.names.insert(name) {
            let message = format!("Duplicate export of '{}'", self.ast.atoms.display(name));
            self.fail(span, message);
        }
    }

    /// The first name of an export specifier.
    pub fn local_name(&mut self, kind: ClauseKind, name: Atom) -> Atom {
        self.module.local_kind = kind;
        name
    }

    pub fn export_specifier(&mut self, local_span: Span, local: Atom, exported: Option<Atom>, span: Span) {
        let kind = self.module.local_kind;
        let exported = exported.unwrap_or(local);
        self.export_name(span, exported);
        let unbindable =
            kind != ClauseKind::Ident || crate::syntax::builder::is_strict_reserved(local) || local == known::AWAIT;
        if unbindable && self.module.unbindable.is_none() {
            self.module.unbindable = Some((local_span, kind));
        }
        self.stack.export_specifiers.push(ExportSpecifier { local, exported, span: local_span });
    }

    pub fn export_from(&mut self, span: Span, source: Atom) -> StmtId {
        self.module.unbindable = None;
        let specifiers = self.ast.add_list(&mut self.stack.export_specifiers, 0);
        let attributes = self.take_attributes();
        let kind = ExportKind::Named(specifiers);
        let node = Export { source: Some(source), kind, attributes }.add(&mut self.ast);
        self.add_stmt(StmtKind::Export(node), span, 0)
    }

    pub fn export_locals(&mut self, span: Span) -> StmtId {
        if let Some((at, kind)) = self.module.unbindable.take() {
            let message = match kind {
                ClauseKind::String => "Unexpected string".to_owned(),
                ClauseKind::Name => format!("Unexpected token '{}'", self.slice(at)),
                ClauseKind::Ident => "Unexpected strict mode reserved word".to_owned(),
            };
            self.fail(at, message);
        }
        for specifier in &self.stack.export_specifiers {
            self.module.locals.push((specifier.local, specifier.span));
        }
        let specifiers = self.ast.add_list(&mut self.stack.export_specifiers, 0);
        let node = Export { source: None, kind: ExportKind::Named(specifiers), attributes: List::EMPTY };
        let node = node.add(&mut self.ast);
        self.add_stmt(StmtKind::Export(node), span, 0)
    }

    pub fn export_all(&mut self, span: Span, name: Option<Atom>, source: Atom) -> StmtId {
        if let Some(name) = name {
            self.export_name(span, name);
        }
        let attributes = self.take_attributes();
        let kind = name.map_or(ExportKind::All, ExportKind::AllAs);
        let node = Export { source: Some(source), kind, attributes }.add(&mut self.ast);
        self.add_stmt(StmtKind::Export(node), span, 0)
    }

    pub fn export_declaration(&mut self, span: Span, stmt: StmtId) -> StmtId {
        match self.ast[stmt].kind {
            StmtKind::Function(function) => {
                if let Some(name) = self.ast[function].name {
                    self.export_name(span, name);
                }
            }
            StmtKind::Class(class) => {
                if let Some(name) = self.ast[class].name {
                    self.export_name(span, name);
                }
            }
            StmtKind::Declaration { declarators, .. } => {
                for index in 0..declarators.len() {
                    let target = self.ast.list(declarators)[index].target;
                    self.export_pattern(target);
                }
            }
            _ => {}
        }
        let depth = self.stmt_depth(stmt);
        self.add_stmt(StmtKind::ExportDeclaration(stmt), span, depth)
    }

    /// Exports each name of a pattern.
    fn export_pattern(&mut self, pattern: PatternId) {
        let mut open = vec![pattern];
        while let Some(current) = open.pop() {
            let pattern = self.ast[current];
            match pattern.kind {
                PatternKind::Binding(name) => self.export_name(pattern.span, name),
                PatternKind::WithDefault { target, .. } | PatternKind::Rest(target) => open.push(target),
                PatternKind::Array(parts) => open.extend(self.ast.list(parts)),
                PatternKind::Object { properties, rest } => {
                    open.extend(self.ast.list(properties).iter().map(|property| property.value));
                    open.extend(rest);
                }
                PatternKind::Hole | PatternKind::Expr(_) => {}
            }
        }
    }

    pub fn export_default_declaration(&mut self, span: Span, at: u32, stmt: StmtId) -> StmtId {
        self.export_name(Span::new(at, at + 7), known::DEFAULT);
        let depth = self.stmt_depth(stmt);
        self.add_stmt(StmtKind::ExportDefaultDeclaration(stmt), span, depth)
    }

    pub fn export_default(&mut self, span: Span, at: u32, expr: ExprId) -> StmtId {
        self.export_name(Span::new(at, at + 7), known::DEFAULT);
        self.declare_lexical(Span::new(at, at + 7), known::STAR_DEFAULT, BindingKind::Let);
        let depth = self.depth(expr);
        self.add_stmt(StmtKind::ExportDefault(expr), span, depth)
    }

    /// At the end of a module: each exported name must be declared.
    pub fn check_exports(&mut self) {
        for (name, span) in std::mem::take(&mut self.module.locals) {
            if !self.scopes.is_declared(name) {
                let message = format!("Export '{}' is not defined in module", self.ast.atoms.display(name));
                self.fail(span, message);
            }
        }
    }
}
