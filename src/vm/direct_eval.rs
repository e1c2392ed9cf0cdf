//! Direct `eval` (ECMA-262 §19.2.1.1 PerformEval): its text becomes a function inside the
//! environment of the call, which is run in the call's place.

use std::rc::Rc;

use super::native::JsResult;
use super::{ErrorKind, Vm, messages};
use crate::bytecode::{EvalPlace, FunctionProto};
use crate::heap::allocated_bytes;
use crate::objects::{Environment, Function, Gc, Value};
use crate::source::Origin;
use crate::vm::errors::stack_trace::to_text;

/// What parser and compiler need of the thread's stack at least; how deep a text may nest follows
/// from what there is.
pub const COMPILER_STACK: usize = 512 << 10;

/// Parses and compiles a text that stands there. The error is the message of a SyntaxError.
pub type CompileEval = fn(&mut Vm, &str, &EvalPlace) -> Result<Rc<FunctionProto>, String>;

impl Vm {
    /// The function of a text that stands there.
    #[inline(never)]
    pub(super) fn direct_eval(&mut self, source: Value, env: Value, place: &Rc<EvalPlace>) -> JsResult<Gc<Function>> {
        if self.native_room() < COMPILER_STACK {
            return Err(self.throw_error(ErrorKind::Range, messages::CALL_STACK));
        }
        if !self.realm.compiles_text {
            return Err(self.throw_error(ErrorKind::Eval, messages::NO_CODE_FROM_TEXT));
        }
        let text = self.text_of(source);
        let before = allocated_bytes();
        let compile = self.hooks.compile_eval;
        let proto = match compile(self, &text, place) {
            Ok(proto) => proto,
            Err(message) => return Err(self.throw_error(ErrorKind::Syntax, &message)),
        };
        let bytes = usize::try_from(allocated_bytes() - before).unwrap_or(0).max(text.len());
        let code = self.space.new_code(&proto);
        self.space.account_unit(code, bytes);
        Ok(self.space.new_closure(code, env))
    }

    /// Where the running function stands: for a text that it has made into code.
    pub fn origin(&self) -> Option<Origin> {
        let frame = self.frames.last()?;
        let proto = frame.code.proto();
        let name = to_text(&proto.name);
        let function = if name.is_empty() { "<anonymous>".into() } else { name };
        let offset = proto.position(frame.unit()).map_or(proto.span.0, |position| position.at);
        Some(Origin { function, file: proto.source.clone(), offset })
    }

    /// The object in that slot of an environment, in which eval code declares its variables.
    #[inline(never)]
    pub(super) fn eval_variables(&mut self, env: Gc<Environment>, slot: usize) -> Value {
        let place = &env.slots()[slot];
        if place.get().is_object() {
            return place.get();
        }
        let shape = self.space.root_shape(Value::NULL, 0);
        let object = self.space.new_object(shape).value();
        self.space.store(env.cell(), place, object);
        object
    }
}
