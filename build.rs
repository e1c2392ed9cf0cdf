//! Generates the LALRPOP parser from `grammar/`.
//!
//! The tables are LALRPOP's, the loop over them is ours (`src/syntax/driver.rs`): the generated call of the stock driver
//! is replaced here, and the build fails unless there was exactly one. Reductions that only hand their one symbol on
//! (`Unary = LeftHandSide`) are listed for our loop, which does them without touching the symbol: they are most of all.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::PathBuf;

const STOCK: &str = "__state_machine::Parser::drive(";

/// The first argument lets the loop reach the builder that the tables hold.
const OURS: &str = "crate::syntax::driver::drive(|machine: &mut __StateMachine<'p, 's>| &mut *machine.p, __HANDS_ON, ";

/// Small functions that the loop calls for each token.
const HOT: [&str; 5] =
    ["fn __action(", "fn __goto(", "fn __token_to_integer<", "fn __token_to_symbol<", "fn __simulate_reduce<"];

fn main() {
    link_at_a_fixed_address();
    println!("cargo:rerun-if-changed=grammar/javascript.lalrpop");
    println!("cargo:rerun-if-changed=build.rs");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    lalrpop::Configuration::new()
        .set_in_dir("grammar")
        .set_out_dir(&out)
        .emit_rerun_directives(false)
        .force_build(true)
        .process()
        .expect("the grammar has no conflicts");
    let path = out.join("javascript.rs");
    let text = std::fs::read_to_string(&path).expect("LALRPOP wrote the parser");
    assert_eq!(text.matches(STOCK).count(), 1, "exactly one call of the stock driver is to be replaced");
    // The loop packs two states and a terminal into 32 bits.
    assert!(!text.contains("// State 4096\n"), "states have at most 12 bits");
    let mut ours = text.replace(STOCK, OURS);
    for hot in HOT {
        assert_eq!(ours.matches(hot).count(), 1, "{hot} is to be found once");
        ours = ours.replace(hot, &format!("#[inline]\n    {hot}"));
    }
    // Into the module of the tables, before its first function.
    let table = hands_on(&text);
    let at = ours.find("    const __ACTION:").expect("the tables are there");
    ours.insert_str(at, &table);
    std::fs::write(&path, ours).expect("the parser can be written");
}

/// The command is linked to run at a fixed address, as Node's is: else the loader writes some 13,000 addresses into 60 pages at every start, which is a
/// tenth of an empty script's time. Stack, heap and libraries lie at random addresses all the same.
fn link_at_a_fixed_address() {
    let target = |what| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}

/// A table by number of reduction: the nonterminal of those that hand their only symbol on as it is, else -1.
fn hands_on(text: &str) -> String {
    let identities: HashMap<&str, bool> = text
        .split("\nfn __action")
        .skip(1)
        .filter_map(|function| {
            let (number, rest) = function.split_once('<')?;
            let (_, body) = rest.split_once("\n{\n")?;
            Some((number, body.split_once("\n}")?.0.trim() == "__0"))
        })
        .collect();
    let mut table = Vec::new();
    for (number, function) in text.split("\n    fn __reduce").skip(2).enumerate() {
        let parse = || -> Option<u16> {
            let body = function.split_once("\n    }")?.0;
            assert!(function.starts_with(&format!("{number}<")), "reductions are numbered in order");
            let action = body.split_once("=> ActionFn(")?.1.split_once(')')?.0;
            let taken = body.split_once("__pop_Variant")?.1.split_once('(')?.0;
            let given = body.split_once("__Symbol::Variant")?.1.split_once('(')?.0;
            let (count, nonterminal) = body.rsplit_once("        (")?.1.split_once(')')?.0.split_once(", ")?;
            let identity = *identities.get(action)? && taken == given && count == "1";
            if identity { nonterminal.parse().ok() } else { None }
        };
        table.push(parse().map_or(-1, i32::from));
    }
    let found = table.iter().filter(|&&nonterminal| nonterminal >= 0).count();
    assert!(found > 20 && table.len() > 200, "only {found} of {} reductions hand on", table.len());
    let mut source = format!("    const __HANDS_ON: &[i16; {}] = &{table:?};\n", table.len());
    writeln!(source).expect("a string can be written");
    source
}
