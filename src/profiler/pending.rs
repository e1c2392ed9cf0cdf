//! Promises that nothing can settle any more: they are pending and reachable, but neither what
//! resolves them is reachable nor anything that does it on its own.
//!
//! What can happen is found by a walk from the roots in which a pending promise does not lead to
//! what waits for it until something that can settle it was met: a resolving function, a reaction
//! or a suspended async function whose outcome it is, an async generator's request that somebody
//! works on, or the engine's own records (jobs, operations of the event loop). Those are edges *of
//! power*; a variable or a property that holds the promise is none. What the walk does not reach
//! waits for ever, and what only that reaches is what it holds.
//!
//! Invariants: nothing is written to the heap and no script code runs. What cannot be told apart
//! counts as being able to settle, so nothing is listed that may still settle.

use rustc_hash::FxHashMap;

use super::growth::Samples;
use super::paths::Step;
use super::places::{Place, places};
use super::retaining::{Retaining, Root, Search};
use crate::heap::{CellRef, CellSet, Tracer};
use crate::objects::object::storage::Slots;
use crate::objects::{Brand, Gc, Host, Kind, SuspendedFrame, Value};
use crate::vm::{PromiseState, Vm};

/// Those that wait at one line.
pub struct Pending {
    /// The line that waits (an `await`, a call of `then`); the line that made the promise if
    /// nothing waits for it.
    pub site: Place,
    /// Whether something waits there.
    pub awaited: bool,
    /// Who waits, or how many promises there are.
    pub count: u64,
    /// Bytes of what only they hold.
    pub bytes: u64,
    /// The line that made one of the promises.
    pub made: Option<Place>,
    /// The way to one of the promises: the root, and the steps.
    pub root: String,
    /// The steps of the way.
    pub path: Vec<Step>,
}

/// The walk over what can still happen.
struct Walk<'a> {
    vm: &'a Vm,
    seen: CellSet,
    /// Records, promises and generators that were met by an edge of power.
    powered: CellSet,
    /// What is to be looked at, and whether it was met by such an edge.
    work: Vec<(CellRef, bool)>,
    /// Values of WeakMaps by keys that are not reached yet.
    waiting: FxHashMap<CellRef, Vec<CellRef>>,
    /// Pending promises that were met.
    pending: Vec<CellRef>,
    /// Those that were met by an edge of power.
    outcomes: Vec<CellRef>,
    bytes: u64,
}

/// A promise that is pending.
fn as_pending(cell: CellRef) -> Option<Value> {
    let value = Value::cell(cell);
    matches!(Vm::promise_state(value), Some((PromiseState::Pending, _))).then_some(value)
}

fn brand(cell: CellRef) -> Option<Brand> {
    Gc::<Host>::from_value(Value::cell(cell)).map(|host| host.brand())
}

impl<'a> Walk<'a> {
    fn new(vm: &'a Vm) -> Walk<'a> {
        Walk {
            vm,
            seen: CellSet::default(),
            powered: CellSet::default(),
            work: Vec::new(),
            waiting: FxHashMap::default(),
            pending: Vec::new(),
            outcomes: Vec::new(),
            bytes: 0,
        }
    }

    /// From all roots. Those that are not variables have power.
    fn roots(&mut self) {
        let vm = self.vm;
        let mut tracer = vm.space.heap.new_tracer();
        for object in [vm.realm.lexicals, vm.realm.global] {
            self.work.push((object.cell(), false));
        }
        vm.trace_all_roots(&mut tracer);
        for task in vm.microtasks.iter() {
            task.trace(&mut tracer, &mut [0; 3]);
        }
        while let Some(cell) = tracer.next_strong() {
            self.work.push((cell, true));
        }
        self.run(&mut tracer);
    }

    /// What only a reaction holds, of which `next` is another's: bytes, and promises that it would
    /// settle.
    fn held_by(&mut self, record: CellRef, next: Value, tracer: &mut Tracer) -> (u64, Vec<CellRef>) {
        self.seen.insert(record);
        self.bytes = self.vm.space.heap.cell_footprint(record) as u64;
        self.vm.space.heap.trace_cell(record, tracer);
        while let Some(child) = tracer.next_strong() {
            if Some(child) != next.as_cell() {
                self.work.push((child, true));
            }
        }
        self.outcomes.clear();
        self.run(tracer);
        // Pending promises that were not met before: nothing else holds them.
        while !self.pending.is_empty() {
            self.work.extend(self.pending.drain(..).map(|promise| (promise, true)));
            self.run(tracer);
        }
        (self.bytes, std::mem::take(&mut self.outcomes))
    }

    fn run(&mut self, tracer: &mut Tracer) {
        while let Some((cell, power)) = self.work.pop() {
            if self.seen.insert(cell) {
                self.bytes += self.vm.space.heap.cell_footprint(cell) as u64;
                self.expand(cell, power, tracer);
                for value in self.waiting.remove(&cell).unwrap_or_default() {
                    self.work.push((value, false));
                }
            }
            if power && self.is_powered_by(cell) && self.powered.insert(cell) {
                if as_pending(cell).is_some() {
                    self.outcomes.push(cell);
                }
                self.open(cell, tracer);
            }
        }
    }

    /// Whether it matters that a cell was met by an edge of power.
    fn is_powered_by(&self, cell: CellRef) -> bool {
        Kind::of(cell) == Kind::Tuple || matches!(brand(cell), Some(Brand::Promise | Brand::AsyncGenerator))
    }

    /// What a cell leads to in any case.
    fn expand(&mut self, cell: CellRef, power: bool, tracer: &mut Tracer) {
        let hidden = match as_pending(cell) {
            Some(promise) => {
                self.pending.push(cell);
                Vm::reactions_of(promise).as_cell()
            }
            None if brand(cell) == Some(Brand::AsyncGenerator) => Vm::requests_of(Value::cell(cell)).as_cell(),
            None => None,
        };
        let gives = match Kind::of(cell) {
            Kind::NativeFunction => true,
            Kind::Tuple => power,
            _ => matches!(brand(cell), Some(Brand::NativeState | Brand::NativeClosure)),
        };
        self.vm.space.heap.trace_cell(cell, tracer);
        while let Some(child) = tracer.next_strong() {
            if Some(child) != hidden {
                self.work.push((child, gives));
            }
        }
        while let Some((key, value)) = tracer.next_ephemeron() {
            if self.seen.contains(key) {
                self.work.push((value, false));
            } else {
                self.waiting.entry(key).or_default().push(value);
            }
        }
        // What it comes to when it goes on.
        if let Some(frame) = Gc::<SuspendedFrame>::from_value(Value::cell(cell))
            && let Some(outcome) = frame.slots().last().and_then(|slot| slot.get().as_cell())
        {
            self.work.push((outcome, true));
        }
    }

    /// What a cell leads to that was met by an edge of power.
    fn open(&mut self, cell: CellRef, tracer: &mut Tracer) {
        if let Some(promise) = as_pending(cell) {
            if let Some(first) = Vm::reactions_of(promise).as_cell() {
                self.work.push((first, true));
            }
            return;
        }
        let list = match brand(cell) {
            Some(Brand::AsyncGenerator) => Vm::requests_of(Value::cell(cell)).as_cell(),
            _ => Some(cell).filter(|&cell| Kind::of(cell) == Kind::Tuple),
        };
        let Some(list) = list else { return };
        self.vm.space.heap.trace_cell(list, tracer);
        let mut rest: Vec<CellRef> = std::iter::from_fn(|| tracer.next_strong()).collect();
        if list != cell {
            // An array of requests.
            self.work.push((list, false));
            let elements: Vec<CellRef> = rest.drain(..).filter(|&cell| Kind::of(cell) != Kind::Shape).collect();
            for cell in elements {
                self.vm.space.heap.trace_cell(cell, tracer);
                rest.extend(std::iter::from_fn(|| tracer.next_strong()));
            }
        }
        self.work.extend(rest.into_iter().map(|child| (child, true)));
    }
}

/// Somebody who waits, and for which promise.
struct Waiter {
    promise: CellRef,
    site: u32,
    awaited: bool,
    bytes: u64,
}

/// Finds them in a tracked heap, those that hold most first.
pub fn find(vm: &mut Vm) -> Vec<Pending> {
    let sites = vm.state::<Samples>().sites();
    let waiters = waiters(vm);
    if waiters.is_empty() {
        return Vec::new();
    }
    let all = Retaining::of(vm, &Search::default());
    let mut groups: Vec<(Pending, CellRef)> = Vec::new();
    let mut index: FxHashMap<(u32, bool), usize> = FxHashMap::default();
    for waiter in waiters {
        let Some(place) = sites.place_of(waiter.site) else { continue };
        let group = *index.entry((place, waiter.awaited)).or_insert_with(|| {
            let first = |site: u32| places(&sites, site).into_iter().next();
            let Some(site) = first(waiter.site) else { return usize::MAX };
            let made = first(vm.space.heap.birth_of(waiter.promise));
            let pending = Pending {
                site,
                awaited: waiter.awaited,
                count: 0,
                bytes: 0,
                made,
                root: String::new(),
                path: Vec::new(),
            };
            groups.push((pending, waiter.promise));
            groups.len() - 1
        });
        if let Some((pending, _)) = groups.get_mut(group) {
            pending.count += 1;
            pending.bytes += waiter.bytes;
        }
    }
    for (pending, promise) in &mut groups {
        let Some(node) = all.nodes.iter().position(|node| node.cell == *promise) else { continue };
        let way = all.way(node as u32);
        let Root { label, .. } = &all.roots[all.nodes[node].root as usize];
        pending.root = label.clone();
        pending.path = vm.steps(&all, &way);
    }
    let mut list: Vec<Pending> = groups.into_iter().map(|(pending, _)| pending).collect();
    list.sort_by(|a, b| {
        let order = |pending: &Pending| (pending.site.file.clone(), pending.site.line, pending.site.column);
        b.bytes.cmp(&a.bytes).then_with(|| order(a).cmp(&order(b)))
    });
    list
}

/// Everyone who waits for ever, and not just for another one who does; promises that nothing waits
/// for are their own.
fn waiters(vm: &Vm) -> Vec<Waiter> {
    let mut walk = Walk::new(vm);
    walk.roots();
    let stuck = std::mem::take(&mut walk.pending);
    let stuck: Vec<CellRef> = stuck.into_iter().filter(|&cell| !walk.powered.contains(cell)).collect();
    let mut by_promise: FxHashMap<CellRef, Vec<Waiter>> = FxHashMap::default();
    let mut tracer = vm.space.heap.new_tracer();
    for &promise in &stuck {
        // One that was met is what another one comes to.
        if walk.powered.contains(promise) {
            continue;
        }
        let mut own = Vec::new();
        let mut next = Vm::reactions_of(Value::cell(promise));
        if next.as_cell().is_none() {
            own.push(Waiter { promise, site: vm.space.heap.birth_of(promise), awaited: false, bytes: 0 });
        }
        while let Some(record) = Gc::<Slots>::from_value(next) {
            next = Vm::next_reaction(record);
            let (mut bytes, outcomes) = walk.held_by(record.cell(), next, &mut tracer);
            for outcome in outcomes.iter().filter(|&&outcome| outcome != promise) {
                bytes += by_promise.remove(outcome).into_iter().flatten().map(|waiter| waiter.bytes).sum::<u64>();
            }
            let site = site_of(vm, record.cell(), &outcomes, promise);
            own.push(Waiter { promise, site, awaited: true, bytes });
        }
        by_promise.insert(promise, own);
    }
    stuck.iter().filter_map(|promise| by_promise.remove(promise)).flatten().collect()
}

/// Where somebody began to wait. What the engine's own jobs did is told by who waits for its
/// outcome.
fn site_of(vm: &Vm, record: CellRef, outcomes: &[CellRef], promise: CellRef) -> u32 {
    let heap = &vm.space.heap;
    let waits = outcomes.iter().filter_map(|&outcome| Vm::reactions_of(Value::cell(outcome)).as_cell());
    let cells = std::iter::once(record).chain(waits).chain(outcomes.iter().copied()).chain([promise]);
    cells.map(|cell| heap.birth_of(cell)).find(|&site| site != 0).unwrap_or(0)
}
