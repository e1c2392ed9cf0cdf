//! The command `glass`.

/// Every buffer, table and queue that a script makes grow is in the account of its heap.
#[global_allocator]
static ALLOCATOR: glassheap::cli::CountingAllocator = glassheap::cli::CountingAllocator;

fn main() {
    std::process::exit(glassheap::cli::main());
}
