//! Generates the LALRPOP parser from `grammar/`.
//!
//! The tables are LALRPOP's, the loop over them is ours (`src/syntax/parser/driver.rs`): the
//! generated call of the stock driver is replaced here, and so is what the generated code does to
//! the stack of states, which is left to our loop. What LALRPOP writes as code, where a nonterminal
//! leads and what a reduction takes and makes, is given to the loop as tables. All of this reads
//! and replaces generated text; the build fails where that is not exactly as expected.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

const STOCK: &str = "__state_machine::Parser::drive(";

const OURS: &str = "crate::syntax::parser::driver::drive(";

/// What the generated code does to the stack of states after an action.
const STATES: &str = "        let __states_len = __states.len();
        __states.truncate(__states_len - __pop_states);
        let __state = *__states.last().unwrap();
        let __next_state = __goto(__state, __nonterminal);
        __states.push(__next_state);
";

const START_FUNCTIONS: &str = "src/cli/start_functions.txt";

/// Small functions that the loop calls for each token.
const HOT: [&str; 3] = ["fn __action(", "fn __token_to_integer<", "fn __token_to_symbol<"];

fn main() {
    println!("cargo:rerun-if-changed=grammar/javascript.lalrpop");
    println!("cargo:rerun-if-changed=build.rs");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    link_at_a_fixed_address();
    link_start_functions_together(&out);
    lalrpop::Configuration::new()
        .set_in_dir("grammar")
        .set_out_dir(&out)
        .emit_rerun_directives(false)
        .force_build(true)
        .process()
        .expect("the grammar has no conflicts");
    let path = out.join("javascript.rs");
    let text = std::fs::read_to_string(&path).expect("LALRPOP wrote the parser");
    let mut ours = replace_once(&text, STOCK, OURS);
    ours = replace_once(&ours, STATES, "        let _ = (__states, __pop_states, __nonterminal);\n");
    for hot in HOT {
        ours = replace_once(&ours, hot, &format!("#[inline]\n    {hot}"));
    }
    // Into the module of the tables, before its first table.
    let at = ours.find("    const __ACTION:").expect("the tables are there");
    ours.insert_str(at, &tables(&text));
    std::fs::write(&path, ours).expect("the parser can be written");
}

/// The command is linked to run at a fixed address, as Node's is: else the loader writes some
/// 13,000 addresses into 60 pages at every start, which is a tenth of an empty script's time.
/// Stack, heap and libraries lie at random addresses all the same.
fn link_at_a_fixed_address() {
    let target = |what| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}

/// What runs at every start lies together: the system brings a program into memory in pieces of
/// 64 KiB around what is used, and these functions are a tenth of the program, but spread all over
/// it. The names are those of `src/cli/start_functions.txt`; one that is no longer there is of no
/// consequence.
fn link_start_functions_together(out: &Path) {
    println!("cargo:rerun-if-changed={START_FUNCTIONS}");
    let target = |what| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    // Other linkers than lld and GNU's do not know how to insert a section.
    let flags = std::env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    let other_linker = ["fuse-ld=mold", "fuse-ld=gold", "fuse-ld=wild"].iter().any(|linker| flags.contains(linker));
    if target("OS") != "linux" || target("ENV") != "gnu" || other_linker {
        return;
    }
    let names = std::fs::read_to_string(START_FUNCTIONS).expect("the list is there");
    let section = |name| format!("    *(.text.{name} .text.unlikely.{name})\n");
    let sections: String = names.lines().map(section).collect();
    let script = out.join("start_functions.ld");
    std::fs::write(&script, format!("SECTIONS {{\n  .text.start : {{\n{sections}  }}\n}}\nINSERT BEFORE .text;\n"))
        .expect("the script can be written");
    println!("cargo:rustc-link-arg-bins=-Wl,-T,{}", script.display());
}

fn replace_once(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "to be found once: {from}");
    text.replace(from, to)
}

/// The tables for our loop, as an implementation of its trait.
fn tables(text: &str) -> String {
    let states = (0..).take_while(|state| text.contains(&format!("// State {state}\n"))).count();
    // The loop packs a state, a nonterminal and a terminal into 31 bits.
    assert!((100..4096).contains(&states), "states have at most 12 bits");
    let reductions = reductions(text);
    let goto = eliminate_unit_reductions(goto(text, states), &actions(text, states), &reductions);
    let reductions: Vec<String> = reductions.iter().map(Reduction::to_source).collect();
    format!(
        "    impl<'p, 's> crate::syntax::parser::tables::Tables<'s> for __StateMachine<'p, 's> {{
        const REDUCTIONS: &'static [crate::syntax::parser::tables::Reduction] = &[{}];
        const GOTO: &'static [i16] = &{goto:?};
        const STATES: usize = {states};
        #[inline]
        fn builder(&mut self) -> &mut Builder<'s> {{ &mut *self.p }}
    }}\n",
        reductions.concat()
    )
}

/// The states after nonterminals, read from the generated function: for each nonterminal the next
/// state by the state below.
fn goto(text: &str, states: usize) -> Vec<i16> {
    let body = text.split_once("fn __goto(").and_then(|(_, rest)| rest.split_once("\n    }\n")).expect("it is there").0;
    let mut table = Vec::new();
    let mut nonterminal = 0;
    for line in body.lines() {
        let Some((pattern, next)) = line.trim().split_once(" => ") else { continue };
        let next = next.trim_end_matches(',');
        let row = nonterminal * states..(nonterminal + 1) * states;
        // The lines of a nonterminal are indented less than those of the states in it.
        if line.starts_with(&" ".repeat(16)) {
            let next = next.parse().expect("a state");
            for below in numbers(pattern, states) {
                let entry: &mut i16 = &mut table[row.clone()][below];
                // Patterns come before `_`, and a state has only one.
                if *entry < 0 {
                    *entry = next;
                }
            }
        } else if pattern != "_" {
            nonterminal = pattern.parse().expect("a nonterminal");
            table.resize(nonterminal * states, 0);
            table.resize((nonterminal + 1) * states, next.parse().unwrap_or(-1));
        }
    }
    assert!(table.len() / states > 100 && table.len() / states <= 256, "nonterminals have at most 8 bits");
    assert!(table.iter().all(|&next| (0..states as i16).contains(&next)), "each leads to a state");
    table
}

/// The actions by state and terminal.
fn actions(text: &str, states: usize) -> Vec<Vec<i16>> {
    let table =
        text.split_once("const __ACTION: &[i16] = &[").and_then(|(_, rest)| rest.split_once("];")).expect("a table").0;
    let row =
        |line: &str| line.split(", ").map(|action| action.trim_end_matches(',').parse().expect("a number")).collect();
    let rows: Vec<Vec<i16>> =
        table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).map(row).collect();
    assert_eq!(rows.len(), states, "a row for each state");
    rows
}

/// Leaves out the states in which nothing can be done but hand the one symbol on. The tables
/// without them accept the same programs: a terminal that does not fit is found not to in the state
/// where the chain ends.
fn eliminate_unit_reductions(mut goto: Vec<i16>, actions: &[Vec<i16>], reductions: &[Reduction]) -> Vec<i16> {
    let states = actions.len();
    let detour = |state: i16| -> Option<usize> {
        let mut known = actions[state as usize].iter().copied().filter(|&action| action != 0);
        let first = known.next()?;
        let reduction = reductions.get(usize::try_from(-(first + 1)).ok()?)?;
        (reduction.unit_production && known.all(|action| action == first)).then_some(reduction.nonterminal)
    };
    for at in 0..goto.len() {
        let mut next = goto[at];
        while let Some(nonterminal) = detour(next) {
            next = goto[nonterminal * states + at % states];
        }
        goto[at] = next;
    }
    goto
}

/// The states that a pattern `1 | 3..=5` stands for; `_` for all.
fn numbers(pattern: &str, states: usize) -> Vec<usize> {
    let number = |text: &str| text.parse().expect("a state");
    let range = |part: &str| match part.split_once("..=") {
        Some((first, last)) => number(first)..number(last) + 1,
        None if part == "_" => 0..states,
        None => number(part)..number(part) + 1,
    };
    pattern.split(" | ").flat_map(range).collect()
}

/// As in `src/syntax/parser/tables.rs`.
struct Reduction {
    pops: String,
    nonterminal: usize,
    unit_production: bool,
}

impl Reduction {
    fn to_source(&self) -> String {
        let Self { pops, nonterminal, unit_production } = self;
        format!(
            "crate::syntax::parser::tables::Reduction {{ pops: {pops}, nonterminal: {nonterminal}, unit_production: {unit_production} }}, "
        )
    }
}

/// By number: what each reduction takes and makes, and whether it only hands its one symbol on as
/// it is.
fn reductions(text: &str) -> Vec<Reduction> {
    let identities: HashMap<&str, bool> = text
        .split("\nfn __action")
        .skip(1)
        .filter_map(|function| {
            let (number, rest) = function.split_once('<')?;
            let (_, body) = rest.split_once("\n{\n")?;
            Some((number, body.split_once("\n}")?.0.trim() == "__0"))
        })
        .collect();
    let unit_production = |body: &str| -> Option<bool> {
        let action = body.split_once("=> ActionFn(")?.1.split_once(')')?.0;
        let taken = body.split_once("__pop_Variant")?.1.split_once('(')?.0;
        let given = body.split_once("__Symbol::Variant")?.1.split_once('(')?.0;
        Some(*identities.get(action)? && taken == given)
    };
    let mut found = 0;
    let mut table = Vec::new();
    for (number, function) in text.split("\n    fn __reduce").skip(2).enumerate() {
        assert!(function.starts_with(&format!("{number}<")), "reductions are numbered in order");
        let body = function.split_once("\n    }").expect("a function ends").0;
        let result = body.rsplit_once("        (").expect("it returns a pair").1;
        let (pops, nonterminal) = result.split_once(')').and_then(|(pair, _)| pair.split_once(", ")).expect("a pair");
        let unit_production = pops == "1" && unit_production(body) == Some(true);
        found += usize::from(unit_production);
        let nonterminal = nonterminal.parse().expect("a number");
        table.push(Reduction { pops: pops.to_owned(), nonterminal, unit_production });
    }
    assert!(found > 20 && table.len() > 200, "only {found} of {} reductions hand on", table.len());
    table
}
