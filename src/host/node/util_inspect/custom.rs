//! Objects' own inspection methods (`Symbol.for('nodejs.util.inspect.custom')`), and `inspect` as a
//! function that they get.

use super::options::{Compact, Getters, Options, Style};
use super::{InspectState, Inspector, inspect_with};
use crate::builtins::Installer;
use crate::objects::value::symbol::REGISTERED;
use crate::objects::{Key, Value};
use crate::vm::{Args, Cx, JsResult, Leaf, NativeRow, Rooted, Vm};

/// The registered symbol of inspection methods.
pub const CUSTOM: &str = "nodejs.util.inspect.custom";

/// Installs the functions that inspection methods get.
pub fn install(installer: &mut Installer<'_>) {
    let row =
        NativeRow::cx("inspect", 2, inspect_native, "Node util", "The text of a value, as the console prints it.");
    let inspect = installer.function(&row).value();
    installer.vm.add_state(InspectState { inspect, ..InspectState::default() });
    installer.internal(
        "%stylize",
        NativeRow::leaf("stylize", 2, stylize_plain, "Node util", "Text in the colour of a style."),
    );
    installer.internal(
        "%stylizeColor",
        NativeRow::cx("stylize", 2, stylize_colour, "Node util", "Text in the colour of a style."),
    );
}

impl Inspector {
    /// The text that the object's own method gives, if it has one and does not answer with its
    /// receiver: the object, or the proxy that stands for it.
    pub(super) fn custom(
        &mut self,
        cx: &mut Cx<'_>,
        object: Rooted,
        receiver: Rooted,
        recurse: i64,
    ) -> JsResult<Option<String>> {
        let key = custom_key(cx);
        let method = cx.get(object, key)?;
        if !method.is_callable() || is_prototype_of_its_constructor(cx, object)? {
            return Ok(None);
        }
        let depth = match self.options.depth {
            None => Rooted::NULL,
            Some(depth) => Rooted::from((depth - recurse) as f64),
        };
        let options = self.options_object(cx)?;
        let inspect = cx.state::<InspectState>().inspect;
        let inspect = cx.root(inspect);
        let result = cx.call(method, receiver, &[depth, options, inspect])?;
        if *result == *receiver {
            return Ok(None);
        }
        if !result.is_string() {
            return self.value(cx, result, recurse).map(Some);
        }
        let text = cx.vm().text_of(*result);
        Ok(Some(text.replace('\n', &format!("\n{}", " ".repeat(self.indentation)))))
    }

    /// The options as inspection methods see them: with a `stylize` function, and what else the
    /// caller of `inspect` passed.
    fn options_object(&mut self, cx: &mut Cx<'_>) -> JsResult<Rooted> {
        let stylize = if self.options.colors { "%stylizeColor" } else { "%stylize" };
        let stylize = cx.native_function(stylize, Rooted::UNDEFINED);
        let options = self.options.clone();
        let length = |n: usize| if n == usize::MAX { Value::double(f64::INFINITY) } else { Value::length(n) };
        let mut leaf = cx.leaf();
        let object = leaf.new_plain_object();
        let entries = [
            ("stylize", *stylize),
            ("showHidden", Value::boolean(options.show_hidden)),
            ("depth", options.depth.map_or(Value::NULL, |d| Value::number(d as f64))),
            ("colors", Value::boolean(options.colors)),
            ("customInspect", Value::boolean(options.custom_inspect)),
            ("showProxy", Value::boolean(options.show_proxy)),
            ("maxArrayLength", length(options.max_array_length)),
            ("maxStringLength", length(options.max_string_length)),
            ("breakLength", length(options.break_length)),
            (
                "compact",
                match options.compact {
                    Compact::Full => Value::TRUE,
                    Compact::Levels(0) => Value::FALSE,
                    Compact::Levels(levels) => Value::length(levels),
                },
            ),
            ("sorted", Value::boolean(options.sorted)),
            ("getters", Value::boolean(options.getters == Getters::All)),
            ("numericSeparator", Value::boolean(options.numeric_separator)),
        ];
        for (name, value) in entries {
            let key = leaf.key(name);
            leaf.put_own(object, key, value);
        }
        let object = cx.root(object.value());
        if let Some(user) = self.user_options {
            for key in super::keys::shown_keys(cx, user, false) {
                let value = cx.get(user, key)?;
                cx.create_data_property(object, key, value)?;
            }
        }
        Ok(object)
    }
}

/// The key of inspection methods.
pub fn custom_key(cx: &mut Cx<'_>) -> Key {
    let vm = cx.vm();
    if let Some(&symbol) = vm.symbol_registry.get(CUSTOM) {
        return Key::name(symbol);
    }
    let description = vm.space.intern(CUSTOM).value();
    let symbol = vm.space.new_symbol(description, REGISTERED).value();
    vm.symbol_registry.insert(CUSTOM.into(), symbol);
    Key::name(symbol)
}

/// Prototype objects are shown as they are: their methods are meant for instances.
fn is_prototype_of_its_constructor(cx: &mut Cx<'_>, object: Rooted) -> JsResult<bool> {
    let key = cx.leaf().names.constructor;
    let constructor = cx.get(object, key)?;
    if !Vm::truthy(*constructor) {
        return Ok(false);
    }
    let key = cx.leaf().names.prototype;
    Ok(*cx.get(constructor, key)? == *object)
}

impl Options {
    /// Changes the options by the properties of an object; true when it has others, which
    /// inspection methods want to see.
    pub fn read(&mut self, cx: &mut Cx<'_>, object: Rooted) -> JsResult<bool> {
        let mut others = false;
        for key in super::keys::shown_keys(cx, object, false) {
            let name = cx.vm().describe_key(key);
            let value = cx.get(object, key)?;
            let flag = Vm::truthy(*value);
            let number = value.as_number();
            match name.as_str() {
                "showHidden" => self.show_hidden = flag,
                "depth" => self.depth = depth(*value),
                "colors" => self.colors = flag,
                "customInspect" => self.custom_inspect = flag,
                "maxArrayLength" => self.max_array_length = limit(*value),
                "maxStringLength" => self.max_string_length = limit(*value),
                "breakLength" => self.break_length = limit(*value),
                "compact" => {
                    self.compact = match number {
                        Some(n) => Compact::Levels(n.max(0.0) as usize),
                        None if flag => Compact::Full,
                        None => Compact::Levels(0),
                    }
                }
                "sorted" => {
                    self.sorted = flag;
                    self.comparator = value.is_callable().then_some(value);
                }
                "getters" => {
                    self.getters = match cx.vm().text_of(*value).as_str() {
                        "get" => Getters::WithoutSetter,
                        "set" => Getters::WithSetter,
                        _ if flag => Getters::All,
                        _ => Getters::None,
                    }
                }
                "numericSeparator" => self.numeric_separator = flag,
                "showProxy" => self.show_proxy = flag,
                "stylize" => {}
                _ => others = true,
            }
        }
        Ok(others)
    }
}

fn depth(value: Value) -> Option<i64> {
    match value.as_number() {
        Some(n) if n.is_finite() => Some(n as i64),
        Some(n) if n < 0.0 => Some(-1),
        // A comparison with undefined is false in a script: it never ends.
        _ => None,
    }
}

fn limit(value: Value) -> usize {
    match value.as_number() {
        Some(n) if n.is_finite() => n.max(0.0) as usize,
        _ => usize::MAX,
    }
}

/// `inspect(value, options)`, also `inspect(value, showHidden, depth, colors)`.
fn inspect_native(cx: &mut Cx<'_>) -> JsResult {
    let mut options = super::defaults(cx)?;
    let mut user = None;
    let (value, second) = (cx.arg(0), cx.arg(1));
    if cx.argc() > 2 {
        if !cx.arg(2).is_undefined() {
            options.depth = depth(*cx.arg(2));
        }
        if !cx.arg(3).is_undefined() {
            options.colors = Vm::truthy(*cx.arg(3));
        }
    }
    if let Some(hidden) = second.as_boolean() {
        options.show_hidden = hidden;
    } else if second.is_object() && options.read(cx, second)? {
        user = Some(second);
    }
    options.read_palette(cx)?;
    let text = inspect_with(cx, value, &options, user)?;
    Ok(*cx.string(&text))
}

fn stylize_plain(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(args.get(0))
}

fn stylize_colour(cx: &mut Cx<'_>) -> JsResult {
    let text = cx.to_text(cx.arg(0))?;
    let style = if cx.arg(1).is_string() { cx.to_text(cx.arg(1))? } else { String::new() };
    let Some(at) = STYLES.iter().position(|(name, _)| *name == style) else { return Ok(*cx.arg(0)) };
    let mut options = Options { colors: true, ..Options::default() };
    options.read_palette(cx)?;
    let text = options.stylize(text, STYLES[at].1);
    Ok(*cx.string(&text))
}

impl Options {
    /// What a program made of `util.inspect.styles` and `util.inspect.colors`, once it has seen
    /// them.
    pub fn read_palette(&mut self, cx: &mut Cx<'_>) -> JsResult<()> {
        let state = cx.state::<InspectState>();
        let (inspect, seen) = (state.inspect, state.defaults.is_object());
        if !self.colors || !seen {
            return Ok(());
        }
        let inspect = cx.root(inspect);
        let (styles, colors) = (cx.get_str(inspect, "styles")?, cx.get_str(inspect, "colors")?);
        for (name, style) in STYLES {
            let color = cx.get_str(styles, name)?;
            let mut pair = None;
            if color.is_string() {
                let key = cx.to_property_key(color)?;
                let codes = cx.get(colors, key)?;
                if codes.is_object() {
                    let (on, off) = (cx.get_index(codes, 0)?, cx.get_index(codes, 1)?);
                    pair = Some((cx.to_number(on)? as i32, cx.to_number(off)? as i32));
                }
            }
            self.palette[style as usize] = pair;
        }
        Ok(())
    }
}

const STYLES: [(&str, Style); 10] = [
    ("special", Style::Special),
    ("number", Style::Number),
    ("bigint", Style::BigInt),
    ("boolean", Style::Boolean),
    ("undefined", Style::Undefined),
    ("null", Style::Null),
    ("string", Style::String),
    ("symbol", Style::Symbol),
    ("date", Style::Date),
    ("regexp", Style::RegExp),
];
