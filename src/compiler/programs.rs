//! Programs: scripts, whose top-level names are global, and modules of both sorts, which are functions.

use super::functions::{Finish, compile_function};
use super::scopes::FunctionIndex;
use super::{FunctionCompiler, Program};
use crate::bytecode::{self, FunctionFlags, FunctionProto, Reg};
use crate::syntax::ast::{Atom, BindingKind, FunctionBody, FunctionId, FunctionKind};
use rustc_hash::FxHashMap;

/// Compiles the whole program.
pub(super) fn compile_root(program: &mut Program<'_>) -> FunctionProto {
    let root = program.ast[program.ast.root];
    match root.kind {
        FunctionKind::Script => compile_script(program),
        // What a module imports and exports is refused where it stands.
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
    c.declare_globals();
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
    /// Whether names declared here are global: the top of a script.
    pub(super) fn is_global_scope(&self) -> bool {
        let root = self.ast.root;
        self.ast[root].kind == FunctionKind::Script
            && self.function == FunctionIndex::from(root)
            && self.scope == self.ast[root].scope.into()
    }

    /// Declares the script's top-level names (ECMA-262 16.1.7): lexical ones first, since a clash with one of them is the
    /// error that matters.
    fn declare_globals(&mut self) {
        let ast = self.ast;
        let root = &ast[ast.root];
        let bindings = ast.list(ast[root.scope].bindings);
        for b in bindings {
            let flags = match b.kind {
                BindingKind::Let => 2,
                BindingKind::Const => 3,
                BindingKind::Class => 4,
                _ => continue,
            };
            self.asm.set_position(b.pos, b.pos);
            let k = self.string(b.name);
            self.asm.declare_global(k, flags, Reg::CALLEE);
        }
        let FunctionBody::Statements(list) = root.body else { return };
        let functions: Vec<_> = ast
            .list(list)
            .iter()
            .filter_map(|&s| super::analysis_statements::declared_function(ast, s))
            .filter_map(|f| Some((f, ast[f].name?)))
            .collect();
        let last: FxHashMap<Atom, FunctionId> = functions.iter().map(|&(f, name)| (name, f)).collect();
        for (f, name) in functions {
            if last.get(&name) != Some(&f) {
                continue;
            }
            let closure = self.temp();
            self.closure(f, closure);
            self.asm.set_position(ast[f].span.start, ast[f].span.end);
            let k = self.string(name);
            self.asm.declare_global(k, 1, closure);
            self.release(closure);
        }
        for b in bindings.iter().filter(|b| b.kind == BindingKind::Var) {
            self.asm.set_position(b.pos, b.pos);
            let k = self.string(b.name);
            self.asm.declare_global(k, 0, Reg::CALLEE);
        }
    }
}
