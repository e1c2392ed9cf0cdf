//! The virtual machine: value stack, frames, dispatch, the operations behind the instructions,
//! native functions, promises.
//!
//! Invariants: registers and native roots are the roots of running code; a collection starts only
//! at a safepoint of the interpreter or by `collect_garbage` from a re-entrant native; everything
//! on the value stack at or above the top is dead and wiped by each collection, so that no register
//! ever holds a reference to a freed cell.

pub mod abstract_operations;
mod buffers;
mod call;
pub mod descriptors;
mod direct_eval;
mod element;
mod ending;
pub(crate) mod errors;
pub mod generator;
mod globals;
mod hooks;
mod inline_cache;
mod internal_methods;
mod interpreter;
mod literals;
pub mod messages;
pub mod native;
mod numeric_text;
#[cfg(feature = "cli")]
pub(crate) mod owner;
mod private_transitions;
pub mod promise;
mod realm;
mod realms;
mod resources;
mod stack;

use std::any::{Any, TypeId};
use std::collections::VecDeque;
use std::rc::Rc;

use rustc_hash::{FxBuildHasher, FxHashMap};

pub use abstract_operations::convert::Hint;
pub use direct_eval::COMPILER_STACK;
pub use ending::HeapIsFull;
pub use errors::ErrorKind;
pub use hooks::{CompileFailure, Compiled, Hooks};
pub use internal_methods::deferred::Filler;
pub use internal_methods::{Integrity, LAZY_GLOBAL};
pub use native::native_row::{Coerce, CxFn, Forwards, LeafFn, NativeCode, NativeRow, QuickFn};
pub use native::{Args, Cx, IteratorRecord, JsResult, Leaf, Rooted};
pub use promise::{Microtask, PromiseState, Rejection};
pub use realm::{Intrinsic, Realm};
pub use resources::DisposeHint;
pub use stack::{Frame, ValueStack};

use crate::heap::{CellRef, GcCycle, GcMode, GcReason, Heap, HeapConfig, Marking, RootProvider, Tracer, WeakProvider};
use crate::objects::{Code, Gc, NativeId, NativeInfo, Page, RealmCell, Space, Value};
use crate::queue::Queue;
use crate::source::SourceFile;
use crate::table::Table;

/// An exception is on its way; its value lies in the VM.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Throw(());

/// State that the layers above keep in the VM: timers, console groups, …
pub trait HostState: Any {
    /// Shows the collector the values it holds.
    fn trace(&self, tracer: &mut Tracer);
    /// The values among them that keep a task of the program, with the name of what keeps it: for
    /// reports on what holds memory.
    #[cfg(feature = "cli")]
    fn holders(&self, _visit: &mut dyn FnMut(&'static str, Value)) {}
    /// A run was broken off in the midst of native functions: forgets what they have under way.
    fn broken_off(&mut self) {}
}

/// A state of the layers above, with what is asked of it without knowing its type.
struct StateEntry {
    id: TypeId,
    state: Box<dyn Any>,
    trace: fn(&dyn Any, &mut Tracer),
    #[cfg(feature = "cli")]
    holders: fn(&dyn Any, &mut dyn FnMut(&'static str, Value)),
    broken_off: fn(&mut dyn Any),
}

/// How far the machine's stacks are filled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Depth {
    frames: usize,
    top: usize,
    natives: usize,
    roots: usize,
    realms: usize,
}

/// How a VM is made.
#[derive(Clone)]
pub struct VmOptions {
    /// The heap's settings.
    pub heap: HeapConfig,
    /// Bytes of the value stack.
    pub stack_bytes: usize,
    /// Bytes of the thread's own stack that natives may use before a RangeError.
    pub native_stack_bytes: usize,
}

impl Default for VmOptions {
    fn default() -> Self {
        VmOptions { heap: HeapConfig::default(), stack_bytes: 1 << 20, native_stack_bytes: 1 << 20 }
    }
}

/// Native functions that there is room for from the start.
const NATIVES: usize = 1536;
/// And those that are found by name.
const NAMED_NATIVES: usize = 112;

/// The virtual machine.
pub struct Vm {
    /// The objects.
    pub space: Box<Space>,
    /// Intrinsics and globals.
    pub realm: Realm,
    /// The value stack.
    pub stack: ValueStack,
    frames: Vec<Frame>,
    native_roots: Vec<Value>,
    /// The native functions that are running and can run script code, innermost last.
    native_calls: Vec<errors::stack_trace::NativeCall>,
    /// The capability of the promise reaction that is running: where a stack trace goes on after
    /// the last frame.
    reaction: Value,
    /// What `AsyncLocalStorage` keeps for the code that runs, undefined where there is nothing: it
    /// follows promises, ticks and timers.
    pub async_context: Value,
    exception: Value,
    /// Code and unit that started the exception which came last.
    throw_site: Option<(Gc<Code>, u32)>,
    /// Set when the exception cannot be caught: the run is being ended.
    terminating: bool,
    natives: Vec<NativeRow>,
    native_names: FxHashMap<&'static str, NativeId>,
    /// Jobs waiting for the end of the running task.
    pub microtasks: Queue<Microtask>,
    /// Promises rejected without a handler, and handlers added late, for the event loop to report.
    pub rejections: Queue<Rejection>,
    /// Pages of records of finalization registries with targets that died, for the event loop to
    /// call back.
    pub due_pages: VecDeque<Gc<Page>>,
    /// Whether no page was told since they were put in order.
    due_pages_are_ordered: bool,
    states: Vec<StateEntry>,
    /// Which of them was asked for last.
    last_state: usize,
    /// What the layers above plug in.
    pub hooks: Hooks,
    /// Who fills deferred objects.
    fillers: Vec<Filler>,
    native_stack_limit: usize,
    native_stack_bytes: usize,
    deletes_noted: bool,
    /// `Error.stackTraceLimit` is looked up there; this is used while there is none.
    pub stack_trace_limit: usize,
    /// Symbols of `Symbol.for`, by their key.
    pub symbol_registry: Table<String, Value>,
    /// Script-level redeclaration of `let` and `const` is allowed (the REPL).
    pub allow_redeclaration: bool,
    /// The standard's behaviour where the lesson's or Node 20's differs (`--ecma`): `delete` of a
    /// script-level `let` or `const` removes nothing.
    pub ecma: bool,
    /// Calls in tail position of strict functions leave their frame first (`--harmony-tailcalls`).
    pub tail_calls: bool,
    /// Errors have no `stack` of their own, but inherit an accessor.
    pub stack_accessor: bool,
    /// There may be an object that `==` takes for null.
    pub undetectable: bool,
    property_cache: inline_cache::PropertyCache,
    private_transitions: private_transitions::PrivateTransitions,
    /// Properties that globalThis had before the first script.
    #[cfg(feature = "cli")]
    builtin_globals: usize,
    stress_safepoints: u64,
    /// The number of the last collection that was told.
    told: u64,
    /// Steps that the run may still take, if they are counted.
    steps: ending::Steps,
    /// The realms that calls have left for others, innermost last: they go on sleeping where they
    /// are.
    entered: Vec<Gc<RealmCell>>,
    /// While a realm is made: the states of the one before, by their place.
    displaced: Option<realms::States>,
    /// The natives by what they are, once a second realm is made of them.
    native_index: Option<realms::NativeIndex>,
}

impl Vm {
    /// A VM with the primordial objects; builtins are installed by the layer above.
    pub fn new(options: VmOptions) -> Box<Vm> {
        let stack_bytes = options.stack_bytes.max(16 << 10);
        let function_prototype = NativeRow::leaf("", 0, |_, _, _| Ok(Value::UNDEFINED), "§20.2.3", "");
        // The builtins are about so many.
        let mut natives = Vec::with_capacity(NATIVES);
        natives.push(function_prototype);
        let mut infos = Vec::with_capacity(NATIVES);
        infos.push(NativeInfo { name: "", length: 0, constructor: false });
        let mut space = Space::new(options.heap, infos);
        let global = space.new_plain_object();
        let realm = Realm::new(&mut space, global);
        let mut vm = Box::new(Vm {
            realm,
            space,
            stack: ValueStack::new(stack_bytes),
            frames: Vec::with_capacity(stack_bytes / 24 + 16),
            native_roots: Vec::with_capacity(256),
            native_calls: Vec::with_capacity(64),
            reaction: Value::UNDEFINED,
            async_context: Value::UNDEFINED,
            exception: Value::UNDEFINED,
            throw_site: None,
            terminating: false,
            natives,
            native_names: FxHashMap::with_capacity_and_hasher(NAMED_NATIVES, FxBuildHasher),
            microtasks: Queue::default(),
            rejections: Queue::default(),
            due_pages: VecDeque::new(),
            due_pages_are_ordered: true,
            states: Vec::new(),
            last_state: 0,
            hooks: Hooks::default(),
            fillers: Vec::new(),
            native_stack_limit: 0,
            native_stack_bytes: options.native_stack_bytes,
            deletes_noted: false,
            stack_trace_limit: 10,
            symbol_registry: Table::default(),
            allow_redeclaration: false,
            ecma: false,
            tail_calls: false,
            stack_accessor: false,
            undetectable: false,
            property_cache: inline_cache::PropertyCache::default(),
            private_transitions: private_transitions::PrivateTransitions::default(),
            #[cfg(feature = "cli")]
            builtin_globals: 0,
            stress_safepoints: 0,
            told: 0,
            steps: ending::Steps::default(),
            entered: Vec::new(),
            displaced: None,
            native_index: None,
        });
        vm.space.heap.owner = (&raw mut *vm).expose_provenance();
        vm.enter_thread();
        promise::register(&mut vm);
        generator::register(&mut vm);
        vm
    }

    /// Registers a native function.
    pub fn register_native(&mut self, row: &NativeRow, info: NativeInfo) -> NativeId {
        if let Some(known) = self.known_native(row, &info) {
            return known;
        }
        self.natives.push(*row);
        self.space.natives.push(info);
        NativeId(self.natives.len() as u32 - 1)
    }

    /// Makes a native findable by name.
    pub fn name_native(&mut self, name: &'static str, id: NativeId) {
        self.native_names.insert(name, id);
    }

    /// The native registered under `name`.
    ///
    /// # Panics
    /// When there is none: a builtin asked for what its own file did not register.
    pub fn native_id(&self, name: &str) -> NativeId {
        *self.native_names.get(name).unwrap_or_else(|| panic!("no native named {name}"))
    }

    /// To be called before builtins are installed: nothing runs until the end of it, so no cache
    /// can remember a shape that they change.
    pub fn begin_installation(&mut self) {
        self.space.shapes.cached = false;
    }

    /// To be called when all builtins are installed: what globalThis has now is the engine's, what
    /// comes later the program's.
    pub fn end_installation(&mut self) {
        self.space.shapes.cached = true;
        #[cfg(feature = "cli")]
        {
            self.builtin_globals = self.space.shape_of(self.realm.global).property_count();
        }
    }

    /// Adds host state; later found by its type.
    pub fn add_state<T: HostState>(&mut self, state: T) {
        fn trace<T: HostState>(state: &dyn Any, tracer: &mut Tracer) {
            if let Some(state) = state.downcast_ref::<T>() {
                state.trace(tracer);
            }
        }
        #[cfg(feature = "cli")]
        fn holders<T: HostState>(state: &dyn Any, visit: &mut dyn FnMut(&'static str, Value)) {
            if let Some(state) = state.downcast_ref::<T>() {
                state.holders(visit);
            }
        }
        fn broken_off<T: HostState>(state: &mut dyn Any) {
            if let Some(state) = state.downcast_mut::<T>() {
                state.broken_off();
            }
        }
        self.put_state(StateEntry {
            id: TypeId::of::<T>(),
            state: Box::new(state),
            trace: trace::<T>,
            #[cfg(feature = "cli")]
            holders: holders::<T>,
            broken_off: broken_off::<T>,
        });
    }

    /// The host state of type `T`.
    ///
    /// # Panics
    /// When none was added.
    pub fn state<T: HostState>(&mut self) -> &mut T {
        self.try_state().expect("the runtime adds its states before scripts run")
    }

    /// The host state of type `T`, if it was added.
    pub fn try_state<T: HostState>(&mut self) -> Option<&mut T> {
        let wanted = TypeId::of::<T>();
        // Often the one that was asked for before.
        if self.states.get(self.last_state).is_none_or(|entry| entry.id != wanted) {
            self.last_state = self.states.iter().position(|entry| entry.id == wanted)?;
        }
        let state: *mut dyn Any = &mut *self.states[self.last_state].state;
        // SAFETY: the entry's id is that of the state's type, and says that it is a `T`.
        Some(unsafe { &mut *state.cast::<T>() })
    }

    /// The host state of type `T` for looking at, if it was added.
    pub fn state_ref<T: HostState>(&self) -> Option<&T> {
        let wanted = TypeId::of::<T>();
        self.states.iter().find(|entry| entry.id == wanted).and_then(|entry| entry.state.downcast_ref())
    }

    /// How far the stacks are filled: the same before and after an operation, also one that threw.
    pub fn depth(&self) -> Depth {
        Depth {
            frames: self.frames.len(),
            top: self.stack.top,
            natives: self.native_calls.len(),
            roots: self.native_roots.len(),
            realms: self.entered.len(),
        }
    }

    /// The rows of all native functions, in the order of their registration.
    #[cfg(test)]
    pub fn native_rows(&self) -> &[NativeRow] {
        &self.natives
    }

    /// The documentation of a native function.
    pub fn native_row(&self, id: NativeId) -> &NativeRow {
        &self.natives[id.0 as usize]
    }

    #[inline(always)]
    fn stack_value(&self, index: usize) -> Value {
        self.stack.get(index)
    }

    // ---- exceptions

    /// Starts an exception.
    pub fn throw_value(&mut self, value: Value) -> Throw {
        self.exception = value;
        self.throw_site = self.frames.last().map(|frame| (frame.code, frame.unit()));
        Throw(())
    }

    /// Where the exception that came last was thrown: the source and the byte offset; `None` when
    /// no script threw it.
    pub fn throw_position(&self) -> Option<(Rc<SourceFile>, u32)> {
        let (code, unit) = self.throw_site?;
        let proto = code.proto();
        Some((proto.source.clone(), proto.position(unit)?.at))
    }

    /// The exception's value, which is then no longer on its way; a termination stays on its way.
    pub fn take_exception(&mut self, thrown: Throw) -> Result<Value, Throw> {
        if self.terminating {
            return Err(thrown);
        }
        Ok(std::mem::replace(&mut self.exception, Value::UNDEFINED))
    }

    // ---- collection

    /// Hands the heap what a collection, or a step of one, needs: `top` is the first dead value of
    /// the stack.
    fn with_collector(&mut self, top: usize, work: impl FnOnce(&mut Heap, &mut Roots<'_>, &mut Weak)) {
        let space = std::ptr::from_mut::<Space>(&mut self.space);
        let cache = std::ptr::from_mut(&mut self.property_cache);
        let mut roots = Roots { vm: self, top };
        let mut weak = Weak { space, cache };
        // SAFETY: the collector runs on the heap alone; roots and weak tables are read through the
        // other parts of the VM and the space, which the heap does not own and never touches.
        unsafe { work(&mut (*space).heap, &mut roots, &mut weak) };
        let told = self.space.heap.take_finalization_notices();
        self.due_pages_are_ordered &= told.is_empty();
        self.due_pages.extend(told.into_iter().map(Gc::<Page>::from_cell));
        if self.space.heap.cycles() > self.told {
            self.tell_of_collections();
        }
    }

    #[cold]
    fn tell_of_collections(&mut self) {
        let told = std::mem::replace(&mut self.told, self.space.heap.cycles());
        let ended: Vec<GcCycle> =
            self.space.heap.recent_cycles().filter(|cycle| cycle.number > told).cloned().collect();
        ended.iter().for_each(|cycle| (self.hooks.collected)(self, cycle));
    }

    /// Puts the pages of registries with due records in the order in which they are told: a
    /// collection finds them in portions.
    pub fn order_due_pages(&mut self) {
        if !std::mem::replace(&mut self.due_pages_are_ordered, true) {
            self.due_pages = Page::newest_first(self.due_pages.drain(..)).into();
        }
    }

    /// Collects at a safepoint, all at once.
    fn collect_at(&mut self, reason: GcReason, top: usize) {
        self.with_collector(top, |heap, roots, weak| heap.collect(reason, roots, weak));
    }

    /// A full collection, from a re-entrant native or between tasks.
    pub fn collect_garbage(&mut self, reason: GcReason) {
        let top = self.stack.top;
        self.collect_at(reason, top);
    }

    /// A safepoint outside of the interpreter: between jobs, and before a native function that
    /// another one calls. Its caller keeps what it holds on the value stack or among the native
    /// roots, as for any call.
    #[inline]
    pub(super) fn native_safepoint(&mut self) -> JsResult<()> {
        if self.space.heap.poll() {
            let top = self.stack.top;
            self.safepoint(top)?;
        }
        Ok(())
    }

    /// What a safepoint does when the heap or an interrupt asks for it. `top` as in `collect_at`.
    #[cold]
    #[inline(never)]
    fn safepoint(&mut self, top: usize) -> JsResult<()> {
        self.take_step()?;
        if !self.space.heap.is_due() && !self.space.heap.is_overdrawn() {
            // Also after a request that is no longer one.
            self.forget_request();
            return Ok(());
        }
        let stress = self.space.heap.config().stress;
        if stress && !self.stress_turn(top) {
            return Ok(());
        }
        self.with_collector(top, |heap, roots, weak| heap.step(roots, weak));
        let crowded = self.space.shapes.is_crowded();
        if self.space.heap.must_collect() || crowded {
            if crowded || self.space.heap.config().mode != GcMode::None {
                self.collect_at(GcReason::LastResort, top);
            }
            if self.space.heap.over_limit() || self.space.shapes.is_used_up() {
                return Err((self.hooks.heap_is_full)(self));
            }
        }
        self.space.heap.forgive_overdraft();
        Ok(())
    }

    /// Whether the stress mode collects at this safepoint: at every one for the first ten thousand;
    /// then, and while the stack is very deep, at every thousandth, so that long runs come to an
    /// end.
    fn stress_turn(&mut self, top: usize) -> bool {
        self.stress_safepoints += 1;
        let often = self.stress_safepoints < 10_000 && top < 16_384;
        often || self.stress_safepoints.is_multiple_of(1_000) || self.space.heap.over_limit()
    }

    /// Bytes of the value stack in use.
    pub fn stack_used(&self) -> usize {
        self.stack.top * std::mem::size_of::<Value>()
    }

    /// Frees all that counting can free, and tells what it leaked (`--gc=refcount`).
    #[cfg(feature = "cli")]
    pub fn leaks(&mut self) -> crate::heap::LeakReport {
        self.collect_garbage(GcReason::Requested);
        let mut report = crate::heap::LeakReport::default();
        self.with_collector(self.stack.top, |heap, roots, _| report = heap.leaks(roots));
        report
    }

    fn trace_roots(&self, tracer: &mut Tracer, top: usize) {
        self.stack.trace(tracer, top);
        for frame in &self.frames {
            tracer.cell(frame.code.cell());
            tracer.word(frame.extra.bits());
            tracer.word(frame.saved.bits());
        }
        for value in &self.native_roots {
            tracer.word(value.bits());
        }
        tracer.word(self.exception.bits());
        tracer.word(self.async_context.bits());
        if let Some((code, _)) = self.throw_site {
            tracer.cell(code.cell());
        }
        self.space.trace_roots(tracer);
        self.realm.trace(tracer);
        for realm in &self.entered {
            tracer.cell(realm.cell());
        }
        for rejection in self.rejections.iter() {
            rejection.trace(tracer);
        }
        for page in &self.due_pages {
            tracer.cell(page.cell());
        }
        for symbol in self.symbol_registry.values() {
            tracer.word(symbol.bits());
        }
        for entry in &self.states {
            (entry.trace)(&*entry.state, tracer);
        }
        let mut last = [0; 3];
        for task in self.microtasks.iter() {
            task.trace(tracer, &mut last);
        }
    }
}

/// The VM as the collector's source of roots.
struct Roots<'a> {
    vm: &'a mut Vm,
    top: usize,
}

impl RootProvider for Roots<'_> {
    fn trace_roots(&mut self, tracer: &mut Tracer) {
        // Dead values must not come back to life when the stack grows over them.
        let in_use = self.vm.frames.iter().map(Frame::end).max().unwrap_or(0);
        self.vm.stack.wipe_above(self.top, in_use.max(self.vm.stack.top));
        self.vm.trace_roots(tracer, self.top);
    }
}

/// The tables that hold cells weakly.
struct Weak {
    space: *mut Space,
    cache: *mut inline_cache::PropertyCache,
}

impl WeakProvider for Weak {
    fn forget_some(&mut self, marking: &Marking, minor: bool) -> bool {
        // SAFETY: `with_collector` made the pointers from its own exclusive borrow; neither the
        // tables nor the cache are part of the heap that is collecting.
        unsafe {
            let done = (*self.space).forget_some(marking, minor);
            if done {
                (*self.cache).clear();
                (*self.space).forget_epoch += 1;
            }
            done
        }
    }

    fn forget_counted(&mut self, dead: &mut dyn Iterator<Item = CellRef>, marking: &Marking) {
        // SAFETY: as above.
        unsafe {
            (*self.space).forget_counted(dead, marking);
            (*self.cache).clear();
            (*self.space).forget_epoch += 1;
        }
    }
}
