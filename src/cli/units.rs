//! The unit of the command's own texts: MiB, which are 2^20 bytes. Lines in V8's form and Node's
//! lesson say MB for the same.

/// 2^10 bytes.
pub(super) const KIB: f64 = 1024.0;
/// 2^20 bytes.
pub(super) const MIB: f64 = 1024.0 * KIB;
/// 2^30 bytes.
pub(super) const GIB: f64 = 1024.0 * MIB;

/// Bytes in MiB.
pub(super) fn mebibytes(bytes: usize) -> f64 {
    bytes as f64 / MIB
}
