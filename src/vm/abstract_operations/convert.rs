//! Conversions between types (ECMA-262 §7.1). Those that may call script code are methods of the
//! VM.

use std::cmp::Ordering;

use crate::numeric::conversion::{MAX_SAFE_INTEGER, decimal};
use crate::objects::{Gc, JsString, Key, Object, Value};
use crate::vm::Vm;
use crate::vm::messages;
use crate::vm::native::JsResult;
use crate::vm::numeric_text::string_to_number;
use crate::vm::realm::Intrinsic;

/// What ToPrimitive would rather have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hint {
    /// Whatever the object prefers.
    Default,
    /// A number.
    Number,
    /// A string.
    String,
}

impl Vm {
    /// ToBoolean.
    #[inline]
    pub fn truthy(value: Value) -> bool {
        if let Some(b) = value.as_boolean() {
            return b;
        }
        if value.is_int() {
            return value.as_int_unchecked() != 0;
        }
        if value.is_double() {
            let d = value.as_double_unchecked();
            return d != 0.0 && !d.is_nan();
        }
        match value.as_cell() {
            // An empty string, and the BigInt 0.
            Some(cell) => (cell.header().data() != 0 || !value.is_by_content()) && !value.is_undetectable(),
            None => !value.is_nullish() && !value.is_hole(),
        }
    }

    /// ToPrimitive.
    pub fn to_primitive(&mut self, value: Value, hint: Hint) -> JsResult {
        let Some(object) = Gc::<Object>::from_value(value) else { return Ok(value) };
        let exotic = self.get_method(value, self.space.names.symbol_to_primitive)?;
        if !exotic.is_undefined() {
            let names = &self.space.names;
            let hint = match hint {
                Hint::Default => names.default,
                Hint::Number => names.number,
                Hint::String => names.string,
            };
            let result = self.call_value(exotic, value, &[hint.word()])?;
            if !result.is_object() {
                return Ok(result);
            }
            return Err(self.type_error(messages::NO_PRIMITIVE));
        }
        let (first, second) = match hint {
            Hint::String => (self.space.names.to_string, self.space.names.value_of),
            _ => (self.space.names.value_of, self.space.names.to_string),
        };
        for key in [first, second] {
            let method = self.get(object, key, value)?;
            if method.is_callable() {
                let result = self.call_value(method, value, &[])?;
                if !result.is_object() {
                    return Ok(result);
                }
            }
        }
        Err(self.type_error(messages::NO_PRIMITIVE))
    }

    /// ToNumber.
    #[inline]
    pub fn to_number(&mut self, value: Value) -> JsResult<f64> {
        match value.as_number() {
            Some(n) => Ok(n),
            None => self.to_number_slow(value),
        }
    }

    fn to_number_slow(&mut self, value: Value) -> JsResult<f64> {
        if value.is_undefined() || value.is_hole() {
            return Ok(f64::NAN);
        }
        if value.is_null() {
            return Ok(0.0);
        }
        if let Some(b) = value.as_boolean() {
            return Ok(f64::from(u8::from(b)));
        }
        if let Some(string) = Gc::<JsString>::from_value(value) {
            return Ok(string_to_number(self.space.chars(string)));
        }
        if value.is_symbol() {
            return Err(self.type_error("Cannot convert a Symbol value to a number"));
        }
        if value.is_bigint() {
            return Err(self.type_error(messages::BIGINT_TO_NUMBER));
        }
        let primitive = self.to_primitive(value, Hint::Number)?;
        self.to_number(primitive)
    }

    /// ToIntegerOrInfinity.
    pub fn to_integer(&mut self, value: Value) -> JsResult<f64> {
        if let Some(i) = value.as_int() {
            return Ok(i.into());
        }
        let n = self.to_number(value)?;
        Ok(if n.is_nan() { 0.0 } else { n.trunc() + 0.0 })
    }

    /// ToString.
    #[inline]
    pub fn to_string(&mut self, value: Value) -> JsResult {
        if value.is_string() { Ok(value) } else { self.to_string_slow(value) }
    }

    fn to_string_slow(&mut self, value: Value) -> JsResult {
        if let Some(text) = self.primitive_to_string(value) {
            return Ok(text);
        }
        if value.is_symbol() {
            return Err(self.type_error("Cannot convert a Symbol value to a string"));
        }
        let primitive = self.to_primitive(value, Hint::String)?;
        self.to_string(primitive)
    }

    /// ToString of undefined, null, booleans, numbers, strings and BigInts.
    pub fn primitive_to_string(&mut self, value: Value) -> Option<Value> {
        if let Some(i) = value.as_int() {
            return Some(self.int_to_string(i));
        }
        if let Some(n) = value.as_number() {
            return Some(self.space.new_latin1(ryu_js::Buffer::new().format(n).as_bytes()).value());
        }
        let names = &self.space.names;
        match value {
            Value::UNDEFINED | Value::HOLE => Some(names.undefined.word()),
            Value::NULL => Some(names.null.word()),
            Value::TRUE => Some(names.true_.word()),
            Value::FALSE => Some(names.false_.word()),
            v if v.is_string() => Some(v),
            v => Gc::from_value(v).map(|bigint| self.bigint_text(bigint)),
        }
    }

    fn int_to_string(&mut self, i: i32) -> Value {
        if (0..10).contains(&i) {
            return self.space.new_char(b'0' as u16 + i as u16).value();
        }
        self.space.new_latin1(decimal(i.into(), &mut [0; 20])).value()
    }

    /// ToObject; TypeError for undefined and null.
    pub fn to_object(&mut self, value: Value) -> JsResult {
        if value.is_object() {
            return Ok(value);
        }
        if value.is_nullish() {
            return Err(self.type_error(messages::NULLISH_TO_OBJECT));
        }
        let proto = self.primitive_prototype(value);
        let shape = self.space.root_shape(proto, 0);
        Ok(self.space.new_primitive(shape, value).value())
    }

    /// The prototype on which a primitive's properties are looked up.
    #[inline]
    pub(in crate::vm) fn primitive_prototype(&self, value: Value) -> Value {
        let intrinsic = if value.is_string() {
            Intrinsic::StringPrototype
        } else if value.is_number() {
            Intrinsic::NumberPrototype
        } else if value.is_boolean() {
            Intrinsic::BooleanPrototype
        } else if value.is_bigint() {
            Intrinsic::BigIntPrototype
        } else {
            Intrinsic::SymbolPrototype
        };
        self.realm.get(intrinsic)
    }

    /// ToPropertyKey.
    #[inline]
    pub fn to_property_key(&mut self, value: Value) -> JsResult<Key> {
        if let Some(i) = value.as_int()
            && i >= 0
        {
            return Ok(Key::index(i as u32));
        }
        if let Some(string) = Gc::<JsString>::from_value(value) {
            return Ok(self.space.string_key(string));
        }
        if value.is_symbol() {
            return Ok(Key::name(value));
        }
        let primitive = self.to_primitive(value, Hint::String)?;
        if primitive.is_symbol() {
            return Ok(Key::name(primitive));
        }
        let string = self.to_string(primitive)?;
        Ok(self.space.string_key(Gc::from_cell(string.cell_unchecked())))
    }

    /// LengthOfArrayLike.
    pub fn length_of(&mut self, object: Value) -> JsResult<u64> {
        if let Some(array) = Gc::<crate::objects::JsArray>::from_value(object) {
            return Ok(array.length().into());
        }
        let length = self.get_value(object, self.space.names.length)?;
        let n = self.to_integer(length)?;
        Ok(n.clamp(0.0, MAX_SAFE_INTEGER as f64) as u64)
    }

    /// IsLooselyEqual (ECMA-262 §7.2.13).
    pub fn loosely_equal(&mut self, a: Value, b: Value) -> JsResult<bool> {
        let (mut a, mut b) = (a, b);
        loop {
            if a.is_number() && b.is_number() || a.is_string() && b.is_string() || a.is_bigint() && b.is_bigint() {
                return Ok(self.space.strict_equal(a, b));
            }
            if a == b {
                return Ok(true);
            }
            if let Some(order) = self.compare_bigint(a, b) {
                return Ok(order? == Some(Ordering::Equal));
            }
            if a.is_nullish() || b.is_nullish() {
                let is_nothing = |value: Value| value.is_nullish() || value.is_undetectable();
                return Ok(is_nothing(a) && is_nothing(b));
            }
            if a.is_object() && b.is_object() {
                return Ok(false);
            }
            if a.is_boolean() || (a.is_string() && b.is_number()) {
                a = Value::number(self.to_number(a)?);
            } else if b.is_boolean() || (b.is_string() && a.is_number()) {
                b = Value::number(self.to_number(b)?);
            } else if a.is_object() {
                a = self.to_primitive(a, Hint::Default)?;
            } else if b.is_object() {
                b = self.to_primitive(b, Hint::Default)?;
            } else {
                return Ok(false);
            }
        }
    }
}
