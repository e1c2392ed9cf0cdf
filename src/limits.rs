//! Limits at which behaviour switches: said once with the value that programs meet and a small one,
//! under which the tests run beyond it.
//!
//! The list of all limits is `docs/limits.md`; `tests/limits.rs` holds it and this macro to what
//! the code says.

/// The value of a limit: the first, or `small` when the crate is built with the feature
/// `small-limits`.
macro_rules! limit {
    ($value:expr, small = $small:expr) => {
        if cfg!(feature = "small-limits") { $small } else { $value }
    };
}
