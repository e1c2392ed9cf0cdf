//! What the loader needs of the machine: files, their kinds and texts, and the compiler.

use std::path::Path;
use std::rc::Rc;

use super::{Modules, SYMBOLS, functions};
use crate::builtins::binary::text::new_bytes;
use crate::bytecode::FunctionProto;
use crate::host::node::permissions::{Access, Guard, denied};
use crate::objects::{Gc, Value};
use crate::vm::{CompileFailure, Cx, ErrorKind, JsResult, NativeRow, Rooted, Throw, Vm, messages};

const FILES: &[NativeRow] = &[
    NativeRow::cx("stat", 2, stat, "Node modules", "0: a file; 1: a folder; -1: neither, or not to be seen."),
    NativeRow::cx("url", 1, url, "Node url", "What a file is called as a module."),
    NativeRow::cx("readText", 1, read_text, "Node modules", "The text of a file."),
    NativeRow::cx("readBytes", 1, read_bytes, "TC39 import-bytes", "The bytes of a file."),
    NativeRow::cx("readPackage", 1, read_package, "Node packages", "The text of a package.json, if it may be read."),
    NativeRow::cx("realpath", 1, real_path, "Node modules", "Where a path leads."),
];

/// A file of more bytes is no text of a module.
const LONGEST: u64 = 1 << 29;

const COMPILE: NativeRow =
    NativeRow::cx("compile", 2, compile, "Node modules", "The text of a module as the function around it.");

/// What `require('internal:modules')` gives.
pub fn binding(cx: &mut Cx<'_>, names: &[&str], machine: &[NativeRow]) -> JsResult<Rooted> {
    let binding = functions(cx, &[COMPILE]);
    let files = functions(cx, FILES);
    let machine = functions(cx, machine);
    // Where a program is embedded nothing is older than modules.
    let by_default = !cx.state::<Guard>().is_usual();
    let state = cx.state::<Modules>();
    let (cache, extensions, symbols, module) = (state.cache, state.extensions, state.symbols, state.main);
    let names: Vec<Rooted> = names.iter().map(|name| cx.string(name)).collect();
    let builtins = cx.array_from(&names);
    let home: Vec<Rooted> = home_paths().iter().map(|path| cx.string(path)).collect();
    let home = cx.array_from(&home);
    let main = cx.leaf().new_plain_object();
    let main = cx.root(main.value());
    put(cx, main, "module", module)?;
    let named = cx.leaf().new_plain_object();
    let named = cx.root(named.value());
    for (name, symbol) in SYMBOLS.iter().zip(symbols) {
        put(cx, named, name, symbol)?;
    }
    for (name, value) in [
        ("files", *files),
        ("machine", *machine),
        ("modulesByDefault", Value::boolean(by_default)),
        ("builtins", *builtins),
        ("homePaths", *home),
        ("main", *main),
        ("symbols", *named),
        ("cache", cache),
        ("extensions", extensions),
    ] {
        put(cx, binding, name, value)?;
    }
    Ok(binding)
}

fn put(cx: &mut Cx<'_>, object: Rooted, name: &str, value: Value) -> JsResult<()> {
    let (key, value) = (cx.key(name), cx.root(value));
    cx.create_data_property(object, key, value)
}

/// Where modules are looked for when nothing nearer has them (Node modules page, "Loading from the
/// global folders").
fn home_paths() -> Vec<String> {
    let home = std::env::var("HOME").unwrap_or_default();
    let mut paths = Vec::new();
    if !home.is_empty() {
        paths.extend([format!("{home}/.node_modules"), format!("{home}/.node_libraries")]);
    }
    paths
}

/// `stat(path, refuse)`: what may not be seen is refused, or is nothing.
fn stat(cx: &mut Cx<'_>) -> JsResult {
    let path = cx.to_text(cx.arg(0))?;
    if !cx.state::<Guard>().allows_module(Path::new(&path)) {
        if Vm::truthy(*cx.arg(1)) {
            return Err(denied(cx, Access::Read, &path));
        }
        return Ok(Value::int(-1));
    }
    Ok(Value::int(match std::fs::metadata(&path) {
        Ok(data) if data.is_dir() => 1,
        Ok(_) => 0,
        Err(_) => -1,
    }))
}

fn url(cx: &mut Cx<'_>) -> JsResult {
    let path = cx.to_text(cx.arg(0))?;
    Ok(*cx.string(&super::file_url(Path::new(&path))))
}

fn read_text(cx: &mut Cx<'_>) -> JsResult {
    let bytes = read(cx)?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(cx.leaf().new_string(&text).value())
}

fn read_bytes(cx: &mut Cx<'_>) -> JsResult {
    let bytes = read(cx)?;
    new_bytes(cx, &bytes).map(Gc::value)
}

/// What stands in the file that the first argument names.
fn read(cx: &mut Cx<'_>) -> JsResult<Vec<u8>> {
    let path = cx.to_text(cx.arg(0))?;
    if !cx.state::<Guard>().allows_module(Path::new(&path)) {
        return Err(denied(cx, Access::Read, &path));
    }
    match std::fs::metadata(&path) {
        Ok(data) if !data.is_file() => {
            return Err(cx.throw(ErrorKind::Error, format!("cannot read '{path}': it is no regular file")));
        }
        // Not read: no string can hold it.
        Ok(data) if data.len() > LONGEST => return Err(cx.range_error(messages::STRING_LENGTH)),
        _ => {}
    }
    std::fs::read(&path).map_err(|error| cx.throw(ErrorKind::Error, format!("cannot read '{path}': {error}")))
}

/// A package.json outside of what the program may read is none of its packages.
fn read_package(cx: &mut Cx<'_>) -> JsResult {
    let path = cx.to_text(cx.arg(0))?;
    if !cx.state::<Guard>().allows_module(Path::new(&path)) || !Path::new(&path).is_file() {
        return Ok(Value::UNDEFINED);
    }
    read_text(cx)
}

fn real_path(cx: &mut Cx<'_>) -> JsResult {
    let path = cx.to_text(cx.arg(0))?;
    if !cx.state::<Guard>().allows_module(Path::new(&path)) {
        return Ok(*cx.string(&path));
    }
    let found = std::fs::canonicalize(&path).map_or(path, |found| found.to_string_lossy().into_owned());
    Ok(cx.leaf().new_string(&found).value())
}

fn compile(cx: &mut Cx<'_>) -> JsResult {
    let (text, name) = (cx.to_text(cx.arg(0))?, cx.to_text(cx.arg(1))?);
    compile_text(cx, &text, &name).map(|function| *function)
}

/// The text of a CommonJS module as the function around it (Node modules page, "The module
/// wrapper").
pub fn compile_text(cx: &mut Cx<'_>, text: &str, name: &str) -> JsResult<Rooted> {
    compiled(cx, text, name, false).map(|(_, function)| function)
}

/// The text of an ECMAScript module: its prototype, and the function that makes its environment.
pub fn compile_module(cx: &mut Cx<'_>, text: &str, name: &str) -> JsResult<(Rc<FunctionProto>, Rooted)> {
    compiled(cx, text, name, true)
}

/// Whether a text is a module and no CommonJS module.
pub fn is_module(cx: &mut Cx<'_>, text: &str, name: &str) -> bool {
    let compile = cx.vm().hooks.compile_module;
    match compile(cx.vm(), name, text, false) {
        Ok(_) => false,
        Err(_) => compile(cx.vm(), name, text, true).is_ok(),
    }
}

fn compiled(cx: &mut Cx<'_>, text: &str, name: &str, is_module: bool) -> JsResult<(Rc<FunctionProto>, Rooted)> {
    let compile = cx.vm().hooks.compile_module;
    match compile(cx.vm(), name, text, is_module) {
        Ok(proto) => {
            let mut leaf = cx.leaf();
            let code = leaf.new_code(&proto);
            let closure = leaf.new_closure(code, Value::UNDEFINED).value();
            Ok((proto, cx.root(closure)))
        }
        Err(failure) => Err(syntax_error(cx, &failure)),
    }
}

/// Throws the SyntaxError of a text, whose stack begins with the place.
pub fn syntax_error(cx: &mut Cx<'_>, failure: &CompileFailure) -> Throw {
    let error = cx.vm().new_error(ErrorKind::Syntax, &failure.message);
    let error = cx.root(error);
    if let Some(object) = Gc::from_value(*error) {
        cx.vm().install_stack(object, failure.report.trim_end(), Value::UNDEFINED);
    }
    cx.throw_value(*error)
}
