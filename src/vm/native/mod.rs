//! Native functions, in two types.
//!
//! A *leaf* native gets a [`Leaf`]: it cannot run script code, so no collection happens while it
//! runs and it may hold values in Rust locals. What it needs of its receiver and arguments in the
//! way of conversions (ToNumber, ToString, …) is declared in its row and done by the VM beforehand.
//!
//! A *re-entrant* native gets a [`Cx`]: its operations can run script code and so collect. They
//! take and give [`Rooted`] values only, which the VM keeps as roots until the native returns (or
//! until `release`). A value made in a leaf section (`cx.leaf()`) becomes rooted by `cx.root`.

pub(super) mod native_row;
pub(super) mod native_stack;

use crate::vm::messages;
use std::ops::{Deref, DerefMut};

use crate::numeric::bigint;
use crate::numeric::conversion::{MAX_SAFE_INTEGER, to_int32};
use crate::objects::{BigInt, Gc, JsArray, Key, Kind, NativeFunction, Object, Shape, Space, Value};
use crate::vm::realm::Intrinsic;
use crate::vm::{ErrorKind, Throw, Vm};

/// What running code gives: a value, or an exception that lies in the VM.
pub type JsResult<T = Value> = Result<T, Throw>;

/// The arguments of a leaf native: reading past the end gives undefined.
#[derive(Clone, Copy)]
pub struct Args<'a>(pub &'a [Value]);

impl Args<'_> {
    /// Argument `i`.
    #[inline(always)]
    pub fn get(&self, i: usize) -> Value {
        self.0.get(i).copied().unwrap_or(Value::UNDEFINED)
    }

    /// Number of arguments.
    #[inline]
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// The context of a leaf native. Dereferences to the object space; there is no way from it to
/// running script code.
pub struct Leaf<'a> {
    pub(super) vm: &'a mut Vm,
    pub(super) callee: Value,
    pub(super) new_target: Value,
    /// Where its window lies; `NO_WINDOW` in a leaf section of a re-entrant native.
    pub(super) base: usize,
}

const NO_WINDOW: usize = usize::MAX;

impl Deref for Leaf<'_> {
    type Target = Space;
    #[inline(always)]
    fn deref(&self) -> &Space {
        &self.vm.space
    }
}
impl DerefMut for Leaf<'_> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut Space {
        &mut self.vm.space
    }
}

macro_rules! shared_context {
    ($context:ident) => {
        // One text for both; each has uses for its own part of it.
        #[allow(dead_code)]
        impl $context<'_> {
            /// Throws a new TypeError.
            pub fn type_error(&mut self, message: impl AsRef<str>) -> Throw {
                self.throw(ErrorKind::Type, message)
            }

            /// Throws a new RangeError.
            pub fn range_error(&mut self, message: impl AsRef<str>) -> Throw {
                self.throw(ErrorKind::Range, message)
            }

            /// Throws `value`.
            pub fn throw_value(&mut self, value: Value) -> Throw {
                self.vm.throw_value(value)
            }

            /// An intrinsic object.
            #[inline]
            pub fn intrinsic(&self, intrinsic: Intrinsic) -> Value {
                self.vm.realm.get(intrinsic)
            }

            /// The empty shape of objects whose prototype is the intrinsic.
            #[inline]
            pub fn shape(&mut self, proto: Intrinsic) -> Gc<Shape> {
                self.vm.realm.shape(&mut self.vm.space, proto)
            }

            /// `globalThis`
            pub fn global(&self) -> Gc<Object> {
                self.vm.realm.global
            }

            /// `new.target`: undefined when called without `new`.
            #[inline]
            pub fn new_target(&self) -> Value {
                self.new_target
            }

            /// What the running native function captured when it was made.
            pub fn data(&self) -> Value {
                Gc::<NativeFunction>::from_value(self.callee).map_or(Value::UNDEFINED, |f| f.data.get())
            }

            /// The running native function.
            pub fn callee(&self) -> Value {
                self.callee
            }

            /// The VM's host state of type `T` (event loop, console, …).
            pub fn state<T: crate::vm::HostState>(&mut self) -> &mut T {
                self.vm.state::<T>()
            }

            /// Ends the run when somebody asked for that: for loops that may be long. All that
            /// reads and writes properties by the context does so, too.
            #[inline]
            pub fn check_interrupt(&mut self) -> JsResult<()> {
                self.vm.check_interrupt()
            }

            /// How many looks at what may end the run a search in a regular expression may take,
            /// which takes them by itself.
            #[inline]
            pub fn steps_left(&self) -> u64 {
                self.vm.steps.left.unwrap_or(u64::MAX)
            }

            /// It took so many.
            pub fn count_steps(&mut self, taken: u64) {
                self.vm.steps.left = self.vm.steps.left.map(|steps| steps.saturating_sub(taken));
            }

            /// Ends the run: what somebody does who has found by himself that it must end.
            pub fn end_run(&mut self) -> Throw {
                self.vm.check_interrupt().err().unwrap_or_else(|| self.vm.terminate())
            }

            /// Queues a job: `function` is called with `this` and `arguments` when the microtasks
            /// run.
            pub fn queue_microtask(&mut self, task: crate::vm::Microtask) {
                self.vm.queue_job(task);
            }

            /// A value in an error message, as V8 words it.
            pub fn describe_value(&mut self, value: Value) -> String {
                self.vm.describe_value(value)
            }

            /// IsArray (ECMA-262 §7.2.2).
            #[inline]
            pub fn is_array(&mut self, value: Value) -> JsResult<bool> {
                if value.kind() == Some(Kind::Array) { Ok(true) } else { self.vm.is_array(value, "IsArray") }
            }

            /// The VM for read-only questions: statistics, options.
            pub fn vm_ref(&self) -> &Vm {
                self.vm
            }
        }
    };
}

/// A value that stays a root until the native that holds it returns or releases it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Rooted(Value);

impl Rooted {
    /// `undefined`
    pub const UNDEFINED: Rooted = Rooted(Value::UNDEFINED);
    /// `null`
    pub const NULL: Rooted = Rooted(Value::NULL);
}

impl Deref for Rooted {
    type Target = Value;
    #[inline(always)]
    fn deref(&self) -> &Value {
        &self.0
    }
}
impl From<i32> for Rooted {
    #[inline(always)]
    fn from(i: i32) -> Rooted {
        Rooted(Value::int(i))
    }
}
impl From<f64> for Rooted {
    #[inline(always)]
    fn from(d: f64) -> Rooted {
        Rooted(Value::number(d))
    }
}
impl From<bool> for Rooted {
    #[inline(always)]
    fn from(b: bool) -> Rooted {
        Rooted(Value::boolean(b))
    }
}
impl From<usize> for Rooted {
    #[inline(always)]
    fn from(n: usize) -> Rooted {
        Rooted(Value::length(n))
    }
}

/// The context of a re-entrant native.
pub struct Cx<'a> {
    pub(super) vm: &'a mut Vm,
    pub(super) this: Value,
    pub(super) callee: Value,
    pub(super) new_target: Value,
    pub(super) args: usize,
    pub(super) argc: usize,
}

shared_context!(Cx);
shared_context!(Leaf);

impl Leaf<'_> {
    /// What lies under a key of an object, its own or inherited, as far as it is known without a
    /// look at the objects: a value, or a pair of accessors. The first [[Get]] makes it known.
    #[inline]
    pub fn known_value(&self, object: Gc<Object>, key: Key) -> Option<Value> {
        self.vm.known_value(object, key)
    }

    /// A number as a string.
    pub fn number_text(&mut self, number: f64) -> Value {
        self.vm.primitive_to_string(Value::number(number)).unwrap_or(Value::UNDEFINED)
    }

    /// Throws a new error.
    pub fn throw(&mut self, kind: ErrorKind, message: impl AsRef<str>) -> Throw {
        if self.base == NO_WINDOW {
            return self.vm.throw_error(kind, message.as_ref());
        }
        let construct = !self.new_target.is_undefined();
        self.vm.as_native(self.base, construct, |vm| vm.throw_error(kind, message.as_ref()))
    }
}

impl Cx<'_> {
    /// Throws a new error.
    pub fn throw(&mut self, kind: ErrorKind, message: impl AsRef<str>) -> Throw {
        self.vm.throw_error(kind, message.as_ref())
    }
}

impl Vm {
    /// Runs `body` as a re-entrant native without receiver and arguments: for the runtime's own
    /// work between tasks.
    pub fn with_cx<R>(&mut self, body: impl FnOnce(&mut Cx<'_>) -> R) -> R {
        let mark = self.native_roots.len();
        let args = self.stack.top;
        let undefined = Value::UNDEFINED;
        let mut cx = Cx { vm: self, this: undefined, callee: undefined, new_target: undefined, args, argc: 0 };
        let result = body(&mut cx);
        self.native_roots.truncate(mark);
        result
    }
}

/// How many roots there were: see [`Cx::release`].
#[derive(Clone, Copy)]
pub struct Mark(usize);

impl Cx<'_> {
    /// The receiver.
    #[inline]
    pub fn this(&self) -> Rooted {
        Rooted(self.this)
    }

    /// Argument `i`, undefined past the end.
    #[inline]
    pub fn arg(&self, i: usize) -> Rooted {
        if i < self.argc { Rooted(self.vm.stack_value(self.args + i)) } else { Rooted::UNDEFINED }
    }

    /// Where the arguments lie on the value stack.
    pub fn args_base(&self) -> usize {
        self.args
    }

    /// Number of arguments.
    #[inline]
    pub fn argc(&self) -> usize {
        self.argc
    }

    /// All arguments from index `from` on.
    pub fn args_from(&self, from: usize) -> Vec<Rooted> {
        (from..self.argc).map(|i| self.arg(i)).collect()
    }

    /// A leaf section: raw access to the space. Values made here must be rooted before anything
    /// below can run script code.
    #[inline]
    pub fn leaf(&mut self) -> Leaf<'_> {
        Leaf { callee: self.callee, new_target: self.new_target, base: NO_WINDOW, vm: self.vm }
    }

    /// Keeps `value` as a root until the native returns.
    #[inline]
    pub fn root(&mut self, value: impl Into<Value>) -> Rooted {
        let value = value.into();
        if value.is_cell() {
            self.vm.native_roots.push(value);
        }
        Rooted(value)
    }

    /// Roots made after this can be released together: for loops.
    #[inline]
    pub fn mark(&self) -> Mark {
        Mark(self.vm.native_roots.len())
    }

    /// Lets go of the roots made since `mark`: the `Rooted`s from then must not be used any more,
    /// except one that is kept by `keep`.
    #[inline]
    pub fn release(&mut self, mark: Mark) {
        self.vm.native_roots.truncate(mark.0);
    }

    /// Lets go of the roots made since `mark`, except `kept`.
    pub fn release_keeping(&mut self, mark: Mark, kept: Rooted) -> Rooted {
        self.vm.native_roots.truncate(mark.0);
        self.root(kept.0)
    }

    #[inline(always)]
    fn rooted(&mut self, result: JsResult) -> JsResult<Rooted> {
        let value = result?;
        Ok(self.root(value))
    }

    // ---- properties

    /// `object[key]`, for any value (ECMAScript GetV): a TypeError for undefined and null.
    pub fn get(&mut self, object: Rooted, key: Key) -> JsResult<Rooted> {
        self.check_interrupt()?;
        let result = self.vm.get_value(*object, key);
        self.rooted(result)
    }

    /// `object[name]`
    pub fn get_str(&mut self, object: Rooted, name: &str) -> JsResult<Rooted> {
        let key = self.key(name);
        self.get(object, key)
    }

    /// `object[index]`
    pub fn get_index(&mut self, object: Rooted, index: u64) -> JsResult<Rooted> {
        let key = self.index_key(index);
        self.get(object, key)
    }

    /// `[[Get]]` with another receiver.
    pub fn get_with_receiver(&mut self, object: Rooted, key: Key, receiver: Rooted) -> JsResult<Rooted> {
        self.check_interrupt()?;
        let result = self.vm.get_with_receiver(*object, key, *receiver);
        self.rooted(result)
    }

    /// `object[key] = value`; a refusal throws a TypeError (Set with throw = true).
    pub fn set(&mut self, object: Rooted, key: Key, value: Rooted) -> JsResult<()> {
        self.check_interrupt()?;
        self.vm.set_value(*object, key, *value, true)
    }

    /// `[[Set]]` with another receiver: whether it was accepted.
    pub fn set_with_receiver(&mut self, object: Rooted, key: Key, value: Rooted, receiver: Rooted) -> JsResult<bool> {
        self.check_interrupt()?;
        self.vm.set_with_receiver(*object, key, *value, *receiver)
    }

    /// `object[index] = value`, throwing on refusal.
    pub fn set_index(&mut self, object: Rooted, index: u64, value: Rooted) -> JsResult<()> {
        let key = self.index_key(index);
        self.set(object, key, value)
    }

    /// Deletes; a refusal throws a TypeError.
    pub fn delete(&mut self, object: Rooted, key: Key) -> JsResult<()> {
        self.check_interrupt()?;
        self.vm.delete_property(*object, key, true).map(drop)
    }

    /// CreateDataPropertyOrThrow.
    pub fn create_data_property(&mut self, object: Rooted, key: Key, value: Rooted) -> JsResult<()> {
        self.check_interrupt()?;
        self.vm.create_data_property(*object, key, *value)
    }

    /// GetMethod: the callable property, or undefined when it is undefined or null; otherwise a
    /// TypeError.
    pub fn get_method(&mut self, object: Rooted, key: Key) -> JsResult<Rooted> {
        let result = self.vm.get_method(*object, key);
        self.rooted(result)
    }

    /// LengthOfArrayLike.
    pub fn length_of(&mut self, object: Rooted) -> JsResult<u64> {
        self.vm.length_of(*object)
    }

    /// The property key of text, kept as a root.
    pub fn key(&mut self, name: &str) -> Key {
        let key = self.vm.space.key(name);
        self.root(key.as_name().unwrap_or(Value::UNDEFINED));
        key
    }

    /// The property key of an integer, kept as a root.
    pub fn index_key(&mut self, index: u64) -> Key {
        if index <= u64::from(Key::MAX_INDEX) {
            return Key::index(index as u32);
        }
        let key = crate::objects::elements::integer_key(&mut self.vm.space, index);
        self.root(key.as_name().unwrap_or(Value::UNDEFINED));
        key
    }

    // ---- calls

    /// `function.call(this, ...args)`
    #[inline(always)]
    pub fn call(&mut self, function: Rooted, this: Rooted, args: &[Rooted]) -> JsResult<Rooted> {
        let result = self.vm.call_values(*function, *this, args);
        self.rooted(result)
    }

    /// `object[key](...args)`
    pub fn invoke(&mut self, object: Rooted, key: Key, args: &[Rooted]) -> JsResult<Rooted> {
        let function = self.get(object, key)?;
        if !function.is_callable() {
            let text = self.vm.describe_key(key);
            return Err(self.type_error(messages::not_a_function(&text)));
        }
        self.call(function, object, args)
    }

    /// `new constructor(...args)` with `new_target`.
    pub fn construct(&mut self, constructor: Rooted, args: &[Rooted], new_target: Rooted) -> JsResult<Rooted> {
        let result = self.vm.construct_values(*constructor, args, *new_target);
        self.rooted(result)
    }

    /// The shape of what a builtin constructor makes (OrdinaryCreateFromConstructor): from
    /// `new_target.prototype`, or the intrinsic `default` when that is no object or the native was
    /// called without `new`.
    pub fn instance_shape(&mut self, default: Intrinsic) -> JsResult<Gc<Shape>> {
        let new_target = self.new_target;
        self.vm.instance_shape_of(new_target, default)
    }

    // ---- conversions

    /// ToPrimitive without a hint.
    pub fn to_primitive(&mut self, value: Rooted) -> JsResult<Rooted> {
        let result = self.vm.to_primitive(*value, crate::vm::Hint::Default);
        self.rooted(result)
    }

    /// ToNumber.
    pub fn to_number(&mut self, value: Rooted) -> JsResult<f64> {
        self.vm.to_number(*value)
    }

    /// `Number(value)` (ECMA-262 §21.1.1.1): ToNumeric, and the number nearest to a BigInt.
    pub fn number_of(&mut self, value: Rooted) -> JsResult<f64> {
        let numeric = self.vm.to_numeric(*value)?;
        Ok(match Gc::<BigInt>::from_value(numeric) {
            Some(value) => bigint::to_number(value.int()),
            None => numeric.as_number().unwrap_or(f64::NAN),
        })
    }

    /// ToBigInt.
    pub fn to_bigint(&mut self, value: Rooted) -> JsResult<Gc<BigInt>> {
        self.vm.to_bigint(*value)
    }

    /// ToIntegerOrInfinity.
    pub fn to_integer(&mut self, value: Rooted) -> JsResult<f64> {
        self.vm.to_integer(*value)
    }

    /// ToLength.
    pub fn to_length(&mut self, value: Rooted) -> JsResult<u64> {
        let n = self.vm.to_integer(*value)?;
        Ok(n.clamp(0.0, MAX_SAFE_INTEGER as f64) as u64)
    }

    /// ToUint32.
    pub fn to_uint32(&mut self, value: Rooted) -> JsResult<u32> {
        Ok(to_int32(self.vm.to_number(*value)?) as u32)
    }

    /// A relative index as Array and String methods take it: clamped to 0..=`len`, negative ones
    /// count from the end, undefined is `default`.
    pub fn relative_index(&mut self, value: Rooted, len: u64, default: u64) -> JsResult<u64> {
        match value.as_int() {
            Some(i) if i >= 0 => return Ok((i as u64).min(len)),
            None if value.is_undefined() => return Ok(default),
            _ => {}
        }
        let n = self.vm.to_integer(*value)?;
        Ok(if n < 0.0 { (len as f64 + n).max(0.0) as u64 } else { n.min(len as f64) as u64 })
    }

    /// ToString: a string value.
    pub fn to_string(&mut self, value: Rooted) -> JsResult<Rooted> {
        let result = self.vm.to_string(*value);
        self.rooted(result)
    }

    /// ToString as Rust text; lone surrogates become U+FFFD.
    pub fn to_text(&mut self, value: Rooted) -> JsResult<String> {
        let string = self.vm.to_string(*value)?;
        Ok(self.vm.text_of(string))
    }

    /// ToObject.
    pub fn to_object(&mut self, value: Rooted) -> JsResult<Rooted> {
        let result = self.vm.to_object(*value);
        self.rooted(result)
    }

    /// ToPropertyKey, kept as a root.
    pub fn to_property_key(&mut self, value: Rooted) -> JsResult<Key> {
        let key = self.vm.to_property_key(*value)?;
        self.root(key.as_name().unwrap_or(Value::UNDEFINED));
        Ok(key)
    }

    /// The argument if it is callable, else a TypeError "x is not a function".
    pub fn callable(&mut self, value: Rooted) -> JsResult<Rooted> {
        if value.is_callable() {
            return Ok(value);
        }
        let text = self.vm.describe_value(*value);
        Err(self.type_error(messages::not_a_function(&text)))
    }

    /// The value as text for an error message, as V8 shows it (`#<Object>`, `undefined`, `"text"`,
    /// `[object Array]`).
    pub fn describe(&mut self, value: Rooted) -> String {
        self.vm.describe_value(*value)
    }

    // ---- iteration

    /// Calls `each` with every value that iterating `iterable` gives. When `each` fails the
    /// iterator is closed. Roots made in a round are released.
    pub fn iterate(
        &mut self,
        iterable: Rooted,
        mut each: impl FnMut(&mut Self, Rooted) -> JsResult<std::ops::ControlFlow<()>>,
    ) -> JsResult<()> {
        if let Some(array) = Gc::<JsArray>::from_value(*iterable)
            && self.vm.is_plainly_iterable(array)
        {
            return self.iterate_array(iterable, array, each);
        }
        let mut record = self.get_iterator(iterable)?;
        loop {
            let mark = self.mark();
            let Some(value) = self.iterator_step(&mut record)? else { return Ok(()) };
            match each(self, value) {
                Ok(std::ops::ControlFlow::Continue(())) => {}
                Ok(std::ops::ControlFlow::Break(())) => return self.iterator_close(&record),
                Err(thrown) => return Err(self.iterator_close_throwing(&record, thrown)),
            }
            self.release(mark);
        }
    }

    /// The array that `value` is, if iterating it runs no script code.
    pub fn plain_array(&mut self, value: Rooted) -> Option<Gc<JsArray>> {
        Gc::<JsArray>::from_value(*value).filter(|&array| self.vm.is_plainly_iterable(array))
    }

    /// As `iterate`, for an array whose iteration nobody can watch; the array may change while it
    /// runs.
    fn iterate_array(
        &mut self,
        iterable: Rooted,
        array: Gc<JsArray>,
        mut each: impl FnMut(&mut Self, Rooted) -> JsResult<std::ops::ControlFlow<()>>,
    ) -> JsResult<()> {
        let mark = self.mark();
        let mut index = 0;
        while index < array.length() {
            let slot = array
                .object()
                .plain_elements()
                .and_then(|words| words.slots().get(index as usize))
                .map(|slot| slot.get());
            let value = match slot {
                Some(value) if !value.is_hole() => self.root(value),
                _ => self.get_index(iterable, index.into())?,
            };
            self.check_interrupt()?;
            if each(self, value)?.is_break() {
                break;
            }
            self.release(mark);
            index += 1;
        }
        Ok(())
    }

    /// GetIterator (sync).
    pub fn get_iterator(&mut self, iterable: Rooted) -> JsResult<IteratorRecord> {
        let (iterator, next) = self.vm.get_iterator_for_native(*iterable)?;
        Ok(IteratorRecord { iterator: self.root(iterator), next: self.root(next) })
    }

    /// GetIteratorFromMethod.
    pub fn iterator_from_method(&mut self, iterable: Rooted, method: Rooted) -> JsResult<IteratorRecord> {
        let iterator = self.call(method, iterable, &[])?;
        let (iterator, next) = self.vm.iterator_record(*iterator)?;
        Ok(IteratorRecord { iterator: self.root(iterator), next: self.root(next) })
    }

    /// GetIteratorDirect: an object that is an iterator already.
    pub fn iterator_direct(&mut self, iterator: Rooted) -> JsResult<IteratorRecord> {
        let key = self.vm.space.names.next;
        Ok(IteratorRecord { iterator, next: self.get(iterator, key)? })
    }

    /// IteratorStepValue: `None` at the end.
    pub fn iterator_step(&mut self, record: &mut IteratorRecord) -> JsResult<Option<Rooted>> {
        self.check_interrupt()?;
        match self.vm.iterator_step(*record.iterator, *record.next)? {
            Some(value) => Ok(Some(self.root(value))),
            None => Ok(None),
        }
    }

    /// IteratorClose on a normal completion.
    pub fn iterator_close(&mut self, record: &IteratorRecord) -> JsResult<()> {
        self.vm.iterator_close(*record.iterator)
    }

    /// IteratorClose while `thrown` is on its way; gives it back.
    pub fn iterator_close_throwing(&mut self, record: &IteratorRecord, thrown: Throw) -> Throw {
        self.vm.iterator_close_throwing(*record.iterator, thrown)
    }

    /// Takes the exception of a failed operation, to be thrown again with `throw_value` or handled.
    pub fn take_exception(&mut self, thrown: Throw) -> Result<Rooted, Throw> {
        let value = self.vm.take_exception(thrown)?;
        Ok(self.root(value))
    }

    /// Makes a native function that captures `data`.
    pub fn native_function(&mut self, name: &str, data: Rooted) -> Rooted {
        let id = self.vm.native_id(name);
        let function = self.vm.space.new_native(id, *data);
        self.root(function.value())
    }

    /// A new array of values.
    pub fn array_from(&mut self, values: &[Rooted]) -> Rooted {
        let array = self.vm.space.new_array(values.len());
        for value in values {
            self.vm.space.array_push(array, **value);
        }
        self.root(array.value())
    }

    /// A new string.
    pub fn string(&mut self, text: &str) -> Rooted {
        let string = self.vm.space.new_string(text);
        self.root(string.value())
    }

    /// A new `{ value, done }`.
    pub fn iterator_result(&mut self, value: Rooted, done: bool) -> Rooted {
        let result = self.vm.iterator_result(*value, done);
        self.root(result)
    }

    /// The VM itself, for the runtime's own modules (event loop, inspector) that keep the rules by
    /// hand.
    pub fn vm(&mut self) -> &mut Vm {
        self.vm
    }
}

/// An iterator and its `next` method.
#[derive(Clone, Copy)]
pub struct IteratorRecord {
    /// The iterator.
    pub iterator: Rooted,
    /// Its `next`.
    pub next: Rooted,
}
