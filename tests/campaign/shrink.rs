//! Makes what fails smaller: leaves out halves, then quarters, and so on down to single parts, as
//! long as the rest still fails.

/// Something of parts that can be left out.
pub trait Parts: Sized {
    /// How many there are.
    fn count(&self) -> usize;
    /// Without `count` parts from the `index`th on; `None` if nothing sensible is left.
    fn without(&self, index: usize, count: usize) -> Option<Self>;
}

/// The smallest found within so many attempts, with what `still_fails` said of it.
pub fn shrink<P: Parts, F>(
    mut whole: P,
    mut fault: F,
    attempts: usize,
    mut still_fails: impl FnMut(&P) -> Option<F>,
) -> (P, F) {
    let mut left = attempts;
    let mut count = whole.count() / 2;
    while count > 0 {
        let mut index = 0;
        while index < whole.count() && left > 0 {
            let smaller = whole.without(index, count);
            left -= usize::from(smaller.is_some());
            match smaller.and_then(|smaller| still_fails(&smaller).map(|still| (smaller, still))) {
                Some(found) => (whole, fault) = found,
                None => index += count,
            }
        }
        count /= 2;
    }
    (whole, fault)
}
