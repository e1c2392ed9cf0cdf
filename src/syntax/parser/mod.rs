//! The parser: the loop over LALRPOP's tables with what a grammar alone cannot say, and the texts
//! of syntax errors.

pub(super) mod driver;
pub(super) mod expected;
pub(super) mod tables;
