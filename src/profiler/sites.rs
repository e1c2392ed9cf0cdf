//! Places in the program by number: what the heap books memory to when it is filling up (see
//! `heap/sampling.rs`), and each cell and reference of a tracked heap (`heap/tracking.rs`).
//!
//! A *place* is an instruction of a function, a *site* a place with up to four of its callers. What
//! the library's own JavaScript does counts for the line of the program that called it.
//!
//! Invariants:
//! - a number stands for the same places as long as its heap lives; 0 is the engine itself;
//! - functions that a number names are kept, so an address of an instruction never means another;
//! - the table is the heap's and not the VM's because it is asked in the middle of allocations,
//!   when the VM is in use.

use std::cell::{Cell, RefCell};
use std::path::Path;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::cells::is_visible;
use crate::bytecode::FunctionProto;
use crate::heap::{self, Tracer};
use crate::objects::{Kind, Value};
use crate::vm::{Frame, HostState, owner};

/// The most sites that are told apart.
const MOST: usize = limit!(1 << 20, small = 2);
/// The most labels that are told apart.
const MOST_LABELS: usize = limit!(1000, small = 2);
/// Characters of a label that are kept.
const LONGEST_LABEL: usize = limit!(200, small = 8);
/// A place and its callers.
const DEPTH: usize = 5;
/// Frames that tell sites apart. Where the library calls itself deeper than that, the first site
/// stands for those that differ below.
const KEY: usize = 6;
/// The golden ratio's bits, by which addresses are spread.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
/// Frames looked through for those of the program.
const LOOKED_AT: usize = 32;
/// Sites remembered by their frames for a quick answer.
const QUICK: usize = 1 << 12;

/// The instructions that a site was found by, the innermost first.
type Key = [usize; KEY];

/// The places of one heap.
pub(crate) struct Table {
    quick: Box<[(Key, u32)]>,
    /// The last one asked for.
    last: (Key, u32),
    /// By their frames and the label of what was done; 0 is none.
    by_key: FxHashMap<(Key, u32), u32>,
    places: Vec<(Rc<FunctionProto>, u32)>,
    place_numbers: FxHashMap<(*const FunctionProto, u32), u32>,
    /// Places by index into `places`, the innermost first.
    sites: Vec<Box<[u32]>>,
    /// The label of each site.
    site_labels: Vec<u32>,
    site_numbers: FxHashMap<(Box<[u32]>, u32), u32>,
    labels: Vec<String>,
    label_numbers: FxHashMap<Box<str>, u32>,
    cuts: Vec<Cut>,
    /// Of each site, whether a cut is about it as the writer, and as the place of birth.
    cut_sites: Vec<(u64, u64)>,
    /// References that were left out.
    left_out: Cell<u64>,
}

/// A reference that is not to be stored: the line that writes it, and the line that made what it
/// refers to. A line is a file, a line and a column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cut {
    /// Who writes it.
    pub writer: (String, u32, u32),
    /// Who made its target.
    pub born: (String, u32, u32),
    /// It is the event loop's reference to a timer, which goes when the line sets the next one.
    pub timer: bool,
}

impl Default for Table {
    fn default() -> Table {
        Table {
            quick: vec![([0; KEY], 0); QUICK].into(),
            last: ([0; KEY], 0),
            by_key: FxHashMap::default(),
            places: Vec::new(),
            place_numbers: FxHashMap::default(),
            sites: Vec::new(),
            site_labels: Vec::new(),
            site_numbers: FxHashMap::default(),
            labels: Vec::new(),
            label_numbers: FxHashMap::default(),
            cuts: Vec::new(),
            cut_sites: Vec::new(),
            left_out: Cell::new(0),
        }
    }
}

/// The places of one heap, for the heap and for those who read them.
#[derive(Clone, Default)]
pub(crate) struct Sites(Rc<RefCell<Table>>);

impl HostState for Sites {
    fn trace(&self, _: &mut Tracer) {}
}

impl heap::Sites for Sites {
    fn locate(&mut self, owner: usize) -> u32 {
        let locate = |frames: &[Frame], label: u32| match label {
            0 => self.0.borrow_mut().locate(frames),
            _ => self.0.borrow_mut().locate_labelled(frames, label),
        };
        owner::with_frames(owner, locate).unwrap_or(0)
    }

    fn describe(&self, number: u32) -> Option<String> {
        let table = self.0.borrow();
        let &place = table.sites.get((number as usize).checked_sub(1)?)?.first()?;
        let (proto, unit) = &table.places[place as usize];
        Some(line_of(proto, *unit))
    }

    fn replacement(&self, write: &heap::Write) -> Option<u64> {
        let table = self.0.borrow();
        if table.cuts.is_empty() {
            return None;
        }
        let of = |site: u32| table.cut_sites.get((site as usize).checked_sub(1)?);
        let (writer, born) = (of(write.writer)?.0, of(write.born)?.1);
        let owner = Kind::of(write.owner);
        let open = matches!(
            owner,
            Kind::Object | Kind::Slots | Kind::Elements | Kind::Deque | Kind::MapTable | Kind::Environment
        );
        let is_cut = writer & born != 0 && open && is_visible(write.target);
        table.left_out.set(table.left_out.get() + u64::from(is_cut));
        is_cut.then_some(Value::UNDEFINED.bits())
    }
}

impl Sites {
    /// Leaves out these references from now on: undefined is stored in their place. Only what a
    /// script can reach is changed: properties, elements, entries, variables. To be called before
    /// the program runs; up to 64 of them count.
    pub fn cut(&self, cuts: &[Cut]) {
        self.0.borrow_mut().cuts = cuts.to_vec();
    }

    /// How many references were left out.
    pub fn left_out(&self) -> u64 {
        self.0.borrow().left_out.get()
    }

    /// Whether a cut is about timers that are born at a site.
    pub fn cuts_timer(&self, site: u32) -> bool {
        let table = self.0.borrow();
        let born = (site as usize).checked_sub(1).and_then(|index| table.cut_sites.get(index)).map_or(0, |bits| bits.1);
        let is_cut = table.cuts.iter().take(64).enumerate().any(|(i, cut)| cut.timer && born >> i & 1 != 0);
        table.left_out.set(table.left_out.get() + u64::from(is_cut));
        is_cut
    }

    /// The places of a site by number, the innermost first; none of 0.
    pub fn places_of(&self, site: u32) -> Vec<u32> {
        let table = self.0.borrow();
        let site = (site as usize).checked_sub(1).and_then(|index| table.sites.get(index));
        site.map_or(Vec::new(), |places| places.to_vec())
    }

    /// The innermost place of a site.
    pub fn place_of(&self, site: u32) -> Option<u32> {
        let table = self.0.borrow();
        table.sites.get((site as usize).checked_sub(1)?)?.first().copied()
    }

    /// The number of a label; 0 beyond the most that there may be. Of a long one the beginning
    /// counts.
    pub fn label(&self, name: &str) -> u32 {
        let end = name.char_indices().nth(LONGEST_LABEL).map_or(name.len(), |(at, _)| at);
        let name = &name[..end];
        let Table { labels, label_numbers, .. } = &mut *self.0.borrow_mut();
        if let Some(&number) = label_numbers.get(name) {
            return number;
        }
        if labels.len() >= MOST_LABELS {
            return 0;
        }
        labels.push(name.to_owned());
        label_numbers.insert(name.into(), labels.len() as u32);
        labels.len() as u32
    }

    /// The label of a site; 0 is none.
    pub fn label_of(&self, site: u32) -> u32 {
        let table = self.0.borrow();
        (site as usize).checked_sub(1).and_then(|index| table.site_labels.get(index)).copied().unwrap_or(0)
    }

    /// A label's name.
    pub fn label_name(&self, label: u32) -> String {
        let table = self.0.borrow();
        (label as usize).checked_sub(1).and_then(|index| table.labels.get(index)).cloned().unwrap_or_default()
    }

    /// A place: its function, and the unit of the instruction.
    pub fn place(&self, place: u32) -> (Rc<FunctionProto>, u32) {
        self.0.borrow().places[place as usize].clone()
    }

    /// How many places there are.
    pub fn place_count(&self) -> usize {
        self.0.borrow().places.len()
    }
}

/// The instructions at which the innermost frames stand.
fn key_of(frames: &[Frame]) -> Key {
    let mut key = [0; KEY];
    for (address, frame) in key.iter_mut().zip(frames.iter().rev()) {
        *address = frame.pc.addr();
    }
    key
}

/// The index of a quick answer.
#[inline(always)]
fn quick_index(instruction: impl Fn(usize) -> usize) -> usize {
    // Each by a factor of its own, so that the processor multiplies them side by side.
    let factor = |i: usize| FACTOR.wrapping_mul(2 * i as u64 + 1).rotate_left(7 * i as u32);
    let hash = (0..KEY).fold(0, |hash, i| hash ^ (instruction(i) as u64).wrapping_mul(factor(i)));
    (hash >> 40) as usize % QUICK
}

impl Table {
    /// The number of the site where these frames stand.
    #[inline]
    fn locate(&mut self, frames: &[Frame]) -> u32 {
        match frames.len() {
            0 => 0,
            1 => self.locate_below::<1>(frames),
            2 => self.locate_below::<2>(frames),
            3 => self.locate_below::<3>(frames),
            4 => self.locate_below::<4>(frames),
            5 => self.locate_below::<5>(frames),
            _ => self.locate_below::<KEY>(frames),
        }
    }

    /// The same where there are so many frames, or more than a key has.
    #[inline(always)]
    fn locate_below<const COUNT: usize>(&mut self, frames: &[Frame]) -> u32 {
        let Some(inner) = frames.last_chunk::<COUNT>() else { return 0 };
        // The instructions are read where they lie: a key that is written down and then read in
        // wider pieces waits until it is in memory.
        let instruction = |i: usize| if i < COUNT { inner[COUNT - 1 - i].pc.addr() } else { 0 };
        let is_at = |key: &Key| (0..KEY).fold(0, |differing, i| differing | (key[i] ^ instruction(i))) == 0;
        // An instruction often allocates or writes several times.
        if self.last.0[0] == instruction(0) && is_at(&self.last.0) {
            return self.last.1;
        }
        let quick = &self.quick[quick_index(instruction)];
        if is_at(&quick.0) {
            self.last = *quick;
            return quick.1;
        }
        self.look_up(frames)
    }

    #[cold]
    #[inline(never)]
    fn look_up(&mut self, frames: &[Frame]) -> u32 {
        let key = key_of(frames);
        let index = quick_index(|i| key[i]);
        if self.quick[index].0 == key {
            return self.quick[index].1;
        }
        let number = self.number_of(key, 0, frames);
        self.quick[index] = (key, number);
        number
    }

    /// The same under a label.
    #[cold]
    #[inline(never)]
    fn locate_labelled(&mut self, frames: &[Frame], label: u32) -> u32 {
        self.number_of(key_of(frames), label, frames)
    }

    fn number_of(&mut self, key: Key, label: u32, frames: &[Frame]) -> u32 {
        match self.by_key.get(&(key, label)) {
            Some(&number) => number,
            None => self.find(key, label, frames),
        }
    }

    #[cold]
    fn find(&mut self, key: Key, label: u32, frames: &[Frame]) -> u32 {
        if self.by_key.len() >= MOST {
            return 0;
        }
        // What the key is made of must not be freed, lest another function has its address.
        for frame in frames.iter().rev().take(KEY) {
            self.place_number(frame);
        }
        let own = frames.iter().rev().take(LOOKED_AT).filter(|frame| !is_library(frame.code.proto()));
        let places: Box<[u32]> = own.take(DEPTH).map(|frame| self.place_number(frame)).collect();
        let site = (places, label);
        let places = &site.0;
        let number = match self.site_numbers.get(&site) {
            _ if places.is_empty() => 0,
            Some(&number) => number,
            None => {
                let cut = self.cut_of(places[0]);
                self.cut_sites.push(cut);
                self.sites.push(places.clone());
                let number = self.sites.len() as u32;
                self.site_labels.push(label);
                self.site_numbers.insert(site, number);
                number
            }
        };
        self.by_key.insert((key, label), number);
        number
    }

    /// The cuts that are about a place, as bits: as the writer, and as the place of birth.
    fn cut_of(&self, place: u32) -> (u64, u64) {
        if self.cuts.is_empty() {
            return (0, 0);
        }
        let (proto, unit) = &self.places[place as usize];
        let position = proto.source.position(proto.position(*unit).map_or(proto.span.0, |position| position.at));
        let is = |(file, line, column): &(String, u32, u32)| {
            (position.line, position.column) == (*line, *column) && proto.source.file_name() == file
        };
        let bits = |of: fn(&Cut) -> &(String, u32, u32)| {
            let about = self.cuts.iter().take(64).enumerate().filter(|(_, cut)| is(of(cut)));
            about.fold(0, |bits, (i, _)| bits | 1 << i)
        };
        let timers = self.cuts.iter().take(64).enumerate().filter(|(_, cut)| cut.timer);
        let timers = timers.fold(0, |bits, (i, _)| bits | 1 << i);
        // Nobody writes the reference to a timer.
        (bits(|cut| &cut.writer) & !timers, bits(|cut| &cut.born))
    }

    fn place_number(&mut self, frame: &Frame) -> u32 {
        let (proto, unit) = (frame.code.proto(), frame.unit());
        let places = &mut self.places;
        *self.place_numbers.entry((Rc::as_ptr(proto), unit)).or_insert_with(|| {
            places.push((proto.clone(), unit));
            places.len() as u32 - 1
        })
    }
}

/// Whether a function is of the library that the runtime brings along.
pub(super) fn is_library(proto: &FunctionProto) -> bool {
    proto.source.name().starts_with("node:")
}

/// File and line of an instruction.
pub(super) fn line_of(proto: &FunctionProto, unit: u32) -> String {
    let at = proto.position(unit).map_or(proto.span.0, |position| position.at);
    format!("{}:{}", file_of(proto), proto.source.line(at))
}

/// The name of the file that a function stands in, without its folders.
pub(super) fn file_of(proto: &FunctionProto) -> String {
    let name = proto.source.name();
    Path::new(name).file_name().map_or_else(|| name.to_string(), |file| file.to_string_lossy().into_owned())
}
