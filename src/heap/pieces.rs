//! A stack that grows by pieces.
//!
//! Invariants: no push copies what is there already, so none takes longer the more there is, and
//! none needs the room of old and new at once; no piece is empty.

/// Entries of a piece: 32 KiB of cells.
const PIECE: usize = limit!(4096, small = 2);

/// A stack in pieces.
#[derive(Debug)]
pub(super) struct SegmentedStack<T> {
    /// Each has room for `PIECE` entries.
    pieces: Vec<Vec<T>>,
    /// An empty piece, kept for a stack that goes to and fro.
    spare: Option<Vec<T>>,
}

impl<T> Default for SegmentedStack<T> {
    fn default() -> SegmentedStack<T> {
        SegmentedStack { pieces: Vec::new(), spare: None }
    }
}

impl<T> SegmentedStack<T> {
    /// Puts an entry on top.
    #[inline]
    pub fn push(&mut self, entry: T) {
        match self.pieces.last_mut().filter(|piece| piece.len() < PIECE) {
            Some(piece) => piece.push(entry),
            None => {
                let mut piece = self.spare.take().unwrap_or_else(|| Vec::with_capacity(PIECE));
                piece.push(entry);
                self.pieces.push(piece);
            }
        }
    }

    /// Takes the top entry.
    pub fn pop(&mut self) -> Option<T> {
        let piece = self.pieces.last_mut()?;
        let entry = piece.pop();
        if piece.is_empty() {
            self.spare = self.pieces.pop();
        }
        entry
    }

    /// Puts the entries of another stack on top. A piece moves as it is, or is copied into one that
    /// has room for it.
    pub fn append(&mut self, more: SegmentedStack<T>) {
        for piece in more.pieces {
            match self.pieces.last_mut().filter(|last| last.len() + piece.len() <= PIECE) {
                Some(last) => last.extend(piece),
                None => self.pieces.push(piece),
            }
        }
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.pieces.iter().map(Vec::len).sum()
    }

    /// The number of pieces.
    pub fn pieces(&self) -> usize {
        self.pieces.len()
    }

    /// Hands out the pieces, the lowest first.
    pub fn into_pieces(self) -> std::vec::IntoIter<Vec<T>> {
        self.pieces.into_iter()
    }

    /// The entries, the lowest first.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.pieces.iter().flatten()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }
}
