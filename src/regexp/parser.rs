//! Patterns of regular expressions: one pass over the text by the grammar of ECMA-262 §22.2.1 and
//! §B.1.2 that makes a tree, or says in V8's words what is wrong. What the own matcher does not do
//! (property escapes, the flag `v`, case folding by `u`) makes no tree: then `regress` is asked.
//!
//! The pass keeps its own stack of open groups; the tree is at most as deep as the thread's stack
//! has room for, so that walks over it may recurse.

mod class_set;
mod groups;

use rustc_hash::FxHashMap;

use super::charset::CharSet;
use super::fallback;
use super::flags::RegExpFlags;

/// A piece of a pattern.
#[derive(Debug)]
pub enum Node {
    /// Matches nothing, always.
    Empty,
    /// A code unit, or a code point with `u`.
    Char(u32),
    /// A class, and whether it is inverted.
    Set(CharSet, bool),
    Sequence(Vec<Node>),
    Alternatives(Vec<Node>),
    /// A capture of a number.
    Capture(Box<Node>, usize),
    Repeat(Box<Repeat>),
    BackReference(usize),
    LineStart,
    LineEnd,
    /// `\b`, or `\B` when true.
    WordBoundary(bool),
    Look {
        node: Box<Node>,
        ahead: bool,
        negate: bool,
    },
    /// A part with flags of its own (`(?i-m:…)`); `None` for those that stay.
    Modified {
        node: Box<Node>,
        ignore_case: Option<bool>,
        multiline: Option<bool>,
    },
}

/// A quantifier and what it repeats.
#[derive(Debug)]
pub struct Repeat {
    pub node: Node,
    pub min: u32,
    /// `u32::MAX` for no bound.
    pub max: u32,
    pub greedy: bool,
    /// Captures inside, from the first to before the last.
    pub captures: (usize, usize),
}

/// What parsing gives.
pub struct Pattern {
    /// The tree; `None` when the own matcher cannot do it.
    pub node: Option<Node>,
    /// Number of captures.
    pub captures: usize,
    /// Named groups: name and capture number, in the order of the pattern.
    pub names: Vec<(Box<[u16]>, usize)>,
}

type Step<T = ()> = Result<T, &'static str>;

/// What one level of nesting takes of the thread's stack in any walk over the tree, and in
/// matching, at most.
pub const STACK_PER_LEVEL: usize = 4 << 10;

/// Parses a pattern. Groups nested deeper than `max_depth` make no tree.
pub fn parse(source: &[u16], flags: RegExpFlags, max_depth: usize) -> Result<Pattern, &'static str> {
    let mut parser = Parser::new(source, flags, max_depth);
    parser.supported = !(flags.is_unicode() && flags.has(RegExpFlags::IGNORE_CASE));
    let node = parser.pattern()?;
    Ok(Pattern { node: parser.supported.then_some(node), captures: parser.total, names: parser.names })
}

/// Checks a pattern of any depth, without a tree.
pub fn check(source: &[u16], flags: RegExpFlags) -> Result<(), &'static str> {
    let mut parser = Parser::new(source, flags, 0);
    parser.supported = false;
    parser.pattern().map(|_| ())
}

struct Parser<'a> {
    source: &'a [u16],
    max_depth: usize,
    at: usize,
    unicode: bool,
    sets: bool,
    dot_all: bool,
    /// Captures of the whole pattern, counted beforehand.
    total: usize,
    has_named: bool,
    /// Captures opened so far.
    opened: usize,
    names: Vec<(Box<[u16]>, usize)>,
    /// By name, how many groups of it have ended that may take part in the same match as what
    /// follows.
    participants: FxHashMap<Box<[u16]>, usize>,
    /// Named references: where their node is not yet known, by name.
    references: Vec<Box<[u16]>>,
    supported: bool,
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

/// What an open group becomes.
enum Kind {
    Plain,
    Capture(usize),
    Look { ahead: bool, negate: bool },
    Modified { ignore_case: Option<bool>, multiline: Option<bool> },
}

struct Open {
    kind: Kind,
    term: Term,
    alternatives: Vec<Node>,
    sequence: Vec<Node>,
    captures_before: usize,
    /// Whether `.` matched line ends before it.
    dot_all: bool,
    /// Captures with names that have ended in the alternative being read, and in those before it.
    current: Vec<usize>,
    earlier: Vec<usize>,
}

impl Open {
    fn new(kind: Kind, term: Term, captures_before: usize, dot_all: bool) -> Open {
        Open {
            kind,
            term,
            alternatives: Vec::new(),
            sequence: Vec::new(),
            captures_before,
            dot_all,
            current: Vec::new(),
            earlier: Vec::new(),
        }
    }

    fn next_alternative(&mut self) {
        let sequence = std::mem::take(&mut self.sequence);
        self.alternatives.push(joined(sequence, Node::Sequence));
    }

    fn close(mut self) -> Node {
        self.next_alternative();
        let inner = joined(self.alternatives, Node::Alternatives);
        match self.kind {
            Kind::Plain => inner,
            Kind::Capture(number) => Node::Capture(Box::new(inner), number),
            Kind::Look { ahead, negate } => Node::Look { node: Box::new(inner), ahead, negate },
            Kind::Modified { ignore_case, multiline } => {
                Node::Modified { node: Box::new(inner), ignore_case, multiline }
            }
        }
    }
}

fn joined(mut nodes: Vec<Node>, many: impl FnOnce(Vec<Node>) -> Node) -> Node {
    match nodes.len() {
        0 => Node::Empty,
        1 => nodes.pop().unwrap_or(Node::Empty),
        _ => many(nodes),
    }
}

const IDENTITY: &[u8] = b"^$\\.*+?()[]{}|/";
/// Marks a reference by name until all names are known.
const BY_NAME: usize = 1 << 40;

impl<'a> Parser<'a> {
    fn new(source: &'a [u16], flags: RegExpFlags, max_depth: usize) -> Parser<'a> {
        let mut parser = Parser {
            source,
            max_depth,
            at: 0,
            unicode: flags.is_unicode(),
            sets: flags.has(RegExpFlags::UNICODE_SETS),
            dot_all: flags.has(RegExpFlags::DOT_ALL),
            total: 0,
            has_named: false,
            opened: 0,
            names: Vec::new(),
            participants: FxHashMap::default(),
            references: Vec::new(),
            supported: true,
        };
        parser.count_groups();
        parser
    }

    fn count_groups(&mut self) {
        let (mut i, mut class_depth) = (0, 0);
        while i < self.source.len() {
            match self.byte(i) {
                b'\\' => i += 1,
                b'[' if class_depth == 0 || self.sets => class_depth += 1,
                b']' if class_depth > 0 => class_depth -= 1,
                b'(' if class_depth == 0 && self.byte(i + 1) != b'?' => self.total += 1,
                b'(' if class_depth == 0 && self.byte(i + 2) == b'<' && !matches!(self.byte(i + 3), b'=' | b'!') => {
                    self.total += 1;
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

    /// The next source character: a code point with `u`, else a code unit.
    fn character(&mut self) -> u32 {
        let unit = self.source[self.at];
        self.at += 1;
        let is_lead = (0xD800..0xDC00).contains(&unit);
        if self.unicode && is_lead && self.source.get(self.at).is_some_and(|u| (0xDC00..0xE000).contains(u)) {
            let trail = self.source[self.at];
            self.at += 1;
            return 0x10000 + ((u32::from(unit) - 0xD800) << 10) + (u32::from(trail) - 0xDC00);
        }
        unit.into()
    }

    fn pattern(&mut self) -> Step<Node> {
        let mut open = vec![Open::new(Kind::Plain, Term::Atom, 0, self.dot_all)];
        while !self.at_end() {
            let before = self.opened;
            let (node, term, first_capture) = match self.peek() {
                b')' => {
                    self.at += 1;
                    if open.len() < 2 {
                        return Err("Unmatched ')'");
                    }
                    let Some(mut group) = open.pop() else { return Err("Unmatched ')'") };
                    let (term, captures_before) = (group.term, group.captures_before);
                    self.dot_all = group.dot_all;
                    self.close_names(&mut group, open.last_mut())?;
                    (group.close(), term, captures_before)
                }
                b'(' => {
                    let group = self.group_head()?;
                    open.push(group);
                    if self.supported && open.len() > self.max_depth {
                        self.supported = false;
                        // Nothing is kept of a tree that nobody will use: it could be too deep to
                        // drop.
                        open.iter_mut().for_each(|group| {
                            group.sequence.clear();
                            group.alternatives.clear();
                        });
                    }
                    continue;
                }
                b'|' => {
                    self.at += 1;
                    if let Some(group) = open.last_mut() {
                        group.next_alternative();
                        self.leave_alternative(group);
                    }
                    continue;
                }
                b'*' | b'+' | b'?' => return Err("Nothing to repeat"),
                b'{' if self.interval().is_some() => return Err("Nothing to repeat"),
                b'{' | b'}' | b']' if self.unicode => return Err("Lone quantifier brackets"),
                _ => {
                    let (node, term) = self.term()?;
                    (node, term, before)
                }
            };
            let node = self.quantified(node, term, first_capture)?;
            if let Some(group) = open.last_mut()
                && self.supported
            {
                group.sequence.push(node);
            }
        }
        let Some(whole) = open.pop() else { return Err("Unterminated group") };
        if !open.is_empty() {
            return Err("Unterminated group");
        }
        let known = |name: &[u16]| self.names.iter().any(|(other, _)| **other == *name);
        if !self.references.iter().all(|name| known(name)) {
            return Err("Invalid named capture referenced");
        }
        let mut node = whole.close();
        self.resolve(&mut node);
        Ok(node)
    }

    /// A term that is no group.
    fn term(&mut self) -> Step<(Node, Term)> {
        Ok(match self.peek() {
            b'^' => {
                self.at += 1;
                (Node::LineStart, Term::Bare)
            }
            b'$' => {
                self.at += 1;
                (Node::LineEnd, Term::Bare)
            }
            b'.' => {
                self.at += 1;
                (Node::Set(CharSet::dot(self.dot_all), false), Term::Atom)
            }
            b'[' => (self.class()?, Term::Atom),
            b'\\' => self.escape()?,
            _ => (Node::Char(self.character()), Term::Atom),
        })
    }

    /// Replaces references by name, now that all names are known.
    fn resolve(&self, node: &mut Node) {
        match node {
            &mut Node::BackReference(number) if number >= BY_NAME => {
                let name = &self.references[number - BY_NAME];
                let named = self.names.iter().filter(|(known, _)| known == name);
                let mut nodes: Vec<Node> = named.map(|&(_, number)| Node::BackReference(number)).collect();
                // Of several groups at most one has matched, and the others match nothing.
                *node = if nodes.len() == 1 { nodes.swap_remove(0) } else { Node::Sequence(nodes) };
            }
            Node::Sequence(nodes) | Node::Alternatives(nodes) => nodes.iter_mut().for_each(|node| self.resolve(node)),
            Node::Capture(node, _) | Node::Look { node, .. } | Node::Modified { node, .. } => self.resolve(node),
            Node::Repeat(repeat) => self.resolve(&mut repeat.node),
            _ => {}
        }
    }

    fn quantified(&mut self, node: Node, term: Term, first_capture: usize) -> Step<Node> {
        let (min, max) = match self.peek() {
            b'*' => (0, u32::MAX),
            b'+' => (1, u32::MAX),
            b'?' => (0, 1),
            b'{' => match self.interval() {
                Some((min, max, _)) if max < min && term != Term::Bare => {
                    return Err("numbers out of order in {} quantifier");
                }
                Some((min, max, _)) => (min, max),
                // After an assertion the brace is what V8 stumbles over by itself.
                None if self.unicode && term != Term::Bare => return Err("Incomplete quantifier"),
                None => return Ok(node),
            },
            _ => return Ok(node),
        };
        match term {
            Term::Bare => return Err("Nothing to repeat"),
            Term::Look => return Err("Invalid quantifier"),
            Term::Atom => {}
        }
        self.at = match self.interval() {
            Some((.., end)) => end,
            None => self.at + 1,
        };
        let greedy = self.peek() != b'?';
        self.at += usize::from(!greedy);
        if max == 0 {
            return Ok(Node::Empty);
        }
        let captures = (first_capture + 1, self.opened + 1);
        Ok(Node::Repeat(Box::new(Repeat { node, min, max, greedy, captures })))
    }

    /// The `{n}`, `{n,}` or `{n,m}` here, if there is one: bounds and end.
    fn interval(&self) -> Option<(u32, u32, usize)> {
        if self.peek() != b'{' {
            return None;
        }
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
            return None;
        }
        let mut most = least;
        if self.byte(i) == b',' {
            let (end, number, found) = digits(i + 1);
            most = if found { number } else { f64::INFINITY };
            i = end;
        }
        if self.byte(i) != b'}' {
            return None;
        }
        // Bounds from here on are no bounds, in V8 too, also when they are out of order.
        let bound = |number: f64| if number < f64::from(i32::MAX) { number as u32 } else { u32::MAX };
        Some((bound(least), bound(most), i + 1))
    }

    /// An escape outside of a class.
    fn escape(&mut self) -> Step<(Node, Term)> {
        match self.byte(self.at + 1) {
            letter @ (b'b' | b'B') => {
                self.at += 2;
                Ok((Node::WordBoundary(letter == b'B'), Term::Bare))
            }
            b'k' if self.unicode || self.has_named => {
                self.at += 2;
                if self.peek() != b'<' {
                    return Err("Invalid named reference");
                }
                let name = self.group_name()?;
                self.references.push(name);
                Ok((Node::BackReference(BY_NAME + self.references.len() - 1), Term::Atom))
            }
            b'1'..=b'9' => {
                let start = self.at + 1;
                let mut end = start;
                let mut number = 0_usize;
                while self.byte(end).is_ascii_digit() {
                    number = number.saturating_mul(10).saturating_add(usize::from(self.byte(end) - b'0'));
                    end += 1;
                }
                if number <= self.total {
                    self.at = end;
                    return Ok((Node::BackReference(number), Term::Atom));
                }
                if self.unicode {
                    return Err("Invalid escape");
                }
                self.character_escape(false).map(|node| (node, Term::Atom))
            }
            _ => self.character_escape(false).map(|node| (node, Term::Atom)),
        }
    }

    /// An escape that stands for a character or for a class.
    fn character_escape(&mut self, in_class: bool) -> Step<Node> {
        self.at += 1;
        if self.at_end() {
            return Err("\\ at end of pattern");
        }
        let byte = self.peek();
        let unit = self.source[self.at];
        if !byte.is_ascii() || byte == 0 {
            return if self.unicode { Err("Invalid escape") } else { Ok(Node::Char(self.character())) };
        }
        self.at += 1;
        Ok(Node::Char(match byte {
            b'd' | b'D' | b's' | b'S' | b'w' | b'W' => return Ok(Node::Set(CharSet::escape(byte), false)),
            b'p' | b'P' if self.unicode => {
                return self.property(byte == b'P', in_class).map(|_| Node::Empty);
            }
            b'f' => 12,
            b'n' => 10,
            b'r' => 13,
            b't' => 9,
            b'v' => 11,
            b'0' if self.unicode && !self.peek().is_ascii_digit() => 0,
            b'0'..=b'7' if self.unicode && in_class => return Err("Invalid class escape"),
            b'0'..=b'7' if self.unicode => return Err("Invalid decimal escape"),
            b'0'..=b'7' if !self.unicode => self.octal(byte),
            b'c' => return self.control(in_class),
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

    /// `\cX`; without a letter the backslash stands for itself (B.1.2).
    fn control(&mut self, in_class: bool) -> Step<Node> {
        let next = self.peek();
        let fits = next.is_ascii_alphabetic() || (in_class && !self.unicode && (next.is_ascii_digit() || next == b'_'));
        if fits {
            self.at += 1;
            return Ok(Node::Char(u32::from(next & 31)));
        }
        if self.unicode {
            return Err("Invalid Unicode escape");
        }
        self.at -= 1;
        Ok(Node::Char(0x5C))
    }

    fn octal(&mut self, first: u8) -> u32 {
        let mut code = u32::from(first - b'0');
        let most = if code <= 3 { 3 } else { 2 };
        for _ in 1..most {
            if !(b'0'..=b'7').contains(&self.peek()) {
                break;
            }
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
        let first = self.unicode_digits(self.unicode)?;
        let is_pair =
            self.unicode && (0xD800..0xDC00).contains(&first) && self.peek() == b'\\' && self.byte(self.at + 1) == b'u';
        if is_pair {
            let back = self.at;
            self.at += 2;
            match self.hex(4) {
                Some(second) if (0xDC00..0xE000).contains(&second) => {
                    return Some(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
                }
                _ => self.at = back,
            }
        }
        Some(first)
    }

    fn unicode_digits(&mut self, braces: bool) -> Option<u32> {
        if !braces || self.peek() != b'{' {
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

    /// `{…}` of a property escape: whether it has strings.
    fn property(&mut self, negated: bool, in_class: bool) -> Step<bool> {
        self.supported = false;
        let text = &self.source[self.at.min(self.source.len())..];
        let fits =
            |&unit: &u16| u8::try_from(unit).is_ok_and(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'='));
        if self.peek() == b'{'
            && let length = text[1..].iter().take_while(|unit| fits(unit)).count()
            && text.get(1 + length) == Some(&u16::from(b'}'))
            && let name = String::from_utf16_lossy(&text[1..=length])
            && let Some(strings) = fallback::property(&name, self.sets)
            && !(strings && negated)
        {
            self.at += length + 2;
            return Ok(strings);
        }
        Err(if in_class { "Invalid property name in character class" } else { "Invalid property name" })
    }

    /// An escape that stands for a character.
    fn escaped_character(&mut self, in_class: bool) -> Step<u32> {
        match self.character_escape(in_class)? {
            Node::Char(c) => Ok(c),
            _ => Ok(0),
        }
    }

    fn class(&mut self) -> Step<Node> {
        if self.sets {
            self.supported = false;
            return self.class_set().map(|()| Node::Empty);
        }
        self.at += 1;
        let invert = self.peek() == b'^';
        self.at += usize::from(invert);
        let mut set = CharSet::default();
        loop {
            if self.at_end() {
                return Err("Unterminated character class");
            }
            if self.peek() == b']' {
                self.at += 1;
                return Ok(Node::Set(set, invert));
            }
            let first = self.class_atom()?;
            let is_range = self.peek() == b'-' && self.byte(self.at + 1) != b']' && self.at + 1 < self.source.len();
            if !is_range {
                add_to(&mut set, &first);
                continue;
            }
            self.at += 1;
            let last = self.class_atom()?;
            match (&first, &last) {
                (Node::Char(first), Node::Char(last)) if first > last => {
                    return Err("Range out of order in character class");
                }
                (Node::Char(first), Node::Char(last)) => set.add(*first, *last),
                _ if self.unicode => return Err("Invalid character class"),
                _ => {
                    add_to(&mut set, &first);
                    add_to(&mut set, &last);
                    set.add(0x2D, 0x2D);
                }
            }
        }
    }

    /// A character or the set of a class escape.
    fn class_atom(&mut self) -> Step<Node> {
        if self.peek() != b'\\' {
            return Ok(Node::Char(self.character()));
        }
        match self.byte(self.at + 1) {
            b'b' => {
                self.at += 2;
                Ok(Node::Char(8))
            }
            b'-' if self.unicode => {
                self.at += 2;
                Ok(Node::Char(0x2D))
            }
            _ => self.character_escape(true),
        }
    }
}

fn add_to(set: &mut CharSet, node: &Node) {
    match node {
        Node::Char(c) => set.add(*c, *c),
        Node::Set(other, _) => set.add_set(other),
        _ => {}
    }
}
