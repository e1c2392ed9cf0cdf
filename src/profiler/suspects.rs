//! Who leaks: what grows, put together by the line that makes it and the line that keeps it.
//!
//! On the way from a root to a growing cell the first object of the program that grows, too, and is
//! one of many, is the *head* of what leaks; the reference to it is the one that keeps it. What
//! hangs below a head is counted with it, and so is storage that grows above heads (an array's
//! elements). Storage without a head below it is what leaks itself: numbers in an array, characters
//! of a string.
//!
//! Invariant: a cell of a growing place is counted for one suspect at most (a shape, code or the
//! table of a WeakMap, which keep nothing of the program's, for none).

use rustc_hash::{FxHashMap, FxHashSet};

use super::cells::is_visible;
use super::growth::Samples;
use super::places::{Path, Place, path_of, place_of, places};
use super::retaining::{NONE, Node, Retaining, Root, RootKind, Search};
use super::sites::Sites;
use crate::heap::CellSet;
use crate::objects::{Brand, Host, Kind, Value};
use crate::vm::Vm;

/// Of what a place holds, a group that has less than one part in so many does not grow.
const LEAST_SHARE: u64 = 100;
/// Bytes a minute: what grows by less is not told.
const LEAST_RATE: f64 = 0.5;
/// Lines that are told to have made what a suspect holds.
const PARTS: usize = 3;

/// Something that leaks.
#[derive(Clone, Debug)]
pub struct Suspect {
    /// Where it is made; `None` for what the engine makes on its own.
    pub site: Option<Place>,
    /// That place's callers, the nearest first.
    pub stack: Vec<Place>,
    /// What writes the reference that keeps it.
    pub kept: Option<Place>,
    /// What is kept, in a word: the class of a head.
    pub what: String,
    /// Bytes that are held now.
    pub bytes: u64,
    /// Heads that are held now.
    pub count: u64,
    /// Bytes a minute of the program's clock.
    pub bytes_per_minute: f64,
    /// The way from a root to one head.
    pub path: Path,
    /// Whose bytes they are, the most first: the line that made them.
    pub parts: Vec<(Place, u64)>,
    /// The labels that they were made under, with their bytes, the most first.
    pub labels: Vec<(String, u64)>,
    /// What keeps it, as the proposal to mend it needs it.
    pub holder: Holder,
}

/// What sort of thing keeps a head.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holder {
    /// An array.
    Array,
    /// A Map.
    Map,
    /// A Set.
    Set,
    /// A timer.
    Timer,
    /// An object's property.
    Property,
    /// A variable that a closure sees.
    Variable,
    /// A promise that something waits for.
    Promise,
    /// Anything else.
    Other,
}

/// Heads that one line keeps, and what hangs below them. Where no line is known they are those that
/// one line makes.
#[derive(Default)]
struct Group {
    heads: Vec<u32>,
    /// Bytes by place index.
    bytes: FxHashMap<usize, u64>,
    /// Bytes by label.
    labels: FxHashMap<u32, u64>,
}

impl Group {
    /// Bytes by place index, the most first.
    fn parts(&self) -> Vec<(usize, u64)> {
        let mut parts: Vec<(usize, u64)> = self.bytes.iter().map(|(&place, &bytes)| (place, bytes)).collect();
        parts.sort_unstable_by_key(|&(place, bytes)| (std::cmp::Reverse(bytes), place));
        parts
    }

    /// A head that stands for the others, in the middle of those of the line that made most of
    /// them, objects before strings; and how many that line made.
    fn typical(&self, vm: &Vm, all: &Retaining, sites: &Sites) -> Option<(u32, usize)> {
        let cell = |head: &u32| all.nodes[*head as usize].cell;
        let place = |head: &u32| (Kind::of(cell(head)).is_object(), sites.place_of(vm.space.heap.birth_of(cell(head))));
        let mut counts: FxHashMap<_, usize> = FxHashMap::default();
        self.heads.iter().for_each(|head| *counts.entry(place(head)).or_default() += 1);
        let (most, _) = counts.into_iter().max_by_key(|&((object, place), count)| (object, count, place))?;
        let heads: Vec<u32> = self.heads.iter().copied().filter(|head| place(head) == most).collect();
        Some((heads.get(heads.len() / 2).copied()?, heads.len()))
    }
}

/// Finds them in a heap whose last sample was taken just now, the biggest first.
pub fn find(vm: &mut Vm) -> Vec<Suspect> {
    let samples = vm.state::<Samples>();
    let (sites, rates) = (samples.sites(), samples.rates());
    find_among(vm, &sites, &rates, &Search::default())
}

/// Finds them among places that grow, given with their rates.
pub(super) fn find_among(vm: &mut Vm, sites: &Sites, rates: &FxHashMap<usize, f64>, search: &Search) -> Vec<Suspect> {
    if rates.is_empty() {
        return Vec::new();
    }
    let all = Retaining::of(vm, search);
    let groups = Grouping::new(vm, &all, sites, rates).groups();
    let mut totals: FxHashMap<usize, u64> = FxHashMap::default();
    for (&place, bytes) in groups.iter().flat_map(|(_, group)| &group.bytes) {
        *totals.entry(place).or_default() += bytes;
    }
    let mut suspects: Vec<Suspect> = Vec::new();
    for (_, group) in &groups {
        let parts = group.parts();
        // A few cells of a place that grows elsewhere are not what grows.
        let is_part = |&&(place, bytes): &&(usize, u64)| bytes * LEAST_SHARE >= totals[&place];
        let share = |&(place, bytes): &(usize, u64)| rates[&place] * bytes as f64 / totals[&place].max(1) as f64;
        let rate: f64 = parts.iter().filter(is_part).map(share).sum();
        if rate >= LEAST_RATE
            && let Some((head, count)) = group.typical(vm, &all, sites)
        {
            suspects.push(Suspect { count: count as u64, ..tell(vm, &all, sites, head, group, rate) });
        }
    }
    suspects.sort_by(|a, b| b.bytes_per_minute.total_cmp(&a.bytes_per_minute));
    suspects
}

/// What the suspects keep, with the ways to it, in a heap whose last sample was taken just now.
pub fn cells(vm: &mut Vm) -> CellSet {
    let samples = vm.state::<Samples>();
    let (sites, rates) = (samples.sites(), samples.rates());
    let all = Retaining::of(vm, &Search::default());
    let mut grouping = Grouping::new(vm, &all, &sites, &rates);
    grouping.groups();
    let mut cells = CellSet::default();
    for node in 0..all.nodes.len() {
        if grouping.head[node] == NONE && grouping.storage[node] == NONE {
            continue;
        }
        let mut at = node as u32;
        while at != NONE && cells.insert(all.nodes[at as usize].cell) {
            at = all.nodes[at as usize].parent;
        }
    }
    cells
}

/// The state of putting cells together.
struct Grouping<'a> {
    vm: &'a Vm,
    all: &'a Retaining,
    sites: &'a Sites,
    rates: &'a FxHashMap<usize, f64>,
    /// Of each node the head that it is or hangs below.
    head: Vec<u32>,
    /// Of each node the topmost growing storage that it is or lies in.
    storage: Vec<u32>,
    list: Vec<((usize, usize), Group)>,
    index: FxHashMap<(usize, usize), usize>,
    /// The group of each head.
    group_of: FxHashMap<u32, usize>,
    /// Objects of one kind that one place made, where there are several.
    many: FxHashSet<(usize, u8)>,
}

impl<'a> Grouping<'a> {
    fn new(vm: &'a Vm, all: &'a Retaining, sites: &'a Sites, rates: &'a FxHashMap<usize, f64>) -> Grouping<'a> {
        let nodes = all.nodes.len();
        let (mut one, mut many) = (FxHashSet::default(), FxHashSet::default());
        for node in &all.nodes {
            let place = sites.place_of(vm.space.heap.birth_of(node.cell)).map_or(0, |place| place as usize + 1);
            if rates.contains_key(&place) && !one.insert((place, node.cell.kind())) {
                many.insert((place, node.cell.kind()));
            }
        }
        Grouping {
            vm,
            all,
            sites,
            rates,
            head: vec![NONE; nodes],
            storage: vec![NONE; nodes],
            list: Vec::new(),
            index: FxHashMap::default(),
            group_of: FxHashMap::default(),
            many,
        }
    }

    /// The index of a site's place in samples.
    fn place(&self, site: u32) -> usize {
        self.sites.place_of(site).map_or(0, |place| place as usize + 1)
    }

    fn group(&mut self, head: u32) -> usize {
        let born = self.place(self.vm.space.heap.birth_of(self.all.nodes[head as usize].cell));
        let kept = self.place(self.all.kept_by(self.vm, head));
        let key = (if kept == 0 { born } else { 0 }, kept);
        let list = &mut self.list;
        *self.index.entry(key).or_insert_with(|| {
            list.push((key, Group::default()));
            list.len() - 1
        })
    }

    /// Finds the heads, and the storage without any.
    fn groups(&mut self) -> Vec<((usize, usize), Group)> {
        let mut storage_bytes: Vec<(u32, FxHashMap<usize, u64>)> = Vec::new();
        let mut storage_index: FxHashMap<u32, usize> = FxHashMap::default();
        // Groups below a storage, with how many heads each has there.
        let mut below: FxHashMap<u32, FxHashMap<usize, usize>> = FxHashMap::default();
        for (index, &Node { cell, parent, .. }) in self.all.nodes.iter().enumerate() {
            let above = |list: &[u32]| if parent == NONE { NONE } else { list[parent as usize] };
            let (mut head, mut storage) = (above(&self.head), above(&self.storage));
            let place = self.place(self.vm.space.heap.birth_of(cell));
            let grows = self.rates.contains_key(&place);
            if head == NONE && !grows {
                storage = NONE;
            } else if head == NONE && is_visible(cell) && self.many.contains(&(place, cell.kind())) {
                head = index as u32;
                let group = self.group(head);
                self.group_of.insert(head, group);
                self.list[group].1.heads.push(head);
                *below.entry(storage).or_default().entry(group).or_default() += 1;
            } else if head == NONE && storage == NONE && !matches!(Kind::of(cell), Kind::Shape | Kind::Code) {
                storage = index as u32;
            }
            (self.head[index], self.storage[index]) = (head, storage);
            if !grows || head == NONE && storage == NONE {
                continue;
            }
            let bytes = self.vm.space.heap.cell_bytes(cell) as u64;
            if head != NONE {
                let group = self.group_of[&head];
                *self.list[group].1.bytes.entry(place).or_default() += bytes;
                let label = self.sites.label_of(self.vm.space.heap.birth_of(cell));
                if label != 0 {
                    *self.list[group].1.labels.entry(label).or_default() += bytes;
                }
            } else {
                let at = *storage_index.entry(storage).or_insert_with(|| {
                    storage_bytes.push((storage, FxHashMap::default()));
                    storage_bytes.len() - 1
                });
                *storage_bytes[at].1.entry(place).or_default() += bytes;
            }
        }
        for (storage, bytes) in storage_bytes {
            // It holds nothing: whoever keeps its keys does.
            if Kind::of(self.all.nodes[storage as usize].cell) == Kind::WeakSegment {
                continue;
            }
            let most = below.get(&storage).and_then(|groups| {
                groups.iter().max_by_key(|&(&group, &heads)| (heads, std::cmp::Reverse(group))).map(|(&group, _)| group)
            });
            let group = most.unwrap_or_else(|| {
                let group = self.group(storage);
                self.list[group].1.heads.push(storage);
                group
            });
            for (place, bytes) in bytes {
                *self.list[group].1.bytes.entry(place).or_default() += bytes;
            }
        }
        std::mem::take(&mut self.list)
    }
}

/// A suspect in words.
fn tell(vm: &mut Vm, all: &Retaining, sites: &Sites, head: u32, group: &Group, rate: f64) -> Suspect {
    let cell = all.nodes[head as usize].cell;
    let born = places(sites, vm.space.heap.birth_of(cell));
    let way = all.way(head);
    let root = &all.roots[all.nodes[head as usize].root as usize];
    let path = path_of(vm, all, sites, head);
    let mut labels: Vec<(String, u64)> =
        group.labels.iter().map(|(&label, &bytes)| (sites.label_name(label), bytes)).collect();
    labels.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    let what = path.steps.last().map_or_else(String::new, |(step, _)| step.what.clone());
    Suspect {
        site: born.first().cloned(),
        stack: born.into_iter().skip(1).collect(),
        kept: places(sites, all.kept_by(vm, head)).into_iter().next(),
        what,
        bytes: group.bytes.values().sum(),
        count: group.heads.len() as u64,
        bytes_per_minute: rate,
        parts: group
            .parts()
            .into_iter()
            .take(PARTS)
            .filter_map(|(place, bytes)| Some((place_of(sites, u32::try_from(place.checked_sub(1)?).ok()?), bytes)))
            .collect(),
        path,
        labels,
        holder: holder(all, root, &way),
    }
}

/// What sort of thing keeps the end of a way.
fn holder(all: &Retaining, root: &Root, way: &[u32]) -> Holder {
    let cell = |node: &u32| all.nodes[*node as usize].cell;
    let Some((head, before)) = way.split_last() else { return Holder::Other };
    if before.is_empty() {
        let timer = root.kind == RootKind::Task && Kind::of(cell(head)) == Kind::Host;
        return if timer { Holder::Timer } else { Holder::Variable };
    }
    for node in before.iter().rev() {
        let cell = cell(node);
        match Kind::of(cell) {
            Kind::Environment => return Holder::Variable,
            Kind::Array => return Holder::Array,
            Kind::Map => return Holder::Map,
            Kind::Set => return Holder::Set,
            Kind::Host if Host::of(Value::cell(cell), Brand::Promise).is_some() => return Holder::Promise,
            kind if kind.is_object() => return Holder::Property,
            _ => {}
        }
    }
    Holder::Other
}
