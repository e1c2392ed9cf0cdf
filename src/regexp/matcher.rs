//! The own matcher of regular expressions: runs the code of `code` over a subject, with a stack of
//! its own for the ways not yet tried.
//!
//! Invariants: what an attempt writes (slots, registers) it notes on the stack, so that unwinding
//! restores it; the stack is bounded, a pattern that needs more fails with [`Stopped::TooDeep`], as
//! in V8; every way back counts as work ([`Effort`]).

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::charset::{Class, canonicalize};
use super::code::{Code, IGNORING_CASE, Op};
use super::effort::{Effort, Stopped};
use super::input::{Input, LONG_LITERAL};

/// Entries of the stack at most: 64 MiB.
const MAX_STACK: usize = 4 << 20;
/// A slot that is not set.
pub const NONE: u32 = u32::MAX;

#[derive(Clone, Copy)]
enum Entry {
    /// Go on there.
    Choice {
        op: u32,
        at: u32,
    },
    /// Give back one character of a greedy loop, down to `least`, and go on.
    Greedy {
        op: u32,
        least: u32,
        at: u32,
    },
    /// Take one more character of a lazy loop; `left` more are allowed.
    Lazy {
        op: u32,
        left: u32,
        at: u32,
    },
    Slot {
        slot: u32,
        old: u32,
    },
    Register {
        register: u32,
        old: u32,
    },
}

/// Room that is used again by each run.
#[derive(Default)]
pub struct Scratch {
    stack: Vec<Entry>,
    /// The slots of the last match.
    pub slots: Vec<u32>,
    registers: Vec<u32>,
    /// How long searches take.
    pub effort: Effort,
}

impl Scratch {
    /// Empty room for searches that end when the flag is raised.
    pub fn new(asked: Arc<AtomicBool>) -> Scratch {
        Scratch { effort: Effort::new(asked), ..Scratch::default() }
    }

    /// Where a pattern that `Code::whole` tells the length of matches at or after `start`.
    #[inline]
    pub fn search_whole<I: Input>(code: &Code, input: I, start: usize) -> Option<usize> {
        if start <= input.len() { input.candidate(&code.start, start) } else { None }
    }

    /// Finds a match at or after `start`, or (sticky) at `start`: whether there is one. Its slots
    /// are then in `slots`.
    pub fn search<I: Input>(&mut self, code: &Code, input: I, start: usize, sticky: bool) -> Result<bool, Stopped> {
        // A match ends behind the literal found here: what is read for one search is not read again
        // for the next.
        if let Some(needed) = &code.needed
            && !sticky
            && start <= input.len()
            && input.candidate(needed, start).is_none()
        {
            return Ok(false);
        }
        self.slots.clear();
        self.slots.resize(code.slots, NONE);
        self.registers.clear();
        self.registers.resize(code.registers, 0);
        self.stack.clear();
        self.effort.begin();
        let mut at = start;
        let found = loop {
            if !sticky {
                match if at <= input.len() { input.candidate(&code.start, at) } else { None } {
                    Some(candidate) => at = candidate,
                    None => break false,
                }
            }
            let mut run = Run { code, input, scratch: self };
            if run.run(0, at).is_some() {
                break true;
            }
            if sticky || self.effort.stopped().is_some() || at >= input.len() {
                break false;
            }
            at += input.next(at).1;
        };
        // One large match must not keep its room for ever.
        if self.stack.capacity() > 1 << 16 {
            self.stack = Vec::new();
        }
        self.effort.stopped().map_or(Ok(found), Err)
    }
}

struct Run<'a, I: Input> {
    code: &'a Code,
    input: I,
    scratch: &'a mut Scratch,
}

fn is_word(c: u32) -> bool {
    u8::try_from(c).is_ok_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn is_line_end(c: u32) -> bool {
    matches!(c, 10 | 13 | 0x2028 | 0x2029)
}

impl<I: Input> Run<'_, I> {
    #[inline(always)]
    fn push(&mut self, entry: Entry) {
        self.scratch.stack.push(entry);
    }

    #[inline(always)]
    fn save(&mut self, slot: usize, value: u32) {
        let old = std::mem::replace(&mut self.scratch.slots[slot], value);
        self.push(Entry::Slot { slot: slot as u32, old });
    }

    #[inline(always)]
    fn set_register(&mut self, register: u32, value: u32) {
        let old = std::mem::replace(&mut self.scratch.registers[register as usize], value);
        self.push(Entry::Register { register, old });
    }

    /// Runs from an instruction to `Match` or `LookEnd`: the position there. On failure everything
    /// written is restored.
    fn run(&mut self, mut op: usize, mut at: usize) -> Option<usize> {
        let base = self.scratch.stack.len();
        let code = self.code;
        let input = self.input;
        loop {
            let ok = match code.ops[op] {
                Op::Char(c) => {
                    op += 1;
                    at < input.len() && {
                        let (next, width) = input.next(at);
                        at += width;
                        next == c
                    }
                }
                Op::Class(class) => {
                    op += 1;
                    at < input.len() && {
                        let (next, width) = input.next(at);
                        at += width;
                        code.classes[class as usize].has(next)
                    }
                }
                Op::Literal { start, len } => {
                    op += 1;
                    self.literal(&code.literals[start as usize..(start + len) as usize], &mut at)
                }
                Op::ClassGreedy { class, min, max } => {
                    op += 1;
                    self.greedy(&code.classes[class as usize], min, max, op, &mut at)
                }
                Op::ClassLazy { class, min, max } => {
                    let fits = self.consume(&code.classes[class as usize], min, &mut at) == min;
                    if fits && max > min {
                        self.push(Entry::Lazy { op: op as u32, left: max - min, at: at as u32 });
                    }
                    op += 1;
                    fits
                }
                Op::Split(target) => {
                    self.push(Entry::Choice { op: target, at: at as u32 });
                    op += 1;
                    true
                }
                Op::SplitLazy(target) => {
                    self.push(Entry::Choice { op: op as u32 + 1, at: at as u32 });
                    op = target as usize;
                    true
                }
                // Every loop without a bound comes by here.
                Op::Jump(target) => {
                    op = target as usize;
                    self.scratch.stack.len() <= MAX_STACK
                }
                Op::Save(slot) => {
                    self.save(slot as usize, at as u32);
                    op += 1;
                    true
                }
                Op::Match | Op::LookEnd => return Some(at),
                other => self.rare(other, &mut op, &mut at),
            };
            if !ok && !self.backtrack(base, &mut op, &mut at) {
                return None;
            }
        }
    }

    /// Whether these units come next.
    #[inline(always)]
    fn literal(&mut self, units: &[u16], at: &mut usize) -> bool {
        if units.len() >= LONG_LITERAL {
            self.scratch.effort.pass(units.len());
        }
        let (input, start) = (self.input, *at);
        *at += units.len();
        *at <= input.len() && units.iter().enumerate().all(|(i, &unit)| input.unit(start + i) == u32::from(unit))
    }

    /// The instructions that loops are seldom made of.
    fn rare(&mut self, what: Op, op: &mut usize, at: &mut usize) -> bool {
        let input = self.input;
        let here = *op;
        *op += 1;
        match what {
            Op::CharBack(c) => self.step_back(at, |next| next == c),
            Op::ClassBack(class) => {
                let class = &self.code.classes[class as usize];
                self.step_back(at, |next| class.has(next))
            }
            Op::Reset { first, last } => {
                for slot in 2 * first as usize..2 * last as usize {
                    if self.scratch.slots[slot] != NONE {
                        self.save(slot, NONE);
                    }
                }
                true
            }
            Op::SetRegister { register, value } => {
                self.set_register(register, value);
                true
            }
            Op::Increment(register) => {
                let value = self.scratch.registers[register as usize];
                self.set_register(register, value + 1);
                true
            }
            Op::JumpBelow { register, bound, target } => {
                if self.scratch.registers[register as usize] < bound {
                    *op = target as usize;
                }
                self.scratch.stack.len() <= MAX_STACK
            }
            Op::MarkPosition(register) => {
                self.set_register(register, *at as u32);
                true
            }
            Op::CheckProgress(register) => self.scratch.registers[register as usize] != *at as u32,
            Op::LineStart => *at == 0,
            Op::LineEnd => *at == input.len(),
            Op::LineStartMulti => *at == 0 || is_line_end(input.unit(*at - 1)),
            Op::LineEndMulti => *at == input.len() || is_line_end(input.unit(*at)),
            Op::WordBoundary(negate) => {
                let before = *at > 0 && is_word(input.unit(*at - 1));
                let after = *at < input.len() && is_word(input.unit(*at));
                (before != after) != negate
            }
            Op::BackReference(number) => self.back_reference(number, at, false),
            Op::BackReferenceBack(number) => self.back_reference(number, at, true),
            Op::Look { negate, end } => {
                *op = end as usize;
                self.look(here + 1, *at, negate)
            }
            _ => false,
        }
    }

    fn step_back(&self, at: &mut usize, fits: impl Fn(u32) -> bool) -> bool {
        if *at == 0 {
            return false;
        }
        let (previous, width) = self.input.previous(*at);
        *at -= width;
        fits(previous)
    }

    /// Consumes up to `most` characters of a class.
    #[inline(always)]
    fn consume(&self, class: &Class, most: u32, at: &mut usize) -> u32 {
        let mut count = 0;
        while count < most && *at < self.input.len() {
            let (next, width) = self.input.next(*at);
            if !class.has(next) {
                break;
            }
            *at += width;
            count += 1;
        }
        count
    }

    #[inline(always)]
    fn greedy(&mut self, class: &Class, min: u32, max: u32, op: usize, at: &mut usize) -> bool {
        if min > 0 && self.consume(class, min, at) < min {
            return false;
        }
        let least = *at;
        self.consume(class, max - min, at);
        self.scratch.effort.pass(*at - least);
        if *at > least {
            self.push(Entry::Greedy { op: op as u32, least: least as u32, at: *at as u32 });
        }
        true
    }

    fn back_reference(&mut self, number: u32, at: &mut usize, back: bool) -> bool {
        let ignoring_case = number & IGNORING_CASE != 0;
        let slot = 2 * (number & !IGNORING_CASE) as usize;
        let (from, to) = (self.scratch.slots[slot], self.scratch.slots[slot + 1]);
        if from == NONE || to == NONE {
            return true;
        }
        let (from, len) = (from as usize, (to - from) as usize);
        let input = self.input;
        let start = if back {
            match at.checked_sub(len) {
                Some(start) => start,
                None => return false,
            }
        } else {
            *at
        };
        if start + len > input.len() {
            return false;
        }
        let same = |a: u32, b: u32| a == b || (ignoring_case && canonicalize(a) == canonicalize(b));
        self.scratch.effort.pass(len);
        let fits = (0..len).all(|i| same(input.unit(from + i), input.unit(start + i)));
        *at = if back { start } else { start + len };
        fits
    }

    /// A look-around: what it captured stays, its choices do not.
    fn look(&mut self, op: usize, at: usize, negate: bool) -> bool {
        let base = self.scratch.stack.len();
        let found = self.run(op, at).is_some();
        if !found {
            return negate && self.scratch.effort.stopped().is_none();
        }
        if negate {
            self.unwind(base);
            return false;
        }
        let mut kept = base;
        for i in base..self.scratch.stack.len() {
            let entry = self.scratch.stack[i];
            if matches!(entry, Entry::Slot { .. } | Entry::Register { .. }) {
                self.scratch.stack[kept] = entry;
                kept += 1;
            }
        }
        self.scratch.stack.truncate(kept);
        true
    }

    fn restore(&mut self, entry: Entry) {
        match entry {
            Entry::Slot { slot, old } => self.scratch.slots[slot as usize] = old,
            Entry::Register { register, old } => self.scratch.registers[register as usize] = old,
            _ => {}
        }
    }

    fn unwind(&mut self, base: usize) {
        while self.scratch.stack.len() > base {
            if let Some(entry) = self.scratch.stack.pop() {
                self.restore(entry);
            }
        }
    }

    /// Whether the search goes on, asked now and then.
    #[cold]
    fn may_go_on(&mut self) -> bool {
        if self.scratch.stack.len() > MAX_STACK {
            self.scratch.effort.stop(Stopped::TooDeep);
        }
        self.scratch.effort.may_go_on()
    }

    /// Takes the last way not yet tried; false when there is none.
    fn backtrack(&mut self, base: usize, op: &mut usize, at: &mut usize) -> bool {
        if (self.scratch.effort.tires() || self.scratch.stack.len() > MAX_STACK) && !self.may_go_on() {
            self.unwind(base);
            return false;
        }
        while self.scratch.stack.len() > base {
            let Some(entry) = self.scratch.stack.pop() else { return false };
            match entry {
                Entry::Choice { op: target, at: place } => {
                    (*op, *at) = (target as usize, place as usize);
                    return true;
                }
                Entry::Greedy { op: target, least, at: place } => {
                    if let Some(place) = self.give_back(target, least as usize, place as usize) {
                        (*op, *at) = (target as usize, place);
                        return true;
                    }
                }
                Entry::Lazy { op: target, left, at: place } => {
                    if self.take_more(target, left, place as usize, at) {
                        *op = target as usize + 1;
                        return true;
                    }
                }
                undo => self.restore(undo),
            }
        }
        false
    }

    /// The next shorter end of a greedy loop, skipping those after which the character that must
    /// follow does not.
    #[inline]
    fn give_back(&mut self, op: u32, least: usize, mut at: usize) -> Option<usize> {
        let wanted = match self.code.ops[op as usize] {
            Op::Char(c) => Some(c),
            Op::Literal { start, .. } => Some(u32::from(self.code.literals[start as usize])),
            _ => None,
        };
        let before = at;
        loop {
            if at <= least {
                self.scratch.effort.pass(before - at);
                return None;
            }
            at -= self.input.previous(at).1;
            match wanted {
                Some(c) if c < 0xD800 && self.input.unit(at) != c => {}
                _ => break,
            }
        }
        self.scratch.effort.pass(before - at);
        if at > least {
            self.push(Entry::Greedy { op, least: least as u32, at: at as u32 });
        }
        Some(at)
    }

    fn take_more(&mut self, op: u32, left: u32, place: usize, at: &mut usize) -> bool {
        let Op::ClassLazy { class, .. } = self.code.ops[op as usize] else { return false };
        let class = &self.code.classes[class as usize];
        if place >= self.input.len() {
            return false;
        }
        let (next, width) = self.input.next(place);
        if !class.has(next) {
            return false;
        }
        *at = place + width;
        if left > 1 {
            self.push(Entry::Lazy { op, left: if left == u32::MAX { left } else { left - 1 }, at: *at as u32 });
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::code::compile;
    use super::super::flags::RegExpFlags;
    use super::super::input::{Bytes, Units};
    use super::super::parser::parse;
    use super::*;
    fn spans(pattern: &str, letters: &str, subject: &str) -> Option<Vec<u32>> {
        let source: Vec<u16> = pattern.encode_utf16().collect();
        let flags = RegExpFlags::parse(&letters.encode_utf16().collect::<Vec<_>>()).expect("flags");
        let pattern = parse(&source, flags, 100).expect("a valid pattern");
        let code = compile(&pattern.node.expect("a tree"), pattern.captures, flags).expect("code");
        let units: Vec<u16> = subject.encode_utf16().collect();
        let mut scratch = Scratch::default();
        let wide = scratch.search(&code, Units::<false>(&units), 0, false).expect("no overflow");
        let slots = scratch.slots.clone();
        if subject.is_ascii() {
            let narrow = scratch.search(&code, Bytes(subject.as_bytes()), 0, false).expect("no overflow");
            assert_eq!((narrow, &scratch.slots), (wide, &slots), "both widths agree on {subject}");
        }
        wide.then_some(slots)
    }

    #[test]
    fn captures_and_loops() {
        assert_eq!(
            spans("(z)((a+)?(b+)?(c))*", "", "zaacbbbcac"),
            Some(vec![0, 10, 0, 1, 8, 10, 8, 9, NONE, NONE, 9, 10])
        );
        assert_eq!(spans("(a*)*", "", "b"), Some(vec![0, 0, NONE, NONE]));
        assert_eq!(spans("(?=(a+))a*b\\1", "", "baaabac"), Some(vec![3, 6, 3, 4]));
        assert_eq!(spans("(?<=(\\d+)(\\d+))$", "", "1053"), Some(vec![4, 4, 0, 1, 1, 4]));
        assert_eq!(spans("(?:ab){5,7}c", "", "abababababababc"), Some(vec![0, 15]));
        assert_eq!(spans("(?:ab){6,}?b", "", "ababababababb"), Some(vec![0, 13]));
        assert_eq!(spans("É+", "i", "caféé"), Some(vec![3, 5]));
        assert_eq!(spans("x*?y", "", "aaxxy"), Some(vec![2, 5]));
    }

    #[test]
    fn too_many_choices_end_the_match() {
        let source: Vec<u16> = "(?:a|b)*c".encode_utf16().collect();
        let flags = RegExpFlags::default();
        let pattern = parse(&source, flags, 100).expect("a valid pattern");
        let code = compile(&pattern.node.expect("a tree"), 0, flags).expect("code");
        let mut subject = vec![b'a'; MAX_STACK];
        subject.push(b'c');
        assert_eq!(Scratch::default().search(&code, Bytes(&subject), 0, false), Err(Stopped::TooDeep));
    }

    #[test]
    fn a_search_without_end_is_stopped() {
        let source: Vec<u16> = "(a+)+b".encode_utf16().collect();
        let flags = RegExpFlags::default();
        let pattern = parse(&source, flags, 100).expect("a valid pattern");
        let code = compile(&pattern.node.expect("a tree"), 1, flags).expect("code");
        let subject = [b'a'; 60];
        let asked = Arc::<AtomicBool>::default();
        let mut scratch = Scratch::new(asked.clone());
        scratch.effort.looks = 5;
        assert_eq!(scratch.search(&code, Bytes(&subject), 0, false), Err(Stopped::Interrupted));
        assert_eq!(scratch.effort.looks, 0);
        asked.store(true, std::sync::atomic::Ordering::Relaxed);
        scratch.effort.looks = u64::MAX;
        assert_eq!(scratch.search(&code, Bytes(&subject), 0, false), Err(Stopped::Interrupted));
        asked.store(false, std::sync::atomic::Ordering::Relaxed);
        assert_eq!(scratch.search(&code, Bytes(b"aab"), 0, false), Ok(true));
    }
}
