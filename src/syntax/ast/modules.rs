//! Imports and exports (ECMA-262 §16.2).

use super::{Atom, List};
use crate::source::Span;

/// How far a module is brought by an import.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum ImportPhase {
    /// It is evaluated.
    #[default]
    Evaluation,
    /// `defer`: it is evaluated when its namespace is looked at.
    Defer,
    /// `source`: what was loaded, before it is linked.
    Source,
}

/// `import 'source'`, `import … from 'source'`
#[derive(Clone, Copy, Debug)]
pub struct Import {
    /// The module.
    pub source: Atom,
    /// The phase.
    pub phase: ImportPhase,
    /// What is imported.
    pub specifiers: List<ImportSpecifier>,
    /// `with {…}`
    pub attributes: List<ImportAttribute>,
}

/// One imported name.
#[derive(Clone, Copy, Debug)]
pub struct ImportSpecifier {
    /// The name it has there; `known::DEFAULT` for the default import; `None` for `* as local` and
    /// `source local`.
    pub imported: Option<Atom>,
    /// The name it has here.
    pub local: Atom,
    /// Its text.
    pub span: Span,
}

/// `key: 'value'` after `with`
#[derive(Clone, Copy, Debug)]
pub struct ImportAttribute {
    /// The key.
    pub key: Atom,
    /// The value.
    pub value: Atom,
}

/// `export {…}` with or without `from`, `export * …`
#[derive(Clone, Copy, Debug)]
pub struct Export {
    /// The module after `from`.
    pub source: Option<Atom>,
    /// What is exported.
    pub kind: ExportKind,
    /// `with {…}`
    pub attributes: List<ImportAttribute>,
}

/// The forms of export lists.
#[derive(Clone, Copy, Debug)]
pub enum ExportKind {
    /// `{a, b as c}`
    Named(List<ExportSpecifier>),
    /// `*`
    All,
    /// `* as name`
    AllAs(Atom),
}

/// One exported name.
#[derive(Clone, Copy, Debug)]
pub struct ExportSpecifier {
    /// The name here or, with `from`, in the other module.
    pub local: Atom,
    /// The name outside.
    pub exported: Atom,
    /// Its text.
    pub span: Span,
}
