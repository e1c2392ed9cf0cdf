//! Code from text: the constructors of functions (CreateDynamicFunction, ECMA-262 §20.2.1.1.1) and
//! `eval` (19.2.1). The layers above lend the compiler by a hook.
//!
//! A direct `eval` is an instruction of its own (`vm/direct_eval.rs`). Called any other way, `eval`
//! runs its text as eval code in the global scope.

use super::text::buffer::string_of;
use crate::bytecode::FunctionProto;
use crate::heap::allocated_bytes;
use crate::objects::value::string::MAX_LENGTH;
use crate::objects::{Function, Gc, Kind, Value};
use crate::vm::{COMPILER_STACK, Cx, ErrorKind, Intrinsic, JsResult, NativeRow, Rooted, messages};
use std::rc::Rc;

/// `eval`
pub(super) const EVAL: NativeRow =
    NativeRow::cx("eval", 1, eval, "§19.2.1", "Runs a text as a script in the global scope.");

fn compile(cx: &mut Cx<'_>, text: &str) -> JsResult<Rc<FunctionProto>> {
    if cx.vm_ref().native_room() < COMPILER_STACK {
        return Err(cx.range_error(messages::CALL_STACK));
    }
    if !cx.vm_ref().realm.compiles_text {
        return Err(cx.throw(ErrorKind::Eval, messages::NO_CODE_FROM_TEXT));
    }
    let compile = cx.vm().hooks.compile;
    compile(cx.vm(), text).map_err(|message| cx.throw(ErrorKind::Syntax, message))
}

/// `Function(p1, p2, …, body)`, and those of generators and async functions: the running function's
/// `prototype` tells which.
pub(super) fn constructor(cx: &mut Cx<'_>) -> JsResult {
    let callee = cx.root(cx.callee());
    let own_prototype = cx.get_str(callee, "prototype")?;
    const KINDS: [(Intrinsic, &str); 3] = [
        (Intrinsic::GeneratorFunctionPrototype, "function*"),
        (Intrinsic::AsyncFunctionPrototype, "async function"),
        (Intrinsic::AsyncGeneratorFunctionPrototype, "async function*"),
    ];
    let found = KINDS.into_iter().find(|&(kind, _)| *own_prototype == cx.intrinsic(kind));
    let (kind, prefix) = found.unwrap_or((Intrinsic::FunctionPrototype, "function"));
    let mut arguments = Vec::new();
    let mut length = prefix.len() + " anonymous(\n) {\n\n}".len();
    for argument in cx.args_from(0) {
        let text = cx.to_string(argument)?;
        length = length.saturating_add(string_of(*text).len() + 1);
        arguments.push(text);
    }
    if length > MAX_LENGTH {
        return Err(cx.range_error(messages::STRING_LENGTH));
    }
    let body = arguments.pop().map_or(Ok(String::new()), |body| cx.to_text(body))?;
    let mut parameters = String::new();
    for (index, &argument) in arguments.iter().enumerate() {
        parameters.push_str(if index > 0 { "," } else { "" });
        parameters.push_str(&cx.to_text(argument)?);
    }
    let whole = |parameters: &str, body: &str| format!("{prefix} anonymous({parameters}\n) {{\n{body}\n}}");
    // Each part must be complete by itself: `/*` among the parameters and `*/` in the body hide
    // nothing.
    only_function(cx, &whole(&parameters, ""))?;
    only_function(cx, &whole("", &body))?;
    let text = whole(&parameters, &body);
    drop((parameters, body));
    let before = allocated_bytes();
    let proto = only_function(cx, &text)?;
    let bytes = usize::try_from(allocated_bytes() - before).unwrap_or(0).max(text.len());
    drop(text);
    let function = cx.vm().instantiate(&proto);
    let function = cx.root(function);
    account(cx, *function, bytes);
    let new_target = cx.new_target();
    if !new_target.is_undefined() && new_target != *callee {
        let new_target = cx.root(new_target);
        let proto = cx.get_str(new_target, "prototype")?;
        if proto.is_object() {
            cx.set_prototype_of(function, proto)?;
        } else if let Some(proto) = cx.vm().foreign_intrinsic(*new_target, kind)? {
            let proto = cx.root(proto);
            cx.set_prototype_of(function, proto)?;
        }
    }
    Ok(*function)
}

/// The function's code accounts for its text.
fn account(cx: &mut Cx<'_>, function: Value, bytes: usize) {
    if let Some(function) = Gc::<Function>::from_value(function) {
        cx.vm().space.account_unit(function.code(), bytes);
    }
}

/// The function whose declaration is the whole text.
fn only_function(cx: &mut Cx<'_>, text: &str) -> JsResult<Rc<FunctionProto>> {
    let script = compile(cx, text)?;
    match script.functions.as_slice() {
        [function] if function.span == (0, text.len() as u32) => Ok(function.clone()),
        _ => Err(cx.throw(ErrorKind::Syntax, "Unexpected token '}'")),
    }
}

fn eval(cx: &mut Cx<'_>) -> JsResult {
    let source: Rooted = cx.arg(0);
    if !source.is_string() {
        return Ok(*source);
    }
    let text = cx.to_text(source)?;
    let before = allocated_bytes();
    let proto = compile(cx, &text)?;
    let bytes = usize::try_from(allocated_bytes() - before).unwrap_or(0).max(text.len());
    drop(text);
    let script = cx.vm().instantiate(&proto);
    let script = cx.root(script);
    account(cx, *script, bytes);
    debug_assert_eq!(script.kind(), Some(Kind::Function));
    let global = cx.vm().realm.global.value();
    let global = cx.root(global);
    let result = cx.call(script, global, &[]).map(|value| *value);
    drop(proto);
    if result.is_ok()
        && let Some(function) = Gc::<Function>::from_value(*script)
    {
        cx.vm().discard_script(function.code());
    }
    result
}
