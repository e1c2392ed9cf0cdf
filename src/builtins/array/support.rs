//! What the Array methods share: reading elements of any array-like with a short way for dense
//! arrays, making result arrays by species, callbacks.
//!
//! The short ways rely on three facts: a dense slot that is no hole is a plain data element; a hole
//! may be taken as absent while no prototype has elements (`Space::proto_has_elements`); an array
//! that is not restricted takes stores without asking anybody.

use crate::builtins::shared::elements::{element, is_array, readable};
use crate::numeric::conversion::MAX_SAFE_INTEGER;
use crate::objects::elements::dense::{Dense, Part};
use crate::objects::elements::{Elements, MAX_DENSE_LENGTH};
use crate::objects::object::flags;
use crate::objects::{
    Descriptor, Gc, InternalMethods, JsArray, JsString, Key, Kind, Object, Space, Value, View, attributes,
};
use crate::vm::{Cx, Intrinsic, JsResult, Rooted, Throw, messages};

use crate::builtins::shared::species::check_species;
use crate::builtins::shared::support::{define_or_throw, object_of, this_object};

/// Whether elements may be added, removed and written, and `length` changed, without asking.
#[inline(always)]
pub(super) fn is_free(object: Gc<Object>) -> bool {
    const RESTRICTED: u16 =
        flags::NOT_EXTENSIBLE | flags::LENGTH_READ_ONLY | flags::ELEMENTS_FROZEN | flags::ELEMENTS_SEALED;
    !object.has_flag(RESTRICTED)
}

/// A dense array that may also be changed freely.
#[inline(always)]
pub(crate) fn writable(space: &Space, value: Value) -> Option<(Gc<JsArray>, Dense)> {
    readable(space, value).filter(|(array, _)| is_free(array.object()))
}

/// An array of any storage that may be changed freely and has no elements in its prototypes.
#[inline(always)]
pub(super) fn free_array(space: &Space, value: Value) -> Option<Gc<JsArray>> {
    let array = Gc::<JsArray>::from_value(value)?;
    (!space.proto_has_elements && is_free(array.object())).then_some(array)
}

/// How many of an array's elements lie in its dense storage.
#[inline(always)]
pub(super) fn dense_length(array: Gc<JsArray>, words: Dense) -> usize {
    (array.length() as usize).min(words.len())
}

/// The first index from `from` on that may have an element: skips what is known to be holes, so
/// that sparse arrays and array-likes cost what they hold, not what their length says.
#[inline]
pub(super) fn next_index(space: &mut Space, object: Value, from: u64, length: u64) -> u64 {
    if let Some(array) = Gc::<JsArray>::from_value(object)
        && let Some(words) = array.dense()
        && from < words.len() as u64
    {
        return from;
    }
    next_index_slow(space, object, from, length)
}

#[cold]
fn next_index_slow(space: &mut Space, object: Value, from: u64, length: u64) -> u64 {
    let object = object_of(object);
    if from >= length || has_proxy(space, object) {
        return from;
    }
    if let Ok(start) = u32::try_from(from) {
        let found = if space.proto_has_elements {
            next_inherited(space, object, start)
        } else {
            match object.element_storage() {
                _ if has_other_elements(object) => Some(from),
                Elements::Dense(words) => {
                    let rest = words.slots().get(start as usize..).unwrap_or_default();
                    rest.iter().position(|slot| !slot.get().is_hole()).map(|i| from + i as u64)
                }
                storage => next_sparse(&storage, start),
            }
        };
        if let Some(index) = found {
            return index.min(length);
        }
    }
    if length <= u64::from(Key::MAX_INDEX) + 1 { length } else { next_integer_key(space, object, from, length) }
}

/// Whether there is a proxy on the object's chain, whose elements nobody knows.
fn has_proxy(space: &Space, object: Gc<Object>) -> bool {
    let mut next = Some(object);
    while let Some(at) = next {
        if at.internal_methods() == InternalMethods::Proxy {
            return true;
        }
        next = Gc::from_value(space.proto_of(at));
    }
    false
}

/// Whether an object may have elements that do not lie in its storage: wrappers of strings have,
/// and typed arrays.
fn has_other_elements(object: Gc<Object>) -> bool {
    object.kind() == Kind::Primitive || View::typed_array(object.value()).is_some()
}

fn next_sparse(storage: &Elements, start: u32) -> Option<u64> {
    let Elements::Sparse(sparse) = storage else { return None };
    sparse.entries().borrow().range(start..).next().map(|(&index, _)| u64::from(index))
}

/// The first index from `start` on that the object or one of its prototypes may have. Dense storage
/// is not searched: every call would search it again.
fn next_inherited(space: &Space, object: Gc<Object>, start: u32) -> Option<u64> {
    let mut best: Option<u64> = None;
    let mut next = Some(object);
    while let Some(at) = next {
        let found = match at.element_storage() {
            _ if has_other_elements(at) => return Some(u64::from(start)),
            Elements::Dense(words) => ((start as usize) < words.len()).then_some(u64::from(start)),
            storage => next_sparse(&storage, start),
        };
        best = best.into_iter().chain(found).min();
        next = Gc::from_value(space.proto_of(at));
    }
    best
}

/// As [`next_index`] beyond what is an array index: integers there are names like any other.
fn next_integer_key(space: &mut Space, object: Gc<Object>, from: u64, length: u64) -> u64 {
    let first = from.max(u64::from(Key::MAX_INDEX) + 1);
    let mut best = length;
    let mut next = Some(object);
    while let Some(at) = next {
        let mut keys = Vec::new();
        space.stored_keys(at, &mut keys, false);
        for key in keys {
            let Some(name) = key.as_name().and_then(Gc::<JsString>::from_value) else { continue };
            let text = space.chars(name).to_text();
            if let Ok(index) = text.parse::<u64>()
                && index >= first
                && text == index.to_string()
            {
                best = best.min(index);
            }
        }
        next = Gc::from_value(space.proto_of(at));
    }
    best
}

/// A method that calls a function for elements.
#[derive(Clone, Copy)]
pub(super) struct Callback {
    /// The receiver as an object.
    pub(crate) object: Rooted,
    /// Its length.
    pub(crate) length: u64,
    /// The function.
    pub(crate) function: Rooted,
    /// The `this` for it.
    pub(crate) this: Rooted,
}

impl Callback {
    /// Reads receiver, length and the arguments `callback, thisArg`.
    pub(crate) fn new(cx: &mut Cx<'_>, method: &str) -> JsResult<Callback> {
        let object = this_object(cx, method)?;
        let length = cx.length_of(object)?;
        let function = cx.arg(0);
        let function = cx.callable(function)?;
        Ok(Callback { object, length, function, this: cx.arg(1) })
    }

    /// The next element that is there, from `position` on; `position` goes past it.
    #[inline(always)]
    pub(crate) fn next(&self, cx: &mut Cx<'_>, position: &mut u64) -> JsResult<Option<(u64, Rooted)>> {
        while *position < self.length {
            let index = *position;
            *position = index + 1;
            if let Some(value) = element(cx, self.object, index)? {
                return Ok(Some((index, value)));
            }
            *position = next_index(&mut cx.leaf(), *self.object, index + 1, self.length);
        }
        Ok(None)
    }

    /// Calls the function with `value, index, object`.
    #[inline(always)]
    pub(crate) fn call(&self, cx: &mut Cx<'_>, index: u64, value: Rooted) -> JsResult<Rooted> {
        cx.call(self.function, self.this, &[value, (index as usize).into(), self.object])
    }
}

/// The array that a method returns: a plain one, or what the species constructor made.
#[derive(Clone, Copy)]
pub(super) struct ResultArray {
    /// The array.
    pub(crate) value: Rooted,
    /// It as a plain array that nobody else has seen.
    plain: Option<Gc<JsArray>>,
}

impl ResultArray {
    /// A plain array with room for `room` elements.
    pub(crate) fn plain(cx: &mut Cx<'_>, room: usize) -> ResultArray {
        let array = cx.leaf().new_array(room.min(MAX_DENSE_LENGTH));
        ResultArray { value: cx.root(array.value()), plain: Some(array) }
    }

    /// What `constructor` makes without arguments.
    pub(super) fn constructed(cx: &mut Cx<'_>, constructor: Rooted) -> JsResult<ResultArray> {
        let value = cx.construct(constructor, &[], constructor)?;
        Ok(ResultArray { value, plain: None })
    }

    /// CreateDataPropertyOrThrow at `index`.
    #[inline]
    pub(crate) fn put(&self, cx: &mut Cx<'_>, index: u64, value: Rooted) -> JsResult<()> {
        if let Some(array) = self.plain
            && index <= u64::from(Key::MAX_INDEX)
        {
            let mut space = cx.leaf();
            if let Some(words) = array.object().plain_elements()
                && (index as usize) < words.len()
            {
                space.store(words.cell(), &words.slots()[index as usize], *value);
                if index >= u64::from(array.length()) {
                    array.set_length_field(index as u32 + 1);
                }
            } else {
                space.put_element(array.object(), index as u32, *value, attributes::ALL);
            }
            return Ok(());
        }
        let key = cx.index_key(index);
        define_or_throw(cx, self.value, key, Descriptor::data(*value, attributes::ALL))
    }

    /// Sets `length`.
    pub(super) fn set_length(&self, cx: &mut Cx<'_>, length: u64) -> JsResult<()> {
        if let Some(array) = self.plain
            && let Ok(length) = u32::try_from(length)
        {
            cx.leaf().set_array_length(array, length);
            return Ok(());
        }
        let key = cx.leaf().names.length;
        cx.set(self.value, key, (length as f64).into())
    }
}

/// The error of an array length that is none.
pub(super) fn invalid_length(cx: &mut Cx<'_>) -> Throw {
    cx.range_error(messages::ARRAY_LENGTH)
}

/// ArrayCreate with the standard prototype: `length` holes, or room for them when `dense` says that
/// they will be filled.
pub(super) fn array_create(cx: &mut Cx<'_>, length: u64, dense: bool) -> JsResult<ResultArray> {
    let Ok(count) = u32::try_from(length) else { return Err(invalid_length(cx)) };
    let mut leaf = cx.leaf();
    let array = if dense && (count as usize) <= MAX_DENSE_LENGTH {
        let array = leaf.new_array(count as usize);
        array.set_length_field(count);
        array
    } else {
        let array = leaf.new_array(0);
        leaf.reserve_holes(array, count);
        array
    };
    Ok(ResultArray { value: cx.root(array.value()), plain: Some(array) })
}

/// ArraySpeciesCreate (ECMA-262 §10.4.2.3). `dense`: see [`array_create`].
pub(super) fn species_create(cx: &mut Cx<'_>, original: Rooted, length: u64, dense: bool) -> JsResult<ResultArray> {
    match array_species(cx, original)? {
        None => array_create(cx, length, dense),
        Some(constructor) => construct_result(cx, constructor, length),
    }
}

/// The result that a species constructor makes.
pub(super) fn construct_result(cx: &mut Cx<'_>, constructor: Rooted, length: u64) -> JsResult<ResultArray> {
    let value = cx.construct(constructor, &[(length as f64).into()], constructor)?;
    Ok(ResultArray { value, plain: None })
}

/// The constructor by which a method of `original` makes its result (ArraySpeciesCreate, ECMA-262
/// §23.1.3.1.1, before the call); `None` for plain arrays.
pub(crate) fn array_species(cx: &mut Cx<'_>, original: Rooted) -> JsResult<Option<Rooted>> {
    match Gc::<JsArray>::from_value(*original) {
        Some(array) if cx.vm().has_standard_species(array) => return Ok(None),
        Some(_) => {}
        None if is_array(cx, original)? => {}
        None => return Ok(None),
    }
    let (constructor_key, species_key) = (cx.leaf().names.constructor, cx.leaf().names.symbol_species);
    let standard = cx.intrinsic(Intrinsic::Array);
    let mut constructor = cx.get(original, constructor_key)?;
    if cx.leaf().is_constructor(*constructor)
        && cx.vm().foreign_intrinsic(*constructor, Intrinsic::Array)? == Some(*constructor)
    {
        // The Array of another realm stands for this one's.
        return Ok(None);
    }
    if constructor.is_object() {
        constructor = cx.get(constructor, species_key)?;
        if constructor.is_null() {
            return Ok(None);
        }
    }
    if constructor.is_undefined() || *constructor == standard {
        return Ok(None);
    }
    check_species(cx, constructor).map(Some)
}

/// Sets `object.length`, throwing on refusal.
pub(super) fn set_length(cx: &mut Cx<'_>, object: Rooted, length: u64) -> JsResult<()> {
    let key = cx.leaf().names.length;
    cx.set(object, key, (length as f64).into())
}

/// Deletes `object[index]`, throwing on refusal.
pub(super) fn delete_index(cx: &mut Cx<'_>, object: Rooted, index: u64) -> JsResult<()> {
    let key = cx.index_key(index);
    cx.delete(object, key)
}

/// Moves the element at `from` to `to`, a hole too.
pub(super) fn move_element(cx: &mut Cx<'_>, object: Rooted, from: u64, to: u64) -> JsResult<()> {
    match element(cx, object, from)? {
        Some(value) => cx.set_index(object, to, value),
        None => delete_index(cx, object, to),
    }
}

/// Fails when an array-like would become longer than 2^53 - 1.
pub(super) fn check_safe_length(cx: &mut Cx<'_>, length: u64) -> JsResult<()> {
    if length > MAX_SAFE_INTEGER { Err(cx.type_error(messages::ARRAY_LENGTH)) } else { Ok(()) }
}

/// A plain array of the slots `from..to`; holes stay holes, what lies beyond the storage too.
pub(super) fn copy_slots(space: &mut Space, words: Dense, from: usize, to: usize) -> Gc<JsArray> {
    space.new_array_of_parts(&[Part::Run { dense: words, from, count: to - from }])
}
