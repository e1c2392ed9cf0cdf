//! `String` (ECMA-262 §19.3.31): the constructor, its statics, the methods of its prototype that
//! look at characters or cut pieces, and the string iterator. Searching and replacing are in
//! `search.rs`, case, normal forms and order in `case.rs`, the HTML methods in `html.rs`.

use crate::builtins::Installer;
use crate::builtins::text::buffer::{TextBuffer, chars_of, clamp_index, relative_index, string_of, trimmed};
use crate::objects::value::string::MAX_LENGTH;
use crate::objects::{Brand, Chars, Gc, Host, JsString, Primitive, Value, attributes};
use crate::vm::abstract_operations::builtin_iterators::string_iterator_step;
use crate::vm::{Args, Coerce, Cx, Intrinsic, JsResult, Leaf, NativeRow, messages};

use Coerce::{Integer, OptInteger, OptString, StringThis};

const PROTOTYPE: &[NativeRow] = &[
    NativeRow::leaf("at", 1, at, "§22.1.3.1", "The character at an index; negative ones count from the end")
        .coerce(StringThis, &[Integer]),
    NativeRow::leaf("charAt", 1, char_at, "§22.1.3.2", "The character at an index, or the empty string")
        .coerce(StringThis, &[Integer]),
    NativeRow::leaf("charCodeAt", 1, char_code_at, "§22.1.3.3", "The code unit at an index, or NaN")
        .coerce(StringThis, &[Integer]),
    NativeRow::leaf("codePointAt", 1, code_point_at, "§22.1.3.4", "The code point at an index")
        .coerce(StringThis, &[Integer]),
    NativeRow::leaf("concat", 1, concat, "§22.1.3.5", "This string followed by the arguments")
        .coerce(StringThis, &[Coerce::String])
        .variadic(),
    NativeRow::leaf("slice", 2, slice, "§22.1.3.22", "The part between two indices; negative ones count from the end")
        .coerce(StringThis, &[Integer, OptInteger]),
    NativeRow::leaf("substring", 2, substring, "§22.1.3.25", "The part between two indices, in either order")
        .coerce(StringThis, &[Integer, OptInteger]),
    NativeRow::leaf("substr", 2, substr, "§B.2.2.1", "The part from an index on, of a given length")
        .coerce(StringThis, &[Integer, OptInteger]),
    NativeRow::leaf("repeat", 1, repeat, "§22.1.3.18", "This string a number of times").coerce(StringThis, &[Integer]),
    NativeRow::leaf("padStart", 1, pad_start, "§22.1.3.17", "Filled up at the start to a length")
        .coerce(StringThis, &[Integer, OptString]),
    NativeRow::leaf("padEnd", 1, pad_end, "§22.1.3.16", "Filled up at the end to a length")
        .coerce(StringThis, &[Integer, OptString]),
    NativeRow::leaf("trim", 0, trim, "§22.1.3.32", "Without white space at both ends").coerce(StringThis, &[]),
    NativeRow::leaf("toString", 0, to_string, "§22.1.3.29", "The string itself"),
    NativeRow::leaf("valueOf", 0, value_of, "§22.1.3.35", "The string itself"),
    NativeRow::leaf("[Symbol.iterator]", 0, iterator, "§22.1.3.36", "An iterator over the code points")
        .coerce(StringThis, &[]),
];

const TRIM_START: NativeRow =
    NativeRow::leaf("trimStart", 0, trim_start, "§22.1.3.34", "Without white space at the start")
        .coerce(StringThis, &[]);
const TRIM_END: NativeRow =
    NativeRow::leaf("trimEnd", 0, trim_end, "§22.1.3.33", "Without white space at the end").coerce(StringThis, &[]);

const STATICS: &[NativeRow] = &[
    NativeRow::leaf("fromCharCode", 1, from_char_code, "§22.1.2.1", "The string of code units")
        .coerce(Coerce::Any, &[Coerce::Number])
        .variadic(),
    NativeRow::leaf("fromCodePoint", 1, from_code_point, "§22.1.2.2", "The string of code points")
        .coerce(Coerce::Any, &[Coerce::Number])
        .variadic(),
    NativeRow::cx("raw", 1, raw, "§22.1.2.4", "A template's text without escapes processed"),
];

/// Installs `String`.
pub(crate) fn install(installer: &mut Installer) {
    let object_proto = installer.vm.realm.get(Intrinsic::ObjectPrototype);
    let empty = installer.vm.space.strings.empty.value();
    let shape = installer.vm.space.root_shape(object_proto, 0);
    let proto = installer.vm.space.new_primitive(shape, empty).value();
    let row = NativeRow::cx("String", 1, construct, "§22.1.1.1", "Text");
    let constructor = installer.constructor(&row, proto, (Some(Intrinsic::String), Some(Intrinsic::StringPrototype)));
    installer.methods(constructor, STATICS);
    installer.methods(proto, PROTOTYPE);
    let trim_start = installer.method(proto, &TRIM_START);
    let trim_end = installer.method(proto, &TRIM_END);
    installer.value(proto, "trimLeft", trim_start, attributes::HIDDEN);
    installer.value(proto, "trimRight", trim_end, attributes::HIDDEN);
    super::search::install(installer, proto);
    super::case::install(installer, proto);
    super::html::install(installer, proto);

    let iterator_proto = installer.object(Intrinsic::IteratorPrototype);
    installer.vm.realm.set(Intrinsic::StringIteratorPrototype, iterator_proto);
    let next = installer
        .method(iterator_proto, &NativeRow::cx("next", 0, iterator_next, "§22.1.5.1.1", "The next code point"));
    installer.vm.realm.set(Intrinsic::StringIteratorNext, next);
    installer.tag(iterator_proto, "String Iterator");
}

/// `String(value)`, `new String(value)` (ECMA-262 §22.1.1.1)
fn construct(cx: &mut Cx<'_>) -> JsResult {
    let string = if cx.argc() == 0 {
        let empty = cx.leaf().strings.empty;
        cx.root(empty.value())
    } else {
        let value = cx.arg(0);
        if cx.new_target().is_undefined() && value.is_symbol() {
            let text = cx.describe(value);
            return Ok(*cx.string(&text));
        }
        cx.to_string(value)?
    };
    if cx.new_target().is_undefined() {
        return Ok(*string);
    }
    let shape = cx.instance_shape(Intrinsic::StringPrototype)?;
    Ok(cx.leaf().new_primitive(shape, *string).value())
}

fn from_char_code(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    if let [one] = args.0 {
        return Ok(leaf.new_char(to_uint16(*one)).value());
    }
    let units: Vec<u16> = args.0.iter().map(|&value| to_uint16(value)).collect();
    Ok(leaf.new_utf16(&units).value())
}

fn to_uint16(value: Value) -> u16 {
    match value.as_int() {
        Some(i) => i as u16,
        None => crate::numeric::conversion::to_int32(value.as_number().unwrap_or(0.0)) as u16,
    }
}

fn from_code_point(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let mut text = TextBuffer::with_capacity(args.len());
    for &value in args.0 {
        let number = value.as_number().unwrap_or(f64::NAN);
        if !(0.0..=1_114_111.0).contains(&number) || number.fract() != 0.0 {
            let shown = crate::numeric::digits::number_to_string(number);
            return Err(leaf.range_error(format!("Invalid code point {shown}")));
        }
        text.push_code_point(number as u32);
    }
    text.finish(leaf)
}

/// `String.raw` (ECMA-262 §22.1.2.4)
fn raw(cx: &mut Cx<'_>) -> JsResult {
    let cooked = cx.arg(0);
    let cooked = cx.to_object(cooked)?;
    let key = cx.leaf().names.raw;
    let raw = cx.get(cooked, key)?;
    let raw = cx.to_object(raw)?;
    let count = cx.length_of(raw)?;
    let mut text = TextBuffer::new();
    for i in 0..count {
        let mark = cx.mark();
        let piece = cx.get_index(raw, i)?;
        let piece = cx.to_string(piece)?;
        text.push_chars(chars_of(&mut cx.leaf(), *piece));
        if i + 1 < count && (i + 1) < cx.argc() as u64 {
            let substitution = cx.arg(i as usize + 1);
            let substitution = cx.to_string(substitution)?;
            text.push_chars(chars_of(&mut cx.leaf(), *substitution));
        }
        cx.release(mark);
        if text.is_full() {
            break;
        }
    }
    text.finish(&mut cx.leaf())
}

fn at(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let string = string_of(this);
    let len = string.len();
    let index = args.get(0).as_number().unwrap_or(0.0);
    let index = if index < 0.0 { len as f64 + index } else { index };
    if index < 0.0 || index >= len as f64 {
        return Ok(Value::UNDEFINED);
    }
    let unit = leaf.chars(string).at(index as usize);
    Ok(leaf.new_char(unit).value())
}

/// The index that a converted argument is, if it lies in the string.
#[inline]
fn index_in(value: Value, len: usize) -> Option<usize> {
    let index = match value.as_int() {
        Some(i) => i as u32 as usize,
        None => {
            let number = value.as_number()?;
            // A double is negative, infinite or beyond every string, but for -0.
            if number == 0.0 { 0 } else { return None }
        }
    };
    (index < len).then_some(index)
}

fn char_at(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let string = string_of(this);
    Ok(match index_in(args.get(0), string.len()) {
        Some(index) => {
            let unit = leaf.chars(string).at(index);
            leaf.new_char(unit).value()
        }
        None => leaf.strings.empty.value(),
    })
}

fn char_code_at(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let string = string_of(this);
    Ok(match index_in(args.get(0), string.len()) {
        Some(index) => Value::int(leaf.chars(string).at(index).into()),
        None => Value::NAN,
    })
}

fn code_point_at(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let string = string_of(this);
    Ok(match index_in(args.get(0), string.len()) {
        Some(index) => Value::int(leaf.chars(string).code_point_at(index).0 as i32),
        None => Value::UNDEFINED,
    })
}

fn concat(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let mut result = string_of(this);
    for &more in args.0 {
        result = match leaf.concat(result, string_of(more)) {
            Some(longer) => longer,
            None => return Err(leaf.range_error(messages::STRING_LENGTH)),
        };
    }
    Ok(result.value())
}

fn slice(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let string = string_of(this);
    let len = string.len();
    let from = relative_index(args.get(0), len, 0);
    let to = relative_index(args.get(1), len, len);
    part(leaf, string, from, to)
}

fn substring(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let string = string_of(this);
    let len = string.len();
    let from = clamp_index(args.get(0), len);
    let to = if args.get(1).is_undefined() { len } else { clamp_index(args.get(1), len) };
    part(leaf, string, from.min(to), from.max(to))
}

fn substr(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let string = string_of(this);
    let len = string.len();
    let from = relative_index(args.get(0), len, 0);
    let count = if args.get(1).is_undefined() { len } else { clamp_index(args.get(1), len) };
    part(leaf, string, from, (from + count).min(len))
}

#[inline]
fn part(leaf: &mut Leaf<'_>, string: Gc<JsString>, from: usize, to: usize) -> JsResult {
    if from >= to {
        return Ok(leaf.strings.empty.value());
    }
    Ok(leaf.substring(string, from, to).value())
}

fn repeat(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let string = string_of(this);
    let count = args.get(0).as_number().unwrap_or(0.0);
    if count < 0.0 || count.is_infinite() {
        let shown = crate::numeric::digits::number_to_string(count);
        return Err(leaf.range_error(format!("Invalid count value: {shown}")));
    }
    if string.is_empty() || count == 0.0 {
        return Ok(leaf.strings.empty.value());
    }
    if count * string.len() as f64 > MAX_LENGTH as f64 {
        return Err(leaf.range_error(messages::STRING_LENGTH));
    }
    let chars = leaf.chars(string);
    Ok(repeat_to(leaf, chars, chars.len() * count as usize).value())
}

/// `chars` over and over, up to a length.
fn repeat_to(leaf: &mut Leaf<'_>, chars: Chars<'_>, len: usize) -> Gc<JsString> {
    match chars {
        Chars::Latin1([one]) => leaf.new_latin1_with(len, |out| out.fill(*one)),
        Chars::Latin1(bytes) => leaf.new_latin1_with(len, |out| fill_with(out, bytes)),
        Chars::Utf16(units) => leaf.new_utf16_with(len, |out| fill_with(out, units)),
    }
}

fn fill_with<T: Copy>(out: &mut [T], pattern: &[T]) {
    let first = pattern.len().min(out.len());
    out[..first].copy_from_slice(&pattern[..first]);
    let mut done = first;
    while done < out.len() {
        let more = done.min(out.len() - done);
        out.copy_within(..more, done);
        done += more;
    }
}

fn pad_start(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    pad(leaf, this, args, true)
}

fn pad_end(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    pad(leaf, this, args, false)
}

/// StringPad (ECMA-262 §22.1.3.17.2)
fn pad(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>, at_start: bool) -> JsResult {
    let len = string_of(this).len();
    let wanted = args.get(0).as_number().unwrap_or(0.0);
    if wanted <= len as f64 {
        return Ok(this);
    }
    let filler = match args.get(1) {
        Value::UNDEFINED => Chars::Latin1(b" "),
        filler => chars_of(leaf, filler),
    };
    if filler.is_empty() {
        return Ok(this);
    }
    if wanted > MAX_LENGTH as f64 {
        return Err(leaf.range_error(messages::STRING_LENGTH));
    }
    let room = wanted as usize - len;
    let chars = chars_of(leaf, this);
    if let (Chars::Latin1(own), Chars::Latin1(filler)) = (chars, filler) {
        let map = |out: &mut [u8]| {
            let (padding, text) = if at_start {
                out.split_at_mut(room)
            } else {
                let (text, padding) = out.split_at_mut(len);
                (padding, text)
            };
            text.copy_from_slice(own);
            for part in padding.chunks_mut(filler.len()) {
                part.copy_from_slice(&filler[..part.len()]);
            }
        };
        return Ok(leaf.new_latin1_with(wanted as usize, map).value());
    }
    let mut text = TextBuffer::with_capacity(wanted as usize);
    if !at_start {
        text.push_chars(chars);
    }
    for _ in 0..room / filler.len() {
        text.push_chars(filler);
    }
    text.push_chars(filler.slice(0, room % filler.len()));
    if at_start {
        text.push_chars(chars);
    }
    text.finish(leaf)
}

fn trim(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    trim_where(leaf, this, true, true)
}

fn trim_start(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    trim_where(leaf, this, true, false)
}

fn trim_end(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    trim_where(leaf, this, false, true)
}

fn trim_where(leaf: &mut Leaf<'_>, this: Value, start: bool, end: bool) -> JsResult {
    let string = string_of(this);
    let (from, to) = trimmed(leaf.chars(string), start, end);
    part(leaf, string, from, to)
}

/// ThisStringValue (ECMA-262 §22.1.3.35.1)
fn this_string(leaf: &mut Leaf<'_>, this: Value, method: &str) -> JsResult {
    if this.is_string() {
        return Ok(this);
    }
    match Gc::<Primitive>::from_value(this).map(|wrapper| wrapper.value.get()) {
        Some(value) if value.is_string() => Ok(value),
        _ => Err(leaf.type_error(format!("String.prototype.{method} requires that 'this' be a String"))),
    }
}

fn to_string(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    this_string(leaf, this, "toString")
}

fn value_of(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    this_string(leaf, this, "valueOf")
}

fn iterator(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    let shape = leaf.shape(Intrinsic::StringIteratorPrototype);
    Ok(leaf.new_host(Brand::StringIterator, shape, &[this, Value::ZERO]).value())
}

/// `%StringIteratorPrototype%.next` (ECMA-262 §22.1.5.1.1)
fn iterator_next(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let Some(iterator) = Host::of(*this, Brand::StringIterator) else {
        let shown = cx.describe(this);
        return Err(cx.type_error(messages::incompatible("String Iterator.prototype.next", &shown)));
    };
    let value = string_iterator_step(&mut cx.leaf(), iterator);
    Ok(cx.vm().iterator_result(value.unwrap_or(Value::UNDEFINED), value.is_none()))
}
