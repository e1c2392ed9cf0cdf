//! Programs: scripts, whose top-level names are global, and modules of both sorts, which are
//! functions.

use super::analysis_statements::{declared_function, declared_vars};
use super::functions::{Finish, compile_function};
use super::scopes::FunctionIndex;
use super::{FunctionCompiler, Program};
use crate::bytecode::{self, Declaration, FunctionFlags, FunctionProto, Reg};
use crate::source::Span;
use crate::syntax::ast::{Atom, Binding, BindingKind, FunctionBody, FunctionId, FunctionKind};
use rustc_hash::{FxHashMap, FxHashSet};

/// Compiles the whole program.
pub(super) fn compile_root(program: &mut Program<'_>) -> FunctionProto {
    let root = program.ast[program.ast.root];
    match root.kind {
        FunctionKind::Script => compile_script(program),
        FunctionKind::Module => super::modules::compile_module(program),
        _ => compile_function(program, program.ast.root, "".into()),
    }
}

fn compile_script(program: &mut Program<'_>) -> FunctionProto {
    let root = program.ast[program.ast.root];
    let index = FunctionIndex::from(program.ast.root);
    let completion_value = program.options.completion_value;
    let program_awaits = program.options.top_level_await;
    let mut c = FunctionCompiler::new(program, index, root.scope.into(), 0);
    c.strict = root.flags.is_strict();
    c.is_async = program_awaits;
    if c.is_async {
        let live = c.registers.live();
        c.asm.start_generator(live);
    }
    c.enter_environment(false);
    c.declare_top_level();
    if completion_value {
        let completion = c.temp();
        c.asm.load_undefined(completion);
        c.completion = Some(completion);
    }
    if let FunctionBody::Statements(list) = root.body
        && c.statements(list)
    {
        match c.completion {
            Some(completion) => {
                if program_awaits {
                    c.asm.new_array_from(completion, completion, 1);
                }
                c.asm.ret(completion);
            }
            None => c.asm.ret_undefined(),
        }
    }
    c.into_proto(Finish {
        name: "".into(),
        span: root.span,
        kind: bytecode::FunctionKind::TopLevel,
        flags: FunctionFlags { strict: root.flags.is_strict(), is_async: program_awaits, ..FunctionFlags::default() },
        length: 0,
        params: 0,
        mapped_slots: Vec::new(),
        instance_slots: 0,
        uses_extra_arguments: false,
    })
}

impl FunctionCompiler<'_, '_> {
    /// Whether lexical names declared here are global: the top of a script that is no eval code.
    pub(super) fn is_global_scope(&self) -> bool {
        let root = self.ast.root;
        !self.program.options.eval
            && self.ast[root].kind == FunctionKind::Script
            && self.function == FunctionIndex::from(root)
            && self.scope == self.ast[root].scope.into()
    }

    /// The names declared at the top of a script or eval code: what is global there, and what is
    /// its own.
    fn declare_top_level(&mut self) {
        let scope = self.scope;
        if self.program.options.eval && self.strict {
            self.declare_vars(scope);
            self.hoist_functions(scope);
        } else if self.analysis().declares_in_function() {
            self.declare_eval_variables();
        } else {
            self.declare_globals();
        }
        if self.program.options.eval {
            self.allocate_lexical_holes(scope);
        }
    }

    /// Declares global names (ECMA-262 §16.1.7 GlobalDeclarationInstantiation, §19.2.1.3
    /// EvalDeclarationInstantiation): all of them are checked before the first is made, lexical
    /// ones first, since a clash with one of them is the error that matters.
    fn declare_globals(&mut self) {
        let ast = self.ast;
        let root = &ast[ast.root];
        let eval = self.program.options.eval;
        let bindings = ast.list(ast[root.scope].bindings);
        let FunctionBody::Statements(list) = root.body else { return };
        let functions = self.top_functions();
        let hard: FxHashSet<Atom> = declared_vars(ast, list).into_iter().collect();
        let is_hard = |b: &&Binding| b.kind == BindingKind::Var && hard.contains(&b.name);
        if let Some(b) = bindings.iter().find(|b| hard.contains(&b.name) && self.analysis().crosses(b.name)) {
            let text = ast.atoms.display(b.name);
            let span = Span::new(b.pos, b.pos + text.len() as u32);
            return self.fail(format!("Identifier '{text}' has already been declared"), span);
        }
        let lexical = bindings.iter().filter(|_| !eval).filter_map(|b| {
            let declaration = match b.kind {
                BindingKind::Let => Declaration::Let,
                BindingKind::Const => Declaration::Const,
                BindingKind::Class => Declaration::Class,
                _ => return None,
            };
            Some((b.name, b.pos, b.pos, declaration, None))
        });
        let made = functions
            .iter()
            .map(|&(f, name)| (name, ast[f].span.start, ast[f].span.end, Declaration::Function, Some(f)));
        let vars = bindings.iter().filter(is_hard).map(|b| (b.name, b.pos, b.pos, Declaration::Var, None));
        let names: Vec<_> = lexical.chain(made).chain(vars).collect();
        if names.len() > 1 {
            for &(name, start, end, declaration, _) in &names {
                self.asm.set_position(start, end);
                let k = self.string(name);
                self.asm.declare_global(k, declaration, true, eval, Reg::CALLEE);
            }
        }
        for &(name, start, end, declaration, function) in &names {
            let mark = self.registers.top();
            let value = function.map_or(Reg::CALLEE, |f| {
                let closure = self.temp();
                self.closure(f, closure);
                closure
            });
            self.asm.set_position(start, end);
            let k = self.string(name);
            self.asm.declare_global(k, declaration, false, eval, value);
            self.release(mark);
        }
        let soft = bindings.iter().filter(|b| b.kind == BindingKind::Var && !hard.contains(&b.name));
        for b in soft.filter(|b| !self.program.analysis.crosses(b.name)).collect::<Vec<_>>() {
            self.asm.set_position(b.pos, b.pos);
            let k = self.string(b.name);
            let declared = self.temp();
            self.asm.declare_block_function(declared, k, eval);
            self.soft_globals.insert(b.name, declared);
        }
    }

    /// The functions declared at the top of the program, of each name the last.
    pub(super) fn top_functions(&self) -> Vec<(FunctionId, Atom)> {
        let ast = self.ast;
        let FunctionBody::Statements(list) = ast[ast.root].body else { return Vec::new() };
        let functions: Vec<_> = ast
            .list(list)
            .iter()
            .filter_map(|&s| declared_function(ast, s))
            .filter_map(|f| Some((f, ast[f].name?)))
            .collect();
        let last: FxHashMap<Atom, FunctionId> = functions.iter().map(|&(f, name)| (name, f)).collect();
        functions.into_iter().filter(|(f, name)| last.get(name) == Some(f)).collect()
    }
}
