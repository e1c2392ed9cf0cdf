//! Modules (ECMA-262 §16.2): a function makes the module's environment, with its functions, and
//! gives it together with a closure of the statements; the record beside it says what is imported
//! into which slot and exported from which.
//!
//! Invariant: every variable of a module's own scope lies in its environment.

use super::expressions::Want;
use super::functions::{Finish, FunctionName};
use super::scopes::{BindingId, FunctionIndex, ScopeIndex};
use super::{FunctionCompiler, Program};
use crate::bytecode::operand::ImportPhase;
use crate::bytecode::{
    self, ExportTarget, FunctionFlags, FunctionProto, ImportEntry, ModuleRecord, ModuleRequest, Reg, Text,
};
use crate::syntax::ast::{
    self, Atom, ExportKind, ExprId, FunctionBody, ImportAttribute, List, PatternId, PatternKind, StmtId, StmtKind,
    known,
};

/// Compiles a module.
pub(super) fn compile_module(program: &mut Program<'_>) -> FunctionProto {
    let root = program.ast[program.ast.root];
    let (index, scope) = (FunctionIndex::from(program.ast.root), ScopeIndex::from(root.scope));
    let FunctionBody::Statements(list) = root.body else { unreachable!("a module is a list of statements") };
    let module = program.analysis.module.expect("the analysis of a module says so");
    let body = compile_body(program, list, module.body, module.awaits);
    let record = Recorder { program, scope, record: ModuleRecord::default() }.record(list);
    let mut c = FunctionCompiler::new(program, index, scope, 0);
    c.strict = true;
    c.asm.set_position(root.span.start, root.span.start);
    c.enter_environment(false);
    c.declare_vars(scope);
    c.hoist_functions(scope);
    let env = c.temp();
    match c.current_env() {
        Some(current) => c.mov(env, current),
        None => c.asm.load_undefined(env),
    }
    let closure = c.temp();
    let function = c.add_function(body);
    c.emit_closure(closure, function, module.body);
    c.asm.new_array_from(env, env, 2);
    c.asm.ret(env);
    let mut proto = c.into_proto(finish(root.span, false));
    proto.module = Some(Box::new(record));
    proto
}

fn finish(span: crate::source::Span, is_async: bool) -> Finish {
    Finish {
        name: "".into(),
        span,
        kind: bytecode::FunctionKind::TopLevel,
        flags: FunctionFlags { strict: true, is_async, ..FunctionFlags::default() },
        length: 0,
        params: 0,
        mapped_slots: Vec::new(),
        instance_slots: 0,
        uses_extra_arguments: false,
    }
}

/// The function of the statements.
fn compile_body(program: &mut Program<'_>, list: List<StmtId>, index: FunctionIndex, awaits: bool) -> FunctionProto {
    let span = program.ast[program.ast.root].span;
    let scope = program.analysis[index].scope;
    let mut c = FunctionCompiler::new(program, index, scope, 0);
    c.strict = true;
    c.is_async = awaits;
    c.asm.set_position(span.start, span.start);
    if awaits {
        let live = c.registers.live();
        c.asm.start_generator(live);
    }
    c.enter_environment(false);
    if c.scope_statements(list) {
        c.exit(super::control::Exit::Return, None);
    }
    c.into_proto(finish(span, awaits))
}

/// Collects what a module imports and exports.
struct Recorder<'s, 'a> {
    program: &'s mut Program<'a>,
    scope: ScopeIndex,
    record: ModuleRecord,
}

impl Recorder<'_, '_> {
    fn record(mut self, list: List<StmtId>) -> ModuleRecord {
        let ast = self.program.ast;
        let module = self.program.analysis.module;
        self.record.awaits = module.is_some_and(|module| module.awaits);
        self.record.meta = module.and_then(|module| module.meta).map(|id| self.program.analysis[id].slot);
        for &s in ast.list(list) {
            match ast[s].kind {
                StmtKind::Import(import) => {
                    let import = ast[import];
                    let request = self.request(import.source, import.attributes, import.phase);
                    for specifier in ast.list(import.specifiers) {
                        let Some(slot) = self.slot(specifier.local) else { continue };
                        let name = specifier.imported.map(|name| self.program.text(name));
                        self.record.imports.push(ImportEntry { request, name, slot });
                    }
                }
                StmtKind::Export(export) => {
                    let export = ast[export];
                    let request = export
                        .source
                        .map(|source| self.request(source, export.attributes, ast::ImportPhase::Evaluation));
                    self.export(export.kind, request);
                }
                StmtKind::ExportDeclaration(inner) => self.export_declaration(inner),
                StmtKind::ExportDefault(_) => self.export_local(known::STAR_DEFAULT, known::DEFAULT),
                StmtKind::ExportDefaultDeclaration(inner) => {
                    let name = match ast[inner].kind {
                        StmtKind::Function(f) => ast[f].name,
                        StmtKind::Class(c) => ast[c].name,
                        _ => None,
                    };
                    self.export_local(name.unwrap_or(known::STAR_DEFAULT), known::DEFAULT);
                }
                _ => {}
            }
        }
        self.resolve_imported();
        self.record
    }

    /// What is exported and was imported leads to where it comes from (ECMA-262 §16.2.1.7.1
    /// ParseModule), a whole namespace too: then it is the same as that of `export * as`.
    fn resolve_imported(&mut self) {
        let imports = &self.record.imports;
        for (_, target) in &mut self.record.exports {
            if let ExportTarget::Slot(slot) = *target
                && let Some(import) = imports.iter().find(|import| import.slot == slot)
            {
                *target = ExportTarget::Other(import.request, import.name.clone());
            }
        }
    }

    fn request(&mut self, source: Atom, attributes: List<ImportAttribute>, phase: ast::ImportPhase) -> u32 {
        let specifier = self.program.text(source);
        let ast = self.program.ast;
        let attributes = ast
            .list(attributes)
            .iter()
            .map(|attribute| (self.program.text(attribute.key), self.program.text(attribute.value)))
            .collect();
        let request = ModuleRequest { specifier, attributes, phase: phase_of(phase) };
        let known = self.record.requests.iter().position(|known| *known == request);
        known.unwrap_or_else(|| {
            self.record.requests.push(request);
            self.record.requests.len() - 1
        }) as u32
    }

    fn binding(&self, name: Atom) -> Option<BindingId> {
        let analysis = &self.program.analysis;
        analysis.scope_bindings(self.scope).find(|&id| analysis[id].name == name && analysis[id].captured)
    }

    fn slot(&self, name: Atom) -> Option<u16> {
        self.binding(name).map(|id| self.program.analysis[id].slot)
    }

    fn export_local(&mut self, local: Atom, exported: Atom) {
        if let Some(slot) = self.slot(local) {
            let name = self.program.text(exported);
            self.record.exports.push((name, ExportTarget::Slot(slot)));
        }
    }

    fn export(&mut self, kind: ExportKind, request: Option<u32>) {
        let ast = self.program.ast;
        match (kind, request) {
            (ExportKind::Named(list), None) => {
                for specifier in ast.list(list) {
                    self.export_local(specifier.local, specifier.exported);
                }
            }
            (ExportKind::Named(list), Some(request)) => {
                for specifier in ast.list(list) {
                    let name: Text = self.program.text(specifier.exported);
                    let there = self.program.text(specifier.local);
                    self.record.exports.push((name, ExportTarget::Other(request, Some(there))));
                }
            }
            (ExportKind::All, Some(request)) => self.record.stars.push(request),
            (ExportKind::AllAs(name), Some(request)) => {
                let name = self.program.text(name);
                self.record.exports.push((name, ExportTarget::Other(request, None)));
            }
            (ExportKind::All | ExportKind::AllAs(_), None) => {}
        }
    }

    fn export_declaration(&mut self, s: StmtId) {
        let ast = self.program.ast;
        match ast[s].kind {
            StmtKind::Function(f) => {
                if let Some(name) = ast[f].name {
                    self.export_local(name, name);
                }
            }
            StmtKind::Class(c) => {
                if let Some(name) = ast[c].name {
                    self.export_local(name, name);
                }
            }
            StmtKind::Declaration { declarators, .. } => {
                for declarator in ast.list(declarators) {
                    self.export_pattern(declarator.target);
                }
            }
            _ => {}
        }
    }

    fn export_pattern(&mut self, pattern: PatternId) {
        let ast = self.program.ast;
        let mut open = vec![pattern];
        while let Some(pattern) = open.pop() {
            match ast[pattern].kind {
                PatternKind::Binding(name) => self.export_local(name, name),
                PatternKind::WithDefault { target, .. } | PatternKind::Rest(target) => open.push(target),
                PatternKind::Array(parts) => open.extend(ast.list(parts)),
                PatternKind::Object { properties, rest } => {
                    open.extend(ast.list(properties).iter().map(|property| property.value));
                    open.extend(rest);
                }
                PatternKind::Hole | PatternKind::Expr(_) => {}
            }
        }
    }
}

impl FunctionCompiler<'_, '_> {
    /// The variable of what a module exports by default and gives no name.
    fn default_binding(&self) -> Option<BindingId> {
        let analysis = self.analysis();
        let scope = analysis[FunctionIndex::from(self.ast.root)].scope;
        analysis.scope_bindings(scope).find(|&id| analysis[id].name == known::STAR_DEFAULT)
    }

    /// `export default` of an expression.
    pub(super) fn export_default(&mut self, e: ExprId) {
        let mark = self.registers.top();
        let value = self.expr_named(e, Want::Any, FunctionName::Text("default".into()));
        if let Some(id) = self.default_binding() {
            self.store_binding(id, value);
        }
        self.release(mark);
    }

    /// `export default` of a function, which was made before, or of a class.
    pub(super) fn export_default_declaration(&mut self, s: StmtId) {
        match self.ast[s].kind {
            StmtKind::Class(c) if self.ast[c].name.is_none_or(|name| name == known::STAR_DEFAULT) => {
                let mark = self.registers.top();
                let class = self.class(c, FunctionName::Text("default".into()), Want::New);
                if let Some(id) = self.default_binding() {
                    self.store_binding(id, class);
                }
                self.release(mark);
            }
            _ => {
                self.statement(s);
            }
        }
    }

    /// `import.meta`
    pub(super) fn import_meta(&mut self, want: Want) -> Reg {
        let dst = self.out(want);
        if let Some(id) = self.analysis().module.and_then(|module| module.meta) {
            self.load_binding(id, dst);
        }
        self.finish(dst, want)
    }

    /// `import(source, options)`
    pub(super) fn import_call(
        &mut self,
        e: ExprId,
        source: ExprId,
        (options, phase): (Option<ExprId>, ast::ImportPhase),
        want: Want,
    ) -> Reg {
        let mark = self.registers.top();
        let specifier = self.expr(source, Want::New);
        let given = match options {
            Some(options) => self.expr(options, Want::New),
            None => {
                let none = self.temp();
                self.asm.load_undefined(none);
                none
            }
        };
        self.release(mark);
        let dst = self.out(want);
        self.at(e);
        self.asm.import_call(dst, specifier, given, phase_of(phase));
        self.finish(dst, want)
    }
}

fn phase_of(phase: ast::ImportPhase) -> ImportPhase {
    match phase {
        ast::ImportPhase::Evaluation => ImportPhase::Evaluation,
        ast::ImportPhase::Defer => ImportPhase::Defer,
        ast::ImportPhase::Source => ImportPhase::Source,
    }
}
