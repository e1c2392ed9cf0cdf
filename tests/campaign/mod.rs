//! What the campaigns share: the soak, the corpora and the mutants run many scripts as processes of
//! their own, in modes of their choice, under a limit of time and memory, and tell what broke. Each
//! campaign uses a part of this.

#![allow(dead_code)]

pub mod findings;
pub mod modes;
pub mod options;
pub mod process;
pub mod random;
pub mod shrink;
pub mod workers;
