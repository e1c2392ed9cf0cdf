//! Places of the program and ways through its heap, as reports tell them.

use super::retaining::{Retaining, RootKind, Step};
use super::roots::function_name;
use super::sites::Sites;
use crate::vm::Vm;

/// A place in the program, for reports.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub struct Place {
    /// The file, as its module is named.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in UTF-16 units, from 1.
    pub column: u32,
    /// The function; empty at the top level.
    pub function: String,
    /// The text of the line.
    pub text: String,
}

/// The way from a root to something that is kept.
#[derive(Clone, Debug)]
pub struct Path {
    /// The root's name.
    pub root: String,
    /// What it is.
    pub kind: RootKind,
    /// Where its value came from.
    pub place: Option<Place>,
    /// The steps, each with the line that wrote its reference.
    pub steps: Vec<(Step, Option<Place>)>,
}

/// The way to a node.
pub(super) fn path_of(vm: &mut Vm, all: &Retaining, sites: &Sites, node: u32) -> Path {
    let root = &all.roots[all.nodes[node as usize].root as usize];
    let steps = vm.steps(all, &all.way(node));
    let line = |site: u32| places(sites, site).into_iter().next();
    Path {
        root: root.label.clone(),
        kind: root.kind,
        place: line(root.site),
        steps: steps.into_iter().map(|step| (step.clone(), line(step.site))).collect(),
    }
}

/// The places of a site for a report, the innermost first.
pub fn places(sites: &Sites, site: u32) -> Vec<Place> {
    sites.places_of(site).into_iter().map(|place| place_of(sites, place)).collect()
}

/// A place for a report.
pub fn place_of(sites: &Sites, place: u32) -> Place {
    let (proto, unit) = sites.place(place);
    let at = proto.position(unit).map_or(proto.span.0, |position| position.at);
    let position = proto.source.position(at);
    Place {
        file: proto.source.file_name().to_owned(),
        line: position.line,
        column: position.column,
        function: function_name(&proto),
        text: proto.source.line_text(position.line).trim().to_owned(),
    }
}
