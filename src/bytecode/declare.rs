//! What `DeclareGlobal` is told: the sort of a global name, and how to declare it.

/// `var`
pub const DECLARE_VAR: u16 = 0;
/// `function`
pub const DECLARE_FUNCTION: u16 = 1;
/// `let`; this sort and those above it are lexical.
pub const DECLARE_LET: u16 = 2;
/// `const`
pub const DECLARE_CONST: u16 = 3;
/// `class`
pub const DECLARE_CLASS: u16 = 4;
/// Only see whether the name can be declared.
pub const CHECK_ONLY: u16 = 8;
/// The property can be deleted: names of eval code.
pub const DELETABLE: u16 = 16;
