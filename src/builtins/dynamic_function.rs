//! Code from text: the constructors of functions (CreateDynamicFunction, ECMAScript 20.2.1.1.1) and `eval` (19.2.1). The floors above lend the
//! compiler by a hook.
//!
//! An `eval` that is written as a call of that name would have to see the scope around it, which compiled code no longer knows: it is refused.
//! Called any other way, it runs its text as eval code in the global scope.

use crate::bytecode::FunctionProto;
use crate::objects::{Gc, Kind, Object};
use crate::vm::{Cx, ErrorKind, Intrinsic, JsResult, NativeRow, Rooted};
use std::rc::Rc;

/// What parser and compiler need of the thread's stack at least; how deep a text may nest follows from what there is.
const COMPILER_STACK: usize = 512 << 10;

/// `eval`
pub(super) const EVAL: NativeRow = NativeRow::cx("eval", 1, eval, "Runs a text as a script in the global scope.");

fn compile(cx: &mut Cx<'_>, text: &str) -> JsResult<Rc<FunctionProto>> {
    if cx.vm_ref().native_room() < COMPILER_STACK {
        return Err(cx.range_error("Maximum call stack size exceeded"));
    }
    let compile = cx.vm().hooks.compile;
    compile(cx.vm(), text).map_err(|message| cx.throw(ErrorKind::Syntax, message))
}

/// `Function(p1, p2, …, body)`, and those of generators and async functions: the running function's `prototype` tells which.
pub(super) fn constructor(cx: &mut Cx<'_>) -> JsResult {
    let callee = cx.root(cx.callee());
    let own_prototype = cx.get_str(callee, "prototype")?;
    let prefix = if *own_prototype == cx.intrinsic(Intrinsic::GeneratorFunctionPrototype) {
        "function*"
    } else if *own_prototype == cx.intrinsic(Intrinsic::AsyncFunctionPrototype) {
        "async function"
    } else if *own_prototype == cx.intrinsic(Intrinsic::AsyncGeneratorFunctionPrototype) {
        "async function*"
    } else {
        "function"
    };
    let mut texts = Vec::new();
    for argument in cx.args_from(0) {
        texts.push(cx.to_text(argument)?);
    }
    let body = texts.pop().unwrap_or_default();
    let parameters = texts.join(",");
    let whole = |parameters: &str, body: &str| format!("{prefix} anonymous({parameters}\n) {{\n{body}\n}}");
    // Each part must be complete by itself: `/*` among the parameters and `*/` in the body hide nothing.
    only_function(cx, &whole(&parameters, ""))?;
    only_function(cx, &whole("", &body))?;
    let proto = only_function(cx, &whole(&parameters, &body))?;
    let function = cx.vm().instantiate(&proto);
    let function = cx.root(function);
    let new_target = cx.new_target();
    if !new_target.is_undefined() && new_target != *callee {
        let new_target = cx.root(new_target);
        let proto = cx.get_str(new_target, "prototype")?;
        if let (Some(object), true) = (Gc::<Object>::from_value(*function), proto.is_object()) {
            cx.leaf().set_proto(object, *proto);
        }
    }
    Ok(*function)
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
    let callee = cx.callee();
    if cx.vm().calling_subject(callee) == "eval" {
        let message =
            "eval in the scope of its caller is not supported yet; (0, eval)(text) runs a text in the global scope";
        return Err(cx.throw(ErrorKind::Eval, message));
    }
    let text = cx.to_text(source)?;
    let proto = compile(cx, &text)?;
    let script = cx.vm().instantiate(&proto);
    let script = cx.root(script);
    debug_assert_eq!(script.kind(), Some(Kind::Function));
    let global = cx.vm().realm.global.value();
    let global = cx.root(global);
    cx.call(script, global, &[]).map(|value| *value)
}
