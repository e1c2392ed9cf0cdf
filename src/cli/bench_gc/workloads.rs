//! The built-in workloads: JavaScript programs that keep something alive and then change it,
//! operation by operation.
//!
//! A workload asks the global `benchGc` how much to keep (`live`), keeps it in `benchGc.kept`, and
//! then does one operation each time that `benchGc.next()` answers true. That call is also the
//! stopwatch: it runs natively and outside of what it measures.

/// A built-in workload.
pub(super) struct Workload {
    /// What the command line and the table call it.
    pub name: &'static str,
    /// What it is, in a line.
    pub about: &'static str,
    /// Its text.
    pub source: &'static str,
    /// What of that name it keeps alive.
    pub unit: &'static str,
    /// How many of them, at scale 1.
    pub live: f64,
    /// Operations at scale 1.
    pub operations: f64,
}

macro_rules! workload {
    ($name:literal, $live:literal $unit:literal, $operations:literal, $about:literal) => {
        Workload {
            name: $name,
            about: $about,
            source: include_str!(concat!("workloads/", $name, ".js")),
            unit: $unit,
            live: $live,
            operations: $operations,
        }
    };
}

/// All of them, in the order of the table.
pub(super) static WORKLOADS: [Workload; 8] = [
    workload!("tree", 8_388_607.0 "nodes", 40_000.0, "builds a tree of 63 nodes and hangs another into the live one"),
    workload!("ring", 200_000.0 "messages of 1 KB", 1_000_000.0, "puts a message in the place of the oldest"),
    workload!("lru", 200_000.0 "entries", 1_000_000.0, "looks a key up in a cache, and replaces the oldest entry"),
    workload!("splay", 100_000.0 "nodes", 400_000.0, "inserts a node into a splay tree and removes another"),
    workload!("strings", 20_000.0 "lines", 200_000.0, "takes a line of text apart and writes it anew"),
    workload!("list", 5_000_000.0 "nodes", 200_000.0, "adds ten nodes to a long chain and drops ten"),
    workload!("array", 4_000_000.0 "elements", 300_000.0, "replaces ten objects of a large array"),
    workload!("ephemerons", 200_000.0 "links", 200_000.0, "adds a link to a chain in a WeakMap and drops one"),
];

impl Workload {
    /// The workload of that name.
    pub fn find(name: &str) -> Option<&'static Workload> {
        WORKLOADS.iter().find(|workload| workload.name == name)
    }

    /// What it keeps alive at a scale.
    pub fn live_at(&self, scale: f64) -> u64 {
        // Whoever takes ten away must have had twenty.
        ((self.live * scale).round() as u64).max(64)
    }

    /// Its operations at a scale.
    pub fn operations_at(&self, scale: f64) -> u64 {
        ((self.operations * scale).round() as u64).max(100)
    }
}
