//! The cell kinds: one row a kind, from which the [`Kind`] enum is made here and the heap's table
//! of functions in `kind_table.rs`. A kind without a row, a row without its functions, or of
//! objects without its class, does not compile. Kinds that are nothing but a header and values say
//! `trace_concurrently`: another thread may trace them beside the program (`KindInfo::beside`).

use crate::heap::CellRef;

/// Hands all rows to a macro.
macro_rules! kinds {
    ($with:ident) => { $with! {
cells {
    /// Flat string, a byte a character.
    Latin1 = "string", size string::flat_size, trace_concurrently string::flat_trace, listed string::is_listed;
    /// Flat string, 16 bits a character.
    Utf16 = "string", size string::flat_size, trace_concurrently string::flat_trace, listed string::is_listed;
    /// Concatenation not yet made flat.
    Rope = "concatenated string", size string::rope_size, trace_concurrently string::rope_trace;
    /// Most of a flat string, whose characters it shares.
    Slice = "sliced string", size string::rope_size, trace_concurrently string::rope_trace;
    /// BigInt.
    BigInt = "bigint", size bigint::size, trace_concurrently bigint::trace;
    /// Symbol or private name.
    Symbol = "symbol", size symbol::size, trace_concurrently symbol::trace;
    /// Hidden class.
    Shape = "shape", size shape::size, trace shape::trace, finalize shape::finalize, external shape::external,
        listed shape::is_listed;
    /// Out-of-object named properties.
    Slots = "property slots", size storage::slots_size, trace_concurrently storage::slots_trace;
    /// Indexed elements, eight bytes each.
    Elements = "elements", size storage::slots_size, trace_concurrently storage::slots_trace;
    /// Indexed elements with room in front of them.
    Deque = "elements", size storage::slots_size, trace_concurrently storage::slots_trace;
    /// Holes, one byte each.
    Holes = "holes", size storage::holes_size, trace_concurrently storage::holes_trace;
    /// Indexed elements far apart or with attributes.
    SparseElements = "sparse elements", size storage::sparse_size, trace storage::sparse_trace, finalize storage::sparse_finalize, external storage::sparse_external;
    /// Captured variables.
    Environment = "environment", size environment::size, trace_concurrently environment::trace;
    /// Getter and setter of a property.
    Accessor = "accessor pair", size object::accessor_size, trace_concurrently object::accessor_trace;
    /// Materialised function prototype.
    Code = "code", size code::size, trace code::trace, finalize code::finalize, external code::external;
    /// Fixed record of values for the runtime's own structures.
    Tuple = "record", size storage::slots_size, trace_concurrently storage::slots_trace;
    /// Hash table of a Map or Set.
    MapTable = "hash table", size map::table_size, trace_concurrently map::table_trace;
    /// Part of the table of a WeakMap or WeakSet.
    WeakSegment = "weak hash table", size weak_table::segment_size, trace weak_table::segment_trace, forget weak_table::segment_forget;
    /// Records of a FinalizationRegistry.
    FinalizationPage = "finalization records", size weak_ref::page_size, trace weak_ref::page_trace, forget weak_ref::page_forget;
    /// Registers of a suspended generator or async function.
    SuspendedFrame = "suspended frame", size environment::frame_size, trace environment::frame_trace;
    /// Realm.
    Realm = "realm", size realm::size, trace realm::trace, finalize realm::finalize, external realm::external;
}
objects {
    /// Plain object, properties in the object.
    Object = "object", size object::size, trace_concurrently object::trace,
        methods Ordinary, called "Object", tag "Object", cloned Object, shown Properties;
    /// Array.
    Array = "array", size array::size, trace_concurrently array::trace,
        methods Array, called "Array", tag "Array", cloned Array, shown Array;
    /// Arguments object.
    Arguments = "arguments", size object::size, trace_concurrently object::trace,
        methods Arguments, called "Arguments", tag "Arguments", cloned Refused, shown Arguments;
    /// Error.
    Error = "error", size object::size, trace_concurrently object::trace,
        methods Error, called "Error", tag "Error", cloned Error, shown Error;
    /// Wrapper of a primitive (Boolean, Number, String, Symbol, BigInt).
    Primitive = "primitive wrapper", size primitive::size, trace_concurrently primitive::trace,
        methods String, called "Object", tag "Object", cloned Wrapper, shown Wrapper;
    /// Object with internal slots of a builtin class.
    Host = "host object", size host::size, trace_concurrently host::trace, finalize host::finalize, external host::external,
        methods Ordinary, called "Object", tag "Object", cloned Refused, shown Properties;
    /// Module namespace.
    Namespace = "module namespace", size namespace::size, trace_concurrently namespace::trace,
        methods Namespace, called "Module", tag "Object", cloned Refused, shown Properties;
    /// Proxy of what cannot be called.
    Proxy = "proxy", size proxy::size, trace_concurrently proxy::trace,
        methods Proxy, called "Object", tag "Object", cloned Refused, shown Properties;
    /// Object that is filled when somebody first looks into it.
    Deferred = "object", size deferred::size, trace_concurrently deferred::trace,
        methods Deferred, called "Object", tag "Object", cloned Object, shown Properties;
    /// Global object of a context.
    ContextGlobal = "context global", size context_global::size, trace_concurrently context_global::trace,
        methods Context, called "Object", tag "Object", cloned Refused, shown Properties;
    /// Map.
    Map = "map", size map::size, trace_concurrently map::trace,
        methods Ordinary, called "Map", tag "Object", cloned Entries, shown Map;
    /// Set.
    Set = "set", size map::size, trace_concurrently map::trace,
        methods Ordinary, called "Set", tag "Object", cloned Entries, shown Set;
    /// WeakMap.
    WeakMap = "weak map", size weak_table::size, trace weak_table::trace, forget weak_table::forget,
        methods Ordinary, called "WeakMap", tag "Object", cloned Refused, shown Weak;
    /// WeakSet.
    WeakSet = "weak set", size weak_table::size, trace weak_table::trace, forget weak_table::forget,
        methods Ordinary, called "WeakSet", tag "Object", cloned Refused, shown Weak;
    /// WeakRef.
    WeakRef = "weak reference", size weak_ref::ref_size, trace weak_ref::ref_trace, forget weak_ref::ref_forget,
        methods Ordinary, called "WeakRef", tag "Object", cloned Refused, shown Properties;
    /// FinalizationRegistry.
    FinalizationRegistry = "finalization registry", size weak_ref::registry_size, trace weak_ref::registry_trace, forget weak_ref::registry_forget,
        methods Ordinary, called "FinalizationRegistry", tag "Object", cloned Refused, shown Properties;
    /// ArrayBuffer.
    ArrayBuffer = "array buffer", size buffer::size, trace_concurrently buffer::trace, finalize buffer::finalize, buffer buffer::external,
        methods Ordinary, called "ArrayBuffer", tag "Object", cloned Buffer, shown Buffer;
    /// SharedArrayBuffer.
    SharedArrayBuffer = "shared array buffer", size buffer::size, trace_concurrently buffer::trace, finalize buffer::finalize, buffer buffer::external,
        methods Ordinary, called "SharedArrayBuffer", tag "Object", cloned Buffer, shown Buffer;
    /// Int8Array.
    Int8Array = "typed array", size view::size, trace_concurrently view::trace,
        methods TypedArray, called "Int8Array", tag "Object", cloned View, shown TypedArray;
    /// Uint8Array.
    Uint8Array = "typed array", size view::size, trace_concurrently view::trace,
        methods TypedArray, called "Uint8Array", tag "Object", cloned View, shown TypedArray;
    /// Uint8ClampedArray.
    Uint8ClampedArray = "typed array", size view::size, trace_concurrently view::trace,
        methods TypedArray, called "Uint8ClampedArray", tag "Object", cloned View, shown TypedArray;
    /// Int16Array.
    Int16Array = "typed array", size view::size, trace_concurrently view::trace,
        methods TypedArray, called "Int16Array", tag "Object", cloned View, shown TypedArray;
    /// Uint16Array.
    Uint16Array = "typed array", size view::size, trace_concurrently view::trace,
        methods TypedArray, called "Uint16Array", tag "Object", cloned View, shown TypedArray;
    /// Int32Array.
    Int32Array = "typed array", size view::size, trace_concurrently view::trace,
        methods TypedArray, called "Int32Array", tag "Object", cloned View, shown TypedArray;
    /// Uint32Array.
    Uint32Array = "typed array", size view::size, trace_concurrently view::trace,
        methods TypedArray, called "Uint32Array", tag "Object", cloned View, shown TypedArray;
    /// Float16Array.
    Float16Array = "typed array", size view::size, trace_concurrently view::trace,
        methods TypedArray, called "Float16Array", tag "Object", cloned View, shown TypedArray;
    /// Float32Array.
    Float32Array = "typed array", size view::size, trace_concurrently view::trace,
        methods TypedArray, called "Float32Array", tag "Object", cloned View, shown TypedArray;
    /// Float64Array.
    Float64Array = "typed array", size view::size, trace_concurrently view::trace,
        methods TypedArray, called "Float64Array", tag "Object", cloned View, shown TypedArray;
    /// BigInt64Array.
    BigInt64Array = "typed array", size view::size, trace_concurrently view::trace,
        methods TypedArray, called "BigInt64Array", tag "Object", cloned View, shown TypedArray;
    /// BigUint64Array.
    BigUint64Array = "typed array", size view::size, trace_concurrently view::trace,
        methods TypedArray, called "BigUint64Array", tag "Object", cloned View, shown TypedArray;
    /// DataView.
    DataView = "data view", size view::size, trace_concurrently view::trace,
        methods Ordinary, called "DataView", tag "Object", cloned View, shown DataView;
    /// Closure.
    Function = "function", size function::closure_size, trace_concurrently function::closure_trace,
        methods Function, called "Function", tag "Function", cloned Refused, shown Function;
    /// Function written in Rust.
    NativeFunction = "native function", size function::native_size, trace_concurrently function::native_trace,
        methods Function, called "Function", tag "Function", cloned Refused, shown Function;
    /// Bound function.
    BoundFunction = "bound function", size function::bound_size, trace_concurrently function::bound_trace,
        methods Function, called "Function", tag "Function", cloned Refused, shown Function;
    /// Proxy of what can be called.
    CallableProxy = "callable proxy", size proxy::size, trace_concurrently proxy::trace,
        methods Proxy, called "Function", tag "Function", cloned Refused, shown Function;
}
    } };
}
pub(super) use kinds;

macro_rules! kind_enum {
    (cells { $($cells:tt)* } objects { $($objects:tt)* }) => {
        kind_enum! { @rows $($cells)* $($objects)* }
    };
    (@rows $( $(#[doc = $doc:literal])* $name:ident = $label:literal, size $size:path, $how:ident $trace:path
        $(, finalize $finalize:path)? $(, external $external:path)? $(, buffer $buffer:path)? $(, forget $forget:path)?
        $(, listed $listed:path)?
        $(, methods $methods:ident, called $class:literal, tag $tag:literal, cloned $cloning:ident, shown $look:ident)? ; )*) => {
        /// What a cell is: the first byte of its header.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Kind {
            /// Not a cell: free memory.
            Free = 0,
            $( $(#[doc = $doc])* $name ),*
        }

        impl Kind {
            const ALL: &'static [Kind] = &[Kind::Free, $(Kind::$name),*];
        }
    };
}

kinds!(kind_enum);

impl Kind {
    /// Kinds up to here are strings.
    pub const LAST_STRING: Kind = Kind::Slice;
    /// Of kinds up to here, two cells may be the same value; and one is true when the header's data
    /// is not 0.
    pub const LAST_BY_CONTENT: Kind = Kind::BigInt;
    /// The first kind of typed arrays, in the order of `ElementType`; behind the last one comes
    /// `DataView`.
    pub const FIRST_TYPED_ARRAY: Kind = Kind::Int8Array;
    /// Kinds from here on are objects.
    pub const FIRST_OBJECT: Kind = Kind::Object;
    /// The first callable kind.
    pub const FIRST_CALLABLE: Kind = Kind::Function;
    /// The last callable kind.
    pub const LAST_CALLABLE: Kind = Kind::CallableProxy;

    /// The kind of a cell.
    #[inline(always)]
    pub fn of(cell: CellRef) -> Kind {
        let byte = cell.kind();
        debug_assert!((byte as usize) < Kind::ALL.len(), "cell {:#x} has no kind: {byte}", cell.addr());
        // SAFETY: the byte was written from a `Kind` when the cell was allocated; `Kind` is
        // `repr(u8)` and dense.
        unsafe { std::mem::transmute::<u8, Kind>(byte) }
    }

    /// Whether cells of this kind are typed arrays.
    #[inline(always)]
    pub fn is_typed_array(self) -> bool {
        self >= Kind::FIRST_TYPED_ARRAY && self < Kind::DataView
    }

    /// Whether cells of this kind are objects.
    #[inline(always)]
    pub fn is_object(self) -> bool {
        self >= Kind::FIRST_OBJECT
    }
}
