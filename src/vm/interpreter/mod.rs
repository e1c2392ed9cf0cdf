//! Dispatch: one loop, one row an instruction. The rows only route; the operations stand by family in the files beside this one, and what they do not do
//! on their quick paths is a method elsewhere in `vm`.
//!
//! The loop holds the topmost frame as an [`Activation`] in locals. Operations take it by `&mut`, which costs nothing because every one of them is
//! inlined here; a cold part that is not inlined takes plain values.

mod activation;
mod calls;
mod comparison;
mod exceptions;
mod functions;
mod iteration;
mod literals;
mod numbers;
mod properties;
mod scope;
mod suspension;

use activation::{Activation, Exit, Step};

use super::arithmetic::Order;
use super::{JsResult, Vm};
use crate::bytecode::Op;
use crate::objects::{Gc, JsString, Key, Value};

impl Vm {
    /// Runs the topmost frame, which is flagged `ENTRY`, and what it calls, until it returns.
    pub(super) fn run(&mut self) -> JsResult {
        let roots_at_entry = self.native_roots.len();
        let mut at = Activation::top(self);
        loop {
            match self.dispatch(&mut at) {
                Ok(()) => continue,
                Err(Exit::Switch) => {}
                Err(Exit::Return(value)) => return Ok(value),
                Err(Exit::Throw) => {
                    self.native_roots.truncate(roots_at_entry);
                    if let Some(result) = self.unwind() {
                        return result;
                    }
                }
            }
            at = Activation::top(self);
        }
    }

    /// Executes one instruction.
    #[inline(always)]
    #[allow(clippy::too_many_lines, reason = "one row an instruction")]
    fn dispatch(&mut self, at: &mut Activation) -> Step {
        match at.op() {
            Op::LoadConst => at.give(at.constant(2), 4),
            Op::LoadInt => at.give(Value::int(at.wide(2) as i32), 4),
            Op::LoadUndefined => at.give(Value::UNDEFINED, 2),
            Op::LoadNull => at.give(Value::NULL, 2),
            Op::LoadTrue => at.give(Value::TRUE, 2),
            Op::LoadFalse => at.give(Value::FALSE, 2),
            Op::LoadUndefineds => at.fill(Value::UNDEFINED),
            Op::LoadHole => at.give(Value::HOLE, 2),
            Op::Move => at.give(at.get(2), 3),
            Op::LoadHoles => at.fill(Value::HOLE),
            // ---- function entry
            Op::CoerceThis => self.op_coerce_this(at),
            Op::LoadClosureEnv => self.op_load_closure_env(at),
            Op::LoadHomeObject => self.op_load_home_object(at),
            Op::LoadNewTarget => self.op_load_new_target(at),
            Op::CreateArguments => self.op_create_arguments(at),
            Op::MapArguments => self.op_map_arguments(at),
            Op::CreateRest => self.op_create_rest(at),
            Op::RestFromArguments => self.op_rest_from_arguments(at),
            // ---- environments
            Op::NewEnv => self.op_new_env(at),
            Op::CopyEnv => self.op_copy_env(at),
            Op::LoadEnv => self.op_load_env(at),
            Op::LoadEnvChecked => self.op_load_env_checked(at),
            Op::StoreEnv => self.op_store_env(at),
            Op::StoreEnvChecked => self.op_store_env_checked(at),
            Op::CheckHole => self.op_check_hole(at),
            Op::CheckThis => self.op_check_this(at),
            Op::CheckSuperOnce => self.op_check_super_once(at),
            Op::CheckDeleted => self.op_check_deleted(at),
            Op::NoteBindingDelete => self.op_note_binding_delete(at),
            // ---- globals
            Op::LoadGlobal => self.op_load_global(at),
            Op::LoadGlobalOrUndefined => self.op_load_global_or_undefined(at),
            Op::StoreGlobal => self.op_store_global(at),
            Op::DeclareGlobal => self.op_declare_global(at),
            Op::InitGlobalLexical => self.op_init_global_lexical(at),
            Op::DeleteGlobal => self.op_delete_global(at),
            // ---- arithmetic
            Op::Add => self.op_add(at),
            Op::Sub => self.op_sub(at),
            Op::Mul => self.op_mul(at),
            Op::Div => self.op_div(at),
            Op::Mod => self.op_mod(at),
            Op::Exp => self.op_exp(at),
            Op::BitAnd => self.op_bits(at, |x, y| x & y),
            Op::BitOr => self.op_bits(at, |x, y| x | y),
            Op::BitXor => self.op_bits(at, |x, y| x ^ y),
            Op::Shl => self.op_bits(at, |x, y| x.wrapping_shl(y as u32)),
            Op::Shr => self.op_bits(at, |x, y| x.wrapping_shr(y as u32)),
            Op::UShr => self.op_u_shr(at),
            Op::AddI => self.op_add_i(at),
            Op::SubI => self.op_sub_i(at),
            Op::MulI => self.op_mul_i(at),
            Op::ModI => self.op_mod_i(at),
            Op::BitAndI => self.op_bits_immediate(at, |x, y| x & y),
            Op::BitOrI => self.op_bits_immediate(at, |x, y| x | y),
            Op::ShlI => self.op_bits_immediate(at, |x, y| x.wrapping_shl(y as u32)),
            Op::ShrI => self.op_bits_immediate(at, |x, y| x.wrapping_shr(y as u32)),
            Op::UShrI => self.op_u_shr_i(at),
            Op::Inc => self.op_inc(at),
            Op::Dec => self.op_dec(at),
            Op::ToNumeric | Op::ToNumber => self.op_to_number(at),
            Op::Neg => self.op_neg(at),
            Op::BitNot => self.op_bit_not(at),
            Op::Not => self.op_not(at),
            Op::TypeOf => self.op_type_of(at),
            // ---- comparison
            Op::Eq => self.op_eq(at, true),
            Op::Ne => self.op_eq(at, false),
            Op::StrictEq => self.op_strict_eq(at, true),
            Op::StrictNe => self.op_strict_eq(at, false),
            Op::Lt => self.op_compare(at, Order::Lt),
            Op::Le => self.op_compare(at, Order::Le),
            Op::Gt => self.op_compare(at, Order::Gt),
            Op::Ge => self.op_compare(at, Order::Ge),
            Op::InstanceOf => self.op_instance_of(at),
            Op::In => self.op_in(at),
            Op::PrivateIn => self.op_private_in(at),
            // ---- jumps
            Op::Jump => at.jump(1),
            Op::JumpLoop => self.op_jump_loop(at),
            Op::JumpLoopIfTrue => self.op_loop_if_truth(at, true),
            Op::JumpLoopIfFalse => self.op_loop_if_truth(at, false),
            Op::JumpLoopIfLt => self.op_loop_if(at, Order::Lt),
            Op::JumpLoopIfLe => self.op_loop_if(at, Order::Le),
            Op::JumpLoopIfGt => self.op_loop_if(at, Order::Gt),
            Op::JumpLoopIfGe => self.op_loop_if(at, Order::Ge),
            Op::JumpLoopIfLtI => self.op_loop_if_immediate(at, Order::Lt),
            Op::JumpLoopIfLeI => self.op_loop_if_immediate(at, Order::Le),
            Op::JumpLoopIfGtI => self.op_loop_if_immediate(at, Order::Gt),
            Op::JumpLoopIfGeI => self.op_loop_if_immediate(at, Order::Ge),
            Op::JumpIfTrue => self.op_jump_if_truth(at, true),
            Op::JumpIfFalse => self.op_jump_if_truth(at, false),
            Op::JumpIfNullish => self.op_jump_if_is(at, Value::is_nullish, true),
            Op::JumpIfNotNullish => self.op_jump_if_is(at, Value::is_nullish, false),
            Op::JumpIfUndefined => self.op_jump_if_is(at, Value::is_undefined, true),
            Op::JumpIfNotUndefined => self.op_jump_if_is(at, Value::is_undefined, false),
            Op::JumpIfNull => self.op_jump_if_is(at, Value::is_null, true),
            Op::JumpIfNotNull => self.op_jump_if_is(at, Value::is_null, false),
            Op::JumpIfHole => self.op_jump_if_is(at, Value::is_hole, true),
            Op::JumpIfInt => self.op_jump_if_int(at),
            Op::JumpIfLt => self.op_jump_if(at, Order::Lt, true),
            Op::JumpIfNotLt => self.op_jump_if(at, Order::Lt, false),
            Op::JumpIfLe => self.op_jump_if(at, Order::Le, true),
            Op::JumpIfNotLe => self.op_jump_if(at, Order::Le, false),
            Op::JumpIfGt => self.op_jump_if(at, Order::Gt, true),
            Op::JumpIfNotGt => self.op_jump_if(at, Order::Gt, false),
            Op::JumpIfGe => self.op_jump_if(at, Order::Ge, true),
            Op::JumpIfNotGe => self.op_jump_if(at, Order::Ge, false),
            Op::JumpIfLtI => self.op_jump_if_immediate(at, Order::Lt, true),
            Op::JumpIfNotLtI => self.op_jump_if_immediate(at, Order::Lt, false),
            Op::JumpIfLeI => self.op_jump_if_immediate(at, Order::Le, true),
            Op::JumpIfNotLeI => self.op_jump_if_immediate(at, Order::Le, false),
            Op::JumpIfGtI => self.op_jump_if_immediate(at, Order::Gt, true),
            Op::JumpIfNotGtI => self.op_jump_if_immediate(at, Order::Gt, false),
            Op::JumpIfGeI => self.op_jump_if_immediate(at, Order::Ge, true),
            Op::JumpIfNotGeI => self.op_jump_if_immediate(at, Order::Ge, false),
            Op::JumpIfEqI => self.op_jump_if_eq_immediate(at, true),
            Op::JumpIfNeI => self.op_jump_if_eq_immediate(at, false),
            Op::JumpIfStrictEqI => self.op_jump_if_strict_eq_immediate(at, true),
            Op::JumpIfStrictNeI => self.op_jump_if_strict_eq_immediate(at, false),
            Op::JumpIfEq => self.op_jump_if_eq(at, true),
            Op::JumpIfNe => self.op_jump_if_eq(at, false),
            Op::JumpIfStrictEq => self.op_jump_if_strict_eq(at, true),
            Op::JumpIfStrictNe => self.op_jump_if_strict_eq(at, false),
            // ---- properties
            Op::GetProp => self.op_get_prop(at),
            Op::GetLength => self.op_get_length(at),
            Op::SetProp => self.op_set_prop(at),
            Op::GetElem => self.op_get_elem(at),
            Op::SetElem => self.op_set_elem(at),
            Op::GetMethod => self.op_get_method(at),
            Op::GetElemMethod => self.op_get_elem_method(at),
            Op::DeleteProp => self.op_delete_prop(at),
            Op::DeleteElem => self.op_delete_elem(at),
            Op::GetSuper => self.op_get_super(at),
            Op::SetSuper => self.op_set_super(at),
            Op::GetPrivate => self.op_get_private(at),
            Op::SetPrivate => self.op_set_private(at),
            Op::DefinePrivate => self.op_define_private(at),
            Op::NewPrivateName => self.op_new_private_name(at),
            Op::RequireObject => self.op_require_object(at),
            Op::ToPropertyKey => self.op_to_property_key(at),
            // ---- literals
            Op::NewObject => self.op_new_object(at),
            Op::NewObjectLiteral => self.op_new_object_literal(at),
            Op::NewArray => self.op_new_array(at),
            Op::NewArrayFrom => self.op_new_array_from(at),
            Op::ArrayPush => self.op_array_push(at),
            Op::ArraySpread => self.op_array_spread(at),
            Op::DefineField => self.op_define_field(at),
            Op::DefineElem => self.op_define_elem(at),
            Op::DefineAccessor => self.op_define_accessor(at),
            Op::SetLiteralProto => self.op_set_literal_proto(at),
            Op::CopyDataProperties => self.op_copy_data_properties(at),
            Op::CloneObject => self.op_clone_object(at),
            Op::NewRegExp => self.op_new_reg_exp(at),
            Op::TemplateObject => self.op_template_object(at),
            Op::Concat => self.op_concat(at),
            Op::ToString => self.op_to_string(at),
            // ---- functions and classes
            Op::Closure => self.op_closure(at),
            Op::SetHomeObject => self.op_set_home_object(at),
            Op::SetFunctionName => self.op_set_function_name(at),
            Op::NewClass => self.op_new_class(at),
            Op::SetFieldInitializer => self.op_set_field_initializer(at),
            Op::InitFields => self.op_init_fields(at),
            Op::SuperConstructor => self.op_super_constructor(at),
            // ---- calls
            Op::Call => self.op_call(at),
            Op::CallUndefined => self.op_call_undefined(at),
            Op::CallSpread => self.op_call_spread(at),
            Op::New => self.op_new(at),
            Op::NewSpread => self.op_new_spread(at),
            Op::SuperCall => self.op_super_call(at),
            Op::SuperCallSpread => self.op_super_call_spread(at),
            Op::Return => self.op_return(at, at.get(1)),
            Op::ReturnUndefined => self.op_return(at, Value::UNDEFINED),
            Op::CheckDerivedReturn => self.op_check_derived_return(at),
            // ---- iteration
            Op::GetIterator => self.op_get_iterator(at),
            Op::GetIteratorObject => self.op_get_iterator_object(at),
            Op::GetAsyncIterator => self.op_get_async_iterator(at),
            Op::IteratorNext => self.op_iterator_next(at),
            Op::IteratorCallNext => self.op_iterator_call_next(at),
            Op::IteratorUnwrap => self.op_iterator_unwrap(at),
            Op::IteratorClose => self.op_iterator_close(at),
            Op::IteratorCloseQuiet => self.op_iterator_close_quiet(at),
            Op::IteratorMethod => self.op_iterator_method(at),
            Op::RequireIteratorResult => self.op_require_iterator_result(at),
            Op::ForInStart => self.op_for_in_start(at),
            Op::ForInNext => self.op_for_in_next(at),
            // ---- generators and async functions
            Op::StartGenerator => self.op_start_generator(at),
            Op::Yield => self.op_yield(at),
            Op::Await => self.op_await(at),
            // ---- with
            Op::WithHas => self.op_with_has(at),
            Op::ToObject => self.op_to_object(at),
            // ---- throwing
            Op::Throw => self.op_throw(at),
            Op::Rethrow => self.op_rethrow(at),
            Op::ThrowConstAssign => self.op_throw_const_assign(at),
            Op::ThrowError => self.op_throw_error(at),
            Op::Debugger => at.next(1),
        }
    }

    /// The property key that is the operand's constant.
    #[inline(always)]
    fn constant_key(&mut self, at: &Activation, i: usize) -> Key {
        let string = Gc::<JsString>::from_cell(at.constant(i).cell_unchecked());
        self.space.string_key(string)
    }
}
