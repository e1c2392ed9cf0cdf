//! Property descriptors (ECMA-262 §6.2.6).

use super::property_table::attributes::{CONFIGURABLE, ENUMERABLE, WRITABLE};
use crate::objects::value::Value;

/// A property descriptor: absent fields are `None` (ECMA-262 §6.2.6).
#[derive(Clone, Copy, Default, Debug)]
pub struct Descriptor {
    /// `[[Value]]`
    pub value: Option<Value>,
    /// `[[Get]]`
    pub get: Option<Value>,
    /// `[[Set]]`
    pub set: Option<Value>,
    /// `[[Writable]]`
    pub writable: Option<bool>,
    /// `[[Enumerable]]`
    pub enumerable: Option<bool>,
    /// `[[Configurable]]`
    pub configurable: Option<bool>,
}

impl Descriptor {
    /// A data descriptor with every field.
    pub fn data(value: Value, attributes: u8) -> Descriptor {
        Descriptor {
            value: Some(value),
            writable: Some(attributes & WRITABLE != 0),
            enumerable: Some(attributes & ENUMERABLE != 0),
            configurable: Some(attributes & CONFIGURABLE != 0),
            get: None,
            set: None,
        }
    }

    /// Whether it has a field of an accessor.
    pub fn is_accessor(&self) -> bool {
        self.get.is_some() || self.set.is_some()
    }

    /// Whether it has a field of a data property.
    pub fn is_data(&self) -> bool {
        self.value.is_some() || self.writable.is_some()
    }

    /// Its attributes, absent fields as in `default`.
    pub fn attributes(&self, default: u8) -> u8 {
        let bit = |field: Option<bool>, bit: u8| match field {
            Some(true) => bit,
            Some(false) => 0,
            None => default & bit,
        };
        bit(self.writable, WRITABLE) | bit(self.enumerable, ENUMERABLE) | bit(self.configurable, CONFIGURABLE)
    }
}
