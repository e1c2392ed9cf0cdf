//! Inline caches: the quick ways of property and global access, and what fills them.
//!
//! A cache entry is good when the receiver's shape id is the remembered one and, if the value was
//! found on a prototype (or its absence was relied on), the prototype epoch is still the same. An
//! id proves the layout (see `objects::shape`), so no reference is followed before the check.

use super::Vm;
use super::internal_methods::is_ordinary_for;
use super::internal_methods::typed_array::element_of;
use super::native::JsResult;
use crate::objects::cells::code::{CacheEntry, InlineCache, POLYMORPHIC};
use crate::objects::object::flags;
use crate::objects::object::property_table::attributes::{ACCESSOR, ALL, CONFIGURABLE, WRITABLE};
use crate::objects::object::shape::NO_SHAPE;
use crate::objects::{
    Accessor, Gc, InternalMethods, JsArray, Key, Kind, Object, OwnProperty, Place, Property, Shape, Value,
};

/// A cache for look-ups without a site of their own, or whose sites see many shapes: by (shape id,
/// key), along the prototype chain. Its entries are made when there is the first to remember.
#[derive(Default)]
pub(super) struct PropertyCache {
    entries: Box<[Lookup]>,
    used: bool,
    /// Shapes, and whether all their properties are configurable; empty before the first is asked.
    configurable: Box<[(u32, bool)]>,
}

/// What a look-up found.
#[derive(Clone, Copy)]
struct Lookup {
    shape: u32,
    /// As in [`CacheEntry`].
    epoch: u32,
    key: Key,
    /// As in [`CacheEntry`], or the address of [`NOWHERE`].
    holder: u64,
    place: Place,
}

/// What is read of a property that an object and its prototypes lack.
static NOWHERE: u64 = Value::UNDEFINED.bits();

/// The holder of properties that are nowhere.
fn nowhere() -> u64 {
    (&raw const NOWHERE).expose_provenance() as u64
}

/// How many shapes are remembered that targets of proxies have.
const ASKED_SHAPES: usize = 16;
const CACHE_SIZE: usize = limit!(2048, small = 2);
/// Objects with more properties than this, and a shape of their own, are looked up in their table.
const MANY_KEYS: usize = limit!(64, small = 2);

impl PropertyCache {
    const NONE: Lookup =
        Lookup { shape: NO_SHAPE, epoch: 0, key: Key::name(Value::HOLE), holder: 0, place: Place::NONE };

    fn index(shape: u32, key: Key) -> usize {
        (key.hash() ^ shape.wrapping_mul(0x85EB_CA6B)) as usize >> 4 & (CACHE_SIZE - 1)
    }

    /// The object that holds the property (0 for the receiver) and where.
    #[inline]
    fn get(&self, shape: u32, key: Key, epoch: u32) -> Option<(u64, Place)> {
        let entry = self.entries.get(Self::index(shape, key))?;
        let holds = entry.shape == shape && entry.key == key && (entry.holder == 0 || entry.epoch == epoch);
        holds.then_some((entry.holder, entry.place))
    }

    fn put(&mut self, lookup: Lookup) {
        if self.entries.is_empty() {
            self.entries = vec![Self::NONE; CACHE_SIZE].into_boxed_slice();
        }
        self.used = true;
        self.entries[Self::index(lookup.shape, lookup.key)] = lookup;
    }

    /// Keys and holders may die with a collection.
    pub(super) fn clear(&mut self) {
        if std::mem::take(&mut self.used) {
            self.entries.fill(Self::NONE);
        }
        self.configurable.fill((NO_SHAPE, false));
    }
}

fn remember(cache: &mut InlineCache, entry: CacheEntry) {
    if cache.first.shape == NO_SHAPE || cache.first.shape == entry.shape {
        cache.first = entry;
        return;
    }
    let more = cache.more.get_or_insert_with(|| Box::new([CacheEntry::EMPTY; POLYMORPHIC]));
    if let Some(same) = more.iter_mut().find(|e| e.shape == entry.shape) {
        *same = entry;
        return;
    }
    more[cache.turn as usize % POLYMORPHIC] = entry;
    cache.turn = cache.turn.wrapping_add(1);
}

impl Vm {
    /// The value at a cache entry that matches `object`'s shape id; `None` when the entry is stale.
    #[inline]
    fn read_entry(&self, object: u64, entry: &CacheEntry) -> Option<Value> {
        if entry.holder == 0 {
            // SAFETY: the shape id matched, so the object has the property at the place.
            return Some(unsafe { entry.place.read(object) });
        }
        if entry.epoch != self.space.proto_epoch {
            return None;
        }
        // SAFETY: the epoch proves that the prototype chain is what it was, so the holder is alive
        // (the receiver keeps it) and has the property.
        Some(unsafe { entry.place.read(entry.holder) })
    }

    /// A property read that the first cache entry missed: further entries, then the full look-up,
    /// which fills the cache.
    #[inline(never)]
    pub(super) fn get_cached(&mut self, base: Value, cache: *mut InlineCache) -> JsResult {
        // SAFETY: the cache belongs to the code of the running frame, which keeps it alive; no
        // other borrow of it exists while this one is used.
        let cache = unsafe { &mut *cache };
        let Some(object) = Gc::<Object>::from_value(base) else { return self.get_primitive_cached(base, cache) };
        let mut object = object;
        if object.internal_methods() == InternalMethods::Proxy {
            match self.behind_traps(object, self.space.names.get) {
                Some(target) if element_of(cache.key).is_none() => object = target,
                _ => return self.get(object, cache.key, base),
            }
        }
        let id = object.shape_id();
        if cache.first.shape == id
            && let Some(value) = self.read_entry(object.addr(), &cache.first)
        {
            return self.finish_read(value, cache.first.place, base);
        }
        if let Some(more) = &cache.more {
            for entry in more.iter() {
                if entry.shape == id
                    && let Some(value) = self.read_entry(object.addr(), entry)
                {
                    return self.finish_read(value, entry.place, base);
                }
            }
        }
        self.get_uncached(object, cache, base)
    }

    pub(super) fn finish_read(&mut self, value: Value, place: Place, receiver: Value) -> JsResult {
        if !place.is_accessor() {
            return Ok(value);
        }
        let getter = Gc::<Accessor>::from_cell(value.cell_unchecked()).get.get();
        if getter.is_undefined() { Ok(Value::UNDEFINED) } else { self.call_value(getter, receiver, &[]) }
    }

    /// `object[key]` for a receiver that is the object, or a proxy that has no trap before it.
    fn get_uncached(&mut self, object: Gc<Object>, cache: &mut InlineCache, receiver: Value) -> JsResult {
        let key = cache.key;
        #[cfg(feature = "cli")]
        self.note_read(object, key);
        // What the text of a number is, the shape does not tell: a typed array may have it, too.
        if element_of(key).is_some() {
            return self.get(object, key, receiver);
        }
        if let Some((value, place)) = self.known_property(object, key) {
            return self.finish_read(value, place, receiver);
        }
        if let Some(array) = JsArray::of(object)
            && key == self.space.names.length
        {
            return Ok(array.length_value());
        }
        if object.has_flag(flags::LAZY_FUNCTION) && self.space.is_lazy_name(key) {
            self.space.materialize_function(object);
        }
        let mut at = object;
        loop {
            if !is_ordinary_for(at, key) {
                return self.get(at, key, receiver);
            }
            let is_exotic = at.kind() == Kind::Primitive || at.has_flag(flags::LAZY_FUNCTION);
            if is_exotic && (at != object || self.space.is_lazy_name(key)) {
                return self.get(object, key, receiver);
            }
            let shape = self.space.shape_of(at);
            if let Some(property) = shape.lookup(key) {
                let value = at.slot(shape, property.slot).1.get();
                if let Some(place) = Place::of(shape, property) {
                    self.remember_read(object, at, place, cache);
                }
                return self.read_property(&OwnProperty { value, attributes: property.attributes }, receiver);
            }
            if at.kind() == Kind::Array && at != object && key == self.space.names.length {
                return self.get(object, key, receiver);
            }
            match Gc::<Object>::from_value(shape.proto.get()) {
                Some(next) => at = next,
                None => {
                    self.remember_absence(object, cache);
                    return Ok(Value::UNDEFINED);
                }
            }
        }
    }

    /// The value of a property that was looked up not long ago, and its place.
    #[inline]
    pub(super) fn known_property(&self, object: Gc<Object>, key: Key) -> Option<(Value, Place)> {
        let (holder, place) = self.property_cache.get(object.shape_id(), key, self.space.proto_epoch)?;
        let holder = if holder == 0 { object.addr() } else { holder };
        // SAFETY: the shape id, and beyond the receiver the epoch, prove that the holder is alive
        // and has the property.
        Some((unsafe { place.read(holder) }, place))
    }

    /// What was found under a key of an object not long ago, its own or inherited: a value, or a
    /// pair of accessors. Looks nowhere else, and asks nobody.
    pub(super) fn known_value(&self, object: Gc<Object>, key: Key) -> Option<Value> {
        self.known_property(object, key).filter(|(_, place)| !place.is_none()).map(|(value, _)| value)
    }

    /// Whether all properties of an object are configurable; false also when its shape does not
    /// tell.
    pub(super) fn is_configurable_whole(&mut self, object: Gc<Object>) -> bool {
        if object.internal_methods() != InternalMethods::Ordinary {
            return false;
        }
        let id = object.shape_id();
        let known = &mut self.property_cache.configurable;
        if known.is_empty() {
            *known = vec![(NO_SHAPE, false); ASKED_SHAPES].into_boxed_slice();
        }
        let place = &mut known[id as usize % ASKED_SHAPES];
        if place.0 != id {
            let shape = self.space.shape_of(object);
            let mut whole = !shape.is_unique();
            if whole {
                shape.for_each(|_, property| whole &= property.attributes & CONFIGURABLE != 0);
            }
            *place = (id, whole);
        }
        place.1
    }

    /// Whether it can be told from the shape of an object alone that it lacks a property of that
    /// name: not what errors, functions and exotic objects make when they are asked, of which the
    /// last two never have slots in the object.
    fn is_told_by_shape(&self, shape: Gc<Shape>, key: Key) -> bool {
        element_of(key).is_none()
            && key != self.space.names.stack
            && (shape.inline_slots() > 0 || !self.space.is_lazy_name(key))
    }

    /// Remembers where a look-up from `object` on ended: at `holder`, or nowhere.
    pub(super) fn remember_lookup(&mut self, object: Gc<Object>, holder: Option<Gc<Object>>, key: Key) {
        let shape = self.space.shape_of(object);
        // A large object's keys are as good as a cache, and would push everything else out.
        if shape.is_unique() && shape.property_count() > MANY_KEYS {
            return;
        }
        let is_own = holder == Some(object) && element_of(key).is_none() && key != self.space.names.stack;
        if !(is_own || self.is_told_by_shape(shape, key)) || !shape.remember_id() {
            return;
        }
        let (holder, place) = match holder {
            None => (nowhere(), Place::NONE),
            Some(at) => {
                let holder_shape = self.space.shape_of(at);
                let place = holder_shape.lookup(key).and_then(|property| Place::of(holder_shape, property));
                let Some(place) = place else { return };
                (if at == object { 0 } else { at.addr() }, place)
            }
        };
        self.property_cache.put(Lookup { shape: shape.id(), epoch: self.space.epoch_of_caches(), key, holder, place });
    }

    /// Remembers at its site that a property is nowhere.
    fn remember_absence(&mut self, object: Gc<Object>, cache: &mut InlineCache) {
        let shape = self.space.shape_of(object);
        if self.is_told_by_shape(shape, cache.key) && shape.remember_id() {
            let epoch = self.space.epoch_of_caches();
            let entry =
                CacheEntry { shape: shape.id(), place: Place::NONE, epoch, next_shape: NO_SHAPE, holder: nowhere() };
            remember(cache, entry);
        }
    }

    /// Whether each read of a property is to be told: then sites remember none.
    #[inline]
    fn is_watched(&self) -> bool {
        #[cfg(feature = "cli")]
        let watched = self.space.heap.watches_reads();
        #[cfg(not(feature = "cli"))]
        let watched = false;
        watched
    }

    /// Tells the watch of a heap of a read, if there is one.
    #[cfg(feature = "cli")]
    #[inline]
    fn note_read(&mut self, object: Gc<Object>, key: Key) {
        if self.space.heap.watches_reads() {
            let text = key.as_name().and_then(Gc::<crate::objects::JsString>::from_value);
            let text = text.and_then(|name| name.flat_chars()).map(|chars| chars.to_text().into_owned());
            self.space.heap.note_read(object.cell(), |wanted| text.as_deref() == Some(wanted));
        }
    }

    fn remember_read(&mut self, object: Gc<Object>, holder: Gc<Object>, place: Place, cache: &mut InlineCache) {
        let shape = self.space.shape_of(object);
        if !shape.remember_id() || self.is_watched() {
            return;
        }
        let own = holder == object;
        let entry = CacheEntry {
            shape: shape.id(),
            place,
            epoch: self.space.epoch_of_caches(),
            next_shape: NO_SHAPE,
            holder: if own { 0 } else { holder.addr() },
        };
        if own && cache.more.is_some() {
            self.property_cache.put(Lookup { shape: entry.shape, epoch: 0, key: cache.key, holder: 0, place });
        }
        remember(cache, entry);
    }

    /// Reads through the prototype of a primitive; strings' length and methods are what programs
    /// ask for.
    fn get_primitive_cached(&mut self, base: Value, cache: &mut InlineCache) -> JsResult {
        if base.is_nullish() || (base.is_string() && cache.key == self.space.names.length) {
            return self.get_value(base, cache.key);
        }
        let Some(proto) = Gc::<Object>::from_value(self.primitive_prototype(base)) else { return Ok(Value::UNDEFINED) };
        let entry = &cache.first;
        if entry.shape == proto.shape_id() && entry.holder == proto.addr() && entry.epoch == self.space.proto_epoch {
            // SAFETY: the prototype is alive (an intrinsic) and its shape id matched.
            let value = unsafe { entry.place.read(proto.addr()) };
            return self.finish_read(value, entry.place, base);
        }
        let shape = self.space.shape_of(proto);
        if let Some(property) = shape.lookup(cache.key) {
            if let Some(place) = Place::of(shape, property)
                && shape.remember_id()
            {
                let epoch = self.space.epoch_of_caches();
                cache.first =
                    CacheEntry { shape: shape.id(), place, epoch, next_shape: NO_SHAPE, holder: proto.addr() };
            }
            let value = proto.slot(shape, property.slot).1.get();
            return self.read_property(&OwnProperty { value, attributes: property.attributes }, base);
        }
        self.get_value(base, cache.key)
    }

    /// A property store that the first cache entry missed.
    #[inline(never)]
    pub(super) fn set_cached(
        &mut self,
        base: Value,
        cache: *mut InlineCache,
        value: Value,
        strict: bool,
    ) -> JsResult<()> {
        // SAFETY: as in `get_cached`.
        let cache = unsafe { &mut *cache };
        let Some(object) = Gc::<Object>::from_value(base) else {
            return self.set_value(base, cache.key, value, strict);
        };
        if object.internal_methods() == InternalMethods::Proxy {
            return self.set_value(base, cache.key, value, strict);
        }
        let id = object.shape_id();
        let known = match &cache.more {
            _ if cache.first.shape == id => Some(cache.first),
            Some(more) => more.iter().find(|e| e.shape == id).copied(),
            None => None,
        };
        if let Some(entry) = known {
            if !entry.place.is_accessor() {
                if self.write_entry(object, entry, value) {
                    return Ok(());
                }
            } else if let Some(pair) = self.read_entry(object.addr(), &entry) {
                let setter = Gc::<Accessor>::from_cell(pair.cell_unchecked()).set.get();
                if !setter.is_undefined() {
                    return self.call_value(setter, base, &[value]).map(drop);
                }
            }
        }
        self.set_uncached(object, cache, value, strict)
    }

    /// Stores by an entry whose shape id matched; false when it is stale.
    #[inline]
    pub(super) fn write_entry(&mut self, object: Gc<Object>, entry: CacheEntry, value: Value) -> bool {
        if entry.next_shape == NO_SHAPE {
            let shape = self.space.shapes.get(entry.shape);
            let slot = entry.place.slot(shape);
            let (owner, slot) = object.slot(shape, slot);
            self.space.store(owner, slot, value);
            return true;
        }
        if entry.epoch != self.space.proto_epoch {
            return false;
        }
        let Some(next) = self.space.shape_by_id(entry.next_shape) else { return false };
        let shape = self.space.shapes.get(entry.shape);
        self.space.write_new_slot(object, shape, shape.slot_count(), value);
        self.space.set_shape(object, next);
        true
    }

    fn set_uncached(
        &mut self,
        object: Gc<Object>,
        cache: &mut InlineCache,
        value: Value,
        strict: bool,
    ) -> JsResult<()> {
        let key = cache.key;
        let special = element_of(key).is_some()
            || (object.kind() == Kind::Array && key == self.space.names.length)
            || (object.has_flag(flags::LAZY_FUNCTION) && object.value().is_callable())
            || !is_ordinary_for(object, key);
        if special {
            self.space.materialize_function(object);
            return self.set_value(object.value(), key, value, strict);
        }
        let shape = self.space.shape_of(object);
        if let Some(property) = shape.lookup(key) {
            if property.attributes & (WRITABLE | ACCESSOR) == WRITABLE {
                if let Some(place) = Place::of(shape, property)
                    && shape.remember_id()
                {
                    let entry = CacheEntry { shape: shape.id(), place, epoch: 0, next_shape: NO_SHAPE, holder: 0 };
                    remember(cache, entry);
                }
                self.space.write_named(object, property, value);
                return Ok(());
            }
            self.remember_setter(object, cache);
            return self.set_value(object.value(), key, value, strict);
        }
        self.remember_setter(object, cache);
        let before = shape.id();
        let plain_add = !shape.is_unique()
            && shape.remember_id()
            && self.chain_lets_add(shape, key)
            && self.space.is_extensible(object);
        self.set_value(object.value(), key, value, strict)?;
        if plain_add {
            let after = self.space.shape_of(object);
            let added = after.lookup(key) == Some(Property { slot: shape.slot_count(), attributes: ALL });
            if added && !after.is_unique() && after.remember_id() && shape.id() == before {
                let epoch = self.space.epoch_of_caches();
                let entry = CacheEntry { shape: before, place: Place::NONE, epoch, next_shape: after.id(), holder: 0 };
                remember(cache, entry);
            }
        }
        Ok(())
    }

    /// Remembers the accessor pair that a store to `object` comes to, if it does.
    fn remember_setter(&mut self, object: Gc<Object>, cache: &mut InlineCache) {
        let shape = self.space.shape_of(object);
        if !self.is_told_by_shape(shape, cache.key) {
            return;
        }
        let is_lazy_name = self.space.is_lazy_name(cache.key);
        let mut at = object;
        let (holder_shape, property) = loop {
            let is_exotic = matches!(at.kind(), Kind::Array | Kind::Primitive) || at.has_flag(flags::LAZY_FUNCTION);
            if is_lazy_name && is_exotic || !is_ordinary_for(at, cache.key) {
                return;
            }
            let shape = self.space.shape_of(at);
            if let Some(property) = shape.lookup(cache.key) {
                break (shape, property);
            }
            match Gc::<Object>::from_value(shape.proto.get()) {
                Some(next) => at = next,
                None => return,
            }
        };
        if let Some(place) = Place::of(holder_shape, property)
            && place.is_accessor()
            && shape.remember_id()
        {
            let holder = if at == object { 0 } else { at.addr() };
            let epoch = self.space.epoch_of_caches();
            remember(cache, CacheEntry { shape: shape.id(), place, epoch, next_shape: NO_SHAPE, holder });
        }
    }

    /// Whether a store to an object of `shape`, which lacks the property, adds it to the object: no
    /// prototype has it, or the first that does holds it as a writable value.
    fn chain_lets_add(&mut self, shape: Gc<Shape>, key: Key) -> bool {
        let mut next = Gc::<Object>::from_value(shape.proto.get());
        while let Some(at) = next {
            if at.has_flag(flags::LAZY_FUNCTION) || !is_ordinary_for(at, key) {
                return false;
            }
            if self.peek_own(at, key).is_some() {
                // The epoch tells of changes to what is in the shape, and of nothing else.
                let found = self.space.shape_of(at).lookup(key);
                return found.is_some_and(|property| property.attributes & (WRITABLE | ACCESSOR) == WRITABLE);
            }
            next = Gc::from_value(self.space.proto_of(at));
        }
        true
    }
}
