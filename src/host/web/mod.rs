//! What Node has of the web: events, `performance`, `structuredClone`, messages.

pub(crate) mod encoding;
pub(crate) mod events;
pub(crate) mod messaging;
pub mod performance;
pub(crate) mod structured_clone;
