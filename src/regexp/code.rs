//! The code of the own matcher, made from a pattern's tree, and what the search knows of it
//! beforehand: the characters a match can start with, a literal that it starts with, whether it
//! starts at the start only.
//!
//! A captured group's bounds are slots `2n` and `2n + 1`. Registers hold loop counts and positions.
//! Inside a look-behind the code reads backwards.

use memchr::memmem;

use super::charset::{CharSet, Class, same_letters};
use super::flags::RegExpFlags;
use super::parser::{Node, Repeat};

/// An instruction. Targets are indices into the code.
#[derive(Clone, Copy, Debug)]
pub enum Op {
    /// A character, forwards.
    Char(u32),
    /// Code units of the literal pool, forwards.
    Literal {
        start: u32,
        len: u32,
    },
    /// A character of a class, forwards.
    Class(u32),
    CharBack(u32),
    ClassBack(u32),
    /// As many characters of a class as there are, then fewer.
    ClassGreedy {
        class: u32,
        min: u32,
        max: u32,
    },
    /// As few characters of a class as will do, then more.
    ClassLazy {
        class: u32,
        min: u32,
        max: u32,
    },
    Jump(u32),
    /// Goes on here, or else at the target.
    Split(u32),
    /// Goes on at the target, or else here.
    SplitLazy(u32),
    Save(u32),
    /// Forgets the captures from the first to before the last.
    Reset {
        first: u32,
        last: u32,
    },
    SetRegister {
        register: u32,
        value: u32,
    },
    Increment(u32),
    /// Jumps while the register is below the bound.
    JumpBelow {
        register: u32,
        bound: u32,
        target: u32,
    },
    MarkPosition(u32),
    /// Fails when nothing was consumed since the mark.
    CheckProgress(u32),
    LineStart,
    LineEnd,
    LineStartMulti,
    LineEndMulti,
    WordBoundary(bool),
    BackReference(u32),
    BackReferenceBack(u32),
    /// Runs what follows to its `LookEnd`, then goes on at `end`.
    Look {
        negate: bool,
        end: u32,
    },
    LookEnd,
    Match,
}

/// Code with its tables.
#[derive(Debug)]
pub struct Code {
    pub ops: Vec<Op>,
    pub classes: Vec<Class>,
    pub literals: Vec<u16>,
    pub slots: usize,
    pub registers: usize,
    pub start: Start,
    /// A literal that is somewhere in every match, where `start` tells little.
    pub needed: Option<Start>,
    /// What `start` finds is a whole match of so many characters, without captures.
    pub whole: Option<usize>,
}

/// What is known of the place where a match starts.
#[derive(Debug)]
pub enum Start {
    /// Nothing.
    Anywhere,
    /// The start of the subject.
    Subject,
    /// A literal of Latin-1 characters; boxed, for it is large.
    Literal(Box<memmem::Finder<'static>>, Vec<u16>),
    /// One of the Latin-1 characters, or (when the flag says so) any wider one.
    OneOf([u64; 4], bool),
}

/// In the number of a back reference: case is ignored.
pub const IGNORING_CASE: u32 = 1 << 31;

/// Patterns that make more code are left to `regress`.
const MAX_OPS: usize = limit!(1 << 17, small = 60);
/// Unless that refuses them, because groups are nested too deep for it.
const MAX_REFUSED_OPS: usize = 1 << 20;
/// Repeats of a small body up to this many times are written out.
const UNROLLED: u32 = limit!(4, small = 1);

/// Makes the code of a tree; `None` when it would be too large.
pub fn compile(node: &Node, captures: usize, flags: RegExpFlags) -> Option<Code> {
    compile_within(node, captures, flags, MAX_OPS)
}

/// As [`compile`], for a pattern that nobody else takes.
pub fn compile_refused(node: &Node, captures: usize, flags: RegExpFlags) -> Option<Code> {
    compile_within(node, captures, flags, MAX_REFUSED_OPS)
}

fn compile_within(node: &Node, captures: usize, flags: RegExpFlags, most: usize) -> Option<Code> {
    let mut compiler = Compiler {
        ops: Vec::new(),
        classes: Vec::new(),
        literals: Vec::new(),
        registers: 0,
        ignore_case: flags.has(RegExpFlags::IGNORE_CASE),
        multiline: flags.has(RegExpFlags::MULTILINE),
        unicode: flags.is_unicode(),
        too_large: false,
        most,
    };
    compiler.ops.push(Op::Save(0));
    compiler.node(node, false);
    compiler.ops.extend([Op::Save(1), Op::Match]);
    if compiler.too_large || compiler.ops.len() > most {
        return None;
    }
    let (start, whole) = compiler.start_of(node);
    let whole = whole.filter(|_| captures == 0);
    let needed = match start {
        Start::Anywhere | Start::OneOf(..) => compiler.needed(node),
        Start::Subject | Start::Literal(..) => None,
    };
    let Compiler { ops, classes, literals, registers, .. } = compiler;
    Some(Code { ops, classes, literals, slots: 2 * (captures + 1), registers, start, needed, whole })
}

struct Compiler {
    ops: Vec<Op>,
    classes: Vec<Class>,
    literals: Vec<u16>,
    registers: usize,
    ignore_case: bool,
    multiline: bool,
    unicode: bool,
    too_large: bool,
    /// Instructions at most.
    most: usize,
}

impl Compiler {
    fn here(&self) -> u32 {
        self.ops.len() as u32
    }

    fn class(&mut self, set: &CharSet, invert: bool) -> u32 {
        self.classes.push(Class::new(set.clone(), invert, self.ignore_case));
        self.classes.len() as u32 - 1
    }

    fn class_of_char(&mut self, c: u32) -> u32 {
        self.class(&CharSet::single(c), false)
    }

    /// Whether a character has other cases, so that it is matched as a class.
    fn has_cases(&self, c: u32) -> bool {
        self.ignore_case && if c < 128 { (c as u8).is_ascii_alphabetic() } else { !same_letters(c).is_empty() }
    }

    fn node(&mut self, node: &Node, back: bool) {
        if self.ops.len() > self.most {
            self.too_large = true;
            return;
        }
        match node {
            Node::Empty => {}
            Node::Char(c) if self.has_cases(*c) => {
                let class = self.class_of_char(*c);
                self.ops.push(if back { Op::ClassBack(class) } else { Op::Class(class) });
            }
            Node::Char(c) => self.ops.push(if back { Op::CharBack(*c) } else { Op::Char(*c) }),
            Node::Set(set, invert) => {
                let class = self.class(set, *invert);
                self.ops.push(if back { Op::ClassBack(class) } else { Op::Class(class) });
            }
            Node::Sequence(nodes) if back => nodes.iter().rev().for_each(|node| self.node(node, true)),
            Node::Sequence(nodes) => self.sequence(nodes),
            Node::Alternatives(nodes) => self.alternatives(nodes, back),
            Node::Capture(inner, number) => {
                let (first, second) = if back { (1, 0) } else { (0, 1) };
                self.ops.push(Op::Save(2 * *number as u32 + first));
                self.node(inner, back);
                self.ops.push(Op::Save(2 * *number as u32 + second));
            }
            Node::Repeat(repeat) => self.repeat(repeat, back),
            Node::BackReference(number) => {
                let number = *number as u32 | if self.ignore_case { IGNORING_CASE } else { 0 };
                self.ops.push(if back { Op::BackReferenceBack(number) } else { Op::BackReference(number) });
            }
            Node::LineStart => self.ops.push(if self.multiline { Op::LineStartMulti } else { Op::LineStart }),
            Node::LineEnd => self.ops.push(if self.multiline { Op::LineEndMulti } else { Op::LineEnd }),
            Node::Modified { node, ignore_case, multiline } => {
                let outer = (self.ignore_case, self.multiline);
                self.ignore_case = ignore_case.unwrap_or(outer.0);
                self.multiline = multiline.unwrap_or(outer.1);
                self.node(node, back);
                (self.ignore_case, self.multiline) = outer;
            }
            Node::WordBoundary(negate) => self.ops.push(Op::WordBoundary(*negate)),
            Node::Look { node, ahead, negate } => {
                let look = self.ops.len();
                self.ops.push(Op::Look { negate: *negate, end: 0 });
                self.node(node, !*ahead);
                self.ops.push(Op::LookEnd);
                self.ops[look] = Op::Look { negate: *negate, end: self.here() };
            }
        }
    }

    /// The code unit that a node is, when it can be part of a literal.
    fn literal_unit(&self, node: &Node) -> Option<u16> {
        match node {
            // A lone surrogate of a `u` pattern must not match half of a pair.
            Node::Char(c) if !(self.has_cases(*c) || self.unicode && (0xD800..0xE000).contains(c)) => {
                u16::try_from(*c).ok()
            }
            _ => None,
        }
    }

    fn sequence(&mut self, nodes: &[Node]) {
        let mut i = 0;
        while i < nodes.len() {
            let units: Vec<u16> = nodes[i..].iter().map_while(|node| self.literal_unit(node)).collect();
            if units.len() > 1 {
                let start = self.literals.len() as u32;
                self.literals.extend_from_slice(&units);
                self.ops.push(Op::Literal { start, len: units.len() as u32 });
                i += units.len();
            } else {
                self.node(&nodes[i], false);
                i += 1;
            }
        }
    }

    fn alternatives(&mut self, nodes: &[Node], back: bool) {
        let mut ends = Vec::new();
        for (i, node) in nodes.iter().enumerate() {
            if i + 1 == nodes.len() {
                self.node(node, back);
                break;
            }
            let split = self.ops.len();
            self.ops.push(Op::Split(0));
            self.node(node, back);
            ends.push(self.ops.len());
            self.ops.push(Op::Jump(0));
            self.ops[split] = Op::Split(self.here());
        }
        let end = self.here();
        for jump in ends {
            self.ops[jump] = Op::Jump(end);
        }
    }

    fn register(&mut self) -> u32 {
        self.registers += 1;
        self.registers as u32 - 1
    }

    fn repeat(&mut self, repeat: &Repeat, back: bool) {
        let Repeat { node, min, max, greedy, captures } = repeat;
        let class = match node {
            _ if back => None,
            Node::Char(c) => Some(self.class_of_char(*c)),
            Node::Set(set, invert) => Some(self.class(set, *invert)),
            _ => None,
        };
        if let Some(class) = class {
            let (min, max) = (*min, *max);
            self.ops.push(if *greedy {
                Op::ClassGreedy { class, min, max }
            } else {
                Op::ClassLazy { class, min, max }
            });
            return;
        }
        let can_be_empty = can_be_empty(node);
        if *min > 0 && *max == u32::MAX {
            self.required(node, *min - 1, *captures, back);
            return self.one_or_more(repeat, can_be_empty, back);
        }
        self.required(node, *min, *captures, back);
        let optional = if *max == u32::MAX { None } else { Some(*max - *min) };
        match optional {
            Some(count) if count <= UNROLLED => {
                let mut splits = Vec::new();
                for _ in 0..count {
                    splits.push(self.ops.len());
                    self.ops.push(Op::Split(0));
                    self.optional_round(node, *captures, can_be_empty, back);
                }
                let end = self.here();
                splits.into_iter().for_each(|at| self.ops[at] = split(*greedy, end));
            }
            bound => {
                let counter = bound.map(|_| self.register());
                if let Some(register) = counter {
                    self.ops.push(Op::SetRegister { register, value: 0 });
                }
                let top = self.ops.len();
                self.ops.push(Op::Split(0));
                if let Some(register) = counter {
                    self.ops.push(Op::Increment(register));
                }
                self.optional_round(node, *captures, can_be_empty, back);
                match (counter, bound) {
                    (Some(register), Some(bound)) => {
                        self.ops.push(Op::JumpBelow { register, bound, target: top as u32 });
                    }
                    _ => self.ops.push(Op::Jump(top as u32)),
                }
                self.ops[top] = split(*greedy, self.here());
            }
        }
    }

    /// A round that must be, and any number that need not: the body stands there once, so that
    /// nested loops do not double their code at each level.
    fn one_or_more(&mut self, repeat: &Repeat, can_be_empty: bool, back: bool) {
        let mark = can_be_empty.then(|| self.register());
        // No position: the first round may consume nothing.
        self.ops.extend(mark.map(|register| Op::SetRegister { register, value: u32::MAX }));
        let top = self.here();
        self.reset(repeat.captures);
        self.node(&repeat.node, back);
        self.ops.extend(mark.map(Op::CheckProgress));
        let end = self.here() + if can_be_empty { 3 } else { 2 };
        self.ops.push(split(repeat.greedy, end));
        self.ops.extend(mark.map(Op::MarkPosition));
        self.ops.push(Op::Jump(top));
    }

    /// The rounds of a loop that must be.
    fn required(&mut self, node: &Node, min: u32, captures: (usize, usize), back: bool) {
        if min <= UNROLLED {
            for _ in 0..min {
                self.reset(captures);
                self.node(node, back);
            }
            return;
        }
        let register = self.register();
        self.ops.push(Op::SetRegister { register, value: 0 });
        let target = self.here();
        self.reset(captures);
        self.node(node, back);
        self.ops.push(Op::Increment(register));
        self.ops.push(Op::JumpBelow { register, bound: min, target });
    }

    /// A round that need not be: it fails when it consumes nothing (ECMA-262 §22.2.2.3.1).
    fn optional_round(&mut self, node: &Node, captures: (usize, usize), can_be_empty: bool, back: bool) {
        let mark = can_be_empty.then(|| self.register());
        self.ops.extend(mark.map(Op::MarkPosition));
        self.reset(captures);
        self.node(node, back);
        self.ops.extend(mark.map(Op::CheckProgress));
    }

    fn reset(&mut self, (first, last): (usize, usize)) {
        if first < last {
            self.ops.push(Op::Reset { first: first as u32, last: last as u32 });
        }
    }

    // ---- what a match can start with

    /// What is known of it, and the length of the match if that is all there is to it.
    fn start_of(&self, node: &Node) -> (Start, Option<usize>) {
        if !self.multiline && starts_at_start(node) {
            return (Start::Subject, None);
        }
        let mut prefix = Vec::new();
        let is_all = self.prefix(node, &mut prefix);
        if !prefix.is_empty() && prefix.iter().all(|&unit| unit < 256) {
            let whole = is_all.then_some(prefix.len());
            return (Start::literal(prefix), whole);
        }
        let mut first = First::default();
        let may_be_empty = self.first(node, &mut first);
        if may_be_empty || first.any {
            return (Start::Anywhere, None);
        }
        let only = match node {
            Node::Sequence(nodes) if nodes.len() == 1 => &nodes[0],
            _ => node,
        };
        let is_all = matches!(only, Node::Char(_) | Node::Set(..)) && !first.wide;
        (Start::OneOf(first.latin1, first.wide), is_all.then_some(1))
    }

    /// Collects the literal that every match starts with; whether the node is nothing but that
    /// literal.
    fn prefix(&self, node: &Node, out: &mut Vec<u16>) -> bool {
        if let Some(unit) = self.literal_unit(node) {
            out.push(unit);
            return true;
        }
        match node {
            Node::Empty => true,
            Node::Sequence(nodes) => nodes.iter().all(|node| self.prefix(node, out)),
            Node::Capture(inner, _) => self.prefix(inner, out),
            Node::Repeat(repeat) if repeat.min > 0 => {
                self.prefix(&repeat.node, out);
                false
            }
            _ => false,
        }
    }

    /// The longest literal of Latin-1 characters that is in every match.
    fn needed(&self, node: &Node) -> Option<Start> {
        let mut literals = Literals::default();
        self.collect_needed(node, &mut literals);
        literals.end();
        (!literals.longest.is_empty()).then(|| Start::literal(literals.longest))
    }

    fn collect_needed(&self, node: &Node, out: &mut Literals) {
        if let Some(unit) = self.literal_unit(node).filter(|&unit| unit < 256) {
            return out.current.push(unit);
        }
        match node {
            Node::Sequence(nodes) => nodes.iter().for_each(|node| self.collect_needed(node, out)),
            Node::Capture(inner, _) => self.collect_needed(inner, out),
            Node::Repeat(repeat) if repeat.min > 0 => {
                out.end();
                self.collect_needed(&repeat.node, out);
                out.end();
            }
            node if is_assertion(node) => {}
            _ => out.end(),
        }
    }

    /// Adds the characters that a match of the node can start with; whether it can be empty.
    fn first(&self, node: &Node, out: &mut First) -> bool {
        match node {
            Node::Empty | Node::LineStart | Node::LineEnd | Node::WordBoundary(_) | Node::Look { .. } => true,
            Node::Char(c) => {
                out.add(&Class::new(CharSet::single(*c), false, self.ignore_case));
                false
            }
            Node::Set(set, invert) => {
                out.add(&Class::new(set.clone(), *invert, self.ignore_case));
                false
            }
            Node::Sequence(nodes) => nodes.iter().all(|node| self.first(node, out)),
            // Every alternative has its say.
            Node::Alternatives(nodes) => nodes.iter().fold(false, |empty, node| self.first(node, out) | empty),
            Node::Capture(inner, _) => self.first(inner, out),
            Node::Repeat(repeat) => self.first(&repeat.node, out) || repeat.min == 0,
            Node::BackReference(_) | Node::Modified { .. } => {
                out.any = true;
                true
            }
        }
    }
}

impl Start {
    /// Where a literal of Latin-1 characters stands.
    fn literal(units: Vec<u16>) -> Start {
        let bytes: Vec<u8> = units.iter().map(|&unit| unit as u8).collect();
        Start::Literal(Box::new(memmem::Finder::new(&bytes).into_owned()), units)
    }
}

/// Literals of a pattern that stand in every match: the one that is being read, and the longest.
#[derive(Default)]
struct Literals {
    current: Vec<u16>,
    longest: Vec<u16>,
}

impl Literals {
    fn end(&mut self) {
        let read = std::mem::take(&mut self.current);
        if read.len() > self.longest.len() {
            self.longest = read;
        }
    }
}

#[derive(Default)]
struct First {
    latin1: [u64; 4],
    wide: bool,
    any: bool,
}

impl First {
    fn add(&mut self, class: &Class) {
        self.latin1.iter_mut().zip(class.latin1).for_each(|(all, more)| *all |= more);
        self.wide |= class.may_be_wide();
    }
}

fn split(greedy: bool, target: u32) -> Op {
    if greedy { Op::Split(target) } else { Op::SplitLazy(target) }
}

/// Whether a match of the node, in a pattern without the flag `m`, begins where the subject does.
fn starts_at_start(node: &Node) -> bool {
    match node {
        Node::LineStart => true,
        Node::Sequence(nodes) => {
            let passed = nodes.iter().take_while(|node| is_assertion(node)).count();
            nodes.iter().take(passed + 1).any(starts_at_start)
        }
        Node::Alternatives(nodes) => nodes.iter().all(starts_at_start),
        Node::Capture(inner, _) | Node::Look { node: inner, ahead: true, negate: false } => starts_at_start(inner),
        Node::Repeat(repeat) => repeat.min > 0 && starts_at_start(&repeat.node),
        _ => false,
    }
}

/// Whether the node never consumes anything.
fn is_assertion(node: &Node) -> bool {
    matches!(node, Node::Empty | Node::LineStart | Node::LineEnd | Node::WordBoundary(_) | Node::Look { .. })
}

/// Whether a match of the node may consume nothing.
fn can_be_empty(node: &Node) -> bool {
    match node {
        Node::Char(_) | Node::Set(..) => false,
        Node::Sequence(nodes) => nodes.iter().all(can_be_empty),
        Node::Alternatives(nodes) => nodes.iter().any(can_be_empty),
        Node::Capture(inner, _) => can_be_empty(inner),
        Node::Repeat(repeat) => repeat.min == 0 || can_be_empty(&repeat.node),
        _ => true,
    }
}
