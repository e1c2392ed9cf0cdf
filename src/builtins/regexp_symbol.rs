//! What strings do with a RegExp.
use super::Installer;
use crate::objects::Value;

pub(super) fn install(_: &mut Installer, _: Value) {}
