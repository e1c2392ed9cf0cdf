//! The array of strings, and strings in general.

use std::io::Read;

use super::source::Source;
use super::{Fault, Phase, Watch};
use crate::snapshot::strings::Strings;

/// Reads the array of strings behind its `[`, and its `]`.
pub fn array<R: Read>(source: &mut Source<R>, strings: &mut Strings, watch: &dyn Watch) -> Result<(), Fault> {
    let within = "in the array \"strings\"";
    if source.peek()? == Some(b']') {
        return source.expect(b']', within);
    }
    loop {
        source.expect(b'"', within)?;
        string(source, &mut strings.bytes)?;
        strings.ends.push(strings.bytes.len() as u64);
        if strings.ends.len().is_multiple_of(1 << 16) {
            watch.at(Phase::Read, source.offset());
        }
        match source.peek()? {
            Some(b',') => source.take(1),
            _ => return source.expect(b']', within),
        }
    }
}

/// Reads a string behind its first quotation mark, and its last.
pub fn string<R: Read>(source: &mut Source<R>, out: &mut Vec<u8>) -> Result<(), Fault> {
    loop {
        let rest = source.rest()?;
        if rest.is_empty() {
            return Err(source.fault("the file ends here, in a string"));
        }
        let plain = memchr::memchr2(b'"', b'\\', rest).unwrap_or(rest.len());
        out.extend_from_slice(&rest[..plain]);
        let stop = rest.get(plain).copied();
        source.take(plain + usize::from(stop.is_some()));
        match stop {
            Some(b'"') => return Ok(()),
            Some(_) => escape(source, out)?,
            None => {}
        }
    }
}

/// What stands behind a backslash.
fn escape<R: Read>(source: &mut Source<R>, out: &mut Vec<u8>) -> Result<(), Fault> {
    let byte = match source.next()? {
        Some(b'u') => return unicode(source, out),
        Some(b'n') => b'\n',
        Some(b't') => b'\t',
        Some(b'r') => b'\r',
        Some(b'b') => 8,
        Some(b'f') => 12,
        Some(byte @ (b'"' | b'\\' | b'/')) => byte,
        _ => return Err(source.fault("no escape of JSON begins like this")),
    };
    out.push(byte);
    Ok(())
}

/// Four digits, and the second half of a pair if one follows.
fn unicode<R: Read>(source: &mut Source<R>, out: &mut Vec<u8>) -> Result<(), Fault> {
    let unit = digits(source)?;
    let before = out.len().checked_sub(3).map(|at| &out[at..]);
    // A second half joins the first half that stands before it.
    if let (0xdc00..=0xdfff, Some(&[0xed, high @ 0xa0..=0xaf, low])) = (unit, before) {
        let first = (u32::from(high) & 0x0f) << 6 | (u32::from(low) & 0x3f);
        let point = 0x10000 + (first << 10) + (unit - 0xdc00);
        out.truncate(out.len() - 3);
        put(out, point);
    } else {
        put(out, unit);
    }
    Ok(())
}

fn put(out: &mut Vec<u8>, point: u32) {
    match char::from_u32(point) {
        Some(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        // A half of a pair, in the three bytes that its number has.
        None => out.extend([0xe0 | (point >> 12) as u8, 0x80 | (point >> 6 & 0x3f) as u8, 0x80 | (point & 0x3f) as u8]),
    }
}

fn digits<R: Read>(source: &mut Source<R>) -> Result<u32, Fault> {
    let mut unit = 0;
    for _ in 0..4 {
        let digit = source.next()?.and_then(|byte| char::from(byte).to_digit(16));
        unit = unit << 4 | digit.ok_or_else(|| source.fault("four hexadecimal digits should stand here"))?;
    }
    Ok(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        let read = |text: &str| {
            let mut out = Vec::new();
            string(&mut Source::new(text.as_bytes()), &mut out).map(|()| out).map_err(|fault| fault.to_string())
        };
        assert_eq!(read(r#"a\"\\\/\n\u00e9\ud83d\ude00z""#), Ok("a\"\\/\né😀z".as_bytes().to_vec()));
        assert_eq!(read(r#"\ude00\ud83d""#), Ok(vec![0xed, 0xb8, 0x80, 0xed, 0xa0, 0xbd]));
        assert!(read("abc").is_err() && read(r#"\x41""#).is_err() && read(r#"\u12"#).is_err());
    }
}
