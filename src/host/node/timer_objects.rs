//! What a script holds of a timer: the Timeout and Immediate objects. All that is known of one
//! stands in its object's slots, also after it fired or was cleared; the queues of the loop only
//! know where it waits.

use crate::event_loop::TimerId;
use crate::objects::{Brand, Gc, Host, Shape, Space, Value};

macro_rules! handle {
    ($(#[doc = $doc:literal])* $name:ident, $slots:ident { $($(#[doc = $slot_doc:literal])* $slot:ident = $set:ident),* $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy)]
        pub struct $name(Gc<Host>);

        #[allow(non_camel_case_types, reason = "slots go by the names of their readers")]
        enum $slots { $($slot,)* count }

        impl $name {
            /// The object of this kind that a value is, if it is one.
            pub fn of(value: Value) -> Option<$name> {
                Host::of(value, Brand::$name).map($name)
            }

            /// The object.
            pub fn value(self) -> Value {
                self.0.object().value()
            }

            $(
                $(#[doc = $slot_doc])*
                pub fn $slot(self) -> Value {
                    self.0.get($slots::$slot as usize)
                }

                $(#[doc = $slot_doc])*
                #[allow(dead_code)]
                pub fn $set(self, space: &mut Space, value: Value) {
                    self.0.set(space, $slots::$slot as usize, value);
                }
            )*

            /// The key of the loop's queues; another one once it starts again after its end.
            pub fn key(self) -> TimerId {
                self.id().as_number().unwrap_or(0.0) as TimerId
            }

            /// It will not be called again, unless it is refreshed.
            pub fn is_destroyed(self) -> bool {
                self.destroyed() == Value::TRUE
            }
        }
    };
}

handle! {
    /// What `setTimeout` and `setInterval` return, with the fields of Node's.
    Timeout, TimeoutSlot {
        /// `[Symbol(asyncId)]`: its number.
        id = set_id,
        /// `_onTimeout`: the callback, null once cleared.
        callback = set_callback,
        /// `_timerArgs`: a record of arguments, or undefined.
        arguments = set_arguments,
        /// `_idleTimeout`: milliseconds, -1 once cleared.
        idle_timeout = set_idle_timeout,
        /// `_idleStart`: the loop's time when it was last started.
        idle_start = set_idle_start,
        /// `_repeat`: milliseconds, or null when it fires once.
        repeat = set_repeat,
        /// `_destroyed`
        destroyed = set_destroyed,
        /// `[Symbol(refed)]`: it keeps the program running.
        refed = set_refed,
        /// `[Symbol(kHasPrimitive)]`: its number may clear it.
        has_primitive = set_has_primitive,
        /// The asynchronous context in which it was made.
        context = set_context,
    }
}

handle! {
    /// What `setImmediate` returns, with the fields of Node's.
    Immediate, ImmediateSlot {
        /// `[Symbol(asyncId)]`: its number.
        id = set_id,
        /// `_onImmediate`: the callback, null once it was called or cleared.
        callback = set_callback,
        /// `_argv`: a record of arguments, or undefined.
        arguments = set_arguments,
        /// `_destroyed`
        destroyed = set_destroyed,
        /// `[Symbol(refed)]`: it keeps the program running; null at its end.
        refed = set_refed,
        /// The asynchronous context in which it was made.
        context = set_context,
    }
}

impl Timeout {
    /// A Timeout that waits for nothing yet. `repeat`: it fires again and again.
    pub fn new(
        space: &mut Space,
        shape: Gc<Shape>,
        callback: Value,
        arguments: Value,
        ms: f64,
        repeat: bool,
    ) -> Timeout {
        let mut slots = [Value::NULL; TimeoutSlot::count as usize];
        slots[TimeoutSlot::callback as usize] = callback;
        slots[TimeoutSlot::arguments as usize] = arguments;
        slots[TimeoutSlot::idle_timeout as usize] = Value::number(ms);
        slots[TimeoutSlot::repeat as usize] = if repeat { Value::number(ms) } else { Value::NULL };
        slots[TimeoutSlot::destroyed as usize] = Value::FALSE;
        slots[TimeoutSlot::refed as usize] = Value::TRUE;
        slots[TimeoutSlot::has_primitive as usize] = Value::FALSE;
        Timeout(space.new_host(Brand::Timeout, shape, &slots))
    }

    /// Whole milliseconds that it waits, if it may wait at all.
    pub fn wait(self) -> Option<u64> {
        self.idle_timeout().as_number().filter(|&ms| ms >= 0.0).map(|ms| ms as u64)
    }

    /// It starts again after it fired.
    pub fn repeats(self) -> bool {
        self.repeat().as_number().is_some_and(|ms| ms > 0.0)
    }

    /// It keeps the program running until it fires.
    pub fn is_refed(self) -> bool {
        self.refed() == Value::TRUE
    }
}

impl Immediate {
    /// An Immediate.
    pub fn new(space: &mut Space, shape: Gc<Shape>, id: TimerId, callback: Value, arguments: Value) -> Immediate {
        let mut slots = [Value::NULL; ImmediateSlot::count as usize];
        slots[ImmediateSlot::id as usize] = Value::number(id.into());
        slots[ImmediateSlot::callback as usize] = callback;
        slots[ImmediateSlot::arguments as usize] = arguments;
        slots[ImmediateSlot::destroyed as usize] = Value::FALSE;
        slots[ImmediateSlot::refed as usize] = Value::TRUE;
        Immediate(space.new_host(Brand::Immediate, shape, &slots))
    }

    /// It waits and keeps the program running.
    pub fn is_refed(self) -> bool {
        self.refed() == Value::TRUE
    }
}
