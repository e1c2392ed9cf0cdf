//! Object and Object.prototype (ECMA-262 §20.1.2.21).

use crate::builtins::Installer;
use crate::builtins::shared::support::{define_or_throw, enumerable_own_keys, key_value, object_of, this_object};
use crate::objects::{Descriptor, Gc, InternalMethods, JsArray, JsString, Key, Value, View, attributes};
use crate::vm::descriptors::from_property;
use crate::vm::{Args, Coerce, Cx, Integrity, Intrinsic, JsResult, Leaf, NativeRow, Rooted, Throw, messages};
use rustc_hash::FxHashMap;

const STATICS: &[NativeRow] = &[
    NativeRow::cx("assign", 2, assign, "§20.1.2.1", "Copies own enumerable properties of the sources to the target."),
    NativeRow::cx(
        "getOwnPropertyDescriptor",
        2,
        get_own_property_descriptor,
        "§20.1.2.8",
        "The descriptor of an own property.",
    ),
    NativeRow::cx(
        "getOwnPropertyDescriptors",
        1,
        get_own_property_descriptors,
        "§20.1.2.9",
        "Descriptors of all own properties.",
    ),
    NativeRow::cx("getOwnPropertyNames", 1, get_own_property_names, "§20.1.2.10", "The names of all own properties."),
    NativeRow::cx(
        "getOwnPropertySymbols",
        1,
        get_own_property_symbols,
        "§20.1.2.11",
        "The symbols of all own properties.",
    ),
    NativeRow::cx("hasOwn", 2, has_own, "§20.1.2.14", "Whether the object has an own property of that name."),
    NativeRow::leaf("is", 2, is, "§20.1.2.15", "Whether two values are the same value."),
    NativeRow::cx("preventExtensions", 1, prevent_extensions, "§20.1.2.20", "Lets no more properties be added."),
    NativeRow::cx("seal", 1, seal, "§20.1.2.22", "Lets no properties be added, removed or reconfigured."),
    NativeRow::cx("create", 2, create, "§20.1.2.2", "A new object with the given prototype."),
    NativeRow::cx("defineProperties", 2, define_properties, "§20.1.2.3", "Defines properties by descriptors."),
    NativeRow::cx("defineProperty", 3, define_property, "§20.1.2.4", "Defines a property by its descriptor."),
    NativeRow::cx("freeze", 1, freeze, "§20.1.2.6", "Lets no properties be added, removed or changed."),
    NativeRow::cx("getPrototypeOf", 1, get_prototype_of, "§20.1.2.12", "The object's prototype."),
    NativeRow::cx("setPrototypeOf", 2, set_prototype_of, "§20.1.2.23", "Changes the object's prototype."),
    NativeRow::cx("isExtensible", 1, is_extensible, "§20.1.2.16", "Whether properties can be added."),
    NativeRow::cx("isFrozen", 1, is_frozen, "§20.1.2.17", "Whether the object is frozen."),
    NativeRow::cx("isSealed", 1, is_sealed, "§20.1.2.18", "Whether the object is sealed."),
    NativeRow::cx("keys", 1, keys, "§20.1.2.19", "The names of own enumerable properties."),
    NativeRow::cx("entries", 1, entries, "§20.1.2.5", "Pairs of name and value of own enumerable properties."),
    NativeRow::cx("fromEntries", 1, from_entries, "§20.1.2.7", "An object of the entries that the iterable gives."),
    NativeRow::cx("values", 1, values, "§20.1.2.24", "The values of own enumerable properties."),
    NativeRow::cx("groupBy", 2, group_by, "§20.1.2.13", "Groups the items of an iterable by what the callback says."),
];

const METHODS: &[NativeRow] = &[
    NativeRow::cx("__defineGetter__", 2, define_getter, "§20.1.3.9.1", "Defines a getter."),
    NativeRow::cx("__defineSetter__", 2, define_setter, "§20.1.3.9.2", "Defines a setter."),
    NativeRow::cx(
        "hasOwnProperty",
        1,
        has_own_property,
        "§20.1.3.2",
        "Whether the object has an own property of that name.",
    ),
    NativeRow::cx("__lookupGetter__", 1, lookup_getter, "§20.1.3.9.3", "The getter of a property, own or inherited."),
    NativeRow::cx("__lookupSetter__", 1, lookup_setter, "§20.1.3.9.4", "The setter of a property, own or inherited."),
    NativeRow::cx(
        "isPrototypeOf",
        1,
        is_prototype_of,
        "§20.1.3.3",
        "Whether the object is among the argument's prototypes.",
    ),
    NativeRow::cx(
        "propertyIsEnumerable",
        1,
        property_is_enumerable,
        "§20.1.3.4",
        "Whether the own property is enumerable.",
    ),
    NativeRow::cx("toString", 0, to_string, "§20.1.3.6", "[object Tag]"),
    NativeRow::leaf("valueOf", 0, value_of, "§20.1.3.7", "The object itself.").coerce(Coerce::Object, &[]),
];

const PROTO_GETTER: NativeRow = NativeRow::cx("__proto__", 0, get_proto, "§20.1.3.8.1", "The object's prototype.");
const PROTO_SETTER: NativeRow =
    NativeRow::cx("__proto__", 1, set_proto, "§20.1.3.8.2", "Changes the object's prototype.");
const TO_LOCALE_STRING: NativeRow =
    NativeRow::cx("toLocaleString", 0, to_locale_string, "§20.1.3.5", "What toString() gives.");

pub(crate) fn install(installer: &mut Installer<'_>) {
    let row = NativeRow::cx("Object", 1, constructor, "§20.1.1.1", "Makes an object, of a primitive its wrapper.");
    let proto = installer.vm.realm.get(Intrinsic::ObjectPrototype);
    let constructor = installer.constructor(&row, proto, (Some(Intrinsic::Object), None));
    installer.methods(constructor, STATICS);
    installer.methods(proto, METHODS);
    installer.accessor(proto, Some(&PROTO_GETTER), Some(&PROTO_SETTER));
    installer.method(proto, &TO_LOCALE_STRING);
}

fn constructor(cx: &mut Cx<'_>) -> JsResult {
    let new_target = cx.new_target();
    let value = cx.arg(0);
    if !new_target.is_undefined() && new_target != cx.callee() {
        let shape = cx.instance_shape(Intrinsic::ObjectPrototype)?;
        return Ok(cx.leaf().new_object(shape).value());
    }
    if value.is_nullish() {
        return Ok(cx.leaf().new_plain_object().value());
    }
    cx.to_object(value).map(|object| *object)
}

// ---- own properties

/// Calls `each` with own enumerable string-keyed properties in order; getters run
/// (EnumerableOwnProperties, ECMA-262 §7.3.23). What `each` roots is released.
fn each_entry(
    cx: &mut Cx<'_>,
    object: Rooted,
    mut each: impl FnMut(&mut Cx<'_>, Key, Rooted) -> JsResult<()>,
) -> JsResult<()> {
    for key in cx.own_property_keys(object)? {
        if key.is_symbol() {
            break;
        }
        let mark = cx.mark();
        if let Some(value) = cx.own_enumerable_value(object, key)? {
            each(cx, key, value)?;
        }
        cx.release(mark);
    }
    Ok(())
}

fn keys(cx: &mut Cx<'_>) -> JsResult {
    let object = cx.arg(0);
    let object = cx.to_object(object)?;
    if let Some(keys) = cx.leaf().plain_keys(object_of(*object)) {
        return Ok(keys.value());
    }
    let keys = enumerable_own_keys(cx, object)?;
    Ok(key_array(cx, keys.into_iter()))
}

/// An array of keys as a script sees them.
fn key_array(cx: &mut Cx<'_>, keys: impl Iterator<Item = Key>) -> Value {
    let mut leaf = cx.leaf();
    let names: Vec<Value> = keys.map(|key| key_value(&mut leaf, key)).collect();
    leaf.new_array_from(&names).value()
}

fn values(cx: &mut Cx<'_>) -> JsResult {
    let object = cx.arg(0);
    let object = cx.to_object(object)?;
    let mut leaf = cx.leaf();
    if let Some(entries) = leaf.plain_entries(object_of(*object)) {
        let result = leaf.new_array(entries.len());
        if let Some(words) = result.dense() {
            for (slot, (_, value)) in words.slots().iter().zip(&entries) {
                slot.init(*value);
            }
        }
        result.set_length_field(entries.len() as u32);
        return Ok(result.value());
    }
    let array = leaf.new_array(0);
    let result = cx.root(array.value());
    each_entry(cx, object, |cx, _, value| {
        cx.leaf().array_push(array, *value);
        Ok(())
    })?;
    Ok(*result)
}

fn entries(cx: &mut Cx<'_>) -> JsResult {
    let object = cx.arg(0);
    let object = cx.to_object(object)?;
    let mut leaf = cx.leaf();
    if let Some(entries) = leaf.plain_entries(object_of(*object)) {
        let result = leaf.new_array(entries.len());
        let words = result.dense();
        for (i, &(key, value)) in entries.iter().enumerate() {
            let key = key_value(&mut leaf, key);
            let pair = leaf.new_array_from(&[key, value]);
            if let Some(words) = words {
                words.slots()[i].init(pair.value());
            }
        }
        result.set_length_field(entries.len() as u32);
        return Ok(result.value());
    }
    let array = leaf.new_array(0);
    let result = cx.root(array.value());
    each_entry(cx, object, |cx, key, value| {
        let mut leaf = cx.leaf();
        let key = key_value(&mut leaf, key);
        let pair = leaf.new_array_from(&[key, *value]);
        leaf.array_push(array, pair.value());
        Ok(())
    })?;
    Ok(*result)
}

fn assign(cx: &mut Cx<'_>) -> JsResult {
    let target = cx.arg(0);
    let target = cx.to_object(target)?;
    for i in 1..cx.argc() {
        let source = cx.arg(i);
        if source.is_nullish() {
            continue;
        }
        let mark = cx.mark();
        let source = cx.to_object(source)?;
        if cx.leaf().copy_plain(object_of(*target), object_of(*source), false) {
            cx.release(mark);
            continue;
        }
        for key in cx.own_property_keys(source)? {
            let inner = cx.mark();
            let Some(value) = cx.own_enumerable_value(source, key)? else { continue };
            cx.set(target, key, value)?;
            cx.release(inner);
        }
        cx.release(mark);
    }
    Ok(*target)
}

fn get_own_property_descriptor(cx: &mut Cx<'_>) -> JsResult {
    let (target, key) = (cx.arg(0), cx.arg(1));
    let target = cx.to_object(target)?;
    let key = cx.to_property_key(key)?;
    own_descriptor(cx, target, key)
}

/// The descriptor of an own property as an object, or undefined.
pub(super) fn own_descriptor(cx: &mut Cx<'_>, object: Rooted, key: Key) -> JsResult {
    if key == cx.leaf().names.stack {
        settle_stack(cx, object)?;
    }
    match cx.get_own_property(object, key)? {
        Some(property) => Ok(from_property(&mut cx.leaf(), property)),
        None => Ok(Value::UNDEFINED),
    }
}

/// The pending `stack` of an error is put together as reading it does, by getters of name and
/// message.
fn settle_stack(cx: &mut Cx<'_>, object: Rooted) -> JsResult<()> {
    if cx.leaf().has_pending_stack(object_of(*object)) {
        let key = cx.leaf().names.stack;
        cx.get(object, key)?;
    }
    Ok(())
}

fn get_own_property_descriptors(cx: &mut Cx<'_>) -> JsResult {
    let object = cx.arg(0);
    let object = cx.to_object(object)?;
    settle_stack(cx, object)?;
    let result = cx.leaf().new_plain_object();
    let rooted = cx.root(result.value());
    for key in cx.own_property_keys(object)? {
        let mark = cx.mark();
        if let Some(property) = cx.get_own_property(object, key)? {
            let mut leaf = cx.leaf();
            let desc = from_property(&mut leaf, property);
            leaf.put_own(result, key, desc);
        }
        cx.release(mark);
    }
    Ok(*rooted)
}

fn own_key_array(cx: &mut Cx<'_>, symbols: bool) -> JsResult {
    let object = cx.arg(0);
    let object = cx.to_object(object)?;
    // No script code runs from here on: the keys need not be roots.
    let keys = cx.vm().own_property_keys(object_of(*object))?;
    Ok(key_array(cx, keys.into_iter().filter(|key| key.is_symbol() == symbols)))
}

fn get_own_property_names(cx: &mut Cx<'_>) -> JsResult {
    own_key_array(cx, false)
}

fn get_own_property_symbols(cx: &mut Cx<'_>) -> JsResult {
    own_key_array(cx, true)
}

fn has_own(cx: &mut Cx<'_>) -> JsResult {
    let (object, key) = (cx.arg(0), cx.arg(1));
    let object = cx.to_object(object)?;
    let key = cx.to_property_key(key)?;
    cx.has_own_property(object, key).map(Value::boolean)
}

fn has_own_property(cx: &mut Cx<'_>) -> JsResult {
    let (this, key) = (cx.this(), cx.arg(0));
    let key = cx.to_property_key(key)?;
    let object = cx.to_object(this)?;
    cx.has_own_property(object, key).map(Value::boolean)
}

fn property_is_enumerable(cx: &mut Cx<'_>) -> JsResult {
    let (this, key) = (cx.this(), cx.arg(0));
    let key = cx.to_property_key(key)?;
    let object = cx.to_object(this)?;
    cx.is_own_enumerable(object, key).map(Value::boolean)
}

fn is(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(leaf.same_value(args.get(0), args.get(1)).into())
}

// ---- definitions

fn define_property(cx: &mut Cx<'_>) -> JsResult {
    let (target, key, desc) = (cx.arg(0), cx.arg(1), cx.arg(2));
    if !target.is_object() {
        return Err(cx.type_error("Object.defineProperty called on non-object"));
    }
    let key = cx.to_property_key(key)?;
    let desc = cx.to_property_descriptor(desc)?;
    define_or_throw(cx, target, key, desc)?;
    Ok(*target)
}

fn define_properties(cx: &mut Cx<'_>) -> JsResult {
    let (target, properties) = (cx.arg(0), cx.arg(1));
    if !target.is_object() {
        return Err(cx.type_error("Object.defineProperties called on non-object"));
    }
    define_all(cx, target, properties)?;
    Ok(*target)
}

/// ObjectDefineProperties (ECMA-262 §20.1.2.3.1): all descriptors are read before the first is
/// applied.
fn define_all(cx: &mut Cx<'_>, target: Rooted, properties: Rooted) -> JsResult<()> {
    let properties = cx.to_object(properties)?;
    let mut descriptors = Vec::new();
    for key in cx.own_property_keys(properties)? {
        let Some(source) = cx.own_enumerable_value(properties, key)? else { continue };
        descriptors.push((key, cx.to_property_descriptor(source)?));
    }
    descriptors.into_iter().try_for_each(|(key, desc)| define_or_throw(cx, target, key, desc))
}

fn check_proto(cx: &mut Cx<'_>, proto: Rooted) -> JsResult<()> {
    if proto.is_object() || proto.is_null() {
        return Ok(());
    }
    let text = cx.describe(proto);
    Err(cx.type_error(messages::no_prototype(&text)))
}

fn create(cx: &mut Cx<'_>) -> JsResult {
    let (proto, properties) = (cx.arg(0), cx.arg(1));
    check_proto(cx, proto)?;
    let object = cx.leaf().new_object_with_proto(*proto).value();
    if properties.is_undefined() {
        return Ok(object);
    }
    let object = cx.root(object);
    define_all(cx, object, properties)?;
    Ok(*object)
}

fn from_entries(cx: &mut Cx<'_>) -> JsResult {
    let iterable = cx.arg(0);
    if iterable.is_nullish() {
        return Err(cx.type_error("undefined is not iterable"));
    }
    let object = cx.leaf().new_plain_object().value();
    let object = cx.root(object);
    crate::builtins::shared::elements::each_pair(cx, iterable, |cx, key, value| {
        let key = cx.to_property_key(key)?;
        cx.leaf().put_own(object_of(*object), key, *value);
        Ok(())
    })?;
    Ok(*object)
}

fn group_by(cx: &mut Cx<'_>) -> JsResult {
    let (items, callback) = (cx.arg(0), cx.arg(1));
    if items.is_nullish() {
        let text = cx.describe(items);
        return Err(cx.type_error(messages::not_iterable(&text)));
    }
    let callback = cx.callable(callback)?;
    let result = cx.leaf().new_object_with_proto(Value::NULL).value();
    let result = cx.root(result);
    // The groups are reachable from the result, which nobody else knows yet.
    let mut groups: FxHashMap<Key, Gc<JsArray>> = FxHashMap::default();
    let mut index = 0_usize;
    cx.iterate(items, |cx, item| {
        let name = cx.call(callback, Rooted::UNDEFINED, &[item, index.into()])?;
        let key = cx.to_property_key(name)?;
        index += 1;
        let mut leaf = cx.leaf();
        let group = match groups.get(&key) {
            Some(&group) => group,
            None => {
                let group = leaf.new_array(0);
                leaf.put_own(object_of(*result), key, group.value());
                groups.insert(key, group);
                group
            }
        };
        leaf.array_push(group, *item);
        Ok(std::ops::ControlFlow::Continue(()))
    })?;
    Ok(*result)
}

// ---- integrity

fn prevent_extensions(cx: &mut Cx<'_>) -> JsResult {
    let value = cx.arg(0);
    if value.is_object() && !cx.prevent_extensions(value)? {
        return Err(refused_restriction(cx, value, "Cannot prevent extensions"));
    }
    Ok(*value)
}

fn restrict(cx: &mut Cx<'_>, level: Integrity) -> JsResult {
    let value = cx.arg(0);
    if value.is_object() && !cx.set_integrity_level(value, level)? {
        if level == Integrity::Frozen && View::typed_array(*value).is_some() {
            return Err(cx.type_error(messages::FREEZE_VIEW));
        }
        let text = if level == Integrity::Frozen { "Cannot make it frozen" } else { "Cannot make it sealed" };
        return Err(refused_restriction(cx, value, text));
    }
    Ok(*value)
}

/// The TypeError of an object that stays extensible: `text`, where no trap refused.
fn refused_restriction(cx: &mut Cx<'_>, object: Rooted, text: &str) -> Throw {
    let trap = cx.leaf().names.prevent_extensions;
    match cx.vm().refusing(object_of(*object), trap) {
        Some(_) => cx.type_error(text),
        None => cx.vm().trap_refused(trap, None),
    }
}

fn seal(cx: &mut Cx<'_>) -> JsResult {
    restrict(cx, Integrity::Sealed)
}

fn freeze(cx: &mut Cx<'_>) -> JsResult {
    restrict(cx, Integrity::Frozen)
}

fn is_extensible(cx: &mut Cx<'_>) -> JsResult {
    let value = cx.arg(0);
    Ok((value.is_object() && cx.is_extensible(value)?).into())
}

/// TestIntegrityLevel (ECMA-262 §7.3.16).
fn is_restricted(cx: &mut Cx<'_>, level: Integrity) -> JsResult {
    let value = cx.arg(0);
    if !value.is_object() {
        return Ok(Value::TRUE);
    }
    if cx.is_extensible(value)? {
        return Ok(Value::FALSE);
    }
    for key in cx.own_property_keys(value)? {
        let Some(property) = cx.get_own_property(value, key)? else { continue };
        let is_writable = !property.is_accessor() && property.attributes & attributes::WRITABLE != 0;
        if property.attributes & attributes::CONFIGURABLE != 0 || (level == Integrity::Frozen && is_writable) {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn is_frozen(cx: &mut Cx<'_>) -> JsResult {
    is_restricted(cx, Integrity::Frozen)
}

fn is_sealed(cx: &mut Cx<'_>) -> JsResult {
    is_restricted(cx, Integrity::Sealed)
}

// ---- prototypes

/// `[[SetPrototypeOf]]`; a refusal is a TypeError that tells why.
fn change_proto_or_throw(cx: &mut Cx<'_>, target: Rooted, proto: Rooted) -> JsResult<()> {
    if cx.set_prototype_of(target, proto)? {
        return Ok(());
    }
    let trap = cx.leaf().names.set_prototype_of;
    let Some(refusing) = cx.vm().refusing(object_of(*target), trap) else {
        // V8 has a property here that there is none of.
        let none = cx.leaf().names.undefined;
        return Err(cx.vm().trap_refused(trap, Some(none)));
    };
    let target = cx.root(refusing.value());
    if *target == cx.intrinsic(Intrinsic::ObjectPrototype) {
        return Err(cx.type_error("Immutable prototype object 'Object.prototype' cannot have their prototype set"));
    }
    if !cx.is_extensible(target)? {
        let text = cx.describe(target);
        return Err(cx.type_error(format!("{text} is not extensible")));
    }
    Err(cx.type_error("Cyclic __proto__ value"))
}

fn get_prototype_of(cx: &mut Cx<'_>) -> JsResult {
    let object = cx.arg(0);
    let object = cx.to_object(object)?;
    cx.get_prototype_of(object).map(|proto| *proto)
}

fn set_prototype_of(cx: &mut Cx<'_>) -> JsResult {
    let (target, proto) = (cx.arg(0), cx.arg(1));
    if target.is_nullish() {
        return Err(cx.type_error("Object.setPrototypeOf called on null or undefined"));
    }
    check_proto(cx, proto)?;
    if target.is_object() {
        change_proto_or_throw(cx, target, proto)?;
    }
    Ok(*target)
}

fn get_proto(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let object = cx.to_object(this)?;
    cx.get_prototype_of(object).map(|proto| *proto)
}

fn set_proto(cx: &mut Cx<'_>) -> JsResult {
    let (this, proto) = (cx.this(), cx.arg(0));
    if this.is_nullish() {
        return Err(cx.type_error("set Object.prototype.__proto__ called on null or undefined"));
    }
    if this.is_object() && (proto.is_object() || proto.is_null()) {
        change_proto_or_throw(cx, this, proto)?;
    }
    Ok(Value::UNDEFINED)
}

fn is_prototype_of(cx: &mut Cx<'_>) -> JsResult {
    let value = cx.arg(0);
    if !value.is_object() {
        return Ok(Value::FALSE);
    }
    let this = cx.this();
    let this = cx.to_object(this)?;
    cx.check_interrupt()?;
    cx.vm().has_in_prototypes(object_of(*value), *this).map(Value::boolean)
}

// ---- accessors of old

fn define_accessor(cx: &mut Cx<'_>, method: &str, setter: bool) -> JsResult {
    let this = cx.this();
    let this = cx.to_object(this)?;
    let (key, function) = (cx.arg(0), cx.arg(1));
    if !function.is_callable() {
        return Err(cx.type_error(format!("Object.prototype.{method}: Expecting function")));
    }
    let key = cx.to_property_key(key)?;
    let mut desc = Descriptor { enumerable: Some(true), configurable: Some(true), ..Descriptor::default() };
    if setter {
        desc.set = Some(*function);
    } else {
        desc.get = Some(*function);
    }
    define_or_throw(cx, this, key, desc)?;
    Ok(Value::UNDEFINED)
}

fn define_getter(cx: &mut Cx<'_>) -> JsResult {
    define_accessor(cx, "__defineGetter__", false)
}

fn define_setter(cx: &mut Cx<'_>) -> JsResult {
    define_accessor(cx, "__defineSetter__", true)
}

fn lookup_accessor(cx: &mut Cx<'_>, setter: bool) -> JsResult {
    let (this, key) = (cx.this(), cx.arg(0));
    let mut at = cx.to_object(this)?;
    let key = cx.to_property_key(key)?;
    let mut proxies = 0;
    while at.is_object() {
        if let Some(property) = cx.get_own_property(at, key)? {
            let Some(pair) = property.accessor() else { return Ok(Value::UNDEFINED) };
            return Ok(if setter { pair.set.get() } else { pair.get.get() });
        }
        cx.check_interrupt()?;
        let next = cx.vm().next_prototype(object_of(*at), &mut proxies)?;
        at = cx.root(next);
    }
    Ok(Value::UNDEFINED)
}

fn lookup_getter(cx: &mut Cx<'_>) -> JsResult {
    lookup_accessor(cx, false)
}

fn lookup_setter(cx: &mut Cx<'_>) -> JsResult {
    lookup_accessor(cx, true)
}

// ---- text

fn to_string(cx: &mut Cx<'_>) -> JsResult {
    object_to_string(cx).map(|text| *text)
}

/// Object.prototype.toString (ECMA-262 §20.1.3.6).
pub(crate) fn object_to_string(cx: &mut Cx<'_>) -> JsResult<Rooted> {
    let this = cx.this();
    if this.is_undefined() {
        return Ok(cx.string("[object Undefined]"));
    }
    if this.is_null() {
        return Ok(cx.string("[object Null]"));
    }
    let object = cx.to_object(this)?;
    let is_array = object_of(*object).internal_methods() == InternalMethods::Proxy
        && cx.vm().is_array(*object, "Object.prototype.toString")?;
    let key = cx.leaf().names.symbol_to_string_tag;
    let tag = cx.get(object, key)?;
    if let Some(tag) = Gc::<JsString>::from_value(*tag) {
        // Not copied: a script's tag may be as long as strings get.
        let mut leaf = cx.leaf();
        let (open, close) = (leaf.new_string("[object "), leaf.new_string("]"));
        let text = leaf.concat(open, tag).and_then(|text| leaf.concat(text, close));
        return match text {
            Some(text) => Ok(cx.root(text.value())),
            None => Err(cx.range_error(messages::STRING_LENGTH)),
        };
    }
    let text = match object_of(*object).class().builtin_tag {
        _ if is_array => "[object Array]",
        "Object" => "[object Object]",
        "Array" => "[object Array]",
        "Function" => "[object Function]",
        "String" => "[object String]",
        "Number" => "[object Number]",
        other => return Ok(cx.string(&format!("[object {other}]"))),
    };
    Ok(cx.string(text))
}

fn to_locale_string(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    if this.is_nullish() {
        this_object(cx, "Object.prototype.toLocaleString")?;
    }
    let key = cx.leaf().names.to_string;
    cx.invoke(this, key, &[]).map(|text| *text)
}

fn value_of(_: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    Ok(this)
}
