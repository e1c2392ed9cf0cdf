//! What an object is called: the name of its constructor, its tag, and the prefix made of both.

use super::keys::{object_of, own_keys, own_property, prototype_of};
use super::layout::Entries;
use super::{Inspector, inspect};
use crate::objects::{Brand, Gc, Host, Key, Kind, Object, Value, object::flags};
use crate::vm::{Cx, Intrinsic, JsResult, Rooted};

/// Constructors of the global object. Prototypes that belong to them hold nothing that a user wants
/// to see.
const BUILTINS: &[&str] = &[
    "AbortController",
    "AbortSignal",
    "AggregateError",
    "Array",
    "ArrayBuffer",
    "AsyncDisposableStack",
    "Atomics",
    "BigInt",
    "BigInt64Array",
    "BigUint64Array",
    "Blob",
    "Boolean",
    "Buffer",
    "CustomEvent",
    "DOMException",
    "DataView",
    "Date",
    "DisposableStack",
    "Error",
    "EvalError",
    "Event",
    "EventTarget",
    "FinalizationRegistry",
    "Float32Array",
    "Float64Array",
    "Function",
    "Int16Array",
    "Int32Array",
    "Int8Array",
    "Intl",
    "Iterator",
    "JSON",
    "Map",
    "Math",
    "MessageChannel",
    "MessageEvent",
    "MessagePort",
    "NaN",
    "Number",
    "Object",
    "Performance",
    "Promise",
    "Proxy",
    "RangeError",
    "ReferenceError",
    "Reflect",
    "RegExp",
    "Set",
    "SharedArrayBuffer",
    "String",
    "SuppressedError",
    "Symbol",
    "SyntaxError",
    "TextDecoder",
    "TextEncoder",
    "TypeError",
    "URIError",
    "URL",
    "URLSearchParams",
    "Uint16Array",
    "Uint32Array",
    "Uint8Array",
    "Uint8ClampedArray",
    "WeakMap",
    "WeakRef",
    "WeakSet",
    "WebAssembly",
];

/// Whether a global constructor has this name.
pub(super) fn is_builtin_name(name: &str) -> bool {
    BUILTINS.contains(&name)
}

/// What an object is called.
pub(super) struct Head {
    /// The constructor's name; `None` when the prototype is null.
    pub constructor: Option<String>,
    /// `Symbol.toStringTag`, empty when there is none or it is shown as a property.
    pub tag: String,
}

impl Head {
    /// Whether the constructor is called so.
    pub fn is(&self, name: &str) -> bool {
        self.constructor.as_deref() == Some(name)
    }

    /// `Constructor(size) [tag] `, with a space at the end.
    pub fn prefix(&self, fallback: &str, size: &str) -> String {
        let tag = &self.tag;
        match &self.constructor {
            None if !tag.is_empty() && fallback != tag => format!("[{fallback}{size}: null prototype] [{tag}] "),
            None => format!("[{fallback}{size}: null prototype] "),
            Some(name) if !tag.is_empty() && name != tag => format!("{name}{size} [{tag}] "),
            Some(name) => format!("{name}{size} "),
        }
    }
}

/// The constructor property of `object` when it is a function with a name and `of` is its instance:
/// that name.
fn named_constructor(cx: &mut Cx<'_>, object: Rooted, of: Rooted) -> JsResult<Option<String>> {
    let key = cx.leaf().names.constructor;
    let Some(property) = own_property(cx, object, key) else { return Ok(None) };
    if property.is_accessor() || !property.value.is_callable() {
        return Ok(None);
    }
    let constructor = cx.root(property.value);
    let name_key = cx.leaf().names.name;
    let name = cx.get(constructor, name_key)?;
    if name.is_string() && cx.vm().text_of(*name).is_empty() {
        return Ok(None);
    }
    if !is_instance(cx, of, constructor)? {
        return Ok(None);
    }
    display_string(cx, name).map(Some)
}

/// `String(value)`
pub fn display_string(cx: &mut Cx<'_>, value: Rooted) -> JsResult<String> {
    if value.is_symbol() { Ok(cx.vm().describe_symbol(*value)) } else { cx.to_text(value) }
}

/// `value instanceof constructor`, false when it throws.
pub(super) fn is_instance(cx: &mut Cx<'_>, value: Rooted, constructor: Rooted) -> JsResult<bool> {
    match cx.vm().instance_of(*value, *constructor) {
        Ok(is) => Ok(is),
        Err(thrown) => cx.take_exception(thrown).map(|_| false),
    }
}

/// Whether `prototype` is on the prototype chain of `value`.
pub(super) fn has_in_chain(cx: &mut Cx<'_>, value: Rooted, prototype: Rooted) -> bool {
    let mut next = Gc::<Object>::from_value(*value);
    while let Some(object) = next {
        let proto = cx.vm().peek_prototype(object);
        if proto == *prototype {
            return true;
        }
        next = Gc::from_value(proto);
    }
    false
}

/// What the engine itself calls an object without asking its prototypes' constructors.
fn engine_name(cx: &mut Cx<'_>, object: Rooted) -> String {
    let gc = object_of(object);
    if let Some(generator) = generator(*object) {
        return generator_name(cx, generator);
    }
    let kind_name = gc.class().name;
    if kind_name != "Object" {
        return kind_name.into();
    }
    let key = cx.leaf().names.former_proto;
    if let Some(proto) = cx.leaf().get_hidden(gc, key).and_then(Gc::<Object>::from_value)
        && let Some(name) = cx.vm().constructor_name(proto)
        && name != "Object"
    {
        return name;
    }
    let key = cx.leaf().names.symbol_to_string_tag;
    let mut next = Some(object);
    while let Some(at) = next {
        if let Some(property) = own_property(cx, at, key)
            && property.value.is_string()
        {
            return cx.vm().text_of(property.value);
        }
        let proto = prototype_of(cx, at);
        next = proto.is_object().then_some(proto);
    }
    "Object".into()
}

fn generator(value: Value) -> Option<Gc<Host>> {
    Host::of(value, Brand::Generator).or_else(|| Host::of(value, Brand::AsyncGenerator))
}

/// A generator is called after its function, as long as its frame is there to tell.
fn generator_name(cx: &mut Cx<'_>, generator: Gc<Host>) -> String {
    let function = cx.vm().generator_function(generator).and_then(Gc::<Object>::from_value);
    let name = function.map(|function| cx.vm().function_name(function));
    name.filter(|name| !name.is_empty()).unwrap_or_else(|| "Object".into())
}

impl Inspector {
    /// The name of what made `object`, by the `constructor` properties along its prototypes; `None`
    /// when it has no prototype. With `hidden`, the prototypes' own properties are added there.
    pub(super) fn constructor_name(
        &mut self,
        cx: &mut Cx<'_>,
        object: Rooted,
        recurse: i64,
        hidden: &mut Option<Vec<String>>,
    ) -> JsResult<Option<String>> {
        let base = cx.intrinsic(Intrinsic::ObjectPrototype);
        let function_base = cx.intrinsic(Intrinsic::FunctionPrototype);
        let mut first_proto: Option<Rooted> = None;
        let mut at = object;
        while at.is_object() {
            let found = if *at == base && *object != base {
                Some("Object".to_string())
            } else if *at == function_base && *object != function_base {
                Some("Function".to_string())
            } else {
                named_constructor(cx, at, object)?
            };
            if let Some(name) = found {
                if first_proto != Some(at) || !is_builtin_name(&name) {
                    self.prototype_properties(cx, object, first_proto.unwrap_or(object), recurse, hidden)?;
                }
                return Ok(Some(name));
            }
            at = prototype_of(cx, at);
            first_proto.get_or_insert(at);
        }
        let first = first_proto.unwrap_or(Rooted::NULL);
        if first.is_null() {
            return Ok(None);
        }
        let name = engine_name(cx, object);
        if self.too_deep(recurse) {
            return Ok(Some(format!("{name} <Complex prototype>")));
        }
        let inner = match self.constructor_name(cx, first, recurse + 1, hidden)? {
            Some(inner) => inner,
            None => {
                let mut options = self.options.clone();
                options.custom_inspect = false;
                options.depth = Some(-1);
                inspect(cx, first, &options)?
            }
        };
        Ok(Some(format!("{name} <{inner}>")))
    }

    /// Adds what up to three prototypes of `main` hold, beside functions, to `output`: what
    /// `showHidden` shows.
    fn prototype_properties(
        &mut self,
        cx: &mut Cx<'_>,
        main: Rooted,
        from: Rooted,
        recurse: i64,
        output: &mut Option<Vec<String>>,
    ) -> JsResult<()> {
        if output.is_none() {
            return Ok(());
        }
        let constructor = cx.leaf().names.constructor;
        let mut object = from;
        let mut known: Vec<Key> = Vec::new();
        for depth in 0..3 {
            if depth != 0 || *main == *object {
                object = prototype_of(cx, object);
                if object.is_null() || self.is_builtin_prototype(cx, object)? {
                    return Ok(());
                }
            }
            let keys = own_keys(cx, object);
            self.seen.push(main);
            for &key in &keys {
                let on_main = cx.vm().peek_own(object_of(main), key).is_some();
                if key == constructor || on_main || known.contains(&key) {
                    continue;
                }
                let Some(property) = own_property(cx, object, key) else { continue };
                if !property.is_accessor() && property.value.is_callable() {
                    continue;
                }
                let text = self.described_property(cx, main, recurse, key, Entries::Object, property)?;
                let text = if self.options.colors { format!("\u{1b}[2m{text}\u{1b}[22m") } else { text };
                output.get_or_insert_default().push(text);
            }
            self.seen.pop();
            known.extend(keys);
        }
        Ok(())
    }

    fn is_builtin_prototype(&mut self, cx: &mut Cx<'_>, object: Rooted) -> JsResult<bool> {
        let key = cx.leaf().names.constructor;
        let Some(property) = own_property(cx, object, key) else { return Ok(false) };
        if property.is_accessor() || !property.value.is_callable() {
            return Ok(false);
        }
        let constructor = cx.root(property.value);
        let name = cx.get_str(constructor, "name")?;
        Ok(name.is_string() && is_builtin_name(&cx.vm().text_of(*name)))
    }

    /// Constructor and tag of an object. With `hidden`, the prototypes' own properties are added
    /// there.
    pub(super) fn head(
        &mut self,
        cx: &mut Cx<'_>,
        object: Rooted,
        recurse: i64,
        hidden: &mut Option<Vec<String>>,
    ) -> JsResult<Head> {
        let constructor = self.constructor_name(cx, object, recurse, hidden)?;
        let key = cx.leaf().names.symbol_to_string_tag;
        let tag = cx.get(object, key)?;
        if !tag.is_string() {
            return Ok(Head { constructor, tag: String::new() });
        }
        let own = cx.vm().peek_own(object_of(object), key);
        let shown =
            own.is_some_and(|p| self.options.show_hidden || p.attributes & crate::objects::attributes::ENUMERABLE != 0);
        let tag = if shown { String::new() } else { cx.vm().text_of(*tag) };
        Ok(Head { constructor, tag })
    }

    /// `Constructor [tag] ` of any object.
    pub(super) fn plain_prefix(&self, cx: &mut Cx<'_>, object: Rooted, head: &Head) -> String {
        let mut fallback = String::new();
        if head.constructor.is_none() {
            fallback = engine_name(cx, object);
            if fallback == head.tag && object_of(object).kind() != crate::objects::Kind::Namespace {
                fallback = "Object".into();
            }
        }
        head.prefix(&fallback, "")
    }
}

/// Whether an object is a class: a constructor that must be called with `new`.
pub(super) fn is_class(function: Gc<Object>) -> bool {
    matches!(function.kind(), Kind::Function | Kind::NativeFunction) && function.has_flag(flags::CLASS)
}
