//! The running frame as the dispatch loop holds it: program counter, registers, frame and code, each in a machine register.
//!
//! Invariant, which makes the accessors safe to call: an activation is that of the topmost frame; its code is alive (the frame is a root); `pc` stands at
//! an instruction that the assembler encoded, and what the operations ask for by number are operands and the length of that instruction. Operands that name
//! registers are below the code's register count, which `push_frame` reserved on the value stack. Frames and value stack never move. Every operation
//! is inlined into the loop, so that an activation never lies in memory.

use crate::bytecode::Op;
use crate::objects::code::{CODE_STRICT, InlineCache};
use crate::objects::{Code, Gc, Value};
use crate::vm::stack::Frame;
use crate::vm::{Throw, Vm};

/// Why the loop does not simply go on with the instruction at `pc`.
pub(super) enum Exit {
    /// Another frame is on top now.
    Switch,
    /// The entry frame has returned.
    Return(Value),
    /// An exception is on its way.
    Throw,
}

/// What an operation gives.
pub(super) type Step = Result<(), Exit>;

impl From<Throw> for Exit {
    #[inline(always)]
    fn from(_: Throw) -> Exit {
        Exit::Throw
    }
}

/// The topmost frame, unpacked.
#[derive(Clone, Copy)]
pub(super) struct Activation {
    pc: *const u16,
    registers: *mut Value,
    frame: *mut Frame,
    pub(super) code: Gc<Code>,
}

impl Activation {
    /// The activation of the topmost frame. There is one whenever the interpreter runs.
    #[inline(always)]
    pub(super) fn top(vm: &mut Vm) -> Activation {
        let count = vm.frames.len();
        let stack = vm.stack.base_ptr();
        // SAFETY: frames do not move, the vector never grows beyond its first capacity; the frame's registers are inside the value stack.
        unsafe {
            let frame = vm.frames.as_mut_ptr().add(count - 1);
            Activation { pc: (*frame).pc, registers: stack.add((*frame).base), frame, code: (*frame).code }
        }
    }

    /// The instruction.
    #[inline(always)]
    pub(super) fn op(&self) -> Op {
        // SAFETY: units at instruction starts were written from `Op`.
        unsafe { std::mem::transmute::<u16, Op>(*self.pc) }
    }

    /// The frame.
    #[inline(always)]
    pub(super) fn frame(&self) -> &Frame {
        // SAFETY: the module's invariant; no operation keeps the reference while frames are pushed or popped.
        unsafe { &*self.frame }
    }

    /// Index of the first register on the value stack.
    #[inline(always)]
    pub(super) fn base(&self) -> usize {
        self.frame().base
    }

    /// Whether the code is strict.
    #[inline(always)]
    pub(super) fn strict(&self) -> bool {
        self.code.has(CODE_STRICT)
    }

    // ---- operands: `i` counts units, the opcode being 0

    /// An operand of one unit.
    #[inline(always)]
    pub(super) fn operand(&self, i: usize) -> u16 {
        // SAFETY: the module's invariant.
        unsafe { *self.pc.add(i) }
    }

    /// A signed operand of one unit.
    #[inline(always)]
    pub(super) fn signed(&self, i: usize) -> i32 {
        i32::from(self.operand(i) as i16)
    }

    /// An operand of two units.
    #[inline(always)]
    pub(super) fn wide(&self, i: usize) -> u32 {
        // SAFETY: the module's invariant; units are 2-byte aligned, the read is not.
        unsafe { self.pc.add(i).cast::<u32>().read_unaligned() }
    }

    /// The constant that the operand names.
    #[inline(always)]
    pub(super) fn constant(&self, i: usize) -> Value {
        self.constant_at(self.wide(i) as usize)
    }

    /// The constant at an index that came from an operand.
    #[inline(always)]
    pub(super) fn constant_at(&self, index: usize) -> Value {
        // SAFETY: the module's invariant.
        unsafe { (*self.code.constants.add(index)).get() }
    }

    /// The inline cache that the operand names.
    #[inline(always)]
    pub(super) fn cache(&self, i: usize) -> *mut InlineCache {
        // SAFETY: the module's invariant.
        unsafe { (*self.code.caches.add(self.wide(i) as usize)).get() }
    }

    // ---- registers

    /// Register `n`.
    #[inline(always)]
    pub(super) fn register(&self, n: usize) -> Value {
        // SAFETY: the module's invariant.
        unsafe { *self.registers.add(n) }
    }

    /// Sets register `n`.
    #[inline(always)]
    pub(super) fn set_register(&self, n: usize, value: Value) {
        // SAFETY: the module's invariant.
        unsafe { *self.registers.add(n) = value }
    }

    /// `count` registers from `n` on, for as long as nothing writes to them.
    #[inline(always)]
    pub(super) fn registers(&self, n: usize, count: usize) -> &[Value] {
        // SAFETY: the module's invariant.
        unsafe { std::slice::from_raw_parts(self.registers.add(n), count) }
    }

    /// The register that the operand names.
    #[inline(always)]
    pub(super) fn get(&self, i: usize) -> Value {
        self.register(self.operand(i) as usize)
    }

    /// Sets the register that the operand names.
    #[inline(always)]
    pub(super) fn set(&self, i: usize, value: Value) {
        self.set_register(self.operand(i) as usize, value);
    }

    /// Sets the registers from operand 1 on, as many as operand 2 says, and goes on.
    #[inline(always)]
    pub(super) fn fill(&mut self, value: Value) -> Step {
        let start = usize::from(self.operand(1));
        for n in start..start + usize::from(self.operand(2)) {
            self.set_register(n, value);
        }
        self.next(3)
    }

    // ---- going on

    /// Goes on behind this instruction of `length` units.
    #[inline(always)]
    pub(super) fn next(&mut self, length: usize) -> Step {
        // SAFETY: the module's invariant: code ends with an instruction that leaves.
        self.pc = unsafe { self.pc.add(length) };
        Ok(())
    }

    /// Sets a register and goes on.
    #[inline(always)]
    pub(super) fn give(&mut self, value: Value, length: usize) -> Step {
        self.set(1, value);
        self.next(length)
    }

    /// Goes where the operand says.
    #[inline(always)]
    pub(super) fn jump(&mut self, i: usize) -> Step {
        // SAFETY: the module's invariant: jumps lead to instructions of the same code.
        self.pc = unsafe { self.pc.offset(self.wide(i) as i32 as isize) };
        Ok(())
    }

    /// Goes where the operand says, or on behind this instruction of `length` units.
    #[inline(always)]
    pub(super) fn jump_if(&mut self, condition: bool, i: usize, length: usize) -> Step {
        if condition { self.jump(i) } else { self.next(length) }
    }

    /// Notes in the frame that this instruction of `length` units is being executed: before anything that can throw, collect or run script code. Stack
    /// traces, handlers and the return to the frame read it.
    #[inline(always)]
    pub(super) fn save(&self, length: usize) {
        // SAFETY: the module's invariant.
        unsafe { (*self.frame).pc = self.pc.add(length) }
    }
}
