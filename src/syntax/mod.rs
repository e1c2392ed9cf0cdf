//! From text to syntax tree (ECMA-262 §11 to §16, Annex B): `logos` makes tokens, LALRPOP's tables
//! driven by our own loop make the tree, early errors are found on the way. Nothing here recurses
//! over the source.

pub mod ast;
mod builder;
mod error;
mod lexer;
mod parser;

#[allow(clippy::all, clippy::pedantic, missing_docs, dead_code, unused)]
mod grammar {
    include!(concat!(env!("OUT_DIR"), "/javascript.rs"));
}

pub use ast::Ast;
#[cfg(any(feature = "cli", feature = "internals"))]
pub use error::Completeness;
pub use error::SyntaxError;

use crate::source::{SourceFile, Span};
use builder::Builder;
use lexer::token::Token;

/// What a text is parsed as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Goal {
    /// A script: global code, or eval code with [`Options::eval`].
    Script,
    /// A module.
    Module,
    /// The body of Node's module wrapper: `return` is allowed, top-level names are local, and
    /// `exports, require, module, __filename, __dirname` are parameters.
    CommonJs,
}

/// What the code around a text decides.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Strict from the start (modules always are).
    pub strict: bool,
    /// Eval code: what the place of a direct eval allows; the default value for an indirect one.
    pub eval: Option<EvalContext>,
    /// A script may await at its top level, as a prompt allows it.
    pub top_level_await: bool,
    /// Levels of nesting that there is room for, if fewer than [`ast::MAX_DEPTH`].
    pub max_depth: Option<u32>,
}

/// What eval code may contain (ECMA-262 §19.2.1.1 PerformEval).
#[derive(Clone, Debug, Default)]
pub struct EvalContext {
    /// `new.target`: inside a function that is not an arrow.
    pub new_target: bool,
    /// `super.x`: inside a method.
    pub super_property: bool,
    /// `super()`: inside a derived constructor.
    pub super_call: bool,
    /// Inside the initialiser of a class field, where `arguments` must not occur.
    pub class_field: bool,
    /// The private names in scope, without `#`.
    pub private_names: Vec<String>,
}

/// Parses a text into a tree without early errors, or tells the first error.
pub fn parse(source: &SourceFile, goal: Goal, options: &Options) -> Result<Ast, SyntaxError> {
    let mut builder = Builder::new(source.text(), goal, options);
    let outcome = grammar::ProgramParser::new().parse(&mut builder, std::iter::empty::<(u32, Token, u32)>());
    match (outcome, builder.error.take()) {
        (Ok(()), None) => Ok(builder.ast),
        (_, Some(error)) => Err(*error),
        (Err(_), None) => Err(SyntaxError::new("Invalid or unexpected token", Span::at(0))),
    }
}

/// Whether a text typed at a prompt can be run, or goes on in the next line.
#[cfg(any(feature = "cli", feature = "internals"))]
pub fn is_complete(text: &str) -> Completeness {
    let Ok(source) = SourceFile::new("", text) else { return Completeness::Error };
    match parse(&source, Goal::Script, &Options::default()) {
        Ok(_) => Completeness::Complete,
        Err(error) if error.at_end => Completeness::Incomplete,
        Err(_) if text.contains("await") => {
            match parse(&source, Goal::Script, &Options { top_level_await: true, ..Options::default() }) {
                Ok(_) => Completeness::Complete,
                Err(error) if error.at_end => Completeness::Incomplete,
                Err(_) => Completeness::Error,
            }
        }
        Err(_) => Completeness::Error,
    }
}
