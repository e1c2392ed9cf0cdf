//! JSON.stringify (ECMA-262 §25.5.2): no recursion; the way through an object is planned once for
//! each shape.
//!
//! A plan lists the enumerable string keys of a shape's objects with their quoted text and slots. A
//! shape whose objects have getters or a `toJSON` has none, and objects with indexed elements go by
//! none: those go the long way. Plans are kept from call to call.
//!
//! Invariant: a plan holds for every plain object that shows the id of its shape, as long as the
//! prototype epoch stays; what script code does in between shows in one of the two.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::builtins::shared::elements::is_array;
use crate::builtins::shared::elements::{element_or_undefined, readable};
use crate::builtins::shared::support::{as_object, enumerable_own_keys, key_value, object_of};
use crate::builtins::text::buffer::{TextBuffer, json_plain_prefix};
use crate::heap::Tracer;
use crate::objects::object::shape::NO_SHAPE;
use crate::objects::{Brand, Chars, Gc, Host, JsString, Key, Kind, Object, Primitive, Space, Value, attributes};
use crate::vm::native::Mark;
use crate::vm::{Cx, HostState, JsResult, Rooted, messages};

/// Containers nested deeper than this are refused, as V8's stack would refuse them.
const MAX_DEPTH: usize = 10_000;
/// So many frames are looked through for a circle.
const SCANNED: usize = 16;

/// The keys of an object in the order of writing.
struct Plan {
    /// The shape whose slots the entries name, or `NO_SHAPE` when properties are looked up by key.
    shape: u32,
    entries: Vec<Entry>,
    /// `"key":` of all entries.
    text: TextBuffer,
}

impl Plan {
    fn new(shape: u32, keys: impl IntoIterator<Item = (Key, u32)>, space: &mut Space) -> Plan {
        let mut plan = Plan { shape, entries: Vec::new(), text: TextBuffer::new() };
        for (key, slot) in keys {
            if let Some(string) = Gc::<JsString>::from_value(key_value(space, key)) {
                quote(&mut plan.text, space.chars(string));
            }
            plan.text.push_byte(b':');
            plan.entries.push(Entry { key, slot, end: plan.text.len() as u32 });
        }
        plan
    }

    /// `"key":` of entry `at`.
    #[inline]
    fn quoted(&self, at: usize) -> Chars<'_> {
        let start = at.checked_sub(1).map_or(0, |before| self.entries[before].end as usize);
        self.text.chars().slice(start, self.entries[at].end as usize)
    }
}

/// What is kept from call to call.
#[derive(Default)]
pub(super) struct Plans {
    plans: FxHashMap<u32, Rc<Plan>>,
    /// Whether standard arrays are known to have no `toJSON`.
    arrays_are_plain: bool,
    /// The epochs under which this was found out.
    epochs: (u32, u64),
}

/// Plans kept at most, and entries of one that is kept beyond its call.
const MAX_PLANS: usize = limit!(64, small = 2);
const MAX_KEPT_ENTRIES: usize = limit!(64, small = 2);

impl HostState for Plans {
    fn trace(&self, _: &mut Tracer) {}
}

impl Plans {
    /// Forgets what may be true no longer.
    #[inline]
    fn refresh(&mut self, space: &Space) {
        let now = (space.proto_epoch, space.forget_epoch);
        if self.epochs != now {
            self.plans.clear();
            self.arrays_are_plain = false;
            self.epochs = (space.epoch_of_caches(), space.forget_epoch);
        }
    }

    /// Leaves what is worth keeping until the next call.
    fn trim(&mut self) {
        if self.plans.len() > MAX_PLANS {
            self.plans.clear();
        }
        self.plans.retain(|_, plan| plan.entries.len() <= MAX_KEPT_ENTRIES && plan.text.len() <= 16 * MAX_KEPT_ENTRIES);
    }
}

struct Entry {
    key: Key,
    slot: u32,
    /// Where the text `"key":` ends in the plan's; it starts where the entry before ends.
    end: u32,
}

/// A container being written.
struct Frame {
    object: Rooted,
    /// How its container refers to it.
    name: Name,
    parts: Parts,
    /// Whether nothing has been written into it yet.
    empty: bool,
    mark: Mark,
}

enum Parts {
    Object { plan: Rc<Plan>, next: usize },
    Array { length: u64, next: u64 },
}

/// A property name: of an object, or of an array.
#[derive(Clone, Copy)]
enum Name {
    Key(Key),
    Index(u64),
}

/// What a value comes to.
enum Outcome {
    /// Nothing: undefined, functions, symbols.
    Omitted,
    /// Text that is written already when the caller has written what stands before it.
    Scalar(Scalar),
    Container(Rooted),
}

enum Scalar {
    Word(&'static [u8]),
    Int(i32),
    Double(f64),
    String(Gc<JsString>),
    /// Written as it is.
    Raw(Gc<JsString>),
}

struct Writer {
    text: TextBuffer,
    gap: TextBuffer,
    replacer: Option<Rooted>,
    /// The only keys to write, in this order.
    allowed: Option<Vec<Key>>,
    plans: Plans,
    frames: Vec<Frame>,
    /// The objects of the frames beyond `SCANNED`: looking through all of them would cost the
    /// square of the depth.
    deep: FxHashSet<u64>,
}

pub(crate) fn stringify(cx: &mut Cx<'_>) -> JsResult {
    let (value, replacer, space) = (cx.arg(0), cx.arg(1), cx.arg(2));
    let mut allowed = None;
    if !replacer.is_callable() && is_array(cx, replacer)? {
        allowed = Some(property_list(cx, replacer)?);
    }
    let gap = gap(cx, space)?;
    let needs_plans = value.is_object() || replacer.is_callable();
    let mut writer = Writer {
        text: TextBuffer::new(),
        gap,
        replacer: replacer.is_callable().then_some(replacer),
        allowed,
        plans: if needs_plans { std::mem::take(cx.state::<Plans>()) } else { Plans::default() },
        frames: Vec::new(),
        deep: FxHashSet::default(),
    };
    let empty = Name::Key(cx.leaf().names.empty);
    let holder = if writer.replacer.is_some() { wrap(cx, value) } else { Rooted::UNDEFINED };
    let written = writer.write(cx, holder, empty, value);
    if needs_plans {
        writer.plans.trim();
        *cx.state::<Plans>() = writer.plans;
    }
    if written? { writer.text.finish(&mut cx.leaf()) } else { Ok(Value::UNDEFINED) }
}

/// `{ "": value }`
fn wrap(cx: &mut Cx<'_>, value: Rooted) -> Rooted {
    let mut leaf = cx.leaf();
    let object = leaf.new_plain_object();
    let key = leaf.names.empty;
    leaf.put_own(object, key, *value);
    cx.root(object.value())
}

/// The keys that an array as replacer lets through.
fn property_list(cx: &mut Cx<'_>, list: Rooted) -> JsResult<Vec<Key>> {
    let length = cx.length_of(list)?;
    let mut keys = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    for index in 0..length {
        let item = element_or_undefined(cx, list, index)?;
        let inner = Gc::<Primitive>::from_value(*item).map_or(*item, |wrapper| wrapper.value.get());
        if !inner.is_string() && !inner.is_number() {
            continue;
        }
        let text = cx.to_string(item)?;
        let key = cx.to_property_key(text)?;
        if seen.insert(key) {
            keys.push(key);
        }
    }
    Ok(keys)
}

/// The text of one level of indentation.
fn gap(cx: &mut Cx<'_>, space: Rooted) -> JsResult<TextBuffer> {
    let mut gap = TextBuffer::new();
    let inner = Gc::<Primitive>::from_value(*space).map_or(*space, |wrapper| wrapper.value.get());
    if inner.is_number() {
        let count = cx.to_number(space)?;
        let count = cx.to_integer(count.into())?.clamp(0.0, 10.0) as usize;
        gap.push_latin1(&b"          "[..count]);
    } else if inner.is_string() {
        let text = cx.to_string(space)?;
        let string = Gc::<JsString>::from_cell(text.cell_unchecked());
        let chars = cx.leaf().chars(string);
        gap.push_chars(chars.slice(0, chars.len().min(10)));
    }
    Ok(gap)
}

impl Writer {
    /// Writes the value under `name`: whether it is one that JSON has.
    fn write(&mut self, cx: &mut Cx<'_>, holder: Rooted, name: Name, value: Rooted) -> JsResult<bool> {
        match self.prepare(cx, holder, name, value)? {
            Outcome::Omitted => return Ok(false),
            Outcome::Scalar(scalar) => self.scalar(cx, &scalar),
            Outcome::Container(object) => {
                let mark = cx.mark();
                self.open(cx, object, name, mark)?;
                self.run(cx)?;
            }
        }
        Ok(true)
    }

    fn run(&mut self, cx: &mut Cx<'_>) -> JsResult<()> {
        loop {
            cx.check_interrupt()?;
            let depth = self.frames.len();
            let Some(frame) = self.frames.last_mut() else { return Ok(()) };
            if self.text.is_full() {
                return Ok(());
            }
            if self.replacer.is_none() {
                write_scalars(&mut self.text, &self.gap, depth, frame, &mut cx.leaf());
            }
            let holder = frame.object;
            match &mut frame.parts {
                Parts::Object { plan, next } => {
                    if *next >= plan.entries.len() {
                        self.close(cx, b'}');
                        continue;
                    }
                    *next += 1;
                    let plan = plan.clone();
                    let at = *next - 1;
                    let mark = cx.mark();
                    let entry = &plan.entries[at];
                    let value = match planned_value(cx, holder, plan.shape, entry) {
                        Some(value) => value,
                        None => cx.get(holder, entry.key)?,
                    };
                    let name = Name::Key(entry.key);
                    self.property(cx, holder, name, Some((&plan, at)), value, mark)?;
                }
                Parts::Array { length, next } => {
                    if *next >= *length {
                        self.close(cx, b']');
                        continue;
                    }
                    let index = *next;
                    *next += 1;
                    let mark = cx.mark();
                    let value = element_or_undefined(cx, holder, index)?;
                    self.property(cx, holder, Name::Index(index), None, value, mark)?;
                }
            }
        }
    }

    /// Writes one property of the innermost container, or opens the container that it is.
    fn property(
        &mut self,
        cx: &mut Cx<'_>,
        holder: Rooted,
        name: Name,
        entry: Option<(&Plan, usize)>,
        value: Rooted,
        mark: Mark,
    ) -> JsResult<()> {
        let outcome = match self.prepare(cx, holder, name, value)? {
            Outcome::Omitted if entry.is_some() => {
                cx.release(mark);
                return Ok(());
            }
            Outcome::Omitted => Outcome::Scalar(Scalar::Word(b"null")),
            outcome => outcome,
        };
        if let Some(frame) = self.frames.last_mut() {
            if !std::mem::take(&mut frame.empty) {
                self.text.push_byte(b',');
            }
            line(&mut self.text, &self.gap, self.frames.len());
        }
        if let Some((plan, at)) = entry {
            self.text.push_chars(plan.quoted(at));
            if self.gap.len() > 0 {
                self.text.push_byte(b' ');
            }
        }
        match outcome {
            Outcome::Container(object) => self.open(cx, object, name, mark),
            Outcome::Scalar(scalar) => {
                self.scalar(cx, &scalar);
                cx.release(mark);
                Ok(())
            }
            Outcome::Omitted => Ok(()),
        }
    }

    fn close(&mut self, cx: &mut Cx<'_>, bracket: u8) {
        let Some(frame) = self.frames.pop() else { return };
        if self.frames.len() >= SCANNED {
            self.deep.remove(&frame.object.bits());
        }
        if !frame.empty {
            line(&mut self.text, &self.gap, self.frames.len());
        }
        self.text.push_byte(bracket);
        cx.release(frame.mark);
    }

    /// SerializeJSONProperty up to where text is written: toJSON, the replacer, wrappers.
    #[inline]
    fn prepare(&mut self, cx: &mut Cx<'_>, holder: Rooted, name: Name, value: Rooted) -> JsResult<Outcome> {
        let mut value = value;
        if value.is_object() || value.is_bigint() {
            value = self.to_json(cx, name, value)?;
        }
        if let Some(replacer) = self.replacer {
            let key = name_value(cx, name);
            value = cx.call(replacer, holder, &[key, value])?;
        }
        if let Some(i) = value.as_int() {
            return Ok(Outcome::Scalar(Scalar::Int(i)));
        }
        if let Some(string) = Gc::<JsString>::from_value(*value) {
            return Ok(Outcome::Scalar(Scalar::String(string)));
        }
        Ok(match *value {
            Value::TRUE => Outcome::Scalar(Scalar::Word(b"true")),
            Value::FALSE => Outcome::Scalar(Scalar::Word(b"false")),
            Value::NULL => Outcome::Scalar(Scalar::Word(b"null")),
            other => match other.as_number() {
                Some(n) if n.is_finite() => Outcome::Scalar(Scalar::Double(n)),
                Some(_) => Outcome::Scalar(Scalar::Word(b"null")),
                None if other.is_bigint() => return Err(cx.type_error(messages::BIGINT_IN_JSON)),
                None if !other.is_object() || other.is_callable() => Outcome::Omitted,
                None => return self.unwrap(cx, value),
            },
        })
    }

    /// Wrappers of numbers, strings and booleans stand for their values.
    fn unwrap(&mut self, cx: &mut Cx<'_>, value: Rooted) -> JsResult<Outcome> {
        if let Some(raw) = Host::of(*value, Brand::RawJson) {
            return Ok(Outcome::Scalar(Scalar::Raw(Gc::from_cell(raw.get(0).cell_unchecked()))));
        }
        let Some(wrapper) = Gc::<Primitive>::from_value(*value) else { return Ok(Outcome::Container(value)) };
        let inner = wrapper.value.get();
        if inner.is_number() {
            let number = cx.to_number(value)?;
            let scalar = if number.is_finite() { Scalar::Double(number) } else { Scalar::Word(b"null") };
            return Ok(Outcome::Scalar(scalar));
        }
        if inner.is_string() {
            let text = cx.to_string(value)?;
            return Ok(Outcome::Scalar(Scalar::String(Gc::from_cell(text.cell_unchecked()))));
        }
        Ok(match inner.as_boolean() {
            Some(true) => Outcome::Scalar(Scalar::Word(b"true")),
            Some(false) => Outcome::Scalar(Scalar::Word(b"false")),
            None if inner.is_bigint() => return Err(cx.type_error(messages::BIGINT_IN_JSON)),
            None => Outcome::Container(value),
        })
    }

    fn to_json(&mut self, cx: &mut Cx<'_>, name: Name, value: Rooted) -> JsResult<Rooted> {
        let key = cx.leaf().names.to_json;
        if !value.is_object() {
            let method = cx.get(value, key)?;
            let key = name_value(cx, name);
            return if method.is_callable() { cx.call(method, value, &[key]) } else { Ok(value) };
        }
        // A plan says that there is no toJSON anywhere.
        let object = object_of(*value);
        let is_standard_array = object.shape_id() == cx.leaf().roots.array_shape.id();
        self.plans.refresh(&cx.leaf());
        let known = &self.plans;
        if known.plans.contains_key(&object.shape_id()) || (is_standard_array && known.arrays_are_plain) {
            return Ok(value);
        }
        if cx.vm().surely_lacks(object, key) {
            self.plans.arrays_are_plain |= is_standard_array;
            return Ok(value);
        }
        let method = cx.get(value, key)?;
        if !method.is_callable() {
            return Ok(value);
        }
        let key = name_value(cx, name);
        cx.call(method, value, &[key])
    }

    fn scalar(&mut self, cx: &mut Cx<'_>, scalar: &Scalar) {
        match *scalar {
            Scalar::Word(word) => self.text.push_latin1(word),
            Scalar::Int(i) => self.text.push_int(i),
            Scalar::Double(n) => self.text.push_number(n),
            Scalar::Raw(string) => {
                let chars = cx.leaf().chars(string);
                self.text.push_chars(chars);
            }
            Scalar::String(string) => {
                let chars = cx.leaf().chars(string);
                quote(&mut self.text, chars);
            }
        }
    }

    // ---- containers

    /// The frame of an object that is being written.
    fn position(&self, object: Rooted) -> Option<usize> {
        let is_it = |frame: &Frame| *frame.object == *object;
        match self.frames.iter().take(SCANNED).position(is_it) {
            None if self.deep.contains(&object.bits()) => self.frames.iter().position(is_it),
            found => found,
        }
    }

    fn open(&mut self, cx: &mut Cx<'_>, object: Rooted, name: Name, mark: Mark) -> JsResult<()> {
        if let Some(start) = self.position(object) {
            let message = self.circle(cx, start, name);
            return Err(cx.type_error(message));
        }
        if self.frames.len() >= MAX_DEPTH {
            return Err(cx.range_error(messages::CALL_STACK));
        }
        let parts = if is_array(cx, object)? {
            self.text.push_latin1(b"[");
            Parts::Array { length: cx.length_of(object)?, next: 0 }
        } else {
            self.text.push_latin1(b"{");
            // The shape keeps the plan's keys alive when the object leaves it.
            let shape = cx.leaf().shape_of(object_of(*object));
            cx.root(shape.value());
            let plan = self.plan(cx, object)?;
            if shape.is_unique() && plan.shape != NO_SHAPE {
                // A shape that changes in place may lose them.
                for entry in &plan.entries {
                    cx.root(entry.key.word());
                }
            }
            Parts::Object { plan, next: 0 }
        };
        if self.frames.len() >= SCANNED {
            self.deep.insert(object.bits());
        }
        self.frames.push(Frame { object, name, parts, empty: true, mark });
        Ok(())
    }

    fn plan(&mut self, cx: &mut Cx<'_>, rooted: Rooted) -> JsResult<Rc<Plan>> {
        let object = object_of(*rooted);
        // Elements are the object's own: its shape does not tell of them.
        if self.allowed.is_none() && object.kind() == Kind::Object && object.elements.get().is_hole() {
            self.plans.refresh(&cx.leaf());
            if let Some(plan) = self.plans.plans.get(&object.shape_id()) {
                return Ok(plan.clone());
            }
            if let Some(plan) = plan_of_shape(cx, object) {
                let plan = Rc::new(plan);
                self.plans.plans.insert(object.shape_id(), plan.clone());
                return Ok(plan);
            }
        }
        let keys = match &self.allowed {
            Some(allowed) => allowed.clone(),
            None => enumerable_own_keys(cx, rooted)?,
        };
        let mut leaf = cx.leaf();
        Ok(Rc::new(Plan::new(NO_SHAPE, keys.into_iter().map(|key| (key, 0)), &mut leaf)))
    }

    /// The words of the error about a circle that closes with `name`.
    fn circle(&self, cx: &mut Cx<'_>, start: usize, name: Name) -> String {
        const SHOWN_FIRST: usize = 2;
        const SHOWN_LAST: usize = 1;
        let circle = &self.frames[start..];
        let mut text = format!(
            "Converting circular structure to JSON\n    --> starting at object with constructor {}",
            constructor_name(cx, &circle[0])
        );
        let rest = &circle[1..];
        for (i, frame) in rest.iter().enumerate() {
            let last = i + SHOWN_LAST >= rest.len();
            if i < SHOWN_FIRST || last {
                let (key, class) = (describe_name(cx, frame.name), constructor_name(cx, frame));
                text.push_str(&format!("\n    |     {key} -> object with constructor {class}"));
            } else if i == SHOWN_FIRST {
                text.push_str("\n    |     ...");
            }
        }
        let key = describe_name(cx, name);
        text.push_str(&format!("\n    --- {key} closes the circle"));
        text
    }
}

/// The plan of the shape of a plain object without elements: data properties only, no toJSON.
fn plan_of_shape(cx: &mut Cx<'_>, object: Gc<Object>) -> Option<Plan> {
    let to_json = cx.leaf().names.to_json;
    let shape = cx.leaf().shape_of(object);
    if !shape.remember_id() || !cx.vm().surely_lacks(object, to_json) {
        return None;
    }
    let mut plain = true;
    let mut found = Vec::with_capacity(shape.property_count());
    shape.for_each(|key, property| {
        if !key.is_symbol() && property.attributes & attributes::ENUMERABLE != 0 {
            plain &= property.attributes & attributes::ACCESSOR == 0;
            found.push((key, property.slot));
        }
    });
    plain.then(|| Plan::new(shape.id(), found, &mut cx.leaf()))
}

/// A new line with the indentation of `depth`, when there is indentation at all.
#[inline]
fn line(text: &mut TextBuffer, gap: &TextBuffer, depth: usize) {
    if gap.len() == 0 {
        return;
    }
    text.push_byte(b'\n');
    for _ in 0..depth {
        text.append(gap);
        if text.is_full() {
            return;
        }
    }
}

/// Writes the parts of a container up to the first that is an object, or that cannot be read
/// without asking somebody. Without a replacer only.
fn write_scalars(text: &mut TextBuffer, gap: &TextBuffer, depth: usize, frame: &mut Frame, space: &mut Space) {
    let object = object_of(*frame.object);
    match &mut frame.parts {
        Parts::Array { length, next } => {
            let Some((_, words)) = readable(space, *frame.object) else { return };
            let end = (*length).min(words.len() as u64);
            while *next < end && !text.is_full() {
                let value = words.get(*next as usize);
                if value.is_object() || value.is_bigint() {
                    return;
                }
                if !std::mem::take(&mut frame.empty) {
                    text.push_byte(b',');
                }
                line(text, gap, depth);
                write_scalar(text, space, value);
                *next += 1;
            }
        }
        Parts::Object { plan, next } => {
            if plan.shape == NO_SHAPE || object.shape_id() != plan.shape {
                return;
            }
            let shape = space.shape_of(object);
            while let Some(entry) = plan.entries.get(*next)
                && !text.is_full()
            {
                let value = object.slot(shape, entry.slot).1.get();
                if value.is_object() || value.is_bigint() {
                    return;
                }
                *next += 1;
                if value.is_undefined() || value.is_symbol() {
                    continue;
                }
                if !std::mem::take(&mut frame.empty) {
                    text.push_byte(b',');
                }
                line(text, gap, depth);
                text.push_chars(plan.quoted(*next - 1));
                if gap.len() > 0 {
                    text.push_byte(b' ');
                }
                write_scalar(text, space, value);
            }
        }
    }
}

/// A value that is no object; what JSON cannot say is null.
#[inline]
fn write_scalar(text: &mut TextBuffer, space: &mut Space, value: Value) {
    if let Some(i) = value.as_int() {
        return text.push_int(i);
    }
    if let Some(string) = Gc::<JsString>::from_value(value) {
        let chars = space.chars(string);
        return quote(text, chars);
    }
    match value {
        Value::TRUE => text.push_latin1(b"true"),
        Value::FALSE => text.push_latin1(b"false"),
        _ => match value.as_number() {
            Some(n) if n.is_finite() => text.push_number(n),
            _ => text.push_latin1(b"null"),
        },
    }
}

fn constructor_name(cx: &mut Cx<'_>, frame: &Frame) -> String {
    // V8 asks the hidden class, not an own property of that name.
    let proto = as_object(*frame.object).and_then(|object| cx.vm().peek_parent(object));
    let name = proto.and_then(|proto| cx.vm().constructor_name(proto));
    format!("'{}'", name.unwrap_or_else(|| "Object".into()))
}

fn describe_name(cx: &mut Cx<'_>, name: Name) -> String {
    match name {
        Name::Index(index) => format!("index {index}"),
        Name::Key(key) => match cx.vm().describe_key(key) {
            key if key.is_empty() => "<anonymous>".into(),
            key => format!("property '{key}'"),
        },
    }
}

/// The value of a planned property as it is now; `None` when reading it may run a getter.
#[inline]
fn planned_value(cx: &mut Cx<'_>, holder: Rooted, shape: u32, entry: &Entry) -> Option<Rooted> {
    let object = object_of(*holder);
    if shape != NO_SHAPE && object.shape_id() == shape {
        let shape = cx.leaf().shape_of(object);
        let value = object.slot(shape, entry.slot).1.get();
        return Some(cx.root(value));
    }
    let property = cx.vm().peek_own(object, entry.key)?;
    if property.is_accessor() { None } else { Some(cx.root(property.value)) }
}

fn name_value(cx: &mut Cx<'_>, name: Name) -> Rooted {
    let key = match name {
        Name::Key(key) => key,
        Name::Index(index) => cx.index_key(index),
    };
    let value = key_value(&mut cx.leaf(), key);
    cx.root(value)
}

/// QuoteJSONString (ECMA-262 §25.5.2.3).
#[inline]
fn quote(text: &mut TextBuffer, chars: Chars<'_>) {
    text.push_byte(b'"');
    match chars {
        Chars::Latin1(bytes) => {
            // One pass without branches says that there is nothing to escape, which is the rule.
            let special = bytes.iter().fold(false, |found, &b| found | (b < 0x20) | (b == b'"') | (b == b'\\'));
            if special { quote_latin1(text, bytes) } else { text.push_latin1(bytes) }
        }
        Chars::Utf16(units) => quote_wide(text, units),
    }
    text.push_byte(b'"');
}

fn quote_latin1(text: &mut TextBuffer, bytes: &[u8]) {
    let mut rest = bytes;
    loop {
        let at = json_plain_prefix(rest);
        text.push_latin1(&rest[..at]);
        let Some(&byte) = rest.get(at) else { return };
        escape(text, byte.into());
        rest = &rest[at + 1..];
    }
}

fn quote_wide(text: &mut TextBuffer, units: &[u16]) {
    let mut rest = units;
    while !rest.is_empty() {
        let plain = rest.iter().position(|&u| u < 0x20 || u == 0x22 || u == 0x5C || (0xD800..0xE000).contains(&u));
        let at = plain.unwrap_or(rest.len());
        text.push_chars(Chars::Utf16(&rest[..at]));
        rest = &rest[at..];
        match *rest {
            [high @ 0xD800..0xDC00, low @ 0xDC00..0xE000, ..] => {
                text.push_chars(Chars::Utf16(&[high, low]));
                rest = &rest[2..];
            }
            [unit, ..] => {
                escape(text, unit);
                rest = &rest[1..];
            }
            [] => {}
        }
    }
}

fn escape(text: &mut TextBuffer, unit: u16) {
    let short: &[u8] = match unit {
        0x08 => b"\\b",
        0x09 => b"\\t",
        0x0A => b"\\n",
        0x0C => b"\\f",
        0x0D => b"\\r",
        0x22 => b"\\\"",
        0x5C => b"\\\\",
        _ => return text.push_str(&format!("\\u{unit:04x}")),
    };
    text.push_latin1(short);
}
