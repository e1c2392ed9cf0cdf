//! What other threads leave for a runtime: tasks, which its event loop runs when their turn comes.
//!
//! Invariants: a task runs on the runtime's thread, between other tasks, never inside of one; what
//! a runtime that is gone was sent is dropped with its last sender. A task that may come keeps no
//! program running; one that has come does.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use super::{EventLoop, report, run_ticks};
use crate::vm::{JsResult, Vm};

/// What another thread wants a runtime to do.
pub type Task = Box<dyn FnOnce(&mut Vm) -> JsResult<()> + Send>;

/// Where tasks for a runtime are left, by any thread.
#[derive(Clone, Default)]
pub struct Mailbox(Arc<Post>);

#[derive(Default)]
struct Post {
    state: Mutex<State>,
    /// Whether there are tasks, for a look without the lock.
    has: AtomicBool,
}

#[derive(Default)]
struct State {
    tasks: Vec<Task>,
    /// The thread that the runtime waits on.
    reader: Option<Thread>,
}

impl fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailbox").field("has_tasks", &self.has_tasks()).finish_non_exhaustive()
    }
}

impl Mailbox {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leaves a task, and wakes the runtime if it waits.
    pub fn post(&self, task: Task) {
        let mut state = self.lock();
        state.tasks.push(task);
        self.0.has.store(true, Ordering::Release);
        if let Some(reader) = &state.reader {
            reader.unpark();
        }
    }

    /// Whether both are the same runtime's.
    pub fn is_same(&self, other: &Mailbox) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Whether tasks have come.
    pub(super) fn has_tasks(&self) -> bool {
        self.0.has.load(Ordering::Acquire)
    }

    /// This thread is to be woken from now on.
    pub(super) fn attend(&self) {
        self.lock().reader = Some(thread::current());
    }

    fn take(&self) -> Vec<Task> {
        let mut state = self.lock();
        self.0.has.store(false, Ordering::Release);
        std::mem::take(&mut state.tasks)
    }
}

/// Runs the tasks that have come.
pub(super) fn deliver(vm: &mut Vm) -> JsResult<()> {
    let state = vm.state::<EventLoop>();
    if !state.mailbox.has_tasks() {
        return Ok(());
    }
    for task in state.mailbox.take() {
        vm.state::<EventLoop>().clock.new_task();
        let result = task(vm).map(|()| crate::objects::Value::UNDEFINED);
        report(vm, result)?;
        run_ticks(vm)?;
    }
    Ok(())
}

/// Waits until a task has come, for so long at most.
pub fn wait(vm: &mut Vm, limit: Duration) {
    let mailbox = vm.state::<EventLoop>().mailbox.clone();
    mailbox.attend();
    vm.state::<EventLoop>().output.flush();
    let (interrupt, begin) = (vm.interrupt_handle(), Instant::now());
    while !mailbox.has_tasks() && !interrupt.is_asked() {
        let left = limit.saturating_sub(begin.elapsed());
        if left.is_zero() {
            return;
        }
        thread::park_timeout(left.min(super::SLICE));
    }
}
