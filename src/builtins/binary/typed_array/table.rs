//! The table of typed arrays: `%TypedArray%`, its prototype, and the twelve subclasses (ECMA-262
//! §23.2).

use super::{class_of, constructor, copying, iteration, name_of, search, sort};
use crate::builtins::Installer;
use crate::builtins::shared::species;
use crate::objects::{Accessor, ElementType, Gc, Object, Value, attributes};
use crate::vm::{CxFn, Intrinsic, NativeRow, QuickFn, Vm};

const STATICS: &[NativeRow] = &[
    NativeRow::cx("of", 0, constructor::of, "§23.2.2.2", "A typed array of the arguments."),
    NativeRow::cx(
        "from",
        1,
        constructor::from,
        "§23.2.2.1",
        "A typed array of what an iterable or array-like holds, mapped if a function is given.",
    ),
];

const METHODS: &[NativeRow] = &[
    NativeRow::cx("at", 1, copying::at, "§23.2.3.1", "The element at an index; negative ones count from the end."),
    NativeRow::cx(
        "copyWithin",
        2,
        copying::copy_within,
        "§23.2.3.6",
        "Copies a part of the array to another place in it.",
    ),
    NativeRow::cx("every", 1, iteration::every, "§23.2.3.8", "Whether the callback accepts every element."),
    NativeRow::cx("fill", 1, copying::fill, "§23.2.3.9", "Sets all elements of a range."),
    NativeRow::cx(
        "filter",
        1,
        iteration::filter,
        "§23.2.3.10",
        "A new array of the elements that the callback accepts.",
    ),
    NativeRow::cx("find", 1, iteration::find, "§23.2.3.11", "The first element that the callback accepts."),
    NativeRow::cx(
        "findIndex",
        1,
        iteration::find_index,
        "§23.2.3.12",
        "The index of the first element that the callback accepts.",
    ),
    NativeRow::cx("findLast", 1, iteration::find_last, "§23.2.3.13", "The last element that the callback accepts."),
    NativeRow::cx(
        "findLastIndex",
        1,
        iteration::find_last_index,
        "§23.2.3.14",
        "The index of the last element accepted.",
    ),
    NativeRow::cx("forEach", 1, iteration::for_each, "§23.2.3.15", "Calls the callback for every element."),
    NativeRow::cx("includes", 1, search::includes, "§23.2.3.16", "Whether a value is among the elements."),
    NativeRow::cx("indexOf", 1, search::index_of, "§23.2.3.17", "The first index of a value, or -1."),
    NativeRow::cx("join", 1, search::join, "§23.2.3.18", "The elements as text, with a separator between them."),
    NativeRow::cx("keys", 0, iteration::keys, "§23.2.3.19", "An iterator of the indices."),
    NativeRow::cx("entries", 0, iteration::entries, "§23.2.3.7", "An iterator of pairs of index and element."),
    NativeRow::cx("lastIndexOf", 1, search::last_index_of, "§23.2.3.20", "The last index of a value, or -1."),
    NativeRow::cx("map", 1, iteration::map, "§23.2.3.22", "A new array of what the callback makes of every element."),
    NativeRow::cx("reduce", 1, iteration::reduce, "§23.2.3.23", "Folds the elements from the first to the last."),
    NativeRow::cx(
        "reduceRight",
        1,
        iteration::reduce_right,
        "§23.2.3.24",
        "Folds the elements from the last to the first.",
    ),
    NativeRow::cx("reverse", 0, copying::reverse, "§23.2.3.25", "Reverses the array in place."),
    NativeRow::cx("set", 1, copying::set, "§23.2.3.26", "Copies the elements of another array into this one."),
    NativeRow::cx("slice", 2, copying::slice, "§23.2.3.27", "A copy of a part of the array."),
    NativeRow::cx("some", 1, iteration::some, "§23.2.3.28", "Whether the callback accepts some element."),
    NativeRow::cx("sort", 1, sort::sort, "§23.2.3.29", "Sorts the array in place."),
    NativeRow::cx("subarray", 2, copying::subarray, "§23.2.3.30", "An array of a part of the same buffer.")
        .quick(copying::quick_subarray),
    NativeRow::cx("toLocaleString", 0, search::to_locale_string, "§23.2.3.31", "The elements as text of the locale."),
    NativeRow::cx("toReversed", 0, copying::to_reversed, "§23.2.3.32", "A reversed copy."),
    NativeRow::cx("toSorted", 1, sort::to_sorted, "§23.2.3.33", "A sorted copy."),
    NativeRow::cx("with", 2, iteration::with, "§23.2.3.36", "A copy with one element changed."),
];

const VALUES: NativeRow = NativeRow::cx("values", 0, iteration::values, "§23.2.3.35", "An iterator of the elements.");

const LENGTH: NativeRow = NativeRow::cx("length", 0, copying::length, "§23.2.3.21", "Elements in the array.");

const GETTERS: &[NativeRow] = &[
    NativeRow::cx("buffer", 0, copying::buffer, "§23.2.3.2", "The buffer that the array looks at."),
    NativeRow::cx("byteLength", 0, copying::byte_length, "§23.2.3.3", "Bytes of the elements."),
    NativeRow::cx("byteOffset", 0, copying::byte_offset, "§23.2.3.4", "Where the array begins in its buffer."),
    NativeRow::cx(
        "[Symbol.toStringTag]",
        0,
        copying::to_string_tag,
        "§23.2.3.38",
        "What the array is called by Object.prototype.toString.",
    ),
];

/// The constructor of the type of that number, and its quick way.
const fn constructor<const OF: usize>() -> (CxFn, QuickFn) {
    (constructor::constructor::<OF>, constructor::quick_constructor::<OF>)
}

const CONSTRUCTORS: [(CxFn, QuickFn); 12] = [
    constructor::<0>(),
    constructor::<1>(),
    constructor::<2>(),
    constructor::<3>(),
    constructor::<4>(),
    constructor::<5>(),
    constructor::<6>(),
    constructor::<7>(),
    constructor::<8>(),
    constructor::<9>(),
    constructor::<10>(),
    constructor::<11>(),
];

pub(in crate::builtins::binary) fn install(installer: &mut Installer<'_>) {
    let proto = installer.deferred(fill);
    let row =
        NativeRow::cx("TypedArray", 0, constructor::abstract_constructor, "§23.2.1.1", "What typed arrays share.");
    let class = installer.function(&row.constructor()).value();
    installer.value(class, "prototype", proto, 0);
    installer.value(proto, "constructor", class, attributes::HIDDEN);
    installer.vm.realm.set(Intrinsic::TypedArray, class);
    installer.vm.realm.set(Intrinsic::TypedArrayPrototype, proto);
    installer.methods(class, STATICS);
    species::install(installer, class);
    for of in ElementType::ALL {
        install_subclass(installer, of);
    }
}

fn fill(vm: &mut Vm, proto: Gc<Object>) {
    let installer = &mut Installer::late(vm);
    let proto = proto.value();
    installer.methods(proto, METHODS);
    let values = installer.method(proto, &VALUES);
    installer.value(proto, "[Symbol.iterator]", values, attributes::HIDDEN);
    for getter in GETTERS {
        installer.accessor(proto, Some(getter), None);
    }
    installer.accessor(proto, Some(&LENGTH), None);
    let length = own(installer, proto, "length");
    let getter = Gc::<Accessor>::from_value(length).map_or(Value::UNDEFINED, |pair| pair.get.get());
    installer.vm.realm.set(Intrinsic::TypedArrayLength, getter);
    // The very function of arrays.
    let array = installer.vm.realm.get(Intrinsic::ArrayPrototype);
    let to_string = own(installer, array, "toString");
    installer.value(proto, "toString", to_string, attributes::HIDDEN);
}

/// What an object holds under a name: a value, or a pair of accessors.
fn own(installer: &mut Installer<'_>, object: Value, name: &str) -> Value {
    let key = installer.key(name);
    let found = Gc::<Object>::from_value(object).and_then(|object| installer.vm.space.get_named(object, key));
    found.map_or(Value::UNDEFINED, |property| property.value)
}

fn install_subclass(installer: &mut Installer<'_>, of: ElementType) {
    let proto = installer.object(Intrinsic::TypedArrayPrototype);
    let (class, prototype) = class_of(of);
    let doc = "An array of numbers in a buffer.";
    let (code, quick) = CONSTRUCTORS[of as usize];
    let row = NativeRow::cx(name_of(of), 3, code, "§23.2.5.1", doc).quick(quick);
    let constructor = installer.constructor(&row, proto, (Some(class), Some(prototype)));
    let parent = installer.vm.realm.get(Intrinsic::TypedArray);
    if let Some(object) = Gc::<Object>::from_value(constructor) {
        installer.vm.space.set_proto(object, parent);
    }
    let size = Value::length(of.size());
    installer.value(constructor, "BYTES_PER_ELEMENT", size, 0);
    installer.value(proto, "BYTES_PER_ELEMENT", size, 0);
}
