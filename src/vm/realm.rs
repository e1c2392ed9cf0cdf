//! The realm: intrinsic objects by name (ECMA-262 §9.3), the global object and the scope of
//! script-level `let`, `const` and `class`.

use crate::heap::Tracer;
use crate::objects::{Accessor, Gc, JsArray, NativeFunction, Object, RealmCell, Shape, Space, Value};

macro_rules! intrinsics {
    ($($(#[doc = $doc:literal])* $name:ident),* $(,)?) => {
        /// An intrinsic object.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "each is the intrinsic of its name")]
        pub enum Intrinsic { $($(#[doc = $doc])* $name),* }

        impl Intrinsic {
            /// Every intrinsic.
            pub const ALL: &'static [Intrinsic] = &[$(Intrinsic::$name),*];
        }
    };
}

intrinsics! {
    ObjectPrototype, FunctionPrototype, ArrayPrototype, GeneratorPrototype, AsyncGeneratorPrototype,
    GeneratorFunctionPrototype, AsyncGeneratorFunctionPrototype, AsyncFunctionPrototype,
    StringPrototype, NumberPrototype, BooleanPrototype, SymbolPrototype, BigIntPrototype,
    ErrorPrototype, TypeErrorPrototype, RangeErrorPrototype, ReferenceErrorPrototype, SyntaxErrorPrototype, EvalErrorPrototype,
    UriErrorPrototype, AggregateErrorPrototype, SuppressedErrorPrototype, DisposableStackPrototype, AsyncDisposableStackPrototype,
    IteratorPrototype, AsyncIteratorPrototype, ArrayIteratorPrototype, StringIteratorPrototype, MapIteratorPrototype, SetIteratorPrototype,
    RegExpStringIteratorPrototype, AsyncFromSyncIteratorPrototype, IteratorHelperPrototype, WrapForValidIteratorPrototype,
    DatePrototype, RegExpPrototype, PromisePrototype, MapPrototype, SetPrototype, WeakMapPrototype, WeakSetPrototype, WeakRefPrototype,
    FinalizationRegistryPrototype, EventTargetPrototype, EventPrototype,
    TimeoutPrototype, ImmediatePrototype,
    PerformancePrototype, PerformanceEntryPrototype, PerformanceMarkPrototype, PerformanceMeasurePrototype, PerformanceNodeEntryPrototype,
    PerformanceNodeTimingPrototype, PerformanceObserverPrototype, PerformanceObserverEntryListPrototype,
    IntlDateTimeFormatPrototype, IntlListFormatPrototype, IntlRelativeTimeFormatPrototype, IntlDisplayNamesPrototype, IntlSegmenterPrototype,
    IntlSegmentsPrototype, IntlSegmentIteratorPrototype, IntlNumberFormatPrototype, IntlCollatorPrototype, IntlPluralRulesPrototype, IntlLocalePrototype,
    /// `Temporal`, which fills itself and those below when a script first looks into it.
    Temporal,
    TemporalInstantPrototype, TemporalPlainDateTimePrototype, TemporalPlainDatePrototype, TemporalPlainTimePrototype,
    TemporalPlainYearMonthPrototype, TemporalPlainMonthDayPrototype, TemporalDurationPrototype, TemporalZonedDateTimePrototype,
    Object, Function, Array, String, Number, Boolean, Symbol, Error, Date, RegExp, Promise, Map, Set, Iterator, EventTarget, Event,
    ArrayBufferPrototype, SharedArrayBufferPrototype, DataViewPrototype, TypedArrayPrototype,
    Int8ArrayPrototype, Uint8ArrayPrototype, Uint8ClampedArrayPrototype, Int16ArrayPrototype, Uint16ArrayPrototype, Int32ArrayPrototype,
    Uint32ArrayPrototype, Float16ArrayPrototype, Float32ArrayPrototype, Float64ArrayPrototype, BigInt64ArrayPrototype, BigUint64ArrayPrototype,
    ArrayBuffer, SharedArrayBuffer, TypedArray, Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array,
    Uint32Array, Float16Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array,
    /// The getter of `%TypedArray%.prototype.length`.
    TypedArrayLength,
    /// `Array.prototype.values`, the standard iteration of arrays.
    ArrayValues,
    /// `%ArrayIteratorPrototype%.next`
    ArrayIteratorNext,
    /// `%MapIteratorPrototype%.next`
    MapIteratorNext,
    /// `%SetIteratorPrototype%.next`
    SetIteratorNext,
    /// `%StringIteratorPrototype%.next`
    StringIteratorNext,
    /// `%GeneratorPrototype%.next`
    GeneratorNext,
    /// `%Intl%.[[FallbackSymbol]]`
    IntlFallbackSymbol,
    /// `%ThrowTypeError%`
    ThrowTypeError,
    /// `eval`
    Eval,
    /// What does the work of `Array.fromAsync`, once that was called.
    ArrayFromAsync,
    /// `Function.prototype[Symbol.hasInstance]`
    FunctionHasInstance,
    /// `Promise.prototype.then`
    PromiseThen,
    /// `process`
    Process,
    /// `RegExp.prototype.exec`, to see whether a script replaced it.
    RegExpExec,
    /// The accessor pair that stands for an error's `stack` until it is formatted.
    PendingStack,
}

/// What holds of standard arrays as long as the prototype epoch stays: see `Vm::array_guards`.
#[derive(Clone, Copy, Default)]
pub struct ArrayGuards {
    epoch: u32,
    constructor: Option<u32>,
    species: Option<u32>,
    iterator: Option<u32>,
    next: Option<u32>,
    spreads_plainly: bool,
}

impl super::Vm {
    fn array_guards(&mut self) -> ArrayGuards {
        if self.realm.array_guards.epoch != self.space.proto_epoch {
            self.realm.array_guards = self.look_at_arrays();
        }
        self.realm.array_guards
    }

    #[cold]
    fn look_at_arrays(&mut self) -> ArrayGuards {
        let space = &self.space;
        let (names, epoch) = (&space.names, space.epoch_of_caches());
        let objects = (
            Gc::<Object>::from_value(space.roots.array_proto),
            Gc::<Object>::from_value(self.realm.get(Intrinsic::Array)),
            Gc::<Object>::from_value(space.roots.object_proto),
            Gc::<Object>::from_value(self.realm.get(Intrinsic::ArrayIteratorPrototype)),
        );
        let (Some(proto), Some(array), Some(object_proto), Some(steps)) = objects else {
            return ArrayGuards::default();
        };
        let slot = |object: Gc<Object>, key| space.shape_of(object).lookup(key).map(|property| property.slot);
        let spreadable = names.symbol_is_concat_spreadable;
        let plain_chain = space.proto_of(proto) == object_proto.value();
        ArrayGuards {
            epoch,
            constructor: slot(proto, names.constructor),
            species: slot(array, names.symbol_species),
            iterator: slot(proto, names.symbol_iterator),
            next: slot(steps, names.next),
            spreads_plainly: plain_chain
                && slot(proto, spreadable).is_none()
                && slot(object_proto, spreadable).is_none(),
        }
    }

    /// Whether methods of `array` make plain arrays: its class and `Array[Symbol.species]` are as
    /// they were made.
    #[inline]
    pub fn has_standard_species(&mut self, array: Gc<JsArray>) -> bool {
        if array.object().shape_id() != self.space.roots.array_shape.id() {
            return false;
        }
        let guards = self.array_guards();
        let (Some(constructor), Some(species)) = (guards.constructor, guards.species) else { return false };
        let standard = self.realm.get(Intrinsic::Array);
        // The getter that was made first carries a mark.
        self.guarded(self.space.roots.array_proto, constructor) == standard
            && Gc::<Accessor>::from_value(self.guarded(standard, species))
                .and_then(|pair| Gc::<NativeFunction>::from_value(pair.get.get()))
                .is_some_and(|getter| getter.data.get() == Value::TRUE)
    }

    /// What slot `slot` of a guarded object holds now.
    #[inline]
    fn guarded(&self, object: Value, slot: u32) -> Value {
        let object = Gc::<Object>::from_cell(object.cell_unchecked());
        object.slot(self.space.shape_of(object), slot).1.get()
    }

    /// Whether `Array.prototype[Symbol.iterator]` and `%ArrayIteratorPrototype%.next` are the
    /// standard ones.
    #[inline]
    pub(super) fn array_iteration_is_standard(&mut self) -> bool {
        let guards = self.array_guards();
        let (Some(iterator), Some(next)) = (guards.iterator, guards.next) else { return false };
        self.guarded(self.space.roots.array_proto, iterator) == self.realm.get(Intrinsic::ArrayValues)
            && self.guarded(self.realm.get(Intrinsic::ArrayIteratorPrototype), next)
                == self.realm.get(Intrinsic::ArrayIteratorNext)
    }

    /// Whether `concat` spreads `array`, without asking it.
    #[inline]
    pub fn spreads_plainly(&mut self, array: Gc<JsArray>) -> bool {
        array.object().shape_id() == self.space.roots.array_shape.id() && self.array_guards().spreads_plainly
    }
}

/// The intrinsics and global scopes.
pub struct Realm {
    /// What functions refer to it by.
    pub(super) cell: Gc<RealmCell>,
    intrinsics: Vec<Value>,
    shapes: Vec<Option<Gc<Shape>>>,
    array_guards: ArrayGuards,
    /// Shapes of arguments objects that alias no parameters: of strict functions, of sloppy ones.
    pub(super) arguments_shapes: [Option<Gc<Shape>>; 2],
    /// Whether text that a program makes becomes code (HostEnsureCanCompileStrings).
    pub compiles_text: bool,
    /// The shape of `{ value, done }`.
    pub(super) result_shape: Option<Gc<Shape>>,
    /// The accessor pair of strict arguments objects' `callee`.
    pub(super) callee_pair: Value,
    /// A prototype and the epoch under which neither it nor those above it had anything that for-in
    /// would show.
    pub(super) silent_proto: (Value, u32),
    /// `globalThis`
    pub global: Gc<Object>,
    /// Script-level lexical bindings: an object without prototype that no script sees; a hole is a
    /// binding not yet initialised.
    pub lexicals: Gc<Object>,
}

impl Realm {
    /// The realm of the space's roots. `global`: its global object.
    pub(super) fn new(space: &mut Space, global: Gc<Object>) -> Realm {
        space.make_unique(global);
        let null_shape = space.root_shape(Value::NULL, 0);
        let lexicals = space.new_object(null_shape);
        space.make_unique(lexicals);
        let count = Intrinsic::ALL.len();
        let cell = Gc::from_cell(space.roots.realm.cell_unchecked());
        let mut realm = Realm {
            cell,
            compiles_text: true,
            result_shape: None,
            intrinsics: vec![Value::UNDEFINED; count],
            shapes: vec![None; count],
            array_guards: ArrayGuards::default(),
            arguments_shapes: [None; 2],
            callee_pair: Value::UNDEFINED,
            silent_proto: (Value::UNDEFINED, 0),
            global,
            lexicals,
        };
        for (intrinsic, value) in [
            (Intrinsic::ObjectPrototype, space.roots.object_proto),
            (Intrinsic::FunctionPrototype, space.roots.function_proto),
            (Intrinsic::ArrayPrototype, space.roots.array_proto),
            (Intrinsic::GeneratorPrototype, space.roots.generator_proto),
            (Intrinsic::AsyncGeneratorPrototype, space.roots.async_generator_proto),
            (Intrinsic::GeneratorFunctionPrototype, space.roots.generator_function_proto),
            (Intrinsic::AsyncGeneratorFunctionPrototype, space.roots.async_generator_function_proto),
            (Intrinsic::AsyncFunctionPrototype, space.roots.async_function_proto),
        ] {
            realm.set(intrinsic, value);
        }
        realm
    }

    /// The intrinsic, undefined before it is installed.
    #[inline(always)]
    pub fn get(&self, intrinsic: Intrinsic) -> Value {
        self.intrinsics[intrinsic as usize]
    }

    /// Installs an intrinsic.
    pub fn set(&mut self, intrinsic: Intrinsic, value: Value) {
        self.intrinsics[intrinsic as usize] = value;
        self.shapes[intrinsic as usize] = None;
    }

    /// The empty shape of objects whose prototype is the intrinsic `proto`.
    #[inline]
    pub fn shape(&mut self, space: &mut Space, proto: Intrinsic) -> Gc<Shape> {
        if let Some(shape) = self.shapes[proto as usize] {
            return shape;
        }
        let shape = space.root_shape(self.get(proto), 0);
        self.shapes[proto as usize] = Some(shape);
        shape
    }

    pub(crate) fn trace(&self, tracer: &mut Tracer) {
        for value in &self.intrinsics {
            tracer.word(value.bits());
        }
        tracer.cell(self.cell.cell());
        tracer.word(self.callee_pair.bits());
        for shape in self.shapes.iter().chain(&self.arguments_shapes).chain([&self.result_shape]).flatten() {
            tracer.cell(shape.cell());
        }
        tracer.cell(self.global.cell());
        tracer.cell(self.lexicals.cell());
    }
}
