//! The value stack and the frames on it.
//!
//! A frame's registers are a window: callee, receiver, arguments, locals, temporaries. The
//! arguments of a call are written by the caller at the place where the callee's window begins, so
//! a call copies nothing.

use crate::heap::Tracer;
use crate::objects::cells::code::CODE_EXTRA_ARGUMENTS;
use crate::objects::{Code, Gc, Value};

/// Slots kept free above the limit, for the windows of natives and for unwinding.
const RESERVE: usize = 1024;

/// The contiguous stack of values.
pub struct ValueStack {
    values: Box<[Value]>,
    /// First free slot as natives and new runs see it.
    pub top: usize,
    /// Highest slot touched since the last wipe.
    high: usize,
    limit: usize,
}

impl ValueStack {
    pub(super) fn new(bytes: usize) -> ValueStack {
        let limit = bytes / std::mem::size_of::<Value>();
        // Zeroed pages are committed when touched: a hole is all zeros.
        let layout = std::alloc::Layout::array::<Value>(limit + RESERVE).expect("the stack's size fits");
        // SAFETY: the layout is not empty; all-zero bits are a valid `Value`, the hole; the box
        // takes over the allocation with the same layout.
        let values = unsafe {
            let memory = std::alloc::alloc_zeroed(layout).cast::<Value>();
            if memory.is_null() {
                std::alloc::handle_alloc_error(layout);
            }
            Box::from_raw(std::ptr::slice_from_raw_parts_mut(memory, limit + RESERVE))
        };
        ValueStack { values, top: 0, high: 0, limit }
    }

    /// Bytes of the stack in all.
    pub fn bytes(&self) -> usize {
        self.limit * std::mem::size_of::<Value>()
    }

    #[inline(always)]
    pub(super) fn base_ptr(&mut self) -> *mut Value {
        self.values.as_mut_ptr()
    }

    #[inline(always)]
    pub(crate) fn get(&self, index: usize) -> Value {
        self.values[index]
    }

    #[inline(always)]
    pub(super) fn set(&mut self, index: usize, value: Value) {
        self.values[index] = value;
    }

    pub(super) fn slice(&self, from: usize, len: usize) -> &[Value] {
        &self.values[from..from + len]
    }

    /// Makes sure that slots below `end` may be used; false on overflow.
    #[inline(always)]
    pub(super) fn reserve(&mut self, end: usize) -> bool {
        if end <= self.high {
            return true;
        }
        self.reserve_slow(end)
    }

    #[cold]
    fn reserve_slow(&mut self, end: usize) -> bool {
        if end > self.limit {
            return false;
        }
        self.high = (end + 256).min(self.values.len());
        true
    }

    /// Slots for natives' windows may go a little beyond the limit.
    pub(super) fn reserve_native(&mut self, end: usize) -> bool {
        if end + 16 > self.values.len() {
            return false;
        }
        self.high = self.high.max(end);
        true
    }

    /// Overwrites what was used at or above `top`: dead values must not be taken for live ones
    /// later. Slots below `in_use` (the ends of all frames) may be written again without being
    /// reserved, so they count as used.
    pub(super) fn wipe_above(&mut self, top: usize, in_use: usize) {
        let high = self.high.max(top).min(self.values.len());
        self.values[top..high].fill(Value::UNDEFINED);
        self.high = top.max(in_use);
    }

    pub(super) fn trace(&self, tracer: &mut Tracer, top: usize) {
        for value in &self.values[..top] {
            tracer.word(value.bits());
        }
    }
}

/// Frame flag: `run` returns to Rust when this frame does.
pub const ENTRY: u16 = 1;
/// Frame flag: called by `new`.
pub const CONSTRUCT: u16 = 2;
/// Frame flag: a generator or async function that has started; `extra` is its generator object or
/// promise.
pub const SUSPENDABLE: u16 = 4;
/// Frame flag: a generator resumed by the `IteratorNext` of the frame below: a yielded value goes
/// straight into its register.
pub const STEP: u16 = 8;
/// Frame flag: the `get` trap of a proxy; see `interpreter/traps.rs`.
pub const TRAP_GET: u16 = 16;
/// Frame flag: the `set` trap of a proxy.
pub const TRAP_SET: u16 = 32;
/// Frame flag: the `has` trap of a proxy.
pub const TRAP_HAS: u16 = 64;
/// Frame flags: what the frame returns is a trap's answer, and checked.
pub const TRAP: u16 = TRAP_GET | TRAP_SET | TRAP_HAS;

/// An activation of bytecode.
#[derive(Clone, Copy)]
pub struct Frame {
    /// The code that runs.
    pub code: Gc<Code>,
    /// Where it goes on: the unit after the instruction being executed.
    pub pc: *const u16,
    /// Index of its first register.
    pub base: usize,
    /// The caller's register that gets the result.
    pub dst: u16,
    /// `ENTRY`, `CONSTRUCT`, `SUSPENDABLE`, `STEP`, `TRAP`.
    pub flags: u16,
    /// Arguments passed.
    pub argc: u32,
    /// `new.target` of a constructor call; the generator object or promise of a suspendable frame;
    /// else undefined.
    pub extra: Value,
    /// The heap cell that a resumed frame came from: its next suspension writes there again when it
    /// fits. Else a hole.
    pub saved: Value,
}

impl Frame {
    /// The stack index behind its registers (and surplus arguments).
    #[inline(always)]
    pub fn end(&self) -> usize {
        self.base + usize::from(self.code.registers).max(self.argc as usize + 2)
    }

    /// Stack index of the first argument: surplus arguments of a function that reads them lie below
    /// its registers.
    pub fn arguments(&self) -> usize {
        let surplus = self.argc > u32::from(self.code.params) && self.code.has(CODE_EXTRA_ARGUMENTS);
        if surplus { self.base - self.argc as usize } else { self.base + 2 }
    }

    /// Unit of the instruction being executed, or one inside it.
    pub fn unit(&self) -> u32 {
        // SAFETY: `pc` points into (or one past) the code's units.
        let offset = unsafe { self.pc.offset_from(self.code.entry) };
        (offset - 1).max(0) as u32
    }
}
