//! The event loop: tasks of timers and immediates, `process.nextTick` callbacks and promise jobs
//! between them, the clock they follow. What is written goes out before the program waits.
//!
//! Order within a turn, as in Node: timers that are due, then immediates, then waiting; after every
//! single callback first the ticks, then the promise jobs, until both are empty, then the report of
//! rejections that nobody handled.
//!
//! Invariants: the loop never runs inside a native function; a callback's exception never ends the
//! loop by itself: the hook decides.

#[cfg(feature = "cli")]
mod beat;
mod clock;
mod collections;
mod input;
mod mail;
mod timers;
mod weak;

use std::time::{Duration, Instant};

#[cfg(feature = "cli")]
pub use beat::Beat;
pub use clock::Clock;
pub use collections::Collection;
pub use mail::{Mailbox, wait as wait_for_mail};
pub use timers::{TimerId, Timers};
pub use weak::keep_during_job;

use crate::heap::Tracer;
use crate::objects::object::storage::Slots;
use crate::objects::{Gc, Space, Value};
use crate::queue::Queue;
use crate::stdio::Stdio;
use crate::vm::{HostState, JsResult, Leaf, Throw, Vm};

/// Turns without waiting after which virtual time moves on: a chain of immediates takes no time,
/// but one without end must not stop the clock.
const PATIENCE: u32 = 1000;

/// Where an exception that nothing caught came from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// The program's code, or a callback of a task.
    Task,
    /// A function of `queueMicrotask`.
    Microtask,
    /// A promise that was rejected.
    Promise,
}

/// What the layers above decide for the loop.
#[derive(Clone, Copy)]
pub struct LoopHooks {
    /// Something threw this value and nothing caught it. An error ends the run.
    pub uncaught: fn(&mut Vm, Value, Origin) -> JsResult<()>,
    /// Reports rejections without a handler: whether there was anything to do.
    pub rejections: fn(&mut Vm) -> JsResult<bool>,
    /// Hears of collections while the heap is watched. Runs no script code.
    pub collections: fn(&mut Vm, &[Collection]),
    /// Calls the callback of a timer's object that is due, then starts the timer again or ends it.
    pub timer: fn(&mut Vm, TimerId, Value) -> JsResult,
    /// Calls the callback of an immediate's object, which waits no more.
    pub immediate: fn(&mut Vm, Value) -> JsResult,
    /// Calls a function after so many milliseconds: the timer's object.
    pub call_after: fn(&mut Leaf<'_>, Value, f64) -> Value,
    /// Ends such a timer; what is none is left alone.
    pub cancel: fn(&mut Leaf<'_>, Value),
    /// Which function a script made this timer's object with, for the paths of a heap's profile.
    #[cfg(feature = "cli")]
    pub timer_name: fn(Value) -> &'static str,
}

/// A trial of clearing timers: when another one is set by the same lines, the last is cleared.
#[cfg(feature = "cli")]
pub struct TimerTrial {
    /// Whether the timers that were born at this site are meant.
    pub is_meant: Box<dyn Fn(u32) -> bool>,
    /// The last of them.
    pub last: TimerId,
}

/// When the runtime came so far, by its clock.
#[derive(Clone, Copy, Default, Debug)]
pub struct Milestones {
    /// The first script can run.
    pub ready: Option<Duration>,
    /// The loop began to turn.
    pub loop_start: Option<Duration>,
    /// It had nothing left to do, or its span was over.
    pub loop_exit: Option<Duration>,
    /// Time that it has waited.
    pub idle: Duration,
}

/// A callback of `process.nextTick`, with a record of arguments or undefined.
struct Tick {
    callback: Value,
    arguments: Value,
    /// The asynchronous context in which it was queued.
    context: Value,
}

/// A callback for what was asked of the machine.
struct Poll {
    callback: Value,
    /// The asynchronous context in which it was asked.
    context: Value,
    /// The turn in which it was asked.
    turn: u64,
}

/// Somebody waits for standard input.
#[derive(Clone, Copy)]
struct InputWait {
    callback: Value,
    context: Value,
}

/// The event loop's state.
pub struct EventLoop {
    /// The clock.
    pub clock: Clock,
    /// The timers.
    pub timers: Timers,
    /// What the layers above decide.
    pub hooks: LoopHooks,
    /// Where the program writes.
    pub output: Stdio,
    /// How far the runtime has come.
    pub milestones: Milestones,
    /// Collections that observers are still to hear of.
    collections: Vec<Collection>,
    /// Immediate objects in the order of their numbers, undefined once cleared.
    immediates: Queue<Value>,
    /// The number of the last one.
    last_immediate: u32,
    referenced_immediates: usize,
    ticks: Queue<Tick>,
    polls: Queue<Poll>,
    /// Who takes what was sent within the program.
    messages: Queue<Value>,
    /// Callbacks for the end of the turn: what was closed.
    endings: Queue<Value>,
    /// What keeps the program running without waiting for anything of its own: open ports.
    held: usize,
    input: Option<InputWait>,
    /// Where other threads leave tasks.
    pub mailbox: Mailbox,
    /// Whether the thread may wait within a task ([[CanBlock]], ECMA-262 §9.6).
    pub can_block: bool,
    /// Turns of the loop so far.
    turn: u64,
    /// The run ends at this time.
    ends_at: Option<u64>,
    /// The loop's time is never before this, whatever the clock says.
    least_now: u64,
    /// Turns since virtual time moved.
    idle_turns: u32,
    /// What is done at even times.
    #[cfg(feature = "cli")]
    pub beat: Option<Beat>,
    /// Timers that are cleared for a trial.
    #[cfg(feature = "cli")]
    pub timer_trial: Option<TimerTrial>,
    /// No further ticks are taken: the exit handlers run.
    pub exiting: bool,
    /// The object whose callback runs.
    running: Value,
    kept: weak::Kept,
}

impl HostState for EventLoop {
    fn trace(&self, tracer: &mut Tracer) {
        self.timers.trace(tracer);
        for immediate in self.immediates.iter() {
            tracer.word(immediate.bits());
        }
        let mut last = [0; 3];
        for tick in self.ticks.iter() {
            tracer.word_after(&mut last[0], tick.callback.bits());
            tracer.word_after(&mut last[1], tick.arguments.bits());
            tracer.word_after(&mut last[2], tick.context.bits());
        }
        for poll in self.polls.iter() {
            tracer.word(poll.callback.bits());
            tracer.word(poll.context.bits());
        }
        for callback in self.messages.iter().chain(self.endings.iter()) {
            tracer.word(callback.bits());
        }
        if let Some(input) = &self.input {
            tracer.word(input.callback.bits());
            tracer.word(input.context.bits());
        }
        tracer.word(self.running.bits());
        self.kept.trace(tracer);
    }

    fn broken_off(&mut self) {
        self.running = Value::UNDEFINED;
    }

    #[cfg(feature = "cli")]
    fn holders(&self, visit: &mut dyn FnMut(&'static str, Value)) {
        visit("kept until this job ends, for WeakRefs", self.kept.records());
        visit("a task that runs", self.running);
        self.timers.for_each(|timer| visit((self.hooks.timer_name)(timer), timer));
        self.immediates.iter().for_each(|&immediate| visit("setImmediate", immediate));
        self.polls.iter().for_each(|poll| visit("an operation on files", poll.callback));
        self.messages.iter().for_each(|&taker| visit("a message", taker));
        for tick in self.ticks.iter() {
            visit("process.nextTick", tick.callback);
            visit("arguments of process.nextTick", tick.arguments);
        }
    }
}

impl EventLoop {
    /// An idle loop. `epoch`: when a virtual clock starts; `span`: the run ends after that much
    /// time of its clock.
    pub fn new(
        virtual_time: bool,
        epoch: Option<Duration>,
        span: Option<Duration>,
        output: Stdio,
        hooks: LoopHooks,
    ) -> EventLoop {
        EventLoop {
            clock: Clock::new(virtual_time, epoch),
            timers: Timers::default(),
            hooks,
            output,
            milestones: Milestones::default(),
            collections: Vec::new(),
            immediates: Queue::default(),
            last_immediate: 0,
            referenced_immediates: 0,
            ticks: Queue::default(),
            polls: Queue::default(),
            messages: Queue::default(),
            endings: Queue::default(),
            held: 0,
            input: None,
            mailbox: Mailbox::default(),
            can_block: true,
            turn: 0,
            ends_at: span.map(|span| u64::try_from(span.as_millis()).unwrap_or(u64::MAX)),
            least_now: 0,
            idle_turns: 0,
            #[cfg(feature = "cli")]
            beat: None,
            #[cfg(feature = "cli")]
            timer_trial: None,
            exiting: false,
            running: Value::UNDEFINED,
            kept: weak::Kept::default(),
        }
    }

    /// The loop's time in whole milliseconds.
    pub fn now(&self) -> u64 {
        self.clock.millis().max(self.least_now)
    }

    /// The loop steps ahead of the clock.
    fn step_to(&mut self, now: u64) {
        self.clock.jump_to(now);
        self.least_now = now;
    }

    /// The number of the next immediate.
    pub fn next_immediate_id(&self) -> u32 {
        self.last_immediate.wrapping_add(1)
    }

    /// Queues the next immediate, which keeps the program running.
    pub fn add_immediate(&mut self, object: Value) {
        self.last_immediate = self.next_immediate_id();
        self.immediates.push_back(object);
        self.referenced_immediates += 1;
    }

    /// Takes the immediate of this number out, if it still waits.
    pub fn remove_immediate(&mut self, id: u32, object: Value) -> bool {
        let from_end = self.last_immediate.wrapping_sub(id) as usize;
        let place = self.immediates.len().checked_sub(from_end + 1);
        let entry = place.and_then(|place| self.immediates.get_mut(place));
        let Some(entry) = entry.filter(|entry| **entry == object) else { return false };
        *entry = Value::UNDEFINED;
        true
    }

    /// An immediate begins, or ceases, to keep the program running.
    pub fn count_immediate_reference(&mut self, referenced: bool) {
        if referenced { self.referenced_immediates += 1 } else { self.referenced_immediates -= 1 }
    }

    /// Queues a callback of `process.nextTick`.
    pub fn add_tick(&mut self, callback: Value, arguments: Value) {
        self.add_tick_in(callback, arguments, Value::UNDEFINED);
    }

    /// Queues a callback of `process.nextTick` that runs in an asynchronous context.
    pub fn add_tick_in(&mut self, callback: Value, arguments: Value, context: Value) {
        if !self.exiting {
            self.ticks.push_back(Tick { callback, arguments, context });
        }
    }

    /// Queues a callback for what was asked of the machine: it comes when a turn has passed, after
    /// the timers and before the immediates.
    pub fn add_poll(&mut self, callback: Value, context: Value) {
        let turn = self.turn;
        self.polls.push_back(Poll { callback, context, turn });
    }

    /// Queues a callback that takes messages: it comes in the same phase, and again at once when it
    /// gives true.
    pub fn add_message(&mut self, callback: Value) {
        self.messages.push_back(callback);
    }

    /// Queues a callback for the end of the turn, which keeps the program running until then.
    pub fn add_ending(&mut self, callback: Value) {
        self.endings.push_back(callback);
    }

    /// Something begins, or ceases, to keep the program running until it is closed.
    pub fn hold(&mut self, on: bool) {
        self.held = if on { self.held + 1 } else { self.held.saturating_sub(1) };
    }

    /// The callback is called once standard input has something, or has come to its end; `None`:
    /// nobody waits for it any more.
    pub fn wait_for_input(&mut self, callback: Option<Value>, context: Value) {
        self.input = callback.map(|callback| InputWait { callback, context });
    }

    /// Whether anything keeps the program running.
    pub fn is_alive(&self) -> bool {
        self.timers.referenced() > 0
            || self.referenced_immediates > 0
            || !self.ticks.is_empty()
            || !self.polls.is_empty()
            || !self.endings.is_empty()
            || self.held > 0
            || self.input.is_some()
            || self.mailbox.has_tasks()
    }

    /// When something is to be done: now, at a time, or never.
    pub fn next_wake(&mut self) -> Option<u64> {
        if self.referenced_immediates > 0
            || !self.polls.is_empty()
            || !self.messages.is_empty()
            || !self.endings.is_empty()
            || self.mailbox.has_tasks()
        {
            return Some(self.now());
        }
        self.timers.next_due()
    }

    /// When the run is to end, in milliseconds of its clock.
    #[cfg(feature = "cli")]
    pub fn ends_at(&self) -> Option<u64> {
        self.ends_at
    }

    /// The run goes on for longer.
    #[cfg(feature = "cli")]
    pub fn extend(&mut self, more: Duration) {
        self.ends_at = self.ends_at.map(|end| end.saturating_add(u64::try_from(more.as_millis()).unwrap_or(u64::MAX)));
    }

    /// Whether the span of the run is over.
    pub fn is_over(&self) -> bool {
        self.ends_at.is_some_and(|end| self.now() >= end)
    }
}

/// The values of a record of arguments.
pub fn arguments_of(record: Value) -> Vec<Value> {
    Gc::<Slots>::from_value(record).map_or(Vec::new(), |words| words.slots().iter().map(|slot| slot.get()).collect())
}

/// A record of arguments, undefined for none.
pub fn argument_record(space: &mut Space, arguments: &[Value]) -> Value {
    if arguments.is_empty() { Value::UNDEFINED } else { space.new_tuple(arguments).value() }
}

/// Runs tasks until nothing keeps the program running or its span is over.
///
/// # Errors
/// The run is being ended.
pub fn run(vm: &mut Vm) -> JsResult<()> {
    run_ticks(vm)?;
    let state = vm.state::<EventLoop>();
    state.milestones.loop_start = state.milestones.loop_start.or(Some(state.clock.time_of(Instant::now())));
    state.milestones.loop_exit = None;
    run_turns(vm)?;
    let state = vm.state::<EventLoop>();
    state.milestones.loop_exit = Some(state.clock.time_of(Instant::now()));
    Ok(())
}

fn run_turns(vm: &mut Vm) -> JsResult<()> {
    let mut first = true;
    loop {
        let state = vm.state::<EventLoop>();
        if state.is_over() {
            return Ok(());
        }
        if !state.is_alive() {
            // What is due is called back; nothing more is waited for.
            weak::run_due_pages(vm)?;
            if !vm.state::<EventLoop>().is_alive() {
                return Ok(());
            }
        }
        if !first {
            wait(vm);
            if vm.is_interrupted() {
                return Err(vm.terminate());
            }
        }
        // What is due at the very end of the span still runs.
        run_turn(vm, std::mem::take(&mut first))?;
    }
}

/// Runs what is due now: timers, then callbacks of finalization registries, then immediates, the
/// last of which may come from observers of collections.
///
/// # Errors
/// The run is being ended.
pub fn run_turn(vm: &mut Vm, first: bool) -> JsResult<()> {
    vm.state::<EventLoop>().turn += 1;
    run_timers(vm, first)?;
    weak::run_due_pages(vm)?;
    collections::tell(vm);
    mail::deliver(vm)?;
    run_polls(vm)?;
    run_immediates(vm)?;
    for _ in 0..vm.state::<EventLoop>().endings.len() {
        let Some(ending) = vm.state::<EventLoop>().endings.pop_front() else { break };
        call_back(vm, ending, Value::UNDEFINED)?;
    }
    Ok(())
}

/// Calls back for what was asked of the machine before the last turn, and for input.
fn run_polls(vm: &mut Vm) -> JsResult<()> {
    // What the callbacks send comes in the next turn.
    for _ in 0..vm.state::<EventLoop>().messages.len() {
        let Some(taker) = vm.state::<EventLoop>().messages.pop_front() else { break };
        take_messages(vm, taker)?;
    }
    loop {
        let state = vm.state::<EventLoop>();
        let turn = state.turn;
        let Some(poll) = state.polls.front().filter(|poll| poll.turn + 1 < turn) else { break };
        let (callback, context) = (poll.callback, poll.context);
        state.polls.pop_front();
        call_back(vm, callback, context)?;
    }
    let state = vm.state::<EventLoop>();
    if state.input.is_some()
        && input::is_ready(Duration::ZERO)
        && let Some(InputWait { callback, context }) = state.input.take()
    {
        call_back(vm, callback, context)?;
    }
    Ok(())
}

/// Calls who takes messages until there are no more for it.
fn take_messages(vm: &mut Vm, taker: Value) -> JsResult<()> {
    vm.state::<EventLoop>().running = taker;
    while call_back(vm, taker, Value::UNDEFINED)? == Value::TRUE {}
    vm.state::<EventLoop>().running = Value::UNDEFINED;
    Ok(())
}

/// Whether the callback gave true.
fn call_back(vm: &mut Vm, callback: Value, context: Value) -> JsResult {
    vm.state::<EventLoop>().clock.new_task();
    vm.set_async_context(context);
    let result = vm.call_task(callback, Value::UNDEFINED, &[]);
    report(vm, result)?;
    let again = Value::boolean(result.is_ok_and(|given| given == Value::TRUE));
    run_ticks(vm)?;
    Ok(again)
}

/// Runs what is due without waiting, for a host that waits for something else too. Virtual time
/// jumps to the next task.
///
/// # Errors
/// The run is being ended.
#[cfg(feature = "cli")]
pub fn run_due(vm: &mut Vm) -> JsResult<()> {
    run_ticks(vm)?;
    collections::date(vm);
    let state = vm.state::<EventLoop>();
    if state.clock.is_virtual()
        && let Some(due) = state.next_wake()
    {
        let now = state.now();
        jump(state, now, due);
    }
    run_turn(vm, false)
}

/// Waits for the next task: sends output out, then sleeps, or lets virtual time jump.
pub fn wait(vm: &mut Vm) {
    collections::date(vm);
    let before = vm.state::<EventLoop>().clock.time_of(Instant::now());
    #[cfg(feature = "cli")]
    {
        vm.renew_steps();
        beat::run_until(vm, 0);
    }
    wait_for_task(vm);
    let state = vm.state::<EventLoop>();
    state.milestones.idle += state.clock.time_of(Instant::now()).saturating_sub(before);
}

fn wait_for_task(vm: &mut Vm) {
    let state = vm.state::<EventLoop>();
    let now = state.now();
    let waits = state.input.is_some();
    let endless = waits || state.held > 0;
    let due = state.next_wake().unwrap_or(if endless { u64::MAX } else { now });
    let until = state.ends_at.map_or(due, |end| due.min(end));
    #[cfg(feature = "cli")]
    let until = match &state.beat {
        Some(beat) if !state.clock.is_virtual() => until.min(beat.next),
        Some(_) => {
            beat::run_until(vm, until);
            until
        }
        None => until,
    };
    let state = vm.state::<EventLoop>();
    if state.clock.is_virtual() {
        if until < u64::MAX {
            jump(state, now, until);
        } else {
            state.output.flush();
            sleep(vm, SLICE, waits);
        }
        return;
    }
    if until <= now {
        return;
    }
    state.output.flush();
    sleep(vm, Duration::from_millis(until.saturating_sub(now)), waits);
}

/// Lets virtual time jump to the next task; when that is due at once again and again, by a
/// millisecond a turn.
fn jump(state: &mut EventLoop, now: u64, until: u64) {
    state.idle_turns = if until > now { 0 } else { state.idle_turns.saturating_add(1) };
    state.clock.jump_to(if state.idle_turns > PATIENCE { now + 1 } else { until });
}

/// Without a look at interrupts nothing is waited for any longer.
const SLICE: Duration = Duration::from_millis(100);

/// Sleeps, but not longer than a moment after an interrupt, or until there is input.
fn sleep(vm: &mut Vm, time: Duration, for_input: bool) {
    let mailbox = vm.state::<EventLoop>().mailbox.clone();
    mailbox.attend();
    let interrupt = vm.interrupt_handle();
    let begin = Instant::now();
    while !interrupt.is_asked() && !mailbox.has_tasks() {
        let left = time.saturating_sub(begin.elapsed());
        if left.is_zero() {
            return;
        }
        if !for_input {
            std::thread::park_timeout(left.min(SLICE));
        } else if input::is_ready(left.min(SLICE)) {
            return;
        }
    }
}

fn run_timers(vm: &mut Vm, first: bool) -> JsResult<()> {
    let state = vm.state::<EventLoop>();
    let mut now = state.now();
    // At the start a timer of one millisecond goes before an immediate, however quick the script
    // was.
    if first
        && let Some(due) = state.timers.next_due()
        && due == now + 1
    {
        state.step_to(due);
        now = due;
    }
    let mut owed = false;
    while let Some(duration) = vm.state::<EventLoop>().timers.due_list(now) {
        while let Some(id) = vm.state::<EventLoop>().timers.take_due(duration, now) {
            // After one that threw, and that somebody handled, the next comes before the ticks, as
            // in Node; so with immediates.
            owed = fire(vm, id)?;
            if !owed {
                run_ticks(vm)?;
            }
        }
    }
    if owed { run_ticks(vm) } else { Ok(()) }
}

/// Calls a timer's callback: whether it threw.
fn fire(vm: &mut Vm, id: TimerId) -> JsResult<bool> {
    let state = vm.state::<EventLoop>();
    state.clock.new_task();
    let Some(object) = state.timers.get(id) else { return Ok(false) };
    state.running = object;
    let result = (state.hooks.timer)(vm, id, object);
    vm.state::<EventLoop>().running = Value::UNDEFINED;
    report(vm, result)?;
    Ok(result.is_err())
}

fn run_immediates(vm: &mut Vm) -> JsResult<()> {
    // Those that the callbacks queue come in the next turn.
    let count = vm.state::<EventLoop>().immediates.len();
    let mut owed = false;
    for _ in 0..count {
        let state = vm.state::<EventLoop>();
        let Some(next) = state.immediates.pop_front() else { break };
        if next.is_undefined() {
            continue;
        }
        state.clock.new_task();
        state.running = next;
        let result = (state.hooks.immediate)(vm, next);
        vm.state::<EventLoop>().running = Value::UNDEFINED;
        report(vm, result)?;
        owed = result.is_err();
        if !owed {
            run_ticks(vm)?;
        }
    }
    if owed { run_ticks(vm) } else { Ok(()) }
}

/// Runs ticks and promise jobs until there are none, and reports rejections: the end of a task.
///
/// # Errors
/// The run is being ended.
pub fn run_ticks(vm: &mut Vm) -> JsResult<()> {
    let result = run_ticks_to_end(vm);
    vm.set_async_context(Value::UNDEFINED);
    vm.state::<EventLoop>().kept.end_job();
    result
}

fn run_ticks_to_end(vm: &mut Vm) -> JsResult<()> {
    loop {
        while let Some(tick) = vm.state::<EventLoop>().ticks.pop_front() {
            let arguments = arguments_of(tick.arguments);
            vm.set_async_context(tick.context);
            let result = vm.call_task(tick.callback, Value::UNDEFINED, &arguments);
            report(vm, result)?;
        }
        while !vm.microtasks.is_empty() {
            let result = vm.run_microtasks();
            if let Err(thrown) = result {
                report_thrown(vm, thrown, Origin::Microtask)?;
            }
        }
        let state = vm.state::<EventLoop>();
        if !state.ticks.is_empty() {
            continue;
        }
        let rejections = state.hooks.rejections;
        if vm.rejections.is_empty() || !rejections(vm)? {
            return Ok(());
        }
    }
}

/// Hands an exception that nothing caught to the layers above.
fn report(vm: &mut Vm, result: JsResult) -> JsResult<()> {
    let Err(thrown) = result else { return Ok(()) };
    report_thrown(vm, thrown, Origin::Task)
}

/// Hands an exception to the hook; a termination goes on.
///
/// # Errors
/// The run is being ended.
pub fn report_thrown(vm: &mut Vm, thrown: Throw, origin: Origin) -> JsResult<()> {
    let value = vm.take_exception(thrown)?;
    let uncaught = vm.state::<EventLoop>().hooks.uncaught;
    uncaught(vm, value, origin)
}
