//! The unit of the command's own texts: MiB, which are 2^20 bytes. Lines in V8's form and Node's
//! lesson say MB for the same.

/// 2^10 bytes.
const KIB: f64 = 1024.0;
/// 2^20 bytes.
const MIB: f64 = 1024.0 * KIB;
/// 2^30 bytes.
const GIB: f64 = 1024.0 * MIB;

/// Bytes in MiB.
pub(super) fn mebibytes(bytes: usize) -> f64 {
    bytes as f64 / MIB
}

/// Three significant digits.
pub(super) fn digits(value: f64) -> String {
    let decimals = if value >= 99.95 {
        0
    } else if value >= 9.995 {
        1
    } else {
        2
    };
    format!("{value:.decimals$}")
}

/// Bytes with three digits and the unit that suits them.
pub(super) fn bytes(bytes: f64) -> String {
    let units = [(GIB, "GiB"), (MIB, "MiB"), (KIB, "KiB")];
    match units.into_iter().find(|&(unit, _)| bytes >= unit * 0.9995) {
        Some((unit, name)) => digits(bytes / unit) + name,
        None => format!("{bytes:.0}B"),
    }
}
