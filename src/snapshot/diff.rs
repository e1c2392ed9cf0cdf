//! What came and went between snapshots of one process: an object keeps its id.

use std::collections::HashMap;

use super::classes::Classes;
use super::graph::{Graph, Sizes};

/// The objects of a snapshot by their ids: what is kept of it when the graph is gone.
pub struct Census {
    /// Id, class and size, by ascending id.
    entries: Vec<(u32, u32, u64)>,
    names: Vec<String>,
}

impl Census {
    /// Counts a snapshot's objects.
    pub fn new(graph: &Graph, classes: &Classes, sizes: &Sizes) -> Census {
        let mut entries: Vec<(u32, u32, u64)> = (0..graph.node_count())
            .map(|node| (graph.id(node), classes.of(node), sizes.get(node)))
            .filter(|(_, _, size)| *size > 0)
            .collect();
        entries.sort_unstable();
        entries.dedup_by_key(|entry| entry.0);
        let names = (0..classes.count() as u32).map(|class| classes.name(class).to_owned()).collect();
        Census { entries, names }
    }

    /// How many objects there are.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// Their bytes.
    pub fn bytes(&self) -> u64 {
        self.entries.iter().map(|(_, _, size)| size).sum()
    }

    /// Whether there is an object of that id.
    pub fn has(&self, id: u32) -> bool {
        self.entries.binary_search_by_key(&id, |entry| entry.0).is_ok()
    }
}

/// What became of a class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The class.
    pub class: String,
    /// Objects that are in the later snapshot alone, and their bytes.
    pub new: (u64, u64),
    /// Objects that are in the earlier one alone.
    pub freed: (u64, u64),
    /// Bytes that objects in both have grown by.
    pub grown: i64,
}

impl Change {
    /// How many more there are.
    pub fn count(&self) -> i64 {
        self.new.0 as i64 - self.freed.0 as i64
    }

    /// How many bytes more there are.
    pub fn bytes(&self) -> i64 {
        self.new.1 as i64 - self.freed.1 as i64 + self.grown
    }
}

/// What changed by class, what grew most first, and how many objects are in both.
pub fn changes(before: &Census, after: &Census) -> (Vec<Change>, u64) {
    let mut by_name: HashMap<&str, Change> = HashMap::new();
    let (mut old, mut new) = (before.entries.iter().peekable(), after.entries.iter().peekable());
    let mut shared = 0;
    loop {
        let ids = (old.peek().map(|entry| entry.0), new.peek().map(|entry| entry.0));
        let (first, second) = match ids {
            (None, None) => break,
            (Some(a), Some(b)) => (a <= b, b <= a),
            (a, b) => (a.is_some(), b.is_some()),
        };
        let gone = if first { old.next() } else { None };
        let came = if second { new.next() } else { None };
        if let (Some(gone), Some(came)) = (gone, came) {
            shared += 1;
            if gone.2 != came.2 {
                by_name.entry(&after.names[came.1 as usize]).or_default().grown += came.2 as i64 - gone.2 as i64;
            }
        } else if let Some(gone) = gone {
            let freed = &mut by_name.entry(&before.names[gone.1 as usize]).or_default().freed;
            *freed = (freed.0 + 1, freed.1 + gone.2);
        } else if let Some(came) = came {
            let new = &mut by_name.entry(&after.names[came.1 as usize]).or_default().new;
            *new = (new.0 + 1, new.1 + came.2);
        }
    }
    let named = by_name.into_iter().map(|(name, change)| Change { class: name.to_owned(), ..change });
    let mut changes: Vec<Change> = named.collect();
    changes.sort_by(|a, b| b.bytes().cmp(&a.bytes()).then(b.count().cmp(&a.count())).then(a.class.cmp(&b.class)));
    (changes, shared)
}
