//! Builds one function's instruction stream: the emitter methods (generated from the opcode table)
//! append units here, labels are patched when bound, constants and cache sites are pooled.
//! Invariant: every label referenced is bound before [`Assembler::finish`].

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::opcode::Op;
use super::operand::{ConstIndex, IcIndex, Label, Reg};
use super::proto::{Constant, Handler, Position};
use super::text::Text;

/// The assembler of one function body.
#[derive(Default)]
pub struct Assembler {
    pub(super) code: Vec<u16>,
    constants: Vec<Constant>,
    strings: FxHashMap<Text, ConstIndex>,
    numbers: FxHashMap<u64, ConstIndex>,
    bigints: FxHashMap<Rc<str>, ConstIndex>,
    ic_names: Vec<ConstIndex>,
    labels: Vec<Option<u32>>,
    patches: Vec<Patch>,
    handlers: Vec<(Label, Label, Label, Reg)>,
    positions: Vec<Position>,
    start: u32,
    pending_position: Option<(u32, u32)>,
}

struct Patch {
    label: Label,
    at: u32,
    instruction: u32,
}

/// What a finished assembly hands to the function prototype.
pub struct Assembly {
    /// The instruction units.
    pub code: Box<[u16]>,
    /// The constants.
    pub constants: Vec<Constant>,
    /// The property name of each cache site.
    pub ic_names: Vec<ConstIndex>,
    /// Exception handlers, innermost first.
    pub handlers: Vec<Handler>,
    /// Source positions, by rising unit offset.
    pub positions: Vec<Position>,
}

impl Assembler {
    /// An empty assembly.
    pub fn new() -> Self {
        Self::default()
    }

    /// The offset of the next instruction in units.
    pub fn offset(&self) -> u32 {
        self.code.len() as u32
    }

    /// Source byte range of what is emitted next: `at` the position that a stack trace shows, `end`
    /// the end of the text an error message may quote (for a call: `at..end` is the callee
    /// expression). It stays in force until changed.
    pub fn set_position(&mut self, at: u32, end: u32) {
        self.pending_position = Some((at, end));
    }

    /// The range that is set now, for [`Assembler::restore_position`].
    pub fn position(&self) -> Option<(u32, u32)> {
        self.pending_position
    }

    /// Sets the range that was there before.
    pub fn restore_position(&mut self, position: Option<(u32, u32)>) {
        self.pending_position = position;
    }

    pub(super) fn begin(&mut self, op: Op) {
        self.start = self.offset();
        if (op.effects().throws || op.effects().allocates)
            && let Some((at, end)) = self.pending_position
            && self.positions.last().is_none_or(|last| (last.at, last.end) != (at, end))
        {
            self.positions.push(Position { unit: self.start, at, end });
        }
        self.code.push(op as u16);
    }

    /// Makes a tail call of the last instruction, if it is a call whose result is in `value`.
    pub fn make_tail_call(&mut self, value: Reg) {
        let start = self.start as usize;
        let (op, operands) = match &self.code[start..] {
            &[op, dst, base, argc, ref rest @ ..] if dst == value.0 => (Op::from_unit(op), (base, argc, rest)),
            _ => return,
        };
        match (op, operands) {
            (Some(Op::Call), (base, argc, [])) => {
                self.code.truncate(start);
                self.tail_call(value, Reg(base), argc);
            }
            (Some(Op::CallUndefined), (base, argc, [])) => {
                self.code.truncate(start);
                self.tail_call_undefined(value, Reg(base), argc);
            }
            (Some(Op::DirectEval), (base, argc, &[env, place])) => {
                self.code.truncate(start);
                self.tail_direct_eval(value, Reg(base), argc, Reg(env), place);
            }
            _ => {}
        }
    }

    /// A new unbound label.
    pub fn label(&mut self) -> Label {
        self.labels.push(None);
        Label(self.labels.len() as u32 - 1)
    }

    /// Binds `label` to the next instruction.
    pub fn bind(&mut self, label: Label) {
        self.labels[label.0 as usize] = Some(self.offset());
    }

    /// A label bound here: the head of a loop.
    pub fn label_here(&mut self) -> Label {
        let label = self.label();
        self.bind(label);
        label
    }

    /// The pooled constant of a string; all string constants are interned by the VM.
    pub fn string(&mut self, text: &Text) -> ConstIndex {
        if let Some(&k) = self.strings.get(text) {
            return k;
        }
        let k = self.add_constant(Constant::String(text.clone()));
        self.strings.insert(text.clone(), k);
        k
    }

    /// The pooled constant of a number (told apart by bits: -0 is not 0).
    pub fn number(&mut self, value: f64) -> ConstIndex {
        if let Some(&k) = self.numbers.get(&value.to_bits()) {
            return k;
        }
        let k = self.add_constant(Constant::Number(value));
        self.numbers.insert(value.to_bits(), k);
        k
    }

    /// The pooled constant of a BigInt literal without separators and `n`.
    pub fn bigint(&mut self, literal: &str) -> ConstIndex {
        if let Some(&k) = self.bigints.get(literal) {
            return k;
        }
        let literal: Rc<str> = literal.into();
        let k = self.add_constant(Constant::BigInt(literal.clone()));
        self.bigints.insert(literal, k);
        k
    }

    /// Adds a constant without pooling it (regular expressions need two in a row).
    pub fn add_constant(&mut self, constant: Constant) -> ConstIndex {
        self.constants.push(constant);
        ConstIndex(self.constants.len() as u32 - 1)
    }

    /// A new cache site for the property or global `name`.
    pub fn ic(&mut self, name: &Text) -> IcIndex {
        let name = self.string(name);
        self.ic_names.push(name);
        IcIndex(self.ic_names.len() as u32 - 1)
    }

    /// Declares that an exception thrown between the labels goes to `target` with the value in
    /// `register`. Handlers are searched in the order of declaration, so inner ones must be
    /// declared first.
    pub fn handler(&mut self, from: Label, to: Label, target: Label, register: Reg) {
        self.handlers.push((from, to, target, register));
    }

    pub(super) fn push(&mut self, unit: u16) {
        self.code.push(unit);
    }

    pub(super) fn push_wide(&mut self, value: u32) {
        self.code.push(value as u16);
        self.code.push((value >> 16) as u16);
    }

    pub(super) fn push_label(&mut self, label: Label) {
        self.patches.push(Patch { label, at: self.offset(), instruction: self.start });
        self.push_wide(0);
    }

    /// Patches the jumps and hands everything over.
    ///
    /// # Panics
    /// When a referenced label was never bound: a bug of the compiler, not of the script.
    pub fn finish(mut self) -> Assembly {
        for patch in &self.patches {
            let target = self.labels[patch.label.0 as usize].expect("every referenced label is bound");
            let distance = target as i64 - patch.instruction as i64;
            let distance = distance as i32 as u32;
            self.code[patch.at as usize] = distance as u16;
            self.code[patch.at as usize + 1] = (distance >> 16) as u16;
        }
        let at = |label: Label| self.labels[label.0 as usize].expect("every referenced label is bound");
        let handlers = self.handlers.iter().filter(|&&(from, to, ..)| at(from) < at(to));
        let handlers = handlers
            .map(|&(from, to, target, register)| Handler { from: at(from), to: at(to), target: at(target), register })
            .collect();
        Assembly {
            code: self.code.into_boxed_slice(),
            constants: self.constants,
            ic_names: self.ic_names,
            handlers,
            positions: self.positions,
        }
    }
}
