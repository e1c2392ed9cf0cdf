//! How runs are ended from outside: interrupts, budgets of steps, full heaps.
//!
//! Invariants: a termination cannot be caught by scripts and unwinds all of their frames; natives
//! that take long look for one as safepoints do ([`Vm::check_interrupt`]); a full heap in the midst
//! of a native unwinds Rust's stack where its owner goes on afterwards, and the machine is then as
//! it was when what was broken off began ([`Vm::recover`]).

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use super::{Depth, JsResult, Throw, Vm};
use crate::heap::Poll;
use crate::objects::Value;

/// What unwinds Rust's stack when the heap is full in the middle of something.
pub struct HeapIsFull;

/// Steps that a run may take, if they are counted.
#[derive(Default)]
pub(super) struct Steps {
    /// Those that are left.
    pub left: Option<u64>,
    /// Those of each turn of the event loop.
    #[cfg(feature = "cli")]
    turn: Option<u64>,
    /// Where the program was when a turn had taken them.
    #[cfg(feature = "cli")]
    spent_at: Option<String>,
}

impl Vm {
    /// No safepoint need do anything, unless steps are counted.
    pub(super) fn forget_request(&mut self) {
        if self.steps.left.is_none() {
            self.space.heap.poll_always(false);
        }
    }

    /// What, once asked, makes the running script stop at its next safepoint with a termination
    /// that cannot be caught. For signal handlers and other threads.
    pub fn interrupt_handle(&self) -> Poll {
        self.space.heap.poll_handle().clone()
    }

    /// Whether somebody asked for the end of what runs.
    pub fn is_interrupted(&self) -> bool {
        self.space.heap.poll_handle().is_asked()
    }

    /// Ends the run: unwinds everything, past all handlers.
    pub fn terminate(&mut self) -> Throw {
        self.terminating = true;
        Throw(())
    }

    /// Whether a run is being ended.
    pub fn is_terminating(&self) -> bool {
        self.terminating
    }

    /// Forgets a termination: the next run may start.
    pub fn clear_termination(&mut self) {
        self.terminating = false;
        self.space.heap.poll_handle().clear();
    }

    /// A look at what may end a run, for native functions that take long: at each of some thousand
    /// steps of theirs at the latest. It is the look that a safepoint begins with; nothing is
    /// collected.
    #[inline]
    pub fn check_interrupt(&mut self) -> JsResult<()> {
        if self.space.heap.poll() { self.check_interrupt_slow() } else { Ok(()) }
    }

    #[cold]
    #[inline(never)]
    fn check_interrupt_slow(&mut self) -> JsResult<()> {
        self.take_step()?;
        if self.space.heap.is_overdrawn() {
            return Err((self.hooks.heap_is_full)(self));
        }
        Ok(())
    }

    /// Ends the run when somebody asked for that, or when it has taken all its steps.
    pub(super) fn take_step(&mut self) -> JsResult<()> {
        if self.is_interrupted() {
            return Err(self.terminate());
        }
        match &mut self.steps.left {
            Some(0) => {
                #[cfg(feature = "cli")]
                self.note_spent();
                Err(self.terminate())
            }
            Some(steps) => {
                *steps -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// From now on a turn of the event loop may take so many steps, and the run ends in one that
    /// takes more.
    #[cfg(feature = "cli")]
    pub fn limit_turns(&mut self, steps: u64) {
        self.steps.turn = Some(steps);
        self.set_steps(Some(steps));
    }

    /// A turn begins.
    #[cfg(feature = "cli")]
    pub fn renew_steps(&mut self) {
        if self.steps.turn.is_some() {
            self.steps.left = self.steps.turn;
        }
    }

    /// Where the program was when a turn had taken all steps that it may.
    #[cfg(feature = "cli")]
    pub fn spent_at(&self) -> Option<&str> {
        self.steps.spent_at.as_deref()
    }

    #[cfg(feature = "cli")]
    fn note_spent(&mut self) {
        if self.steps.turn.is_some() && self.steps.spent_at.is_none() {
            self.steps.spent_at = Some(self.trace_text(Value::UNDEFINED).unwrap_or_default());
        }
    }

    /// From now on a run may take so many steps: calls, turns of loops, and looks of native
    /// functions (see [`Vm::check_interrupt`]). They are counted only if there is a number.
    pub fn set_steps(&mut self, steps: Option<u64>) {
        self.steps.left = steps;
        self.space.heap.poll_always(steps.is_some());
    }

    /// Whether the run has taken all steps that it may.
    pub fn is_out_of_steps(&self) -> bool {
        self.steps.left == Some(0)
    }

    /// As [`Vm::call_value`], for one that has something to do afterwards whatever happens: where a
    /// full heap unwinds the stack, that ends here as a termination.
    pub fn call_task(&mut self, function: Value, this: Value, args: &[Value]) -> JsResult {
        let depth = self.depth();
        match catch_unwind(AssertUnwindSafe(|| self.call_value(function, this, args))) {
            Ok(result) => result,
            Err(panic) if panic.is::<HeapIsFull>() => {
                self.recover(depth);
                Err((self.hooks.heap_is_full)(self))
            }
            Err(panic) => resume_unwind(panic),
        }
    }

    /// A run was broken off in the midst of something, by unwinding Rust's stack to where the
    /// machine's were so deep: nothing of it is under way any more.
    pub fn recover(&mut self, depth: Depth) {
        while self.entered.len() > depth.realms {
            self.leave_realm();
        }
        self.frames.truncate(depth.frames);
        self.stack.top = depth.top;
        self.native_calls.truncate(depth.natives);
        self.native_roots.truncate(depth.roots);
        self.terminating = false;
        (self.reaction, self.exception, self.throw_site) = (Value::UNDEFINED, Value::UNDEFINED, None);
        for entry in &mut self.states {
            (entry.broken_off)(&mut *entry.state);
        }
    }
}
