//! The file, read in pieces: single bytes for what frames the arrays, whole records for the arrays.
//!
//! *Invariant*: what is held of the file is bounded by [`CHUNK_BYTES`] and the longest record.

use std::io::Read;

use super::Fault;

/// What is read at once.
const CHUNK_BYTES: usize = 1 << 20;
/// The longest record: a few numbers, whatever blanks stand between them.
const RECORD_BYTES: usize = 16 << 20;
/// Zeros behind the text of a chunk, so that eight bytes can be read from any place in it.
pub const PADDING: usize = 8;

/// A file with the place that was reached.
pub struct Source<R> {
    input: R,
    buffer: Vec<u8>,
    at: usize,
    /// Where the buffer begins in the file.
    base: u64,
    ended: bool,
}

/// Whole records of an array of numbers.
#[derive(Default)]
pub struct Chunk {
    /// Their text, without the comma at its end, and [`PADDING`].
    pub text: Vec<u8>,
    /// Where it begins in the file.
    pub base: u64,
}

impl Chunk {
    /// Bytes of the records.
    pub fn len(&self) -> usize {
        self.text.len() - PADDING
    }
}

impl<R: Read> Source<R> {
    /// The beginning of a file.
    pub fn new(input: R) -> Source<R> {
        Source { input, buffer: Vec::new(), at: 0, base: 0, ended: false }
    }

    /// The place that was reached, in bytes.
    pub fn offset(&self) -> u64 {
        self.base + self.at as u64
    }

    /// A fault at the place that was reached.
    pub fn fault(&self, what: impl Into<String>) -> Fault {
        Fault::at(self.offset(), what)
    }

    /// Reads on into a buffer until it holds so many bytes or the file ends.
    fn fill(&mut self, buffer: &mut Vec<u8>, length: usize) -> Result<(), Fault> {
        while buffer.len() < length && !self.ended {
            let old = buffer.len();
            buffer.resize(length, 0);
            match self.input.read(&mut buffer[old..]) {
                Ok(count) => {
                    buffer.truncate(old + count);
                    self.ended = count == 0;
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => buffer.truncate(old),
                Err(error) => {
                    buffer.truncate(old);
                    return Err(Fault::at(self.base + old as u64, format!("it cannot be read: {error}")));
                }
            }
        }
        Ok(())
    }

    /// What has been read and not taken yet; empty at the end of the file.
    pub fn rest(&mut self) -> Result<&[u8], Fault> {
        if self.at == self.buffer.len() && !self.ended {
            self.base += self.at as u64;
            self.at = 0;
            let mut buffer = std::mem::take(&mut self.buffer);
            buffer.clear();
            self.fill(&mut buffer, CHUNK_BYTES)?;
            self.buffer = buffer;
        }
        Ok(&self.buffer[self.at..])
    }

    /// Takes so many of the bytes of [`Source::rest`].
    pub fn take(&mut self, count: usize) {
        self.at = (self.at + count).min(self.buffer.len());
    }

    /// The next byte.
    pub fn next(&mut self) -> Result<Option<u8>, Fault> {
        let byte = self.rest()?.first().copied();
        self.take(1);
        Ok(byte)
    }

    /// The next byte that is not blank; it is not taken.
    pub fn peek(&mut self) -> Result<Option<u8>, Fault> {
        loop {
            let rest = self.rest()?;
            let blanks = rest.iter().take_while(|byte| is_blank(**byte)).count();
            match rest.get(blanks).copied() {
                Some(byte) => {
                    self.take(blanks);
                    return Ok(Some(byte));
                }
                None if blanks == 0 => return Ok(None),
                None => self.take(blanks),
            }
        }
    }

    /// Takes this byte, which must be the next that is not blank.
    pub fn expect(&mut self, wanted: u8, within: &str) -> Result<(), Fault> {
        match self.peek()? {
            Some(byte) if byte == wanted => {
                self.take(1);
                Ok(())
            }
            Some(_) => Err(self.fault(format!("'{}' should stand here, {within}", wanted as char))),
            None => Err(self.fault(format!("the file ends here, {within}"))),
        }
    }

    /// The next records of an array, of so many numbers each, behind its `[`. False for its last
    /// ones: its `]` was taken.
    pub fn records(&mut self, fields: usize, within: &str, chunk: &mut Chunk) -> Result<bool, Fault> {
        let Chunk { text, base } = chunk;
        *base = self.offset();
        text.clear();
        text.extend_from_slice(&self.buffer[self.at..]);
        self.base = *base;
        let mut wanted = CHUNK_BYTES;
        loop {
            self.fill(text, wanted)?;
            // The bracket is looked for first: what follows it may hold commas, too.
            if let Some(end) = memchr::memchr(b']', text) {
                self.unread(&text[end + 1..], *base + end as u64 + 1);
                text.truncate(end);
                text.resize(end + PADDING, 0);
                return Ok(false);
            }
            if self.ended {
                return Err(Fault::at(*base + text.len() as u64, format!("the file ends here, {within}")));
            }
            let commas = memchr::memchr_iter(b',', text).count();
            if commas >= fields {
                let end = memchr::memrchr_iter(b',', text).nth(commas % fields).unwrap_or(0);
                self.unread(&text[end + 1..], *base + end as u64 + 1);
                text.truncate(end);
                text.resize(end + PADDING, 0);
                return Ok(true);
            }
            wanted *= 2;
            if wanted > RECORD_BYTES {
                return Err(Fault::at(*base, format!("no record should be as long as the one here, {within}")));
            }
        }
    }

    fn unread(&mut self, bytes: &[u8], base: u64) {
        self.buffer.clear();
        self.buffer.extend_from_slice(bytes);
        self.at = 0;
        self.base = base;
    }
}

/// White space of JSON.
pub fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}
