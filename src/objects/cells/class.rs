//! The table of classes: what an object of each kind and brand is called, its tag, whether it can
//! be cloned, how it is shown, and whose internal methods it has. The rows stand in the tables of
//! kinds (`kind.rs`) and brands (`host.rs`), which do not compile without these columns.

use super::code::{CODE_ASYNC, CODE_GENERATOR};
use super::function::Function;
use super::host::Host;
use super::primitive::Primitive;
use crate::objects::kind::Kind;
use crate::objects::object::Object;
use crate::objects::value::cell::Gc;

/// Whose internal methods (ECMA-262 §6.1.7.2) the objects of a kind have: see
/// `vm::internal_methods`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InternalMethods {
    /// Ordinary objects (ECMA-262 §10.1).
    Ordinary,
    /// Arrays (ECMA-262 §10.4.2): elements bound `length`, and the other way round.
    Array,
    /// Wrappers of primitives, of which those of strings are exotic (ECMA-262 §10.4.3).
    String,
    /// Arguments objects, of which those of sloppy functions are exotic (ECMA-262 §10.4.4).
    Arguments,
    /// Functions: `length`, `name` and `prototype` are made when somebody first asks.
    Function,
    /// Errors: the text of `stack` is made when somebody first asks.
    Error,
    /// Ordinary objects, but filled when somebody first looks into them.
    Deferred,
    /// Module namespaces (ECMA-262 §10.4.6): the names that a module exports.
    Namespace,
    /// Proxies (ECMA-262 §10.5): the traps of a handler.
    Proxy,
    /// Typed arrays (ECMA-262 §10.4.5): numbers as keys are elements, and nothing else.
    TypedArray,
    /// Global objects of contexts (Node vm): the sandbox in front of them.
    Context,
}

/// What structuredClone (HTML §2.7) makes of an object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cloning {
    /// Refuses it.
    Refused,
    /// A plain object with its properties.
    Object,
    /// An array with its properties.
    Array,
    /// A Map or Set of the entries.
    Entries,
    /// A wrapper of the same primitive.
    Wrapper,
    /// An error with name, message, stack and cause.
    Error,
    /// A Date of the same time.
    Date,
    /// A RegExp of the same pattern.
    RegExp,
    /// A buffer of the same bytes.
    Buffer,
    /// A view of a copy of the buffer.
    View,
}

/// How an object is shown by Node's `util.inspect`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Look {
    /// Its properties in braces.
    Properties,
    /// As [`Look::Properties`], under `[Arguments]`.
    Arguments,
    /// Elements in brackets.
    Array,
    /// Entries of a Map.
    Map,
    /// Values of a Set.
    Set,
    /// What an iterator of a Map or Set has still to give, under this name.
    Iterator(&'static str),
    /// The name of a function or class.
    Function,
    /// The primitive in brackets.
    Wrapper,
    /// The stack.
    Error,
    /// The time.
    Date,
    /// The pattern.
    RegExp,
    /// State and result.
    Promise,
    /// Entries that are not to be seen.
    Weak,
    /// The text of an object of Temporal.
    Temporal,
    /// The fields of Node's timer.
    Timer,
    /// The bytes.
    Buffer,
    /// Elements in brackets, all numbers.
    TypedArray,
    /// Place, length and buffer.
    DataView,
}

/// What is said of a class of objects.
#[derive(Debug)]
pub struct Class {
    /// What an object is called whose prototypes do not tell.
    pub name: &'static str,
    /// The builtinTag of Object.prototype.toString (ECMA-262 §20.1.3.6).
    pub builtin_tag: &'static str,
    /// What structuredClone makes of it.
    pub cloning: Cloning,
    /// How it is shown.
    pub look: Look,
}

const fn wrapper(name: &'static str, builtin_tag: &'static str, cloning: Cloning) -> Class {
    Class { name, builtin_tag, cloning, look: Look::Wrapper }
}

static BOOLEAN: Class = wrapper("Boolean", "Boolean", Cloning::Wrapper);
static NUMBER: Class = wrapper("Number", "Number", Cloning::Wrapper);
static STRING: Class = wrapper("String", "String", Cloning::Wrapper);
static BIGINT: Class = wrapper("BigInt", "Object", Cloning::Wrapper);
static SYMBOL: Class = wrapper("Symbol", "Object", Cloning::Refused);

const fn function(name: &'static str) -> Class {
    Class { name, builtin_tag: "Function", cloning: Cloning::Refused, look: Look::Function }
}

static GENERATOR_FUNCTION: Class = function("GeneratorFunction");
static ASYNC_GENERATOR_FUNCTION: Class = function("AsyncGeneratorFunction");

impl Gc<Object> {
    /// The class of an object: that of its kind or brand, of the primitive it wraps, of the
    /// function that it is.
    pub fn class(self) -> &'static Class {
        match self.kind() {
            Kind::Host => Gc::<Host>::from_cell(self.cell()).brand().class(),
            Kind::Primitive => match Gc::<Primitive>::from_cell(self.cell()).value.get() {
                inner if inner.is_boolean() => &BOOLEAN,
                inner if inner.is_number() => &NUMBER,
                inner if inner.is_string() => &STRING,
                inner if inner.is_bigint() => &BIGINT,
                _ => &SYMBOL,
            },
            Kind::Function => {
                let code = Gc::<Function>::from_cell(self.cell()).code();
                match (code.has(CODE_GENERATOR), code.has(CODE_ASYNC)) {
                    (true, true) => &ASYNC_GENERATOR_FUNCTION,
                    (true, false) => &GENERATOR_FUNCTION,
                    _ => Kind::Function.class(),
                }
            }
            kind => kind.class(),
        }
    }

    /// Whose internal methods it has.
    #[inline(always)]
    pub fn internal_methods(self) -> InternalMethods {
        self.kind().internal_methods()
    }
}
