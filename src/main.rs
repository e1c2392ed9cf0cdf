//! The command `glass`.

fn main() {
    std::process::exit(glassheap::cli::main());
}
