//! Which reference keeps an object, for a second run that watches it (`heap/watch.rs`); and what
//! that run saw.
//!
//! Invariant: nothing is written to the heap. What is found depends on the program alone.

use super::cells::is_visible;
use super::paths::Step;
use super::places::{Place, places};
use super::retaining::{NONE, Retaining, RootKind, Search};
use super::sites::Sites;
use crate::heap::{CellRef, Event, Happening, Read, Watch, Watched};
use crate::objects::{Environment, Function, Gc, Kind, Value};
use crate::vm::Vm;
use crate::vm::errors::stack_trace::to_text;

/// What somebody asks about.
pub enum Wanted<'a> {
    /// This value.
    Value(Value),
    /// What a line made and is alive.
    Made {
        /// The end of the file's name.
        file: &'a str,
        /// The line.
        line: u32,
        /// The column, if more was made on the line.
        column: Option<u32>,
    },
}

/// The reference that keeps an object.
pub struct Edge {
    /// What is to be watched.
    pub watched: Watched,
    /// What is kept.
    pub what: String,
    /// How many of the kind the line made that are alive.
    pub alive: usize,
    /// The root of the way to it.
    pub root: String,
    /// What that is.
    pub root_kind: RootKind,
    /// The steps of the way.
    pub path: Vec<(Step, Option<Place>)>,
    /// The way begins with the object: no other one refers to it.
    pub is_root: bool,
}

/// Variables of a file that closures see, those of the file itself before those of its functions.
pub fn variables(vm: &mut Vm, file: &str) -> Vec<(String, Value)> {
    let mut functions: Vec<Gc<Function>> = Vec::new();
    vm.space.heap.for_each_cell(|cell, _| functions.extend(Gc::<Function>::from_value(Value::cell(cell))));
    let mut found: Vec<(usize, String, Value)> = Vec::new();
    for function in functions {
        let proto = function.code().proto();
        let name = proto.source.file_name();
        if name.strip_prefix("file://").unwrap_or(name) != file {
            continue;
        }
        let outer = &proto.variables.outer;
        let mut next = Gc::<Environment>::from_value(function.env.get());
        for (depth, names) in outer.iter().enumerate() {
            let Some(environment) = next else { break };
            for (name, slot) in names.iter().zip(environment.slots()) {
                if !name.is_empty() && !slot.get().is_hole() {
                    found.push((outer.len() - depth, to_text(name), slot.get()));
                }
            }
            next = Gc::from_value(environment.parent.get());
        }
    }
    found.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let mut variables: Vec<(String, Value)> = Vec::new();
    for (_, name, value) in found {
        if variables.iter().all(|(known, _)| *known != name) {
            variables.push((name, value));
        }
    }
    variables
}

/// Finds the reference.
///
/// # Errors
/// There is none, in words.
pub fn find(vm: &mut Vm, sites: &Sites, wanted: &Wanted<'_>) -> Result<Edge, String> {
    let all = Retaining::of(vm, &Search::default());
    let (node, alive) = match wanted {
        Wanted::Value(value) => {
            let cell = value.as_cell().ok_or("it is no object, and nothing refers to it")?;
            let node = all.nodes.iter().position(|node| node.cell == cell).ok_or("nothing keeps it")?;
            (node as u32, 1)
        }
        Wanted::Made { file, line, column } => typical(vm, &all, sites, file, *line, *column)?,
    };
    let way = all.way(node);
    let at = all.nodes[node as usize];
    let root = &all.roots[at.root as usize];
    let (root, root_kind) = (root.label.clone(), root.kind);
    let steps = vm.steps(&all, &way);
    let number = |cell: CellRef| vm.space.heap.number_of(cell).unwrap_or(0);
    let mut watched = Watched { owner: 0, word: None, target: number(at.cell), property: None };
    if at.parent != NONE {
        let owner = all.nodes[at.parent as usize];
        watched.owner = number(owner.cell);
        watched.word = vm.space.heap.word_that_holds(owner.cell, at.cell);
        let object = match Kind::of(owner.cell) {
            Kind::Slots if owner.parent != NONE => all.nodes[owner.parent as usize].cell,
            _ => owner.cell,
        };
        let key = steps.last().and_then(|step| step.edge.strip_prefix('.'));
        watched.property = key.map(|key| (number(object), key.to_owned()));
    }
    if watched.target == 0 {
        return Err("it was there before the program began".into());
    }
    let what = steps.last().map_or_else(|| vm.cell_name(at.cell), |step| step.what.clone());
    let path = steps.into_iter().map(|step| (step.clone(), places(sites, step.site).into_iter().next())).collect();
    Ok(Edge { watched, what, alive, root, root_kind, path, is_root: at.parent == NONE })
}

/// Of what a line made and is alive, the one in the middle of the most frequent kind.
fn typical(
    vm: &Vm,
    all: &Retaining,
    sites: &Sites,
    file: &str,
    line: u32,
    column: Option<u32>,
) -> Result<(u32, usize), String> {
    let mut columns: Vec<(u32, Vec<u32>)> = Vec::new();
    for (index, node) in all.nodes.iter().enumerate() {
        let Some(place) = sites.place_of(vm.space.heap.birth_of(node.cell)) else { continue };
        let (proto, unit) = sites.place(place);
        let at = proto.source.position(proto.position(unit).map_or(proto.span.0, |position| position.at));
        let is_meant = at.line == line && column.is_none_or(|column| column == at.column);
        if !is_meant || !is_visible(node.cell) || !proto.source.file_name().ends_with(file) {
            continue;
        }
        match columns.iter_mut().find(|(known, _)| *known == at.column) {
            Some((_, nodes)) => nodes.push(index as u32),
            None => columns.push((at.column, vec![index as u32])),
        }
    }
    let is_object = |node: u32| Kind::of(all.nodes[node as usize].cell).is_object();
    let rank = |(column, nodes): &(u32, Vec<u32>)| (is_object(nodes[0]), nodes.len(), std::cmp::Reverse(*column));
    let (_, nodes) = columns.into_iter().max_by_key(rank).ok_or("nothing that was made there is alive")?;
    Ok((nodes[nodes.len() / 2], nodes.len()))
}

/// Something that happened to a reference.
pub struct Incident {
    /// Milliseconds of the program's clock.
    pub at: f64,
    /// The line, and its callers.
    pub stack: Vec<Place>,
}

/// What a run saw of a reference.
#[derive(Default)]
pub struct History {
    /// The object was made.
    pub made: Option<Incident>,
    /// The reference was stored; with the object that has it, if it has it from the beginning.
    pub stored: Option<Incident>,
    /// It is there since what refers to the object was made.
    pub since_birth: bool,
    /// Something else was stored there before: how often, and the last time.
    pub before: (usize, Option<Incident>),
    /// Something else was stored where it lay, afterwards.
    pub overwritten: Vec<Incident>,
    /// The property was read the last time, and how often in all.
    pub read: Option<(Incident, u64)>,
    /// A property of the object was read the last time, and how often in all.
    pub used: Option<(Incident, u64)>,
    /// Reads of the reference itself can be seen.
    pub sees_reads: bool,
}

/// Tells what a heap's watch saw.
pub fn history(vm: &Vm, sites: &Sites, edge: &Edge) -> History {
    let Some(watch) = vm.space.heap.watcher() else { return History::default() };
    let incident = |event: &Event| Incident { at: millis(event.at), stack: places(sites, event.site) };
    let (events, store) = Watch::history(watch);
    let last = |what: Happening| events.iter().rev().find(|event| event.what == what);
    let (read, used) = watch.reads();
    let told = |read: Read| (Incident { at: millis(read.at), stack: places(sites, read.site) }, read.count);
    let split = store.unwrap_or(0);
    let is_other = |event: &&Event| event.what == Happening::Other;
    let before: Vec<&Event> = events[..split].iter().filter(is_other).collect();
    let since_birth = store.is_none() && !edge.is_root;
    let is_task = edge.is_root && edge.root_kind == RootKind::Task;
    let stored = match store {
        Some(store) if !is_task => Some(&events[store]),
        _ if since_birth => last(Happening::OwnerBorn),
        _ => last(Happening::TargetBorn),
    };
    History {
        made: last(Happening::TargetBorn).map(incident),
        stored: stored.map(incident),
        since_birth,
        before: (before.len(), before.last().map(|event| incident(event))),
        overwritten: events[split..].iter().filter(is_other).map(incident).collect(),
        read: read.map(told),
        used: used.map(told),
        sees_reads: edge.watched.property.is_some(),
    }
}

fn millis(time: std::time::Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}
