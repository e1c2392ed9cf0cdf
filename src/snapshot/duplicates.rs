//! Strings of which there are several with the same text.

use std::collections::HashMap;

use super::graph::{Graph, NodeKind};

/// V8 writes the beginning of a longer string, in characters.
const CUT_CHARACTERS: usize = 1024;

/// Strings with the same text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The text, as a string's number.
    pub text: u32,
    /// How many there are.
    pub count: u64,
    /// Bytes of all of them.
    pub bytes: u64,
    /// Bytes of all but one.
    pub wasted: u64,
    /// One of them.
    pub example: u32,
}

/// Finds them, the greatest waste first. Of strings whose text was cut off those count as the same
/// that begin the same and are as long.
pub fn duplicate_strings(graph: &Graph) -> Vec<Duplicate> {
    let none = Duplicate { text: 0, count: 0, bytes: 0, wasted: 0, example: 0 };
    let mut counts = vec![0_u32; graph.strings().len()];
    let strings = || (0..graph.node_count()).filter(|node| graph.kind(*node) == NodeKind::String);
    for node in strings().filter(|node| graph.self_size(*node) > 0) {
        let count = &mut counts[graph.name(node) as usize];
        *count = count.saturating_add(1);
    }
    let mut groups: HashMap<(u32, u64), Duplicate> = HashMap::new();
    for node in strings() {
        let (text, size) = (graph.name(node), graph.self_size(node));
        if counts[text as usize] < 2 || size == 0 {
            continue;
        }
        let is_cut = graph.strings().bytes(text).len() >= CUT_CHARACTERS;
        let group = groups.entry((text, if is_cut { size } else { 0 })).or_insert(none);
        group.text = text;
        group.example = node;
        group.count += 1;
        group.bytes += size;
    }
    let mut found: Vec<Duplicate> = groups.into_values().filter(|group| group.count > 1).collect();
    for group in &mut found {
        // One of them is needed: what is wasted is told as if it were of the usual size.
        group.wasted = group.bytes - group.bytes / group.count;
    }
    found.sort_by_key(|group| (std::cmp::Reverse(group.wasted), group.text));
    found
}
