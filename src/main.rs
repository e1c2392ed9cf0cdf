//! The command `glass`.
fn main() {}
