//! Pacing: how far the heap may grow before the next cycle, when the cycle must start to be ready
//! by then, and how its steps are spread over the mutator's time.
//!
//! All figures are bytes that the heap holds, cells and what they own outside. A major cycle that
//! ends sets a *goal* for the end of the next:
//!
//! ```text
//! live  = marked + survival * newborn + external    what the cycle proved alive, and what of the cells born in its marking will be
//! goal  = max(live * growth(live), held + 8 MB)     growth falls from 2 (32 MB live) to 1.475 (256 MB)
//! bound = max(goal * 5/4, goal + 4 MB)
//! ```
//!
//! `marked` counts each cell that the snapshot reached; what floats (garbage born in the marking,
//! until a minor cycle frees it: see `newborn.rs`) is in `held`, and not in `live`. `survival` is
//! the part of what was allocated between the last two snapshots by which the live bytes rose, and
//! not more than what the last minor cycle found alive of the young (a quarter, where there was
//! none).
//!
//! The next cycle starts so early that at the rates measured it ends at the goal; and whatever the
//! rates turn out to be, the program pays for growth by marking. A marking that starts at
//! `held = from` is to end at `to`, the goal, or before it: so that what is born in two markings
//! after each other fits above what lives, `to <= from + (goal - live) / 2`; or four fifths, where
//! a minor cycle frees what of the first is dead. One that starts close to the goal or beyond it
//! has a quarter of the way to `last` (see below). Of each byte allocated since the last look
//!
//! ```text
//! due  = work left / (to - held) * allocated
//! owed = due - what the helper has marked meanwhile
//! ```
//!
//! are due, and what is `owed` the mutator marks itself at its next safepoint, or waits for the
//! helper if there is nothing that it could mark. The work left is what the marking is expected to
//! find, less what is marked. When that much is marked, or `to` is passed, it is all that there was
//! at the snapshot, to be marked before `last = bound - (bound - goal) / 4`. From `last` on a step
//! has no limit: it ends the cycle. So a cycle ends before the heap outgrows its bound, however
//! slow the helper is, or if it never runs; what one native function allocates comes on top, for
//! there is no safepoint in it. If the heap has already outgrown the goal when a cycle starts, that
//! is the goal.
//!
//! While most of what is born lives, a cycle frees nothing, and what counts is that it costs the
//! mutator little. So if the helper marks, nothing is owed then as long as what is due for a byte
//! is at most [`PATIENCE`] times what was planned, `to` is half way from the goal to `last` if the
//! rest allows it, and a minor cycle has two bytes allocated for three marked.
//!
//! Invariants:
//! - a step takes at most [`STEP`] within the goal, and twice as much beyond it, until `last`;
//! - steps of the other phases take at most the share [`SHARE`] of the time, and more of it as they
//!   fall behind;
//! - a program that does not allocate is never interrupted.

use std::time::{Duration, Instant};

use super::barrier;
use super::budget::Budget;
use super::cell::state;
use super::cycle::Phase;
use super::space::{GcMode, Heap};

/// However little is alive, this much is allocated between two collections.
const MIN_HEADROOM: usize = limit!(8 << 20, small = 256 << 10);
/// The longest that a step may take within the goal.
const STEP: Duration = Duration::from_micros(250);
/// The collector's share of the time while a cycle runs within its goal.
const SHARE: f64 = 0.3;
/// Its share when a phase is late.
const MOST_SHARE: f64 = 0.9;
/// From `SMALL_HEAP` live bytes to `LARGE_HEAP` the heap's growth between major cycles falls from 2
/// to `LARGE_GROWTH`.
const SMALL_HEAP: usize = 32 << 20;
const LARGE_HEAP: usize = 256 << 20;
const LARGE_GROWTH: f64 = 1.475;
/// What a minor cycle's young cells take: at least `MIN_HEADROOM`, and this part of the live bytes,
/// up to the most.
const YOUNG_PART: usize = 16;
const MOST_YOUNG: usize = limit!(32 << 20, small = 512 << 10);
/// When more than this part of the young bytes survives, minor cycles cost more than they free:
/// major ones, which free a third of the heap, mark two bytes for each that they free.
const HIGH_SURVIVAL: f64 = 0.6;
/// Least and most bytes allocated between two steps.
const STEP_BYTES: std::ops::Range<usize> = 16 << 10..4 << 20;

/// As long as no more than this many times the planned rate is needed to be ready in time, the
/// helper marks alone.
const PATIENCE: f64 = 1.25;

/// Bytes allocated between two looks at a thread that marks beside the mutator.
const LOOK_BYTES: usize = limit!(128 << 10, small = 1 << 10);
/// Bytes beyond its goal that a small heap may grow to.
const LEAST_OVER: usize = MIN_HEADROOM / 2;

/// How the running cycle is spread over what the mutator allocates: see the head of this file.
#[derive(Default)]
struct Plan {
    /// `held` at which the present phase began, and at which it is to be over.
    from: usize,
    to: usize,
    /// `held` at which the cycle ends in one go.
    last: usize,
    /// Bytes that the marking will find, by what is known, and at most.
    expected: usize,
    most: usize,
    /// `held` at the last look, and bytes marked then, as far as they are paid for.
    held: usize,
    marked: usize,
    /// Bytes to be marked for each byte allocated, at the last look, and what the mutator lets the
    /// helper fall behind to.
    rate: f64,
    patience: f64,
    /// Bytes marked at the start of the present step.
    before: usize,
}

/// What the pacing has measured.
pub(super) struct Pacing {
    /// When the last step ended, how long it took, and `held` then.
    last_end: Instant,
    last_step: Duration,
    last_held: usize,
    /// Bytes that the mutator allocates in a nanosecond of its own.
    rate: f64,
    /// Nanoseconds to mark a byte, on the mutator or on another.
    mark_cost: f64,
    /// The last major cycle was marked beside the mutator.
    beside: bool,
    /// Nanoseconds for a live byte that a major cycle's other phases take.
    other_cost: f64,
    /// `held` at which the next major cycle must start.
    major_at: usize,
    next_minor: bool,
    /// For steps that are counted in cells: their sizes.
    random: u64,
    plan: Plan,
    /// Bytes that the mutator has to mark in the present step.
    pub owed: usize,
    /// Bytes that the last major cycle proved alive, the bytes allocated before its snapshot, and
    /// what was born since then until its end.
    proven: usize,
    proven_at: u64,
    newborn: usize,
    /// The part of what is allocated by which the live bytes rise, from major cycle to major cycle.
    rise: f64,
    /// The part of the young that the last minor cycle found alive.
    young_survival: f64,
}

impl Pacing {
    pub fn new() -> Pacing {
        Pacing {
            last_end: Instant::now(),
            last_step: Duration::ZERO,
            last_held: 0,
            rate: 0.3,
            mark_cost: 0.5,
            beside: false,
            other_cost: 0.05,
            major_at: 0,
            next_minor: false,
            random: 0x9E37_79B9_7F4A_7C15,
            plan: Plan::default(),
            owed: 0,
            proven: 0,
            proven_at: 0,
            newborn: 0,
            rise: 0.0,
            young_survival: 0.25,
        }
    }
}

/// How many times its live bytes a heap may grow to.
fn growth(live: usize) -> f64 {
    let along = (live.clamp(SMALL_HEAP, LARGE_HEAP) - SMALL_HEAP) as f64 / (LARGE_HEAP - SMALL_HEAP) as f64;
    2.0 + (LARGE_GROWTH - 2.0) * along
}

impl Heap {
    /// What is allocated between two cycles at least.
    pub(super) fn headroom(&self) -> usize {
        self.config.headroom.unwrap_or(MIN_HEADROOM)
    }

    /// Whether steps are so many cells, and not so much time.
    pub(super) fn counts_cells(&self) -> bool {
        self.config.stress || self.config.headroom.is_some()
    }

    /// What is alive, as far as it is known: see the head of this file.
    fn live(&self) -> usize {
        let survival = self.pacing.rise.min(self.pacing.young_survival);
        self.pacing.proven + (survival * self.pacing.newborn as f64) as usize + self.external + self.outside.bytes
    }

    /// Most of what is allocated now is expected to live, by the last major cycle and by the last
    /// minor one.
    fn newborn_will_live(&self) -> bool {
        self.pacing.rise.min(self.pacing.young_survival) > HIGH_SURVIVAL
    }

    /// A cycle ends that has found `newborn` bytes allocated since its snapshot.
    pub(super) fn learn_what_lives(&mut self, newborn: usize) {
        let marked = self.cycle.marked.bytes;
        if self.cycle.minor {
            let (survived, young) = self.survived;
            self.pacing.young_survival = survived as f64 / young.max(1) as f64;
            return;
        }
        let allocated = self.cycle.allocated_at_snapshot.saturating_sub(self.pacing.proven_at);
        self.pacing.rise = (marked.saturating_sub(self.pacing.proven) as f64 / (allocated as f64).max(1.0)).min(1.0);
        (self.pacing.proven, self.pacing.proven_at) = (marked, self.cycle.allocated_at_snapshot);
        self.pacing.newborn = newborn;
    }

    /// The least that the heap may grow to, and `factor` times what is alive, if that is more. Near
    /// the limit it may go beyond it by a little, so that a heap that is almost full does not
    /// collect for every block.
    fn grown(&self, live: usize, factor: f64) -> usize {
        let most =
            self.config.max_bytes.max(self.held.saturating_add(self.config.max_bytes / 64)).min(self.most_goal());
        ((live as f64 * factor) as usize).max(self.held.saturating_add(self.headroom())).min(most)
    }

    /// Sets the goal of the next collection by what is alive now.
    pub(super) fn set_goal(&mut self) {
        match self.config.mode {
            GcMode::StopTheWorld => self.goal = self.grown(self.held, 2.0),
            GcMode::None => self.goal = self.config.max_bytes,
            GcMode::Refcount => self.goal = self.grown(self.held, 1.125),
            GcMode::Incremental | GcMode::Generational => {
                let live = self.live();
                let goal = self.grown(live, growth(live));
                if self.cycle.minor {
                    // What it found of the young may say that less will live of what was born in
                    // the last marking.
                    self.goal = self.goal.min(goal);
                    self.pacing.major_at = self.pacing.major_at.min(self.start_of_major());
                } else {
                    self.measure_marking();
                    self.goal = goal;
                    self.pacing.major_at = self.start_of_major();
                }
            }
        }
        let trigger = match self.config.mode {
            GcMode::StopTheWorld | GcMode::None | GcMode::Refcount => self.goal,
            GcMode::Incremental => self.pacing.major_at,
            GcMode::Generational => self.plan_generation(),
        };
        self.poll.set_trigger(trigger);
        if self.config.stress {
            self.poll.pull();
        }
        self.leave_cycle();
    }

    /// Learns from the major cycle that has just ended what marking costs, and what the other
    /// phases do.
    fn measure_marking(&mut self) {
        self.pacing.beside = !self.concurrent.time.is_zero();
        let time = (self.cycle.mark_time() + self.concurrent.time).as_nanos() as f64;
        let bytes = self.cycle.marked.bytes as f64;
        if bytes > (1 << 20) as f64 {
            self.pacing.mark_cost += (time / bytes - self.pacing.mark_cost) * 0.5;
            let others = self.cycle.time_of_others().as_nanos() as f64;
            self.pacing.other_cost += (others / bytes - self.pacing.other_cost) * 0.5;
        }
    }

    /// `held` at which a major cycle must start to be over when the goal is reached, but not before
    /// half of the room is used, or three tenths in a generational heap.
    fn start_of_major(&self) -> usize {
        let live = self.live().min(self.held);
        if self.config.headroom.is_some() {
            return self.held + self.goal.saturating_sub(self.held) / 2;
        }
        let room = self.goal.saturating_sub(live);
        // What the mutator does is spread over its time; beside it nothing is.
        let spread = (1.0 - SHARE) / SHARE;
        let marking = self.pacing.mark_cost * if self.pacing.beside { 1.0 } else { spread };
        let program = live as f64 * (marking + self.pacing.other_cost * spread);
        let runway = program * self.pacing.rate * 1.2;
        let most = if self.config.mode == GcMode::Generational { room / 10 * 7 } else { room / 2 };
        let at = self.goal - (runway as usize).min(most);
        // A minor cycle is tried between two major ones however slow marking seems: a busy machine
        // makes it seem so.
        let left = self.goal.saturating_sub(self.held);
        let least = if self.config.mode == GcMode::Generational { self.nursery() / 8 * 9 } else { 0 };
        if self.cycle.minor { at } else { at.max(self.held + (left / 4).max(least.min(left))) }
    }

    /// Chooses the next cycle of a generational heap; `held` at which it starts.
    fn plan_generation(&mut self) -> usize {
        let (survived, young) = self.survived;
        let fruitless = self.cycle.minor && survived as f64 > young as f64 * HIGH_SURVIVAL;
        // After a major cycle minor ones are tried again.
        let minors = !self.cycle.minor || (self.pacing.next_minor && !fruitless);
        let at = self.held.saturating_add(self.nursery());
        self.pacing.next_minor = minors && at < self.pacing.major_at;
        if self.pacing.next_minor { at } else { self.pacing.major_at.max(self.held + self.headroom() / 8) }
    }

    /// Bytes of young cells that a minor cycle waits for.
    fn nursery(&self) -> usize {
        let headroom = self.headroom();
        (self.live_bytes / YOUNG_PART).clamp(headroom, MOST_YOUNG.max(headroom))
    }

    /// Whether the next step ends the cycle, however long that takes.
    #[cfg(test)]
    pub(super) fn ends_in_one_go(&self) -> bool {
        self.cycle.phase != Phase::Idle && self.held >= self.pacing.plan.last
    }

    /// Makes the next cycle of a small heap minor.
    #[cfg(test)]
    pub(super) fn plan_minor(&mut self) {
        self.pacing.next_minor = true;
        self.leave_cycle();
    }

    /// Whether the cycle that begins now is a minor one: not in a heap that has outgrown its goal.
    pub(super) fn begins_minor(&self) -> bool {
        self.next_minor() && (self.held < self.goal || self.counts_cells())
    }

    /// Whether the next cycle is a minor one.
    pub(super) fn next_minor(&self) -> bool {
        self.config.mode == GcMode::Generational && self.pacing.next_minor
    }

    /// The barrier and the births between cycles.
    fn leave_cycle(&mut self) {
        if self.cycle.phase == Phase::Idle {
            self.helper.shared.store.hold(false);
            let remember = self.next_minor() || self.config.mode == GcMode::Refcount;
            self.set_slow_states(if remember { &barrier::REMEMBERING } else { &barrier::OFF });
            self.birth_state = state::YOUNG;
        }
    }

    /// A phase other than marking begins: the first, or the last.
    pub(super) fn plan_cycle(&mut self) {
        let held = self.held;
        if self.cycle.phase == Phase::Sweeping && !self.counts_cells() {
            self.goal = self.goal.max(held);
        }
        let over = if self.counts_cells() { self.goal / 4 } else { (self.goal / 4).max(LEAST_OVER) };
        let bound = self.goal.saturating_add(over);
        let last = bound - over / 4;
        self.pacing.plan = Plan { from: held, to: held + last.saturating_sub(held) / 4, last, ..Plan::default() };
    }

    /// The snapshot is taken, and marking begins.
    pub(super) fn plan_marking(&mut self) {
        let (held, last) = (self.held, self.pacing.plan.last);
        let before_last = last.saturating_sub(held) / 4;
        let used = self.cycle.used_at_snapshot;
        let patient = self.concurrent.on && self.newborn_will_live();
        let (to, expected, most) = if self.cycle.minor {
            let young = used.saturating_sub(self.live_bytes);
            let way = if patient { self.nursery().max(young / 3 * 2) } else { self.nursery() };
            (held + way.min(before_last), (young as f64 * self.pacing.young_survival * 1.2) as usize, young)
        } else {
            let room = self.goal.saturating_sub(self.live().min(self.goal));
            let part = if self.config.mode == GcMode::Generational { room / 5 * 4 } else { room / 2 };
            let allocated = self.cycle.allocated_at_snapshot.saturating_sub(self.pacing.proven_at) as f64;
            let expected = (self.pacing.proven as f64 * 1.02 + allocated * self.pacing.rise) as usize;
            let end = self.goal + if patient { last.saturating_sub(self.goal) / 2 } else { 0 };
            (end.min(held + part).max(held + before_last), expected, used)
        };
        let expected = if expected == 0 { most } else { expected.min(most) };
        let rate = expected as f64 / (to - held).max(1) as f64;
        let patience = if patient { rate * PATIENCE } else { 0.0 };
        self.pacing.plan = Plan { from: held, to, last, expected, most, held, rate, patience, ..Plan::default() };
        self.pacing.owed = 0;
        self.limit_log();
    }

    /// At a safepoint in the midst of a cycle: what the mutator owes. See the head of this file.
    pub(super) fn book_debt(&mut self) {
        self.pacing.owed = if self.cycle.phase != Phase::Marking {
            0
        } else if self.counts_cells() {
            if self.held > self.goal { usize::MAX } else { 0 }
        } else {
            self.debt()
        };
        let over = self.cycle.phase == Phase::Marking && self.held >= self.goal.max(self.pacing.plan.to);
        self.helper.shared.store.hold(over || self.pacing.owed > 0);
    }

    fn debt(&mut self) -> usize {
        let (held, marked) = (self.held, self.marked_bytes());
        let plan = &mut self.pacing.plan;
        let allocated = held.saturating_sub(plan.held);
        let helped = marked.saturating_sub(plan.marked);
        let late = held >= plan.to || marked >= plan.expected;
        let (end, work) = if late { (plan.last, plan.most) } else { (plan.to, plan.expected) };
        let left = work.saturating_sub(plan.marked);
        let room = end.saturating_sub(held) + allocated;
        plan.rate = left as f64 / room.max(1) as f64;
        (plan.held, plan.marked, plan.before) = (held, marked, marked);
        if plan.rate < plan.patience && !late {
            return 0;
        }
        ((plan.rate * allocated as f64) as usize).saturating_sub(helped).min(left)
    }

    /// The collector's share of the time while a phase other than marking runs, at the present size
    /// of the heap.
    fn share(&self) -> f64 {
        let plan = &self.pacing.plan;
        let late = self.held.saturating_sub(plan.to) as f64 / (plan.to - plan.from).max(1) as f64;
        SHARE + (MOST_SHARE - SHARE) * late.min(1.0)
    }

    /// Whether the mutator has not had its share of the time since the last step; then the next one
    /// is put off.
    pub(super) fn is_early(&mut self, now: Instant) -> bool {
        if self.counts_cells() || self.pacing.owed > 0 || self.held >= self.pacing.plan.last {
            return false;
        }
        if self.log_is_long() && !self.concurrent.on {
            return false;
        }
        let since = now - self.pacing.last_end;
        let due = self.program_time();
        if since.as_secs_f64() >= 0.8 * due {
            return false;
        }
        self.measure_rate(since);
        let bytes = (due - since.as_secs_f64()) * 1e9 * self.pacing.rate;
        self.look_after(bytes as usize);
        true
    }

    /// The next look is due when so many bytes were allocated, and in any case well before the
    /// cycle has to end.
    fn look_after(&mut self, bytes: usize) {
        let most = if self.concurrent.on { LOOK_BYTES } else { STEP_BYTES.end };
        let left = self.pacing.plan.last.saturating_sub(self.held) / 8;
        self.poll.set_trigger(self.held + bytes.min(most).min(left).max(STEP_BYTES.start));
    }

    /// Seconds that the mutator may run after the last step.
    fn program_time(&self) -> f64 {
        let share = self.share();
        self.pacing.last_step.as_secs_f64() * (1.0 - share) / share
    }

    fn measure_rate(&mut self, since: Duration) {
        let bytes = self.held.saturating_sub(self.pacing.last_held) as f64;
        let nanos = since.as_nanos() as f64;
        if nanos > 20_000.0 {
            self.pacing.rate += (bytes / nanos - self.pacing.rate) * 0.3;
        }
    }

    /// What the step that begins now may do.
    pub(super) fn step_budget(&mut self, now: Instant) -> Budget {
        self.measure_rate(now - self.pacing.last_end);
        if self.counts_cells() {
            let random = &mut self.pacing.random;
            *random ^= *random << 13;
            *random ^= *random >> 7;
            *random ^= *random << 17;
            // Mostly a few cells, sometimes many: a cycle is to last for some safepoints, and to
            // end.
            return Budget::Cells(if random.is_multiple_of(4) { 4096 } else { (*random >> 32) as usize % 64 });
        }
        if self.cycle.phase != Phase::Idle && self.held >= self.pacing.plan.last {
            return Budget::Unlimited;
        }
        Budget::Until(now + if self.cycle.phase != Phase::Idle && self.held >= self.goal { STEP * 2 } else { STEP })
    }

    /// After a step: when the next one is due.
    pub(super) fn plan_step(&mut self) {
        let now = Instant::now();
        self.pacing.last_step = self.cycle.steps.last;
        self.pacing.last_end = now;
        self.pacing.last_held = self.held;
        self.limit_log();
        if self.config.stress {
            self.poll.pull();
        } else if self.cycle.phase == Phase::Idle {
            // The next cycle's start stands already.
        } else if let Some(headroom) = self.config.headroom {
            let bytes = if self.concurrent.on && self.held <= self.goal { LOOK_BYTES } else { headroom / 8 };
            self.poll.set_trigger(self.held + bytes);
        } else if self.cycle.phase == Phase::Marking {
            let bytes = self.bytes_until_look();
            self.look_after(bytes);
        } else {
            self.look_after((self.program_time() * 1e9 * self.pacing.rate) as usize);
        }
    }

    /// A step of marking is done: what may be allocated before the next. It is to take about
    /// [`STEP`] again.
    fn bytes_until_look(&mut self) -> usize {
        let marked = self.marked_bytes();
        let plan = &mut self.pacing.plan;
        let done = marked.saturating_sub(plan.before);
        plan.marked = marked;
        let in_a_step = STEP.as_nanos() as f64 / self.pacing.mark_cost.max(0.01);
        let paid = if self.concurrent.on { in_a_step } else { (done as f64).max(in_a_step / 8.0) };
        (paid / plan.rate.max(0.01)) as usize
    }
}
