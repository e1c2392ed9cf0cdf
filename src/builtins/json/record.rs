//! Where the values of a JSON text stand, for a reviver (ECMA-262 §25.5.1.1, JSON Parse Records).

use rustc_hash::FxHashMap;

use crate::objects::{Key, Value};

/// Where the values of a text stand, parts before wholes, for a reviver.
#[derive(Default)]
pub struct Record {
    pub nodes: Vec<Node>,
    /// Nodes of parts whose wholes are not complete.
    waiting: Vec<usize>,
}

/// A value and its text.
pub struct Node {
    pub value: Value,
    pub span: (usize, usize),
    parts: Parts,
}

pub enum Parts {
    None,
    Elements(Vec<usize>),
    Properties(FxHashMap<Key, usize>),
}

impl Node {
    /// The node of an element or property.
    pub fn part(&self, key: Key) -> Option<usize> {
        match &self.parts {
            Parts::None => None,
            Parts::Elements(nodes) => nodes.get(key.as_index()? as usize).copied(),
            Parts::Properties(nodes) => nodes.get(&key).copied(),
        }
    }
}

impl Record {
    pub fn add(&mut self, value: Value, span: (usize, usize), parts: Parts) {
        self.nodes.push(Node { value, span, parts });
        self.waiting.push(self.nodes.len() - 1);
    }

    /// An array, whose elements come before it.
    pub fn add_array(&mut self, value: Value, count: usize) {
        let parts = self.take(count);
        self.add(value, (0, 0), Parts::Elements(parts));
    }

    /// An object with these keys, whose values come before it.
    pub fn add_object(&mut self, value: Value, keys: Vec<Key>) {
        let parts = self.take(keys.len());
        self.add(value, (0, 0), Parts::Properties(keys.into_iter().zip(parts).collect()));
    }

    /// The last `count` nodes that wait are parts of what is complete now.
    fn take(&mut self, count: usize) -> Vec<usize> {
        self.waiting.split_off(self.waiting.len() - count)
    }
}
