//! The tables as the loop over them sees them, and its memory of where chains of reductions lead.
//!
//! LALRPOP's actions are asked through its own trait; what it writes as code, `build.rs` makes
//! tables of. A long chain of reductions without an action stands after nearly every operand (a
//! name becomes a primary expression, a member expression, … an expression): it is walked once and
//! remembered.

use lalrpop_util::state_machine::ParserDefinition;

use crate::syntax::builder::Builder;
use crate::syntax::lexer::token::{Terminal, Token};

/// The tables as LALRPOP generates them for this grammar, and what `build.rs` makes of them.
pub trait Tables<'s>:
    ParserDefinition<
        Location = u32,
        Token = Token,
        TokenIndex = usize,
        StateIndex = i16,
        Action = i16,
        ReduceIndex = i16,
        NonterminalIndex = usize,
        Success = (),
        Error = (),
    >
{
    /// By number of reduction. The one that completes the program is not among them.
    const REDUCTIONS: &'static [Reduction];
    /// The state after a nonterminal, by nonterminal and the state below; `STATES` of them for each
    /// nonterminal.
    const GOTO: &'static [i16];
    /// Number of states.
    const STATES: usize;

    /// What the actions write to.
    fn builder(&mut self) -> &mut Builder<'s>;
}

/// What a reduction does to the stack of states.
#[derive(Clone, Copy, Debug)]
pub struct Reduction {
    /// Number of symbols that it takes.
    pub pops: u8,
    /// What it makes of them.
    pub nonterminal: u8,
    /// It only hands its one symbol on, as in `Unary = LeftHandSide`: there is no action to run.
    pub unit_production: bool,
}

/// The state after a nonterminal.
#[inline]
pub fn goto<'s, D: Tables<'s>>(below: i16, nonterminal: u8) -> i16 {
    D::GOTO[usize::from(nonterminal) * D::STATES + below as usize]
}

/// A chain of reductions that hand on; `key` 0 is none.
#[derive(Clone, Copy, Default)]
pub struct Chain {
    key: u32,
    /// The state at its end.
    pub end: i16,
    /// The action there.
    pub action: i16,
}

/// Number of remembered chains.
const CHAINS: usize = 1 << CHAINS_LOG2;
const CHAINS_LOG2: u32 = limit!(12, small = 1);

/// The chains that have been walked, each in one of two places side by side.
pub struct UnitReductionCache(Box<[Chain; CHAINS]>);

impl Default for UnitReductionCache {
    fn default() -> Self {
        Self(Box::new([Chain::default(); CHAINS]))
    }
}

impl UnitReductionCache {
    /// Where a nonterminal leads: to the state after it and, as long as all that can be done is to
    /// hand it on, from there to the end of the chain. It depends on the state below and the next
    /// terminal only; the same few hundred chains come again and again.
    #[inline]
    pub fn follow<'s, D: Tables<'s>>(&mut self, tables: &D, below: i16, nonterminal: u8, terminal: Terminal) -> Chain {
        // States, nonterminals and terminals have at most 12, 8 and 7 bits; the last bit tells a
        // key from none.
        let key = (below as u32) << 16 | u32::from(nonterminal) << 8 | (terminal as u32) << 1 | 1;
        let slot = (key.wrapping_mul(0x9e37_79b1) >> (32 - CHAINS_LOG2)) as usize;
        let chain = self.0[slot];
        if chain.key == key { chain } else { self.recall(tables, key, slot) }
    }

    /// A chain that is not in its first place: it is brought there, and what was there goes to the
    /// second.
    #[inline(never)]
    fn recall<'s, D: Tables<'s>>(&mut self, tables: &D, key: u32, slot: usize) -> Chain {
        let beside = slot ^ 1;
        if self.0[beside].key != key {
            self.0[beside] = walk(tables, key);
        }
        self.0.swap(slot, beside);
        self.0[slot]
    }
}

/// Goes along the chain that has a key.
fn walk<'s, D: Tables<'s>>(tables: &D, key: u32) -> Chain {
    let (below, nonterminal, terminal) = ((key >> 16) as i16, (key >> 8) as u8, (key >> 1 & 0x7f) as usize);
    let mut end = goto::<D>(below, nonterminal);
    loop {
        let action = tables.action(end, terminal);
        match D::REDUCTIONS.get(-(i32::from(action) + 1) as usize) {
            Some(reduction) if reduction.unit_production => end = goto::<D>(below, reduction.nonterminal),
            _ => return Chain { key, end, action },
        }
    }
}
