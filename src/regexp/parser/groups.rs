//! Groups of patterns: their heads, names and flags of their own (ECMA-262 §22.2.1).

use super::{Kind, Open, Parser, Step, Term};
use crate::characters::{is_id_continue, is_id_start};

/// Appends to the longer of two lists, so that names on their way out of many groups are not copied
/// at each.
fn append(list: &mut Vec<usize>, mut more: Vec<usize>) {
    if list.len() < more.len() {
        std::mem::swap(list, &mut more);
    }
    list.append(&mut more);
}

impl Parser<'_> {
    pub(super) fn group_head(&mut self) -> Step<Open> {
        self.at += 1;
        let before = self.opened;
        if self.peek() != b'?' {
            self.opened += 1;
            return Ok(Open::new(Kind::Capture(self.opened), Term::Atom, before, self.dot_all));
        }
        self.at += 1;
        let (kind, term, width) = match (self.peek(), self.byte(self.at + 1)) {
            (b':', _) => (Kind::Plain, Term::Atom, 1),
            (sign @ (b'=' | b'!'), _) => {
                let term = if self.unicode { Term::Look } else { Term::Atom };
                (Kind::Look { ahead: true, negate: sign == b'!' }, term, 1)
            }
            (b'<', sign @ (b'=' | b'!')) => (Kind::Look { ahead: false, negate: sign == b'!' }, Term::Look, 2),
            (b'<', _) => {
                let name = self.group_name()?;
                self.opened += 1;
                self.names.push((name, self.opened));
                return Ok(Open::new(Kind::Capture(self.opened), Term::Atom, before, self.dot_all));
            }
            (b'i' | b'm' | b's' | b'-', _) => return self.modifiers(before),
            _ => return Err("Invalid group"),
        };
        self.at += width;
        Ok(Open::new(kind, term, before, self.dot_all))
    }

    /// `i-m:` of `(?i-m:…)`
    fn modifiers(&mut self, before: usize) -> Step<Open> {
        let mut on = [None; 3];
        let mut adds = true;
        let mut any = false;
        loop {
            let letter = self.peek();
            self.at += 1;
            let flag = match letter {
                b'i' => 0,
                b'm' => 1,
                b's' => 2,
                b'-' if adds => {
                    adds = false;
                    continue;
                }
                b':' if any => break,
                _ => return Err("Invalid group"),
            };
            any = true;
            if on[flag].replace(adds).is_some() {
                return Err("Invalid group");
            }
        }
        let [ignore_case, multiline, dot_all] = on;
        // How `u` folds case only `regress` knows, and it has no modifiers.
        self.supported &= !(self.unicode && ignore_case.is_some());
        let group = Open::new(Kind::Modified { ignore_case, multiline }, Term::Atom, before, self.dot_all);
        self.dot_all = dot_all.unwrap_or(self.dot_all);
        Ok(group)
    }

    /// `<name>`, with escapes replaced.
    pub(super) fn group_name(&mut self) -> Step<Box<[u16]>> {
        const INVALID: &str = "Invalid capture group name";
        self.at += 1;
        let mut name: Vec<u16> = Vec::new();
        loop {
            if self.at_end() {
                return Err(INVALID);
            }
            let c = match self.peek() {
                b'>' => break,
                b'\\' if self.byte(self.at + 1) == b'u' => {
                    self.at += 2;
                    self.name_escape().ok_or("Invalid Unicode escape")?
                }
                _ => {
                    let text = &self.source[self.at..];
                    let decoded = char::decode_utf16(text.iter().copied()).next();
                    let c = decoded.and_then(Result::ok).ok_or(INVALID)?;
                    self.at += c.len_utf16();
                    c
                }
            };
            let fits = if name.is_empty() { is_id_start(c) } else { is_id_continue(c) };
            if !fits {
                return Err(INVALID);
            }
            name.extend(c.encode_utf16(&mut [0; 2]).iter());
        }
        self.at += 1;
        if name.is_empty() { Err(INVALID) } else { Ok(name.into()) }
    }

    /// What follows `\u` in a name: `{…}`, four digits, or a pair of surrogates.
    fn name_escape(&mut self) -> Option<char> {
        let first = self.unicode_digits(true)?;
        if (0xD800..0xDC00).contains(&first) && self.peek() == b'\\' && self.byte(self.at + 1) == b'u' {
            self.at += 2;
            let second = self.hex(4)?;
            let pair = [first as u16, second as u16];
            return char::decode_utf16(pair).next()?.ok();
        }
        char::from_u32(first)
    }

    /// What has ended in an alternative takes no part in a match of the next one.
    pub(super) fn leave_alternative(&mut self, group: &mut Open) {
        for &number in &group.current {
            self.participate(number, false);
        }
        let ended = std::mem::take(&mut group.current);
        append(&mut group.earlier, ended);
    }

    fn name_of(&self, number: usize) -> Option<&[u16]> {
        let found = self.names.binary_search_by_key(&number, |&(_, number)| number).ok()?;
        Some(&self.names[found].0)
    }

    fn participate(&mut self, number: usize, does: bool) {
        let Some(name) = self.name_of(number).map(Box::<[u16]>::from) else { return };
        let count = self.participants.entry(name).or_default();
        *count = if does { *count + 1 } else { count.saturating_sub(1) };
    }

    /// Notes the names of a group that ends: of two of the same name only one may take part in a
    /// match (ECMA-262 §22.2.1.1), and V8 finds the second one then.
    pub(super) fn close_names(&mut self, group: &mut Open, parent: Option<&mut Open>) -> Step {
        for number in std::mem::take(&mut group.earlier) {
            self.participate(number, true);
            group.current.push(number);
        }
        if let Kind::Capture(number) = group.kind
            && let Some(name) = self.name_of(number)
        {
            if self.participants.get(name).is_some_and(|&count| count > 0) {
                return Err("Duplicate capture group name");
            }
            self.participate(number, true);
            group.current.push(number);
        }
        if let Some(parent) = parent {
            append(&mut parent.current, std::mem::take(&mut group.current));
        }
        Ok(())
    }
}
