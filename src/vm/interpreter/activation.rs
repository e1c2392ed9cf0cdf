//! The running frame as the dispatch loop holds it: program counter, registers, frame and code,
//! each in a machine register.
//!
//! Invariant, which makes the accessors safe to call: an activation is that of the topmost frame;
//! its code is alive (the frame is a root); `pc` stands at an instruction that the assembler
//! encoded, and what the operations ask for are operands and the length of that instruction, by its
//! row in the opcode table. Operands that name registers are below the code's register count, which
//! `push_frame` reserved on the value stack. Frames and value stack never move. Every operation is
//! inlined into the loop, so that an activation never lies in memory.

use crate::bytecode::Op;
use crate::bytecode::operand::{Choice, Field, Instruction, Register, has, kind};
use crate::objects::cells::code::{CODE_STRICT, InlineCache};
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
        // SAFETY: frames do not move, the vector never grows beyond its first capacity; the frame's
        // registers are inside the value stack.
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
        // SAFETY: the module's invariant; no operation keeps the reference while frames are pushed
        // or popped.
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

    // ---- operands

    /// The unit of an operand.
    #[inline(always)]
    fn unit<K>(&self, field: Field<K>) -> u16 {
        // SAFETY: the module's invariant.
        unsafe { *self.pc.add(field.unit()) }
    }

    /// The two units of an operand.
    #[inline(always)]
    fn two_units<K>(&self, field: Field<K>) -> u32 {
        // SAFETY: the module's invariant; units are 2-byte aligned, the read is not.
        unsafe { self.pc.add(field.unit()).cast::<u32>().read_unaligned() }
    }

    /// The number of the register that the operand names.
    #[inline(always)]
    pub(super) fn reg<K: Register>(&self, field: Field<K>) -> usize {
        self.unit(field).into()
    }

    /// A count, an index or a depth.
    #[inline(always)]
    pub(super) fn count(&self, field: Field<kind::Count>) -> usize {
        self.unit(field).into()
    }

    /// The end of the live registers, on the value stack.
    #[inline(always)]
    pub(super) fn live_end(&self, field: Field<kind::Live>) -> usize {
        self.base() + self.live(field)
    }

    /// The number of live registers.
    #[inline(always)]
    pub(super) fn live(&self, field: Field<kind::Live>) -> usize {
        self.unit(field).into()
    }

    /// A flag.
    #[inline(always)]
    pub(super) fn flag(&self, field: Field<kind::Flag>) -> bool {
        self.unit(field) != 0
    }

    /// One of a few.
    #[inline(always)]
    pub(super) fn choice<K: Choice>(&self, field: Field<K>) -> K {
        K::from_unit(self.unit(field))
    }

    /// An immediate of 16 bits.
    #[inline(always)]
    pub(super) fn imm(&self, field: Field<kind::Imm16>) -> i32 {
        (self.unit(field) as i16).into()
    }

    /// An immediate of 32 bits.
    #[inline(always)]
    pub(super) fn int(&self, field: Field<kind::Imm32>) -> i32 {
        self.two_units(field) as i32
    }

    /// The index of a nested function.
    #[inline(always)]
    pub(super) fn function(&self, field: Field<kind::Func>) -> usize {
        self.two_units(field) as usize
    }

    /// The index of a constant.
    #[inline(always)]
    pub(super) fn constant_index(&self, field: Field<kind::Const>) -> usize {
        self.two_units(field) as usize
    }

    /// The constant that the operand names.
    #[inline(always)]
    pub(super) fn constant(&self, field: Field<kind::Const>) -> Value {
        self.constant_at(self.constant_index(field))
    }

    /// The constant at an index that came from an operand.
    #[inline(always)]
    pub(super) fn constant_at(&self, index: usize) -> Value {
        // SAFETY: the module's invariant.
        unsafe { (*self.code.constants.add(index)).get() }
    }

    /// The inline cache that the operand names.
    #[inline(always)]
    pub(super) fn cache(&self, field: Field<kind::Ic>) -> *mut InlineCache {
        // SAFETY: the module's invariant.
        unsafe { (*self.code.caches.add(self.two_units(field) as usize)).get() }
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

    /// The value of the register that the operand names.
    #[inline(always)]
    pub(super) fn get(&self, field: Field<kind::Use>) -> Value {
        self.register(self.reg(field))
    }

    /// Sets the register that the operand names.
    #[inline(always)]
    pub(super) fn set(&self, field: Field<kind::Def>, value: Value) {
        self.set_register(self.reg(field), value);
    }

    // ---- going on

    /// Goes on behind this instruction.
    #[inline(always)]
    pub(super) fn next<I: Instruction>(&mut self, _: I) -> Step {
        // SAFETY: the module's invariant: code ends with an instruction that leaves.
        self.pc = unsafe { self.pc.add(I::UNITS) };
        Ok(())
    }

    /// Sets the instruction's `dst` and goes on.
    #[inline(always)]
    pub(super) fn give(&mut self, i: impl has::dst, value: Value) -> Step {
        self.set(i.dst(), value);
        self.next(i)
    }

    /// Goes where the operand says.
    #[inline(always)]
    pub(super) fn jump(&mut self, field: Field<kind::Jump>) -> Step {
        // SAFETY: the module's invariant: jumps lead to instructions of the same code.
        self.pc = unsafe { self.pc.offset(self.two_units(field) as i32 as isize) };
        Ok(())
    }

    /// Goes where the operand says, or on behind this instruction.
    #[inline(always)]
    pub(super) fn jump_if(&mut self, i: impl Instruction, condition: bool, field: Field<kind::Jump>) -> Step {
        if condition { self.jump(field) } else { self.next(i) }
    }

    /// Notes in the frame that this instruction is being executed: before anything that can throw,
    /// collect or run script code. Stack traces, handlers and the return to the frame read it.
    #[inline(always)]
    pub(super) fn save<I: Instruction>(&self, _: I) {
        debug_assert!(self.op() == I::OP, "{} runs as {}", self.op().name(), I::OP.name());
        // SAFETY: the module's invariant.
        unsafe { (*self.frame).pc = self.pc.add(I::UNITS) }
    }
}
