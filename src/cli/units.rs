//! The unit of the command's own texts: MiB, which are 2^20 bytes. Lines in V8's form and Node's
//! lesson say MB for the same.

pub(super) use crate::profiler::words::{bytes, digits};

/// Bytes in MiB.
pub(super) fn mebibytes(bytes: usize) -> f64 {
    bytes as f64 / (1 << 20) as f64
}
