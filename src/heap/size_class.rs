//! Size classes of small cells: steps of 16 bytes up to 128, then about 1.2×, chosen so that a
//! block holds a whole number of cells with little left over.
//!
//! Invariant: a class's cells start at the multiples of its size from the start of their block; the
//! pattern of a class has one bit for each of these starts.

use super::arena::{BLOCK_BYTES, BLOCK_WORDS};
use super::cell::GRANULE;

/// Number of size classes.
pub(super) const CLASSES: usize = 37;

/// Lists of blocks: one for each class, one for its cells of kinds with finalisers, and one for
/// those that are allocated apart. The list of a class is followed by its others at a distance of
/// [`CLASSES`].
pub(super) const LISTS: usize = 3 * CLASSES;
/// Where the lists of kinds with finalisers begin.
pub(super) const FINALIZABLE: usize = CLASSES;
/// Where the lists of cells that are allocated apart begin.
pub(super) const APART: usize = 2 * CLASSES;

/// Whether the cells of a list may have finalisers.
#[inline(always)]
pub(super) const fn is_finalizable(list: usize) -> bool {
    list >= FINALIZABLE && list < APART
}

/// Bytes of a cell of each class.
pub(super) const CLASS_BYTES: [u16; CLASSES] = [
    16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 192, 224, 256, 288, 320, 384, 448, 512, 576, 640, 768, 896, 1024, 1040,
    1248, 1488, 1808, 2176, 2512, 2720, 3264, 3632, 4096, 4672, 5456, 6544, 8192,
];

/// The largest cell that lives in a block; what is larger lives in the large-object space.
pub(super) const MAX_SMALL: usize = 8192;

/// The class of a cell, by its number of granules.
pub(super) const CLASS_OF: [u8; MAX_SMALL / GRANULE + 1] = classes_by_granules();

/// For each class the bits of a block at which cells start.
pub(super) static PATTERN: [[u64; BLOCK_WORDS]; CLASSES] = patterns();

const fn classes_by_granules() -> [u8; MAX_SMALL / GRANULE + 1] {
    let mut table = [0; MAX_SMALL / GRANULE + 1];
    let (mut granules, mut class) = (0, 0);
    while granules < table.len() {
        while (CLASS_BYTES[class] as usize) < granules * GRANULE {
            class += 1;
        }
        table[granules] = class as u8;
        granules += 1;
    }
    table
}

const fn patterns() -> [[u64; BLOCK_WORDS]; CLASSES] {
    let mut table = [[0; BLOCK_WORDS]; CLASSES];
    let mut class = 0;
    while class < CLASSES {
        let (mut i, step) = (0, CLASS_BYTES[class] as usize / GRANULE);
        while i < cells_in_block(class) {
            table[class][i * step / 64] |= 1 << (i * step % 64);
            i += 1;
        }
        class += 1;
    }
    table
}

/// The class of a small cell of `size` bytes.
#[inline(always)]
pub(super) const fn class_of(size: usize) -> usize {
    CLASS_OF[size.div_ceil(GRANULE)] as usize
}

/// Cells of the class in one block.
pub(super) const fn cells_in_block(class: usize) -> usize {
    BLOCK_BYTES / CLASS_BYTES[class] as usize
}

const _: () = {
    assert!(CLASS_BYTES[CLASSES - 1] as usize == MAX_SMALL);
    let mut class = 0;
    while class < CLASSES {
        assert!((CLASS_BYTES[class] as usize).is_multiple_of(GRANULE));
        assert!(class == 0 || CLASS_BYTES[class] > CLASS_BYTES[class - 1]);
        class += 1;
    }
};
