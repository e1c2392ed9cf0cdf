//! Registers are a stack: locals of the scopes that are open, and on top of them the temporaries of
//! the expression being compiled. What lies above the top is dead, which is what safepoints tell
//! the collector.

use crate::bytecode::Reg;

/// Most registers that a function may have.
pub(super) const LIMIT: u32 = 65_000;

/// The registers of one function.
pub(super) struct Registers {
    next: u32,
    max: u32,
}

impl Registers {
    /// Registers of which the first `reserved` (callee, receiver, parameters) are taken.
    pub fn new(reserved: u32) -> Self {
        Self { next: reserved, max: reserved }
    }

    /// The register that would be allocated next: the number of those in use.
    pub fn top(&self) -> Reg {
        Reg(self.next.min(LIMIT) as u16)
    }

    /// Number of registers in use: the `Live` operand of a safepoint here.
    pub fn live(&self) -> u16 {
        self.top().0
    }

    /// Frees all registers from `mark` on.
    pub fn release(&mut self, mark: Reg) {
        self.next = u32::from(mark.0);
    }

    /// Allocates `count` registers in a row.
    pub fn take(&mut self, count: u32) -> Reg {
        let first = self.top();
        self.next = (self.next + count).min(LIMIT + 1);
        self.max = self.max.max(self.next);
        first
    }

    /// Greatest number of registers in use at any time.
    pub fn max(&self) -> u32 {
        self.max
    }
}
