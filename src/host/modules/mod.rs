//! Modules: which there are, how they are found and loaded (Node pages "Modules: CommonJS modules",
//! "Modules: Packages").
//!
//! The loader is written in JavaScript (`lib/loader.js`, `lib/resolution.js`), since programs
//! replace parts of it, and is compiled when a program first requires something; what it needs of
//! the machine stands in `files.rs`, the modules of the runtime in `library.rs`.
//!
//! Invariant: no file is read that the permissions do not allow.

mod files;
mod library;
pub mod scope;

use std::collections::HashMap;

use crate::heap::Tracer;
use crate::host::node::permissions::Guard;
use crate::objects::Value;
use crate::vm::{Cx, HostState, JsResult, Rooted};

/// What is known of modules.
pub struct Modules {
    /// What the program may do with files.
    guard: Guard,
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
    library: HashMap<String, Value>,
    /// The program's own module is one of the loader's.
    adopted: bool,
}

impl HostState for Modules {
    fn trace(&self, tracer: &mut Tracer) {
        for value in [self.main, self.require, self.cache, self.extensions].iter().chain(&self.symbols) {
            tracer.word(value.bits());
        }
        for module in self.library.values() {
            tracer.word(module.bits());
        }
    }
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
