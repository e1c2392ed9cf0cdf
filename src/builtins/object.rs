//! Object and Object.prototype (ECMAScript 20.1).

use super::Installer;
use super::support::{
    as_object, define_or_throw, from_property, key_value, object_of, proto_object, this_object, to_descriptor,
    value_key,
};
use crate::objects::{Brand, Descriptor, Gc, Host, Key, Kind, Object, Primitive, Space, Value, attributes};
use crate::vm::{Args, Coerce, Cx, Intrinsic, JsResult, Leaf, NativeRow, Rooted};

const OBJECT: &[Coerce] = &[Coerce::Object];

const STATICS: &[NativeRow] = &[
    NativeRow::cx("assign", 2, assign, "Copies own enumerable properties of the sources to the target."),
    NativeRow::cx("getOwnPropertyDescriptor", 2, get_own_property_descriptor, "The descriptor of an own property."),
    NativeRow::cx("getOwnPropertyDescriptors", 1, get_own_property_descriptors, "Descriptors of all own properties."),
    NativeRow::leaf("getOwnPropertyNames", 1, get_own_property_names, "The names of all own properties.")
        .coerce(Coerce::Any, OBJECT),
    NativeRow::leaf("getOwnPropertySymbols", 1, get_own_property_symbols, "The symbols of all own properties.")
        .coerce(Coerce::Any, OBJECT),
    NativeRow::leaf("hasOwn", 2, has_own, "Whether the object has an own property of that name.")
        .coerce(Coerce::Any, &[Coerce::Object, Coerce::Key]),
    NativeRow::leaf("is", 2, is, "Whether two values are the same value."),
    NativeRow::leaf("preventExtensions", 1, prevent_extensions, "Lets no more properties be added."),
    NativeRow::leaf("seal", 1, seal, "Lets no properties be added, removed or reconfigured."),
    NativeRow::cx("create", 2, create, "A new object with the given prototype."),
    NativeRow::cx("defineProperties", 2, define_properties, "Defines properties by descriptors."),
    NativeRow::cx("defineProperty", 3, define_property, "Defines a property by its descriptor."),
    NativeRow::leaf("freeze", 1, freeze, "Lets no properties be added, removed or changed."),
    NativeRow::leaf("getPrototypeOf", 1, get_prototype_of, "The object's prototype.").coerce(Coerce::Any, OBJECT),
    NativeRow::cx("setPrototypeOf", 2, set_prototype_of, "Changes the object's prototype."),
    NativeRow::leaf("isExtensible", 1, is_extensible, "Whether properties can be added."),
    NativeRow::leaf("isFrozen", 1, is_frozen, "Whether the object is frozen."),
    NativeRow::leaf("isSealed", 1, is_sealed, "Whether the object is sealed."),
    NativeRow::leaf("keys", 1, keys, "The names of own enumerable properties.").coerce(Coerce::Any, OBJECT),
    NativeRow::cx("entries", 1, entries, "Pairs of name and value of own enumerable properties."),
    NativeRow::cx("fromEntries", 1, from_entries, "An object of the entries that the iterable gives."),
    NativeRow::cx("values", 1, values, "The values of own enumerable properties."),
    NativeRow::cx("groupBy", 2, group_by, "Groups the items of an iterable by what the callback says."),
];

const METHODS: &[NativeRow] = &[
    NativeRow::cx("__defineGetter__", 2, define_getter, "Defines a getter."),
    NativeRow::cx("__defineSetter__", 2, define_setter, "Defines a setter."),
    NativeRow::leaf("hasOwnProperty", 1, has_own_property, "Whether the object has an own property of that name.")
        .coerce(Coerce::Object, &[Coerce::Key]),
    NativeRow::leaf("__lookupGetter__", 1, lookup_getter, "The getter of a property, own or inherited.")
        .coerce(Coerce::Object, &[Coerce::Key]),
    NativeRow::leaf("__lookupSetter__", 1, lookup_setter, "The setter of a property, own or inherited.")
        .coerce(Coerce::Object, &[Coerce::Key]),
    NativeRow::cx("isPrototypeOf", 1, is_prototype_of, "Whether the object is among the argument's prototypes."),
    NativeRow::leaf("propertyIsEnumerable", 1, property_is_enumerable, "Whether the own property is enumerable.")
        .coerce(Coerce::Object, &[Coerce::Key]),
    NativeRow::cx("toString", 0, to_string, "[object Tag]"),
    NativeRow::leaf("valueOf", 0, value_of, "The object itself.").coerce(Coerce::Object, &[]),
];

const PROTO_GETTER: NativeRow =
    NativeRow::leaf("__proto__", 0, get_proto, "The object's prototype.").coerce(Coerce::Object, &[]);
const PROTO_SETTER: NativeRow = NativeRow::cx("__proto__", 1, set_proto, "Changes the object's prototype.");
const TO_LOCALE_STRING: NativeRow = NativeRow::cx("toLocaleString", 0, to_locale_string, "What toString() gives.");

pub(super) fn install(installer: &mut Installer<'_>) {
    let row = NativeRow::cx("Object", 1, constructor, "Makes an object, of a primitive its wrapper.");
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

/// The own enumerable string-keyed properties when none of them is an accessor.
fn plain_entries(space: &mut Space, object: Gc<Object>) -> Option<Vec<(Key, Value)>> {
    if object.kind() == Kind::Object && object.elements.get().is_hole() {
        return space.plain_entries(object);
    }
    let keys = space.own_keys(object);
    let mut entries = Vec::with_capacity(keys.len());
    for key in keys {
        if key.is_symbol() {
            break;
        }
        let Some(property) = space.get_own(object, key) else { continue };
        if property.attributes & attributes::ENUMERABLE == 0 {
            continue;
        }
        if property.is_accessor() {
            return None;
        }
        entries.push((key, property.value));
    }
    Some(entries)
}

/// Calls `each` with own enumerable string-keyed properties in order; getters run (EnumerableOwnProperties, ECMAScript 7.3.23).
fn each_entry(
    cx: &mut Cx<'_>,
    object: Rooted,
    mut each: impl FnMut(&mut Cx<'_>, Key, Rooted) -> JsResult<()>,
) -> JsResult<()> {
    let keys = cx.leaf().own_keys(object_of(*object));
    for &key in &keys {
        cx.root(key.as_name().unwrap_or(Value::UNDEFINED));
    }
    for key in keys {
        if key.is_symbol() {
            break;
        }
        let property = cx.leaf().get_own(object_of(*object), key);
        let Some(property) = property.filter(|p| p.attributes & attributes::ENUMERABLE != 0) else { continue };
        let value = if property.is_accessor() { cx.get(object, key)? } else { cx.root(property.value) };
        each(cx, key, value)?;
    }
    Ok(())
}

fn keys(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let object = object_of(args.get(0));
    if let Some(keys) = leaf.plain_keys(object) {
        return Ok(keys.value());
    }
    let keys = leaf.own_keys(object);
    let mut names = Vec::with_capacity(keys.len());
    for key in keys {
        if key.is_symbol() {
            break;
        }
        if leaf.get_own(object, key).is_some_and(|p| p.attributes & attributes::ENUMERABLE != 0) {
            names.push(key_value(leaf, key));
        }
    }
    Ok(leaf.new_array_from(&names).value())
}

fn values(cx: &mut Cx<'_>) -> JsResult {
    let object = cx.arg(0);
    let object = cx.to_object(object)?;
    let mut leaf = cx.leaf();
    if let Some(entries) = plain_entries(&mut leaf, object_of(*object)) {
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
    if let Some(entries) = plain_entries(&mut leaf, object_of(*object)) {
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
        let object = object_of(*source);
        if cx.leaf().copy_plain(object_of(*target), object, false) {
            cx.release(mark);
            continue;
        }
        let keys = cx.leaf().own_keys(object);
        for &key in &keys {
            cx.root(key.as_name().unwrap_or(Value::UNDEFINED));
        }
        for key in keys {
            let Some(property) = cx.leaf().get_own(object, key) else { continue };
            if property.attributes & attributes::ENUMERABLE == 0 {
                continue;
            }
            let inner = cx.mark();
            let value = if property.is_accessor() { cx.get(source, key)? } else { cx.root(property.value) };
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
    let mut leaf = cx.leaf();
    match leaf.get_own(object_of(*object), key) {
        Some(property) => Ok(from_property(&mut leaf, property)),
        None => Ok(Value::UNDEFINED),
    }
}

/// The pending `stack` of an error is put together as reading it does, by getters of name and message.
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
    let object = object_of(*object);
    let mut leaf = cx.leaf();
    let result = leaf.new_plain_object();
    for key in leaf.own_keys(object) {
        if let Some(property) = leaf.get_own(object, key) {
            let desc = from_property(&mut leaf, property);
            leaf.put_own(result, key, desc);
        }
    }
    Ok(result.value())
}

fn own_key_array(leaf: &mut Leaf<'_>, object: Value, symbols: bool) -> Value {
    let keys = leaf.own_keys(object_of(object));
    let wanted: Vec<Value> =
        keys.into_iter().filter(|key| key.is_symbol() == symbols).map(|key| key_value(leaf, key)).collect();
    leaf.new_array_from(&wanted).value()
}

fn get_own_property_names(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(own_key_array(leaf, args.get(0), false))
}

fn get_own_property_symbols(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(own_key_array(leaf, args.get(0), true))
}

fn has_own(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let key = value_key(leaf, args.get(1));
    Ok(leaf.get_own(object_of(args.get(0)), key).is_some().into())
}

fn has_own_property(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let key = value_key(leaf, args.get(0));
    Ok(leaf.get_own(object_of(this), key).is_some().into())
}

fn property_is_enumerable(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let key = value_key(leaf, args.get(0));
    let property = leaf.get_own(object_of(this), key);
    Ok(property.is_some_and(|p| p.attributes & attributes::ENUMERABLE != 0).into())
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
    let desc = to_descriptor(cx, desc)?;
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

/// ObjectDefineProperties (ECMAScript 20.1.2.3.1): all descriptors are read before the first is applied.
fn define_all(cx: &mut Cx<'_>, target: Rooted, properties: Rooted) -> JsResult<()> {
    let properties = cx.to_object(properties)?;
    let keys = cx.leaf().own_keys(object_of(*properties));
    for &key in &keys {
        cx.root(key.as_name().unwrap_or(Value::UNDEFINED));
    }
    let mut descriptors = Vec::new();
    for key in keys {
        let property = cx.leaf().get_own(object_of(*properties), key);
        if property.is_none_or(|p| p.attributes & attributes::ENUMERABLE == 0) {
            continue;
        }
        let source = cx.get(properties, key)?;
        descriptors.push((key, to_descriptor(cx, source)?));
    }
    descriptors.into_iter().try_for_each(|(key, desc)| define_or_throw(cx, target, key, desc))
}

fn check_proto(cx: &mut Cx<'_>, proto: Rooted) -> JsResult<()> {
    if proto.is_object() || proto.is_null() {
        return Ok(());
    }
    let text = cx.describe(proto);
    Err(cx.type_error(format!("Object prototype may only be an Object or null: {text}")))
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
    super::collections::map_set::each_pair(cx, iterable, |cx, key, value| {
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
        return Err(cx.type_error(format!("{text} is not iterable")));
    }
    let callback = cx.callable(callback)?;
    let result = cx.leaf().new_object_with_proto(Value::NULL).value();
    let result = cx.root(result);
    let mut index = 0_usize;
    cx.iterate(items, |cx, item| {
        let name = cx.call(callback, Rooted::UNDEFINED, &[item, index.into()])?;
        let key = cx.to_property_key(name)?;
        index += 1;
        let mut leaf = cx.leaf();
        let group = match leaf.get_own(object_of(*result), key).and_then(|p| Gc::from_value(p.value)) {
            Some(group) => group,
            None => {
                let group = leaf.new_array(0);
                leaf.put_own(object_of(*result), key, group.value());
                group
            }
        };
        leaf.array_push(group, *item);
        Ok(std::ops::ControlFlow::Continue(()))
    })?;
    Ok(*result)
}

// ---- integrity

fn restrict(leaf: &mut Leaf<'_>, value: Value, freeze: Option<bool>) -> JsResult {
    if let Some(object) = as_object(value) {
        leaf.restrict(object, freeze);
    }
    Ok(value)
}

fn prevent_extensions(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    restrict(leaf, args.get(0), None)
}

fn seal(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    restrict(leaf, args.get(0), Some(false))
}

fn freeze(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    restrict(leaf, args.get(0), Some(true))
}

fn is_extensible(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(as_object(args.get(0)).is_some_and(|object| leaf.is_extensible(object)).into())
}

fn is_restricted(leaf: &mut Leaf<'_>, value: Value, frozen: bool) -> bool {
    let Some(object) = as_object(value) else { return true };
    if leaf.is_extensible(object) {
        return false;
    }
    leaf.own_keys(object).into_iter().all(|key| match leaf.get_own(object, key) {
        Some(p) if p.attributes & attributes::CONFIGURABLE != 0 => false,
        Some(p) => !frozen || p.is_accessor() || p.attributes & attributes::WRITABLE == 0,
        None => true,
    })
}

fn is_frozen(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(is_restricted(leaf, args.get(0), true).into())
}

fn is_sealed(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(is_restricted(leaf, args.get(0), false).into())
}

// ---- prototypes

/// Why a prototype cannot be changed.
pub(super) enum ProtoRefusal {
    /// The object is not extensible.
    NotExtensible,
    /// The prototype chain would be a circle.
    Cyclic,
    /// It is Object.prototype.
    Immutable,
}

/// [[SetPrototypeOf]] (ECMAScript 10.1.2).
pub(super) fn change_proto(space: &mut Space, object: Gc<Object>, proto: Value) -> Result<(), ProtoRefusal> {
    if space.proto_of(object) == proto {
        return Ok(());
    }
    if object.value() == space.roots.object_proto {
        return Err(ProtoRefusal::Immutable);
    }
    if !space.is_extensible(object) {
        return Err(ProtoRefusal::NotExtensible);
    }
    let mut next = as_object(proto);
    while let Some(at) = next {
        if at == object {
            return Err(ProtoRefusal::Cyclic);
        }
        next = proto_object(space, at);
    }
    space.set_proto(object, proto);
    Ok(())
}

fn change_proto_or_throw(cx: &mut Cx<'_>, target: Rooted, proto: Rooted) -> JsResult<()> {
    match change_proto(&mut cx.leaf(), object_of(*target), *proto) {
        Ok(()) => Ok(()),
        Err(ProtoRefusal::NotExtensible) => {
            let text = cx.describe(target);
            Err(cx.type_error(format!("{text} is not extensible")))
        }
        Err(ProtoRefusal::Cyclic) => Err(cx.type_error("Cyclic __proto__ value")),
        Err(ProtoRefusal::Immutable) => {
            Err(cx.type_error("Immutable prototype object 'Object.prototype' cannot have their prototype set"))
        }
    }
}

fn get_prototype_of(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(leaf.proto_of(object_of(args.get(0))))
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

fn get_proto(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    Ok(leaf.proto_of(object_of(this)))
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
    let space = cx.leaf();
    let mut next = proto_object(&space, object_of(*value));
    while let Some(at) = next {
        if at.value() == *this {
            return Ok(Value::TRUE);
        }
        next = proto_object(&space, at);
    }
    Ok(Value::FALSE)
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

fn lookup_accessor(leaf: &mut Leaf<'_>, this: Value, key: Value, setter: bool) -> Value {
    let key = value_key(leaf, key);
    let mut next = as_object(this);
    while let Some(at) = next {
        if let Some(property) = leaf.get_own(at, key) {
            let Some(pair) = property.accessor() else { return Value::UNDEFINED };
            return if setter { pair.set.get() } else { pair.get.get() };
        }
        next = proto_object(leaf, at);
    }
    Value::UNDEFINED
}

fn lookup_getter(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    Ok(lookup_accessor(leaf, this, args.get(0), false))
}

fn lookup_setter(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    Ok(lookup_accessor(leaf, this, args.get(0), true))
}

// ---- text

fn builtin_tag(value: Value) -> &'static str {
    match value.kind() {
        Some(Kind::Array) => "Array",
        Some(Kind::Arguments) => "Arguments",
        Some(Kind::Error) => "Error",
        Some(Kind::Primitive) => match Gc::<Primitive>::from_cell(value.cell_unchecked()).value.get() {
            v if v.is_boolean() => "Boolean",
            v if v.is_number() => "Number",
            v if v.is_string() => "String",
            _ => "Object",
        },
        Some(Kind::Host) if Host::of(value, Brand::Date).is_some() => "Date",
        Some(Kind::Host) if Host::of(value, Brand::RegExp).is_some() => "RegExp",
        _ if value.is_callable() => "Function",
        _ => "Object",
    }
}

fn to_string(cx: &mut Cx<'_>) -> JsResult {
    object_to_string(cx).map(|text| *text)
}

/// Object.prototype.toString (ECMAScript 20.1.3.6).
pub(super) fn object_to_string(cx: &mut Cx<'_>) -> JsResult<Rooted> {
    let this = cx.this();
    if this.is_undefined() {
        return Ok(cx.string("[object Undefined]"));
    }
    if this.is_null() {
        return Ok(cx.string("[object Null]"));
    }
    let object = cx.to_object(this)?;
    let key = cx.leaf().names.symbol_to_string_tag;
    let tag = cx.get(object, key)?;
    if tag.is_string() {
        let text = cx.to_text(tag)?;
        return Ok(cx.string(&format!("[object {text}]")));
    }
    let text = match builtin_tag(*object) {
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
