//! Damaged snapshots: a file with a few bytes changed. None may panic, or be read into a graph that
//! leads anywhere else. Shared by the test and by the campaign.

use glassheap::internals::snapshot::{
    Analysis, Census, Phase, Retainers, Watch, biggest_retainers, changes, duplicate_strings, manners, read, waste,
    ways,
};

/// A small generator of pseudo-random numbers (xorshift).
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit.max(1)
    }
}

/// What numbers are changed into.
const NUMBERS: &[&str] = &["0", "1", "7", "4294967295", "4294967296", "18446744073709551615", "99999999999999999999"];
/// What is put in anywhere.
const TEXTS: &[&str] =
    &["[", "]", "{", "}", ",", "\"", "\\", "\n", "-", ".", "1e9", "null", ",,", "[]", "\\ud800", "\u{0}", "é"];

/// The file with one to four changes.
pub fn mutant(file: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len());
        let length = random.below(40).min(bytes.len().saturating_sub(at));
        match random.below(8) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..at + length)),
            2 => {
                let part = bytes[at..at + length].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, part);
            }
            3 if !bytes.is_empty() => bytes[at] = random.below(256) as u8,
            4 => {
                let text = TEXTS[random.below(TEXTS.len())];
                bytes.splice(at..at, text.bytes());
            }
            _ => {
                let is_digit = |byte: &u8| byte.is_ascii_digit();
                let Some(start) = bytes[at..].iter().position(is_digit).map(|digit| at + digit) else { continue };
                let end = bytes[start..].iter().position(|byte| !is_digit(byte)).map_or(bytes.len(), |end| start + end);
                let number = match random.below(2) {
                    0 => NUMBERS[random.below(NUMBERS.len())].to_owned(),
                    _ => random.below(100_000).to_string(),
                };
                bytes.splice(start..end, number.bytes());
            }
        }
    }
    bytes
}

struct Silent;

impl Watch for Silent {
    fn at(&self, _: Phase, _: u64) {}
}

/// Reads a file and does with it all that the commands do. Whether it was a snapshot.
pub fn explore(bytes: &[u8]) -> bool {
    let Ok(graph) = read(bytes, Some(bytes.len() as u64), &Silent) else { return false };
    let analysis = Analysis::new(graph, true);
    let Analysis { graph, classes, sizes, retained, dominators, .. } = &analysis;
    classes.sums(graph, sizes, retained, dominators);
    duplicate_strings(graph);
    let biggest = biggest_retainers(&analysis, 5);
    let distances = analysis.distances.as_ref().expect("they were wanted");
    for node in biggest.into_iter().chain([0, graph.node_count() - 1]) {
        ways(&analysis, distances, node, 3);
        manners(&analysis, distances, classes.of(node));
    }
    waste(&analysis);
    Retainers::new(graph).of(graph.root());
    let census = Census::new(graph, classes, sizes);
    let (changed, shared) = changes(&census, &census);
    assert!(changed.is_empty() && shared == census.count() as u64);
    assert!(retained[graph.root() as usize] >= sizes.get(graph.root()));
    true
}
