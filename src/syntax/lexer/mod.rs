//! From text to lexemes: a table of first bytes or else logos finds what each is, this file finds
//! where the irregular ones end, and what they are worth (ECMA-262 §12, §B.1). Comments and white
//! space vanish here; that a line ended before a lexeme is remembered.

pub(super) mod literal;
pub(super) mod token;

use crate::characters::{is_id_continue, is_id_start, is_line_separator, is_space_char, may_end_line};
use crate::numeric::bigint::is_long_literal;
use crate::source::Span;
use crate::syntax::ast::{Atom, Atoms};
use crate::syntax::error::SyntaxError;
use literal::{Escape, TextBuffer, read_escape};
use token::{BEGINNINGS, Beginning, Lexeme, NAME_BYTES};

/// A lexeme with its place and its value.
#[derive(Clone, Copy, Debug)]
pub struct RawLexeme {
    // Not beside `end`: the two were written as a pair then, which waits for logos's pair of them
    // to reach the memory.
    pub start: u32,
    /// Of words, private names, strings, BigInts: the atom. Of numbers, templates, regular
    /// expressions: where the value lies in the vectors of the lexer.
    pub value: u32,
    pub end: u32,
    pub lexeme: Lexeme,
    /// A line terminator stands between this lexeme and the one before.
    pub newline: bool,
}

impl RawLexeme {
    #[inline]
    pub fn atom(&self) -> Atom {
        Atom::from_bits(self.value)
    }
}

/// A part of a template.
#[derive(Clone, Debug)]
pub struct QuasiText {
    pub cooked: Option<Atom>,
    pub raw: Atom,
    /// Why there is no cooked text.
    pub error: Option<Box<SyntaxError>>,
}

/// A construct that strict mode forbids.
#[derive(Clone, Copy, Debug)]
pub struct SloppyOnly {
    pub span: Span,
    pub message: &'static str,
}

type LexResult<T> = Result<T, Box<SyntaxError>>;

/// The lexer over one text.
pub struct Lexer<'s> {
    /// Its current text ends where ours does, but begins with our lexeme only if it has found that.
    logos: logos::Lexer<'s, Lexeme>,
    pub text: &'s str,
    /// HTML-like comments are comments only in scripts.
    html_comments: bool,
    /// Nothing but white space and comments has been seen.
    fresh: bool,
    /// The lexeme found last. It stays here, and results tell of errors only: they fit into a
    /// register then.
    raw: RawLexeme,
    pub numbers: Vec<f64>,
    pub quasis: Vec<QuasiText>,
    pub regexes: Vec<(Atom, Atom)>,
    /// The last literal seen that strict mode forbids.
    pub sloppy_only: Option<SloppyOnly>,
    buffer: TextBuffer,
}

impl<'s> Lexer<'s> {
    pub fn new(text: &'s str, html_comments: bool) -> Self {
        let mut logos = logos::Lexer::new(text);
        if text.starts_with("#!") {
            logos.bump(line_length(text));
        }
        Self {
            logos,
            text,
            html_comments,
            fresh: true,
            raw: RawLexeme { start: 0, end: 0, value: 0, lexeme: Lexeme::End, newline: false },
            numbers: Vec::new(),
            quasis: Vec::new(),
            regexes: Vec::new(),
            sloppy_only: None,
            buffer: TextBuffer::default(),
        }
    }

    /// The lexeme found last.
    #[inline]
    pub fn raw(&self) -> RawLexeme {
        self.raw
    }

    /// Finds the next lexeme; at the end, `End` again and again.
    #[inline(always)]
    pub fn next(&mut self, atoms: &mut Atoms) -> LexResult<()> {
        self.raw.newline = false;
        loop {
            let start = self.logos.span().end;
            match self.text.as_bytes().get(start).map_or(Beginning::Other, |&byte| BEGINNINGS[usize::from(byte)]) {
                Beginning::Name => return self.name(start, atoms),
                Beginning::Whole(lexeme) => {
                    self.fresh = false;
                    self.logos.bump(1);
                    self.found_at(lexeme, 0, start, start + 1);
                    return Ok(());
                }
                Beginning::Space => {
                    self.logos.bump(1);
                    continue;
                }
                Beginning::Other => {}
            }
            let Some(found) = self.logos.next() else {
                let end = self.text.len();
                self.found_at(Lexeme::End, 0, end, end);
                return Ok(());
            };
            let Ok(lexeme) = found else { return Err(self.invalid()) };
            match lexeme {
                Lexeme::Newline => self.raw.newline = true,
                Lexeme::LineComment => self.skip_line(),
                Lexeme::BlockComment => self.skip_block_comment()?,
                Lexeme::Less if self.html_comments && self.logos.remainder().starts_with("!--") => self.skip_line(),
                Lexeme::MinusMinus
                    if self.html_comments
                        && (self.raw.newline || self.fresh)
                        && self.logos.remainder().starts_with('>') =>
                {
                    self.skip_line();
                }
                Lexeme::NonAscii if self.skip_non_ascii_space() => {}
                _ => {
                    self.fresh = false;
                    return self.finish(lexeme, atoms);
                }
            }
        }
    }

    /// Completes a lexeme of which logos has found the beginning.
    #[inline]
    fn finish(&mut self, lexeme: Lexeme, atoms: &mut Atoms) -> LexResult<()> {
        match lexeme {
            Lexeme::NonAscii | Lexeme::Backslash => self.word_with_escapes(self.logos.span().start, atoms),
            Lexeme::Hash => self.private_name(atoms),
            Lexeme::Digit => self.number(atoms),
            Lexeme::Quote => self.string(atoms),
            Lexeme::Backtick => self.template_part(atoms, true),
            Lexeme::Question => {
                self.question();
                Ok(())
            }
            _ => {
                self.found(lexeme, 0);
                Ok(())
            }
        }
    }

    /// The current text of logos is a lexeme.
    #[inline]
    fn found(&mut self, lexeme: Lexeme, value: u32) {
        let span = self.logos.span();
        self.found_at(lexeme, value, span.start, span.end);
    }

    #[inline]
    fn found_at(&mut self, lexeme: Lexeme, value: u32, start: usize, end: usize) {
        self.raw.start = start as u32;
        self.raw.end = end as u32;
        self.raw.value = value;
        self.raw.lexeme = lexeme;
    }

    /// The byte `ahead` bytes after the current lexeme.
    #[inline]
    fn peek_byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.logos.span().end + ahead).copied()
    }

    fn span(&self) -> Span {
        let span = self.logos.span();
        Span::new(span.start as u32, span.end as u32)
    }

    fn invalid(&self) -> Box<SyntaxError> {
        Box::new(SyntaxError::new("Invalid or unexpected token", self.span()))
    }

    /// The text ends within the current lexeme.
    fn unterminated(&self, start: usize, message: &str) -> Box<SyntaxError> {
        let span = Span::new(start as u32, self.logos.span().end as u32);
        let mut error = SyntaxError::new(message, span);
        error.at_end = true;
        Box::new(error)
    }

    // ───────────────────────────── what vanishes ─────────────────────────────

    fn skip_line(&mut self) {
        self.logos.bump(line_length(self.logos.remainder()));
    }

    fn skip_block_comment(&mut self) -> LexResult<()> {
        let rest = self.logos.remainder();
        let bytes = rest.as_bytes();
        let mut i = 0;
        loop {
            match bytes.get(i) {
                None => return Err(self.unterminated(self.logos.span().start, "Invalid or unexpected token")),
                Some(b'*') if bytes.get(i + 1) == Some(&b'/') => {
                    self.logos.bump(i + 2);
                    return Ok(());
                }
                Some(b'\n' | b'\r') => self.raw.newline = true,
                Some(0xe2) if rest[i..].starts_with(is_line_separator) => self.raw.newline = true,
                Some(_) => {}
            }
            i += 1;
        }
    }

    /// Whether the current character outside ASCII is white space.
    fn skip_non_ascii_space(&mut self) -> bool {
        let c = self.logos.slice().chars().next().unwrap_or('\0');
        self.raw.newline |= is_line_separator(c);
        is_space_char(c)
    }

    // ───────────────────────────── names ─────────────────────────────

    /// The name that begins at `start`, where the current text of logos ends.
    #[inline(always)]
    fn name(&mut self, start: usize, atoms: &mut Atoms) -> LexResult<()> {
        let bytes = self.text.as_bytes();
        let mut end = start + 1;
        while bytes.get(end).is_some_and(|&byte| NAME_BYTES[usize::from(byte)]) {
            end += 1;
        }
        self.fresh = false;
        self.logos.bump(end - start);
        if let Some(b'\\' | 0x80..) = bytes.get(end) {
            return self.word_with_escapes(start, atoms);
        }
        let atom = atoms.intern(&self.text[start..end]);
        self.found_at(Lexeme::Word, atom.to_bits(), start, end);
        Ok(())
    }

    /// A name with escapes or characters outside ASCII; logos has seen the first part of it.
    fn word_with_escapes(&mut self, start: usize, atoms: &mut Atoms) -> LexResult<()> {
        let (name, escaped, length) = self.read_name(start)?;
        let atom = atoms.intern(&name);
        let end = start + length;
        self.logos.bump(end - self.logos.span().end);
        self.found_at(if escaped { Lexeme::EscapedWord } else { Lexeme::Word }, atom.to_bits(), start, end);
        Ok(())
    }

    fn private_name(&mut self, atoms: &mut Atoms) -> LexResult<()> {
        let (name, _, length) = self.read_name(self.logos.span().end)?;
        let atom = atoms.intern(&name);
        self.logos.bump(length);
        self.found(Lexeme::Private, atom.to_bits());
        Ok(())
    }

    /// The name that starts at `start`: its value, whether it has escapes, its length in bytes.
    fn read_name(&self, start: usize) -> LexResult<(String, bool, usize)> {
        let text = &self.text[start..];
        let (mut name, mut escaped, mut i) = (String::new(), false, 0);
        while let Some(next) = text[i..].chars().next() {
            let (c, width) = if next == '\\' {
                escaped = true;
                match read_escape(&text[i + 1..]) {
                    Ok((Escape::Char(c), width)) if text[i + 1..].starts_with('u') => (c, width + 1),
                    _ => {
                        let at = (start + i) as u32;
                        let is_unicode = text[i + 1..].starts_with('u');
                        let message =
                            if is_unicode { "Invalid Unicode escape sequence" } else { "Invalid or unexpected token" };
                        return Err(Box::new(SyntaxError::new(message, Span::new(at, at + 1))));
                    }
                }
            } else {
                (next, next.len_utf8())
            };
            let fits = if i == 0 { is_id_start(c) } else { is_id_continue(c) };
            if !fits {
                if next == '\\' {
                    let at = (start + i) as u32;
                    let span = Span::new(at, at + width as u32);
                    return Err(Box::new(SyntaxError::new("Invalid or unexpected token", span)));
                }
                break;
            }
            name.push(c);
            i += width;
        }
        if i == 0 { Err(self.invalid()) } else { Ok((name, escaped, i)) }
    }

    fn question(&mut self) {
        let bytes = self.text.as_bytes();
        let end = self.logos.span().end;
        let (lexeme, more) = match (bytes.get(end), bytes.get(end + 1)) {
            (Some(b'?'), Some(b'=')) => (Lexeme::NullishAssign, 2),
            (Some(b'?'), _) => (Lexeme::Nullish, 1),
            (Some(b'.'), next) if !next.is_some_and(u8::is_ascii_digit) => (Lexeme::OptionalDot, 1),
            _ => (Lexeme::Question, 0),
        };
        self.logos.bump(more);
        self.found(lexeme, 0);
    }

    // ───────────────────────────── strings and templates ─────────────────────────────

    fn string(&mut self, atoms: &mut Atoms) -> LexResult<()> {
        let quote = self.logos.slice().as_bytes()[0];
        let rest = self.logos.remainder();
        let bytes = rest.as_bytes();
        let plain = bytes.iter().position(|&b| b == quote || matches!(b, b'\\' | b'\n' | b'\r')).unwrap_or(bytes.len());
        if bytes.get(plain) == Some(&quote) {
            self.logos.bump(plain + 1);
            let atom = atoms.intern(&rest[..plain]);
            self.found(Lexeme::String, atom.to_bits());
            return Ok(());
        }
        self.buffer.clear();
        self.buffer.push_str(&rest[..plain]);
        let mut i = plain;
        loop {
            match bytes.get(i) {
                Some(&b) if b == quote => break,
                Some(b'\\') if i + 1 < bytes.len() => i += 1 + self.string_escape(rest, i)?,
                Some(b'\n' | b'\r') => {
                    self.logos.bump(i);
                    return Err(self.invalid());
                }
                None | Some(b'\\') => {
                    self.logos.bump(rest.len());
                    // An open string is an error of its line, not a text to go on with, unless its
                    // last line goes on.
                    let open = ["\\", "\\\n", "\\\r\n"].iter().any(|end| rest.ends_with(end));
                    return Err(if open {
                        self.unterminated(self.logos.span().start, "Invalid or unexpected token")
                    } else {
                        self.invalid()
                    });
                }
                Some(_) => {
                    let run = bytes[i..].iter().position(|&b| b == quote || matches!(b, b'\\' | b'\n' | b'\r'));
                    let end = run.map_or(bytes.len(), |run| i + run);
                    self.buffer.push_str(&rest[i..end]);
                    i = end;
                }
            }
        }
        self.logos.bump(i + 1);
        let atom = self.buffer.intern(atoms);
        self.found(Lexeme::String, atom.to_bits());
        Ok(())
    }

    /// Reads the escape whose backslash is at `at`; the length of what follows the backslash.
    fn string_escape(&mut self, rest: &str, at: usize) -> LexResult<usize> {
        let start = (self.logos.span().end + at) as u32;
        match read_escape(&rest[at + 1..]) {
            Ok((escape, width)) => {
                if let Some(message) = escape.sloppy_only() {
                    self.sloppy_only = Some(SloppyOnly { span: Span::new(start, start + 1 + width as u32), message });
                }
                self.buffer.push_escape(escape);
                Ok(width)
            }
            Err((message, width)) => {
                Err(Box::new(SyntaxError::new(message, Span::new(start, start + 1 + width as u32))))
            }
        }
    }

    /// Reads what follows a backslash in a template into the buffer: its width, and what is wrong
    /// with it.
    fn template_escape(&mut self, rest: &str) -> (usize, Option<&'static str>) {
        match read_escape(rest) {
            Ok((escape, width)) if escape.sloppy_only().is_some() => (width, Some(OCTAL_IN_TEMPLATE)),
            Ok((escape, width)) => {
                self.buffer.push_escape(escape);
                (width, None)
            }
            // Go on after the backslash and what it protects.
            Err((message, _)) => (rest.chars().next().map_or(0, char::len_utf8), Some(message)),
        }
    }

    /// A part of a template, from after the current `` ` `` or `}`.
    pub fn template_part(&mut self, atoms: &mut Atoms, first: bool) -> LexResult<()> {
        let rest = self.logos.remainder();
        let bytes = rest.as_bytes();
        let base = self.logos.span().end;
        let start = if first { self.logos.span().start } else { self.raw.start as usize };
        let (mut i, mut from, mut plain, mut error) = (0, 0, true, None);
        self.buffer.clear();
        let last = loop {
            match bytes.get(i) {
                None => {
                    self.logos.bump(rest.len());
                    return Err(self.unterminated(start, "Unterminated template literal"));
                }
                Some(b'`') => break true,
                Some(b'$') if bytes.get(i + 1) == Some(&b'{') => break false,
                Some(b'\\') => {
                    plain = false;
                    self.buffer.push_str(&rest[from..i]);
                    let (width, failed) = self.template_escape(&rest[i + 1..]);
                    if let Some(message) = failed {
                        let at = (base + i) as u32;
                        let span = Span::new(at, at + 1 + width as u32);
                        error = error.or_else(|| Some(Box::new(SyntaxError::new(message, span))));
                    }
                    i += 1 + width;
                    from = i;
                }
                Some(b'\r') => {
                    plain = false;
                    self.buffer.push_str(&rest[from..i]);
                    self.buffer.push_str("\n");
                    i += 1 + usize::from(bytes.get(i + 1) == Some(&b'\n'));
                    from = i;
                }
                Some(_) => i += 1,
            }
        };
        let text = &rest[..i];
        self.buffer.push_str(&rest[from..i]);
        let raw = if plain || !text.contains('\r') {
            atoms.intern(text)
        } else {
            atoms.intern(&text.replace("\r\n", "\n").replace('\r', "\n"))
        };
        let cooked = match (&error, plain) {
            (Some(_), _) => None,
            (None, true) => Some(raw),
            (None, false) => Some(self.buffer.intern(atoms)),
        };
        self.logos.bump(i + if last { 1 } else { 2 });
        let index = self.quasis.len() as u32;
        self.quasis.push(QuasiText { cooked, raw, error });
        let lexeme = match (first, last) {
            (true, true) => Lexeme::Template,
            (true, false) => Lexeme::TemplateHead,
            (false, false) => Lexeme::TemplateMiddle,
            (false, true) => Lexeme::TemplateTail,
        };
        self.found_at(lexeme, index, start, self.logos.span().end);
        Ok(())
    }

    // ───────────────────────────── regular expressions ─────────────────────────────

    /// Reads the current `/` or `/=` as the start of a regular expression.
    pub fn regex(&mut self, atoms: &mut Atoms) -> LexResult<()> {
        let raw = self.raw;
        let text = &self.text[raw.start as usize + 1..];
        let mut in_class = false;
        let mut chars = text.char_indices();
        let body = loop {
            let next = chars.next();
            let escaped = matches!(next, Some((_, '\\')));
            let c = if escaped { chars.next().map(|(_, c)| c) } else { next.map(|(_, c)| c) };
            match c {
                None | Some('\n' | '\r' | '\u{2028}' | '\u{2029}') => {
                    let end = next.map_or(text.len(), |(i, _)| i) as u32;
                    let span = Span::new(raw.start, raw.start + 1 + end);
                    return Err(Box::new(SyntaxError::new("Invalid regular expression: missing /", span)));
                }
                _ if escaped => {}
                Some('[') => in_class = true,
                Some(']') => in_class = false,
                Some('/') if !in_class => break next.map_or(0, |(i, _)| i),
                Some(_) => {}
            }
        };
        let flags = &text[body + 1..];
        let flags = &flags[..flags.find(|c| !is_id_continue(c)).unwrap_or(flags.len())];
        let length = 1 + body + 1 + flags.len();
        self.logos.bump(length - (raw.end - raw.start) as usize);
        if let Some(b'\\') = self.peek_byte(0) {
            return Err(Box::new(SyntaxError::new("Invalid regular expression flags", self.span())));
        }
        let index = self.regexes.len() as u32;
        self.regexes.push((atoms.intern(&text[..body]), atoms.intern(flags)));
        self.found(Lexeme::Regex, index);
        Ok(())
    }

    // ───────────────────────────── numbers ─────────────────────────────

    fn number(&mut self, atoms: &mut Atoms) -> LexResult<()> {
        let start = self.logos.span().start;
        let literal = match crate::syntax::lexer::literal::read_number(&self.text[start..]) {
            Ok(literal) => literal,
            Err((message, from, to)) => {
                let span = Span::new((start + from) as u32, (start + to) as u32);
                return Err(Box::new(SyntaxError::new(message, span)));
            }
        };
        self.logos.bump(literal.length - self.logos.slice().len());
        if self.logos.remainder().starts_with(|c: char| is_id_continue(c) || c == '\\') {
            return Err(self.invalid());
        }
        if let Some(message) = literal.sloppy_only {
            self.sloppy_only = Some(SloppyOnly { span: self.span(), message });
        }
        if literal.bigint {
            let digits: String = self.logos.slice().chars().filter(|&c| c != '_' && c != 'n').collect();
            if is_long_literal(&digits) {
                return Err(Box::new(SyntaxError::new("Maximum BigInt size exceeded", self.span())));
            }
            let atom = atoms.intern(&digits);
            self.found(Lexeme::BigInt, atom.to_bits());
            return Ok(());
        }
        let index = self.numbers.len() as u32;
        self.numbers.push(literal.value);
        self.found(Lexeme::Number, index);
        Ok(())
    }

    // ───────────────────────────── looking ahead ─────────────────────────────

    /// The text after white space and comments from `at` on, and whether a line ended in between.
    pub fn peek(&self, at: u32) -> (&'s str, bool) {
        let (mut rest, mut newline) = (&self.text[at as usize..], false);
        loop {
            let trimmed = rest.trim_start_matches(|c: char| {
                newline |= matches!(c, '\n' | '\r') || is_line_separator(c);
                is_space_char(c)
            });
            // The closure also sees the character that ends the run, which is no line terminator
            // then.
            if trimmed.starts_with("//") {
                rest = &trimmed[line_length(trimmed)..];
            } else if trimmed.starts_with("/*") {
                let Some(end) = trimmed.find("*/") else { return ("", newline) };
                newline |= trimmed[..end].contains(|c: char| matches!(c, '\n' | '\r') || is_line_separator(c));
                rest = &trimmed[end + 2..];
            } else {
                return (trimmed, newline);
            }
        }
    }
}

const OCTAL_IN_TEMPLATE: &str = "Octal escape sequences are not allowed in template strings.";

/// Bytes up to the end of the line, terminator not included.
fn line_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut i = 0;
    while let Some(run) = bytes[i..].iter().position(|&b| may_end_line(b)) {
        i += run;
        if bytes[i] != 0xe2 || text[i..].starts_with(is_line_separator) {
            return i;
        }
        i += 1;
    }
    bytes.len()
}

/// The word at the start of a text; empty if there is none or it has an escape.
pub fn leading_word(text: &str) -> &str {
    if !text.starts_with(is_id_start) {
        return "";
    }
    let end = text.find(|c| !is_id_continue(c)).unwrap_or(text.len());
    if text[end..].starts_with('\\') { "" } else { &text[..end] }
}
