//! A text with the places of its expressions and statements: what the edits work on. Every text
//! that gets here parses.

use std::ops::Range;

use glassheap::internals::source::{SourceFile, Span};
use glassheap::internals::syntax::ast::{Expr, ExprKind};
use glassheap::internals::syntax::{Ast, Goal, Options, parse};

use crate::campaign::shrink::Parts;

/// A program and where its parts are.
#[derive(Clone)]
pub struct Tree {
    pub text: String,
    /// Places of expressions, outer before inner.
    pub exprs: Vec<Range<usize>>,
    /// Places of statements, outer before inner.
    pub stmts: Vec<Range<usize>>,
    /// Places of literals.
    pub literals: Vec<Range<usize>>,
    /// Places of operators between two operands.
    pub operators: Vec<Range<usize>>,
    /// Names that are read.
    pub names: Vec<String>,
}

const OPERATOR_CHARACTERS: &str = "+-*/%&|^<>=!?instaceof";

impl Tree {
    /// The tree of a text; `None` if it is no program.
    pub fn of(text: String) -> Option<Tree> {
        let source = SourceFile::new("mutant.js", text).ok()?;
        let ast = parse(&source, Goal::CommonJs, &Options::default()).ok()?;
        let text = source.text().to_string();
        let exprs = places(ast.all_exprs().iter().filter(|expr| is_whole(expr)).map(|expr| expr.span));
        let stmts = places(ast.all_stmts().iter().map(|stmt| stmt.span));
        let literals = places(ast.all_exprs().iter().filter(|expr| is_literal(expr)).map(|expr| expr.span));
        let operators = ast.all_exprs().iter().filter_map(|expr| operator(&ast, expr, &text)).collect();
        let mut names: Vec<String> = ast
            .all_exprs()
            .iter()
            .filter(|expr| matches!(expr.kind, ExprKind::Ident(_)))
            .map(|expr| source.slice(expr.span).to_string())
            .collect();
        names.sort();
        names.dedup();
        Some(Tree { text, exprs, stmts, literals, operators, names })
    }

    pub fn slice(&self, place: &Range<usize>) -> &str {
        &self.text[place.clone()]
    }

    /// The text with a place written anew, if that is a program.
    pub fn with(&self, place: &Range<usize>, new: &str) -> Option<Tree> {
        let mut text = self.text.clone();
        text.replace_range(place.clone(), new);
        Tree::of(text)
    }

    /// As a thing that statements can be left out of.
    pub fn statements(self) -> Statements {
        Statements(self)
    }

    /// As a thing whose expressions can be made `0`.
    pub fn expressions(self) -> Expressions {
        Expressions(self)
    }

    /// The places written anew, those within another left alone.
    fn replaced(&self, places: &[Range<usize>], new: &str) -> Option<Tree> {
        let mut text = String::new();
        let mut end = 0;
        for place in places {
            if place.start >= end {
                text += &self.text[end..place.start];
                text += new;
                end = place.end;
            }
        }
        text += &self.text[end..];
        (text.len() < self.text.len()).then(|| Tree::of(text)).flatten()
    }
}

/// Parts are statements.
pub struct Statements(pub Tree);
/// Parts are expressions.
pub struct Expressions(pub Tree);

impl Parts for Statements {
    fn count(&self) -> usize {
        self.0.stmts.len()
    }

    fn without(&self, index: usize, count: usize) -> Option<Statements> {
        let end = (index + count).min(self.0.stmts.len());
        self.0.replaced(&self.0.stmts[index..end], "").map(Statements)
    }
}

impl Parts for Expressions {
    fn count(&self) -> usize {
        self.0.exprs.len()
    }

    fn without(&self, index: usize, count: usize) -> Option<Expressions> {
        let end = (index + count).min(self.0.exprs.len());
        self.0.replaced(&self.0.exprs[index..end], "0").map(Expressions)
    }
}

/// Sorted, outer before inner, each once.
fn places(spans: impl Iterator<Item = Span>) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> =
        spans.map(|span| span.start as usize..span.end as usize).filter(|place| !place.is_empty()).collect();
    places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
    places.dedup();
    places
}

/// Whether it could stand elsewhere.
fn is_whole(expr: &Expr) -> bool {
    !matches!(expr.kind, ExprKind::Hole | ExprKind::Spread(_))
}

fn is_literal(expr: &Expr) -> bool {
    let kind = expr.kind;
    matches!(kind, ExprKind::Number(_) | ExprKind::String(_) | ExprKind::Bool(_) | ExprKind::Null | ExprKind::BigInt(_))
}

/// The place of the operator of a binary expression.
fn operator(ast: &Ast, expr: &Expr, text: &str) -> Option<Range<usize>> {
    let (left, right) = match expr.kind {
        ExprKind::Binary { left, right, .. } | ExprKind::Logical { left, right, .. } => (left, right),
        _ => return None,
    };
    let (start, end) = (ast[left].span.end as usize, ast[right].span.start as usize);
    let between = text.get(start..end)?;
    let from = between.find(|c| OPERATOR_CHARACTERS.contains(c))?;
    let length = between[from..].find(|c| !OPERATOR_CHARACTERS.contains(c)).unwrap_or(between.len() - from);
    Some(start + from..start + from + length)
}
