//! Names of edges that say which pair of a WeakMap they belong to. V8 gives such an edge to the
//! table and another to the key, both to the value: neither keeps the value alone.

use std::collections::HashMap;

use super::strings::Strings;

/// What the name of such an edge says.
pub struct Pair {
    /// The id of the map's table.
    pub table: u64,
    /// A number for what the names of both edges share.
    pub shared: u32,
}

/// The names among the strings that are of this form.
pub struct Ephemerons {
    pairs: HashMap<u32, Pair>,
}

impl Ephemerons {
    /// Looks through all strings.
    pub fn new(strings: &Strings) -> Ephemerons {
        let mut pairs = HashMap::new();
        let mut numbers: HashMap<&[u8], u32> = HashMap::new();
        for index in 0..strings.len() as u32 {
            if let Some((table, shared)) = parts(strings.bytes(index)) {
                let next = numbers.len() as u32;
                let shared = *numbers.entry(shared).or_insert(next);
                pairs.insert(index, Pair { table, shared });
            }
        }
        Ephemerons { pairs }
    }

    /// What an edge's name says, if it is of this form.
    pub fn pair(&self, name: u32) -> Option<&Pair> {
        match self.pairs.is_empty() {
            true => None,
            false => self.pairs.get(&name),
        }
    }
}

/// `2 / part of key (A @3) -> value (B @5) pair in WeakMap (table @7)`: 7, and what follows the
/// first number.
fn parts(name: &[u8]) -> Option<(u64, &[u8])> {
    if !name.first()?.is_ascii_digit() || name.last() != Some(&b')') {
        return None;
    }
    let digits = name.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let shared = &name[digits..];
    let inner = shared.strip_prefix(b" / part of key (")?.strip_suffix(b")")?;
    let table_at = inner.iter().rposition(|byte| !byte.is_ascii_digit())? + 1;
    let table = std::str::from_utf8(&inner[table_at..]).ok()?.parse().ok()?;
    let pair = inner[..table_at].strip_suffix(b") pair in WeakMap (table @")?;
    let lines = pair.iter().any(|byte| matches!(byte, b'\n' | b'\r'));
    // The key, and behind it the value, each end with an id.
    let ends_with_id = |text: &[u8]| {
        let id = text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        id > 0 && text[..text.len() - id].ends_with(b" @")
    };
    let middle = b") -> value (";
    let key = memchr::memmem::find_iter(pair, middle).any(|at| {
        ends_with_id(&pair[..at]) && pair.len() > at + middle.len() && ends_with_id(&pair[at + middle.len()..])
    });
    (key && !lines).then_some((table, shared))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_names() {
        let name = b"12 / part of key (Key @101) -> value (Object @103) pair in WeakMap (table @99)";
        assert_eq!(parts(name), Some((99, &name[2..])));
        assert_eq!(parts(b"12"), None);
        assert_eq!(parts(b"1 / part of key (Key) -> value (Object @103) pair in WeakMap (table @99)"), None);
    }
}
