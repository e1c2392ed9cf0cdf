//! The names that stack traces show for functions that have none of their own, as V8 infers them:
//! `exports.go = function () {}` runs as `exports.go`, the arrow function of
//! `const f = cache || (() => …)` as `f`, one in an object literal that is an argument of `app.use`
//! as `app.use.handler`.
//!
//! While a function's code is compiled, `Naming` is the path to what the current expression will
//! belong to. Nothing is made of it unless an anonymous function is met.

use super::FunctionCompiler;
use crate::bytecode::Text;
use crate::syntax::ast::{Atom, ExprId, ExprKind, PatternId, PatternKind, PropertyKey};

/// Names grow no further than by the part that passes this length.
const LONGEST: usize = 200;

/// A part of a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A variable. Of several in a row only the last counts.
    Variable(Atom),
    /// A property.
    Property(Atom),
    /// A property whose name is computed.
    Computed,
}

/// Where the current expression's value goes.
#[derive(Default)]
pub(super) struct Naming {
    path: Vec<Part>,
    /// The innermost place that takes a value is one that names functions: not an argument of a
    /// call.
    names: bool,
}

/// What [`FunctionCompiler::leave_place`] restores.
#[must_use]
pub(super) struct OuterPlace {
    length: usize,
    names: bool,
}

impl FunctionCompiler<'_, '_> {
    fn enter_place(&mut self, names: bool) -> OuterPlace {
        OuterPlace { length: self.naming.path.len(), names: std::mem::replace(&mut self.naming.names, names) }
    }

    /// The value has been compiled.
    pub(super) fn leave_place(&mut self, outer: OuterPlace) {
        self.naming.path.truncate(outer.length);
        self.naming.names = outer.names;
    }

    /// `value` is compiled next, to be bound to a pattern or assigned to it.
    pub(super) fn enter_binding(&mut self, target: PatternId, value: ExprId) -> OuterPlace {
        // What a call returns is no function written here.
        let outer = self.enter_place(!matches!(self.ast[value].kind, ExprKind::Call { .. } | ExprKind::New { .. }));
        match self.ast[target].kind {
            PatternKind::Binding(atom) => self.naming.path.push(Part::Variable(atom)),
            PatternKind::Expr(place) => self.push_path(place),
            _ => {}
        }
        outer
    }

    /// The value of a property of an object literal is compiled next.
    pub(super) fn enter_property(&mut self, key: PropertyKey) -> OuterPlace {
        let outer = self.enter_place(true);
        if let PropertyKey::Name(name) = key {
            self.naming.path.push(Part::Property(name));
        }
        outer
    }

    /// The arguments of a call are compiled next.
    pub(super) fn enter_arguments(&mut self, callee: Option<ExprId>) -> OuterPlace {
        let outer = self.enter_place(false);
        if let Some(callee) = callee {
            self.push_path(callee);
        }
        outer
    }

    /// The names of `a.b.c`.
    fn push_path(&mut self, place: ExprId) {
        let start = self.naming.path.len();
        let mut next = Some(place);
        while let Some(e) = next {
            let (part, object) = match self.ast[e].kind {
                ExprKind::Ident(atom) => (Some(Part::Variable(atom)), None),
                ExprKind::Member { object, name, .. } => {
                    // V8 leaves `prototype` out: methods of `C.prototype` are shown as `C.method`.
                    let shown = self.ast.atoms.str(name) != Some("prototype");
                    (shown.then_some(Part::Property(name)), Some(object))
                }
                ExprKind::Index { object, index, .. } => match self.ast[index].kind {
                    ExprKind::String(atom) => (Some(Part::Property(atom)), Some(object)),
                    _ => (Some(Part::Computed), Some(object)),
                },
                _ => (None, None),
            };
            self.naming.path.extend(part);
            next = object;
        }
        self.naming.path[start..].reverse();
    }

    /// The name of an anonymous function that stands here.
    pub(super) fn inferred_name(&mut self) -> Text {
        if !self.naming.names {
            return "".into();
        }
        let mut name = String::new();
        for (i, &part) in self.naming.path.iter().enumerate() {
            if name.len() > LONGEST {
                break;
            }
            let text = match part {
                Part::Variable(_) if matches!(self.naming.path.get(i + 1), Some(Part::Variable(_))) => continue,
                Part::Variable(atom) | Part::Property(atom) => self.ast.text(atom).to_string(),
                Part::Computed => "<computed>".into(),
            };
            if !name.is_empty() {
                name.push('.');
            }
            name.extend(text.chars().take(LONGEST));
        }
        Text::Utf8(name.into())
    }
}
