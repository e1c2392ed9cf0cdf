//! Handles: values of a runtime that Rust code holds.
//!
//! Invariants: every value with a handle is a root; a slot of the table is free again when its last
//! handle is dropped; a handle is only ever read by the runtime that made it ([`Scope::value`]).

use std::cell::RefCell;
use std::rc::Rc;

use super::convert::{FromJs, IntoArgs, IntoJs};
use super::error::JsError;
use super::scope::{Context, Scope};
use crate::heap::Tracer;
use crate::objects::Value;

/// The values of a runtime that have handles. Handles keep the table, but not its runtime.
#[derive(Default)]
pub(super) struct Table(RefCell<Slots>);

#[derive(Default)]
struct Slots {
    /// A value, and how many handles it has; what is free holds `undefined` and no handle.
    values: Vec<(Value, u32)>,
    free: Vec<u32>,
}

impl Table {
    pub fn trace(&self, tracer: &mut Tracer) {
        for (value, _) in &self.0.borrow().values {
            tracer.word(value.bits());
        }
    }

    /// Calls `visit` with every value that has a handle.
    #[cfg(feature = "cli")]
    pub fn for_each(&self, mut visit: impl FnMut(Value)) {
        self.0.borrow().values.iter().filter(|(_, count)| *count > 0).for_each(|(value, _)| visit(*value));
    }
}

/// Makes a handle of a value.
pub(super) fn keep(table: &Rc<Table>, value: Value) -> Handle {
    let mut slots = table.0.borrow_mut();
    let slot = match slots.free.pop() {
        Some(slot) => {
            slots.values[slot as usize] = (value, 1);
            slot
        }
        None => {
            slots.values.push((value, 1));
            slots.values.len() as u32 - 1
        }
    };
    drop(slots);
    Handle { table: Rc::clone(table), slot }
}

/// A JavaScript value that lives at least as long as this handle.
///
/// A handle belongs to the [`Runtime`](crate::Runtime) that made it. Given to another one it is an
/// error of the kind [`ForeignHandle`](crate::JsErrorKind::ForeignHandle); when its runtime is
/// gone, no other can read it, so that nothing is left to go wrong. Clones are handles of the same
/// value.
///
/// ```
/// use glassheap::{Handle, JsErrorKind, Runtime};
///
/// # fn main() -> Result<(), glassheap::JsError> {
/// let mut one = Runtime::new();
/// let mut other = Runtime::new();
/// let point: Handle = one.eval("({ x: 1 })", "point.js")?;
/// assert_eq!(point.get::<f64>(&mut one, "x")?, 1.0);
///
/// let error = point.get::<f64>(&mut other, "x").unwrap_err();
/// assert_eq!(error.kind(), JsErrorKind::ForeignHandle);
/// # Ok(())
/// # }
/// ```
///
/// Handles stay on the thread of their runtime:
///
/// ```compile_fail
/// let mut runtime = glassheap::Runtime::new();
/// let value: glassheap::Handle = runtime.eval("1", "a.js").unwrap();
/// std::thread::spawn(move || drop(value));
/// ```
pub struct Handle {
    table: Rc<Table>,
    slot: u32,
}

/// What `typeof` says of a value, and `null`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JsType {
    /// `undefined`
    Undefined,
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number.
    Number,
    /// A string.
    String,
    /// A BigInt.
    BigInt,
    /// A symbol.
    Symbol,
    /// An object that cannot be called.
    Object,
    /// A function.
    Function,
}

impl Handle {
    /// The value, for the runtime with this table.
    pub(super) fn value_in(&self, table: &Rc<Table>) -> Option<Value> {
        Rc::ptr_eq(&self.table, table).then(|| self.table.0.borrow().values[self.slot as usize].0)
    }

    /// The type of the value.
    ///
    /// # Errors
    /// The handle is another runtime's.
    ///
    /// ```
    /// # fn main() -> Result<(), glassheap::JsError> {
    /// use glassheap::{Handle, JsType, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let value: Handle = runtime.eval("x => x", "f.js")?;
    /// assert_eq!(value.js_type(&mut runtime)?, JsType::Function);
    /// # Ok(())
    /// # }
    /// ```
    pub fn js_type(&self, context: &mut impl Context) -> Result<JsType, JsError> {
        context.within(|scope| Ok(type_of(scope.value(self)?)))
    }

    /// The value as a Rust value.
    ///
    /// # Errors
    /// It is none of that type, or the handle is another runtime's.
    ///
    /// ```
    /// # fn main() -> Result<(), glassheap::JsError> {
    /// # let mut runtime = glassheap::Runtime::new();
    /// let list: glassheap::Handle = runtime.eval("[1, 2, 3]", "list.js")?;
    /// assert_eq!(list.to::<Vec<u32>>(&mut runtime)?, [1, 2, 3]);
    /// assert!(list.to::<String>(&mut runtime).is_err());
    /// # Ok(())
    /// # }
    /// ```
    pub fn to<T: FromJs>(&self, context: &mut impl Context) -> Result<T, JsError> {
        context.within(|scope| T::from_js(self.clone(), scope))
    }

    /// The text that `console.log` prints for the value.
    ///
    /// # Errors
    /// A script's own method of inspection threw, or the handle is another runtime's.
    ///
    /// ```
    /// # fn main() -> Result<(), glassheap::JsError> {
    /// # let mut runtime = glassheap::Runtime::new();
    /// let map: glassheap::Handle = runtime.eval("new Map([['a', [1, 2]]])", "map.js")?;
    /// assert_eq!(map.inspect(&mut runtime)?, "Map(1) { 'a' => [ 1, 2 ] }");
    /// # Ok(())
    /// # }
    /// ```
    pub fn inspect(&self, context: &mut impl Context) -> Result<String, JsError> {
        context.within(|scope| {
            let value = scope.value(self)?;
            scope.with_cx(|cx| {
                let value = cx.root(value);
                crate::host::node::util_inspect::inspect(cx, value, &Default::default())
            })
        })
    }

    /// `value[key]`
    ///
    /// # Errors
    /// The value is `undefined` or `null`, a getter threw, or the property is no `T`.
    ///
    /// ```
    /// # fn main() -> Result<(), glassheap::JsError> {
    /// # let mut runtime = glassheap::Runtime::new();
    /// let user: glassheap::Handle = runtime.eval("({ name: 'Ada', age: 36 })", "user.js")?;
    /// assert_eq!(user.get::<String>(&mut runtime, "name")?, "Ada");
    /// assert_eq!(user.get::<Option<u8>>(&mut runtime, "height")?, None);
    /// # Ok(())
    /// # }
    /// ```
    pub fn get<T: FromJs>(&self, context: &mut impl Context, key: &str) -> Result<T, JsError> {
        context.within(|scope| {
            let value = scope.value(self)?;
            let found = scope.with_cx(|cx| {
                let value = cx.root(value);
                cx.get_str(value, key).map(|found| *found)
            })?;
            T::from_js(scope.keep(found), scope)
        })
    }

    /// `value[index]`
    ///
    /// # Errors
    /// As [`Handle::get`].
    ///
    /// ```
    /// # fn main() -> Result<(), glassheap::JsError> {
    /// # let mut runtime = glassheap::Runtime::new();
    /// let list: glassheap::Handle = runtime.eval("['a', 'b']", "list.js")?;
    /// assert_eq!(list.get_index::<String>(&mut runtime, 1)?, "b");
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_index<T: FromJs>(&self, context: &mut impl Context, index: u32) -> Result<T, JsError> {
        context.within(|scope| {
            let value = scope.value(self)?;
            let found = scope.with_cx(|cx| {
                let value = cx.root(value);
                cx.get_index(value, index.into()).map(|found| *found)
            })?;
            T::from_js(scope.keep(found), scope)
        })
    }

    /// `value[key] = property`
    ///
    /// # Errors
    /// The value is `undefined` or `null`, it refused, or a setter threw.
    ///
    /// ```
    /// # fn main() -> Result<(), glassheap::JsError> {
    /// # let mut runtime = glassheap::Runtime::new();
    /// let user: glassheap::Handle = runtime.eval("({})", "user.js")?;
    /// user.set(&mut runtime, "name", "Ada")?;
    /// assert_eq!(user.inspect(&mut runtime)?, "{ name: 'Ada' }");
    ///
    /// let frozen: glassheap::Handle = runtime.eval("Object.freeze({})", "frozen.js")?;
    /// let error = frozen.set(&mut runtime, "name", "Ada").unwrap_err();
    /// assert_eq!(error.message(), "Cannot add property name, object is not extensible");
    /// # Ok(())
    /// # }
    /// ```
    pub fn set(&self, context: &mut impl Context, key: &str, property: impl IntoJs) -> Result<(), JsError> {
        context.within(|scope| {
            let property = property.into_js(scope)?;
            let (value, property) = (scope.value(self)?, scope.value(&property)?);
            scope.with_cx(|cx| {
                let (value, property) = (cx.root(value), cx.root(property));
                let key = cx.key(key);
                cx.set(value, key, property)
            })
        })
    }

    /// Calls the function, with `undefined` as `this`.
    ///
    /// # Errors
    /// The value is no function, it threw, or what it returned is no `T`.
    ///
    /// ```
    /// # fn main() -> Result<(), glassheap::JsError> {
    /// # let mut runtime = glassheap::Runtime::new();
    /// let add: glassheap::Handle = runtime.eval("(a, b) => a + b", "add.js")?;
    /// assert_eq!(add.call::<f64>(&mut runtime, (2, 40))?, 42.0);
    /// assert_eq!(add.call::<String>(&mut runtime, ("2", "40"))?, "240");
    /// # Ok(())
    /// # }
    /// ```
    pub fn call<T: FromJs>(&self, context: &mut impl Context, arguments: impl IntoArgs) -> Result<T, JsError> {
        context.within(|scope| {
            let arguments = arguments.into_args(scope)?;
            scope.call_value(self, None, &arguments)
        })
    }

    /// Calls the function with this `this`.
    ///
    /// # Errors
    /// As [`Handle::call`].
    ///
    /// ```
    /// # fn main() -> Result<(), glassheap::JsError> {
    /// # let mut runtime = glassheap::Runtime::new();
    /// let slice: glassheap::Handle = runtime.eval("[].slice", "slice.js")?;
    /// let list: glassheap::Handle = runtime.eval("[1, 2, 3]", "list.js")?;
    /// assert_eq!(slice.call_with_this::<Vec<u8>>(&mut runtime, &list, (1,))?, [2, 3]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn call_with_this<T: FromJs>(
        &self,
        context: &mut impl Context,
        this: &Handle,
        arguments: impl IntoArgs,
    ) -> Result<T, JsError> {
        context.within(|scope| {
            let arguments = arguments.into_args(scope)?;
            scope.call_value(self, Some(this), &arguments)
        })
    }

    /// `value[method](...arguments)`
    ///
    /// # Errors
    /// There is no such method, it threw, or what it returned is no `T`.
    ///
    /// ```
    /// # fn main() -> Result<(), glassheap::JsError> {
    /// # let mut runtime = glassheap::Runtime::new();
    /// let list: glassheap::Handle = runtime.eval("[3, 1, 2]", "list.js")?;
    /// assert_eq!(list.call_method::<String>(&mut runtime, "join", ("-",))?, "3-1-2");
    /// # Ok(())
    /// # }
    /// ```
    pub fn call_method<T: FromJs>(
        &self,
        context: &mut impl Context,
        method: &str,
        arguments: impl IntoArgs,
    ) -> Result<T, JsError> {
        context.within(|scope| {
            let arguments = arguments.into_args(scope)?;
            let arguments = arguments.iter().map(|argument| scope.value(argument)).collect::<Result<Vec<_>, _>>()?;
            let value = scope.value(self)?;
            let result = scope.with_cx(|cx| {
                let arguments: Vec<_> = arguments.iter().map(|&argument| cx.root(argument)).collect();
                let value = cx.root(value);
                let key = cx.key(method);
                cx.invoke(value, key, &arguments).map(|result| *result)
            })?;
            T::from_js(scope.keep(result), scope)
        })
    }

    /// `new value(...arguments)`
    ///
    /// # Errors
    /// The value is no constructor, or it threw.
    ///
    /// ```
    /// # fn main() -> Result<(), glassheap::JsError> {
    /// # let mut runtime = glassheap::Runtime::new();
    /// let set: glassheap::Handle = runtime.global("Set")?;
    /// let two = set.construct(&mut runtime, (vec![1, 2, 2],))?;
    /// assert_eq!(two.get::<u32>(&mut runtime, "size")?, 2);
    /// # Ok(())
    /// # }
    /// ```
    pub fn construct(&self, context: &mut impl Context, arguments: impl IntoArgs) -> Result<Handle, JsError> {
        context.within(|scope| {
            let arguments = arguments.into_args(scope)?;
            let arguments = arguments.iter().map(|argument| scope.value(argument)).collect::<Result<Vec<_>, _>>()?;
            let constructor = scope.value(self)?;
            let made = scope.with_cx(|cx| {
                let constructor = cx.root(constructor);
                let arguments: Vec<_> = arguments.iter().map(|&argument| cx.root(argument)).collect();
                cx.construct(constructor, &arguments, constructor).map(|made| *made)
            })?;
            Ok(scope.keep(made))
        })
    }
}

/// The type of a value.
pub(super) fn type_of(value: Value) -> JsType {
    match value {
        _ if value.is_undefined() => JsType::Undefined,
        _ if value.is_null() => JsType::Null,
        _ if value.is_boolean() => JsType::Boolean,
        _ if value.is_number() => JsType::Number,
        _ if value.is_string() => JsType::String,
        _ if value.is_bigint() => JsType::BigInt,
        _ if value.is_symbol() => JsType::Symbol,
        _ if value.is_callable() => JsType::Function,
        _ => JsType::Object,
    }
}

impl Scope<'_> {
    /// A handle's value.
    pub(super) fn value(&self, handle: &Handle) -> Result<Value, JsError> {
        handle.value_in(&self.table).ok_or_else(JsError::foreign_handle)
    }

    /// A handle of a value.
    pub(super) fn keep(&self, value: Value) -> Handle {
        keep(&self.table, value)
    }
}

impl Clone for Handle {
    fn clone(&self) -> Handle {
        self.table.0.borrow_mut().values[self.slot as usize].1 += 1;
        Handle { table: Rc::clone(&self.table), slot: self.slot }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        let mut slots = self.table.0.borrow_mut();
        let (value, count) = &mut slots.values[self.slot as usize];
        *count -= 1;
        if *count == 0 {
            *value = Value::UNDEFINED;
            slots.free.push(self.slot);
        }
    }
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Handle({})", self.slot)
    }
}
