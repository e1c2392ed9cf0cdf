//! Stack traces: the running functions as V8 lists them. Natives that called back into script code
//! stand between the frames, and below the last frame come the async functions that wait for what
//! runs now.
//!
//! Invariant: nothing here runs script code, and every walk is bounded by the number of lines
//! wanted or by the depth of the stack.

use crate::bytecode::{FunctionKind, FunctionProto, Text};
use crate::objects::cells::code::{CODE_ASYNC, CODE_GENERATOR};
use crate::objects::object::storage::Slots;
use crate::objects::{
    Accessor, Brand, Function, Gc, Host, InternalMethods, JsString, Kind, NativeFunction, Object, SuspendedFrame, Value,
};
use crate::vm::Vm;
use crate::vm::promise::Reaction;
use crate::vm::stack::{CONSTRUCT, Frame, STEP, SUSPENDABLE};

/// A native function that runs.
#[derive(Clone, Copy)]
pub(in crate::vm) struct NativeCall {
    /// Where its window begins.
    pub base: usize,
    /// How many frames lie below it.
    pub depth: usize,
    /// Called by `new`.
    pub construct: bool,
}

/// A function in a trace: what its line's name is made from.
struct Callee<'a> {
    function: Value,
    receiver: Value,
    construct: bool,
    proto: Option<&'a FunctionProto>,
}

/// The lines of a trace, as many as are wanted.
struct Lines {
    text: String,
    left: usize,
}

impl Lines {
    fn push(&mut self, name: &str, place: &str) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        self.text.push_str("\n    at ");
        if name.is_empty() {
            self.text.push_str(place);
        } else {
            self.text.push_str(&format!("{name} ({place})"));
        }
    }
}

/// Where a native function stands.
const NOWHERE: &str = "<anonymous>";

fn place(proto: &FunctionProto, unit: u32) -> String {
    let at = proto.position(unit).map_or(proto.span.0, |p| p.at);
    proto.source.place(at)
}

pub(crate) fn to_text(text: &Text) -> String {
    match text {
        Text::Utf8(text) => text.to_string(),
        Text::Utf16(units) => String::from_utf16_lossy(units),
    }
}

/// Whether `value` is an accessor pair that has `function`.
fn is_accessor_with(value: Value, function: Value) -> bool {
    Gc::<Accessor>::from_value(value).is_some_and(|pair| pair.get.get() == function || pair.set.get() == function)
}

/// Whether V8 puts the receiver's class before this name.
fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    let starts = chars.next().is_some_and(|c| c.is_alphabetic() || c == '_' || c == '$');
    starts && chars.all(|c| c.is_alphanumeric() || c == '_' || c == '$')
}

impl Vm {
    /// Runs `body` as part of the leaf native whose window lies at `base`: for the traces of errors
    /// made in it.
    #[cold]
    #[inline(never)]
    pub(in crate::vm) fn as_native<R>(&mut self, base: usize, construct: bool, body: impl FnOnce(&mut Vm) -> R) -> R {
        self.native_calls.push(NativeCall { base, depth: self.frames.len(), construct });
        let result = body(self);
        self.native_calls.pop();
        result
    }

    /// The lines of a stack trace, each with its line break before it; `None` when there shall be
    /// none. Frames above and including the topmost call of `hide_above` (a function, or undefined)
    /// are left out.
    pub fn trace_text(&mut self, hide_above: Value) -> Option<String> {
        let mut lines = Lines { text: String::new(), left: self.current_stack_limit()? };
        let mut hiding = hide_above.is_callable();
        let mut natives = self.native_calls.len();
        for depth in (0..=self.frames.len()).rev() {
            while let Some(&call) = natives.checked_sub(1).and_then(|i| self.native_calls.get(i))
                && call.depth >= depth
            {
                natives -= 1;
                if hiding {
                    hiding = self.stack.get(call.base) != hide_above;
                } else {
                    self.native_line(&mut lines, call);
                }
            }
            let Some(index) = depth.checked_sub(1).filter(|_| lines.left > 0) else { break };
            let frame = self.frames[index];
            if hiding {
                hiding = self.stack.get(frame.base) != hide_above;
            } else {
                self.frame_lines(&mut lines, &frame);
            }
        }
        self.async_lines(&mut lines);
        Some(lines.text)
    }

    fn frame_lines(&mut self, lines: &mut Lines, frame: &Frame) {
        let proto = frame.code.proto().clone();
        let (function, receiver) = (self.stack.get(frame.base), self.stack.get(frame.base + 1));
        let construct = frame.flags & CONSTRUCT != 0;
        let name = self.callee_name(&Callee { function, receiver, construct, proto: Some(&proto) });
        lines.push(&name, &place(&proto, frame.unit()));
        if frame.flags & STEP != 0 {
            // A loop that steps a generator without calling its `next`.
            let class = self.generator_class(function);
            lines.push(&format!("{class}.next"), NOWHERE);
        }
    }

    fn native_line(&mut self, lines: &mut Lines, call: NativeCall) {
        let function = self.stack.get(call.base);
        let Some(native) = Gc::<NativeFunction>::from_value(function) else { return };
        if self.natives[native.id().0 as usize].hidden_from_stack {
            return;
        }
        let mut receiver = self.stack.get(call.base + 1);
        // A running generator does not know its function: the frame above does.
        if let Some(brand) = Gc::<Host>::from_value(receiver).map(Gc::<Host>::brand)
            && matches!(brand, Brand::Generator | Brand::AsyncGenerator)
        {
            let above = self.frames.get(call.depth).filter(|frame| frame.extra == receiver);
            let callee = above.map_or(Value::UNDEFINED, |frame| self.stack.get(frame.base));
            let class = self.generator_class(callee);
            let name = self.function_name(native.object());
            return lines.push(&format!("{class}.{name}"), NOWHERE);
        }
        if call.construct {
            receiver = Value::UNDEFINED;
        }
        let name = self.callee_name(&Callee { function, receiver, construct: call.construct, proto: None });
        lines.push(&name, NOWHERE);
    }

    /// The class that V8 names a generator by: its function.
    fn generator_class(&mut self, function: Value) -> String {
        let name = Gc::<Object>::from_value(function).map(|function| self.function_name(function));
        name.filter(|name| !name.is_empty()).unwrap_or_else(|| "Generator".into())
    }

    /// What waits for the task that runs: async functions and combinators along the chain of
    /// promises.
    fn async_lines(&mut self, lines: &mut Lines) {
        let mut promise = match self.frames.first() {
            Some(frame) if frame.code.has(CODE_ASYNC) && self.frames_are_resumed() => self.promise_of(frame.extra),
            _ => self.promise_of(self.reaction),
        };
        while lines.left > 0 {
            let Some(reaction) = Vm::only_reaction(promise) else { return };
            let (fulfilled, rejected, capability) = match reaction {
                Reaction::Await(frame) => {
                    promise = self.awaiting_line(lines, Gc::from_cell(frame.cell_unchecked()));
                    continue;
                }
                Reaction::Then { on_fulfilled, on_rejected, capability } => (on_fulfilled, on_rejected, capability),
            };
            promise = if let Some(element) = self.combinator_line(lines, fulfilled, rejected) {
                element
            } else if let Some(data) = self.captured_by(fulfilled, "%resolve") {
                self.promise_of(data)
            } else {
                self.promise_of(capability)
            };
        }
    }

    /// Whether the first frame was put back on the stack by a job, not called.
    fn frames_are_resumed(&self) -> bool {
        let frame = &self.frames[0];
        frame.code.has(CODE_GENERATOR) || (frame.flags & SUSPENDABLE == 0 && frame.extra.is_object())
    }

    /// The promise of a capability, of an async frame's `extra`; undefined when there is none.
    fn promise_of(&self, value: Value) -> Value {
        if let Some(record) = Gc::<Slots>::from_value(value) {
            return record.get(0);
        }
        match Host::of(value, Brand::AsyncGenerator) {
            Some(generator) => self.first_request(generator).map_or(Value::UNDEFINED, |request| request.get(2)),
            None => value,
        }
    }

    /// A suspended async function's line; the promise of that function.
    fn awaiting_line(&mut self, lines: &mut Lines, frame: Gc<SuspendedFrame>) -> Value {
        let Some((extra, registers)) = frame.slots().split_last() else { return Value::UNDEFINED };
        let (function, receiver) = (registers[0].get(), registers[1].get());
        let Some(closure) = Gc::<Function>::from_value(function) else { return Value::UNDEFINED };
        let proto = closure.code().proto().clone();
        let name = self.callee_name(&Callee { function, receiver, construct: false, proto: Some(&proto) });
        let place = place(&proto, frame.pc.get().saturating_sub(1));
        if name.is_empty() {
            lines.push("", &format!("async {place}"));
        } else {
            lines.push(&format!("async {name}"), &place);
        }
        self.promise_of(extra.get())
    }

    /// The line of `Promise.all` and its like; the promise that they made.
    fn combinator_line(&mut self, lines: &mut Lines, fulfilled: Value, rejected: Value) -> Option<Value> {
        const ELEMENTS: [(&str, &str); 3] = [
            ("%promise-all-element", "all"),
            ("%promise-settled-value", "allSettled"),
            ("%promise-any-element", "any"),
        ];
        for (native, name) in ELEMENTS {
            let handler = if name == "any" { rejected } else { fulfilled };
            let Some(element) = self.data_of(handler, native) else { continue };
            let index = element.get(1).as_number().unwrap_or(0.0);
            lines.push(&format!("async Promise.{name}"), &format!("index {index}"));
            let shared = Gc::<Slots>::from_value(element.get(2))?;
            let settle = self.data_of(shared.get(1), if name == "any" { "%reject" } else { "%resolve" });
            return Some(settle.map_or(Value::UNDEFINED, |record| record.get(0)));
        }
        None
    }

    /// The record that a native function of the engine's own captured.
    fn data_of(&self, function: Value, native: &str) -> Option<Gc<Slots>> {
        self.captured_by(function, native).and_then(Gc::from_value)
    }

    /// What the native function `function` captured, if it is the one registered under that name.
    fn captured_by(&self, function: Value, native: &str) -> Option<Value> {
        let function = Gc::<NativeFunction>::from_value(function)?;
        (function.id() == self.native_id(native)).then(|| function.data.get())
    }

    // ---- names

    fn callee_name(&mut self, callee: &Callee<'_>) -> String {
        let mut name = callee.proto.map_or_else(String::new, |proto| to_text(&proto.name));
        // V8 calls code that was made at run time so.
        if callee.proto.is_some_and(|proto| proto.source.is_made()) && (name.is_empty() || name == "anonymous") {
            return "eval".into();
        }
        if let Some(proto) = callee.proto
            && proto.kind == FunctionKind::TopLevel
        {
            // The body of a CommonJS module is called with `module.exports`, a script with the
            // global object, and V8 names only the former; nor does it name what awaits at its top
            // level.
            let script = callee.receiver == self.realm.global.value() || proto.flags.is_async;
            return if name.is_empty() && !script { "Object.<anonymous>".into() } else { name };
        }
        if let Some(own) =
            Gc::<Object>::from_value(callee.function).and_then(|function| self.own_name_if_made(function))
        {
            name = own;
        }
        if let Some(proto) = callee.proto
            && name.is_empty()
        {
            name = to_text(&proto.inferred_name);
        }
        if callee.construct {
            return format!("new {}", if name.is_empty() { "<anonymous>" } else { &name });
        }
        let Some(class) = self.receiver_class(callee.receiver) else { return name };
        let property = self.method_property(callee.receiver, callee.function, &name);
        if name.is_empty() {
            return format!("{class}.{}", property.as_deref().unwrap_or("<anonymous>"));
        }
        let shown = if is_identifier(&name) { format!("{class}.{name}") } else { name.clone() };
        match property {
            Some(property) if name != property && !name.ends_with(&format!(".{property}")) => {
                format!("{shown} [as {property}]")
            }
            _ => shown,
        }
    }

    /// The name of the property of `receiver` under which it holds the running function: its own
    /// name if that is one of them.
    fn method_property(&mut self, receiver: Value, function: Value, name: &str) -> Option<String> {
        if Host::of(receiver, Brand::Timeout).is_some() {
            return Some("_onTimeout".into());
        }
        let accessor = name.starts_with("get ") || name.starts_with("set ");
        let mut next = Gc::<Object>::from_value(receiver);
        let mut found = None;
        while let Some(at) = next {
            let shape = self.space.shape_of(at);
            let mut keys = Vec::new();
            shape.for_each(|key, property| {
                let value = at.slot(shape, property.slot).1.get();
                if (value == function || (accessor && is_accessor_with(value, function))) && !key.is_symbol() {
                    keys.push(key);
                }
            });
            for key in keys {
                let text = self.describe_key(key);
                if text == name {
                    return Some(text);
                }
                found.get_or_insert(text);
            }
            next = self.peek_parent(at);
        }
        found
    }

    fn own_name_if_made(&mut self, function: Gc<Object>) -> Option<String> {
        if function.has_flag(crate::objects::object::flags::LAZY_FUNCTION) {
            return (function.kind() == Kind::NativeFunction).then(|| self.function_name(function));
        }
        let name = self.space.get_named(function, self.space.names.name)?;
        if name.is_accessor() || !name.value.is_string() { None } else { Some(self.text_of(name.value)) }
    }

    /// The class that V8 writes before a method's name; `None` for what is called without a
    /// receiver.
    fn receiver_class(&mut self, this: Value) -> Option<String> {
        if this.is_nullish() || this.is_hole() || this == self.realm.global.value() {
            return None;
        }
        let Some(object) = Gc::<Object>::from_value(this) else {
            return Some(self.primitive_class(this).into());
        };
        if object.internal_methods() == InternalMethods::Proxy {
            return Some("Proxy".into());
        }
        if object.value().is_callable() {
            let is_class = object.has_flag(crate::objects::object::flags::CLASS);
            let name = if is_class { self.function_name(object) } else { String::new() };
            return Some(if name.is_empty() { "Function".into() } else { name });
        }
        let name = self.constructor_name(object).unwrap_or_else(|| "Object".into());
        if name != "Object" {
            return Some(name);
        }
        let tag = self.space.names.symbol_to_string_tag;
        let mut next = Some(object);
        while let Some(at) = next {
            if let Some(found) = self.space.get_named(at, tag) {
                let tag = Gc::<JsString>::from_value(found.value).filter(|_| !found.is_accessor());
                return Some(tag.map_or(name, |tag| self.text_of(tag.value())));
            }
            next = self.peek_parent(at);
        }
        Some(name)
    }

    fn primitive_class(&self, value: Value) -> &'static str {
        match value {
            value if value.is_string() => "String",
            value if value.is_number() => "Number",
            value if value.is_boolean() => "Boolean",
            value if value.is_bigint() => "BigInt",
            _ => "Symbol",
        }
    }
}
