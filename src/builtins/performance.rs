//! `performance`: the clock in milliseconds since the program's start.

use super::Installer;
use crate::event_loop::EventLoop;
use crate::objects::{Value, attributes};
use crate::vm::{Args, Intrinsic, JsResult, Leaf, NativeRow};

/// Installs `performance`.
pub fn install(installer: &mut Installer<'_>) {
    let prototype = installer.object(Intrinsic::ObjectPrototype);
    installer.tag(prototype, "Performance");
    let class =
        NativeRow::cx("Performance", 0, |cx| Err(cx.type_error("Illegal constructor")), "The class of performance.");
    let class = installer.function(&class).value();
    installer.value(prototype, "constructor", class, attributes::HIDDEN);
    let performance = installer.vm.space.new_object_with_proto(prototype).value();
    let now = NativeRow::leaf("now", 0, now, "Milliseconds since the program's start.");
    let function = installer.function(&now).value();
    installer.value(prototype, "now", function, attributes::ALL);
    let origin = NativeRow::leaf("timeOrigin", 0, time_origin, "The program's start in milliseconds since 1970.");
    installer.accessor(prototype, Some(&origin), None);
    installer.global_enumerable("performance", performance);
}

fn now(leaf: &mut Leaf<'_>, _: Value, _: Args<'_>) -> JsResult {
    let elapsed = leaf.state::<EventLoop>().clock.elapsed();
    Ok(Value::number(elapsed.as_nanos() as f64 / 1e6))
}

fn time_origin(leaf: &mut Leaf<'_>, _: Value, _: Args<'_>) -> JsResult {
    let origin = leaf.state::<EventLoop>().clock.origin();
    Ok(Value::number(origin.as_nanos() as f64 / 1e6))
}
