//! Objects as text: what kind an object is decides its braces, what stands before them and how its
//! content is shown.

use super::collections::Content;
use super::keys::{object_of, shown_keys, shown_non_index_keys, target_of};
use super::layout::{Entries, Place, reduce};
use super::names::Head;
use super::options::Style;
use super::text::utf16_len;
use super::{Inspector, MAX_LEVELS};
use crate::objects::{Gc, Host, JsArray, JsString, Key, Look as ClassLook, MapObject, Primitive, Proxy, View};
use crate::vm::{Cx, Intrinsic, JsResult, Rooted};

/// What an object looks like before its entries are made.
struct Look {
    base: String,
    open: String,
    close: &'static str,
    keys: Vec<Key>,
    content: Content,
    entries: Entries,
}

/// Either the whole text, or the look of an object with entries.
enum Shown {
    Text(String),
    Look(Look),
}

/// The look of what has braces and nothing before them but `open`.
fn braces(open: String, keys: Vec<Key>, content: Content) -> Shown {
    Shown::Look(Look { base: String::new(), open, close: "}", keys, content, entries: Entries::Object })
}

impl Inspector {
    /// The text of any value.
    pub(super) fn value(&mut self, cx: &mut Cx<'_>, value: Rooted, recurse: i64) -> JsResult<String> {
        if !value.is_object() {
            return Ok(self.primitive(cx, *value));
        }
        // What is shared may be shown without end.
        cx.check_interrupt()?;
        let mark = cx.mark();
        let text = self.object(cx, value, recurse);
        cx.release(mark);
        text
    }

    fn object(&mut self, cx: &mut Cx<'_>, object: Rooted, recurse: i64) -> JsResult<String> {
        let receiver = object;
        let Some(object) = target_of(cx, object) else {
            return Ok(self.options.stylize("<Revoked Proxy>", Style::Special));
        };
        if receiver != object && self.options.show_proxy {
            return self.proxy(cx, receiver, recurse);
        }
        if self.options.custom_inspect
            && let Some(text) = self.custom(cx, object, receiver, recurse)?
        {
            return Ok(text);
        }
        if self.seen.iter().any(|seen| **seen == *object) {
            let number = self.number_circle(cx, object);
            return Ok(self.options.stylize(format!("[Circular *{number}]"), Style::Special));
        }
        let mut hidden = (self.options.show_hidden && !self.too_deep(recurse)).then(Vec::new);
        let head = self.head(cx, object, recurse, &mut hidden)?;
        let hidden = hidden.unwrap_or_default();
        let look = match self.look(cx, object, recurse, &head, hidden.is_empty())? {
            Shown::Text(text) => return Ok(text),
            Shown::Look(look) => look,
        };
        if self.too_deep(recurse) {
            let prefix = self.plain_prefix(cx, object, &head);
            let name = prefix.trim_end_matches(' ');
            let name = if head.constructor.is_some() { format!("[{name}]") } else { name.to_string() };
            return Ok(self.options.stylize(name, Style::Special));
        }
        if self.seen.len() >= MAX_LEVELS || cx.vm_ref().native_room() == 0 {
            let prefix = self.plain_prefix(cx, object, &head);
            let name = prefix.trim_end_matches(' ');
            let text = format!("[{name}: Inspection interrupted prematurely. Maximum call stack size exceeded.]");
            return Ok(self.options.stylize(text, Style::Special));
        }
        self.entries(cx, object, recurse + 1, look, hidden)
    }

    /// `Proxy [ target, handler ]`
    fn proxy(&mut self, cx: &mut Cx<'_>, object: Rooted, recurse: i64) -> JsResult<String> {
        if self.too_deep(recurse) || cx.vm_ref().native_room() == 0 {
            return Ok(self.options.stylize("Proxy [Array]", Style::Special));
        }
        let proxy = Gc::<Proxy>::from_cell(object_of(object).cell());
        let (target, handler) = (cx.root(proxy.target.get()), cx.root(proxy.handler.get()));
        let output = self.indented(2, |inspector| {
            Ok(vec![inspector.value(cx, target, recurse + 1)?, inspector.value(cx, handler, recurse + 1)?])
        })?;
        let levels_below = usize::try_from(self.current_depth - recurse - 1).unwrap_or(0);
        let place = Place { indentation: self.indentation, levels_below };
        let braces = ("Proxy [", "]");
        Ok(reduce(&self.options, place, output, "", braces, Entries::Array, &mut |_| false))
    }

    /// The text of an object with entries, which are made here.
    fn entries(
        &mut self,
        cx: &mut Cx<'_>,
        object: Rooted,
        recurse: i64,
        mut look: Look,
        hidden: Vec<String>,
    ) -> JsResult<String> {
        self.seen.push(object);
        self.current_depth = recurse;
        let mut output = self.content(cx, object, recurse, look.content, &mut look.open)?;
        let from = output.len();
        for &key in &look.keys {
            output.push(self.property(cx, object, recurse, key, look.entries)?);
        }
        output.extend(hidden);
        if let Some(number) = self.circle_of(cx, object) {
            let reference = self.options.stylize(format!("<ref *{number}>"), Style::Special);
            if self.options.compact == super::Compact::Full {
                look.open = format!("{reference} {}", look.open);
            } else if look.base.is_empty() {
                look.base = reference;
            } else {
                look.base = format!("{reference} {}", look.base);
            }
        }
        self.seen.pop();
        if self.options.sorted {
            let from = if look.entries == Entries::Object { 0 } else { from };
            match self.options.comparator {
                Some(comparator) => sort_by_script(cx, &mut output[from..], comparator)?,
                None => output[from..].sort_by(|a, b| a.encode_utf16().cmp(b.encode_utf16())),
            }
        }
        let levels_below = usize::try_from(self.current_depth - recurse).unwrap_or(0);
        let place = Place { indentation: self.indentation, levels_below };
        let array = object_of(object);
        let mut numeric = |i: usize| {
            let element = u32::try_from(i).ok().and_then(|i| cx.vm().peek_own(array, Key::index(i)));
            element.is_some_and(|p| p.value.is_number() || p.value.is_bigint())
        };
        let braces = (look.open.as_str(), look.close);
        let text = reduce(&self.options, place, output, &look.base, braces, look.entries, &mut numeric);
        self.spend(utf16_len(&text));
        Ok(text)
    }

    fn look(
        &mut self,
        cx: &mut Cx<'_>,
        object: Rooted,
        recurse: i64,
        head: &Head,
        nothing_hidden: bool,
    ) -> JsResult<Shown> {
        let iterator = cx.leaf().names.symbol_iterator;
        if (head.constructor.is_none() || cx.has_property(object, iterator)?)
            && let Some(shown) = self.iterable_look(cx, object, head, nothing_hidden)?
        {
            return Ok(shown);
        }
        if object_of(object).class().look == ClassLook::Error {
            // Before the keys are asked for: the first look at a `stack` runs getters of name and
            // message.
            cx.get_str(object, "stack")?;
        }
        let mut keys = shown_keys(cx, object, self.options.show_hidden);
        let plain = |keys: Vec<Key>, base: String, open: String| {
            Shown::Look(Look { base, open, close: "}", keys, content: Content::Nothing, entries: Entries::Object })
        };
        let gc = object_of(object);
        if object.is_callable() {
            let base = self.function_base(cx, object, head)?;
            if keys.is_empty() && nothing_hidden {
                return Ok(Shown::Text(self.options.stylize(base, Style::Special)));
            }
            return Ok(plain(keys, base, "{".into()));
        }
        if head.is("Object") {
            let open = if gc.class().look == ClassLook::Arguments {
                "[Arguments] {".into()
            } else if head.tag.is_empty() {
                "{".into()
            } else {
                format!("{}{{", head.prefix("Object", ""))
            };
            if keys.is_empty() && nothing_hidden {
                return Ok(Shown::Text(format!("{open}}}")));
            }
            return Ok(plain(keys, String::new(), open));
        }
        if let Some(shown) = self.host_look(cx, object, recurse, head, &mut keys, nothing_hidden)? {
            return Ok(shown);
        }
        let prefix = self.plain_prefix(cx, object, head);
        if keys.is_empty() && nothing_hidden {
            let inner = if gc.kind() == crate::objects::Kind::Namespace { "  " } else { "" };
            return Ok(Shown::Text(format!("{prefix}{{{inner}}}")));
        }
        Ok(plain(keys, String::new(), format!("{prefix}{{")))
    }

    /// Arrays, sets, maps and their iterators.
    fn iterable_look(
        &mut self,
        cx: &mut Cx<'_>,
        object: Rooted,
        head: &Head,
        nothing_hidden: bool,
    ) -> JsResult<Option<Shown>> {
        let gc = object_of(object);
        if let Some(array) = JsArray::of(gc) {
            let plain = head.is("Array") && head.tag.is_empty();
            let prefix = if plain { String::new() } else { head.prefix("Array", &format!("({})", array.length())) };
            let keys = shown_non_index_keys(cx, object, self.options.show_hidden);
            let open = format!("{prefix}[");
            if array.length() == 0 && keys.is_empty() && nothing_hidden {
                return Ok(Some(Shown::Text(format!("{open}]"))));
            }
            let base = String::new();
            let (content, entries) = (Content::Array, Entries::Array);
            return Ok(Some(Shown::Look(Look { base, open, close: "]", keys, content, entries })));
        }
        let class = gc.class();
        if let Some(view) = View::typed_array(*object) {
            let length = view.length().unwrap_or(0);
            let keys = shown_non_index_keys(cx, object, self.options.show_hidden);
            let open = format!("{}[", head.prefix(class.name, &format!("({length})")));
            if length == 0 && keys.is_empty() && !self.options.show_hidden {
                return Ok(Some(Shown::Text(format!("{open}]"))));
            }
            let base = String::new();
            let (content, entries) = (Content::TypedArray, Entries::Array);
            return Ok(Some(Shown::Look(Look { base, open, close: "]", keys, content, entries })));
        }
        let (open, content, empty) = match class.look {
            ClassLook::Map | ClassLook::Set => {
                let size = cx.leaf().map_len(Gc::<MapObject>::from_cell(gc.cell()));
                let open = format!("{}{{", head.prefix(class.name, &format!("({size})")));
                let content = if class.look == ClassLook::Map { Content::Map } else { Content::Set };
                (open, content, size == 0)
            }
            ClassLook::Iterator(name) => {
                let tag = match head.tag.as_str() {
                    "" => name.to_string(),
                    tag if tag == name => name.to_string(),
                    tag => format!("{tag}] [{name}"),
                };
                (format!("[{tag}] {{"), Content::Iterator, false)
            }
            ClassLook::Properties
            | ClassLook::Arguments
            | ClassLook::Array
            | ClassLook::Function
            | ClassLook::Wrapper
            | ClassLook::Error
            | ClassLook::Date
            | ClassLook::RegExp
            | ClassLook::Promise
            | ClassLook::Weak
            | ClassLook::Temporal
            | ClassLook::Timer
            | ClassLook::TypedArray
            | ClassLook::Buffer
            | ClassLook::DataView => return Ok(None),
        };
        let keys = shown_keys(cx, object, self.options.show_hidden);
        if empty && keys.is_empty() && nothing_hidden {
            return Ok(Some(Shown::Text(format!("{open}}}"))));
        }
        Ok(Some(braces(open, keys, content)))
    }

    /// What stands before the braces of objects that show what they hold as entries; keys of the
    /// class are added.
    fn bare_look(
        &mut self,
        cx: &mut Cx<'_>,
        object: Rooted,
        head: &Head,
        look: ClassLook,
        keys: &mut Vec<Key>,
    ) -> Option<(String, Content)> {
        let prefix = head.prefix(object_of(object).class().name, "");
        Some(match look {
            ClassLook::Promise => (prefix, Content::Promise),
            ClassLook::Weak => (prefix, Content::Weak),
            ClassLook::Timer => (self.plain_prefix(cx, object, head), Content::Timer),
            ClassLook::Buffer => {
                keys.insert(0, cx.key("byteLength"));
                (prefix, Content::Bytes)
            }
            ClassLook::DataView => {
                let named = ["byteLength", "byteOffset", "buffer"].map(|name| cx.key(name));
                keys.splice(0..0, named);
                (prefix, Content::Nothing)
            }
            _ => return None,
        })
    }

    /// Objects of builtin classes that are not iterable. Removes from `keys` what is shown
    /// otherwise.
    fn host_look(
        &mut self,
        cx: &mut Cx<'_>,
        object: Rooted,
        recurse: i64,
        head: &Head,
        keys: &mut Vec<Key>,
        nothing_hidden: bool,
    ) -> JsResult<Option<Shown>> {
        let gc = object_of(object);
        let class = gc.class();
        let prototype = cx.root(cx.intrinsic(Intrinsic::ErrorPrototype));
        let is_error = super::names::has_in_chain(cx, object, prototype);
        let look = match class.look {
            look @ (ClassLook::RegExp | ClassLook::Date | ClassLook::Temporal) => look,
            _ if is_error => ClassLook::Error,
            look => look,
        };
        if let Some((open, content)) = self.bare_look(cx, object, head, look, keys) {
            return Ok(Some(braces(format!("{open}{{"), std::mem::take(keys), content)));
        }
        let (base, style, shallow_only) = match look {
            ClassLook::RegExp => {
                let prefix = head.prefix("RegExp", "");
                let prefix = if prefix == "RegExp " { "" } else { &prefix };
                let deep = self.too_deep(recurse);
                (format!("{prefix}{}", self.regexp(cx, object, head)?), Some(Style::RegExp), deep)
            }
            ClassLook::Date => {
                let prefix = head.prefix("Date", "");
                let prefix = if prefix == "Date " { "" } else { &prefix };
                let time = Gc::<Host>::from_cell(gc.cell()).get(0).as_number().unwrap_or(f64::NAN);
                (format!("{prefix}{}", super::collections::iso_date(time)), Some(Style::Date), false)
            }
            ClassLook::Temporal => (temporal_text(object, head, class.name), Some(Style::Date), false),
            ClassLook::Error => (self.error(cx, object, head, keys)?, None, false),
            ClassLook::Wrapper => {
                let style = match class.name {
                    "Number" => Style::Number,
                    "BigInt" => Style::BigInt,
                    "String" => Style::String,
                    "Boolean" => Style::Boolean,
                    _ => Style::Symbol,
                };
                (self.wrapper_base(cx, object, head, keys, class.name), Some(style), false)
            }
            ClassLook::Properties
            | ClassLook::Arguments
            | ClassLook::Array
            | ClassLook::Map
            | ClassLook::Set
            | ClassLook::Iterator(_)
            | ClassLook::TypedArray
            | ClassLook::Promise
            | ClassLook::Weak
            | ClassLook::Timer
            | ClassLook::Buffer
            | ClassLook::DataView
            | ClassLook::Function => return Ok(None),
        };
        if (keys.is_empty() && nothing_hidden) || shallow_only {
            return Ok(Some(Shown::Text(match style {
                Some(style) => self.options.stylize(base, style),
                None => base,
            })));
        }
        let (keys, content, entries) = (std::mem::take(keys), Content::Nothing, Entries::Object);
        Ok(Some(Shown::Look(Look { base, open: "{".into(), close: "}", keys, content, entries })))
    }

    /// What `RegExp.prototype.toString` gives; without a prototype, what it would give of the
    /// pattern.
    fn regexp(&mut self, cx: &mut Cx<'_>, object: Rooted, head: &Head) -> JsResult<String> {
        if head.constructor.is_none() {
            return crate::builtins::regexp::literal_text(cx, object);
        }
        let mut part = |name: &str| {
            let value = cx.get_str(object, name)?;
            super::names::display_string(cx, value)
        };
        Ok(format!("/{}/{}", part("source")?, part("flags")?))
    }

    /// `[Number: 3]`
    fn wrapper_base(
        &mut self,
        cx: &mut Cx<'_>,
        object: Rooted,
        head: &Head,
        keys: &mut Vec<Key>,
        class: &str,
    ) -> String {
        let inner = Gc::<Primitive>::from_cell(object_of(object).cell()).value.get();
        if let Some(string) = Gc::<JsString>::from_value(inner) {
            keys.drain(..string.len().min(keys.len()));
        }
        let mut plain = self.options.clone();
        plain.colors = false;
        let value = super::primitive::primitive(cx, inner, &plain, self.indentation);
        let of = match &head.constructor {
            None => " (null prototype)".into(),
            Some(name) if name != class => format!(" ({name})"),
            Some(_) => String::new(),
        };
        let tag = match &head.tag {
            tag if !tag.is_empty() && head.constructor.as_ref() != Some(tag) => format!(" [{tag}]"),
            _ => String::new(),
        };
        format!("[{class}{of}: {value}]{tag}")
    }
}

/// Sorts texts by a function of the script.
fn sort_by_script(cx: &mut Cx<'_>, texts: &mut [String], comparator: Rooted) -> JsResult<()> {
    let strings: Vec<Rooted> = texts.iter().map(|text| cx.string(text)).collect();
    let array = cx.array_from(&strings);
    let prototype = cx.intrinsic(Intrinsic::ArrayPrototype);
    let prototype = cx.root(prototype);
    let sort = cx.get_str(prototype, "sort")?;
    let sorted = cx.call(sort, array, &[comparator])?;
    for (at, text) in texts.iter_mut().enumerate() {
        let found = cx.get_index(sorted, at as u64)?;
        *text = cx.to_text(found)?;
    }
    Ok(())
}

/// An object of Temporal: its class, and its text in brackets.
fn temporal_text(object: Rooted, head: &Head, class: &str) -> String {
    let prefix = head.prefix(class, "");
    let own = prefix.split(' ').next().is_some_and(|name| class.ends_with(name));
    let prefix = if own { format!("{class} ") } else { prefix };
    format!("{prefix}<{}>", crate::builtins::temporal::text_of(*object).unwrap_or_default())
}
