//! The prototypes of generators and async generators, and of sync iterators in async loops
//! (ECMA-262 §27.5.1, §27.6.1, §27.1.5.2). Resuming is the VM's.

use super::Installer;
use crate::objects::{Value, attributes};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow, Rooted, generator};

const GENERATOR: &[NativeRow] = &[
    NativeRow::cx("next", 1, |cx| resume(cx, generator::NEXT, "next"), "§27.5.1.2", "Runs to the next yield."),
    NativeRow::cx(
        "return",
        1,
        |cx| resume(cx, generator::RETURN, "return"),
        "§27.5.1.3",
        "Ends the generator with a value.",
    ),
    NativeRow::cx("throw", 1, |cx| resume(cx, generator::THROW, "throw"), "§27.5.1.4", "Throws into the generator."),
];

const ASYNC_GENERATOR: &[NativeRow] = &[
    NativeRow::cx("next", 1, |cx| enqueue(cx, generator::NEXT, "next"), "§27.6.1.2", "Asks for the next value."),
    NativeRow::cx(
        "return",
        1,
        |cx| enqueue(cx, generator::RETURN, "return"),
        "§27.6.1.3",
        "Asks the generator to end.",
    ),
    NativeRow::cx("throw", 1, |cx| enqueue(cx, generator::THROW, "throw"), "§27.6.1.4", "Throws into the generator."),
];

const FROM_SYNC: &[NativeRow] = &[
    NativeRow::cx(
        "next",
        1,
        |cx| from_sync(cx, generator::NEXT),
        "§27.1.5.2.1",
        "Asks the sync iterator for the next value.",
    ),
    NativeRow::cx("return", 1, |cx| from_sync(cx, generator::RETURN), "§27.1.5.2.2", "Closes the sync iterator."),
    NativeRow::cx("throw", 1, |cx| from_sync(cx, generator::THROW), "§27.1.5.2.3", "Throws into the sync iterator."),
];

const SELF: NativeRow =
    NativeRow::cx("[Symbol.asyncIterator]", 0, |cx| Ok(*cx.this()), "§27.1.4.1", "The iterator itself.");

pub(super) fn install(installer: &mut Installer<'_>) {
    let async_iterator = installer.object(Intrinsic::ObjectPrototype);
    installer.vm.realm.set(Intrinsic::AsyncIteratorPrototype, async_iterator);
    installer.method(async_iterator, &SELF);
    for (intrinsic, parent, function_proto, rows, tag) in [
        (
            Intrinsic::GeneratorPrototype,
            Intrinsic::IteratorPrototype,
            Intrinsic::GeneratorFunctionPrototype,
            GENERATOR,
            "Generator",
        ),
        (
            Intrinsic::AsyncGeneratorPrototype,
            Intrinsic::AsyncIteratorPrototype,
            Intrinsic::AsyncGeneratorFunctionPrototype,
            ASYNC_GENERATOR,
            "AsyncGenerator",
        ),
    ] {
        let realm = &installer.vm.realm;
        let (proto, parent, function_proto) = (realm.get(intrinsic), realm.get(parent), realm.get(function_proto));
        installer.vm.space.set_proto(super::shared::support::object_of(proto), parent);
        installer.value(proto, "constructor", function_proto, attributes::CONFIGURABLE);
        installer.value(function_proto, "prototype", proto, attributes::CONFIGURABLE);
        for row in rows {
            let method = installer.method(proto, row);
            if row.name == "next" && intrinsic == Intrinsic::GeneratorPrototype {
                installer.vm.realm.set(Intrinsic::GeneratorNext, method);
            }
        }
        installer.tag(proto, tag);
    }
    let from_sync = installer.object(Intrinsic::AsyncIteratorPrototype);
    installer.vm.realm.set(Intrinsic::AsyncFromSyncIteratorPrototype, from_sync);
    installer.methods(from_sync, FROM_SYNC);
}

fn resume(cx: &mut Cx<'_>, mode: i32, method: &str) -> JsResult {
    let (generator, value) = (cx.this(), cx.arg(0));
    cx.vm().generator_resume(*generator, mode, *value, method)
}

fn enqueue(cx: &mut Cx<'_>, mode: i32, method: &str) -> JsResult {
    let (generator, value) = (cx.this(), cx.arg(0));
    cx.vm().async_generator_enqueue(*generator, mode, *value, method)
}

fn from_sync(cx: &mut Cx<'_>, mode: i32) -> JsResult {
    let (wrapper, argument): (Rooted, Option<Value>) = (cx.this(), (cx.argc() > 0).then(|| *cx.arg(0)));
    cx.vm().async_from_sync_step(*wrapper, mode, argument)
}
