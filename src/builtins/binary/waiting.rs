//! Who waits for an element of a shared buffer: `Atomics.wait`, `waitAsync` and `notify` (ECMA-262
//! §25.4.13 to §25.4.15).
//!
//! There is one agent, so that nobody can notify one that waits in `wait`: it waits its time out.

use std::time::Duration;

use super::access::{validate, validate_index};
use crate::builtins::Installer;
use crate::event_loop::EventLoop;
use crate::heap::Tracer;
use crate::objects::{Buffer, ElementType, Gc, Value, attributes};
use crate::vm::{Cx, HostState, JsResult, NativeRow};

/// How long a wait goes on before it looks whether the run is to end.
const LOOK: Duration = Duration::from_millis(5);

/// One that waits by a promise.
struct Waiter {
    buffer: Value,
    /// Where the element lies in the buffer.
    place: usize,
    promise: Value,
    /// The timer that ends the wait; undefined for none.
    timer: Value,
    /// A number of its own.
    number: u32,
}

/// All that wait, in the order in which they came.
#[derive(Default)]
struct Waiters {
    list: Vec<Waiter>,
    last: u32,
}

impl HostState for Waiters {
    fn trace(&self, tracer: &mut Tracer) {
        for waiter in &self.list {
            for value in [waiter.buffer, waiter.promise, waiter.timer] {
                tracer.word(value.bits());
            }
        }
    }
}

const INTERNAL: (&str, NativeRow) =
    ("%wait-timed-out", NativeRow::cx("", 0, timed_out, "§25.4.3.14", "Ends a wait whose time is over."));

pub(super) fn install(installer: &mut Installer<'_>) {
    installer.vm.add_state(Waiters::default());
    installer.internal(INTERNAL.0, INTERNAL.1);
}

/// What a wait is for.
struct Wait {
    buffer: Gc<Buffer>,
    place: usize,
    /// Milliseconds; infinite for no end.
    time: f64,
    /// Whether the element has the value.
    is_equal: bool,
}

/// DoWait (ECMA-262 §25.4.3.14), before it waits.
fn read(cx: &mut Cx<'_>, method: &str) -> JsResult<Wait> {
    let (array, index, value, time) = (cx.arg(0), cx.arg(1), cx.arg(2), cx.arg(3));
    let (view, length) = validate(cx, array, true, method)?;
    let buffer = view.buffer();
    if !buffer.is_shared() {
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
    let place = view.offset() + (index << of.shift());
    Ok(Wait { buffer, place, time, is_equal: view.raw(index) == wanted })
}

pub(super) fn wait(cx: &mut Cx<'_>) -> JsResult {
    let wait = read(cx, "wait")?;
    if !wait.is_equal {
        return Ok(*cx.string("not-equal"));
    }
    let start = cx.state::<EventLoop>().clock.elapsed();
    loop {
        cx.check_interrupt()?;
        let passed = cx.state::<EventLoop>().clock.elapsed() - start;
        let left = wait.time / 1000.0 - passed.as_secs_f64();
        if left <= 0.0 {
            return Ok(*cx.string("timed-out"));
        }
        let step = Duration::try_from_secs_f64(left).unwrap_or(Duration::MAX).min(LOOK);
        cx.state::<EventLoop>().clock.pass(step);
    }
}

pub(super) fn wait_async(cx: &mut Cx<'_>) -> JsResult {
    let wait = read(cx, "waitAsync")?;
    if !wait.is_equal || wait.time == 0.0 {
        let outcome = cx.string(if wait.is_equal { "timed-out" } else { "not-equal" });
        return Ok(outcome_object(cx, false, *outcome));
    }
    let promise = cx.vm().new_promise();
    let promise = cx.root(promise);
    let waiters = cx.state::<Waiters>();
    waiters.last = waiters.last.wrapping_add(1);
    let number = waiters.last;
    waiters.list.push(Waiter {
        buffer: wait.buffer.value(),
        place: wait.place,
        promise: *promise,
        timer: Value::UNDEFINED,
        number,
    });
    if wait.time.is_finite() {
        let callback = cx.native_function("%wait-timed-out", f64::from(number).into());
        let hooks = cx.state::<EventLoop>().hooks;
        let timer = (hooks.call_after)(&mut cx.leaf(), *callback, wait.time);
        if let Some(waiter) = cx.state::<Waiters>().list.last_mut() {
            waiter.timer = timer;
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
    let number = cx.data().as_number().unwrap_or(0.0);
    let list = &mut cx.state::<Waiters>().list;
    if let Some(at) = list.iter().position(|waiter| f64::from(waiter.number) == number) {
        let waiter = list.remove(at);
        settle(cx, &waiter, "timed-out");
    }
    Ok(Value::UNDEFINED)
}

fn settle(cx: &mut Cx<'_>, waiter: &Waiter, outcome: &str) {
    let (promise, timer) = (cx.root(waiter.promise), cx.root(waiter.timer));
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
    let place = view.offset() + (index << view.element_type().shift());
    let buffer = view.buffer().value();
    let mut woken = 0;
    while f64::from(woken) < most {
        let list = &mut cx.state::<Waiters>().list;
        let Some(at) = list.iter().position(|waiter| waiter.buffer == buffer && waiter.place == place) else { break };
        let waiter = list.remove(at);
        settle(cx, &waiter, "ok");
        woken += 1;
    }
    Ok(Value::int(woken))
}
