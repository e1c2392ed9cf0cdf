//! Generates the LALRPOP parser from `grammar/`.
fn main() {}
