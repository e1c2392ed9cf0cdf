//! Modules: which there are, how they are found and loaded (Node pages "Modules: CommonJS modules",
//! "Modules: Packages").
//!
//! The loader is written in JavaScript (`lib/loader.js`, `lib/resolution.js`), since programs
//! replace parts of it, and is compiled when a program first requires something; what it needs of
//! the machine stands in `files.rs`, the modules of the runtime in `library.rs`.
//!
//! Invariant: no file is read that the permissions do not allow.

mod contexts;
mod files;
pub mod lazy;
mod library;
mod machine;
#[cfg(feature = "cli")]
mod memory;
#[cfg(feature = "cli")]
pub mod scope;

use std::collections::HashMap;
use std::path::Path;

use crate::builtins::Installer;
use crate::bytecode::operand::ImportPhase;
use crate::heap::Tracer;
use crate::host::node::permissions::{Guard, Permissions};
use crate::objects::{Value, attributes};
use crate::vm::{Cx, HostState, JsResult, NativeRow, Rooted, Vm};

/// What is known of modules.
pub struct Modules {
    /// The module of the program's file, or of the text that runs; undefined before.
    main: Value,
    /// Its `require`.
    require: Value,
    /// `require.cache` and `require.extensions`.
    cache: Value,
    extensions: Value,
    /// The symbols of [`scope::SYMBOLS`].
    symbols: [Value; 3],
    /// Modules of the runtime that were asked for.
    loaded: HashMap<String, Value>,
    /// The program's own module is one of the loader's.
    adopted: bool,
}

impl HostState for Modules {
    fn trace(&self, tracer: &mut Tracer) {
        for value in [self.main, self.require, self.cache, self.extensions].iter().chain(&self.symbols) {
            tracer.word(value.bits());
        }
        for module in self.loaded.values() {
            tracer.word(module.bits());
        }
    }
}

/// Symbols on module objects, as in Node.
const SYMBOLS: [&str; 3] = ["kIsMainSymbol", "kIsCachedByESMLoader", "kIsExecuting"];

/// Before a program has modules: what it may do with files. `script`: its file.
pub fn begin(vm: &mut Vm, permissions: Permissions, script: Option<&Path>) {
    let symbols = SYMBOLS.map(|name| {
        let description = vm.space.intern(name).value();
        vm.space.new_symbol(description, 0).value()
    });
    let (cache, extensions) =
        (vm.space.new_object_with_proto(Value::NULL).value(), vm.space.new_object_with_proto(Value::NULL).value());
    vm.add_state(Guard::new(permissions, script));
    vm.add_state(Modules {
        main: Value::UNDEFINED,
        require: Value::UNDEFINED,
        cache,
        extensions,
        symbols,
        loaded: Default::default(),
        adopted: false,
    });
}

/// A program that was never told what it may do with files may do nothing.
fn begin_if_needed(vm: &mut Vm) {
    if vm.state_ref::<Modules>().is_none() {
        begin(vm, Permissions::default(), None);
    }
}

/// An object of native functions.
fn functions(cx: &mut Cx<'_>, rows: &[NativeRow]) -> Rooted {
    let object = cx.leaf().new_plain_object();
    let object = cx.root(object.value());
    let mut installer = Installer { vm: cx.vm(), hidden_from_stack: true };
    for row in rows {
        let function = installer.function(row).value();
        installer.value(*object, row.name, function, attributes::ALL);
    }
    object
}

/// What a file is called as a module.
pub fn file_url(path: &Path) -> String {
    let mut url = String::from("file://");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'%'
            | b'?'
            | b'#'
            | b' '
            | b'"'
            | b'<'
            | b'>'
            | b'`'
            | b'{'
            | b'}'
            | b'\\'
            | b'^'
            | b'|'
            | b'['
            | b']'
            | 0..0x20
            | 0x7f.. => url.push_str(&format!("%{byte:02X}")),
            &byte => url.push(char::from(byte)),
        }
    }
    url
}

/// Loads the program's own ECMAScript module, from a text of that name and of the file `filename`:
/// a promise of its end.
#[cfg(feature = "cli")]
pub fn run_main(cx: &mut Cx<'_>, name: &str, filename: Option<&str>, text: &str) -> JsResult<Rooted> {
    let esm = library::load(cx, "internal:esm")?;
    let key = cx.key("runMain");
    let (name, text) = (cx.string(name), cx.string(text));
    let filename = filename.map_or(Rooted::UNDEFINED, |filename| cx.string(filename));
    cx.invoke(esm, key, &[name, filename, text])
}

/// `import(specifier, options)` in the source of that name.
pub fn import(
    cx: &mut Cx<'_>,
    source: &str,
    specifier: Rooted,
    options: Rooted,
    phase: ImportPhase,
) -> JsResult<Rooted> {
    let esm = library::load(cx, "internal:esm")?;
    let (key, name) = (cx.key("dynamicImport"), cx.string(source));
    cx.invoke(esm, key, &[specifier, name, options, (phase as i32).into()])
}

/// What tests of the standard want of a host: `%AbstractModuleSource%`, and a module that has a
/// source.
#[cfg(feature = "internals")]
pub fn host_for_tests(cx: &mut Cx<'_>) -> JsResult<Rooted> {
    let esm = library::load(cx, "internal:esm")?;
    let key = cx.key("hostForTests");
    cx.invoke(esm, key, &[])
}

/// The loader, which from now on knows the program's own module.
fn loader(cx: &mut Cx<'_>) -> JsResult<Rooted> {
    let loader = library::load(cx, "internal:loader")?;
    if !cx.state::<Modules>().adopted {
        cx.state::<Modules>().adopted = true;
        let (main, require) = (cx.state::<Modules>().main, cx.state::<Modules>().require);
        let (main, require) = (cx.root(main), cx.root(require));
        let key = cx.key("adopt");
        cx.invoke(loader, key, &[main, require])?;
    }
    Ok(loader)
}
