//! Values between Rust and scripts. Nothing is coerced: a string is no number, and a fraction no
//! integer.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use super::error::JsError;
use super::handle::Handle;
use super::scope::Scope;
use crate::host::node::util_inspect::shown_keys;
use crate::objects::{Gc, JsArray, Value};

/// The largest number such that it and all integers below are held exactly: 2^53 - 1.
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// What a value of a script can be made into.
///
/// Numbers become numbers (an integer type takes integers in its range), strings [`String`], arrays
/// [`Vec`], objects maps of their own enumerable properties. `undefined` and `null` are [`None`];
/// `()` takes any value. [`Handle`] takes any value, too, and keeps it.
///
/// A type of one's own:
///
/// ```
/// use glassheap::{FromJs, Handle, JsError, Runtime, Scope};
///
/// struct Point { x: f64, y: f64 }
///
/// impl FromJs for Point {
///     fn from_js(value: Handle, scope: &mut Scope<'_>) -> Result<Point, JsError> {
///         Ok(Point { x: value.get(scope, "x")?, y: value.get(scope, "y")? })
///     }
/// }
///
/// # fn main() -> Result<(), JsError> {
/// let mut runtime = Runtime::new();
/// runtime.register("length", |point: Point| point.x.hypot(point.y))?;
/// assert_eq!(runtime.eval::<f64>("length({ x: 3, y: 4 })", "a.js")?, 5.0);
/// # Ok(())
/// # }
/// ```
pub trait FromJs: Sized {
    /// Makes a Rust value of it.
    ///
    /// # Errors
    /// It is none of this type, or a getter threw.
    fn from_js(value: Handle, scope: &mut Scope<'_>) -> Result<Self, JsError>;
}

/// What a value of a script can be made of.
///
/// The other way of [`FromJs`]; [`None`] and `()` are `undefined`. A [`Result`] is its value, and
/// its error is thrown where a native function returns it.
///
/// ```
/// use glassheap::{Handle, IntoJs, JsError, Runtime, Scope};
///
/// struct Point { x: f64, y: f64 }
///
/// impl IntoJs for Point {
///     fn into_js(self, scope: &mut Scope<'_>) -> Result<Handle, JsError> {
///         let point = scope.object();
///         point.set(scope, "x", self.x)?;
///         point.set(scope, "y", self.y)?;
///         Ok(point)
///     }
/// }
///
/// # fn main() -> Result<(), JsError> {
/// let mut runtime = Runtime::new();
/// runtime.set_global("origin", Point { x: 0.0, y: 0.0 })?;
/// assert_eq!(runtime.eval::<f64>("origin.x + origin.y", "a.js")?, 0.0);
/// # Ok(())
/// # }
/// ```
pub trait IntoJs {
    /// Makes a value of a script.
    ///
    /// # Errors
    /// There is none for it: an integer that numbers cannot hold exactly, an error in a [`Result`].
    fn into_js(self, scope: &mut Scope<'_>) -> Result<Handle, JsError>;
}

/// The arguments of a call: a tuple of up to eight values, or a [`Vec`] of handles.
///
/// ```
/// # fn main() -> Result<(), glassheap::JsError> {
/// # let mut runtime = glassheap::Runtime::new();
/// let max: glassheap::Handle = runtime.eval("Math.max", "max.js")?;
/// assert_eq!(max.call::<f64>(&mut runtime, (1, 2.5, 2u8))?, 2.5);
/// # Ok(())
/// # }
/// ```
pub trait IntoArgs {
    /// Makes values of a script.
    ///
    /// # Errors
    /// As [`IntoJs::into_js`].
    fn into_args(self, scope: &mut Scope<'_>) -> Result<Vec<Handle>, JsError>;
}

impl FromJs for Handle {
    fn from_js(value: Handle, _: &mut Scope<'_>) -> Result<Handle, JsError> {
        Ok(value)
    }
}

impl FromJs for () {
    fn from_js(_: Handle, _: &mut Scope<'_>) -> Result<(), JsError> {
        Ok(())
    }
}

impl FromJs for bool {
    fn from_js(value: Handle, scope: &mut Scope<'_>) -> Result<bool, JsError> {
        let value = scope.value(&value)?;
        value.as_boolean().ok_or_else(|| JsError::conversion("a boolean", value))
    }
}

fn number(value: &Handle, scope: &Scope<'_>, expected: &str) -> Result<(f64, Value), JsError> {
    let value = scope.value(value)?;
    let number = value.as_number().ok_or_else(|| JsError::conversion(expected, value))?;
    Ok((number, value))
}

impl FromJs for f64 {
    fn from_js(value: Handle, scope: &mut Scope<'_>) -> Result<f64, JsError> {
        Ok(number(&value, scope, "a number")?.0)
    }
}

impl FromJs for f32 {
    fn from_js(value: Handle, scope: &mut Scope<'_>) -> Result<f32, JsError> {
        Ok(number(&value, scope, "a number")?.0 as f32)
    }
}

macro_rules! integers {
    ($($type:ident)*) => {$(
        impl FromJs for $type {
            fn from_js(value: Handle, scope: &mut Scope<'_>) -> Result<$type, JsError> {
                const EXPECTED: &str = concat!("an integer in the range of ", stringify!($type));
                let (number, value) = number(&value, scope, EXPECTED)?;
                let integer = number as $type;
                if number.abs() <= MAX_SAFE_INTEGER && integer as f64 == number {
                    return Ok(integer);
                }
                Err(JsError::conversion(EXPECTED, value).with_number(number))
            }
        }

        impl IntoJs for $type {
            fn into_js(self, scope: &mut Scope<'_>) -> Result<Handle, JsError> {
                let number = self as f64;
                if number.abs() > MAX_SAFE_INTEGER {
                    return Err(JsError::range_error(format!("{self} is beyond what numbers hold exactly")));
                }
                Ok(scope.keep(Value::number(number)))
            }
        }
    )*};
}

integers!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

impl FromJs for String {
    /// Lone surrogates become U+FFFD.
    fn from_js(value: Handle, scope: &mut Scope<'_>) -> Result<String, JsError> {
        let value = scope.value(&value)?;
        if !value.is_string() {
            return Err(JsError::conversion("a string", value));
        }
        Ok(scope.vm.text_of(value))
    }
}

impl<T: FromJs> FromJs for Option<T> {
    fn from_js(value: Handle, scope: &mut Scope<'_>) -> Result<Option<T>, JsError> {
        if scope.value(&value)?.is_nullish() {
            return Ok(None);
        }
        T::from_js(value, scope).map(Some)
    }
}

impl<T: FromJs> FromJs for Vec<T> {
    fn from_js(value: Handle, scope: &mut Scope<'_>) -> Result<Vec<T>, JsError> {
        let array = scope.value(&value)?;
        let Some(array) = Gc::<JsArray>::from_value(array) else {
            return Err(JsError::conversion("an array", array));
        };
        let mut elements = Vec::new();
        let mut index = 0;
        // A getter may change the array.
        while index < array.length() {
            let element: Handle = value.get_index(scope, index)?;
            elements.push(T::from_js(element, scope).map_err(|error| error.at(format_args!("element {index}")))?);
            index += 1;
        }
        Ok(elements)
    }
}

/// The own enumerable properties of an object, in order.
fn entries<T: FromJs>(value: &Handle, scope: &mut Scope<'_>) -> Result<Vec<(String, T)>, JsError> {
    let object = scope.value(value)?;
    if !object.is_object() {
        return Err(JsError::conversion("an object", object));
    }
    let keys: Vec<String> = scope.with_cx(|cx| {
        let object = cx.root(object);
        let keys = shown_keys(cx, object, false);
        Ok(keys.into_iter().filter(|key| !key.is_symbol()).map(|key| cx.vm().describe_key(key)).collect())
    })?;
    keys.into_iter()
        .map(|key| {
            let property: Handle = value.get(scope, &key)?;
            let property = T::from_js(property, scope).map_err(|error| error.at(format_args!("property {key}")))?;
            Ok((key, property))
        })
        .collect()
}

impl<T: FromJs, S: BuildHasher + Default> FromJs for HashMap<String, T, S> {
    fn from_js(value: Handle, scope: &mut Scope<'_>) -> Result<Self, JsError> {
        Ok(entries(&value, scope)?.into_iter().collect())
    }
}

impl<T: FromJs> FromJs for BTreeMap<String, T> {
    fn from_js(value: Handle, scope: &mut Scope<'_>) -> Result<Self, JsError> {
        Ok(entries(&value, scope)?.into_iter().collect())
    }
}

impl IntoJs for Handle {
    fn into_js(self, scope: &mut Scope<'_>) -> Result<Handle, JsError> {
        scope.value(&self)?;
        Ok(self)
    }
}

impl IntoJs for &Handle {
    fn into_js(self, scope: &mut Scope<'_>) -> Result<Handle, JsError> {
        self.clone().into_js(scope)
    }
}

impl IntoJs for () {
    fn into_js(self, scope: &mut Scope<'_>) -> Result<Handle, JsError> {
        Ok(scope.keep(Value::UNDEFINED))
    }
}

impl IntoJs for bool {
    fn into_js(self, scope: &mut Scope<'_>) -> Result<Handle, JsError> {
        Ok(scope.keep(Value::boolean(self)))
    }
}

impl IntoJs for f64 {
    fn into_js(self, scope: &mut Scope<'_>) -> Result<Handle, JsError> {
        Ok(scope.keep(Value::number(self)))
    }
}

impl IntoJs for f32 {
    fn into_js(self, scope: &mut Scope<'_>) -> Result<Handle, JsError> {
        f64::from(self).into_js(scope)
    }
}

impl IntoJs for &str {
    fn into_js(self, scope: &mut Scope<'_>) -> Result<Handle, JsError> {
        let string = scope.vm.space.new_string(self);
        Ok(scope.keep(string.value()))
    }
}

impl IntoJs for String {
    fn into_js(self, scope: &mut Scope<'_>) -> Result<Handle, JsError> {
        self.as_str().into_js(scope)
    }
}

impl<T: IntoJs> IntoJs for Option<T> {
    fn into_js(self, scope: &mut Scope<'_>) -> Result<Handle, JsError> {
        match self {
            Some(value) => value.into_js(scope),
            None => ().into_js(scope),
        }
    }
}

impl<T: IntoJs, E: Into<JsError>> IntoJs for Result<T, E> {
    fn into_js(self, scope: &mut Scope<'_>) -> Result<Handle, JsError> {
        self.map_err(Into::into)?.into_js(scope)
    }
}

impl<T: IntoJs> IntoJs for Vec<T> {
    fn into_js(self, scope: &mut Scope<'_>) -> Result<Handle, JsError> {
        let array = scope.vm.space.new_array(self.len());
        let handle = scope.keep(array.value());
        for element in self {
            let element = element.into_js(scope)?;
            let element = scope.value(&element)?;
            scope.vm.space.array_push(array, element);
        }
        Ok(handle)
    }
}

/// An object with these properties.
fn object<T: IntoJs>(properties: impl Iterator<Item = (String, T)>, scope: &mut Scope<'_>) -> Result<Handle, JsError> {
    let object = scope.object();
    for (key, property) in properties {
        object.set(scope, &key, property)?;
    }
    Ok(object)
}

impl<T: IntoJs, S> IntoJs for HashMap<String, T, S> {
    fn into_js(self, scope: &mut Scope<'_>) -> Result<Handle, JsError> {
        object(self.into_iter(), scope)
    }
}

impl<T: IntoJs> IntoJs for BTreeMap<String, T> {
    fn into_js(self, scope: &mut Scope<'_>) -> Result<Handle, JsError> {
        object(self.into_iter(), scope)
    }
}

impl IntoArgs for Vec<Handle> {
    fn into_args(self, _: &mut Scope<'_>) -> Result<Vec<Handle>, JsError> {
        Ok(self)
    }
}

macro_rules! tuples {
    ($($name:ident)*) => {
        impl<$($name: IntoJs),*> IntoArgs for ($($name,)*) {
            #[allow(non_snake_case, unused_variables)]
            fn into_args(self, scope: &mut Scope<'_>) -> Result<Vec<Handle>, JsError> {
                let ($($name,)*) = self;
                Ok(vec![$($name.into_js(scope)?),*])
            }
        }
    };
}

tuples!();
tuples!(A);
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);
tuples!(A B C D E F G);
tuples!(A B C D E F G H);
