//! Verifies a function's code against the opcode table: what the interpreter relies on without
//! looking. Debug builds verify all that the compiler makes.
//!
//! A function is sound if
//! - it is a row of whole instructions, and no way leads over its end;
//! - its operands are in range: registers, constants, caches, functions, literals, templates;
//! - jumps and handlers lead to instructions, and no way in a circle passes by all safepoints;
//! - handlers are nested, inner ones first;
//! - no register is read before it is written, but the callee, the receiver and the parameters;
//! - at a safepoint no register at or above `live` is read later.
//!
//! The last two are a backward analysis of live registers (Appel, Modern Compiler Implementation,
//! chapter 10) over sets of bits.

use super::opcode::Op;
use super::operand::OperandKind;
use super::proto::FunctionProto;

/// Words of sets beyond which registers are not analysed: an enormous function would take
/// gigabytes.
const MOST_SET_WORDS: usize = limit!(8 << 20, small = 1 << 10);

/// An instruction taken apart.
struct Decoded {
    at: usize,
    op: Op,
    /// Index of the instruction that it jumps to.
    target: Option<usize>,
    live: Option<usize>,
    /// Registers read and written: first and count.
    uses: Vec<(usize, usize)>,
    defs: Vec<(usize, usize)>,
}

/// What is wrong with the code of `proto`, and where; nested functions are not looked at.
pub fn verify(proto: &FunctionProto) -> Result<(), String> {
    let mut code = decode(proto)?;
    resolve_jumps(proto, &mut code)?;
    check_handlers(proto, &code)?;
    match code.last() {
        Some(last) if last.op.effects().ends => {}
        _ => return Err("a way leads over the end".to_string()),
    }
    check_circles(&code)?;
    check_liveness(proto, &code)
}

fn decode(proto: &FunctionProto) -> Result<Vec<Decoded>, String> {
    let mut code = Vec::new();
    let mut at = 0;
    while at < proto.code.len() {
        let op = Op::from_unit(proto.code[at]).ok_or_else(|| format!("{at}: no opcode {}", proto.code[at]))?;
        let next = at + op.units();
        if next > proto.code.len() {
            return Err(format!("{at}: {} is cut off", op.name()));
        }
        let mut instruction = Decoded { at, op, target: None, live: None, uses: Vec::new(), defs: Vec::new() };
        operands(proto, &mut instruction).map_err(|fault| format!("{at}: {}: {fault}", op.name()))?;
        code.push(instruction);
        at = next;
    }
    Ok(code)
}

/// The value of each operand, as its kind has it.
fn values(proto: &FunctionProto, at: usize, op: Op) -> impl Iterator<Item = (&'static str, OperandKind, u32)> {
    let mut unit = at + 1;
    op.operands().iter().map(move |&(name, kind)| {
        let narrow = u32::from(proto.code[unit]);
        let value = if kind.units() == 2 { narrow | u32::from(proto.code[unit + 1]) << 16 } else { narrow };
        unit += kind.units();
        (name, kind, value)
    })
}

fn operands(proto: &FunctionProto, instruction: &mut Decoded) -> Result<(), String> {
    let (at, op) = (instruction.at, instruction.op);
    let named =
        |wanted: &str| values(proto, at, op).find(|&(name, ..)| name == wanted).map(|(.., value)| value as usize);
    let below = |what: &str, value: usize, count: usize| {
        if value < count { Ok(()) } else { Err(format!("{what} {value} of {count}")) }
    };
    for (name, kind, value) in values(proto, at, op) {
        let value = value as usize;
        let span = match kind {
            OperandKind::UseRange => match (named("count"), named("literal")) {
                (Some(count), _) => count,
                (None, literal) => {
                    let literal = literal.and_then(|literal| proto.object_literals.get(literal));
                    literal.map_or(0, |literal| literal.keys.len())
                }
            },
            OperandKind::DefRange => named("count").unwrap_or(0),
            OperandKind::Window => 2 + named("argc").unwrap_or(1),
            _ => kind.registers().unwrap_or(0),
        };
        if span > 0 {
            below("register", value + span - 1, proto.registers.into())?;
        }
        match kind {
            OperandKind::Use | OperandKind::UseRange => instruction.uses.push((value, span)),
            OperandKind::Def | OperandKind::DefPair | OperandKind::DefRecord | OperandKind::DefRange => {
                instruction.defs.push((value, span));
            }
            OperandKind::Record => instruction.uses.push((value, span)),
            OperandKind::Window if op.reads_receiver() => instruction.uses.push((value, span)),
            OperandKind::Window => {
                instruction.uses.push((value, 1));
                instruction.uses.push((value + 2, span - 2));
            }
            OperandKind::Live => {
                below("live", value, usize::from(proto.registers) + 1)?;
                instruction.live = Some(value);
            }
            OperandKind::Const => below("constant", value, proto.constants.len())?,
            OperandKind::Ic => below("cache", value, proto.ic_names.len())?,
            OperandKind::Func => below("function", value, proto.functions.len())?,
            OperandKind::Flag => below(name, value, 2)?,
            OperandKind::Choice(names) => below(name, value, names.len())?,
            OperandKind::Count if name == "literal" => below(name, value, proto.object_literals.len())?,
            OperandKind::Count if name == "place" => below(name, value, proto.evals.len())?,
            OperandKind::Count if name == "template" => below(name, value, proto.templates.len())?,
            OperandKind::Jump => {
                // Units for now; `resolve_jumps` makes an index of it.
                let target = at as i64 + i64::from(value as u32 as i32);
                instruction.target = Some(usize::try_from(target).map_err(|_| format!("jumps to {target}"))?);
            }
            OperandKind::Count | OperandKind::Imm16 | OperandKind::Imm32 => {}
        }
    }
    Ok(())
}

fn index_of(code: &[Decoded], unit: usize) -> Option<usize> {
    code.binary_search_by_key(&unit, |instruction| instruction.at).ok()
}

fn resolve_jumps(proto: &FunctionProto, code: &mut [Decoded]) -> Result<(), String> {
    for i in 0..code.len() {
        let Some(unit) = code[i].target else { continue };
        let target = index_of(code, unit);
        if target.is_none() {
            return Err(format!("{}: {} jumps to {unit} of {}", code[i].at, code[i].op.name(), proto.code.len()));
        }
        code[i].target = target;
    }
    Ok(())
}

fn check_handlers(proto: &FunctionProto, code: &[Decoded]) -> Result<(), String> {
    for (i, handler) in proto.handlers.iter().enumerate() {
        let name = |fault: &str| Err(format!("handler {}..{}: {fault}", handler.from, handler.to));
        let is_start = |unit: u32| index_of(code, unit as usize).is_some();
        if handler.from >= handler.to || !is_start(handler.from) || !is_start(handler.target) {
            return name("is of no instructions");
        }
        if handler.to as usize != proto.code.len() && !is_start(handler.to) {
            return name("ends within an instruction");
        }
        if handler.register.0 >= proto.registers {
            return name("has no register");
        }
        for outer in &proto.handlers[i + 1..] {
            let apart = outer.to <= handler.from || handler.to <= outer.from;
            let within = outer.from <= handler.from && handler.to <= outer.to;
            if !apart && !within {
                return name("is not nested");
            }
        }
    }
    Ok(())
}

/// A script that runs in a circle must come to a safepoint, where it can be interrupted and the
/// heap collected.
fn check_circles(code: &[Decoded]) -> Result<(), String> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        No,
        OnTheWay,
        Done,
    }
    let ways = |i: usize| {
        let Decoded { op, target, live, .. } = &code[i];
        // Behind a safepoint, and where a function is suspended, a new way begins.
        let next = (!op.effects().ends && live.is_none()).then_some(i + 1);
        let target = if live.is_none() { *target } else { None };
        [next, target]
    };
    let mut seen = vec![Seen::No; code.len()];
    for start in 0..code.len() {
        let mut stack = vec![(start, 0)];
        while let Some((i, way)) = stack.pop() {
            if way == 0 {
                match seen[i] {
                    Seen::Done => continue,
                    Seen::OnTheWay => return Err(format!("{}: {} runs in a circle", code[i].at, code[i].op.name())),
                    Seen::No => seen[i] = Seen::OnTheWay,
                }
            }
            if way == 2 {
                seen[i] = Seen::Done;
                continue;
            }
            stack.push((i, way + 1));
            if let Some(next) = ways(i)[way] {
                stack.push((next, 0));
            }
        }
    }
    Ok(())
}

/// A set of registers.
#[derive(Clone, PartialEq, Eq)]
struct Registers(Vec<u64>);

impl Registers {
    fn new(count: usize) -> Registers {
        Registers(vec![0; count.div_ceil(64)])
    }

    fn set(&mut self, (first, count): (usize, usize), to: bool) {
        for register in first..first + count {
            let bit = 1 << (register % 64);
            let word = &mut self.0[register / 64];
            *word = if to { *word | bit } else { *word & !bit };
        }
    }

    fn add(&mut self, other: &Registers) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, more)| *word |= more);
    }

    /// The first register at or above `from`.
    fn first_from(&self, from: usize) -> Option<usize> {
        (from..self.0.len() * 64).find(|&register| self.0[register / 64] & (1 << (register % 64)) != 0)
    }
}

struct Liveness<'a> {
    proto: &'a FunctionProto,
    code: &'a [Decoded],
    /// What is read at or after each instruction.
    before: Vec<Registers>,
}

impl Liveness<'_> {
    /// What is read where an exception thrown by instruction `i` goes.
    fn caught(&self, i: usize) -> Option<Registers> {
        if !self.code[i].op.effects().throws {
            return None;
        }
        let unit = self.code[i].at as u32;
        let handler = self.proto.handlers.iter().find(|h| h.from <= unit && unit < h.to)?;
        let mut read = self.before[index_of(self.code, handler.target as usize)?].clone();
        read.set((handler.register.0.into(), 1), false);
        Some(read)
    }

    /// What is read after instruction `i`, whatever it has written.
    fn after(&self, i: usize) -> Registers {
        let instruction = &self.code[i];
        let mut read = match self.before.get(i + 1) {
            Some(next) if !instruction.op.effects().ends => next.clone(),
            _ => Registers::new(self.proto.registers.into()),
        };
        if let Some(target) = instruction.target {
            read.add(&self.before[target]);
        }
        read
    }

    fn update(&mut self, i: usize) -> bool {
        let mut read = self.after(i);
        self.code[i].defs.iter().for_each(|&span| read.set(span, false));
        self.code[i].uses.iter().for_each(|&span| read.set(span, true));
        if let Some(caught) = self.caught(i) {
            read.add(&caught);
        }
        let changed = self.before[i] != read;
        self.before[i] = read;
        changed
    }

    /// What is read after the safepoint of instruction `i`.
    fn across_safepoint(&self, i: usize) -> Registers {
        let instruction = &self.code[i];
        let mut read = match instruction.target {
            Some(target) => self.before[target].clone(),
            None => self.after(i),
        };
        instruction.defs.iter().for_each(|&span| read.set(span, false));
        if let Some(caught) = self.caught(i) {
            read.add(&caught);
        }
        read
    }
}

fn check_liveness(proto: &FunctionProto, code: &[Decoded]) -> Result<(), String> {
    let registers = usize::from(proto.registers);
    if code.len() * registers.div_ceil(64) > MOST_SET_WORDS {
        return Ok(());
    }
    let before = vec![Registers::new(registers); code.len()];
    let mut liveness = Liveness { proto, code, before };
    let mut changed = true;
    while changed {
        changed = false;
        for i in (0..code.len()).rev() {
            changed |= liveness.update(i);
        }
    }
    if let Some(register) = liveness.before.first().and_then(|read| read.first_from(2 + usize::from(proto.params))) {
        return Err(format!("r{register} is read before it is written"));
    }
    for (i, instruction) in code.iter().enumerate() {
        let Some(live) = instruction.live else { continue };
        // The callee and the receiver are roots of every frame.
        if let Some(register) = liveness.across_safepoint(i).first_from(live.max(2)) {
            let (at, name) = (instruction.at, instruction.op.name());
            return Err(format!("{at}: {name}: r{register} is read later, but only {live} registers are live"));
        }
    }
    Ok(())
}
