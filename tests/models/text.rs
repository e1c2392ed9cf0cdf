//! The model tests: scripts in which one kind of object of the engine is edited at random and held
//! against a model that is written over plain arrays. Used by `tests/models.rs` and, with other
//! seeds, by the soak.

/// A model test: a name and a script, which stands behind a line of constants and the prelude.
pub struct Model {
    pub name: &'static str,
    script: &'static str,
}

/// How much of it is run.
pub struct Size {
    pub seed: u64,
    /// Edits, the making of objects included.
    pub edits: usize,
    /// How many different keys it draws from.
    pub keys: usize,
    /// Thousands of different objects are made at once now and then.
    pub bursts: bool,
}

const PRELUDE: &str = include_str!("prelude.js");

pub const MODELS: [Model; 6] = [
    Model { name: "objects", script: include_str!("objects.js") },
    Model { name: "collections", script: include_str!("collections.js") },
    Model { name: "arrays", script: include_str!("arrays.js") },
    Model { name: "strings", script: include_str!("strings.js") },
    Model { name: "typed_arrays", script: include_str!("typed_arrays.js") },
    Model { name: "proxies", script: include_str!("proxies.js") },
];

impl Model {
    /// The program of a size.
    pub fn text(&self, size: &Size) -> String {
        let Size { seed, edits, keys, bursts } = size;
        let head = format!("const SEED = {seed}, EDITS = {edits}, KEYS = {keys}, BURSTS = {bursts};\n");
        [head.as_str(), PRELUDE, self.script].concat()
    }
}
