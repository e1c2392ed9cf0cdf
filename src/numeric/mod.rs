//! Arithmetic on numbers that knows no value and no machine: powers, transcendental functions to
//! V8's last digit, numbers as decimal digits, exact sums, integers of any size.

pub mod bigint;
pub mod conversion;
pub mod digits;
pub mod half;
pub mod power;
pub mod sum;
pub mod transcendental;
pub mod trigonometric;
