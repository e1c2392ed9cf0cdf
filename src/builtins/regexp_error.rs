//! What is wrong with a pattern that the matcher refused, in V8's words. A scan of the pattern by the grammar of ECMAScript 22.2.1 and B.1.2 that
//! stops at the first problem.

use super::regexp_program::RegExpFlags;

/// The problem of a pattern, if this scan sees one.
pub(super) fn diagnose(source: &[u16], flags: RegExpFlags) -> Option<&'static str> {
    let mut scan = Scan::new(source, flags);
    match scan.pattern() {
        Err(problem) => Some(problem),
        Ok(()) if scan.has_property => Some("Invalid property name"),
        Ok(()) => None,
    }
}

type Step<T = ()> = Result<T, &'static str>;

struct Scan<'a> {
    source: &'a [u16],
    at: usize,
    unicode: bool,
    sets: bool,
    captures: usize,
    has_named: bool,
    names: Vec<&'a [u16]>,
    references: Vec<&'a [u16]>,
    has_property: bool,
}

/// What a term allows after itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Term {
    Atom,
    /// An assertion that the grammar gives no quantifier; V8 finds nothing to repeat.
    Bare,
    /// A look-around whose quantifier V8 calls invalid.
    Look,
}

const IDENTITY: &[u8] = b"^$\\.*+?()[]{}|/";

impl<'a> Scan<'a> {
    fn new(source: &'a [u16], flags: RegExpFlags) -> Scan<'a> {
        let mut scan = Scan {
            source,
            at: 0,
            unicode: flags.is_unicode(),
            sets: flags.has(RegExpFlags::UNICODE_SETS),
            captures: 0,
            has_named: false,
            names: Vec::new(),
            references: Vec::new(),
            has_property: false,
        };
        scan.count_groups();
        scan
    }

    fn count_groups(&mut self) {
        let mut in_class = false;
        let mut i = 0;
        while i < self.source.len() {
            match self.byte(i) {
                b'\\' => i += 1,
                b'[' => in_class = true,
                b']' => in_class = false,
                b'(' if !in_class && self.byte(i + 1) != b'?' => self.captures += 1,
                b'(' if !in_class && self.byte(i + 2) == b'<' && !matches!(self.byte(i + 3), b'=' | b'!') => {
                    self.captures += 1;
                    self.has_named = true;
                }
                _ => {}
            }
            i += 1;
        }
    }

    /// The ASCII character at `i`; 0 for others and past the end.
    fn byte(&self, i: usize) -> u8 {
        self.source.get(i).and_then(|&unit| u8::try_from(unit).ok()).filter(u8::is_ascii).unwrap_or(0)
    }

    fn peek(&self) -> u8 {
        self.byte(self.at)
    }

    fn at_end(&self) -> bool {
        self.at >= self.source.len()
    }

    fn pattern(&mut self) -> Step {
        let mut groups: Vec<Term> = Vec::new();
        while !self.at_end() {
            let term = match self.peek() {
                b')' => {
                    self.at += 1;
                    groups.pop().ok_or("Unmatched ')'")?
                }
                b'(' => {
                    let group = self.group_head()?;
                    groups.push(group);
                    continue;
                }
                b'|' => {
                    self.at += 1;
                    continue;
                }
                b'*' | b'+' | b'?' => return Err("Nothing to repeat"),
                b'^' | b'$' => {
                    self.at += 1;
                    Term::Bare
                }
                b'[' => {
                    self.class()?;
                    Term::Atom
                }
                b'\\' => self.escape()?,
                b'{' if self.interval()?.is_some() => return Err("Nothing to repeat"),
                b'{' | b'}' | b']' if self.unicode => return Err("Lone quantifier brackets"),
                _ => {
                    self.at += 1;
                    Term::Atom
                }
            };
            self.quantifier(term)?;
        }
        if !groups.is_empty() {
            return Err("Unterminated group");
        }
        if self.references.iter().any(|name| !self.names.contains(name)) {
            return Err("Invalid named capture referenced");
        }
        Ok(())
    }

    fn group_head(&mut self) -> Step<Term> {
        self.at += 1;
        if self.peek() != b'?' {
            return Ok(Term::Atom);
        }
        self.at += 1;
        let (kind, width) = match (self.peek(), self.byte(self.at + 1)) {
            (b':', _) => (Term::Atom, 1),
            (b'=' | b'!', _) => (if self.unicode { Term::Look } else { Term::Atom }, 1),
            (b'<', b'=' | b'!') => (Term::Look, 2),
            (b'<', _) => {
                let name = self.group_name()?;
                if self.names.contains(&name) {
                    return Err("Duplicate capture group name");
                }
                self.names.push(name);
                return Ok(Term::Atom);
            }
            _ => return Err("Invalid group"),
        };
        self.at += width;
        Ok(kind)
    }

    /// `<name>`
    fn group_name(&mut self) -> Step<&'a [u16]> {
        let start = self.at + 1;
        let source = self.source;
        let end = (start..source.len()).find(|&i| self.byte(i) == b'>').ok_or("Invalid capture group name")?;
        let name = &source[start..end];
        let text = String::from_utf16_lossy(name);
        let plain = !text.contains('\\');
        let first_ok =
            text.chars().next().is_some_and(|c| c == '$' || c == '_' || c == '\\' || unicode_ident::is_xid_start(c));
        let rest_ok = !plain || text.chars().skip(1).all(|c| c == '$' || unicode_ident::is_xid_continue(c));
        if !first_ok || !rest_ok || text.ends_with('\\') {
            return Err("Invalid capture group name");
        }
        self.at = end + 1;
        Ok(name)
    }

    fn quantifier(&mut self, term: Term) -> Step {
        let is_interval = match self.peek() {
            b'*' | b'+' | b'?' => false,
            b'{' if term != Term::Bare => match self.interval()? {
                Some(_) => true,
                None if self.unicode => return Err("Incomplete quantifier"),
                None => return Ok(()),
            },
            _ => return Ok(()),
        };
        match term {
            Term::Bare => return Err("Nothing to repeat"),
            Term::Look => return Err("Invalid quantifier"),
            Term::Atom => {}
        }
        if !is_interval {
            self.at += 1;
        } else if let Some(end) = self.interval()? {
            self.at = end;
        }
        if self.peek() == b'?' {
            self.at += 1;
        }
        Ok(())
    }

    /// The end of the `{n}`, `{n,}` or `{n,m}` here, if there is one.
    fn interval(&self) -> Step<Option<usize>> {
        let digits = |mut i: usize| {
            let start = i;
            let mut number = 0_f64;
            while self.byte(i).is_ascii_digit() {
                number = number * 10.0 + f64::from(self.byte(i) - b'0');
                i += 1;
            }
            (i, number, i > start)
        };
        let (mut i, least, found) = digits(self.at + 1);
        if !found {
            return Ok(None);
        }
        let mut most = least;
        if self.byte(i) == b',' {
            let (end, number, found) = digits(i + 1);
            most = if found { number } else { f64::INFINITY };
            i = end;
        }
        if self.byte(i) != b'}' {
            return Ok(None);
        }
        if most < least { Err("numbers out of order in {} quantifier") } else { Ok(Some(i + 1)) }
    }

    /// An escape outside of a class.
    fn escape(&mut self) -> Step<Term> {
        match self.byte(self.at + 1) {
            b'b' | b'B' => {
                self.at += 2;
                Ok(Term::Bare)
            }
            b'k' if self.unicode || self.has_named => {
                self.at += 2;
                if self.peek() != b'<' {
                    return Err("Invalid named reference");
                }
                let name = self.group_name()?;
                self.references.push(name);
                Ok(Term::Atom)
            }
            b'1'..=b'9' => {
                let mut number = 0_usize;
                self.at += 1;
                while self.peek().is_ascii_digit() {
                    number = number.saturating_mul(10).saturating_add(usize::from(self.peek() - b'0'));
                    self.at += 1;
                }
                if self.unicode && number > self.captures { Err("Invalid escape") } else { Ok(Term::Atom) }
            }
            _ => self.character_escape().map(|_| Term::Atom),
        }
    }

    /// An escape that stands for a character, or for a class (`None`).
    fn character_escape(&mut self) -> Step<Option<u32>> {
        self.at += 1;
        if self.at_end() {
            return Err("\\ at end of pattern");
        }
        let unit = self.source[self.at];
        let byte = self.peek();
        self.at += 1;
        Ok(Some(match byte {
            b'd' | b'D' | b's' | b'S' | b'w' | b'W' => return Ok(None),
            b'p' | b'P' if self.unicode => return self.property().map(|()| None),
            b'f' => 12,
            b'n' => 10,
            b'r' => 13,
            b't' => 9,
            b'v' => 11,
            b'0' if self.unicode && self.peek().is_ascii_digit() => return Err("Invalid decimal escape"),
            b'0' if self.unicode => 0,
            b'0'..=b'7' if !self.unicode => self.octal(byte),
            b'c' if self.peek().is_ascii_alphabetic() => {
                self.at += 1;
                u32::from(self.byte(self.at - 1) & 31)
            }
            b'c' if self.unicode => return Err("Invalid Unicode escape"),
            b'x' => match self.hex(2) {
                Some(code) => code,
                None if self.unicode => return Err("Invalid escape"),
                None => unit.into(),
            },
            b'u' => match self.unicode_escape() {
                Some(code) => code,
                None if self.unicode => return Err("Invalid Unicode escape"),
                None => unit.into(),
            },
            _ if self.unicode && !IDENTITY.contains(&byte) => return Err("Invalid escape"),
            _ => unit.into(),
        }))
    }

    fn octal(&mut self, first: u8) -> u32 {
        let mut code = u32::from(first - b'0');
        while (b'0'..=b'7').contains(&self.peek()) && code * 8 < 256 {
            code = code * 8 + u32::from(self.peek() - b'0');
            self.at += 1;
        }
        code
    }

    fn hex(&mut self, count: usize) -> Option<u32> {
        let mut code = 0;
        for i in 0..count {
            code = code * 16 + char::from(self.byte(self.at + i)).to_digit(16)?;
        }
        self.at += count;
        Some(code)
    }

    fn unicode_escape(&mut self) -> Option<u32> {
        if !self.unicode || self.peek() != b'{' {
            return self.hex(4);
        }
        let mut code = 0_u32;
        let mut i = self.at + 1;
        while let Some(digit) = char::from(self.byte(i)).to_digit(16) {
            code = code.saturating_mul(16).saturating_add(digit);
            i += 1;
        }
        let valid = i > self.at + 1 && self.byte(i) == b'}' && code <= 0x10_FFFF;
        if valid {
            self.at = i + 1;
        }
        valid.then_some(code)
    }

    fn property(&mut self) -> Step {
        self.has_property = true;
        let end = (self.at..self.source.len()).find(|&i| self.byte(i) == b'}');
        match end {
            Some(end) if self.peek() == b'{' => {
                self.at = end + 1;
                Ok(())
            }
            _ => Err("Invalid property name"),
        }
    }

    fn class(&mut self) -> Step {
        if self.sets {
            return self.class_set();
        }
        self.at += 1;
        if self.peek() == b'^' {
            self.at += 1;
        }
        loop {
            if self.at_end() {
                return Err("Unterminated character class");
            }
            if self.peek() == b']' {
                self.at += 1;
                return Ok(());
            }
            let first = self.class_atom()?;
            if self.peek() != b'-' || matches!(self.byte(self.at + 1), b']') || self.at + 1 >= self.source.len() {
                continue;
            }
            self.at += 1;
            let last = self.class_atom()?;
            match (first, last) {
                (Some(first), Some(last)) if first > last => return Err("Range out of order in character class"),
                (Some(_), Some(_)) => {}
                _ if self.unicode => return Err("Invalid character class"),
                _ => {}
            }
        }
    }

    fn class_atom(&mut self) -> Step<Option<u32>> {
        if self.peek() != b'\\' {
            let unit = self.source[self.at];
            self.at += 1;
            let is_lead = (0xD800..0xDC00).contains(&unit);
            if self.unicode && is_lead && self.source.get(self.at).is_some_and(|u| (0xDC00..0xE000).contains(u)) {
                let trail = self.source[self.at];
                self.at += 1;
                return Ok(Some(0x10000 + ((u32::from(unit) - 0xD800) << 10) + (u32::from(trail) - 0xDC00)));
            }
            return Ok(Some(unit.into()));
        }
        match self.byte(self.at + 1) {
            b'b' => {
                self.at += 2;
                Ok(Some(8))
            }
            b'-' if self.unicode => {
                self.at += 2;
                Ok(Some(0x2D))
            }
            _ => self.character_escape(),
        }
    }

    /// A class of the `v` flag, roughly: where it ends, and what is odd about its characters.
    fn class_set(&mut self) -> Step {
        let (mut depth, mut intersects, mut subtracts, mut odd) = (0, false, false, false);
        while !self.at_end() {
            let (byte, next) = (self.peek(), self.byte(self.at + 1));
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'[' => depth += 1,
                b']' => {
                    depth -= 1;
                    if depth == 0 {
                        let mixed = intersects && subtracts;
                        return if mixed {
                            Err("Invalid set operation in character class")
                        } else {
                            self.odd_class(odd)
                        };
                    }
                }
                b'&' if next == b'&' => intersects = true,
                b'-' if next == b'-' => subtracts = true,
                b'!' | b'#' | b'%' | b',' | b':' | b';' | b'<' | b'=' | b'>' | b'@' | b'`' | b'~' if next == byte => {
                    return Err("Invalid set operation in character class");
                }
                b'(' | b')' | b'{' | b'}' | b'/' | b'|' => odd = true,
                _ => {}
            }
        }
        Err("Unterminated character class")
    }

    fn odd_class(&self, odd: bool) -> Step {
        if odd { Err("Invalid character in character class") } else { Ok(()) }
    }
}
