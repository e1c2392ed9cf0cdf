//! `Constructor[Symbol.species]` of the builtins: a getter that carries a mark, by which an
//! untouched one is known again without calling it.

use crate::builtins::Installer;
use crate::objects::{Accessor, Gc, NativeFunction, Object, Value};
use crate::vm::{Args, Cx, Intrinsic, JsResult, Leaf, NativeRow, Rooted, messages};

const SPECIES: NativeRow =
    NativeRow::leaf("[Symbol.species]", 0, species, "§23.1.2.6", "The constructor that derived objects are made by.");

fn species(_: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    Ok(this)
}

/// Gives `constructor` its species getter.
pub(in crate::builtins) fn install(installer: &mut Installer<'_>, constructor: Value) {
    installer.accessor(constructor, Some(&SPECIES), None);
    if let Some(object) = Gc::<Object>::from_value(constructor) {
        // Its changes raise the prototype epoch, by which the VM remembers that nothing changed.
        installer.vm.space.mark_as_prototype(object);
    }
    let space = &mut installer.vm.space;
    let key = space.names.symbol_species;
    let getter = Gc::<Object>::from_value(constructor)
        .and_then(|object| space.get_named(object, key))
        .and_then(|property| property.accessor())
        .and_then(|pair| Gc::<NativeFunction>::from_value(pair.get.get()));
    if let Some(getter) = getter {
        space.store(getter.cell(), &getter.data, Value::TRUE);
    }
}

/// Whether an object is seen at a glance to be of the standard class, whose species getter, perhaps
/// an inherited one, is as it was made.
pub(in crate::builtins) fn is_standard(leaf: &Leaf<'_>, object: Value, standard: Value) -> bool {
    let known = |value, key| Gc::<Object>::from_value(value).and_then(|object| leaf.known_value(object, key));
    known(object, leaf.names.constructor) == Some(standard)
        && known(standard, leaf.names.symbol_species)
            .and_then(Gc::<Accessor>::from_value)
            .and_then(|pair| Gc::<NativeFunction>::from_value(pair.get.get()))
            .is_some_and(|getter| getter.data.get() == Value::TRUE)
}

/// SpeciesConstructor (ECMA-262 §7.3.22), the default being an intrinsic. As long as nobody touches
/// the default's species getter, which gives its receiver, it is not called again.
pub(in crate::builtins) fn species_constructor(
    cx: &mut Cx<'_>,
    object: Rooted,
    default: Intrinsic,
) -> JsResult<Rooted> {
    let standard = cx.intrinsic(default);
    if is_standard(&cx.leaf(), *object, standard) {
        return Ok(cx.root(standard));
    }
    let standard = cx.root(standard);
    let (key, species) = (cx.leaf().names.constructor, cx.leaf().names.symbol_species);
    let constructor = cx.get(object, key)?;
    if constructor.is_undefined() {
        return Ok(standard);
    }
    if !constructor.is_object() {
        return Err(cx.type_error(messages::CONSTRUCTOR_PROPERTY));
    }
    let species = cx.get(constructor, species)?;
    if species.is_nullish() {
        return Ok(standard);
    }
    check_species(cx, species)
}

/// What a `Symbol.species` gave, if it is a constructor.
pub(in crate::builtins) fn check_species(cx: &mut Cx<'_>, species: Rooted) -> JsResult<Rooted> {
    if cx.leaf().is_constructor(*species) { Ok(species) } else { Err(cx.type_error(messages::SPECIES)) }
}
