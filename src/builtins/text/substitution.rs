//! Replacement templates: GetSubstitution (ECMA-262 §22.1.3.19.1), parsed once and applied to each
//! match.

use super::buffer::TextBuffer;
use crate::objects::Chars;

/// A piece of a replacement template.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Piece {
    /// Characters of the template.
    Literal(usize, usize),
    /// `$&`
    Matched,
    /// `` $` ``
    Before,
    /// `$'`
    After,
    /// `$n`, `$nn`: a capture, from 1.
    Capture(usize),
    /// `$<name>`: where the name is in the template.
    Named(usize, usize),
}

/// Splits a template into pieces. `captures` is the number of captures, `named` whether there are
/// named groups.
pub(crate) fn parse_template(template: Chars<'_>, captures: usize, named: bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (len, mut literal, mut at) = (template.len(), 0, 0);
    while at < len {
        let found = if template.at(at) == u16::from(b'$') { parse_piece(template, at, captures, named) } else { None };
        let Some((piece, end)) = found else {
            at += 1;
            continue;
        };
        if literal < at {
            pieces.push(Piece::Literal(literal, at));
        }
        pieces.push(piece);
        at = end;
        literal = end;
    }
    if literal < len {
        pieces.push(Piece::Literal(literal, len));
    }
    pieces
}

/// The piece that the `$` at `at` starts and its end; `None` when the `$` stands for itself.
fn parse_piece(template: Chars<'_>, at: usize, captures: usize, named: bool) -> Option<(Piece, usize)> {
    let unit = |i: usize| if i < template.len() { template.at(i) } else { 0 };
    let digit = |i: usize| char::from_u32(unit(i).into()).and_then(|c| c.to_digit(10)).map(|d| d as usize);
    match u8::try_from(unit(at + 1)).ok()? {
        b'$' => Some((Piece::Literal(at, at + 1), at + 2)),
        b'&' => Some((Piece::Matched, at + 2)),
        b'`' => Some((Piece::Before, at + 2)),
        b'\'' => Some((Piece::After, at + 2)),
        b'<' if named => {
            let end = (at + 2..template.len()).find(|&i| template.at(i) == u16::from(b'>'))?;
            Some((Piece::Named(at + 2, end), end + 1))
        }
        _ => {
            let first = digit(at + 1)?;
            if let Some(second) = digit(at + 2)
                && (1..=captures).contains(&(first * 10 + second))
            {
                return Some((Piece::Capture(first * 10 + second), at + 3));
            }
            (1..=captures).contains(&first).then_some((Piece::Capture(first), at + 2))
        }
    }
}

/// What a match offers to a template.
pub(crate) struct Found<'a> {
    /// The whole subject.
    pub subject: Chars<'a>,
    /// Where the match starts.
    pub position: usize,
    /// The matched text.
    pub matched: Chars<'a>,
}

/// Appends what `piece` stands for, captures excepted.
pub(crate) fn push_piece(out: &mut TextBuffer, piece: Piece, template: Chars<'_>, found: &Found<'_>) {
    match piece {
        Piece::Literal(from, to) => out.push_chars(template.slice(from, to)),
        Piece::Matched => out.push_chars(found.matched),
        Piece::Before => out.push_chars(found.subject.slice(0, found.position.min(found.subject.len()))),
        Piece::After => {
            let end = (found.position + found.matched.len()).min(found.subject.len());
            out.push_chars(found.subject.slice(end, found.subject.len()));
        }
        Piece::Capture(_) | Piece::Named(..) => {}
    }
}
