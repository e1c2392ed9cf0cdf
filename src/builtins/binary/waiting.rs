//! Who waits for an element of a shared buffer: `Atomics.wait`, `waitAsync` and `notify` (ECMA-262
//! §25.4.13 to §25.4.15).
//!
//! There is one list for the process: the waiters of each address, in the order in which they came,
//! whatever runtime and thread they are of.
//!
//! Invariants: an element is compared, and its waiter added, under the lock of the list (the
//! critical section of ECMA-262 §25.4.1), and so none is notified of before it waits; whoever takes
//! a waiter off the list, and nobody else, ends its wait. While a waiter is on the list its runtime
//! holds the block, so that an address is no other's meanwhile.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};
use std::time::Duration;

use super::access::{validate, validate_index};
use crate::builtins::Installer;
use crate::event_loop::{EventLoop, Mailbox};
use crate::heap::Tracer;
use crate::objects::cells::element_type::Raw;
use crate::objects::{ElementType, Gc, Value, View, attributes};
use crate::vm::{Cx, HostState, JsResult, NativeRow};

/// How long a wait goes on before it looks whether the run is to end, if nobody wakes it for that.
const LOOK: Duration = Duration::from_millis(100);

/// How a waiter is told.
enum Waiter {
    /// A thread that waits in `wait`.
    Thread(Arc<Sleeper>),
    /// A runtime that goes on, and has a promise under this number.
    Runtime(Mailbox, u64),
}

struct Sleeper {
    thread: Thread,
    is_woken: AtomicBool,
}

type Lists = BTreeMap<usize, VecDeque<Waiter>>;

static LISTS: Mutex<Lists> = Mutex::new(BTreeMap::new());
/// Numbers of waiters with promises.
static LAST: AtomicU64 = AtomicU64::new(0);

fn lists() -> MutexGuard<'static, Lists> {
    LISTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes the waiter that is so off the list of an address; whether it was there.
fn remove(address: usize, is: impl Fn(&Waiter) -> bool) -> bool {
    let mut lists = lists();
    let Some(list) = lists.get_mut(&address) else { return false };
    let Some(at) = list.iter().position(is) else { return false };
    list.remove(at);
    if list.is_empty() {
        lists.remove(&address);
    }
    true
}

/// A promise of this runtime that waits.
struct Pending {
    number: u64,
    address: usize,
    buffer: Value,
    promise: Value,
    /// The timer that ends the wait; undefined for none.
    timer: Value,
}

/// The promises of a runtime that wait.
#[derive(Default)]
struct Promises {
    list: Vec<Pending>,
}

impl HostState for Promises {
    fn trace(&self, tracer: &mut Tracer) {
        for pending in &self.list {
            for value in [pending.buffer, pending.promise, pending.timer] {
                tracer.word(value.bits());
            }
        }
    }
}

impl Drop for Promises {
    /// The runtime ends: it waits for nothing any more.
    fn drop(&mut self) {
        for pending in &self.list {
            remove(pending.address, |waiter| matches!(waiter, Waiter::Runtime(_, number) if *number == pending.number));
        }
    }
}

const INTERNAL: (&str, NativeRow) =
    ("%wait-timed-out", NativeRow::cx("", 0, timed_out, "§25.4.3.14", "Ends a wait whose time is over."));

pub(super) fn install(installer: &mut Installer<'_>) {
    installer.vm.add_state(Promises::default());
    installer.internal(INTERNAL.0, INTERNAL.1);
}

/// What a wait is for.
struct Wait {
    view: Gc<View>,
    index: usize,
    wanted: Raw,
    /// Milliseconds; infinite for no end.
    time: f64,
}

impl Wait {
    fn address(&self) -> usize {
        self.view.element_address(self.index)
    }

    /// Whether the element has the value. Under the lock of the list.
    fn is_equal(&self) -> bool {
        self.view.atomic_load(self.index) == self.wanted
    }
}

/// DoWait (ECMA-262 §25.4.3.14), before it waits.
fn read(cx: &mut Cx<'_>, method: &str) -> JsResult<Wait> {
    let (array, index, value, time) = (cx.arg(0), cx.arg(1), cx.arg(2), cx.arg(3));
    let (view, length) = validate(cx, array, true, method)?;
    if !view.buffer().is_shared() {
        let text = cx.describe(array);
        return Err(cx.type_error(format!("{text} is not a shared typed array.")));
    }
    let index = validate_index(cx, index, length)?;
    let of = view.element_type();
    let value = match of {
        ElementType::BigInt64 => cx.to_bigint(value)?.value(),
        _ => Value::number(cx.to_number(value)?),
    };
    let wanted = of.encode(value);
    let time = cx.to_number(time)?;
    let time = if time.is_nan() { f64::INFINITY } else { time.max(0.0) };
    Ok(Wait { view, index, wanted, time })
}

pub(super) fn wait(cx: &mut Cx<'_>) -> JsResult {
    let wait = read(cx, "wait")?;
    if !cx.state::<EventLoop>().can_block {
        return Err(cx.type_error("Atomics.wait cannot be called in this context"));
    }
    let (address, sleeper) = (wait.address(), Arc::new(Sleeper { thread: thread::current(), is_woken: false.into() }));
    {
        let mut lists = lists();
        if !wait.is_equal() {
            drop(lists);
            return Ok(*cx.string("not-equal"));
        }
        lists.entry(address).or_default().push_back(Waiter::Thread(sleeper.clone()));
    }
    let result = sleep(cx, &sleeper, wait.time);
    if !matches!(result, Ok(true)) {
        remove(address, |waiter| matches!(waiter, Waiter::Thread(other) if Arc::ptr_eq(other, &sleeper)));
    }
    result?;
    // It may have been notified of at the last moment.
    let outcome = if sleeper.is_woken.load(Ordering::Acquire) { "ok" } else { "timed-out" };
    Ok(*cx.string(outcome))
}

/// Waits until it is woken: whether it was, and not its time was over.
fn sleep(cx: &mut Cx<'_>, sleeper: &Sleeper, time: f64) -> JsResult<bool> {
    let state = cx.state::<EventLoop>();
    state.output.flush();
    let start = state.clock.elapsed();
    while !sleeper.is_woken.load(Ordering::Acquire) {
        cx.check_interrupt()?;
        let clock = &cx.state::<EventLoop>().clock;
        let passed = clock.elapsed() - start;
        let left = time / 1000.0 - passed.as_secs_f64();
        if left <= 0.0 {
            return Ok(false);
        }
        let left = Duration::try_from_secs_f64(left).unwrap_or(Duration::MAX);
        // Virtual time just passes, where it has an end.
        if clock.is_virtual() && time.is_finite() {
            clock.pass(left);
        } else {
            thread::park_timeout(left.min(LOOK));
        }
    }
    Ok(true)
}

pub(super) fn wait_async(cx: &mut Cx<'_>) -> JsResult {
    let wait = read(cx, "waitAsync")?;
    let promise = cx.vm().new_promise();
    let promise = cx.root(promise);
    let (address, mailbox) = (wait.address(), cx.state::<EventLoop>().mailbox.clone());
    let number = LAST.fetch_add(1, Ordering::Relaxed);
    let (mut lists, is_equal) = {
        let lists = lists();
        let is_equal = wait.is_equal();
        (lists, is_equal)
    };
    if !is_equal || wait.time == 0.0 {
        drop(lists);
        let outcome = cx.string(if is_equal { "timed-out" } else { "not-equal" });
        return Ok(outcome_object(cx, false, *outcome));
    }
    lists.entry(address).or_default().push_back(Waiter::Runtime(mailbox, number));
    drop(lists);
    let (buffer, promise_value) = (wait.view.buffer().value(), *promise);
    let pending = Pending { number, address, buffer, promise: promise_value, timer: Value::UNDEFINED };
    cx.state::<Promises>().list.push(pending);
    if wait.time.is_finite() {
        let callback = cx.native_function("%wait-timed-out", (number as f64).into());
        let hooks = cx.state::<EventLoop>().hooks;
        // Timers count whole milliseconds, of which the first may be nearly over.
        let begun = if cx.state::<EventLoop>().clock.is_virtual() { 0.0 } else { 1.0 };
        let timer = (hooks.call_after)(&mut cx.leaf(), *callback, wait.time + begun);
        if let Some(pending) = cx.state::<Promises>().list.last_mut() {
            pending.timer = timer;
        }
    }
    Ok(outcome_object(cx, true, *promise))
}

/// `{ async, value }`
fn outcome_object(cx: &mut Cx<'_>, is_async: bool, value: Value) -> Value {
    let mut leaf = cx.leaf();
    let object = leaf.new_plain_object();
    let (of_async, of_value) = (leaf.key("async"), leaf.names.value);
    leaf.put_named(object, of_async, is_async.into(), attributes::ALL);
    leaf.put_named(object, of_value, value, attributes::ALL);
    object.value()
}

/// Ends the wait whose number the function holds.
fn timed_out(cx: &mut Cx<'_>) -> JsResult {
    let wanted = cx.data().as_number().unwrap_or(-1.0);
    let list = &cx.state::<Promises>().list;
    let found = list.iter().find(|pending| pending.number as f64 == wanted).map(|found| (found.number, found.address));
    if let Some((number, address)) = found
        && remove(address, |waiter| matches!(waiter, Waiter::Runtime(_, other) if *other == number))
    {
        settle(cx, number, "timed-out");
    }
    Ok(Value::UNDEFINED)
}

/// Settles the promise of that number.
fn settle(cx: &mut Cx<'_>, number: u64, outcome: &str) {
    let list = &mut cx.state::<Promises>().list;
    let Some(at) = list.iter().position(|pending| pending.number == number) else { return };
    let pending = list.remove(at);
    let (promise, timer) = (cx.root(pending.promise), cx.root(pending.timer));
    let hooks = cx.state::<EventLoop>().hooks;
    (hooks.cancel)(&mut cx.leaf(), *timer);
    let outcome = cx.string(outcome);
    cx.vm().resolve_promise(*promise, *outcome);
}

pub(super) fn notify(cx: &mut Cx<'_>) -> JsResult {
    let (array, index, count) = (cx.arg(0), cx.arg(1), cx.arg(2));
    let (view, length) = validate(cx, array, true, "notify")?;
    let index = validate_index(cx, index, length)?;
    let most = if count.is_undefined() { f64::INFINITY } else { cx.to_integer(count)?.max(0.0) };
    // Memory that is not shared nobody waits for.
    if !view.buffer().is_shared() {
        return Ok(Value::int(0));
    }
    let address = view.element_address(index);
    let mut woken: Vec<Waiter> = Vec::new();
    {
        let mut lists = lists();
        if let Some(list) = lists.get_mut(&address) {
            let count = if most < list.len() as f64 { most as usize } else { list.len() };
            woken.extend(list.drain(..count));
            if list.is_empty() {
                lists.remove(&address);
            }
        }
    }
    let count = woken.len();
    for waiter in woken {
        wake(cx, waiter);
    }
    Ok(Value::length(count))
}

/// NotifyWaiter (ECMA-262 §25.4.3.12): tells one that is on the list no more.
fn wake(cx: &mut Cx<'_>, waiter: Waiter) {
    match waiter {
        Waiter::Thread(sleeper) => {
            sleeper.is_woken.store(true, Ordering::Release);
            sleeper.thread.unpark();
        }
        Waiter::Runtime(mailbox, number) if mailbox.is_same(&cx.state::<EventLoop>().mailbox) => {
            settle(cx, number, "ok");
        }
        Waiter::Runtime(mailbox, number) => mailbox.post(Box::new(move |vm| {
            vm.with_cx(|cx| settle(cx, number, "ok"));
            Ok(())
        })),
    }
}
