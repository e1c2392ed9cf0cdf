//! Generates the LALRPOP parser from `grammar/`.
//!
//! The tables are LALRPOP's, the loop over them is ours (`src/syntax/driver.rs`): the generated call of the stock driver
//! is replaced here, and the build fails unless there was exactly one.

use std::path::PathBuf;

const STOCK: &str = "__state_machine::Parser::drive(";

/// The first argument lets the loop reach the builder that the tables hold.
const OURS: &str = "crate::syntax::driver::drive(|machine: &mut __StateMachine<'p, 's>| &mut *machine.p, ";

fn main() {
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
    std::fs::write(&path, text.replace(STOCK, OURS)).expect("the parser can be written");
}
