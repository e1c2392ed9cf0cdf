//! `structuredClone` (HTML 2.7): copies of values with their circles and shared parts.
//!
//! The walk keeps its own work list, so that nesting needs no Rust stack. Getters run, as the
//! algorithm says.

use crate::builtins::Installer;
use crate::builtins::binary::{array_buffer, typed_array};
use crate::heap::{Memory, Tracer};
use crate::host::node::errors;
use crate::host::node::util_inspect::{display_string, is_own_enumerable, own_property};
use crate::objects::{
    Brand, Buffer, Cloning, Gc, Host, JsArray, Key, Kind, MapObject, Object, Primitive, Value, View, attributes,
};
use crate::vm::{Cx, ErrorKind, HostState, Intrinsic, JsResult, NativeRow, Rooted, Throw, messages};

/// Installs `structuredClone`.
pub fn install(installer: &mut Installer<'_>) {
    let row = NativeRow::cx(
        "structuredClone",
        1,
        structured_clone,
        "WHATWG HTML structured data",
        "A deep copy of a value, with its circles.",
    );
    let function = installer.function(&row).value();
    installer.global_enumerable("structuredClone", function);
}

/// A copy whose content is still to be made.
struct Pending {
    original: Rooted,
    copy: Rooted,
}

struct Cloner {
    /// From originals to copies: a Map, which keeps both alive.
    copies: Rooted,
    pending: Vec<Pending>,
    /// Buffers whose memory moves when all is copied. Until then a copy has none.
    transfer: Vec<Rooted>,
    /// What else is moved, with what it becomes.
    moved: Vec<(Rooted, Rooted)>,
}

fn structured_clone(cx: &mut Cx<'_>) -> JsResult {
    if cx.argc() == 0 {
        return Err(errors::throw(cx, ErrorKind::Type, "ERR_MISSING_ARGS", "The value argument must be specified"));
    }
    let options = cx.arg(1);
    if !options.is_nullish() && !options.is_object() {
        let message = "The options argument must be either an object or undefined";
        return Err(errors::throw(cx, ErrorKind::Type, "ERR_INVALID_ARG_TYPE", message));
    }
    let transfer = if options.is_nullish() { options } else { cx.get_str(options, "transfer")? };
    let transfer = transfer_list(cx, transfer, Value::UNDEFINED)?;
    Ok(*clone_with(cx, cx.arg(0), &transfer)?)
}

/// What a message carries: of a value, with a list of what is moved, from a port.
pub(super) fn clone_for_message(cx: &mut Cx<'_>) -> JsResult {
    let source = *cx.arg(2);
    let transfer = transfer_list(cx, cx.arg(1), source)?;
    Ok(*clone_with(cx, cx.arg(0), &transfer)?)
}

/// Objects of classes written in JavaScript: who knows them. Methods of `hooks`: `copy` gives a
/// copy, or undefined of what is nothing special; `transferable` says of a thing in a list of what
/// is moved (and the port that sends it) whether it can be, `begin` and `finish` move it.
pub(crate) struct Extension {
    pub hooks: Value,
}

impl HostState for Extension {
    fn trace(&self, tracer: &mut Tracer) {
        tracer.word(self.hooks.bits());
    }
}

impl Extension {
    /// What a method gives; undefined while nobody has such classes.
    fn ask(cx: &mut Cx<'_>, method: &str, arguments: &[Rooted]) -> JsResult<Rooted> {
        let Some(hooks) = cx.vm().state_ref::<Extension>().map(|extension| extension.hooks) else {
            return Ok(cx.root(Value::UNDEFINED));
        };
        let (hooks, key) = (cx.root(hooks), cx.key(method));
        cx.invoke(hooks, key, arguments)
    }
}

/// The values of a list of what is to be moved.
fn transfer_list(cx: &mut Cx<'_>, transfer: Rooted, source: Value) -> JsResult<Vec<Rooted>> {
    let mut list = Vec::new();
    if transfer.is_nullish() {
        return Ok(list);
    }
    if !transfer.is_object() {
        let message = "Optional transferList argument must be an iterable";
        return Err(errors::throw(cx, ErrorKind::Type, "ERR_INVALID_ARG_TYPE", message));
    }
    // What cannot be iterated over is taken for options, as in Node.
    let key = cx.leaf().names.symbol_iterator;
    if !cx.get(transfer, key)?.is_callable() {
        return Ok(list);
    }
    let mut record = cx.get_iterator(transfer)?;
    while let Some(value) = cx.iterator_step(&mut record)? {
        let is_buffer = value.kind() == Some(Kind::ArrayBuffer)
            && !Gc::<Buffer>::from_value(*value).is_some_and(Gc::<Buffer>::is_immutable);
        let source = cx.root(source);
        let can = Extension::ask(cx, "transferable", &[value, source])?;
        if *can == Value::NULL {
            // A program has marked it: it is copied.
            continue;
        }
        if !is_buffer && *can != Value::TRUE {
            let message = "Found invalid object in transferList";
            return Err(errors::throw(cx, ErrorKind::Type, "ERR_INVALID_TRANSFER_OBJECT", message));
        }
        if list.contains(&value) {
            let what = if is_buffer { "ArrayBuffer" } else { "MessagePort" };
            return Err(clone_error(cx, &format!("Transfer list contains duplicate {what}")));
        }
        list.push(value);
    }
    Ok(list)
}

fn clone_error(cx: &mut Cx<'_>, message: &str) -> Throw {
    errors::dom_exception(cx, "DataCloneError", 25, message)
}

/// The deep copy of a value.
pub(crate) fn clone(cx: &mut Cx<'_>, value: Rooted) -> JsResult<Rooted> {
    clone_with(cx, value, &[])
}

/// The deep copy of a value, to which the memory of some buffers moves.
fn clone_with(cx: &mut Cx<'_>, value: Rooted, transfer: &[Rooted]) -> JsResult<Rooted> {
    let shape = cx.shape(Intrinsic::MapPrototype);
    let copies = cx.leaf().new_map(Kind::Map, shape).value();
    let copies = cx.root(copies);
    let mut cloner = Cloner { copies, pending: Vec::new(), transfer: transfer.to_vec(), moved: Vec::new() };
    for &original in transfer.iter().filter(|moved| moved.kind() != Some(Kind::ArrayBuffer)) {
        let copy = Extension::ask(cx, "begin", &[original])?;
        cloner.moved.push((original, copy));
    }
    let result = cloner.clone_value(cx, value)?;
    while let Some(Pending { original, copy }) = cloner.pending.pop() {
        // Everything made is in the map of copies or reachable from the result.
        let mark = cx.mark();
        cx.root(*original);
        cx.root(*copy);
        cloner.fill(cx, original, copy)?;
        cx.release(mark);
    }
    cloner.move_memory(cx);
    for (original, copy) in std::mem::take(&mut cloner.moved) {
        Extension::ask(cx, "finish", &[original, copy])?;
    }
    Ok(result)
}

fn refuse(cx: &mut Cx<'_>, value: Rooted) -> JsResult<Rooted> {
    let text = if value.is_callable() || value.is_symbol() {
        if value.is_symbol() { display_string(cx, value)? } else { cx.describe(value) }
    } else {
        cx.describe(value)
    };
    Err(clone_error(cx, &format!("{text} could not be cloned.")))
}

impl Cloner {
    /// The copy of a value; an object's content follows later.
    fn clone_value(&mut self, cx: &mut Cx<'_>, value: Rooted) -> JsResult<Rooted> {
        if value.is_symbol() {
            return refuse(cx, value);
        }
        let Some(object) = Gc::<Object>::from_value(*value) else { return Ok(value) };
        let map = self.copies;
        let known = Gc::<MapObject>::from_value(*map).and_then(|map| cx.leaf().map_get(map, *value));
        if let Some(known) = known {
            return Ok(cx.root(known));
        }
        if let Some(&(_, copy)) = self.moved.iter().find(|(original, _)| **original == *value) {
            return Ok(copy);
        }
        let special = special_copy(cx, value, object)?;
        let copy = match special {
            Some(copy) => copy,
            None => match self.empty_copy(cx, object)? {
                Some(copy) => cx.root(copy),
                None => return refuse(cx, value),
            },
        };
        if let Some(map) = Gc::<MapObject>::from_value(*map)
            && !cx.leaf().map_set(map, *value, *copy)
        {
            return Err(cx.range_error(messages::maximum_size("Map")));
        }
        if special.is_none() {
            self.pending.push(Pending { original: value, copy });
        }
        Ok(copy)
    }

    /// An object of the same class without content.
    fn empty_copy(&mut self, cx: &mut Cx<'_>, object: Gc<Object>) -> JsResult<Option<Value>> {
        let copy = match object.class().cloning {
            Cloning::Refused => return Ok(None),
            Cloning::Object => cx.leaf().new_plain_object().value(),
            Cloning::Array => {
                let length = JsArray::of(object).map_or(0, Gc::<JsArray>::length);
                let mut leaf = cx.leaf();
                let array = leaf.new_array(0);
                leaf.set_array_length(array, length);
                array.value()
            }
            Cloning::Entries => {
                let is_map = object.kind() == Kind::Map;
                let proto = if is_map { Intrinsic::MapPrototype } else { Intrinsic::SetPrototype };
                let shape = cx.shape(proto);
                cx.leaf().new_map(object.kind(), shape).value()
            }
            Cloning::Wrapper => {
                let inner = cx.root(Gc::<Primitive>::from_cell(object.cell()).value.get());
                *cx.to_object(inner)?
            }
            Cloning::Error => error_copy(cx, object)?,
            Cloning::Date => {
                let time = Gc::<Host>::from_cell(object.cell()).get(0);
                let shape = cx.shape(Intrinsic::DatePrototype);
                cx.leaf().new_host(Brand::Date, shape, &[time]).object().value()
            }
            Cloning::RegExp => {
                let constructor = cx.root(cx.intrinsic(Intrinsic::RegExp));
                let original = cx.root(object.value());
                *cx.construct(constructor, &[original], constructor)?
            }
            Cloning::Buffer => self.buffer_copy(cx, Gc::from_cell(object.cell()))?,
            Cloning::View => self.view_copy(cx, Gc::from_cell(object.cell()))?,
        };
        Ok(Some(copy))
    }

    /// A buffer of the same bytes, or what the memory moves to.
    fn buffer_copy(&mut self, cx: &mut Cx<'_>, buffer: Gc<Buffer>) -> JsResult<Value> {
        if let Some(block) = buffer.shared_block() {
            // Another object, of the same bytes.
            return array_buffer::of_block(cx, block).map(Gc::value);
        }
        if self.transfer.iter().any(|moved| **moved == buffer.value()) {
            return Ok(array_buffer::of_memory(cx, Memory::NONE, buffer.is_resizable()).value());
        }
        if buffer.is_detached() {
            return Err(clone_error(cx, "An ArrayBuffer is detached and could not be cloned."));
        }
        array_buffer::copy(cx, buffer).map(Gc::value)
    }

    /// A view of the copy of the buffer.
    fn view_copy(&mut self, cx: &mut Cx<'_>, view: Gc<View>) -> JsResult<Value> {
        let original = cx.root(view.buffer().value());
        let buffer = self.clone_value(cx, original)?;
        let Some(length) = view.length() else {
            return Err(clone_error(cx, "[object Object] could not be cloned."));
        };
        let length = (!view.is_length_tracking()).then_some(length);
        let proto = match view.kind() {
            Kind::DataView => Intrinsic::DataViewPrototype,
            _ => typed_array::class_of(view.element_type()).1,
        };
        let shape = cx.shape(proto);
        let buffer = Gc::<Buffer>::from_cell(buffer.cell_unchecked());
        Ok(cx.leaf().new_view(view.kind(), shape, buffer, view.offset(), length).value())
    }

    /// Moves the memory of the buffers that are transferred to their copies.
    fn move_memory(&self, cx: &mut Cx<'_>) {
        let Some(copies) = Gc::<MapObject>::from_value(*self.copies) else { return };
        for moved in &self.transfer {
            let Some(buffer) = Gc::<Buffer>::from_value(**moved).filter(|buffer| !buffer.is_detached()) else {
                continue;
            };
            let mut leaf = cx.leaf();
            let memory = leaf.detach_buffer(buffer);
            if let Some(copy) = leaf.map_get(copies, **moved).and_then(Gc::<Buffer>::from_value) {
                leaf.attach_memory(copy, memory);
            }
        }
        for (_, copy) in crate::host::node::util_inspect::preview(cx, *self.copies, 0) {
            if let Some(view) = Gc::<View>::from_value(*copy) {
                view.find_start();
            }
        }
    }

    /// Copies entries and enumerable own properties.
    fn fill(&mut self, cx: &mut Cx<'_>, original: Rooted, copy: Rooted) -> JsResult<()> {
        let mark = cx.mark();
        let Some(object) = Gc::<Object>::from_value(*original) else { return Ok(()) };
        match object.class().cloning {
            Cloning::Entries => {
                for (key, value) in crate::host::node::util_inspect::preview(cx, *original, 0) {
                    let key = self.clone_value(cx, key)?;
                    let value = if value.is_hole() { key } else { self.clone_value(cx, value)? };
                    if let Some(map) = Gc::<MapObject>::from_value(*copy)
                        && !cx.leaf().map_set(map, *key, *value)
                    {
                        return Err(cx.range_error(messages::maximum_size("Map")));
                    }
                }
                return Ok(());
            }
            Cloning::Error => {
                let key = cx.key("cause");
                if let Some(cause) = own_value(cx, original, key)? {
                    let cause = self.clone_value(cx, cause)?;
                    if let Some(copy) = Gc::<Object>::from_value(*copy) {
                        cx.leaf().put_named(copy, key, *cause, attributes::HIDDEN);
                    }
                }
                return Ok(());
            }
            Cloning::Object | Cloning::Array => {}
            Cloning::Refused | Cloning::Wrapper | Cloning::Date | Cloning::RegExp | Cloning::Buffer | Cloning::View => {
                return Ok(());
            }
        }
        let keys: Vec<Key> = crate::host::node::util_inspect::shown_keys(cx, original, false);
        let inner = cx.mark();
        for key in keys {
            if key.is_symbol() || !is_own_enumerable(cx, original, key) {
                continue;
            }
            let value = cx.get(original, key)?;
            let value = self.clone_value(cx, value)?;
            cx.create_data_property(copy, key, value)?;
            cx.release(inner);
        }
        cx.release(mark);
        Ok(())
    }
}

/// The copy of an object of a class written in JavaScript.
fn special_copy(cx: &mut Cx<'_>, value: Rooted, object: Gc<Object>) -> JsResult<Option<Rooted>> {
    let may_be = match object.class().cloning {
        Cloning::Refused => object.kind() == Kind::Host,
        Cloning::Object => {
            let proto = cx.vm().peek_prototype(object);
            !proto.is_null() && proto != cx.intrinsic(Intrinsic::ObjectPrototype)
        }
        _ => false,
    };
    if !may_be {
        return Ok(None);
    }
    let copy = Extension::ask(cx, "copy", &[value])?;
    Ok((!copy.is_undefined()).then_some(copy))
}

/// An error without its cause, which may be nested as deep as anything else.
fn error_copy(cx: &mut Cx<'_>, object: Gc<Object>) -> JsResult<Value> {
    let original = cx.root(object.value());
    let name = cx.get_str(original, "name")?;
    let name = display_string(cx, name)?;
    let kind = match name.as_str() {
        "TypeError" => ErrorKind::Type,
        "RangeError" => ErrorKind::Range,
        "ReferenceError" => ErrorKind::Reference,
        "SyntaxError" => ErrorKind::Syntax,
        "EvalError" => ErrorKind::Eval,
        "URIError" => ErrorKind::Uri,
        _ => ErrorKind::Error,
    };
    let copy = cx.vm().new_error(kind, "");
    let copy = cx.root(copy);
    for name in ["stack", "message"] {
        let key = cx.key(name);
        let Some(value) = own_value(cx, original, key)? else { continue };
        if let Some(copy) = Gc::<Object>::from_value(*copy) {
            cx.leaf().put_named(copy, key, *value, attributes::HIDDEN);
        }
    }
    Ok(*copy)
}

/// The value of an own property, which may have a getter.
fn own_value(cx: &mut Cx<'_>, object: Rooted, key: Key) -> JsResult<Option<Rooted>> {
    let Some(property) = own_property(cx, object, key) else { return Ok(None) };
    if property.is_accessor() { cx.get(object, key).map(Some) } else { Ok(Some(cx.root(property.value))) }
}
