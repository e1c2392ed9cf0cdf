//! What Node has of the web: events, `performance`, `structuredClone`.

pub(crate) mod events;
pub mod performance;
pub(crate) mod structured_clone;
