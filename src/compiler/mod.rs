//! From syntax tree to bytecode: scope analysis over the whole program, then one walk per function
//! that makes its code.
//!
//! How code is made: every expression is compiled for a `Want` (into a given register, into the
//! next free one, or wherever the value already lies) and writes that register last, so that a
//! local may be the destination of an expression that reads it. Registers are a stack
//! (`registers`); a value that becomes a local is computed in the very register that the local
//! gets, which is not live before, so that no stale value is kept from the collector.
//!
//! An error (a feature that is not supported yet, a table that overflows) is recorded and reported
//! at the end; code made after it is thrown away.

mod analysis;
mod analysis_expressions;
mod analysis_functions;
mod analysis_parameters;
mod analysis_statements;
mod assignments;
mod callee_text;
mod calls;
mod chains;
mod classes;
mod conditions;
mod constants;
mod control;
mod destructuring;
mod direct_eval;
mod expressions;
mod functions;
mod generators;
mod inferred_names;
mod iteration;
mod literals;
mod loops;
mod modules;
mod names;
mod operators;
mod programs;
mod registers;
mod resources;
mod scopes;
mod stack_positions;
mod statements;
mod super_access;
mod switch;
mod try_statements;
#[cfg(feature = "cli")]
mod variable_names;

use std::rc::Rc;

use crate::bytecode::{
    Assembler, ConstIndex, EvalPlace, EvalScope, FuncIndex, FunctionProto, IcIndex, Label, ObjectLiteral, Reg, Subject,
    TemplateSite, Text,
};
use crate::source::{SourceFile, Span};
use crate::syntax::ast::{Atom, AtomText, ExprId};
use crate::syntax::{Ast, SyntaxError};
use control::Control;
use registers::Registers;
use scopes::{Analysis, FunctionIndex, ScopeIndex};

/// How to compile.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CompileOptions {
    /// A script returns its completion value (for a prompt, `-p`, indirect eval).
    pub completion_value: bool,
    /// The text of an indirect `eval`: its lexical names are its own, and its `var`s can be
    /// deleted.
    pub eval: bool,
    /// A sloppy `delete name` of a script's own binding removes the binding, as the lesson says;
    /// otherwise it gives false.
    pub sloppy_delete_bindings: bool,
    /// A script is the body of an async function, parsed with the same option: calling it gives a
    /// promise of its completion value, in an array so that a promise stays one.
    pub top_level_await: bool,
    /// Calls in tail position of strict functions leave their frame first (ECMA-262 §15.10).
    pub tail_calls: bool,
    /// There may be an object that `==` takes for null ([[IsHTMLDDA]]).
    pub undetectable: bool,
}

impl Default for CompileOptions {
    fn default() -> Self {
        Self {
            completion_value: false,
            eval: false,
            sloppy_delete_bindings: true,
            top_level_await: false,
            tail_calls: false,
            undetectable: false,
        }
    }
}

/// Compiles a program; the kind of its root decides whether it is a script, the body of a CommonJS
/// module, or that of a module ([`crate::bytecode::ModuleRecord`]).
///
/// # Errors
/// It is beyond what can be compiled.
pub fn compile(ast: &Ast, source: &Rc<SourceFile>, options: CompileOptions) -> Result<Rc<FunctionProto>, SyntaxError> {
    compile_in(ast, source, options, None)
}

/// Compiles the text of a direct eval that stands there.
///
/// # Errors
/// It is beyond what can be compiled, or declares what the place forbids.
pub fn compile_eval(
    ast: &Ast,
    source: &Rc<SourceFile>,
    options: CompileOptions,
    place: &EvalPlace,
) -> Result<Rc<FunctionProto>, SyntaxError> {
    compile_in(ast, source, options, Some(place))
}

fn compile_in(
    ast: &Ast,
    source: &Rc<SourceFile>,
    options: CompileOptions,
    place: Option<&EvalPlace>,
) -> Result<Rc<FunctionProto>, SyntaxError> {
    let analysis = analysis::analyse(ast, options, place);
    let texts = vec![None; ast.atoms.len()];
    let mut program = Program {
        ast,
        source,
        options,
        analysis,
        texts,
        eval_scopes: Default::default(),
        #[cfg(feature = "cli")]
        scope_names: Default::default(),
        error: None,
    };
    let proto = programs::compile_root(&mut program);
    match program.error {
        Some(error) => Err(error),
        None => Ok(Rc::new(proto)),
    }
}

/// What the compilation of all functions shares.
struct Program<'a> {
    ast: &'a Ast,
    source: &'a Rc<SourceFile>,
    options: CompileOptions,
    analysis: Analysis,
    /// Texts by atom, so that all functions share them.
    texts: Vec<Option<Text>>,
    /// What evals see of scopes, by scope and whether from the body of its function.
    eval_scopes: rustc_hash::FxHashMap<(u32, bool), Rc<EvalScope>>,
    /// Names of the variables in environments by scope, shared as well.
    #[cfg(feature = "cli")]
    scope_names: rustc_hash::FxHashMap<u32, Rc<[Text]>>,
    error: Option<SyntaxError>,
}

impl Program<'_> {
    fn text(&mut self, atom: Atom) -> Text {
        let slot = &mut self.texts[atom.index()];
        slot.get_or_insert_with(|| match self.ast.text(atom) {
            AtomText::Utf8(text) => Text::Utf8(text.into()),
            AtomText::Utf16(units) => Text::Utf16(units.into()),
        })
        .clone()
    }
}

/// The compilation of one function.
struct FunctionCompiler<'s, 'a> {
    program: &'s mut Program<'a>,
    ast: &'a Ast,
    asm: Assembler,
    registers: Registers,
    function: FunctionIndex,
    scope: ScopeIndex,
    /// Environments of the open scopes of this function.
    envs: Vec<(ScopeIndex, Reg)>,
    /// The environment that the closure captured, if anything of it is used.
    closure_env: Option<Reg>,
    control: Vec<Control>,
    functions: Vec<Rc<FunctionProto>>,
    object_literals: Vec<ObjectLiteral>,
    templates: Vec<TemplateSite>,
    evals: Vec<Rc<EvalPlace>>,
    subjects: Vec<(u32, Subject)>,
    #[cfg(feature = "cli")]
    variables: variable_names::Variables,
    strict: bool,
    is_async: bool,
    is_generator: bool,
    derived: bool,
    /// Where `this` lies (unless in a derived constructor): always the receiver's register, which
    /// arrow functions fill.
    completion: Option<Reg>,
    /// The list of what the innermost scope with `using` declarations disposes of.
    resources: Option<Reg>,
    /// For functions of blocks at the top of a script that are global too if they can be: whether
    /// they are (ECMA-262 §B.3.2.2, §B.3.2.3).
    soft_globals: rustc_hash::FxHashMap<Atom, Reg>,
    /// Labels that stand directly before the statement being compiled.
    labels: Vec<Atom>,
    /// Where the current expression's value goes.
    naming: inferred_names::Naming,
}

impl<'s, 'a> FunctionCompiler<'s, 'a> {
    fn new(program: &'s mut Program<'a>, function: FunctionIndex, scope: ScopeIndex, params: u32) -> Self {
        Self {
            ast: program.ast,
            program,
            asm: Assembler::new(),
            registers: Registers::new(2 + params),
            function,
            scope,
            envs: Vec::new(),
            closure_env: None,
            control: Vec::new(),
            functions: Vec::new(),
            object_literals: Vec::new(),
            templates: Vec::new(),
            evals: Vec::new(),
            subjects: Vec::new(),
            #[cfg(feature = "cli")]
            variables: Default::default(),
            strict: false,
            is_async: false,
            is_generator: false,
            derived: false,
            completion: None,
            resources: None,
            soft_globals: Default::default(),
            labels: Vec::new(),
            naming: inferred_names::Naming::default(),
        }
    }

    fn analysis(&self) -> &Analysis {
        &self.program.analysis
    }

    /// Records an error, if it is the first.
    fn fail(&mut self, message: impl Into<String>, span: Span) {
        if self.program.error.is_none() {
            self.program.error = Some(SyntaxError::new(message, span));
        }
    }

    /// Sets the source position of what is emitted next to that of an expression.
    fn at(&mut self, e: ExprId) {
        let e = &self.ast[e];
        self.asm.set_position(e.pos, e.span.end);
    }

    /// Sets the source position of what is emitted next to a range.
    fn at_span(&mut self, span: Span) {
        self.asm.set_position(span.start, span.end);
    }

    fn string(&mut self, atom: Atom) -> ConstIndex {
        let text = self.program.text(atom);
        self.asm.string(&text)
    }

    fn ic(&mut self, atom: Atom) -> IcIndex {
        let text = self.program.text(atom);
        self.asm.ic(&text)
    }

    /// A register more.
    fn temp(&mut self) -> Reg {
        self.registers.take(1)
    }

    fn release(&mut self, mark: Reg) {
        self.registers.release(mark);
    }

    fn mov(&mut self, dst: Reg, src: Reg) {
        if dst != src {
            self.asm.mov(dst, src);
        }
    }

    fn add_function(&mut self, proto: FunctionProto) -> FuncIndex {
        self.functions.push(Rc::new(proto));
        FuncIndex(self.functions.len() as u32 - 1)
    }

    fn label(&mut self) -> Label {
        self.asm.label()
    }

    fn bind(&mut self, label: Label) {
        self.asm.bind(label);
    }
}
