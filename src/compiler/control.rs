//! Leaving statements: `break`, `continue`, `return` and what must happen on the way out (`finally`
//! blocks, closing of iterators), and the regions of code that exception handlers cover.
//!
//! What lies between a jump and its target is known at compile time: the stack of [`Control`]s.
//! Code emitted on the way out through a handler's region is not covered by that handler: the
//! region is interrupted there.

use super::FunctionCompiler;
use super::scopes::Pseudo;
use crate::bytecode::{Label, Reg};
use crate::syntax::ast::Atom;

/// Ranges of code that one handler covers.
#[derive(Default, Debug)]
pub(super) struct Region {
    start: Option<Label>,
    ranges: Vec<(Label, Label)>,
}

/// A way out of statements.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Exit {
    /// Behind the statement at this place of the control stack.
    Break(usize),
    /// To the next round of the loop at this place of the control stack.
    Continue(usize),
    /// Out of the function.
    Return,
}

/// A statement that surrounds the code being compiled.
#[derive(Debug)]
pub(super) enum Control {
    /// A loop, a switch, or a labelled statement.
    Target { labels: Vec<Atom>, unlabelled: bool, break_to: Option<Label>, continue_to: Option<Label> },
    /// The guarded part of a `try` with a `catch`.
    Try { region: Region },
    /// The part of a `try` before its `finally`.
    Finally { region: Region, kind: Reg, value: Reg, entry: Label, exits: Vec<Exit> },
    /// An iterator that must be closed.
    Iterator { region: Region, it: Reg, is_async: bool },
}

/// Completion kinds in a `finally`'s kind register; exits are numbered from `FIRST_EXIT` on.
pub(super) const NORMAL: i32 = 0;
pub(super) const THROWN: i32 = 1;
pub(super) const FIRST_EXIT: i32 = 2;

impl FunctionCompiler<'_, '_> {
    /// Begins a region of covered code.
    pub(super) fn open_region(&mut self) -> Region {
        Region { start: Some(self.asm.label_here()), ranges: Vec::new() }
    }

    /// Ends a region for good and declares its handler: control goes to `target` with the exception
    /// in `register`.
    pub(super) fn close_region(&mut self, mut region: Region, target: Label, register: Reg) {
        self.interrupt(&mut region);
        for (from, to) in region.ranges {
            self.asm.handler(from, to, target, register);
        }
    }

    fn interrupt(&mut self, region: &mut Region) {
        if let Some(start) = region.start.take() {
            let end = self.asm.label_here();
            region.ranges.push((start, end));
        }
    }

    fn region_mut(control: &mut Control) -> Option<&mut Region> {
        match control {
            Control::Try { region } | Control::Finally { region, .. } | Control::Iterator { region, .. } => {
                Some(region)
            }
            Control::Target { .. } => None,
        }
    }

    /// Leaves statements: emits what must happen on the way and the jump. `value` is that of a
    /// `return`.
    pub(super) fn exit(&mut self, exit: Exit, value: Option<Reg>) {
        self.exit_from(self.control.len(), exit, value);
    }

    /// As [`Self::exit`], out of the statements below `level` of the control stack.
    pub(super) fn exit_from(&mut self, from: usize, exit: Exit, value: Option<Reg>) {
        let mut interrupted = Vec::new();
        let mut level = from;
        let mut arrived = false;
        while level > 0 && !arrived {
            level -= 1;
            if let Some(mut region) = Self::region_mut(&mut self.control[level]).map(std::mem::take) {
                if region.start.is_some() {
                    self.interrupt(&mut region);
                    interrupted.push(level);
                }
                if let Some(slot) = Self::region_mut(&mut self.control[level]) {
                    *slot = region;
                }
            }
            match &mut self.control[level] {
                Control::Target { break_to, continue_to, .. } => {
                    let target = match exit {
                        Exit::Break(at) if at == level => *break_to,
                        Exit::Continue(at) if at == level => *continue_to,
                        _ => None,
                    };
                    if let Some(target) = target {
                        self.asm.jump(target);
                        arrived = true;
                    }
                }
                Control::Finally { kind, value: kept, entry, exits, .. } => {
                    let number = exits.iter().position(|e| *e == exit).unwrap_or_else(|| {
                        exits.push(exit);
                        exits.len() - 1
                    });
                    let (kind, kept, entry) = (*kind, *kept, *entry);
                    match value {
                        Some(value) => self.mov(kept, value),
                        None if exit == Exit::Return => self.asm.load_undefined(kept),
                        None => {}
                    }
                    self.asm.load_int(kind, FIRST_EXIT + number as i32);
                    self.asm.jump(entry);
                    arrived = true;
                }
                &mut Control::Iterator { it, is_async, .. } => self.close_iterator(it, is_async),
                Control::Try { .. } => {}
            }
        }
        if !arrived {
            self.emit_return(value);
        }
        for level in interrupted {
            let start = self.asm.label_here();
            if let Some(region) = Self::region_mut(&mut self.control[level]) {
                region.start = Some(start);
            }
        }
    }

    /// The return itself.
    fn emit_return(&mut self, value: Option<Reg>) {
        if self.derived {
            let mark = self.registers.top();
            let this = self.analysis()[self.function].pseudo[Pseudo::This as usize];
            if let Some(this) = this {
                let this = self.binding_value(this);
                match value {
                    Some(value) => {
                        let dst = self.temp();
                        self.asm.check_derived_return(dst, value, this);
                        self.asm.ret(dst);
                    }
                    None => {
                        self.asm.check_this(this);
                        self.asm.ret(this);
                    }
                }
            }
            self.release(mark);
            return;
        }
        match value {
            Some(value) => self.asm.ret(value),
            None => self.asm.ret_undefined(),
        }
    }

    /// The target of a `break` (or `continue`).
    pub(super) fn find_target(&self, label: Option<Atom>, is_continue: bool) -> Option<usize> {
        self.control.iter().rposition(|c| match c {
            Control::Target { labels, unlabelled, break_to, continue_to } => {
                let named = match label {
                    Some(label) => labels.contains(&label),
                    None => *unlabelled,
                };
                named && if is_continue { continue_to.is_some() } else { break_to.is_some() }
            }
            _ => false,
        })
    }

    /// Ends the part of the code where an iterator must be closed when it is left, and emits the
    /// handler that closes it while an exception passes: control must not fall into it. Pops the
    /// control.
    pub(super) fn close_iterator_control(&mut self) {
        let Some(Control::Iterator { region, it, is_async }) = self.control.pop() else { return };
        let handler = self.label();
        let exception = self.registers.top();
        self.close_region(region, handler, exception);
        self.bind(handler);
        self.temp();
        if is_async {
            self.close_async_quietly(it);
        } else {
            self.asm.iterator_close_quiet(it);
        }
        self.asm.rethrow(exception);
        self.release(exception);
    }

    /// Closes an iterator on the way out.
    pub(super) fn close_iterator(&mut self, it: Reg, is_async: bool) {
        if is_async {
            self.close_async(it);
        } else {
            self.asm.iterator_close(it);
        }
    }
}
