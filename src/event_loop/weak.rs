//! What weak references want of the event loop (ECMA-262 §9.10, §9.12): a target that was seen in a
//! job lives until the job ends, and the callbacks of finalization registries are tasks.
//!
//! A job is a task with the ticks and promise jobs after it, as in Node. What is kept lies in the
//! collected heap, in a chain of records, so that taking the roots does not take longer for it; a
//! WeakRef knows the job that it was last looked at in, so its target is in the chain once.

use super::{Origin, report_thrown, run_ticks};
use crate::heap::Tracer;
use crate::objects::object::storage::Slots;
use crate::objects::{Gc, Value, WeakRef};
use crate::vm::{JsResult, Leaf, Vm};

/// Values of a record, and the word for the record before.
const RECORD: usize = limit!(63, small = 2);

/// The targets that live until the job's end.
pub(super) struct Kept {
    /// Number of the job.
    job: u32,
    /// The newest record: the one before it, then values.
    records: Value,
    /// Words of it in use.
    used: usize,
}

impl Default for Kept {
    fn default() -> Kept {
        Kept { job: 1, records: Value::UNDEFINED, used: RECORD }
    }
}

impl Kept {
    pub fn trace(&self, tracer: &mut Tracer) {
        tracer.word(self.records.bits());
    }

    /// What keeps them.
    #[cfg(feature = "cli")]
    pub fn records(&self) -> Value {
        self.records
    }

    /// ClearKeptObjects.
    pub fn end_job(&mut self) {
        *self = Kept { job: self.job.wrapping_add(1), ..Kept::default() };
    }
}

/// AddToKeptObjects: `target` is what `weak` refers to.
pub fn keep_during_job(leaf: &mut Leaf<'_>, weak: Gc<WeakRef>, target: Value) {
    let Kept { job, records, used } = leaf.state::<super::EventLoop>().kept;
    if weak.kept_in.replace(job) == job {
        return;
    }
    let (record, used) = match Gc::<Slots>::from_value(records) {
        Some(record) if used < RECORD => (record, used),
        _ => {
            let mut words = [Value::UNDEFINED; RECORD];
            words[0] = records;
            (leaf.new_tuple(&words), 1)
        }
    };
    leaf.store(record.cell(), &record.slots()[used], target);
    let kept = &mut leaf.state::<super::EventLoop>().kept;
    (kept.records, kept.used) = (record.value(), used + 1);
}

/// Calls the callbacks for the targets that have died. After one that throws, the rest comes in the
/// next turn.
pub(super) fn run_due_pages(vm: &mut Vm) -> JsResult<()> {
    vm.order_due_pages();
    let mut turn = vm.due_pages.len();
    while turn > 0
        && let Some(&page) = vm.due_pages.front()
    {
        let callback = page.cleanup.get();
        if let Some(held) = vm.space.take_due(page) {
            if let Err(thrown) = vm.call_task(callback, Value::UNDEFINED, &[held]) {
                report_thrown(vm, thrown, Origin::Task)?;
                return run_ticks(vm);
            }
            continue;
        }
        vm.due_pages.pop_front();
        turn -= 1;
        if vm.due_pages.front().is_none_or(|next| next.cleanup.get() != callback) {
            run_ticks(vm)?;
        }
    }
    Ok(())
}
