//! What a CommonJS module finds in its scope: `module`, `exports`, `require` and the rest, for a
//! file and for the texts of `-e` and of standard input. Loading other files is not there yet:
//! `require` knows `perf_hooks` and says so of everything else.

use std::path::Path;

use super::node::errors;
use crate::builtins::Installer;
use crate::heap::Tracer;
use crate::objects::{Gc, Object, Value, attributes};
use crate::vm::{Cx, ErrorKind, HostState, Intrinsic, JsResult, NativeRow, Rooted, Vm};

const REQUIRE: NativeRow =
    NativeRow::cx("require", 1, require, "Node modules", "The module perf_hooks; others are not available yet.");
const RESOLVE: NativeRow =
    NativeRow::cx("resolve", 2, resolve, "Node modules", "The file that a name means; not available yet.");
const PATHS: NativeRow =
    NativeRow::cx("paths", 1, |_| Ok(Value::NULL), "Node modules", "Where modules are looked for; not available yet.");

/// The module of the program's file.
struct MainModule(Value);

impl HostState for MainModule {
    fn trace(&self, tracer: &mut Tracer) {
        tracer.word(self.0.bits());
    }
}

/// How a module is called.
struct Names<'a> {
    id: &'a str,
    path: &'a str,
    filename: Option<&'a str>,
    /// The directory from which other modules would be looked for.
    from: &'a Path,
}

/// The scope of a file: `exports`, and the arguments of the wrapper function of a CommonJS module.
pub fn of_file(vm: &mut Vm, path: &Path) -> (Value, [Value; 5]) {
    let (name, from) = (path.to_string_lossy(), path.parent().unwrap_or(Path::new(".")));
    let directory = from.to_string_lossy();
    let names = Names { id: ".", path: &directory, filename: Some(&name), from };
    let (module, exports) = new_module(vm, &names);
    for (symbol, value) in [("kIsMainSymbol", true), ("kIsCachedByESMLoader", false), ("kIsExecuting", true)] {
        put_symbol(vm, module, symbol, Value::boolean(value));
    }
    let require = new_require(vm, module.value(), Some((&name, module.value())));
    vm.add_state(MainModule(module.value()));
    let (filename, directory) = (vm.space.new_string(&name).value(), vm.space.new_string(&directory).value());
    (exports, [exports, require, module.value(), filename, directory])
}

/// The program's file has run to its end: its module is loaded.
pub fn loaded(vm: &mut Vm) {
    let module = vm.state::<MainModule>().0;
    if let Some(module) = Gc::<Object>::from_value(module) {
        let key = vm.space.key("loaded");
        vm.space.put_named(module, key, Value::TRUE, attributes::ALL);
    }
}

/// The scope of a text that is no file, as globals: of `-e` and of standard input.
pub fn of_text(vm: &mut Vm, name: &str) {
    let current = std::env::current_dir().unwrap_or_default();
    let full = current.join(name);
    let full = full.to_string_lossy();
    let (module, exports) = new_module(vm, &Names { id: name, path: ".", filename: Some(&full), from: &current });
    put_symbol(vm, module, "kIsExecuting", Value::FALSE);
    let require = new_require(vm, Value::UNDEFINED, None);
    let (filename, directory) = (vm.space.new_string(name).value(), vm.space.new_string(".").value());
    let globals = [
        ("__filename", filename),
        ("module", module.value()),
        ("exports", exports),
        ("__dirname", directory),
        ("require", require),
    ];
    let mut installer = Installer { vm, hidden_from_stack: true };
    for (name, value) in globals {
        installer.global_enumerable(name, value);
    }
}

/// What the prompt has of a module's scope.
pub fn of_prompt(vm: &mut Vm) {
    let current = std::env::current_dir().unwrap_or_default();
    let (module, _) = new_module(vm, &Names { id: "<repl>", path: ".", filename: None, from: &current });
    let require = new_require(vm, Value::UNDEFINED, None);
    let mut installer = Installer { vm, hidden_from_stack: true };
    installer.global("module", module.value());
    installer.global("require", require);
}

/// A module object and its `exports`.
fn new_module(vm: &mut Vm, names: &Names<'_>) -> (Gc<Object>, Value) {
    let space = &mut vm.space;
    let exports = space.new_plain_object().value();
    let module = space.new_plain_object();
    let paths: Vec<Value> = lookup_paths(names.from).iter().map(|path| space.new_string(path).value()).collect();
    let fields = [
        ("id", space.new_string(names.id).value()),
        ("path", space.new_string(names.path).value()),
        ("exports", exports),
        ("filename", names.filename.map_or(Value::NULL, |name| space.new_string(name).value())),
        ("loaded", Value::FALSE),
        ("children", space.new_array(0).value()),
        ("paths", space.new_array_from(&paths).value()),
    ];
    for (key, value) in fields {
        let key = space.key(key);
        space.put_named(module, key, value, attributes::ALL);
    }
    (module, exports)
}

/// The `node_modules` of a directory and of all above it.
fn lookup_paths(from: &Path) -> Vec<String> {
    from.ancestors()
        .filter(|directory| directory.is_absolute() && directory.file_name().is_none_or(|name| name != "node_modules"))
        .map(|directory| directory.join("node_modules").to_string_lossy().into_owned())
        .collect()
}

fn put_symbol(vm: &mut Vm, object: Gc<Object>, name: &str, value: Value) {
    let description = vm.space.intern(name).value();
    let symbol = vm.space.new_symbol(description, 0).key();
    vm.space.put_named(object, symbol, value, attributes::ALL);
}

/// A `require` with its properties. `cached`: a module that is loaded, by the name of its file.
fn new_require(vm: &mut Vm, main: Value, cached: Option<(&str, Value)>) -> Value {
    let mut installer = Installer { vm, hidden_from_stack: true };
    let (require, resolve) = (installer.function(&REQUIRE).value(), installer.function(&RESOLVE).value());
    let paths = installer.function(&PATHS).value();
    let (extensions, cache) =
        (installer.vm.space.new_object_with_proto(Value::NULL), installer.vm.space.new_object_with_proto(Value::NULL));
    if let Some((name, module)) = cached {
        installer.value(cache.value(), name, module, attributes::ALL);
    }
    installer.value(resolve, "paths", paths, attributes::ALL);
    let properties =
        [("resolve", resolve), ("main", main), ("extensions", extensions.value()), ("cache", cache.value())];
    for (name, value) in properties {
        installer.value(require, name, value, attributes::ALL);
    }
    require
}

/// The name of a module: a string that is not empty.
fn module_name(cx: &mut Cx<'_>, argument: &str, id: Rooted) -> JsResult<String> {
    if !id.is_string() {
        return Err(errors::invalid_argument(cx, argument, "of type string", id)?);
    }
    let text = cx.vm().text_of(*id);
    if text.is_empty() && argument == "id" {
        return Err(errors::invalid_value(cx, argument, "must be a non-empty string", id)?);
    }
    Ok(text)
}

fn not_available(cx: &mut Cx<'_>, name: &str) -> JsResult {
    let message = format!("require is not available yet: cannot load '{name}'");
    let error = cx.vm().new_error(ErrorKind::Error, &message);
    if let Some(error) = Gc::<Object>::from_value(error) {
        let mut leaf = cx.leaf();
        let (key, code) = (leaf.key("code"), leaf.new_string("MODULE_NOT_FOUND").value());
        leaf.put_named(error, key, code, attributes::ALL);
    }
    Err(cx.throw_value(error))
}

fn require(cx: &mut Cx<'_>) -> JsResult {
    let name = module_name(cx, "id", cx.arg(0))?;
    match name.as_str() {
        "perf_hooks" | "node:perf_hooks" => Ok(crate::host::web::performance::module(cx)),
        "process" | "node:process" => Ok(cx.intrinsic(Intrinsic::Process)),
        _ => not_available(cx, &name),
    }
}

fn resolve(cx: &mut Cx<'_>) -> JsResult {
    let name = module_name(cx, "request", cx.arg(0))?;
    match name.as_str() {
        "perf_hooks" | "node:perf_hooks" | "process" | "node:process" => Ok(cx.leaf().new_string(&name).value()),
        _ => not_available(cx, &name),
    }
}
