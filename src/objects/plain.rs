//! Quick ways through plain objects: those whose own properties are all named and lie in slots. No
//! script code runs, and nothing here is observable: what a short way cannot do exactly it leaves
//! to the caller.

use super::Space;
use super::elements::array::JsArray;
use super::kind::Kind;
use super::object::INLINE_SLOTS;
use super::object::property_table::attributes::{ACCESSOR, ALL, ENUMERABLE, WRITABLE};
use super::object::shape::{NO_SHAPE, Shape};
use super::object::{Object, flags};
use super::value::Value;
use super::value::cell::Gc;
use super::value::cell::slots_at;
use super::value::key::Key;
use super::value::symbol::is_private;

/// That assigning all properties of objects of one shape to objects of another adds or changes data
/// properties, nothing else. The epoch guards what the prototypes have to say.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct AssignProof {
    from: u32,
    to: u32,
    epoch: u32,
    /// The shape that they come to when all properties are ordinary and new, else `NO_SHAPE`.
    after: u32,
}

impl AssignProof {
    /// Whether it is about these objects and the prototypes are the same.
    fn holds(&self, from: Gc<Shape>, to: Gc<Shape>, epoch: u32) -> bool {
        (self.from, self.to, self.epoch) == (from.id(), to.id(), epoch)
    }
}

/// Those found out last, in sets of two by both shapes: what a loop assigns in turn stays known.
pub(super) type AssignProofs = [[AssignProof; 2]; 16];

impl Space {
    /// The shape of a plain object.
    #[inline]
    fn plain_shape(&self, object: Gc<Object>) -> Option<Gc<Shape>> {
        let plain = object.kind() == Kind::Object && object.elements.get().is_hole();
        plain.then(|| self.shape_of(object))
    }

    /// An array of a plain object's enumerable string keys.
    pub fn plain_keys(&mut self, object: Gc<Object>) -> Option<Gc<JsArray>> {
        let shape = self.plain_shape(object)?;
        let array = self.new_array(shape.property_count());
        let Some(words) = array.dense() else { return Some(array) };
        let mut count = 0;
        shape.for_each(|key, property| {
            if property.attributes & ENUMERABLE != 0 && !key.is_symbol() {
                words.slots()[count].init(key.word());
                count += 1;
            }
        });
        array.set_length_field(count as u32);
        Some(array)
    }

    /// A plain object's enumerable string keys with their values; `None` when there is a getter.
    pub fn plain_entries(&mut self, object: Gc<Object>) -> Option<Vec<(Key, Value)>> {
        let shape = self.plain_shape(object)?;
        let mut entries = Vec::with_capacity(shape.property_count());
        let mut plain = true;
        shape.for_each(|key, property| {
            if property.attributes & ENUMERABLE != 0 && !key.is_symbol() {
                plain &= property.attributes & ACCESSOR == 0;
                entries.push((key, object.slot(shape, property.slot).1.get()));
            }
        });
        plain.then_some(entries)
    }

    /// Copies the enumerable properties of a plain object to another: as CopyDataProperties does
    /// (`define`), or as Object.assign does. False, and nothing done, when getters, setters or
    /// read-only properties have a say.
    pub fn copy_plain(&mut self, to: Gc<Object>, from: Gc<Object>, define: bool) -> bool {
        let (Some(shape), Kind::Object) = (self.plain_shape(from), to.kind()) else { return false };
        if to.has_flag(flags::NOT_EXTENSIBLE | flags::IS_PROTOTYPE) || to == from {
            return false;
        }
        let target = self.shape_of(to);
        let set = shape.id().wrapping_mul(7).wrapping_add(target.id()) as usize % self.assign_proofs.len();
        let known = |proof: &&AssignProof| !define && proof.holds(shape, target, self.proto_epoch);
        let proof = self.assign_proofs[set].iter().find(known).copied();
        let proven = proof.is_some();
        if let Some(after) = proof.and_then(|proof| self.shape_by_id(proof.after)) {
            for slot in 0..shape.slot_count() {
                self.write_new_slot(to, target, target.slot_count() + slot, object_value(from, shape, slot));
            }
            self.set_shape(to, after);
            return true;
        }
        if define && self.has_room_for_twin(to, shape) && is_copied_whole(shape) {
            self.copy_slots(to, from, shape);
            self.set_shape(to, shape);
            return true;
        }
        let mut entries = Vec::with_capacity(shape.property_count());
        let mut plain = true;
        shape.for_each(|key, property| {
            if property.attributes & ENUMERABLE != 0 && !is_private(key) {
                plain &= property.attributes & ACCESSOR == 0;
                entries.push((key, object_value(from, shape, property.slot)));
            }
        });
        if !plain || (!define && !proven && !self.takes_plain_stores(to, &entries)) {
            return false;
        }
        for (key, value) in entries {
            self.put_named(to, key, value, ALL);
        }
        if !define && !proven && shape.remember_id() && target.remember_id() {
            let after = self.shape_of(to);
            let is_new = after.slot_count() == target.slot_count() + shape.slot_count()
                && !(shape.is_unique() || target.is_unique() || after.is_unique())
                && is_copied_whole(shape);
            let after = if is_new && after.remember_id() { after.id() } else { NO_SHAPE };
            let (from, to, epoch) = (shape.id(), target.id(), self.epoch_of_caches());
            let [last, _] = self.assign_proofs[set];
            self.assign_proofs[set] = [AssignProof { from, to, epoch, after }, last];
        }
        true
    }

    /// `{ ...from }` for a plain object with a shared shape all of whose properties are copied.
    pub fn clone_plain(&mut self, from: Gc<Object>) -> Option<Gc<Object>> {
        let shape = self.plain_shape(from)?;
        if shape.is_unique() || shape.proto.get() != self.roots.object_proto || !is_copied_whole(shape) {
            return None;
        }
        let object = self.new_object(shape);
        self.copy_slots(object, from, shape);
        Some(object)
    }

    /// Whether plain assignments of these keys add or change data properties of `object`, nothing
    /// else.
    fn takes_plain_stores(&self, object: Gc<Object>, entries: &[(Key, Value)]) -> bool {
        let shape = self.shape_of(object);
        entries.iter().all(|&(key, _)| {
            if shape.slot_count() > 0
                && let Some(found) = shape.lookup(key)
            {
                return found.attributes == ALL;
            }
            let mut next = shape.proto.get();
            while let Some(at) = Gc::<Object>::from_value(next) {
                let shape = self.shape_of(at);
                match shape.lookup(key) {
                    Some(found) => return found.attributes & (WRITABLE | ACCESSOR) == WRITABLE,
                    // Exotic objects and lazy functions have properties of other sorts.
                    None if at.kind() != Kind::Object => return false,
                    None => next = shape.proto.get(),
                }
            }
            true
        })
    }

    /// Whether the empty object `to` can take on `shape`: same room, same prototype.
    fn has_room_for_twin(&self, to: Gc<Object>, shape: Gc<Shape>) -> bool {
        let target = self.shape_of(to);
        target.inline_slots() == shape.inline_slots()
            && target.proto.get() == shape.proto.get()
            && target.slot_count() == 0
            && !target.is_unique()
            && !shape.is_unique()
    }

    /// Copies all slots of `from`, whose shape is `shape`, to an object with the same room.
    fn copy_slots(&mut self, to: Gc<Object>, from: Gc<Object>, shape: Gc<Shape>) {
        let inline = shape.inline_slots();
        let inner = inline.min(shape.slot_count()) as usize;
        self.overwrite(to.cell(), slots_at(to.cell(), INLINE_SLOTS, inner));
        for slot in 0..inner {
            to.inline_slot(slot).put(from.inline_slot(slot).get());
        }
        for slot in inline..shape.slot_count() {
            let value = object_value(from, shape, slot);
            self.write_new_slot(to, shape, slot, value);
        }
    }
}

/// Whether every property is an ordinary one: enumerable data, no private name.
fn is_copied_whole(shape: Gc<Shape>) -> bool {
    let mut whole = true;
    shape.for_each(|key, property| whole &= property.attributes == ALL && !is_private(key));
    whole
}

fn object_value(object: Gc<Object>, shape: Gc<Shape>, slot: u32) -> Value {
    object.slot(shape, slot).1.get()
}
