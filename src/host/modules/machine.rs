//! What the loader of ECMAScript modules needs of the machine: records, environments, bindings,
//! namespaces.
//!
//! Invariant: environments are values that only the loader's own code holds; it gives them back
//! here and does nothing else with them.

use super::files;
use crate::bytecode::{ExportTarget, ModuleRecord, Text};
use crate::objects::{Environment, Gc, Kind, Object, Value};
use crate::vm::{Cx, JsResult, NativeRow, Rooted};

/// The functions.
pub const ROWS: &[NativeRow] = &[
    NativeRow::cx("parse", 2, parse, "§16.2.1.7.1", "The record of a module's text."),
    NativeRow::cx("isModule", 2, is_module, "Node modules", "Whether a text is a module and no script."),
    NativeRow::cx("isStandard", 0, is_standard, "Glassheap docs/command.md", "Whether the standard goes before Node."),
    NativeRow::cx("instantiate", 1, instantiate, "§16.2.1.7.3.1", "A module's environment and its statements."),
    NativeRow::cx("environment", 1, environment, "§9.1.1.5", "An environment for exports that are no variables."),
    NativeRow::cx("bind", 4, bind, "§9.1.1.5.5", "Lets a slot stand for another environment's."),
    NativeRow::cx("bindValue", 3, bind_value, "§9.1.1.5", "Gives a slot its value."),
    NativeRow::cx("namespace", 4, namespace, "§10.4.6.12", "The namespace of names with their bindings."),
];

fn text(cx: &mut Cx<'_>, text: &Text) -> Rooted {
    let string = cx.leaf().intern_text(text);
    cx.root(string.value())
}

fn put(cx: &mut Cx<'_>, object: Rooted, name: &str, value: impl Into<Value>) -> JsResult<()> {
    let (key, value) = (cx.key(name), cx.root(value));
    cx.create_data_property(object, key, value)
}

fn object(cx: &mut Cx<'_>) -> Rooted {
    let object = cx.leaf().new_plain_object();
    cx.root(object.value())
}

fn parse(cx: &mut Cx<'_>) -> JsResult {
    let (source, name) = (cx.to_text(cx.arg(0))?, cx.to_text(cx.arg(1))?);
    let (proto, code) = files::compile_module(cx, &source, &name)?;
    let empty = ModuleRecord::default();
    let record = proto.module.as_deref().unwrap_or(&empty);
    let result = object(cx);
    put(cx, result, "code", *code)?;
    put(cx, result, "awaits", record.awaits)?;
    if let Some(slot) = record.meta {
        put(cx, result, "meta", Value::int(slot.into()))?;
    }
    let requests = requests(cx, record)?;
    put(cx, result, "requests", *requests)?;
    let mut imports = Vec::new();
    for import in &record.imports {
        let name = import.name.as_ref().map_or(Rooted::UNDEFINED, |name| text(cx, name));
        let slot = i32::from(import.slot);
        imports.push(cx.array_from(&[(import.request as i32).into(), name, slot.into()]));
    }
    let mut exports = Vec::new();
    for (name, target) in &record.exports {
        let name = text(cx, name);
        exports.push(match target {
            ExportTarget::Slot(slot) => cx.array_from(&[name, i32::from(*slot).into()]),
            ExportTarget::Other(request, other) => {
                let other = other.as_ref().map_or(Rooted::NULL, |other| text(cx, other));
                cx.array_from(&[name, (*request as i32).into(), other])
            }
        });
    }
    let stars: Vec<Rooted> = record.stars.iter().map(|&star| (star as i32).into()).collect();
    for (name, list) in [("imports", imports), ("exports", exports), ("stars", stars)] {
        let list = cx.array_from(&list);
        put(cx, result, name, *list)?;
    }
    Ok(*result)
}

fn requests(cx: &mut Cx<'_>, record: &ModuleRecord) -> JsResult<Rooted> {
    let mut requests = Vec::new();
    for request in &record.requests {
        let attributes = object(cx);
        for (key, value) in &request.attributes {
            let (key, value) = (text(cx, key), text(cx, value));
            let key = cx.to_property_key(key)?;
            cx.create_data_property(attributes, key, value)?;
        }
        let specifier = text(cx, &request.specifier);
        requests.push(cx.array_from(&[specifier, attributes, (request.phase as i32).into()]));
    }
    Ok(cx.array_from(&requests))
}

fn is_module(cx: &mut Cx<'_>) -> JsResult {
    let (source, name) = (cx.to_text(cx.arg(0))?, cx.to_text(cx.arg(1))?);
    Ok(Value::boolean(files::is_module(cx, &source, &name)))
}

fn is_standard(cx: &mut Cx<'_>) -> JsResult {
    Ok(Value::boolean(cx.vm().ecma))
}

fn instantiate(cx: &mut Cx<'_>) -> JsResult {
    let code = cx.arg(0);
    cx.call(code, Rooted::UNDEFINED, &[]).map(|parts| *parts)
}

fn environment(cx: &mut Cx<'_>) -> JsResult {
    let slots = cx.to_uint32(cx.arg(0))?;
    Ok(cx.leaf().new_environment(Value::UNDEFINED, slots as usize).value())
}

/// The environment and slot that two arguments mean.
fn slot(cx: &mut Cx<'_>, at: usize) -> JsResult<(Gc<Environment>, usize)> {
    let env = Gc::<Environment>::from_value(*cx.arg(at));
    let slot = cx.to_uint32(cx.arg(at + 1))? as usize;
    match env.filter(|env| slot < env.slots().len()) {
        Some(env) => Ok((env, slot)),
        None => Err(cx.type_error("internal error: no such binding")),
    }
}

fn bind(cx: &mut Cx<'_>) -> JsResult {
    let (env, own) = slot(cx, 0)?;
    let (target, there) = slot(cx, 2)?;
    let mut leaf = cx.leaf();
    let binding = leaf.new_tuple(&[target.value(), Value::int(there as i32)]).value();
    leaf.store(env.cell(), &env.slots()[own], binding);
    Ok(Value::UNDEFINED)
}

fn bind_value(cx: &mut Cx<'_>) -> JsResult {
    let (env, own) = slot(cx, 0)?;
    let value = *cx.arg(2);
    cx.leaf().store(env.cell(), &env.slots()[own], value);
    Ok(Value::UNDEFINED)
}

fn namespace(cx: &mut Cx<'_>) -> JsResult {
    let (names, envs, slots, evaluate) = (cx.arg(0), cx.arg(1), cx.arg(2), cx.arg(3));
    let bindings = cx.leaf().new_object_with_proto(Value::NULL);
    let bindings = cx.root(bindings.value());
    let count = cx.length_of(names)?;
    for i in 0..count {
        let mark = cx.mark();
        let (name, env, slot) = (cx.get_index(names, i)?, cx.get_index(envs, i)?, cx.get_index(slots, i)?);
        let key = cx.to_property_key(name)?;
        let binding = if env.kind() == Some(Kind::Environment) {
            let tuple = cx.leaf().new_tuple(&[*env, *slot]).value();
            cx.root(tuple)
        } else {
            env
        };
        cx.create_data_property(bindings, key, binding)?;
        cx.release(mark);
    }
    let tag = if evaluate.is_undefined() { "Module" } else { "Deferred Module" };
    let mut leaf = cx.leaf();
    let shape = leaf.root_shape(Value::NULL, 0);
    let Some(bindings) = Gc::<Object>::from_value(*bindings) else { return Ok(Value::UNDEFINED) };
    let namespace = leaf.new_namespace(shape, bindings, *evaluate);
    // Not the shape of ordinary objects without prototype: what is remembered of those does not
    // hold.
    leaf.make_unique(namespace);
    let (key, tag) = (leaf.names.symbol_to_string_tag, leaf.new_string(tag).value());
    leaf.put_named(namespace, key, tag, 0);
    Ok(namespace.value())
}
