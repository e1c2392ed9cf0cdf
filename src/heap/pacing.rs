//! Pacing: how far the heap may grow before the next cycle, when the cycle must start to be ready by then, and how its steps
//! are spread over the program's time.
//!
//! Invariants:
//! - a step takes at most [`STEP`], and steps take at most the share [`SHARE`] of the time, unless the heap has outgrown its goal:
//!   then the share rises with the overrun, so that the heap stays bounded however fast the program allocates;
//! - a program that does not allocate is never interrupted.

use std::time::{Duration, Instant};

use super::barrier;
use super::budget::Budget;
use super::cell::state;
use super::cycle::Phase;
use super::space::{GcMode, Heap};

/// However little is alive, this much is allocated between two collections.
const MIN_HEADROOM: usize = 8 << 20;
/// The longest that a step may take.
const STEP: Duration = Duration::from_micros(250);
/// The collector's share of the time while a cycle runs within its goal.
const SHARE: f64 = 0.3;
/// Its share when the heap is a quarter over its goal.
const MOST_SHARE: f64 = 0.9;
/// From `SMALL_HEAP` live bytes to `LARGE_HEAP` the heap's growth between major cycles falls from 2 to `LARGE_GROWTH`.
const SMALL_HEAP: usize = 32 << 20;
const LARGE_HEAP: usize = 256 << 20;
const LARGE_GROWTH: f64 = 1.5;
/// What a minor cycle's young cells take: at least `MIN_HEADROOM`, and this part of the live bytes, up to the most.
const YOUNG_PART: usize = 16;
const MOST_YOUNG: usize = 32 << 20;
/// When more than this part of the young bytes survives, minor cycles cost more than they free.
const HIGH_SURVIVAL: f64 = 0.4;
/// Least and most bytes allocated between two steps.
const STEP_BYTES: std::ops::Range<usize> = 16 << 10..4 << 20;

/// Bytes allocated between two looks at a thread that marks beside the program.
const LOOK_BYTES: usize = 128 << 10;

/// What the pacing has measured.
pub(super) struct Pacing {
    /// When the last step ended, how long it took, and `held` then.
    last_end: Instant,
    last_step: Duration,
    last_held: usize,
    /// Bytes that the program allocates in a nanosecond of its own.
    rate: f64,
    /// Nanoseconds to mark a byte, on the program's thread or on another.
    mark_cost: f64,
    /// The last major cycle was marked beside the program.
    beside: bool,
    /// Nanoseconds for a live byte that a major cycle's other phases take.
    other_cost: f64,
    /// `held` at which the next major cycle must start.
    major_at: usize,
    next_minor: bool,
    /// For steps that are counted in cells: their sizes.
    random: u64,
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
    fn headroom(&self) -> usize {
        self.config.headroom.unwrap_or(MIN_HEADROOM)
    }

    /// Whether steps are so many cells, and not so much time.
    pub(super) fn counts_cells(&self) -> bool {
        self.config.stress || self.config.headroom.is_some()
    }

    /// Sets the goal of the next collection by what is alive now. Near the limit it may go beyond it by a little, so that
    /// a heap that is almost full does not collect for every block.
    pub(super) fn set_goal(&mut self) {
        let (live, headroom) = (self.held, self.headroom());
        let most = self.config.max_bytes.max(live.saturating_add(self.config.max_bytes / 64));
        let grown = |factor: f64| ((live as f64 * factor) as usize).max(live.saturating_add(headroom)).min(most);
        match self.config.mode {
            GcMode::StopTheWorld => self.goal = grown(2.0),
            GcMode::None => self.goal = usize::MAX,
            GcMode::Refcount => self.goal = grown(1.125),
            GcMode::Incremental | GcMode::Generational => {
                if !self.cycle.minor {
                    self.measure_marking();
                    self.goal = grown(growth(live));
                    self.pacing.major_at = self.start_of_major();
                }
            }
        }
        self.trigger = match self.config.mode {
            GcMode::StopTheWorld | GcMode::None | GcMode::Refcount => self.goal,
            GcMode::Incremental => self.pacing.major_at,
            GcMode::Generational => self.plan_generation(),
        };
        if self.config.stress {
            self.trigger = 0;
        }
        self.leave_cycle();
    }

    /// Learns from the major cycle that has just ended what marking costs, and what the other phases do.
    fn measure_marking(&mut self) {
        self.pacing.beside = !self.concurrent.time.is_zero();
        let time = self.cycle.mark_time().max(self.concurrent.time).as_nanos() as f64;
        let bytes = self.cycle.marked.bytes as f64;
        if bytes > (1 << 20) as f64 {
            self.pacing.mark_cost += (time / bytes - self.pacing.mark_cost) * 0.5;
            let others = self.cycle.time_of_others().as_nanos() as f64;
            self.pacing.other_cost += (others / bytes - self.pacing.other_cost) * 0.5;
        }
    }

    /// `held` at which a major cycle must start to be over when the goal is reached.
    fn start_of_major(&self) -> usize {
        let live = self.held;
        let room = self.goal.saturating_sub(live);
        if self.config.headroom.is_some() {
            return live + room / 2;
        }
        // What the program's own thread does is spread over its time; beside it nothing is.
        let spread = (1.0 - SHARE) / SHARE;
        let marking = self.pacing.mark_cost * if self.pacing.beside { 1.0 } else { spread };
        let program = live as f64 * (marking + self.pacing.other_cost * spread);
        let runway = program * self.pacing.rate * 1.2;
        // A minor cycle is tried between two major ones however slow marking seems: a busy machine makes it seem so.
        let least = if self.config.mode == GcMode::Generational { self.nursery() / 8 * 9 } else { 0 };
        live + room.saturating_sub(runway as usize).max(room / 4).max(least.min(room))
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

    /// Makes the next cycle of a small heap minor.
    #[cfg(test)]
    pub(super) fn plan_minor(&mut self) {
        self.pacing.next_minor = true;
        self.leave_cycle();
    }

    /// Whether the next cycle is a minor one.
    pub(super) fn next_minor(&self) -> bool {
        self.config.mode == GcMode::Generational && self.pacing.next_minor
    }

    /// The barrier and the births between cycles.
    fn leave_cycle(&mut self) {
        if self.cycle.phase == Phase::Idle {
            let remember = self.next_minor() || self.config.mode == GcMode::Refcount;
            self.slow_states = if remember { barrier::REMEMBERING } else { barrier::OFF };
            self.birth_state = state::YOUNG;
        }
    }

    /// The collector's share of the time at the present size of the heap.
    fn share(&self) -> f64 {
        let over = self.held.saturating_sub(self.goal) as f64 / (self.goal / 4).max(1) as f64;
        SHARE + (MOST_SHARE - SHARE) * over.min(1.0)
    }

    /// Whether the program has not had its share of the time since the last step; then the next one is put off.
    pub(super) fn is_early(&mut self, now: Instant) -> bool {
        if self.counts_cells() {
            return false;
        }
        let since = now - self.pacing.last_end;
        let due = self.program_time();
        if since.as_secs_f64() >= 0.8 * due {
            return false;
        }
        self.measure_rate(since);
        let bytes = (due - since.as_secs_f64()) * 1e9 * self.pacing.rate;
        self.trigger = self.held + (bytes as usize).clamp(STEP_BYTES.start, STEP_BYTES.end);
        true
    }

    /// Seconds that the program may run after the last step.
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
            // Mostly a few cells, sometimes many: a cycle is to last for some safepoints, and to end.
            return Budget::Cells(if random.is_multiple_of(4) { 4096 } else { (*random >> 32) as usize % 64 });
        }
        Budget::Until(now + STEP)
    }

    /// After a step: when the next one is due.
    pub(super) fn plan_step(&mut self) {
        let now = Instant::now();
        self.pacing.last_step = self.cycle.steps.last;
        self.pacing.last_end = now;
        self.pacing.last_held = self.held;
        if self.config.stress {
            self.trigger = 0;
        } else if self.cycle.phase == Phase::Idle {
            // The next cycle's start stands already.
        } else if self.concurrent.on && self.held <= self.goal {
            self.trigger = self.held + LOOK_BYTES;
        } else if let Some(headroom) = self.config.headroom {
            self.trigger = self.held + headroom / 8;
        } else {
            let bytes = self.program_time() * 1e9 * self.pacing.rate;
            self.trigger = self.held + (bytes as usize).clamp(STEP_BYTES.start, STEP_BYTES.end);
        }
    }
}
