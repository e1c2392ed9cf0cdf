//! Arrays of numbers, in records of a few: cut into chunks, which threads parse side by side and
//! put together in their order.

use std::io::Read;
use std::sync::{Condvar, Mutex, PoisonError};

use super::source::{Chunk, Source, is_blank};
use super::{Fault, Phase, Watch};

/// The most numbers of a record.
pub const MAX_FIELDS: usize = 16;

/// How the text of records becomes columns.
pub trait Layout: Sync {
    /// Columns of a chunk.
    type Part: Default + Send;
    /// Numbers of a record.
    fn fields(&self) -> usize;
    /// What is read, in words for faults: `in the array "nodes"`.
    fn within(&self) -> &'static str;
    /// Empties a part.
    fn clear(&self, part: &mut Self::Part);
    /// Takes a record.
    fn add(&self, record: &[u64; MAX_FIELDS], part: &mut Self::Part) -> Result<(), String>;
}

/// Where parts are put together.
pub trait Whole<Part>: Send {
    /// Takes the next part.
    fn append(&mut self, part: &Part) -> Result<(), String>;
}

/// The array, as threads share it.
struct Shared<'a, R> {
    source: &'a mut Source<R>,
    taken: usize,
    done: bool,
}

/// The columns, as threads share them.
struct Joined<'a, W> {
    whole: &'a mut W,
    appended: usize,
    fault: Option<Fault>,
}

/// Reads an array of records behind its `[`, and its `]`.
pub fn array<R: Read + Send, L: Layout, W: Whole<L::Part>>(
    source: &mut Source<R>,
    layout: &L,
    whole: &mut W,
    threads: usize,
    watch: &dyn Watch,
) -> Result<(), Fault> {
    let shared = Mutex::new(Shared { source, taken: 0, done: false });
    let joined = Mutex::new(Joined { whole, appended: 0, fault: None });
    let turn = Condvar::new();
    std::thread::scope(|scope| {
        for _ in 1..threads {
            // Without further threads this one does it all.
            let _ = std::thread::Builder::new().spawn_scoped(scope, || worker(layout, &shared, &joined, &turn, watch));
        }
        worker(layout, &shared, &joined, &turn, watch);
    });
    let joined = joined.into_inner().unwrap_or_else(PoisonError::into_inner);
    joined.fault.map_or(Ok(()), Err)
}

fn worker<R: Read + Send, L: Layout, W: Whole<L::Part>>(
    layout: &L,
    shared: &Mutex<Shared<'_, R>>,
    joined: &Mutex<Joined<'_, W>>,
    turn: &Condvar,
    watch: &dyn Watch,
) {
    let (mut chunk, mut part) = (Chunk::default(), L::Part::default());
    loop {
        let (number, read) = {
            let mut shared = shared.lock().unwrap_or_else(PoisonError::into_inner);
            if shared.done {
                return;
            }
            let read = shared.source.records(layout.fields(), layout.within(), &mut chunk);
            shared.done = !matches!(read, Ok(true));
            watch.at(Phase::Read, shared.source.offset());
            shared.taken += 1;
            (shared.taken - 1, read)
        };
        let parsed = read.and_then(|_| {
            layout.clear(&mut part);
            parse(layout, &chunk, &mut part)
        });
        let mut joined = joined.lock().unwrap_or_else(PoisonError::into_inner);
        while joined.appended != number {
            joined = turn.wait(joined).unwrap_or_else(PoisonError::into_inner);
        }
        joined.appended += 1;
        turn.notify_all();
        if joined.fault.is_some() {
            return;
        }
        let appended = parsed.and_then(|()| {
            let at = |what| Fault::at(chunk.base, format!("{what}, {}", layout.within()));
            joined.whole.append(&part).map_err(at)
        });
        if let Err(fault) = appended {
            joined.fault = Some(fault);
            drop(joined);
            shared.lock().unwrap_or_else(PoisonError::into_inner).done = true;
            return;
        }
    }
}

/// Parses the records of a chunk.
fn parse<L: Layout>(layout: &L, chunk: &Chunk, part: &mut L::Part) -> Result<(), Fault> {
    let (text, end) = (&chunk.text[..], chunk.len());
    let fields = layout.fields().min(MAX_FIELDS);
    let mut record = [0; MAX_FIELDS];
    let mut at = blanks(text, 0);
    let fault = |at: usize, what: &str| Fault::at(chunk.base + at as u64, format!("{what}, {}", layout.within()));
    while at < end {
        let start = at;
        for (field, value) in record[..fields].iter_mut().enumerate() {
            at = blanks(text, at);
            match number(text, &mut at) {
                Ok(number) => *value = number,
                Err(_) if at >= end => return Err(fault(at, "the last record is not complete")),
                Err(what) => return Err(fault(at, what)),
            }
            at = blanks(text, at);
            if at < end && text[at] == b',' {
                at += 1;
            } else if at < end || field + 1 < fields {
                return Err(fault(at, "a comma should stand here"));
            }
        }
        layout.add(&record, part).map_err(|what| fault(start, &what))?;
    }
    Ok(())
}

/// The first place from here that is not blank.
#[inline(always)]
fn blanks(text: &[u8], mut at: usize) -> usize {
    while text.get(at).copied().is_some_and(is_blank) {
        at += 1;
    }
    at
}

/// The number that stands here. Eight bytes are looked at in one step.
#[inline(always)]
fn number(text: &[u8], at: &mut usize) -> Result<u64, &'static str> {
    let Some(bytes) = text.get(*at..*at + 8).and_then(|bytes| <[u8; 8]>::try_from(bytes).ok()) else {
        return Err("a number should stand here");
    };
    // Digits become 0 to 9. The lowest byte whose high bit is set is the first that is none.
    let word = u64::from_le_bytes(bytes) ^ 0x3030_3030_3030_3030;
    let others = (word.wrapping_add(0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080;
    let digits = others.trailing_zeros() as usize / 8;
    if digits == 0 {
        return Err("a number should stand here");
    }
    *at += digits;
    // The first digit stands in the lowest byte; zeros are put before it.
    let word = word << (64 - 8 * digits);
    let pairs = word.wrapping_mul(10).wrapping_add(word >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_ffff_0000_ffff;
    let value = fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xffff_ffff;
    if digits < 8 { Ok(value) } else { longer(text, at, value) }
}

/// The rest of a number of eight digits or more.
#[inline(always)]
fn longer(text: &[u8], at: &mut usize, mut value: u64) -> Result<u64, &'static str> {
    while let Some(digit) = text.get(*at).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10) {
        let next = value.checked_mul(10).and_then(|value| value.checked_add(u64::from(digit)));
        value = next.ok_or("the number has more than 64 bits")?;
        *at += 1;
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_length() {
        for text in ["0", "7", "1234567", "12345678", "123456789", "18446744073709551615"] {
            let padded = format!("{text}\0\0\0\0\0\0\0\0");
            let mut at = 0;
            assert_eq!(number(padded.as_bytes(), &mut at), text.parse().map_err(|_| ""));
            assert_eq!(at, text.len());
        }
        assert!(number(b"18446744073709551616\0\0\0\0\0\0\0\0", &mut 0).is_err());
        assert!(number(b"-1\0\0\0\0\0\0\0\0", &mut 0).is_err());
    }
}
