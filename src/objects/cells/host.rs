//! Host objects: objects with internal slots of a builtin class (Date, RegExp, Promise, generators,
//! iterators, EventTarget, …). The class is a brand; internal slots are values, with room for one
//! piece of Rust data that only the class knows.

use std::any::Any;
use std::cell::Cell;

use super::class::{Class, Cloning, Look};
use crate::heap::{CellRef, Tracer};
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::object::shape::Shape;
use crate::objects::object::{Object, trace_common};
use crate::objects::value::Value;
use crate::objects::value::cell::{Gc, HeapCell, Slot, slots_at};

macro_rules! brands {
    ($($(#[doc = $doc:literal])* $name:ident = $class:literal, tag $tag:literal, cloned $cloning:ident, shown $look:expr;)*) => {
        /// Which builtin class a host object belongs to.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u16)]
        pub enum Brand { $($(#[doc = $doc])* $name),* }

        impl Brand {
            const ALL: &'static [Brand] = &[$(Brand::$name),*];
        }

        /// Of the brands, in their order.
        static CLASSES: &[Class] = &[$(
            Class { name: $class, builtin_tag: $tag, cloning: Cloning::$cloning, look: $look }
        ),*];
    };
}

impl Brand {
    /// What is said of objects of this brand.
    pub(in crate::objects) fn class(self) -> &'static Class {
        &CLASSES[self as usize]
    }
}

brands! {
    /// Date: `[time value]`.
    Date = "Date", tag "Date", cloned Date, shown Look::Date;
    /// RegExp: `[source, flags, program]`.
    RegExp = "RegExp", tag "RegExp", cloned RegExp, shown Look::RegExp;
    /// What a pattern was compiled to, which scripts never see; data: the program.
    RegExpProgram = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// Promise: `[result or reactions]`, word: its state.
    Promise = "Promise", tag "Object", cloned Refused, shown Look::Promise;
    /// Generator: `[state, frame]`.
    Generator = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// Async generator: `[state, frame, queue]`.
    AsyncGenerator = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// Iterator of Array.prototype.values, keys, entries: `[array, index, mode]`.
    ArrayIterator = "Array Iterator", tag "Object", cloned Refused, shown Look::Properties;
    /// Iterator of a string: `[string, index]`.
    StringIterator = "StringIterator", tag "Object", cloned Refused, shown Look::Properties;
    /// Iterator of matchAll: `[regexp, string, global, unicode, done]`.
    RegExpStringIterator = "RegExpStringIterator", tag "Object", cloned Refused, shown Look::Properties;
    /// Iterator of a Map: `[map, position, mode]`.
    MapIterator = "MapIterator", tag "Object", cloned Refused, shown Look::Iterator("Map Iterator");
    /// Iterator of a Set: `[set, position, mode]`.
    SetIterator = "SetIterator", tag "Object", cloned Refused, shown Look::Iterator("Set Iterator");
    /// Sync iterator wrapped for `for await`: `[iterator, next]`.
    AsyncFromSyncIterator = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// Iterator helper (`map`, `filter`, `take`, …): slots by helper.
    IteratorHelper = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// `Iterator.from` of an object that is no Iterator: `[iterator, next]`.
    WrapForValidIterator = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// What `JSON.rawJSON` gives: `[text]`.
    RawJson = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// DisposableStack: `[resources]`, word: 1 once it is disposed.
    DisposableStack = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// AsyncDisposableStack: as DisposableStack.
    AsyncDisposableStack = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// For-in enumerator: `[object, keys, position, shape id]`.
    ForIn = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// EventTarget: `[listeners]`.
    EventTarget = "Object", tag "Object", cloned Object, shown Look::Properties;
    /// Event: slots of the event.
    Event = "Object", tag "Object", cloned Object, shown Look::Properties;
    /// What setTimeout and setInterval return: `[id, …]`.
    Timeout = "Object", tag "Object", cloned Refused, shown Look::Timer;
    /// What setImmediate returns: `[id, …]`.
    Immediate = "Object", tag "Object", cloned Refused, shown Look::Timer;
    /// A closure of the embedding program, which scripts never see; data: the closure.
    NativeClosure = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// What the runtime's own modules keep in Rust, which scripts never see; data: the state.
    NativeState = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// The console.
    Console = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// `performance`, which is an EventTarget, too: `[listeners]`.
    Performance = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// PerformanceEntry: `[name, type, start, duration, detail]`.
    PerformanceEntry = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// PerformanceObserver: its callback, what it observes, what it has gathered.
    PerformanceObserver = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// Objects of Intl: `[bound function]`; data: their resolved options.
    IntlNumberFormat = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// Intl.Collator, as above.
    IntlCollator = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// Intl.DateTimeFormat.
    IntlDateTimeFormat = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// Intl.ListFormat.
    IntlListFormat = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// Intl.RelativeTimeFormat.
    IntlRelativeTimeFormat = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// Intl.DisplayNames.
    IntlDisplayNames = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// Intl.Segmenter.
    IntlSegmenter = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// What a segmenter makes of a text: `[string, segmenter]`.
    IntlSegments = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// Iterator of segments: `[string, segmenter, index]`.
    IntlSegmentIterator = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// Intl.PluralRules.
    IntlPluralRules = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// Intl.Locale.
    IntlLocale = "Object", tag "Object", cloned Refused, shown Look::Properties;
    /// Temporal.Instant; data: the library's value, as of all classes of Temporal.
    TemporalInstant = "Temporal.Instant", tag "Object", cloned Refused, shown Look::Temporal;
    /// Temporal.PlainDateTime.
    TemporalPlainDateTime = "Temporal.PlainDateTime", tag "Object", cloned Refused, shown Look::Temporal;
    /// Temporal.PlainDate.
    TemporalPlainDate = "Temporal.PlainDate", tag "Object", cloned Refused, shown Look::Temporal;
    /// Temporal.PlainTime.
    TemporalPlainTime = "Temporal.PlainTime", tag "Object", cloned Refused, shown Look::Temporal;
    /// Temporal.PlainYearMonth.
    TemporalPlainYearMonth = "Temporal.PlainYearMonth", tag "Object", cloned Refused, shown Look::Temporal;
    /// Temporal.PlainMonthDay.
    TemporalPlainMonthDay = "Temporal.PlainMonthDay", tag "Object", cloned Refused, shown Look::Temporal;
    /// Temporal.Duration.
    TemporalDuration = "Temporal.Duration", tag "Object", cloned Refused, shown Look::Temporal;
    /// Temporal.ZonedDateTime.
    TemporalZonedDateTime = "Temporal.ZonedDateTime", tag "Object", cloned Refused, shown Look::Temporal;
    /// PerformanceObserverEntryList: `[entries]`.
    PerformanceObserverEntryList = "Object", tag "Object", cloned Refused, shown Look::Properties;
}

/// An object with internal slots.
#[repr(C)]
pub struct Host {
    object: Object,
    brand: Cell<u16>,
    count: Cell<u16>,
    /// A number that only the class knows; with Rust data, the bytes of it that this object
    /// accounts for.
    word: Cell<u32>,
    /// Rust data; null when there is none.
    data: Cell<*mut Box<dyn Any>>,
}

const HOST_SLOTS: usize = 40;

impl HeapCell for Host {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::Host
    }
}

impl Host {
    /// The host object of class `brand` that `value` is, if it is one.
    #[inline]
    pub fn of(value: Value, brand: Brand) -> Option<Gc<Host>> {
        Gc::<Host>::from_value(value).filter(|host| host.brand.get() == brand as u16)
    }
}

impl Gc<Host> {
    /// As an object.
    pub fn object(self) -> Gc<Object> {
        Gc::from_cell(self.cell())
    }

    /// Its class.
    pub fn brand(self) -> Brand {
        Brand::ALL[self.brand.get() as usize]
    }

    /// Internal slots.
    #[inline]
    pub fn slots<'a>(self) -> &'a [Slot] {
        slots_at(self.cell(), HOST_SLOTS, self.count.get() as usize)
    }

    /// The value of internal slot `i`.
    #[inline]
    pub fn get(self, i: usize) -> Value {
        self.slots()[i].get()
    }

    /// Writes internal slot `i`.
    #[inline]
    pub fn set(self, space: &mut Space, i: usize, value: Value) {
        space.store(self.cell(), &self.slots()[i], value);
    }

    /// The number that only its class knows.
    #[inline]
    pub fn word(self) -> u32 {
        self.word.get()
    }

    /// Sets it. For an object without Rust data.
    #[inline]
    pub fn set_word(self, word: u32) {
        debug_assert!(self.data.get().is_null());
        self.word.set(word);
    }

    /// Its Rust data, when it is a `T`.
    pub fn data<'a, T: 'static>(self) -> Option<&'a T> {
        let data = self.data.get();
        if data.is_null() {
            return None;
        }
        // SAFETY: the box lives as long as the cell, which the caller keeps reachable.
        unsafe { (*data).downcast_ref() }
    }
}

pub(in crate::objects) fn size(cell: CellRef) -> usize {
    HOST_SLOTS + 8 * Gc::<Host>::from_cell(cell).count.get() as usize
}
pub(in crate::objects) fn trace(cell: CellRef, tracer: &mut Tracer) {
    trace_common(cell, tracer);
    for slot in Gc::<Host>::from_cell(cell).slots() {
        slot.trace(tracer);
    }
}
pub(in crate::objects) fn finalize(cell: CellRef) {
    let data = Gc::<Host>::from_cell(cell).data.replace(std::ptr::null_mut());
    if !data.is_null() {
        // SAFETY: made by `Box::into_raw` in `new_host_with_data`, taken back once.
        drop(unsafe { Box::from_raw(data) });
    }
}
pub(in crate::objects) fn external(cell: CellRef) -> usize {
    let host = Gc::<Host>::from_cell(cell);
    if host.data.get().is_null() { 0 } else { host.word.get() as usize }
}

impl Space {
    /// A host object with `slots` as internal slots.
    pub fn new_host(&mut self, brand: Brand, shape: Gc<Shape>, slots: &[Value]) -> Gc<Host> {
        let size = HOST_SLOTS + 8 * slots.len();
        let cell = self.heap.alloc(Kind::Host as u8, size, 0, shape.id());
        self.init_host(cell, brand, slots)
    }

    /// A host object with Rust data (no references to cells inside), dropped when it dies. It
    /// accounts for `bytes` of them: what others share counts once.
    pub fn new_host_with_data(
        &mut self,
        brand: Brand,
        shape: Gc<Shape>,
        slots: &[Value],
        data: Box<dyn Any>,
        bytes: usize,
    ) -> Gc<Host> {
        let size = HOST_SLOTS + 8 * slots.len();
        let cell = self.heap.alloc_finalizable(Kind::Host as u8, size, 0, shape.id());
        let host = self.init_host(cell, brand, slots);
        host.data.set(Box::into_raw(Box::new(data)));
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        host.word.set(bytes);
        self.heap.add_external(bytes as isize);
        host
    }

    fn init_host(&mut self, cell: CellRef, brand: Brand, slots: &[Value]) -> Gc<Host> {
        self.init_object(cell);
        // SAFETY: the cell has room for the fields; they are plain integers and a pointer, written
        // before anybody reads them.
        unsafe {
            let host = cell.addr() as *mut Host;
            (&raw mut (*host).brand).write(Cell::new(brand as u16));
            (&raw mut (*host).count).write(Cell::new(slots.len() as u16));
            (&raw mut (*host).word).write(Cell::new(0));
            (&raw mut (*host).data).write(Cell::new(std::ptr::null_mut()));
        }
        let host = Gc::<Host>::from_cell(cell);
        for (slot, &value) in host.slots().iter().zip(slots) {
            slot.init(value);
        }
        host
    }
}
