//! Symbol (ECMA-262 §19.3.32).

use super::Installer;
use crate::objects::value::symbol::REGISTERED;
use crate::objects::{Gc, Primitive, Symbol, Value, attributes};
use crate::vm::{Args, Coerce, Cx, Intrinsic, JsResult, Leaf, NativeRow};

const STATICS: &[NativeRow] = &[
    NativeRow::cx("for", 1, symbol_for, "§20.4.2.2", "The symbol registered under a key, made if there is none."),
    NativeRow::cx("keyFor", 1, key_for, "§20.4.2.6", "The key under which a symbol is registered."),
];
const METHODS: &[NativeRow] = &[
    NativeRow::cx("toString", 0, to_string, "§20.4.3.3", "Symbol(description)"),
    NativeRow::cx("valueOf", 0, value_of, "§20.4.3.4", "The symbol itself."),
];
const DESCRIPTION: NativeRow = NativeRow::cx("description", 0, description, "§20.4.3.2", "The symbol's description.");
const TO_PRIMITIVE: NativeRow =
    NativeRow::cx("[Symbol.toPrimitive]", 1, to_primitive, "§20.4.3.5", "The symbol itself.");

const WELL_KNOWN: [&str; 15] = [
    "asyncDispose",
    "asyncIterator",
    "dispose",
    "hasInstance",
    "isConcatSpreadable",
    "iterator",
    "match",
    "matchAll",
    "replace",
    "search",
    "species",
    "split",
    "toPrimitive",
    "toStringTag",
    "unscopables",
];

pub(super) fn install(installer: &mut Installer<'_>) {
    let proto = installer.object(Intrinsic::ObjectPrototype);
    let row = NativeRow::leaf("Symbol", 0, constructor, "§20.4.1.1", "A new symbol.")
        .coerce(Coerce::Any, &[Coerce::OptString]);
    let constructor = installer.constructor(&row, proto, (Some(Intrinsic::Symbol), Some(Intrinsic::SymbolPrototype)));
    installer.methods(constructor, STATICS);
    for name in WELL_KNOWN {
        let symbol = installer.key(&format!("[Symbol.{name}]")).word();
        installer.value(constructor, name, symbol, 0);
    }
    installer.methods(proto, METHODS);
    installer.accessor(proto, Some(&DESCRIPTION), None);
    installer.tag(proto, "Symbol");
    let to_primitive = installer.function(&TO_PRIMITIVE).value();
    installer.value(proto, "[Symbol.toPrimitive]", to_primitive, attributes::CONFIGURABLE);
}

fn constructor(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    if !leaf.new_target().is_undefined() {
        return Err(leaf.type_error("Symbol is not a constructor"));
    }
    Ok(leaf.new_symbol(args.get(0), 0).value())
}

fn symbol_for(cx: &mut Cx<'_>) -> JsResult {
    let key = cx.arg(0);
    let description = cx.to_string(key)?;
    let text = cx.to_text(description)?;
    if let Some(&symbol) = cx.vm().symbol_registry.get(&text) {
        return Ok(symbol);
    }
    let symbol = cx.leaf().new_symbol(*description, REGISTERED).value();
    cx.vm().symbol_registry.insert(text, symbol);
    Ok(symbol)
}

fn key_for(cx: &mut Cx<'_>) -> JsResult {
    let value = cx.arg(0);
    let Some(symbol) = Gc::<Symbol>::from_value(*value) else {
        let text = cx.describe(value);
        return Err(cx.type_error(format!("{text} is not a symbol")));
    };
    Ok(if symbol.is_registered() { symbol.description.get() } else { Value::UNDEFINED })
}

/// ThisSymbolValue (ECMA-262 §20.4.3.4.1).
fn this_symbol(cx: &mut Cx<'_>, method: &str) -> JsResult<Gc<Symbol>> {
    let this = *cx.this();
    let value = Gc::<Primitive>::from_value(this).map_or(this, |wrapper| wrapper.value.get());
    match Gc::from_value(value) {
        Some(symbol) => Ok(symbol),
        None => Err(cx.type_error(format!("{method} requires that 'this' be a Symbol"))),
    }
}

fn to_string(cx: &mut Cx<'_>) -> JsResult {
    let symbol = this_symbol(cx, "Symbol.prototype.toString")?;
    let text = cx.vm().describe_symbol(symbol.value());
    Ok(*cx.string(&text))
}

fn value_of(cx: &mut Cx<'_>) -> JsResult {
    this_symbol(cx, "Symbol.prototype.valueOf").map(Gc::value)
}

fn description(cx: &mut Cx<'_>) -> JsResult {
    this_symbol(cx, "Symbol.prototype.description").map(|symbol| symbol.description.get())
}

fn to_primitive(cx: &mut Cx<'_>) -> JsResult {
    this_symbol(cx, "Symbol.prototype [ @@toPrimitive ]").map(Gc::value)
}
