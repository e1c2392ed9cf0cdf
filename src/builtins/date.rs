//! `Date` (ECMA-262 §19.3.9): the constructor and the methods of its prototype. A Date is a host
//! object with its time value in one slot, 48 bytes. Arithmetic, text and parsing are in
//! `src/calendar/`, text of a locale in `intl/date_format.rs`.

use super::Installer;
use super::intl::date_format::{DateFormat, Shown};
use super::text::buffer::chars_of;
use crate::builtins::shared::support::incompatible_leaf;
use crate::calendar::format::{date_text, iso_text, time_text, utc_text};
use crate::calendar::parse::parse;
use crate::calendar::time::{Fields, LocalTime, make_date, make_day, make_full_year, make_time, time_clip};
use crate::heap::Tracer;
use crate::objects::{Brand, Chars, Gc, Host, Object, Value, attributes};
use crate::vm::{Args, Coerce, Cx, Hint, HostState, Intrinsic, JsResult, Leaf, NativeRow, Rooted, Throw, Vm, messages};

const STATICS: &[NativeRow] = &[
    NativeRow::leaf("now", 0, now, "§21.4.3.1", "The present time in milliseconds since 1970"),
    NativeRow::leaf("parse", 1, parse_static, "§21.4.3.2", "The time value of a text")
        .coerce(Coerce::Any, &[Coerce::String]),
    NativeRow::cx("UTC", 7, utc_static, "§21.4.3.4", "The time value of a date in UTC"),
];

const METHODS: &[NativeRow] = &[
    NativeRow::leaf("toString", 0, to_string, "§21.4.4.41", "Date and time in local time"),
    NativeRow::leaf("toDateString", 0, to_date_string, "§21.4.4.35", "The date in local time"),
    NativeRow::leaf("toTimeString", 0, to_time_string, "§21.4.4.42", "The time of day in local time"),
    NativeRow::leaf("toISOString", 0, to_iso_string, "§21.4.4.36", "In the ISO format, in UTC"),
    NativeRow::cx("toLocaleString", 0, to_locale_string, "§21.4.4.39", "Date and time as people write them"),
    NativeRow::cx("toLocaleDateString", 0, to_locale_date_string, "§21.4.4.38", "The date as people write it"),
    NativeRow::cx("toLocaleTimeString", 0, to_locale_time_string, "§21.4.4.40", "The time of day as people write it"),
    NativeRow::leaf("getTimezoneOffset", 0, timezone_offset, "§21.4.4.11", "Minutes that UTC is ahead of local time"),
    NativeRow::leaf("getTime", 0, get_time, "§21.4.4.10", "Milliseconds since 1970"),
    NativeRow::leaf("valueOf", 0, get_time, "§21.4.4.44", "Milliseconds since 1970"),
    NativeRow::cx("setTime", 1, set_time, "§21.4.4.27", "Sets milliseconds since 1970"),
    NativeRow::leaf("getYear", 0, get_year, "§B.2.3.1", "Years since 1900 in local time"),
    NativeRow::cx("setYear", 1, set_year, "§B.2.3.2", "Sets the year, two digits meaning the last century"),
    NativeRow::cx("toJSON", 1, to_json, "§21.4.4.37", "As toISOString, null for an invalid date"),
    NativeRow::cx(
        "toTemporalInstant",
        0,
        to_instant,
        "TC39 proposal-temporal §14",
        "The same point of time of Temporal",
    ),
];

/// Installs `Date`.
pub(super) fn install(installer: &mut Installer) {
    installer.vm.add_state(LocalTime::system());
    let proto = installer.deferred(fill);
    let row = NativeRow::cx("Date", 7, construct, "§21.4.2.1", "A point of time");
    let constructor = installer.constructor(&row, proto, (Some(Intrinsic::Date), Some(Intrinsic::DatePrototype)));
    installer.methods(constructor, STATICS);
}

fn fill(vm: &mut Vm, proto: Gc<Object>) {
    let installer = &mut Installer::late(vm);
    let proto = proto.value();
    installer.methods(proto, METHODS);
    installer.methods(proto, GETTERS);
    installer.methods(proto, SETTERS);
    let to_utc = installer
        .method(proto, &NativeRow::leaf("toUTCString", 0, to_utc_string, "§21.4.4.43", "Date and time in UTC"));
    installer.value(proto, "toGMTString", to_utc, attributes::HIDDEN);
    let to_primitive = NativeRow::cx(
        "[Symbol.toPrimitive]",
        1,
        to_primitive,
        "§21.4.4.45",
        "A string, or a number when asked for one",
    );
    let function = installer.function(&to_primitive).value();
    installer.value(proto, "[Symbol.toPrimitive]", function, attributes::CONFIGURABLE);
}

/// The present time, by the real or virtual clock.
fn clock(leaf: &Leaf<'_>) -> f64 {
    let vm = leaf.vm_ref();
    (vm.hooks.now)(vm).floor()
}

fn now(leaf: &mut Leaf<'_>, _: Value, _: Args<'_>) -> JsResult {
    Ok(Value::number(clock(leaf)))
}

impl HostState for LocalTime {
    fn trace(&self, _: &mut Tracer) {}
}

fn local_time<'a>(leaf: &'a mut Leaf<'_>) -> &'a mut LocalTime {
    leaf.state::<LocalTime>()
}

fn parse_static(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let text = chars_of(leaf, args.get(0)).to_text();
    Ok(Value::number(parse(&text, local_time(leaf))))
}

/// The numbers of a date from arguments: a date of its year and month, or finer.
fn date_of_arguments(cx: &mut Cx<'_>) -> JsResult<f64> {
    let mut numbers = [f64::NAN, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    for (i, number) in numbers.iter_mut().enumerate().take(cx.argc()) {
        let value = cx.arg(i);
        *number = cx.to_number(value)?;
    }
    let [year, month, day, hour, minute, second, millisecond] = numbers;
    Ok(make_date(make_day(make_full_year(year), month, day), make_time(hour, minute, second, millisecond)))
}

/// `Date.UTC` (ECMA-262 §21.4.3.4)
fn utc_static(cx: &mut Cx<'_>) -> JsResult {
    Ok(Value::number(time_clip(date_of_arguments(cx)?)))
}

/// `Date()`, `new Date(…)` (ECMA-262 §21.4.2.1)
fn construct(cx: &mut Cx<'_>) -> JsResult {
    if cx.new_target().is_undefined() {
        let mut leaf = cx.leaf();
        let now = clock(&leaf);
        let text = full_text(&mut leaf, now);
        return Ok(leaf.new_string(&text).value());
    }
    let time = match cx.argc() {
        0 => clock(&cx.leaf()),
        1 => {
            let value = cx.arg(0);
            time_of_value(cx, value)?
        }
        _ => {
            let local = date_of_arguments(cx)?;
            time_clip(local_time(&mut cx.leaf()).to_utc(local))
        }
    };
    let shape = cx.instance_shape(Intrinsic::DatePrototype)?;
    Ok(cx.leaf().new_host(Brand::Date, shape, &[Value::number(time)]).value())
}

fn time_of_value(cx: &mut Cx<'_>, value: Rooted) -> JsResult<f64> {
    if let Some(date) = Host::of(*value, Brand::Date) {
        return Ok(date.get(0).as_number().unwrap_or(f64::NAN));
    }
    let primitive = cx.to_primitive(value)?;
    if primitive.is_string() {
        let mut leaf = cx.leaf();
        let text = chars_of(&mut leaf, *primitive).to_text();
        return Ok(parse(&text, local_time(&mut leaf)));
    }
    Ok(time_clip(cx.to_number(primitive)?))
}

/// The time value of a Date, `None` for an invalid one.
fn time_of(date: Gc<Host>) -> Option<i64> {
    date.get(0).as_number().filter(|time| !time.is_nan()).map(|time| time as i64)
}

/// ThisTimeValue (ECMA-262 §21.4.4), `None` for an invalid date.
fn this_time(leaf: &mut Leaf<'_>, this: Value) -> JsResult<Option<i64>> {
    match Host::of(this, Brand::Date) {
        Some(date) => Ok(time_of(date)),
        None => Err(leaf.type_error(messages::NO_DATE)),
    }
}

fn get_time(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    match Host::of(this, Brand::Date) {
        Some(date) => Ok(date.get(0)),
        None => Err(leaf.type_error(messages::NO_DATE)),
    }
}

fn local_fields(leaf: &mut Leaf<'_>, utc: i64) -> Fields {
    local_time(leaf).fields(utc)
}

fn utc_fields(_: &mut Leaf<'_>, utc: i64) -> Fields {
    Fields::of(utc)
}

macro_rules! getters {
    ($($function:ident $name:literal $fields:ident |$f:ident| $field:expr, $clause:literal $doc:literal;)*) => {
        $(fn $function(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
            let Some(utc) = this_time(leaf, this)? else { return Ok(Value::NAN) };
            let $f = $fields(leaf, utc);
            Ok(Value::int($field as i32))
        })*

        const GETTERS: &[NativeRow] = &[$(NativeRow::leaf($name, 0, $function, $clause, $doc)),*];
    };
}

getters! {
    get_date "getDate" local_fields |f| f.day, "§21.4.4.2" "Day of the month in local time";
    get_day "getDay" local_fields |f| f.weekday, "§21.4.4.3" "Day of the week in local time";
    get_full_year "getFullYear" local_fields |f| f.year, "§21.4.4.4" "Year in local time";
    get_hours "getHours" local_fields |f| f.hour, "§21.4.4.5" "Hours in local time";
    get_milliseconds "getMilliseconds" local_fields |f| f.millisecond, "§21.4.4.6" "Milliseconds in local time";
    get_minutes "getMinutes" local_fields |f| f.minute, "§21.4.4.7" "Minutes in local time";
    get_month "getMonth" local_fields |f| f.month, "§21.4.4.8" "Month from 0 in local time";
    get_seconds "getSeconds" local_fields |f| f.second, "§21.4.4.9" "Seconds in local time";
    get_utc_date "getUTCDate" utc_fields |f| f.day, "§21.4.4.12" "Day of the month in UTC";
    get_utc_day "getUTCDay" utc_fields |f| f.weekday, "§21.4.4.13" "Day of the week in UTC";
    get_utc_full_year "getUTCFullYear" utc_fields |f| f.year, "§21.4.4.14" "Year in UTC";
    get_utc_hours "getUTCHours" utc_fields |f| f.hour, "§21.4.4.15" "Hours in UTC";
    get_utc_milliseconds "getUTCMilliseconds" utc_fields |f| f.millisecond, "§21.4.4.16" "Milliseconds in UTC";
    get_utc_minutes "getUTCMinutes" utc_fields |f| f.minute, "§21.4.4.17" "Minutes in UTC";
    get_utc_month "getUTCMonth" utc_fields |f| f.month, "§21.4.4.18" "Month from 0 in UTC";
    get_utc_seconds "getUTCSeconds" utc_fields |f| f.second, "§21.4.4.19" "Seconds in UTC";
}

/// `Date.prototype.getYear` (ECMA-262 §B.2.3.1)
fn get_year(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    let Some(date) = Host::of(this, Brand::Date) else { return Err(incompatible(leaf, "getYear", this)) };
    let Some(utc) = time_of(date) else { return Ok(Value::NAN) };
    Ok(Value::int((local_fields(leaf, utc).year - 1900) as i32))
}

fn timezone_offset(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    let Some(utc) = this_time(leaf, this)? else { return Ok(Value::NAN) };
    let minutes = local_time(leaf).offset_at(utc) / 60_000;
    Ok(Value::int(-minutes as i32))
}

// ---- setters

fn this_date(cx: &mut Cx<'_>, method: &str) -> JsResult<(Gc<Host>, Option<i64>)> {
    let this = cx.this();
    match Host::of(*this, Brand::Date) {
        Some(date) => Ok((date, time_of(date))),
        None => Err(incompatible(&mut cx.leaf(), method, *this)),
    }
}

fn incompatible(leaf: &mut Leaf<'_>, method: &str, this: Value) -> Throw {
    incompatible_leaf(leaf, this, format_args!("Date.prototype.{method}"))
}

fn store(cx: &mut Cx<'_>, date: Gc<Host>, time: f64) -> JsResult {
    let value = Value::number(time);
    date.set(&mut cx.leaf(), 0, value);
    Ok(value)
}

fn set_time(cx: &mut Cx<'_>) -> JsResult {
    let (date, _) = this_date(cx, "setTime")?;
    let value = cx.arg(0);
    let time = cx.to_number(value)?;
    store(cx, date, time_clip(time))
}

/// Number of the field at which a setter starts, in the order year, month, day, hour, minute,
/// second, millisecond.
fn set_fields(cx: &mut Cx<'_>, name: &str, first: usize, most: usize, utc: bool) -> JsResult {
    let (date, time) = this_date(cx, name)?;
    let mut given = [None; 4];
    for (i, slot) in given.iter_mut().enumerate().take(most.min(cx.argc().max(1))) {
        let value = cx.arg(i);
        *slot = Some(cx.to_number(value)?);
    }
    // A year makes an invalid date valid again.
    let time = match time {
        Some(time) => time,
        None if first == 0 => 0,
        None => return Ok(Value::NAN),
    };
    let was_invalid = date.get(0).as_number().is_none_or(f64::is_nan);
    let fields = if utc || was_invalid { Fields::of(time) } else { local_fields(&mut cx.leaf(), time) };
    let mut parts =
        [fields.year, fields.month, fields.day, fields.hour, fields.minute, fields.second, fields.millisecond]
            .map(|part| part as f64);
    for (i, value) in given.into_iter().enumerate() {
        if let Some(value) = value {
            parts[first + i] = value;
        }
    }
    let [year, month, day, hour, minute, second, millisecond] = parts;
    let new = make_date(make_day(year, month, day), make_time(hour, minute, second, millisecond));
    let new = if utc { new } else { local_time(&mut cx.leaf()).to_utc(new) };
    store(cx, date, time_clip(new))
}

macro_rules! setters {
    ($($function:ident $name:literal $first:literal $most:literal $utc:literal $clause:literal $doc:literal;)*) => {
        $(fn $function(cx: &mut Cx<'_>) -> JsResult {
            set_fields(cx, $name, $first, $most, $utc)
        })*

        const SETTERS: &[NativeRow] = &[$(NativeRow::cx($name, $most, $function, $clause, $doc)),*];
    };
}

setters! {
    set_date "setDate" 2 1 false "§21.4.4.20" "Sets the day of the month in local time";
    set_full_year "setFullYear" 0 3 false "§21.4.4.21" "Sets the year (month, day) in local time";
    set_hours "setHours" 3 4 false "§21.4.4.22" "Sets hours (minutes, seconds, milliseconds) in local time";
    set_milliseconds "setMilliseconds" 6 1 false "§21.4.4.23" "Sets milliseconds in local time";
    set_minutes "setMinutes" 4 3 false "§21.4.4.24" "Sets minutes (seconds, milliseconds) in local time";
    set_month "setMonth" 1 2 false "§21.4.4.25" "Sets the month (day) in local time";
    set_seconds "setSeconds" 5 2 false "§21.4.4.26" "Sets seconds (milliseconds) in local time";
    set_utc_date "setUTCDate" 2 1 true "§21.4.4.28" "Sets the day of the month in UTC";
    set_utc_full_year "setUTCFullYear" 0 3 true "§21.4.4.29" "Sets the year (month, day) in UTC";
    set_utc_hours "setUTCHours" 3 4 true "§21.4.4.30" "Sets hours (minutes, seconds, milliseconds) in UTC";
    set_utc_milliseconds "setUTCMilliseconds" 6 1 true "§21.4.4.31" "Sets milliseconds in UTC";
    set_utc_minutes "setUTCMinutes" 4 3 true "§21.4.4.32" "Sets minutes (seconds, milliseconds) in UTC";
    set_utc_month "setUTCMonth" 1 2 true "§21.4.4.33" "Sets the month (day) in UTC";
    set_utc_seconds "setUTCSeconds" 5 2 true "§21.4.4.34" "Sets seconds (milliseconds) in UTC";
}

/// `Date.prototype.setYear` (ECMA-262 §B.2.3.2)
fn set_year(cx: &mut Cx<'_>) -> JsResult {
    let (date, time) = this_date(cx, "setYear")?;
    let value = cx.arg(0);
    let year = cx.to_number(value)?;
    if year.is_nan() {
        return store(cx, date, f64::NAN);
    }
    let fields = match time {
        Some(time) => local_fields(&mut cx.leaf(), time),
        None => Fields::of(0),
    };
    let day = make_day(make_full_year(year), fields.month as f64, fields.day as f64);
    let time = make_time(fields.hour as f64, fields.minute as f64, fields.second as f64, fields.millisecond as f64);
    let new = local_time(&mut cx.leaf()).to_utc(make_date(day, time));
    store(cx, date, time_clip(new))
}

/// `Date.prototype.toTemporalInstant` (TC39 proposal-temporal §14)
fn to_instant(cx: &mut Cx<'_>) -> JsResult {
    match this_date(cx, "toTemporalInstant")? {
        (_, Some(time)) => super::temporal::instant_of_time(cx, time),
        (_, None) => Err(cx.range_error("Invalid time value")),
    }
}

// ---- text

fn full_text(leaf: &mut Leaf<'_>, time: f64) -> String {
    if time.is_nan() {
        return "Invalid Date".into();
    }
    let utc = time as i64;
    let fields = local_fields(leaf, utc);
    format!("{} {}", date_text(&fields), time_text(&fields, utc, local_time(leaf)))
}

/// The receiver in words of `text`, or "Invalid Date".
fn in_words(leaf: &mut Leaf<'_>, this: Value, name: &str, text: impl FnOnce(&mut Leaf<'_>, i64) -> String) -> JsResult {
    let Some(date) = Host::of(this, Brand::Date) else { return Err(incompatible(leaf, name, this)) };
    let text = match time_of(date) {
        Some(utc) => text(leaf, utc),
        None => "Invalid Date".into(),
    };
    Ok(leaf.new_string(&text).value())
}

fn to_string(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    in_words(leaf, this, "toString", |leaf, utc| full_text(leaf, utc as f64))
}

fn to_date_string(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    in_words(leaf, this, "toDateString", |leaf, utc| date_text(&local_fields(leaf, utc)))
}

fn to_time_string(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    in_words(leaf, this, "toTimeString", |leaf, utc| {
        let fields = local_fields(leaf, utc);
        time_text(&fields, utc, local_time(leaf))
    })
}

fn to_utc_string(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    in_words(leaf, this, "toUTCString", |_, utc| utc_text(utc))
}

fn to_iso_string(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    let Some(date) = Host::of(this, Brand::Date) else { return Err(incompatible(leaf, "toISOString", this)) };
    match time_of(date) {
        Some(utc) => Ok(leaf.new_string(&iso_text(utc)).value()),
        None => Err(leaf.range_error("Invalid time value")),
    }
}

fn to_locale(cx: &mut Cx<'_>, name: &str, shown: Shown) -> JsResult {
    let (_, time) = this_date(cx, name)?;
    let (locales, options) = (cx.arg(0), cx.arg(1));
    let service = format!("Date.prototype.{name}");
    let format = DateFormat::read(cx, locales, options, shown, &service)?;
    let mut leaf = cx.leaf();
    let text = match time {
        Some(utc) => format.format(utc, local_time(&mut leaf)),
        None => "Invalid Date".into(),
    };
    Ok(leaf.new_string(&text).value())
}

fn to_locale_string(cx: &mut Cx<'_>) -> JsResult {
    to_locale(cx, "toLocaleString", Shown::Both)
}

fn to_locale_date_string(cx: &mut Cx<'_>) -> JsResult {
    to_locale(cx, "toLocaleDateString", Shown::Date)
}

fn to_locale_time_string(cx: &mut Cx<'_>) -> JsResult {
    to_locale(cx, "toLocaleTimeString", Shown::Time)
}

/// `Date.prototype.toJSON` (ECMA-262 §21.4.4.37)
fn to_json(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let object = cx.to_object(this)?;
    let primitive = cx.vm().to_primitive(*object, Hint::Number)?;
    if primitive.as_number().is_some_and(|number| !number.is_finite()) {
        return Ok(Value::NULL);
    }
    let key = cx.key("toISOString");
    Ok(*cx.invoke(object, key, &[])?)
}

/// `Date.prototype[Symbol.toPrimitive]` (ECMA-262 §21.4.4.45)
fn to_primitive(cx: &mut Cx<'_>) -> JsResult {
    let (this, hint) = (cx.this(), cx.arg(0));
    if !this.is_object() {
        let shown = cx.describe(this);
        let text = messages::incompatible("Date.prototype [ @@toPrimitive ]", &shown);
        return Err(cx.type_error(text));
    }
    let hint_chars = if hint.is_string() { chars_of(&mut cx.leaf(), *hint) } else { Chars::Latin1(b"") };
    let names = &cx.leaf().names;
    let (to_string, value_of) = (names.to_string, names.value_of);
    let order = match hint_chars {
        Chars::Latin1(b"string" | b"default") => [to_string, value_of],
        Chars::Latin1(b"number") => [value_of, to_string],
        _ => {
            let shown = if hint.is_string() { cx.to_text(hint)? } else { cx.describe(hint) };
            return Err(cx.type_error(format!("Invalid hint: {shown}")));
        }
    };
    for key in order {
        let method = cx.get(this, key)?;
        if method.is_callable() {
            let result = cx.call(method, this, &[])?;
            if !result.is_object() {
                return Ok(*result);
            }
        }
    }
    Err(cx.type_error(messages::NO_PRIMITIVE))
}
