//! V8's words for what goes wrong, once each. Node prints them, and programs look at them: not a
//! letter may change.

use std::fmt::Display;

/// Too deep a recursion, or more arguments than the stack holds.
pub const CALL_STACK: &str = "Maximum call stack size exceeded";
/// A string would be too long.
pub const STRING_LENGTH: &str = "Invalid string length";
/// HostEnsureCanCompileStrings.
pub const NO_CODE_FROM_TEXT: &str = "Code generation from strings disallowed for this context";
/// A length that no array has.
pub const ARRAY_LENGTH: &str = "Invalid array length";
/// ToPrimitive met objects only.
pub const NO_PRIMITIVE: &str = "Cannot convert object to primitive value";
/// SpeciesConstructor.
pub const SPECIES: &str = "object.constructor[Symbol.species] is not a constructor";
/// SpeciesConstructor.
pub const CONSTRUCTOR_PROPERTY: &str = "The .constructor property is not an object";
/// A class that scripts cannot instantiate.
pub const ILLEGAL_CONSTRUCTOR: &str = "Illegal constructor";
/// ToObject.
pub const NULLISH_TO_OBJECT: &str = "Cannot convert undefined or null to object";
/// GeneratorValidate.
pub const GENERATOR_RUNS: &str = "Generator is already running";
/// A store to a `const`.
pub const CONSTANT: &str = "Assignment to constant variable.";
/// PrivateMethodOrAccessorAdd.
pub const PRIVATE_TWICE: &str = "Cannot initialize private methods of class twice on the same object";
/// `reduce` and `reduceRight`.
pub const EMPTY_REDUCE: &str = "Reduce of empty array with no initial value";
/// thisTimeValue.
pub const NO_DATE: &str = "this is not a Date object.";
/// NewPromiseCapability.
pub const CAPABILITY: &str = "Promise resolve or reject function is not callable";
/// A store to the `length` of a frozen array.
pub const READ_ONLY_LENGTH: &str = "Cannot assign to read only property 'length' of object '[object Array]'";

/// A BigInt would be too long.
pub const BIGINT_SIZE: &str = "Maximum BigInt size exceeded";
/// `/` and `%` by `0n`.
pub const DIVISION_BY_ZERO: &str = "Division by zero";
/// `**` of BigInts.
pub const NEGATIVE_EXPONENT: &str = "Exponent must be non-negative";
/// A BigInt and something else in one operator.
pub const MIXED_TYPES: &str = "Cannot mix BigInt and other types, use explicit conversions";
/// `>>>` of BigInts.
pub const UNSIGNED_SHIFT: &str = "BigInts have no unsigned right shift, use >> instead";
/// ToNumber.
pub const BIGINT_TO_NUMBER: &str = "Cannot convert a BigInt value to a number";
/// ToIndex.
pub const NO_INDEX: &str = "Invalid value: not (convertible to) a safe integer";
/// JSON.stringify.
pub const BIGINT_IN_JSON: &str = "Do not know how to serialize a BigInt";

/// The length of a buffer is none.
pub const BUFFER_LENGTH: &str = "Invalid array buffer length";
/// So is the highest.
pub const BUFFER_MAX_LENGTH: &str = "Invalid array buffer max length";
/// There is no memory for a buffer.
pub const BUFFER_ALLOCATION: &str = "Array buffer allocation failed";
/// A method of typed arrays on something else.
pub const NO_TYPED_ARRAY: &str = "this is not a typed array.";
/// What a constructor of typed arrays made.
pub const TYPED_ARRAY_TOO_SMALL: &str = "Derived TypedArray constructor created an array which was too small";
/// `%TypedArray%` itself.
pub const ABSTRACT_TYPED_ARRAY: &str = "Abstract class TypedArray not directly constructable";
/// `set` of typed arrays.
pub const OFFSET_BOUNDS: &str = "offset is out of bounds";
/// An element that there is not.
pub const TYPED_ARRAY_INDEX: &str = "Invalid typed array index";
/// `freeze` of a view.
pub const FREEZE_VIEW: &str = "Cannot freeze array buffer views with elements";
/// Accesses of DataViews.
pub const VIEW_BOUNDS: &str = "Offset is outside the bounds of the DataView";
/// Accesses of Atomics.
pub const ATOMIC_INDEX: &str = "Invalid atomic access index";
/// `sort`.
pub const COMPARATOR: &str = "The comparison function must be either a function or undefined";

/// A method on a buffer, or a view of one, that is detached or too short.
pub fn detached(method: &(impl Display + ?Sized)) -> String {
    format!("Cannot perform {method} on a detached ArrayBuffer")
}

/// A method that would change an immutable buffer.
pub fn immutable(method: &(impl Display + ?Sized)) -> String {
    format!("Cannot perform {method} on an immutable ArrayBuffer")
}

/// A typed array of no such length.
pub fn typed_array_length(length: &(impl Display + ?Sized)) -> String {
    format!("Invalid typed array length: {length}")
}

/// A view that begins behind the end.
pub fn start_offset(offset: &(impl Display + ?Sized)) -> String {
    format!("Start offset {offset} is outside the bounds of the buffer")
}

/// Call of something else.
pub fn not_a_function(what: &(impl Display + ?Sized)) -> String {
    format!("{what} is not a function")
}

/// `new` of something else.
pub fn not_a_constructor(what: &(impl Display + ?Sized)) -> String {
    format!("{what} is not a constructor")
}

/// An object was wanted.
pub fn not_an_object(what: &(impl Display + ?Sized)) -> String {
    format!("{what} is not an object")
}

/// GetIterator.
pub fn not_iterable(what: &(impl Display + ?Sized)) -> String {
    format!("{what} is not iterable")
}

/// GetIterator of undefined or null.
pub fn not_iterable_read(what: &(impl Display + ?Sized)) -> String {
    format!("{what} is not iterable (cannot read property Symbol(Symbol.iterator))")
}

/// What `next` gave.
pub fn iterator_result(what: &(impl Display + ?Sized)) -> String {
    format!("Iterator result {what} is not an object")
}

/// A method of one class on an object of another.
pub fn incompatible(method: &(impl Display + ?Sized), receiver: &(impl Display + ?Sized)) -> String {
    format!("Method {method} called on incompatible receiver {receiver}")
}

/// A method without a receiver.
pub fn called_on_nullish(method: &(impl Display + ?Sized)) -> String {
    format!("{method} called on null or undefined")
}

/// A read of undefined or null.
pub fn cannot_read(what: &(impl Display + ?Sized), name: &(impl Display + ?Sized)) -> String {
    format!("Cannot read properties of {what} (reading '{name}')")
}

/// A store to undefined or null.
pub fn cannot_set(what: &(impl Display + ?Sized), name: &(impl Display + ?Sized)) -> String {
    format!("Cannot set properties of {what} (setting '{name}')")
}

/// A store that `writable` refuses.
pub fn read_only(
    name: &(impl Display + ?Sized),
    kind: &(impl Display + ?Sized),
    object: &(impl Display + ?Sized),
) -> String {
    format!("Cannot assign to read only property '{name}' of {kind} '{object}'")
}

/// A store without a setter.
pub fn only_a_getter(name: &(impl Display + ?Sized), object: &(impl Display + ?Sized)) -> String {
    format!("Cannot set property {name} of {object} which has only a getter")
}

/// A shorter `length` that an element refuses.
pub fn cannot_delete_element(index: &(impl Display + ?Sized)) -> String {
    format!("Cannot delete property '{index}' of [object Array]")
}

/// A store that `[[IsExtensible]]` refuses.
pub fn not_extensible(name: &(impl Display + ?Sized)) -> String {
    format!("Cannot add property {name}, object is not extensible")
}

/// `[[DefineOwnProperty]]` refused.
pub fn cannot_redefine(name: &(impl Display + ?Sized)) -> String {
    format!("Cannot redefine property: {name}")
}

/// Call of a class.
pub fn class_without_new(name: &(impl Display + ?Sized)) -> String {
    format!("Class constructor {name} cannot be invoked without 'new'")
}

/// A second declaration.
pub fn already_declared(name: &(impl Display + ?Sized)) -> String {
    format!("Identifier '{name}' has already been declared")
}

/// `in` of no object.
pub fn cannot_search(key: &(impl Display + ?Sized), object: &(impl Display + ?Sized)) -> String {
    format!("Cannot use 'in' operator to search for '{key}' in {object}")
}

/// `[[SetPrototypeOf]]` of no object.
pub fn no_prototype(what: &(impl Display + ?Sized)) -> String {
    format!("Object prototype may only be an Object or null: {what}")
}

/// A Map or Set holds no more.
pub fn maximum_size(class: &(impl Display + ?Sized)) -> String {
    format!("{class} maximum size exceeded")
}

/// ToBigInt.
pub fn not_a_bigint(what: &(impl Display + ?Sized)) -> String {
    format!("Cannot convert {what} to a BigInt")
}

/// NumberToBigInt.
pub fn not_an_integer(number: &(impl Display + ?Sized)) -> String {
    format!("The number {number} cannot be converted to a BigInt because it is not an integer")
}

/// A name without a binding.
pub fn not_defined(name: &(impl Display + ?Sized)) -> String {
    format!("{name} is not defined")
}

/// A binding in its temporal dead zone.
pub fn before_initialization(name: &(impl Display + ?Sized)) -> String {
    format!("Cannot access '{name}' before initialization")
}

/// A constructor was called without `new`.
pub fn requires_new(class: &(impl Display + ?Sized)) -> String {
    format!("Constructor {class} requires 'new'")
}

/// A getter or setter that is no function.
pub fn accessor_not_a_function(what: &str, text: &(impl Display + ?Sized)) -> String {
    format!("{what} must be a function: {text}")
}

/// What is wrong with the answer of a proxy's trap.
pub fn on_proxy(trap: &(impl Display + ?Sized), what: &(impl Display + ?Sized)) -> String {
    format!("'{trap}' on proxy: {what}")
}

/// The trap refused.
pub fn trap_refused(trap: &(impl Display + ?Sized), name: Option<&str>) -> String {
    let what = name.map_or(String::new(), |name| format!(" for property '{name}'"));
    on_proxy(trap, &format_args!("trap returned falsish{what}"))
}

/// An operation on a proxy that has been revoked.
pub fn revoked(operation: &(impl Display + ?Sized)) -> String {
    format!("Cannot perform '{operation}' on a proxy that has been revoked")
}

/// GetMethod of a property that V8 names.
pub fn property_not_a_function(
    name: &(impl Display + ?Sized),
    value: &(impl Display + ?Sized),
    object: &(impl Display + ?Sized),
) -> String {
    format!("'{value}' returned for property '{name}' of object '{object}' is not a function")
}

/// A property key was wanted.
pub fn not_a_name(what: &(impl Display + ?Sized)) -> String {
    format!("{what} is not a valid property name")
}

/// `[[DefineOwnProperty]]` refused a property that is not there.
pub fn cannot_define(name: &(impl Display + ?Sized)) -> String {
    format!("Cannot define property {name}, object is not extensible")
}
