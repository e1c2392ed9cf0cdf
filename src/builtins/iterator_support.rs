//! What the iterator helpers share: the slots of a helper, and how iterators are taken and closed.

use crate::objects::{Gc, Host, Value};
use crate::vm::{Cx, IteratorRecord, JsResult, Rooted, Throw, messages};

pub const MAP: i32 = 0;
pub const FILTER: i32 = 1;
pub const TAKE: i32 = 2;
pub const DROP: i32 = 3;
pub const FLAT_MAP: i32 = 4;

pub const KIND: usize = 0;
pub const ITERATOR: usize = 1;
pub const NEXT: usize = 2;
pub const FUNCTION: usize = 3;
pub const COUNTER: usize = 4;
pub const STATE: usize = 5;
pub const INNER: usize = 6;
pub const INNER_NEXT: usize = 7;

pub const AT_START: Value = Value::int(0);
pub const SUSPENDED: Value = Value::int(1);
pub const RUNNING: Value = Value::int(2);
pub const DONE: Value = Value::int(3);
pub const CHUNKS: i32 = 5;
/// Windows of full size only, and those of an iterator that has fewer values too.
pub const WINDOWS: i32 = 6;
pub const ALL_WINDOWS: i32 = 7;
pub const CONCAT: i32 = 8;
pub const ZIP: i32 = 9;

pub fn this_iterator(cx: &mut Cx<'_>, method: &str) -> JsResult<Rooted> {
    let this = cx.this();
    if this.is_object() {
        return Ok(this);
    }
    Err(cx.type_error(format!("Iterator.prototype.{method} called on non-object")))
}

/// An iterator that is closed when the arguments turn out wrong.
pub fn fail_closing(cx: &mut Cx<'_>, iterator: Rooted, thrown: Throw) -> Throw {
    let record = IteratorRecord { iterator, next: Rooted::UNDEFINED };
    cx.iterator_close_throwing(&record, thrown)
}

pub fn record_of(cx: &mut Cx<'_>, host: Gc<Host>, iterator: usize, next: usize) -> IteratorRecord {
    IteratorRecord { iterator: cx.root(host.get(iterator)), next: cx.root(host.get(next)) }
}

/// GetIteratorFlattenable (ECMA-262 §7.4.5).
pub fn flattenable(cx: &mut Cx<'_>, value: Rooted, strings: bool) -> JsResult<IteratorRecord> {
    if !(value.is_object() || strings && value.is_string()) {
        let text = cx.describe(value);
        return Err(cx.type_error(messages::not_an_object(&text)));
    }
    let key = cx.leaf().names.symbol_iterator;
    let method = cx.get_method(value, key)?;
    let iterator = if method.is_undefined() { value } else { cx.call(method, value, &[])? };
    if !iterator.is_object() {
        let text = cx.describe(iterator);
        return Err(cx.type_error(messages::not_an_object(&text)));
    }
    cx.iterator_direct(iterator)
}
