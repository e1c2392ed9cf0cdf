//! Own properties for the inspector: which are shown, and their text.

use super::layout::Entries;
use super::options::{Getters, Style};
use super::primitive::{chars_of, primitive};
use super::text::{escape, is_plain_name, quote, width};
use super::{Compact, Inspector};
use crate::objects::{Accessor, Gc, Key, Kind, Object, OwnProperty, Proxy, Value, attributes};
use crate::vm::{Cx, JsResult, Rooted};

/// The object that `value` is. The inspector only asks for objects.
pub(super) fn object_of(value: Rooted) -> Gc<Object> {
    Gc::from_value(*value).expect("the inspector descends into objects only")
}

/// The object itself, or the one that a proxy of it stands for; `None` when it is revoked.
pub(super) fn target_of(cx: &mut Cx<'_>, object: Rooted) -> Option<Rooted> {
    match Gc::<Proxy>::from_value(*object) {
        Some(proxy) => proxy.innermost_target().map(|target| cx.root(target.value())),
        None => Some(object),
    }
}

/// The own property, its value kept as a root.
pub fn own_property(cx: &mut Cx<'_>, object: Rooted, key: Key) -> Option<OwnProperty> {
    let property = cx.vm().peek_own(object_of(object), key)?;
    cx.root(property.value);
    Some(property)
}

/// Whether the own property exists and is enumerable.
pub fn is_own_enumerable(cx: &mut Cx<'_>, object: Rooted, key: Key) -> bool {
    cx.vm().peek_own(object_of(object), key).is_some_and(|p| p.attributes & attributes::ENUMERABLE != 0)
}

/// All own keys, kept as roots.
pub(super) fn own_keys(cx: &mut Cx<'_>, object: Rooted) -> Vec<Key> {
    let keys = cx.vm().peek_keys(object_of(object));
    for key in &keys {
        if let Some(name) = key.as_name() {
            cx.root(name);
        }
    }
    keys
}

/// The prototype: an object or null.
pub(super) fn prototype_of(cx: &mut Cx<'_>, object: Rooted) -> Rooted {
    let proto = cx.vm().peek_prototype(object_of(object));
    cx.root(proto)
}

/// The keys that are shown as properties: enumerable ones, or with `hidden` all.
pub fn shown_keys(cx: &mut Cx<'_>, object: Rooted, hidden: bool) -> Vec<Key> {
    let mut keys = own_keys(cx, object);
    if !hidden {
        keys.retain(|&key| is_own_enumerable(cx, object, key));
    }
    keys
}

/// The keys of an array or typed array that are shown after its elements.
pub(super) fn shown_non_index_keys(cx: &mut Cx<'_>, array: Rooted, hidden: bool) -> Vec<Key> {
    // Indices come first among the keys, and there may be very many.
    let leaf = cx.leaf();
    let object = object_of(array);
    let mut keys = Vec::new();
    if object.kind() == Kind::Array {
        keys.push(leaf.names.length);
    }
    let mut symbols = Vec::new();
    leaf.shape_of(object).for_each(|key, _| match key.as_name().and_then(Gc::<crate::objects::Symbol>::from_value) {
        None => keys.push(key),
        Some(symbol) if !symbol.is_private() => symbols.push(key),
        Some(_) => {}
    });
    keys.append(&mut symbols);
    for key in &keys {
        cx.root(key.as_name().unwrap_or(Value::UNDEFINED));
    }
    if !hidden {
        keys.retain(|&key| is_own_enumerable(cx, array, key));
    }
    keys
}

impl Inspector {
    /// `name: value` of an own property, or the value alone for an array's element.
    pub(super) fn property(
        &mut self,
        cx: &mut Cx<'_>,
        object: Rooted,
        recurse: i64,
        key: Key,
        entries: Entries,
    ) -> JsResult<String> {
        let mark = cx.mark();
        let property = match own_property(cx, object, key) {
            Some(property) => property,
            None => OwnProperty::data(*cx.get(object, key)?, attributes::ALL),
        };
        let text = self.described_property(cx, object, recurse, key, entries, property);
        cx.release(mark);
        text
    }

    /// As `property`, of a property that was already looked up; getters are called on `original`.
    pub(super) fn described_property(
        &mut self,
        cx: &mut Cx<'_>,
        original: Rooted,
        recurse: i64,
        key: Key,
        entries: Entries,
        property: OwnProperty,
    ) -> JsResult<String> {
        let mut extra = String::from(" ");
        let text = match property.accessor() {
            Some(accessor) => self.accessor(cx, original, recurse, accessor)?,
            None => {
                let aligned = self.options.compact == Compact::Full && entries == Entries::Object;
                let by = if aligned { 3 } else { 2 };
                let value = cx.root(property.value);
                let text = self.indented(by, |this| this.value(cx, value, recurse))?;
                if aligned && self.options.break_length < width(&text) {
                    extra = format!("\n{}", " ".repeat(self.indentation + by));
                }
                text
            }
        };
        if entries == Entries::ArrayElement {
            return Ok(text);
        }
        let name = self.property_name(cx, key, property.attributes & attributes::ENUMERABLE != 0);
        Ok(format!("{name}:{extra}{text}"))
    }

    fn property_name(&self, cx: &mut Cx<'_>, key: Key, enumerable: bool) -> String {
        let Some(name) = key.as_name() else {
            let index = cx.vm().describe_key(key);
            let text = if enumerable { format!("'{index}'") } else { return format!("[{index}]") };
            return self.options.stylize(text, Style::String);
        };
        if name.is_symbol() {
            let text = cx.vm().describe_symbol(name);
            let units: Vec<u16> = text.encode_utf16().collect();
            let text = escape(crate::objects::Chars::Utf16(&units));
            return format!("[{}]", self.options.stylize(text, Style::Symbol));
        }
        let chars = chars_of(cx, name);
        let text = chars.to_text();
        if text == "__proto__" {
            return "['__proto__']".into();
        }
        if !enumerable {
            return format!("[{}]", escape(chars));
        }
        if is_plain_name(&text) { text.into_owned() } else { self.options.stylize(quote(chars), Style::String) }
    }

    fn accessor(
        &mut self,
        cx: &mut Cx<'_>,
        original: Rooted,
        recurse: i64,
        accessor: Gc<Accessor>,
    ) -> JsResult<String> {
        let (getter, setter) = (accessor.get.get(), accessor.set.get());
        let label = match (getter.is_undefined(), setter.is_undefined()) {
            (false, false) => "Getter/Setter",
            (false, true) => "Getter",
            (true, false) => "Setter",
            (true, true) => return Ok(self.options.stylize("undefined", Style::Undefined)),
        };
        let wanted = match self.options.getters {
            Getters::None => false,
            Getters::All => true,
            Getters::WithoutSetter => setter.is_undefined(),
            Getters::WithSetter => !setter.is_undefined(),
        };
        if getter.is_undefined() || !wanted {
            return Ok(self.options.stylize(format!("[{label}]"), Style::Special));
        }
        let getter = cx.root(getter);
        let value = match cx.call(getter, original, &[]) {
            Ok(value) => value,
            Err(thrown) => {
                let error = cx.take_exception(thrown)?;
                let message = cx.get_str(error, "message").and_then(|m| cx.to_text(m)).unwrap_or_default();
                let open = self.options.stylize(format!("[{label}:"), Style::Special);
                let close = self.options.stylize("]", Style::Special);
                return Ok(format!("{open} <Inspection threw ({message})>{close}"));
            }
        };
        self.indented(2, |this| {
            if value.is_object() && !value.is_callable() {
                let label = this.options.stylize(format!("[{label}]"), Style::Special);
                return Ok(format!("{label} {}", this.value(cx, value, recurse)?));
            }
            let open = this.options.stylize(format!("[{label}:"), Style::Special);
            let close = this.options.stylize("]", Style::Special);
            Ok(format!("{open} {}{close}", primitive(cx, *value, &this.options, this.indentation)))
        })
    }
}
