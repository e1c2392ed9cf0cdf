//! What the classes of Temporal have in common: constructors, the value that an object holds, the
//! library's errors as those of the language.

use temporal_rs::error::ErrorKind as Fault;
use temporal_rs::{
    Duration, Instant, PlainDate, PlainDateTime, PlainMonthDay, PlainTime, PlainYearMonth, TemporalError,
    TemporalResult, ZonedDateTime,
};

use crate::builtins::Installer;
use crate::builtins::shared::support::{incompatible, incompatible_leaf, require_new};
use crate::objects::{Brand, Gc, Host, Object, Value, attributes};
use crate::vm::{Cx, Intrinsic, JsResult, Leaf, NativeRow, Throw};

/// A class of Temporal.
pub(super) struct Class {
    /// With its namespace: `Temporal.PlainDate`.
    pub name: &'static str,
    pub brand: Brand,
    pub prototype: Intrinsic,
}

/// What an object of a class holds.
pub(super) trait Held: Clone + 'static {
    const CLASS: &'static Class;
}

macro_rules! classes {
    ($($held:ident $name:literal $brand:ident $prototype:ident;)*) => {
        $(impl Held for $held {
            const CLASS: &'static Class =
                &Class { name: $name, brand: Brand::$brand, prototype: Intrinsic::$prototype };
        })*
    };
}

classes! {
    Instant "Temporal.Instant" TemporalInstant TemporalInstantPrototype;
    PlainDateTime "Temporal.PlainDateTime" TemporalPlainDateTime TemporalPlainDateTimePrototype;
    PlainDate "Temporal.PlainDate" TemporalPlainDate TemporalPlainDatePrototype;
    PlainTime "Temporal.PlainTime" TemporalPlainTime TemporalPlainTimePrototype;
    PlainYearMonth "Temporal.PlainYearMonth" TemporalPlainYearMonth TemporalPlainYearMonthPrototype;
    PlainMonthDay "Temporal.PlainMonthDay" TemporalPlainMonthDay TemporalPlainMonthDayPrototype;
    Duration "Temporal.Duration" TemporalDuration TemporalDurationPrototype;
    ZonedDateTime "Temporal.ZonedDateTime" TemporalZonedDateTime TemporalZonedDateTimePrototype;
}

/// Makes a constructor and its prototype.
pub(super) fn install_class<T: Held>(
    installer: &mut Installer<'_>,
    temporal: Gc<Object>,
    row: &NativeRow,
    statics: &[NativeRow],
    methods: &[NativeRow],
    getters: &[&[NativeRow]],
) {
    let proto = installer.object(Intrinsic::ObjectPrototype);
    let constructor = installer.function(&row.constructor()).value();
    installer.value(constructor, "prototype", proto, 0);
    installer.value(proto, "constructor", constructor, attributes::HIDDEN);
    installer.vm.realm.set(T::CLASS.prototype, proto);
    installer.methods(constructor, statics);
    for row in getters.iter().copied().flatten() {
        installer.accessor(proto, Some(row), None);
    }
    installer.methods(proto, methods);
    installer.tag(proto, T::CLASS.name);
    installer.value(temporal.value(), row.name, constructor, attributes::HIDDEN);
}

/// What the box around a value takes, about.
const BOX: usize = 48;

/// A new object; in a constructor one of `new.target`'s.
pub(super) fn create<T: Held>(cx: &mut Cx<'_>, held: T) -> JsResult {
    let shape = cx.instance_shape(T::CLASS.prototype)?;
    let bytes = std::mem::size_of::<T>() + BOX;
    Ok(cx.leaf().new_host_with_data(T::CLASS.brand, shape, &[], Box::new(held), bytes).object().value())
}

/// A new object of what the library gave, or its error.
pub(super) fn give<T: Held>(cx: &mut Cx<'_>, result: TemporalResult<T>) -> JsResult {
    let held = check(cx, result)?;
    create(cx, held)
}

/// What a value holds that is an object of the class.
pub(super) fn held<T: Held>(value: Value) -> Option<T> {
    Host::of(value, T::CLASS.brand)?.data::<T>().cloned()
}

/// What the receiver holds, or a TypeError.
pub(super) fn this<T: Held>(cx: &mut Cx<'_>, method: &str) -> JsResult<T> {
    match held(*cx.this()) {
        Some(held) => Ok(held),
        None => Err(incompatible(cx, format_args!("{}.prototype.{method}", T::CLASS.name))),
    }
}

/// As [`this`], in a getter.
pub(super) fn this_leaf<T: Held>(leaf: &mut Leaf<'_>, this: Value, name: &str) -> JsResult<T> {
    match held(this) {
        Some(held) => Ok(held),
        None => Err(incompatible_leaf(leaf, this, format_args!("get {}.prototype.{name}", T::CLASS.name))),
    }
}

/// A TypeError when the constructor was called without `new`.
pub(super) fn require_new_of<T: Held>(cx: &mut Cx<'_>) -> JsResult<()> {
    require_new(cx, T::CLASS.name)
}

/// Whether a value is an object of any of the classes that have a calendar or a time.
pub(super) fn is_temporal(value: Value) -> bool {
    Gc::<Host>::from_value(value).is_some_and(|host| {
        matches!(
            host.brand(),
            Brand::TemporalPlainDate
                | Brand::TemporalPlainDateTime
                | Brand::TemporalPlainMonthDay
                | Brand::TemporalPlainTime
                | Brand::TemporalPlainYearMonth
                | Brand::TemporalZonedDateTime
        )
    })
}

/// `valueOf` of every class: comparing by `<` would compare texts.
pub(super) fn refuse_value_of<T: Held>(cx: &mut Cx<'_>) -> JsResult {
    let name = T::CLASS.name;
    let compare = match T::CLASS.brand {
        Brand::TemporalPlainMonthDay => "equals".into(),
        _ => format!("{name}.compare"),
    };
    Err(cx.type_error(format!("Do not use built-in arithmetic operators with {name} objects; use {compare} instead")))
}

/// The library's error as one of the language, in V8's form.
fn fault_text(error: TemporalError) -> (bool, String) {
    let is_type = error.kind() == Fault::Type;
    let text = match error.into_message() {
        // What the library leaves unsaid is mostly this.
        "" => "The value is out of range, or needs a date to start from (relativeTo).",
        text => text,
    };
    (is_type, format!("Temporal error: {text}"))
}

fn thrown(cx: &mut Cx<'_>, error: TemporalError) -> Throw {
    let (is_type, text) = fault_text(error);
    if is_type { cx.type_error(text) } else { cx.range_error(text) }
}

/// What the library gave, or its error thrown.
pub(super) fn check<T>(cx: &mut Cx<'_>, result: TemporalResult<T>) -> JsResult<T> {
    result.map_err(|error| thrown(cx, error))
}

/// As [`check`], in a getter.
pub(super) fn check_leaf<T>(leaf: &mut Leaf<'_>, result: TemporalResult<T>) -> JsResult<T> {
    result.map_err(|error| {
        let (is_type, text) = fault_text(error);
        if is_type { leaf.type_error(text) } else { leaf.range_error(text) }
    })
}
