//! Native functions from Rust closures.
//!
//! A closure is boxed in a cell that its function captures, and dropped when the collector frees
//! that cell. It is called by one native ([`CALL`]), which makes its arguments, catches its panics
//! and throws its errors.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;

use super::convert::{FromJs, IntoJs};
use super::error::JsError;
use super::handle::Handle;
use super::scope::{Scope, State};
use crate::objects::{Brand, Gc, Host, NativeInfo, Value, attributes};
use crate::vm::{Cx, JsResult, NativeRow, Vm};

/// The name under which the native that calls closures is found.
const NAME: &str = "%closure";
const CALL: NativeRow =
    NativeRow::cx("", 0, call, "Glassheap docs/embedding.md", "A function of the embedding program.");

type Boxed = dyn Fn(&mut Scope<'_>) -> Result<Handle, JsError>;

struct Closure {
    name: String,
    body: Rc<Boxed>,
}

/// Registers the native that calls closures.
pub(super) fn register(vm: &mut Vm) {
    let id = vm.register_native(&CALL, NativeInfo { name: "", length: 0, constructor: false });
    vm.name_native(NAME, id);
}

/// A value that a native function takes from its arguments: any [`FromJs`], or [`Rest`] for those
/// that are left.
pub trait FromArg: Sized {
    /// Takes it; `next` is the number of the argument.
    ///
    /// # Errors
    /// The argument is none of this type.
    #[doc(hidden)]
    fn from_arg(scope: &mut Scope<'_>, next: &mut usize) -> Result<Self, JsError>;
    /// What it adds to the function's `length`.
    #[doc(hidden)]
    const LENGTH: u8 = 1;
}

impl<T: FromJs> FromArg for T {
    fn from_arg(scope: &mut Scope<'_>, next: &mut usize) -> Result<T, JsError> {
        *next += 1;
        let value = scope.argument(*next - 1);
        T::from_js(value, scope).map_err(|error| error.at(format_args!("argument {next}")))
    }
}

/// All further arguments of a native function.
///
/// ```
/// use glassheap::{JsError, Rest, Runtime};
///
/// # fn main() -> Result<(), JsError> {
/// let mut runtime = Runtime::new();
/// runtime.register("sum", |Rest(numbers): Rest<f64>| numbers.iter().sum::<f64>())?;
/// assert_eq!(runtime.eval::<f64>("sum(1, 2, 3)", "sum.js")?, 6.0);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Rest<T>(pub Vec<T>);

impl<T: FromJs> FromArg for Rest<T> {
    const LENGTH: u8 = 0;

    fn from_arg(scope: &mut Scope<'_>, next: &mut usize) -> Result<Rest<T>, JsError> {
        let mut rest = Vec::with_capacity(scope.argc.saturating_sub(*next));
        while *next < scope.argc {
            rest.push(T::from_arg(scope, next)?);
        }
        Ok(Rest(rest))
    }
}

/// A Rust function that scripts can call: a closure with up to eight arguments of types that are
/// [`FromJs`] (the last may be a [`Rest`]) and a result that is [`IntoJs`]; before its arguments it
/// may take a [`Scope`].
///
/// `Signature` tells the compiler which of these it is; nobody needs to name it.
pub trait NativeFunction<Signature>: 'static {
    #[doc(hidden)]
    fn invoke(&self, scope: &mut Scope<'_>) -> Result<Handle, JsError>;
    #[doc(hidden)]
    const LENGTH: u8;
}

/// Stands for the [`Scope`] in a signature.
#[doc(hidden)]
pub struct TakesScope;

macro_rules! functions {
    ($($($name:ident)*;)*) => {$(
        impl<Function, Output, $($name: FromArg),*> NativeFunction<fn($($name),*) -> Output> for Function
        where
            Function: Fn($($name),*) -> Output + 'static,
            Output: IntoJs,
        {
            const LENGTH: u8 = 0 $(+ $name::LENGTH)*;

            #[allow(non_snake_case, unused_mut, unused_variables)]
            fn invoke(&self, scope: &mut Scope<'_>) -> Result<Handle, JsError> {
                let mut next = 0;
                $(let $name = $name::from_arg(scope, &mut next)?;)*
                self($($name),*).into_js(scope)
            }
        }

        impl<Function, Output, $($name: FromArg),*> NativeFunction<fn(TakesScope $(, $name)*) -> Output> for Function
        where
            Function: Fn(&mut Scope<'_> $(, $name)*) -> Output + 'static,
            Output: IntoJs,
        {
            const LENGTH: u8 = 0 $(+ $name::LENGTH)*;

            #[allow(non_snake_case, unused_mut, unused_variables)]
            fn invoke(&self, scope: &mut Scope<'_>) -> Result<Handle, JsError> {
                let mut next = 0;
                $(let $name = $name::from_arg(scope, &mut next)?;)*
                self(scope $(, $name)*).into_js(scope)
            }
        }
    )*};
}

functions! {
    ;
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
}

impl Scope<'_> {
    /// A function object that calls `function`. Its arguments are converted as their types say;
    /// what it returns is converted back. An error that it returns is thrown, and a panic in it is
    /// thrown as an `Error`: the runtime goes on. (Rust still prints the panic; a program whose
    /// panics abort ends.)
    ///
    /// The closure lives as long as the function object. One that holds a [`Handle`] by which its
    /// own function can be reached lives as long as the runtime.
    ///
    /// ```
    /// use glassheap::{Handle, Runtime};
    ///
    /// # fn main() -> Result<(), glassheap::JsError> {
    /// let mut runtime = Runtime::new();
    /// let double = runtime.with_scope(|scope| scope.function("double", |n: f64| n * 2.0));
    /// let map: Handle = runtime.eval("f => [1, 2].map(x => f(x))", "a.js")?;
    /// assert_eq!(map.call::<Vec<f64>>(&mut runtime, (double,))?, [2.0, 4.0]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn function<Signature, F: NativeFunction<Signature>>(&mut self, name: &str, function: F) -> Handle {
        let closure = Closure { name: name.into(), body: Rc::new(move |scope: &mut Scope<'_>| function.invoke(scope)) };
        let bytes = std::mem::size_of::<Closure>() + std::mem::size_of::<F>() + name.len();
        let space = &mut self.vm.space;
        let shape = space.root_shape(Value::NULL, 0);
        let data = space.new_host_with_data(Brand::NativeClosure, shape, &[], Box::new(closure), bytes);
        let id = self.vm.native_id(NAME);
        let space = &mut self.vm.space;
        let object = space.new_native(id, data.value()).object();
        space.materialize_function(object);
        let text = space.new_string(name).value();
        for (key, value) in [(space.names.length, Value::int(F::LENGTH.into())), (space.names.name, text)] {
            space.put_named(object, key, value, attributes::CONFIGURABLE);
        }
        self.keep(object.value())
    }

    /// Argument `index` of the native function that runs, `undefined` beyond the last.
    fn argument(&self, index: usize) -> Handle {
        self.keep(if index < self.argc { self.vm.stack.get(self.args + index) } else { Value::UNDEFINED })
    }
}

/// Calls the closure of the native function that runs.
fn call(cx: &mut Cx<'_>) -> JsResult {
    let data = Host::of(cx.data(), Brand::NativeClosure);
    let Some(closure) = data.and_then(Gc::<Host>::data::<Closure>) else { return Ok(Value::UNDEFINED) };
    let body = Rc::clone(&closure.body);
    let table = Rc::clone(&cx.state::<State>().table);
    let (this, args, argc) = (*cx.this(), cx.args_base(), cx.argc());
    let depth = cx.vm().depth();
    let mut scope = Scope { vm: cx.vm(), table, outermost: false, this, args, argc };
    // The closure sees the machine only through the scope, between whose operations it is whole.
    match catch_unwind(AssertUnwindSafe(|| body(&mut scope))) {
        Ok(_) if scope.vm.is_terminating() => Err(scope.vm.terminate()),
        Ok(Ok(result)) => match scope.value(&result) {
            Ok(value) => Ok(value),
            Err(error) => Err(scope.throw_error(&error)),
        },
        Ok(Err(error)) => Err(scope.throw_error(&error.at(&closure.name))),
        // The machine itself was in the midst of something.
        Err(panic) if panic.is::<crate::vm::HeapIsFull>() || scope.vm.depth() != depth => resume_unwind(panic),
        Err(panic) => {
            let message = format!("{} panicked: {}", closure.name, panic_text(&*panic));
            Err(scope.throw_error(&JsError::new(message)))
        }
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}
