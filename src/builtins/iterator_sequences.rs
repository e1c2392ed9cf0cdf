//! Iterators over several iterators, and over runs of values: `Iterator.concat`, `Iterator.zip`,
//! `Iterator.zipKeyed` (ECMA-262 §27.1.2), and the methods `chunks`, `windows`, `includes` of the
//! proposals of those names.
//!
//! They are helpers as those of `iterator.rs`. In the slot of the function lies: for `windows` the
//! values of the last window; for `concat` an array of iterables and their methods, in turn; for
//! `zip` a record (see `ITERATORS` and below).

use super::iterator_support::*;
use super::shared::support::key_value;
use super::text::buffer::{TextBuffer, chars_of};
use crate::objects::object::storage::Slots;
use crate::objects::{Brand, Gc, Host, JsArray, Key, Value, attributes};
use crate::vm::{Cx, Intrinsic, IteratorRecord, JsResult, NativeRow, Rooted, Throw, Vm, messages};

pub(super) const STATICS: &[NativeRow] = &[
    NativeRow::cx("concat", 0, concat, "§27.1.3.2.1", "An iterator over the values of one iterable after the other."),
    NativeRow::cx("zip", 1, zip, "§27.1.3.2.3", "An iterator over arrays of one value of each iterable."),
    NativeRow::cx("zipKeyed", 1, zip_keyed, "§27.1.3.2.4", "An iterator over objects of one value of each property."),
];
pub(super) const METHODS: &[NativeRow] = &[
    NativeRow::cx("chunks", 1, chunks, "TC39 Iterator chunking", "An iterator over arrays of so many values."),
    NativeRow::cx("windows", 1, windows, "TC39 Iterator chunking", "An iterator over arrays of neighbouring values."),
    NativeRow::cx(
        "join",
        1,
        join,
        "TC39 Iterator.prototype.join",
        "The values as text, with a separator between them.",
    ),
    NativeRow::cx("includes", 1, includes, "TC39 Iterator includes", "Whether the value is among those to come."),
];

/// Slots of the record of `zip`: an iterator or null once it is done, their `next` methods, the
/// keys (undefined for arrays), the padding, the mode.
const ITERATORS: usize = 0;
const NEXTS: usize = 1;
const KEYS: usize = 2;
const PADDING: usize = 3;
const MODE: usize = 4;

const ENDS_WITH_FIRST: i32 = 0;
const ENDS_WITH_ALL: i32 = 1;
const ENDS_TOGETHER: i32 = 2;

/// The largest size of a chunk or window.
const LARGEST: f64 = 4_294_967_295.0;

fn new_helper(cx: &mut Cx<'_>, kind: i32, record: &IteratorRecord, state: Value, counter: f64) -> Value {
    let shape = cx.shape(Intrinsic::IteratorHelperPrototype);
    let slots = [
        Value::int(kind),
        *record.iterator,
        *record.next,
        state,
        Value::number(counter),
        AT_START,
        Value::UNDEFINED,
        Value::UNDEFINED,
    ];
    cx.leaf().new_host(Brand::IteratorHelper, shape, &slots).object().value()
}

const NO_RECORD: IteratorRecord = IteratorRecord { iterator: Rooted::UNDEFINED, next: Rooted::UNDEFINED };

/// One value of a helper, or `None` at the end.
pub(super) fn step(cx: &mut Cx<'_>, host: Gc<Host>, kind: i32) -> JsResult<Option<Rooted>> {
    match kind {
        CHUNKS => next_chunk(cx, host),
        WINDOWS | ALL_WINDOWS => next_window(cx, host, kind == ALL_WINDOWS),
        CONCAT => next_of_concat(cx, host),
        _ => next_of_zip(cx, host),
    }
}

/// Ends `concat` or `zip` before its time.
pub(super) fn close(cx: &mut Cx<'_>, host: Gc<Host>) -> JsResult<()> {
    if host.get(KIND) == Value::int(ZIP) {
        let Some(record) = Gc::<Slots>::from_value(host.get(FUNCTION)) else { return Ok(()) };
        return close_all(cx, record.get(ITERATORS), None);
    }
    if !host.get(INNER).is_object() {
        return Ok(());
    }
    let inner = record_of(cx, host, INNER, INNER_NEXT);
    cx.iterator_close(&inner)
}

// ---- arrays that no script sees

fn item(array: Value, index: u32) -> Value {
    let dense = Gc::<JsArray>::from_value(array).and_then(|array| array.dense());
    dense.and_then(|dense| dense.slots().get(index as usize).map(|slot| slot.get())).unwrap_or(Value::UNDEFINED)
}

fn set_item(cx: &mut Cx<'_>, array: Value, index: u32, value: Value) -> JsResult<()> {
    let (array, value) = (cx.root(array), cx.root(value));
    cx.create_data_property(array, Key::index(index), value)
}

fn push(cx: &mut Cx<'_>, array: Rooted, value: Value) {
    if let Some(array) = Gc::<JsArray>::from_value(*array) {
        cx.leaf().array_push(array, value);
    }
}

fn length(array: Value) -> u32 {
    Gc::<JsArray>::from_value(array).map_or(0, |array| array.length())
}

// ---- runs of values

/// The argument that says how many values, which nothing is converted to.
fn size(cx: &mut Cx<'_>, what: &str) -> JsResult<f64> {
    let given = cx.arg(0);
    let number = given.as_number().filter(|number| number.is_finite() && number.trunc() == *number);
    match number {
        Some(number) if (1.0..=LARGEST).contains(&number) => Ok(number),
        Some(_) => Err(cx.range_error(format!("{what} must be at least 1 and less than 2 ** 32"))),
        None => Err(cx.type_error(format!("{what} must be an integer"))),
    }
}

fn chunks(cx: &mut Cx<'_>) -> JsResult {
    let iterator = this_iterator(cx, "chunks")?;
    let size = size(cx, "chunkSize").map_err(|thrown| fail_closing(cx, iterator, thrown))?;
    let record = cx.iterator_direct(iterator)?;
    Ok(new_helper(cx, CHUNKS, &record, Value::UNDEFINED, size))
}

fn windows(cx: &mut Cx<'_>) -> JsResult {
    let iterator = this_iterator(cx, "windows")?;
    let size = size(cx, "windowSize").map_err(|thrown| fail_closing(cx, iterator, thrown))?;
    let undersized = cx.arg(1);
    let text = if undersized.is_string() { cx.to_text(undersized)? } else { String::new() };
    let kind = match text.as_str() {
        _ if undersized.is_undefined() => WINDOWS,
        "only-full" => WINDOWS,
        "allow-partial" => ALL_WINDOWS,
        _ => {
            let thrown = cx.type_error("undersized must be 'only-full' or 'allow-partial'");
            return Err(fail_closing(cx, iterator, thrown));
        }
    };
    let record = cx.iterator_direct(iterator)?;
    Ok(new_helper(cx, kind, &record, Value::UNDEFINED, size))
}

/// Reads up to `count` values behind those of the array; whether there were so many.
fn fill(cx: &mut Cx<'_>, host: Gc<Host>, array: Rooted, count: f64) -> JsResult<bool> {
    let mut record = record_of(cx, host, ITERATOR, NEXT);
    let mark = cx.mark();
    while f64::from(length(*array)) < count {
        let Some(value) = cx.iterator_step(&mut record)? else { return Ok(false) };
        push(cx, array, *value);
        cx.release(mark);
    }
    Ok(true)
}

fn next_chunk(cx: &mut Cx<'_>, host: Gc<Host>) -> JsResult<Option<Rooted>> {
    let size = host.get(COUNTER).as_number().unwrap_or(1.0);
    let chunk = cx.array_from(&[]);
    if host.get(FUNCTION) == Value::TRUE {
        return Ok(None);
    }
    if !fill(cx, host, chunk, size)? {
        // The iterator is at its end, and is not asked again.
        host.set(&mut cx.leaf(), FUNCTION, Value::TRUE);
    }
    Ok((length(*chunk) > 0).then_some(chunk))
}

fn next_window(cx: &mut Cx<'_>, host: Gc<Host>, partial: bool) -> JsResult<Option<Rooted>> {
    let size = host.get(COUNTER).as_number().unwrap_or(1.0);
    let last = host.get(FUNCTION);
    if last == Value::TRUE {
        return Ok(None);
    }
    let window = cx.array_from(&[]);
    for i in 1..length(last) {
        push(cx, window, item(last, i));
    }
    if fill(cx, host, window, size)? {
        // What the script is given is its own; this is what the next window is made of.
        let kept = cx.array_from(&[]);
        for i in 0..length(*window) {
            push(cx, kept, item(*window, i));
        }
        host.set(&mut cx.leaf(), FUNCTION, *kept);
        return Ok(Some(window));
    }
    host.set(&mut cx.leaf(), FUNCTION, Value::TRUE);
    let is_first = last.is_undefined();
    Ok((partial && is_first && length(*window) > 0).then_some(window))
}

fn includes(cx: &mut Cx<'_>) -> JsResult {
    let iterator = this_iterator(cx, "includes")?;
    let wanted = cx.arg(0);
    let mut skipped = skipped_elements(cx).map_err(|thrown| fail_closing(cx, iterator, thrown))?;
    let mut record = cx.iterator_direct(iterator)?;
    loop {
        let mark = cx.mark();
        let Some(value) = cx.iterator_step(&mut record)? else { return Ok(Value::FALSE) };
        if skipped > 0.0 {
            skipped -= 1.0;
        } else if cx.leaf().same_value_zero(*value, *wanted) {
            cx.iterator_close(&record)?;
            return Ok(Value::TRUE);
        }
        cx.release(mark);
    }
}

fn join(cx: &mut Cx<'_>) -> JsResult {
    let iterator = this_iterator(cx, "join")?;
    let separator = cx.arg(0);
    let separator = match separator.is_undefined() {
        true => cx.string(","),
        false => cx.to_string(separator).map_err(|thrown| fail_closing(cx, iterator, thrown))?,
    };
    let mut record = cx.iterator_direct(iterator)?;
    let mut text = TextBuffer::with_capacity(0);
    let mut is_first = true;
    loop {
        let mark = cx.mark();
        let Some(value) = cx.iterator_step(&mut record)? else { break };
        if !is_first {
            let chars = chars_of(&mut cx.leaf(), *separator);
            text.push_chars(chars);
        }
        is_first = false;
        if !value.is_nullish() {
            let part = cx.to_string(value).map_err(|thrown| cx.iterator_close_throwing(&record, thrown))?;
            let chars = chars_of(&mut cx.leaf(), *part);
            text.push_chars(chars);
        }
        if text.is_full() {
            let thrown = cx.range_error(messages::STRING_LENGTH);
            return Err(cx.iterator_close_throwing(&record, thrown));
        }
        cx.release(mark);
    }
    text.finish(&mut cx.leaf())
}

fn skipped_elements(cx: &mut Cx<'_>) -> JsResult<f64> {
    let given = cx.arg(1);
    if given.is_undefined() {
        return Ok(0.0);
    }
    match given.as_number() {
        Some(number) if number == f64::INFINITY => Ok(number),
        Some(number) if number == f64::NEG_INFINITY => Err(cx.range_error("skippedElements must not be negative")),
        Some(number) if number.trunc() == number => {
            if (0.0..=9_007_199_254_740_991.0).contains(&number) {
                Ok(number)
            } else {
                Err(cx.range_error("skippedElements must be a safe integer that is not negative"))
            }
        }
        _ => Err(cx.type_error("skippedElements must be an integer")),
    }
}

// ---- concat

fn concat(cx: &mut Cx<'_>) -> JsResult {
    let items = cx.args_from(0);
    let list = cx.array_from(&[]);
    for iterable in items {
        if !iterable.is_object() {
            let text = cx.describe(iterable);
            return Err(cx.type_error(messages::not_an_object(&text)));
        }
        let key = cx.leaf().names.symbol_iterator;
        let method = cx.get_method(iterable, key)?;
        if method.is_undefined() {
            let text = cx.describe(iterable);
            return Err(cx.type_error(messages::not_iterable(&text)));
        }
        push(cx, list, *iterable);
        push(cx, list, *method);
    }
    Ok(new_helper(cx, CONCAT, &NO_RECORD, *list, 0.0))
}

fn next_of_concat(cx: &mut Cx<'_>, host: Gc<Host>) -> JsResult<Option<Rooted>> {
    let mark = cx.mark();
    loop {
        cx.release(mark);
        if host.get(INNER).is_object() {
            let mut inner = record_of(cx, host, INNER, INNER_NEXT);
            if let Some(value) = cx.iterator_step(&mut inner)? {
                return Ok(Some(value));
            }
            host.set(&mut cx.leaf(), INNER, Value::UNDEFINED);
        }
        let list = host.get(FUNCTION);
        let index = host.get(COUNTER).as_number().unwrap_or(0.0) as u32;
        if index >= length(list) {
            return Ok(None);
        }
        host.set(&mut cx.leaf(), COUNTER, Value::number(f64::from(index) + 2.0));
        let (iterable, method) = (cx.root(item(list, index)), cx.root(item(list, index + 1)));
        let iterator = cx.call(method, iterable, &[])?;
        if !iterator.is_object() {
            let text = cx.describe(iterator);
            return Err(cx.type_error(messages::not_an_object(&text)));
        }
        let inner = cx.iterator_direct(iterator)?;
        host.set(&mut cx.leaf(), INNER, *inner.iterator);
        host.set(&mut cx.leaf(), INNER_NEXT, *inner.next);
    }
}

// ---- zip

/// What `zip` and `zipKeyed` gather.
struct Gathered {
    iterators: Rooted,
    nexts: Rooted,
    keys: Rooted,
    padding: Rooted,
    mode: i32,
    padding_option: Rooted,
}

impl Gathered {
    fn add(&self, cx: &mut Cx<'_>, record: &IteratorRecord) {
        push(cx, self.iterators, *record.iterator);
        push(cx, self.nexts, *record.next);
    }

    fn fail(&self, cx: &mut Cx<'_>, thrown: Throw) -> Throw {
        match close_all(cx, *self.iterators, Some(thrown)) {
            Ok(()) => thrown,
            Err(thrown) => thrown,
        }
    }

    fn into_helper(self, cx: &mut Cx<'_>) -> Value {
        let slots = [*self.iterators, *self.nexts, *self.keys, *self.padding, Value::int(self.mode)];
        let record = cx.leaf().new_tuple(&slots).value();
        let record = cx.root(record);
        new_helper(cx, ZIP, &NO_RECORD, *record, 0.0)
    }
}

/// The options of both, read before anything is iterated.
fn gather(cx: &mut Cx<'_>, method: &str, keyed: bool) -> JsResult<Gathered> {
    let (iterables, options) = (cx.arg(0), cx.arg(1));
    if !iterables.is_object() {
        let text = cx.describe(iterables);
        return Err(cx.type_error(messages::not_an_object(&text)));
    }
    if !(options.is_undefined() || options.is_object()) {
        return Err(cx.type_error(format!("The options of {method} are not an object")));
    }
    let mut mode = ENDS_WITH_FIRST;
    let mut padding_option = Rooted::UNDEFINED;
    if options.is_object() {
        let given = cx.get_str(options, "mode")?;
        let text = if given.is_string() { cx.to_text(given)? } else { String::new() };
        mode = match text.as_str() {
            _ if given.is_undefined() => ENDS_WITH_FIRST,
            "shortest" => ENDS_WITH_FIRST,
            "longest" => ENDS_WITH_ALL,
            "strict" => ENDS_TOGETHER,
            _ => return Err(cx.type_error(format!("The mode of {method} is none of shortest, longest, strict"))),
        };
        if mode == ENDS_WITH_ALL {
            padding_option = cx.get_str(options, "padding")?;
            if !(padding_option.is_undefined() || padding_option.is_object()) {
                return Err(cx.type_error(format!("The padding of {method} is not an object")));
            }
        }
    }
    let keys = if keyed { cx.array_from(&[]) } else { Rooted::UNDEFINED };
    let (iterators, nexts, padding) = (cx.array_from(&[]), cx.array_from(&[]), cx.array_from(&[]));
    Ok(Gathered { iterators, nexts, keys, padding, mode, padding_option })
}

fn zip(cx: &mut Cx<'_>) -> JsResult {
    let gathered = gather(cx, "Iterator.zip", false)?;
    let iterables = cx.arg(0);
    let mut input = cx.get_iterator(iterables)?;
    loop {
        let mark = cx.mark();
        let next = match cx.iterator_step(&mut input) {
            Ok(Some(next)) => next,
            Ok(None) => break,
            Err(thrown) => return Err(gathered.fail(cx, thrown)),
        };
        match flattenable(cx, next, false) {
            Ok(record) => gathered.add(cx, &record),
            Err(thrown) => {
                let thrown = gathered.fail(cx, thrown);
                return Err(cx.iterator_close_throwing(&input, thrown));
            }
        }
        cx.release(mark);
    }
    if gathered.mode == ENDS_WITH_ALL {
        pad(cx, &gathered)?;
    }
    Ok(gathered.into_helper(cx))
}

/// As many values of the padding as there are iterators.
fn pad(cx: &mut Cx<'_>, gathered: &Gathered) -> JsResult<()> {
    let count = length(*gathered.iterators);
    let mut input = None;
    if gathered.padding_option.is_object() {
        let record = cx.get_iterator(gathered.padding_option);
        input = Some(record.map_err(|thrown| gathered.fail(cx, thrown))?);
    }
    for _ in 0..count {
        let value = match &mut input {
            Some(record) => cx.iterator_step(record).map_err(|thrown| gathered.fail(cx, thrown))?,
            None => None,
        };
        if value.is_none() {
            input = None;
        }
        push(cx, gathered.padding, value.map_or(Value::UNDEFINED, |value| *value));
    }
    match input {
        Some(record) => cx.iterator_close(&record).map_err(|thrown| gathered.fail(cx, thrown)),
        None => Ok(()),
    }
}

fn zip_keyed(cx: &mut Cx<'_>) -> JsResult {
    let gathered = gather(cx, "Iterator.zipKeyed", true)?;
    let iterables = cx.arg(0);
    for key in cx.own_property_keys(iterables)? {
        let found = cx.get_own_property(iterables, key).map_err(|thrown| gathered.fail(cx, thrown))?;
        if found.is_none_or(|found| found.attributes & attributes::ENUMERABLE == 0) {
            continue;
        }
        let value = cx.get(iterables, key).map_err(|thrown| gathered.fail(cx, thrown))?;
        if value.is_undefined() {
            continue;
        }
        let name = key_value(&mut cx.leaf(), key);
        push(cx, gathered.keys, name);
        let record = flattenable(cx, value, false).map_err(|thrown| gathered.fail(cx, thrown))?;
        gathered.add(cx, &record);
    }
    if gathered.mode == ENDS_WITH_ALL {
        for i in 0..length(*gathered.keys) {
            let mut value = Rooted::UNDEFINED;
            if gathered.padding_option.is_object() {
                let key = key_of(cx, *gathered.keys, i)?;
                value = cx.get(gathered.padding_option, key).map_err(|thrown| gathered.fail(cx, thrown))?;
            }
            push(cx, gathered.padding, *value);
        }
    }
    Ok(gathered.into_helper(cx))
}

fn key_of(cx: &mut Cx<'_>, keys: Value, index: u32) -> JsResult<Key> {
    let name = cx.root(item(keys, index));
    cx.to_property_key(name)
}

/// IteratorCloseAll (ECMA-262 §7.4.14): those that are not done, the last first.
fn close_all(cx: &mut Cx<'_>, iterators: Value, thrown: Option<Throw>) -> JsResult<()> {
    let mut outcome = thrown.map_or(Ok(()), Err);
    for i in (0..length(iterators)).rev() {
        let iterator = item(iterators, i);
        if !iterator.is_object() {
            continue;
        }
        set_item(cx, iterators, i, Value::NULL)?;
        let record = IteratorRecord { iterator: cx.root(iterator), next: Rooted::UNDEFINED };
        outcome = match outcome {
            Ok(()) => cx.iterator_close(&record),
            Err(thrown) => Err(cx.iterator_close_throwing(&record, thrown)),
        };
    }
    outcome
}

fn next_of_zip(cx: &mut Cx<'_>, host: Gc<Host>) -> JsResult<Option<Rooted>> {
    let Some(record) = Gc::<Slots>::from_value(host.get(FUNCTION)) else { return Ok(None) };
    let iterators = record.get(ITERATORS);
    let mode = record.get(MODE).as_int_unchecked();
    let count = length(iterators);
    if count == 0 {
        return Ok(None);
    }
    let results = cx.array_from(&[]);
    for i in 0..count {
        let mark = cx.mark();
        let mut value = item(record.get(PADDING), i);
        if item(iterators, i).is_object() {
            match zip_step(cx, record, i) {
                Ok(Some(found)) => value = *found,
                Ok(None) => {
                    set_item(cx, iterators, i, Value::NULL)?;
                    if ends(cx, record, i, mode)? {
                        return Ok(None);
                    }
                }
                Err(thrown) => {
                    set_item(cx, iterators, i, Value::NULL)?;
                    close_all(cx, iterators, Some(thrown))?;
                }
            }
        }
        push(cx, results, value);
        cx.release(mark);
    }
    finish(cx, record, results).map(Some)
}

fn zip_step(cx: &mut Cx<'_>, record: Gc<Slots>, index: u32) -> JsResult<Option<Rooted>> {
    let iterator = cx.root(item(record.get(ITERATORS), index));
    let next = cx.root(item(record.get(NEXTS), index));
    cx.iterator_step(&mut IteratorRecord { iterator, next })
}

/// An iterator is done: whether that ends the whole.
fn ends(cx: &mut Cx<'_>, record: Gc<Slots>, index: u32, mode: i32) -> JsResult<bool> {
    let iterators = record.get(ITERATORS);
    match mode {
        ENDS_WITH_FIRST => close_all(cx, iterators, None).map(|()| true),
        ENDS_WITH_ALL => Ok((0..length(iterators)).all(|i| !item(iterators, i).is_object())),
        _ if index > 0 => {
            let thrown = cx.type_error("The iterators of a strict zip are not of the same length");
            close_all(cx, iterators, Some(thrown)).map(|()| true)
        }
        _ => {
            for i in 1..length(iterators) {
                match is_done(cx, record, i) {
                    Ok(true) => set_item(cx, iterators, i, Value::NULL)?,
                    Ok(false) => {
                        let thrown = cx.type_error("The iterators of a strict zip are not of the same length");
                        close_all(cx, iterators, Some(thrown))?;
                    }
                    Err(thrown) => {
                        set_item(cx, iterators, i, Value::NULL)?;
                        close_all(cx, iterators, Some(thrown))?;
                    }
                }
            }
            Ok(true)
        }
    }
}

/// IteratorStep, without a look at the value.
fn is_done(cx: &mut Cx<'_>, record: Gc<Slots>, index: u32) -> JsResult<bool> {
    let iterator = cx.root(item(record.get(ITERATORS), index));
    let next = cx.root(item(record.get(NEXTS), index));
    let result = cx.call(next, iterator, &[])?;
    if !result.is_object() {
        let text = cx.describe(result);
        return Err(cx.type_error(messages::iterator_result(&text)));
    }
    let key = cx.leaf().names.done;
    cx.get(result, key).map(|done| Vm::truthy(*done))
}

/// The array of the values, or an object without prototype of them.
fn finish(cx: &mut Cx<'_>, record: Gc<Slots>, results: Rooted) -> JsResult<Rooted> {
    let keys = record.get(KEYS);
    if keys.is_undefined() {
        return Ok(results);
    }
    let mut leaf = cx.leaf();
    let shape = leaf.root_shape(Value::NULL, 0);
    let object = leaf.new_object(shape).value();
    let object = cx.root(object);
    for i in 0..length(keys) {
        let key = key_of(cx, keys, i)?;
        let value = cx.root(item(*results, i));
        cx.create_data_property(object, key, value)?;
    }
    Ok(object)
}
