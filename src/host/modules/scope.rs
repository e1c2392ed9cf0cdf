//! What a CommonJS module finds in its scope: `module`, `exports`, `require` and the rest, for a
//! file and for the texts of `-e` and of standard input. This `require` asks the loader, which is
//! made when it is first needed.

use std::path::Path;

use super::{Modules, library, loader};
use crate::builtins::Installer;
use crate::host::node::errors;
use crate::objects::{Gc, Object, Symbol, Value, attributes};
use crate::vm::{Cx, JsResult, NativeRow, Rooted, Vm};

const REQUIRE: NativeRow = NativeRow::cx("require", 1, require, "Node modules", "What a module exports.");
const RESOLVE: NativeRow = NativeRow::cx("resolve", 2, resolve, "Node modules", "The file that a name means.");
const PATHS: NativeRow = NativeRow::cx("paths", 1, paths, "Node modules", "Where a module is looked for.");

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
    for (at, value) in [true, false, true].into_iter().enumerate() {
        put_symbol(vm, module, at, Value::boolean(value));
    }
    let require = new_require(vm, module.value(), module.value(), Some(&name));
    let (filename, directory) = (vm.space.new_string(&name).value(), vm.space.new_string(&directory).value());
    (exports, [exports, require, module.value(), filename, directory])
}

/// The program's file has run to its end: its module is loaded.
pub fn loaded(vm: &mut Vm) {
    let module = vm.state::<Modules>().main;
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
    put_symbol(vm, module, 2, Value::FALSE);
    let require = new_require(vm, module.value(), Value::UNDEFINED, None);
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
    let require = new_require(vm, module.value(), Value::UNDEFINED, None);
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

fn put_symbol(vm: &mut Vm, object: Gc<Object>, at: usize, value: Value) {
    let symbol = vm.state::<Modules>().symbols[at];
    if let Some(symbol) = Gc::<Symbol>::from_value(symbol) {
        vm.space.put_named(object, symbol.key(), value, attributes::ALL);
    }
}

/// The `require` of the program's own module, with its properties. `filename`: under which the
/// module is in `require.cache`.
fn new_require(vm: &mut Vm, module: Value, main: Value, filename: Option<&str>) -> Value {
    let mut installer = Installer { vm, hidden_from_stack: true };
    let (require, resolve) = (installer.function(&REQUIRE).value(), installer.function(&RESOLVE).value());
    let paths = installer.function(&PATHS).value();
    let state = installer.vm.state::<Modules>();
    (state.main, state.require, state.adopted) = (module, require, false);
    let (cache, extensions) = (state.cache, state.extensions);
    if let Some(name) = filename {
        installer.value(cache, name, module, attributes::ALL);
    }
    installer.value(resolve, "paths", paths, attributes::ALL);
    let properties = [("resolve", resolve), ("main", main), ("extensions", extensions), ("cache", cache)];
    for (name, value) in properties {
        installer.value(require, name, value, attributes::ALL);
    }
    require
}

/// `require` of the program's own module.
fn require(cx: &mut Cx<'_>) -> JsResult {
    let id = cx.arg(0);
    if !id.is_string() {
        return Err(errors::invalid_argument(cx, "id", "of type string", id)?);
    }
    let name = cx.vm().text_of(*id);
    // What is the runtime's own needs no loader, as long as nobody could have changed it.
    if !cx.state::<Modules>().adopted
        && let Some(name) = library::public_name(&name)
        && name != "module"
    {
        return library::load(cx, name).map(|module| *module);
    }
    loader(cx)?;
    let module = cx.state::<Modules>().main;
    let (module, key) = (cx.root(module), cx.key("require"));
    cx.invoke(module, key, &[id]).map(|exports| *exports)
}

/// Calls the loader's function of the same name.
fn ask(cx: &mut Cx<'_>, path: &[&str]) -> JsResult {
    loader(cx)?;
    let require = cx.state::<Modules>().require;
    let mut function = cx.root(require);
    for name in path {
        function = cx.get_str(function, name)?;
    }
    let arguments = cx.args_from(0);
    cx.call(function, Rooted::UNDEFINED, &arguments).map(|found| *found)
}

fn resolve(cx: &mut Cx<'_>) -> JsResult {
    ask(cx, &["resolve"])
}

fn paths(cx: &mut Cx<'_>) -> JsResult {
    ask(cx, &["resolve", "paths"])
}
