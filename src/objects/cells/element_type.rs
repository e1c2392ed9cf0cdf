//! The types of elements of typed arrays (ECMA-262 §23.2, table 73): how a number lies in a buffer.
//! They stand in the order of the kinds of typed arrays.

use std::cmp::Ordering;

use crate::numeric::bigint::Integer;
use crate::numeric::conversion::to_int32;
use crate::numeric::half;
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::value::Value;
use crate::objects::value::bigint::BigInt;
use crate::objects::value::cell::Gc;

/// The type of an element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
#[allow(missing_docs, reason = "each is the type of its name")]
pub enum ElementType {
    Int8,
    Uint8,
    Uint8Clamped,
    Int16,
    Uint16,
    Int32,
    Uint32,
    Float16,
    Float32,
    Float64,
    BigInt64,
    BigUint64,
}

/// The bytes of an element as they lie in a buffer of this machine, followed by zeros.
pub type Raw = [u8; 8];

/// A number as typed arrays hold it. Any bytes are one.
pub trait Element: Copy + PartialEq + 'static {
    /// The number; of a BigInt's the nearest.
    fn to_f64(self) -> f64;
    /// What a store of the number leaves (NumericToRawBytes, ECMA-262 §25.1.3.17).
    fn from_f64(number: f64) -> Self;
    /// From the bytes.
    fn from_raw(raw: Raw) -> Self;
    /// The bits of an integer of 64 bits, or the integer nearest to the number.
    fn to_bits(self) -> u64;
    /// The standard order (CompareTypedArrayElements, ECMA-262 §23.2.4.7): NaN is the last, and -0
    /// comes before 0.
    fn order(a: &Self, b: &Self) -> Ordering {
        let (a, b) = (a.to_f64(), b.to_f64());
        match (a.is_nan(), b.is_nan()) {
            (false, false) => a.total_cmp(&b),
            (a, b) => a.cmp(&b),
        }
    }
}

macro_rules! elements {
    ($($type:ty: $number:ident => $from:expr $(, order $order:expr)?;)*) => { $(
        impl Element for $type {
            #[inline(always)]
            fn to_f64(self) -> f64 {
                self as f64
            }
            #[inline(always)]
            fn from_f64($number: f64) -> $type {
                $from
            }
            #[inline(always)]
            fn from_raw(raw: Raw) -> $type {
                let mut bytes = [0; size_of::<$type>()];
                bytes.copy_from_slice(&raw[..size_of::<$type>()]);
                <$type>::from_ne_bytes(bytes)
            }
            #[inline(always)]
            fn to_bits(self) -> u64 {
                self as u64
            }
            $(
                #[inline(always)]
                fn order(a: &$type, b: &$type) -> Ordering {
                    let order: fn(&$type, &$type) -> Ordering = $order;
                    order(a, b)
                }
            )?
        }
    )* };
}

elements! {
    i8: number => to_int32(number) as i8, order Ord::cmp;
    u8: number => to_int32(number) as u8, order Ord::cmp;
    i16: number => to_int32(number) as i16, order Ord::cmp;
    u16: number => to_int32(number) as u16, order Ord::cmp;
    i32: number => to_int32(number), order Ord::cmp;
    u32: number => to_int32(number) as u32, order Ord::cmp;
    f32: number => number as f32;
    f64: number => number;
    i64: number => number as i64, order Ord::cmp;
    u64: number => number as u64, order Ord::cmp;
}

/// An element of a Uint8ClampedArray.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Clamped(pub u8);

impl Element for Clamped {
    #[inline(always)]
    fn to_f64(self) -> f64 {
        self.0.into()
    }
    #[inline(always)]
    fn from_f64(number: f64) -> Clamped {
        // What is no number is cast to 0.
        Clamped(number.round_ties_even() as u8)
    }
    #[inline(always)]
    fn from_raw(raw: Raw) -> Clamped {
        Clamped(raw[0])
    }
    #[inline(always)]
    fn to_bits(self) -> u64 {
        self.0.into()
    }
}

/// An element of a Float16Array: its bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Half(pub u16);

impl Element for Half {
    #[inline(always)]
    fn to_f64(self) -> f64 {
        half::to_f64(self.0)
    }
    #[inline(always)]
    fn from_f64(number: f64) -> Half {
        Half(half::from_f64(number))
    }
    #[inline(always)]
    fn from_raw(raw: Raw) -> Half {
        Half(u16::from_raw(raw))
    }
    #[inline(always)]
    fn to_bits(self) -> u64 {
        self.to_f64() as u64
    }
}

/// Runs the same code for the Rust type `$T` of an element type.
#[macro_export]
macro_rules! for_element_type {
    ($type:expr, $T:ident => $body:expr) => {{
        use $crate::objects::cells::element_type::{Clamped, ElementType, Half};
        match $type {
            ElementType::Int8 => {
                type $T = i8;
                $body
            }
            ElementType::Uint8 => {
                type $T = u8;
                $body
            }
            ElementType::Uint8Clamped => {
                type $T = Clamped;
                $body
            }
            ElementType::Int16 => {
                type $T = i16;
                $body
            }
            ElementType::Uint16 => {
                type $T = u16;
                $body
            }
            ElementType::Int32 => {
                type $T = i32;
                $body
            }
            ElementType::Uint32 => {
                type $T = u32;
                $body
            }
            ElementType::Float16 => {
                type $T = Half;
                $body
            }
            ElementType::Float32 => {
                type $T = f32;
                $body
            }
            ElementType::Float64 => {
                type $T = f64;
                $body
            }
            ElementType::BigInt64 => {
                type $T = i64;
                $body
            }
            ElementType::BigUint64 => {
                type $T = u64;
                $body
            }
        }
    }};
}
impl ElementType {
    /// All of them.
    pub const ALL: [ElementType; 12] = [
        ElementType::Int8,
        ElementType::Uint8,
        ElementType::Uint8Clamped,
        ElementType::Int16,
        ElementType::Uint16,
        ElementType::Int32,
        ElementType::Uint32,
        ElementType::Float16,
        ElementType::Float32,
        ElementType::Float64,
        ElementType::BigInt64,
        ElementType::BigUint64,
    ];

    /// That of the typed arrays of a kind.
    #[inline(always)]
    pub fn of(kind: Kind) -> Option<ElementType> {
        Self::ALL.get((kind as usize).wrapping_sub(Kind::FIRST_TYPED_ARRAY as usize)).copied()
    }

    /// The kind of typed arrays of it.
    pub fn kind(self) -> Kind {
        const KINDS: [Kind; 12] = [
            Kind::Int8Array,
            Kind::Uint8Array,
            Kind::Uint8ClampedArray,
            Kind::Int16Array,
            Kind::Uint16Array,
            Kind::Int32Array,
            Kind::Uint32Array,
            Kind::Float16Array,
            Kind::Float32Array,
            Kind::Float64Array,
            Kind::BigInt64Array,
            Kind::BigUint64Array,
        ];
        KINDS[self as usize]
    }

    /// Its size as a power of two.
    #[inline(always)]
    pub const fn shift(self) -> u32 {
        match self {
            ElementType::Int8 | ElementType::Uint8 | ElementType::Uint8Clamped => 0,
            ElementType::Int16 | ElementType::Uint16 | ElementType::Float16 => 1,
            ElementType::Int32 | ElementType::Uint32 | ElementType::Float32 => 2,
            ElementType::Float64 | ElementType::BigInt64 | ElementType::BigUint64 => 3,
        }
    }

    /// Bytes of an element.
    #[inline(always)]
    pub const fn size(self) -> usize {
        1 << self.shift()
    }

    /// Whether the elements are BigInts.
    #[inline(always)]
    pub fn is_bigint(self) -> bool {
        matches!(self, ElementType::BigInt64 | ElementType::BigUint64)
    }

    /// Whether they are floating-point numbers.
    pub fn is_float(self) -> bool {
        matches!(self, ElementType::Float16 | ElementType::Float32 | ElementType::Float64)
    }

    /// The bytes that a number, or for BigInt types a BigInt, leaves (NumericToRawBytes, ECMA-262
    /// §25.1.3.17).
    pub fn encode(self, value: Value) -> Raw {
        let mut raw = [0; 8];
        if self.is_bigint() {
            let bits = Gc::<BigInt>::from_value(value).map_or(0, low_bits);
            return bits.to_ne_bytes();
        }
        let number = value.as_number().unwrap_or(f64::NAN);
        match self {
            ElementType::Uint8Clamped => raw[0] = Clamped::from_f64(number).0,
            ElementType::Float16 => raw[..2].copy_from_slice(&half::from_f64(number).to_ne_bytes()),
            ElementType::Float32 => raw[..4].copy_from_slice(&(number as f32).to_ne_bytes()),
            ElementType::Float64 => raw = number.to_ne_bytes(),
            _ => {
                let int = to_int32(number);
                match self.size() {
                    1 => raw[0] = int as u8,
                    2 => raw[..2].copy_from_slice(&(int as u16).to_ne_bytes()),
                    _ => raw[..4].copy_from_slice(&int.to_ne_bytes()),
                }
            }
        }
        raw
    }

    /// The number of the bytes, if it is no BigInt.
    #[inline]
    pub fn decode_number(self, raw: Raw) -> Option<Value> {
        Some(match self {
            ElementType::Int8 => Value::int(i8::from_raw(raw).into()),
            ElementType::Uint8 | ElementType::Uint8Clamped => Value::int(raw[0].into()),
            ElementType::Int16 => Value::int(i16::from_raw(raw).into()),
            ElementType::Uint16 => Value::int(u16::from_raw(raw).into()),
            ElementType::Int32 => Value::int(i32::from_raw(raw)),
            ElementType::Uint32 => Value::length(u32::from_raw(raw) as usize),
            ElementType::Float16 => Value::double(Half::from_raw(raw).to_f64()),
            ElementType::Float32 => Value::double(f32::from_raw(raw).into()),
            ElementType::Float64 => Value::double(f64::from_raw(raw)),
            ElementType::BigInt64 | ElementType::BigUint64 => return None,
        })
    }
}

/// The lowest 64 bits of a BigInt in two's complement.
pub fn low_bits(bigint: Gc<BigInt>) -> u64 {
    let int = bigint.int();
    let low = int.limbs.first().copied().unwrap_or(0);
    if int.negative { low.wrapping_neg() } else { low }
}

impl Space {
    /// The value of an element's bytes (RawBytesToNumeric, ECMA-262 §25.1.3.14).
    #[inline]
    pub fn decode_element(&mut self, element: ElementType, raw: Raw) -> Value {
        if let Some(number) = element.decode_number(raw) {
            return number;
        }
        let value = match element {
            ElementType::BigInt64 => i64::from_ne_bytes(raw).into(),
            _ => i128::from(u64::from_ne_bytes(raw)),
        };
        self.new_bigint(&Integer::from(value)).value()
    }
}
