//! Value properties and number tests of the global object (ECMA-262 §19.1, §19.2).

use super::Installer;
use crate::objects::Value;
use crate::vm::{Coerce, Intrinsic, NativeRow};

const FUNCTIONS: &[NativeRow] = &[
    NativeRow::leaf(
        "isFinite",
        1,
        |_, _, args| Ok(args.get(0).as_number().is_some_and(f64::is_finite).into()),
        "§19.2.2",
        "Whether the value, as a number, is finite.",
    )
    .coerce(Coerce::Any, &[Coerce::Number]),
    NativeRow::leaf(
        "isNaN",
        1,
        |_, _, args| Ok(args.get(0).as_number().is_none_or(f64::is_nan).into()),
        "§19.2.3",
        "Whether the value, as a number, is NaN.",
    )
    .coerce(Coerce::Any, &[Coerce::Number]),
];

pub(super) fn install(installer: &mut Installer<'_>) {
    let global = installer.vm.realm.global.value();
    for (name, value) in
        [("Infinity", Value::double(f64::INFINITY)), ("NaN", Value::NAN), ("undefined", Value::UNDEFINED)]
    {
        installer.value(global, name, value, 0);
    }
    installer.global("globalThis", global);
    installer.methods(global, FUNCTIONS);
    let eval = installer.method(global, &super::dynamic_function::EVAL);
    installer.vm.realm.set(Intrinsic::Eval, eval);
}
