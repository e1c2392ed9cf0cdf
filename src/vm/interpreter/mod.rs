//! Dispatch: one loop, one row an instruction. The rows only route; the operations stand by family
//! in the files beside this one, and what they do not do on their quick paths is a method elsewhere
//! in `vm`.
//!
//! The loop holds the topmost frame as an [`Activation`] in locals. Operations take it by `&mut`,
//! which costs nothing because every one of them is inlined here; a cold part that is not inlined
//! takes plain values.

mod activation;
mod calls;
mod comparison;
mod exceptions;
mod families;
mod functions;
mod iteration;
mod literals;
mod numbers;
mod properties;
mod resources;
mod scope;
mod suspension;
mod traps;

use activation::{Activation, Exit, Step};

use super::{JsResult, Vm};
use crate::bytecode::operand::{Field, kind};
use crate::bytecode::{Op, ops};
use crate::objects::{Gc, JsString, Key, Value};
use crate::vm::abstract_operations::arithmetic::Order;

/// The dispatch: each opcode with the operation that executes it, which is given the instruction as
/// a type.
macro_rules! operations {
    ($($op:ident => $operation:ident $(($argument:expr $(, $more:expr)*))?;)*) => {
        /// Executes one instruction.
        #[inline(always)]
        fn dispatch(&mut self, at: &mut Activation) -> Step {
            match at.op() {
                $(Op::$op => self.$operation(at, ops::$op $(, $argument $(, $more)*)?),)*
            }
        }
    };
}

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

    operations! {
        LoadConst => op_load_const;
        LoadInt => op_load_int;
        LoadUndefined => op_load(Value::UNDEFINED);
        LoadNull => op_load(Value::NULL);
        LoadTrue => op_load(Value::TRUE);
        LoadFalse => op_load(Value::FALSE);
        LoadUndefineds => op_fill(Value::UNDEFINED);
        LoadHole => op_load(Value::HOLE);
        Move => op_move;
        LoadHoles => op_fill(Value::HOLE);
        // ---- function entry
        CoerceThis => op_coerce_this;
        LoadClosureEnv => op_load_closure_env;
        LoadHomeObject => op_load_home_object;
        LoadNewTarget => op_load_new_target;
        CreateArguments => op_create_arguments;
        MapArguments => op_map_arguments;
        CreateRest => op_create_rest;
        RestFromArguments => op_rest_from_arguments;
        // ---- environments
        NewEnv => op_new_env;
        CopyEnv => op_copy_env;
        LoadEnv => op_load_env;
        LoadEnvChecked => op_load_env_checked;
        LoadImport => op_load_import;
        ImportCall => op_import_call;
        StoreEnv => op_store_env;
        StoreEnvChecked => op_store_env_checked;
        CheckHole => op_check_hole;
        CheckThis => op_check_this;
        CheckSuperOnce => op_check_super_once;
        CheckDeleted => op_check_deleted;
        NoteBindingDelete => op_note_binding_delete;
        // ---- globals
        LoadGlobal => op_load_global;
        LoadGlobalOrUndefined => op_load_global_or_undefined;
        StoreGlobal => op_store_global;
        DeclareGlobal => op_declare_global;
        DeclareBlockFunction => op_declare_block_function;
        InitGlobalLexical => op_init_global_lexical;
        DeleteGlobal => op_delete_global;
        // ---- arithmetic
        Add => op_add;
        Sub => op_sub;
        Mul => op_mul;
        Div => op_div;
        Mod => op_mod;
        Exp => op_exp;
        BitAnd => op_bits(|x, y| x & y);
        BitOr => op_bits(|x, y| x | y);
        BitXor => op_bits(|x, y| x ^ y);
        Shl => op_bits(|x, y| x.wrapping_shl(y as u32));
        Shr => op_bits(|x, y| x.wrapping_shr(y as u32));
        UShr => op_u_shr;
        AddI => op_add_i;
        SubI => op_sub_i;
        MulI => op_mul_i;
        ModI => op_mod_i;
        BitAndI => op_bits_immediate(|x, y| x & y);
        BitOrI => op_bits_immediate(|x, y| x | y);
        ShlI => op_bits_immediate(|x, y| x.wrapping_shl(y as u32));
        ShrI => op_bits_immediate(|x, y| x.wrapping_shr(y as u32));
        UShrI => op_u_shr_i;
        Inc => op_inc;
        Dec => op_dec;
        ToNumeric => op_to_number;
        ToNumber => op_to_number;
        Neg => op_neg;
        BitNot => op_bit_not;
        Not => op_not;
        TypeOf => op_type_of;
        // ---- comparison
        Eq => op_eq(true);
        Ne => op_eq(false);
        StrictEq => op_strict_eq(true);
        StrictNe => op_strict_eq(false);
        Lt => op_compare(Order::Lt);
        Le => op_compare(Order::Le);
        Gt => op_compare(Order::Gt);
        Ge => op_compare(Order::Ge);
        InstanceOf => op_instance_of;
        In => op_in;
        PrivateIn => op_private_in;
        // ---- jumps
        Jump => op_jump;
        JumpLoop => op_jump_loop;
        JumpLoopIfTrue => op_loop_if_truth(true);
        JumpLoopIfFalse => op_loop_if_truth(false);
        JumpLoopIfLt => op_loop_if(Order::Lt);
        JumpLoopIfLe => op_loop_if(Order::Le);
        JumpLoopIfGt => op_loop_if(Order::Gt);
        JumpLoopIfGe => op_loop_if(Order::Ge);
        JumpLoopIfLtI => op_loop_if_immediate(Order::Lt);
        JumpLoopIfLeI => op_loop_if_immediate(Order::Le);
        JumpLoopIfGtI => op_loop_if_immediate(Order::Gt);
        JumpLoopIfGeI => op_loop_if_immediate(Order::Ge);
        JumpIfTrue => op_jump_if_truth(true);
        JumpIfFalse => op_jump_if_truth(false);
        JumpIfNullish => op_jump_if_is(Value::is_nullish, true);
        JumpIfNotNullish => op_jump_if_is(Value::is_nullish, false);
        JumpIfUndefined => op_jump_if_is(Value::is_undefined, true);
        JumpIfNotUndefined => op_jump_if_is(Value::is_undefined, false);
        JumpIfNull => op_jump_if_is(Value::is_null, true);
        JumpIfNotNull => op_jump_if_is(Value::is_null, false);
        JumpIfHole => op_jump_if_is(Value::is_hole, true);
        JumpIfInt => op_jump_if_int;
        JumpIfLt => op_jump_if(Order::Lt, true);
        JumpIfNotLt => op_jump_if(Order::Lt, false);
        JumpIfLe => op_jump_if(Order::Le, true);
        JumpIfNotLe => op_jump_if(Order::Le, false);
        JumpIfGt => op_jump_if(Order::Gt, true);
        JumpIfNotGt => op_jump_if(Order::Gt, false);
        JumpIfGe => op_jump_if(Order::Ge, true);
        JumpIfNotGe => op_jump_if(Order::Ge, false);
        JumpIfLtI => op_jump_if_immediate(Order::Lt, true);
        JumpIfNotLtI => op_jump_if_immediate(Order::Lt, false);
        JumpIfLeI => op_jump_if_immediate(Order::Le, true);
        JumpIfNotLeI => op_jump_if_immediate(Order::Le, false);
        JumpIfGtI => op_jump_if_immediate(Order::Gt, true);
        JumpIfNotGtI => op_jump_if_immediate(Order::Gt, false);
        JumpIfGeI => op_jump_if_immediate(Order::Ge, true);
        JumpIfNotGeI => op_jump_if_immediate(Order::Ge, false);
        JumpIfEqI => op_jump_if_eq_immediate(true);
        JumpIfNeI => op_jump_if_eq_immediate(false);
        JumpIfStrictEqI => op_jump_if_strict_eq_immediate(true);
        JumpIfStrictNeI => op_jump_if_strict_eq_immediate(false);
        JumpIfEq => op_jump_if_eq(true);
        JumpIfNe => op_jump_if_eq(false);
        JumpIfStrictEq => op_jump_if_strict_eq(true);
        JumpIfStrictNe => op_jump_if_strict_eq(false);
        // ---- properties
        GetProp => op_get_prop;
        GetLength => op_get_length;
        SetProp => op_set_prop;
        GetElem => op_get_elem;
        GetElemKey => op_get_elem_key;
        SetElem => op_set_elem;
        GetMethod => op_get_method;
        GetElemMethod => op_get_elem_method;
        DeleteProp => op_delete_prop;
        DeleteElem => op_delete_elem;
        GetSuper => op_get_super;
        SetSuper => op_set_super;
        GetPrivate => op_get_private;
        SetPrivate => op_set_private;
        DefinePrivate => op_define_private;
        NewPrivateName => op_new_private_name;
        RequireObject => op_require_object;
        ToPropertyKey => op_to_property_key;
        // ---- literals
        NewObject => op_new_object;
        NewObjectLiteral => op_new_object_literal;
        NewArray => op_new_array;
        NewArrayFrom => op_new_array_from;
        ArrayPush => op_array_push;
        ArraySpread => op_array_spread;
        SpreadList => op_spread_list;
        DefineField => op_define_field;
        DefineElem => op_define_elem;
        DefineAccessor => op_define_accessor;
        SetLiteralProto => op_set_literal_proto;
        CopyDataProperties => op_copy_data_properties;
        CloneObject => op_clone_object;
        NewRegExp => op_new_reg_exp;
        TemplateObject => op_template_object;
        Concat => op_concat;
        ToString => op_to_string;
        // ---- functions and classes
        Closure => op_closure;
        SetHomeObject => op_set_home_object;
        SetFunctionName => op_set_function_name;
        NewClass => op_new_class;
        SetFieldInitializer => op_set_field_initializer;
        InitFields => op_init_fields;
        SuperConstructor => op_super_constructor;
        // ---- calls
        Call => op_call;
        CallUndefined => op_call_undefined;
        TailCall => op_tail_call;
        TailCallUndefined => op_tail_call_undefined;
        TailDirectEval => op_tail_direct_eval;
        CallSpread => op_call_spread;
        DirectEval => op_direct_eval;
        DirectEvalSpread => op_direct_eval_spread;
        New => op_new;
        NewSpread => op_new_spread;
        SuperCall => op_super_call;
        SuperCallSpread => op_super_call_spread;
        Return => op_return_value;
        ReturnUndefined => op_return(Value::UNDEFINED);
        CheckDerivedReturn => op_check_derived_return;
        // ---- iteration
        GetIterator => op_get_iterator;
        GetIteratorObject => op_get_iterator_object;
        GetAsyncIterator => op_get_async_iterator;
        IteratorNext => op_iterator_next;
        IteratorCallNext => op_iterator_call_next;
        IteratorUnwrap => op_iterator_unwrap;
        IteratorClose => op_iterator_close;
        IteratorCloseQuiet => op_iterator_close_quiet;
        IteratorMethod => op_iterator_method;
        RequireIteratorResult => op_require_iterator_result;
        ForInStart => op_for_in_start;
        ForInNext => op_for_in_next;
        // ---- generators and async functions
        StartGenerator => op_start_generator;
        Yield => op_yield;
        Await => op_await;
        // ---- using
        AddResource => op_add_resource;
        TakeResource => op_take_resource;
        Suppress => op_suppress;
        // ---- with
        WithHas => op_with_has;
        WithGet => op_with_get;
        WithSet => op_with_set;
        EvalVariables => op_eval_variables;
        ToObject => op_to_object;
        // ---- throwing
        Throw => op_throw;
        Rethrow => op_rethrow;
        ThrowConstAssign => op_throw_const_assign;
        ThrowError => op_throw_error;
        Debugger => op_debugger;
    }

    /// The property key that is the operand's constant.
    #[inline(always)]
    fn constant_key(&mut self, at: &Activation, field: Field<kind::Const>) -> Key {
        let string = Gc::<JsString>::from_cell(at.constant(field).cell_unchecked());
        self.space.string_key(string)
    }
}
