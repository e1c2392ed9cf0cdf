//! Dispatch: one loop, one arm an instruction. Quick paths stand here, everything else is a method elsewhere.
//!
//! The loop keeps the program counter, the frame's registers and the frame in locals. Before anything that can throw, collect or run script code the
//! frame's `pc` is set behind the instruction: stack traces, handlers and the return to it read that. Frames never move (the vector has its final
//! capacity from the start) and neither does the value stack.

use std::sync::atomic::Ordering;

use super::arithmetic::{Order, remainder};
use super::call::Called;
use super::convert::to_int32;
use super::generator::Suspension;
use super::inline_cache::read_place;
use super::native::JsResult;
use super::stack::{CONSTRUCT, ENTRY, Frame, STEP};
use super::{ErrorKind, Throw, Vm};
use crate::bytecode::Op;
use crate::objects::code::{CODE_ARROW, CODE_ASYNC, CODE_CLASS, CODE_GENERATOR, CODE_STRICT, InlineCache};
use crate::objects::object::flags;
use crate::objects::shape::NO_SHAPE;
use crate::objects::{Code, Environment, Function, Gc, JsArray, JsString, Key, Kind, Object, Shape, Value};

/// Reads a 32-bit operand.
///
/// # Safety
/// Two units at `at` belong to the instruction.
#[inline(always)]
unsafe fn wide(at: *const u16) -> u32 {
    // SAFETY: see above; units are 2-byte aligned, the read is not.
    unsafe { at.cast::<u32>().read_unaligned() }
}

impl Vm {
    /// Runs the topmost frame, which is flagged `ENTRY`, and what it calls, until it returns.
    #[allow(
        clippy::too_many_lines,
        reason = "one arm an instruction; splitting the loop would put the program counter in memory"
    )]
    pub(super) fn run(&mut self) -> JsResult {
        let roots_at_entry = self.native_roots.len();
        let mut frame: *mut Frame = self.top_frame();
        // SAFETY (for the whole function): `frame` is the topmost frame; its code is alive (the frame is a root); `pc` walks the code's units, whose
        // operands were encoded by the assembler from the same table; `regs` are the frame's registers, inside the value stack by `push_frame`'s
        // reservation. Nothing here keeps a Rust reference across calls of methods.
        unsafe {
            let stack_start = self.stack.base_ptr();
            let mut pc: *const u16 = (*frame).pc;
            let mut regs: *mut Value = stack_start.add((*frame).base);
            let mut code: Gc<Code> = (*frame).code;

            macro_rules! r {
                ($i:literal) => {
                    *regs.add(*pc.add($i) as usize)
                };
            }
            macro_rules! next {
                ($len:literal) => {{
                    pc = pc.add($len);
                    continue;
                }};
            }
            macro_rules! constant {
                ($i:literal) => {
                    (&*code.constants.add(wide(pc.add($i)) as usize)).get()
                };
            }
            macro_rules! constant_key {
                ($i:literal) => {{
                    let string = Gc::<JsString>::from_cell(constant!($i).cell_unchecked());
                    self.space.string_key(string)
                }};
            }
            macro_rules! cache {
                ($i:literal) => {
                    (&*code.caches.add(wide(pc.add($i)) as usize)).get()
                };
            }
            macro_rules! strict {
                () => {
                    code.has(CODE_STRICT)
                };
            }
            // Goes on in whatever frame is now on top.
            macro_rules! reload {
                () => {{
                    frame = self.top_frame();
                    pc = (*frame).pc;
                    regs = stack_start.add((*frame).base);
                    code = (*frame).code;
                    continue;
                }};
            }
            macro_rules! unwind {
                () => {{
                    self.native_roots.truncate(roots_at_entry);
                    if let Some(result) = self.unwind() {
                        return result;
                    }
                    reload!();
                }};
            }
            // Evaluates something that may throw, collect or run script code.
            macro_rules! slow {
                ($len:literal, $e:expr) => {{
                    (*frame).pc = pc.add($len);
                    match $e {
                        Ok(value) => value,
                        Err(_) => unwind!(),
                    }
                }};
            }
            macro_rules! jump {
                ($i:literal) => {{
                    pc = pc.offset(wide(pc.add($i)) as i32 as isize);
                    continue;
                }};
            }
            macro_rules! jump_if {
                ($condition:expr, $i:literal, $len:literal) => {{ if $condition { jump!($i) } else { next!($len) } }};
            }
            // A back edge: the safepoint of loops. `$live` is the operand that counts live registers.
            macro_rules! back_edge {
                ($i:literal, $live:literal, $len:literal) => {{
                    if self.space.heap.poll() | self.interrupt.load(Ordering::Relaxed) {
                        let live = (*frame).base + *pc.add($live) as usize;
                        slow!($len, self.safepoint(live));
                    }
                    jump!($i)
                }};
            }
            macro_rules! arithmetic {
                ($op:ident, $int:ident, $double:expr) => {{
                    let (a, b) = (r!(2), r!(3));
                    if a.is_int() && b.is_int() {
                        let (result, overflow) = a.as_int_unchecked().$int(b.as_int_unchecked());
                        if !overflow {
                            r!(1) = Value::int(result);
                            next!(4);
                        }
                        let double: fn(f64, f64) -> f64 = $double;
                        r!(1) = Value::double(double(a.as_int_unchecked().into(), b.as_int_unchecked().into()));
                        next!(4);
                    }
                    if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
                        let double: fn(f64, f64) -> f64 = $double;
                        r!(1) = Value::double(double(x, y));
                        next!(4);
                    }
                    let result = slow!(4, self.binary_slow(Op::$op, a, b));
                    r!(1) = result;
                    next!(4);
                }};
            }
            macro_rules! bits {
                ($op:ident, $int:expr) => {{
                    let (a, b) = (r!(2), r!(3));
                    let apply: fn(i32, i32) -> i32 = $int;
                    if a.is_int() && b.is_int() {
                        r!(1) = Value::int(apply(a.as_int_unchecked(), b.as_int_unchecked()));
                        next!(4);
                    }
                    if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
                        r!(1) = Value::int(apply(to_int32(x), to_int32(y)));
                        next!(4);
                    }
                    let result = slow!(4, self.binary_slow(Op::$op, a, b));
                    r!(1) = result;
                    next!(4);
                }};
            }
            macro_rules! bits_immediate {
                ($op:ident, $int:expr) => {{
                    let a = r!(2);
                    let b = i32::from(*pc.add(3) as i16);
                    let apply: fn(i32, i32) -> i32 = $int;
                    if a.is_int() {
                        r!(1) = Value::int(apply(a.as_int_unchecked(), b));
                        next!(4);
                    }
                    if a.is_number() {
                        r!(1) = Value::int(apply(to_int32(a.as_double_unchecked()), b));
                        next!(4);
                    }
                    let result = slow!(4, self.binary_slow(Op::$op, a, Value::int(b)));
                    r!(1) = result;
                    next!(4);
                }};
            }
            macro_rules! compare {
                ($order:ident, $a:expr, $b:expr, $len:literal) => {{
                    let (a, b) = ($a, $b);
                    if a.is_int() && b.is_int() {
                        Order::$order.of_ints(a.as_int_unchecked(), b.as_int_unchecked())
                    } else if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
                        Order::$order.of_doubles(x, y)
                    } else {
                        slow!($len, self.compare_slow(Order::$order, a, b))
                    }
                }};
            }
            macro_rules! compare_immediate {
                ($order:ident, $len:literal) => {{
                    let a = r!(1);
                    let b = i32::from(*pc.add(2) as i16);
                    if a.is_int() {
                        Order::$order.of_ints(a.as_int_unchecked(), b)
                    } else if a.is_number() {
                        Order::$order.of_doubles(a.as_double_unchecked(), b.into())
                    } else {
                        slow!($len, self.compare_slow(Order::$order, a, Value::int(b)))
                    }
                }};
            }
            macro_rules! immediate {
                ($i:literal) => {
                    Value::int(i32::from(*pc.add($i) as i16))
                };
            }
            macro_rules! strict_equal {
                ($a:expr, $b:expr) => {{
                    let (a, b) = ($a, $b);
                    if a.is_int() && b.is_int() { a == b } else { self.strict_equal_quick(a, b) }
                }};
            }
            macro_rules! loose_equal {
                ($a:expr, $b:expr, $len:literal) => {{
                    let (a, b) = ($a, $b);
                    if a.is_int() && b.is_int() { a == b } else { slow!($len, self.equal_slow(a, b)) }
                }};
            }
            macro_rules! truthy {
                ($v:expr) => {{
                    let v = $v;
                    if v.is_boolean() { v == Value::TRUE } else { Vm::truthy(v) }
                }};
            }
            // A call whose window is in place: bytecode gets a frame, natives run.
            macro_rules! call {
                ($base:expr, $argc:expr, $len:literal) => {{
                    let window = $base as usize;
                    let callee = *regs.add(window);
                    let argc = $argc as usize;
                    let dst = *pc.add(1);
                    let base = (*frame).base + window;
                    (*frame).pc = pc.add($len);
                    if callee.is_cell() && callee.cell_unchecked().kind() == Kind::Function as u8 {
                        let function = Gc::<Function>::from_cell(callee.cell_unchecked());
                        if !function.code().has(CODE_CLASS) {
                            if self.push_frame(function, base, argc, dst, 0, Value::UNDEFINED).is_err() {
                                unwind!();
                            }
                            reload!();
                        }
                    }
                    match self.call_window(base, argc, dst, 0) {
                        Ok(Called::Entered) => reload!(),
                        Ok(Called::Returned(value)) => {
                            *regs.add(dst as usize) = value;
                            next!($len);
                        }
                        Err(_) => unwind!(),
                    }
                }};
            }
            macro_rules! construct {
                ($base:expr, $argc:expr, $target:expr, $len:literal) => {{
                    let window = $base as usize;
                    let dst = *pc.add(1);
                    let target: Value = $target;
                    (*frame).pc = pc.add($len);
                    match self.construct_window((*frame).base + window, $argc as usize, target, dst, 0) {
                        Ok(Called::Entered) => reload!(),
                        Ok(Called::Returned(value)) => {
                            *regs.add(dst as usize) = value;
                            next!($len);
                        }
                        Err(_) => unwind!(),
                    }
                }};
            }
            // Leaves the frame with a value.
            macro_rules! leave {
                ($value:expr) => {{
                    let mut value: Value = $value;
                    let done = *frame;
                    if done.flags & CONSTRUCT != 0
                        && !value.is_object()
                        && !(done.code.flags & (CODE_ASYNC | CODE_GENERATOR) != 0)
                    {
                        let this = *regs.add(1);
                        if this.is_object() {
                            value = this;
                        }
                    }
                    if done.code.flags & (CODE_ASYNC | CODE_GENERATOR) != 0 {
                        (*frame).pc = pc.add(1);
                        value = match self.finish_suspendable(value) {
                            Ok(value) => value,
                            Err(_) => unwind!(),
                        };
                        if done.flags & STEP != 0 {
                            // The loop that stepped the generator ends: its register keeps the last value.
                            self.frames.pop();
                            frame = self.top_frame();
                            self.stack.top = (*frame).end();
                            reload!();
                        }
                    }
                    self.frames.pop();
                    if done.flags & ENTRY != 0 {
                        self.restore_top();
                        return Ok(value);
                    }
                    frame = self.top_frame();
                    regs = stack_start.add((*frame).base);
                    pc = (*frame).pc;
                    code = (*frame).code;
                    *regs.add(done.dst as usize) = value;
                    self.stack.top = (*frame).end();
                    continue;
                }};
            }
            macro_rules! load_cached {
                ($dst:expr, $object:expr, $ic:literal, $len:literal) => {{
                    let object: Value = $object;
                    let cache = cache!($ic);
                    if object.is_object() {
                        let target = Gc::<Object>::from_cell(object.cell_unchecked());
                        let entry = &(*cache).first;
                        if target.shape_id() == entry.shape && !entry.place.is_accessor() {
                            if entry.holder == 0 {
                                $dst = read_place(object.bits(), entry.place);
                                next!($len);
                            }
                            if entry.epoch == self.space.proto_epoch {
                                $dst = read_place(entry.holder, entry.place);
                                next!($len);
                            }
                        }
                    }
                    let value = slow!($len, self.get_cached(object, cache));
                    $dst = value;
                    next!($len);
                }};
            }

            loop {
                // SAFETY: units at instruction starts were written from `Op`.
                let op: Op = std::mem::transmute::<u16, Op>(*pc);
                match op {
                    Op::LoadConst => {
                        r!(1) = constant!(2);
                        next!(4)
                    }
                    Op::LoadInt => {
                        r!(1) = Value::int(wide(pc.add(2)) as i32);
                        next!(4)
                    }
                    Op::LoadUndefined => {
                        r!(1) = Value::UNDEFINED;
                        next!(2)
                    }
                    Op::LoadNull => {
                        r!(1) = Value::NULL;
                        next!(2)
                    }
                    Op::LoadTrue => {
                        r!(1) = Value::TRUE;
                        next!(2)
                    }
                    Op::LoadFalse => {
                        r!(1) = Value::FALSE;
                        next!(2)
                    }
                    Op::LoadUndefineds => {
                        for i in 0..*pc.add(2) as usize {
                            *regs.add(*pc.add(1) as usize + i) = Value::UNDEFINED;
                        }
                        next!(3)
                    }
                    Op::LoadHole => {
                        r!(1) = Value::HOLE;
                        next!(2)
                    }
                    Op::Move => {
                        r!(1) = r!(2);
                        next!(3)
                    }
                    Op::LoadHoles => {
                        for i in 0..*pc.add(2) as usize {
                            *regs.add(*pc.add(1) as usize + i) = Value::HOLE;
                        }
                        next!(3)
                    }

                    // ---- function entry
                    Op::CoerceThis => {
                        let this = *regs.add(1);
                        if !this.is_object() {
                            let coerced = if this.is_nullish() || this.is_hole() {
                                self.realm.global.value()
                            } else {
                                slow!(1, self.to_object(this))
                            };
                            *regs.add(1) = coerced;
                        }
                        next!(1)
                    }
                    Op::LoadClosureEnv => {
                        r!(1) = Gc::<Function>::from_cell((*regs).cell_unchecked()).env.get();
                        next!(2)
                    }
                    Op::LoadHomeObject => {
                        r!(1) = Gc::<Function>::from_cell((*regs).cell_unchecked()).home.get();
                        next!(2)
                    }
                    Op::LoadNewTarget => {
                        r!(1) = if (*frame).flags & CONSTRUCT != 0 { (*frame).extra } else { Value::UNDEFINED };
                        next!(2)
                    }
                    Op::CreateArguments => {
                        let (start, argc) = ((*frame).arguments(), (*frame).argc as usize);
                        let arguments = self.create_arguments(*regs, start, argc, *pc.add(2) != 0);
                        r!(1) = arguments;
                        next!(3)
                    }
                    Op::MapArguments => {
                        let proto = code.proto().clone();
                        self.map_arguments(r!(1), r!(2), &proto.mapped_slots);
                        next!(3)
                    }
                    Op::CreateRest => {
                        let rest = self.rest_array((*frame).arguments(), (*frame).argc as usize, *pc.add(2) as usize);
                        r!(1) = rest;
                        next!(3)
                    }
                    Op::RestFromArguments => {
                        let arguments = Gc::<Object>::from_cell(r!(2).cell_unchecked());
                        let from = *pc.add(3) as usize;
                        let values: Vec<Value> = arguments
                            .dense()
                            .map_or(Vec::new(), |w| w.slots().iter().skip(from).map(|s| s.get()).collect());
                        r!(1) = self.space.new_array_from(&values).value();
                        next!(4)
                    }

                    // ---- environments
                    Op::NewEnv => {
                        let env = self.space.new_environment(r!(2), *pc.add(3) as usize);
                        r!(1) = env.value();
                        next!(4)
                    }
                    Op::CopyEnv => {
                        let env = self.space.copy_environment(Gc::from_cell(r!(2).cell_unchecked()));
                        r!(1) = env.value();
                        next!(3)
                    }
                    Op::LoadEnv => {
                        let env = environment(r!(2), *pc.add(3));
                        r!(1) = *env.addr_of_slot(*pc.add(4));
                        next!(5)
                    }
                    Op::LoadEnvChecked => {
                        let env = environment(r!(2), *pc.add(3));
                        let value = *env.addr_of_slot(*pc.add(4));
                        if value.is_hole() {
                            let key = constant_key!(5);
                            slow!(7, Err::<(), _>(self.not_initialized(key)));
                        }
                        r!(1) = value;
                        next!(7)
                    }
                    Op::StoreEnv => {
                        let env = environment(r!(1), *pc.add(2));
                        let slot = &env.slots()[*pc.add(3) as usize];
                        self.space.store(env.cell(), slot, r!(4));
                        next!(5)
                    }
                    Op::StoreEnvChecked => {
                        let env = environment(r!(1), *pc.add(2));
                        let slot = &env.slots()[*pc.add(3) as usize];
                        if slot.get().is_hole() {
                            let key = constant_key!(5);
                            slow!(7, Err::<(), _>(self.not_initialized(key)));
                        }
                        self.space.store(env.cell(), slot, r!(4));
                        next!(7)
                    }
                    Op::CheckHole => {
                        if r!(1).is_hole() {
                            let key = constant_key!(2);
                            slow!(4, Err::<(), _>(self.not_initialized(key)));
                        }
                        next!(4)
                    }
                    Op::CheckThis => {
                        if r!(1).is_hole() {
                            slow!(2, Err::<(), _>(self.no_this()));
                        }
                        next!(2)
                    }
                    Op::CheckSuperOnce => {
                        if !r!(1).is_hole() {
                            slow!(
                                2,
                                Err::<(), _>(
                                    self.throw_error(ErrorKind::Reference, "Super constructor may only be called once")
                                )
                            );
                        }
                        next!(2)
                    }
                    Op::CheckDeleted => {
                        if r!(1).is_hole() {
                            let key = constant_key!(2);
                            slow!(4, Err::<(), _>(self.not_defined(key)));
                        }
                        next!(4)
                    }
                    Op::NoteBindingDelete => {
                        let key = constant_key!(1);
                        self.note_binding_delete(key);
                        next!(3)
                    }

                    // ---- globals
                    Op::LoadGlobal => {
                        let cache = cache!(2);
                        if let Some(value) = self.cached_global(cache) {
                            r!(1) = value;
                            next!(4);
                        }
                        match slow!(4, self.load_global(cache)) {
                            Some(value) => {
                                r!(1) = value;
                                next!(4)
                            }
                            None => {
                                let key = (*cache).key;
                                slow!(4, Err::<(), _>(self.not_defined(key)));
                            }
                        }
                    }
                    Op::LoadGlobalOrUndefined => {
                        let cache = cache!(2);
                        let value = slow!(4, self.load_global(cache));
                        r!(1) = value.unwrap_or(Value::UNDEFINED);
                        next!(4)
                    }
                    Op::StoreGlobal => {
                        let strict = strict!();
                        slow!(4, self.store_global(cache!(1), r!(3), strict));
                        next!(4)
                    }
                    Op::DeclareGlobal => {
                        let key = constant_key!(1);
                        slow!(5, self.declare_global(key, *pc.add(3), r!(4)));
                        next!(5)
                    }
                    Op::InitGlobalLexical => {
                        let key = constant_key!(1);
                        self.init_global_lexical(key, r!(3));
                        next!(4)
                    }
                    Op::DeleteGlobal => {
                        let key = constant_key!(2);
                        let deleted = slow!(4, self.delete_global(key));
                        r!(1) = Value::boolean(deleted);
                        next!(4)
                    }

                    // ---- arithmetic
                    Op::Add => {
                        let (a, b) = (r!(2), r!(3));
                        if a.is_int() && b.is_int() {
                            let (x, y) = (a.as_int_unchecked(), b.as_int_unchecked());
                            r!(1) = match x.checked_add(y) {
                                Some(sum) => Value::int(sum),
                                None => Value::double(f64::from(x) + f64::from(y)),
                            };
                            next!(4);
                        }
                        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
                            r!(1) = Value::double(x + y);
                            next!(4);
                        }
                        let result = slow!(4, self.add_slow(a, b));
                        r!(1) = result;
                        next!(4)
                    }
                    Op::Sub => arithmetic!(Sub, overflowing_sub, |x, y| x - y),
                    Op::Mul => {
                        let (a, b) = (r!(2), r!(3));
                        if a.is_int() && b.is_int() {
                            let (x, y) = (a.as_int_unchecked(), b.as_int_unchecked());
                            let product = i64::from(x) * i64::from(y);
                            r!(1) = if product as i32 as i64 == product && (product != 0 || (x | y) >= 0) {
                                Value::int(product as i32)
                            } else {
                                Value::double(f64::from(x) * f64::from(y))
                            };
                            next!(4);
                        }
                        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
                            r!(1) = Value::double(x * y);
                            next!(4);
                        }
                        let result = slow!(4, self.binary_slow(op, a, b));
                        r!(1) = result;
                        next!(4)
                    }
                    Op::Div => {
                        let (a, b) = (r!(2), r!(3));
                        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
                            r!(1) = Value::number(x / y);
                            next!(4);
                        }
                        let result = slow!(4, self.binary_slow(op, a, b));
                        r!(1) = result;
                        next!(4)
                    }
                    Op::Mod => {
                        let (a, b) = (r!(2), r!(3));
                        if a.is_int() && b.is_int() {
                            let (x, y) = (a.as_int_unchecked(), b.as_int_unchecked());
                            if x >= 0 && y > 0 {
                                r!(1) = Value::int(x % y);
                                next!(4);
                            }
                        }
                        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
                            r!(1) = Value::number(remainder(x, y));
                            next!(4);
                        }
                        let result = slow!(4, self.binary_slow(op, a, b));
                        r!(1) = result;
                        next!(4)
                    }
                    Op::Exp => {
                        let (a, b) = (r!(2), r!(3));
                        let result = slow!(4, self.binary_slow(op, a, b));
                        r!(1) = result;
                        next!(4)
                    }
                    Op::BitAnd => bits!(BitAnd, |x, y| x & y),
                    Op::BitOr => bits!(BitOr, |x, y| x | y),
                    Op::BitXor => bits!(BitXor, |x, y| x ^ y),
                    Op::Shl => bits!(Shl, |x, y| x.wrapping_shl(y as u32)),
                    Op::Shr => bits!(Shr, |x, y| x.wrapping_shr(y as u32)),
                    Op::UShr => {
                        let (a, b) = (r!(2), r!(3));
                        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
                            let result = (to_int32(x) as u32).wrapping_shr(to_int32(y) as u32);
                            r!(1) = Value::number(result.into());
                            next!(4);
                        }
                        let result = slow!(4, self.binary_slow(op, a, b));
                        r!(1) = result;
                        next!(4)
                    }
                    Op::AddI => {
                        let a = r!(2);
                        let b = i32::from(*pc.add(3) as i16);
                        if a.is_int() {
                            r!(1) = match a.as_int_unchecked().checked_add(b) {
                                Some(sum) => Value::int(sum),
                                None => Value::double(f64::from(a.as_int_unchecked()) + f64::from(b)),
                            };
                            next!(4);
                        }
                        if a.is_number() {
                            r!(1) = Value::double(a.as_double_unchecked() + f64::from(b));
                            next!(4);
                        }
                        let result = slow!(4, self.add_slow(a, Value::int(b)));
                        r!(1) = result;
                        next!(4)
                    }
                    Op::SubI => {
                        let a = r!(2);
                        let b = i32::from(*pc.add(3) as i16);
                        if a.is_int() {
                            r!(1) = match a.as_int_unchecked().checked_sub(b) {
                                Some(difference) => Value::int(difference),
                                None => Value::double(f64::from(a.as_int_unchecked()) - f64::from(b)),
                            };
                            next!(4);
                        }
                        let result = slow!(4, self.binary_slow(op, a, Value::int(b)));
                        r!(1) = result;
                        next!(4)
                    }
                    Op::MulI => {
                        let a = r!(2);
                        let b = i32::from(*pc.add(3) as i16);
                        if a.is_int() {
                            let x = a.as_int_unchecked();
                            let product = i64::from(x) * i64::from(b);
                            if product as i32 as i64 == product && (product != 0 || (x | b) >= 0) {
                                r!(1) = Value::int(product as i32);
                                next!(4);
                            }
                        }
                        if let Some(x) = a.as_number() {
                            r!(1) = Value::double(x * f64::from(b));
                            next!(4);
                        }
                        let result = slow!(4, self.binary_slow(op, a, Value::int(b)));
                        r!(1) = result;
                        next!(4)
                    }
                    Op::ModI => {
                        let a = r!(2);
                        let b = i32::from(*pc.add(3) as i16);
                        if a.is_int() && a.as_int_unchecked() >= 0 && b > 0 {
                            r!(1) = Value::int(a.as_int_unchecked() % b);
                            next!(4);
                        }
                        let result = slow!(4, self.binary_slow(op, a, Value::int(b)));
                        r!(1) = result;
                        next!(4)
                    }
                    Op::BitAndI => bits_immediate!(BitAndI, |x, y| x & y),
                    Op::BitOrI => bits_immediate!(BitOrI, |x, y| x | y),
                    Op::ShlI => bits_immediate!(ShlI, |x, y| x.wrapping_shl(y as u32)),
                    Op::ShrI => bits_immediate!(ShrI, |x, y| x.wrapping_shr(y as u32)),
                    Op::UShrI => {
                        let a = r!(2);
                        let b = *pc.add(3) as u32;
                        if let Some(x) = a.as_number() {
                            let result = (to_int32(x) as u32).wrapping_shr(b);
                            r!(1) = Value::number(result.into());
                            next!(4);
                        }
                        let result = slow!(4, self.binary_slow(op, a, Value::int(b as i16 as i32)));
                        r!(1) = result;
                        next!(4)
                    }
                    Op::Inc => {
                        let a = r!(2);
                        if a.is_int() && a.as_int_unchecked() < i32::MAX {
                            r!(1) = Value::int(a.as_int_unchecked() + 1);
                            next!(3);
                        }
                        let result = slow!(3, self.unary_slow(op, a));
                        r!(1) = result;
                        next!(3)
                    }
                    Op::Dec => {
                        let a = r!(2);
                        if a.is_int() && a.as_int_unchecked() > i32::MIN {
                            r!(1) = Value::int(a.as_int_unchecked() - 1);
                            next!(3);
                        }
                        let result = slow!(3, self.unary_slow(op, a));
                        r!(1) = result;
                        next!(3)
                    }
                    Op::ToNumeric | Op::ToNumber => {
                        let a = r!(2);
                        if a.is_number() {
                            r!(1) = a;
                            next!(3);
                        }
                        let result = slow!(3, self.unary_slow(op, a));
                        r!(1) = result;
                        next!(3)
                    }
                    Op::Neg => {
                        let a = r!(2);
                        if a.is_int() && a.as_int_unchecked() != 0 && a.as_int_unchecked() != i32::MIN {
                            r!(1) = Value::int(-a.as_int_unchecked());
                            next!(3);
                        }
                        if a.is_double() {
                            r!(1) = Value::double(-a.as_double_unchecked());
                            next!(3);
                        }
                        let result = slow!(3, self.unary_slow(op, a));
                        r!(1) = result;
                        next!(3)
                    }
                    Op::BitNot => {
                        let a = r!(2);
                        if a.is_int() {
                            r!(1) = Value::int(!a.as_int_unchecked());
                            next!(3);
                        }
                        let result = slow!(3, self.unary_slow(op, a));
                        r!(1) = result;
                        next!(3)
                    }
                    Op::Not => {
                        let truth = truthy!(r!(2));
                        r!(1) = Value::boolean(!truth);
                        next!(3)
                    }
                    Op::TypeOf => {
                        r!(1) = self.type_of(r!(2));
                        next!(3)
                    }

                    // ---- comparison
                    Op::Eq => {
                        let equal = loose_equal!(r!(2), r!(3), 4);
                        r!(1) = Value::boolean(equal);
                        next!(4)
                    }
                    Op::Ne => {
                        let equal = loose_equal!(r!(2), r!(3), 4);
                        r!(1) = Value::boolean(!equal);
                        next!(4)
                    }
                    Op::StrictEq => {
                        let equal = strict_equal!(r!(2), r!(3));
                        r!(1) = Value::boolean(equal);
                        next!(4)
                    }
                    Op::StrictNe => {
                        let equal = strict_equal!(r!(2), r!(3));
                        r!(1) = Value::boolean(!equal);
                        next!(4)
                    }
                    Op::Lt => {
                        let result = compare!(Lt, r!(2), r!(3), 4);
                        r!(1) = Value::boolean(result);
                        next!(4)
                    }
                    Op::Le => {
                        let result = compare!(Le, r!(2), r!(3), 4);
                        r!(1) = Value::boolean(result);
                        next!(4)
                    }
                    Op::Gt => {
                        let result = compare!(Gt, r!(2), r!(3), 4);
                        r!(1) = Value::boolean(result);
                        next!(4)
                    }
                    Op::Ge => {
                        let result = compare!(Ge, r!(2), r!(3), 4);
                        r!(1) = Value::boolean(result);
                        next!(4)
                    }
                    Op::InstanceOf => {
                        let result = slow!(4, self.instance_of(r!(2), r!(3)));
                        r!(1) = Value::boolean(result);
                        next!(4)
                    }
                    Op::In => {
                        let result = slow!(4, self.in_operator(r!(2), r!(3)));
                        r!(1) = Value::boolean(result);
                        next!(4)
                    }
                    Op::PrivateIn => {
                        let object = r!(3);
                        if !object.is_object() {
                            let (name, text) = (self.describe_key(Key::name(r!(2))), self.describe_value(object));
                            let message = format!("Cannot use 'in' operator to search for '{name}' in {text}");
                            slow!(4, Err::<(), _>(self.type_error(&message)));
                        }
                        let found = self.private_element(object, Key::name(r!(2))).is_some();
                        r!(1) = Value::boolean(found);
                        next!(4)
                    }

                    // ---- jumps
                    Op::Jump => jump!(1),
                    Op::JumpLoop => back_edge!(1, 3, 4),
                    Op::JumpLoopIfTrue => {
                        if truthy!(r!(1)) {
                            back_edge!(2, 4, 5)
                        } else {
                            next!(5)
                        }
                    }
                    Op::JumpLoopIfFalse => {
                        if truthy!(r!(1)) {
                            next!(5)
                        } else {
                            back_edge!(2, 4, 5)
                        }
                    }
                    Op::JumpLoopIfLt => {
                        if compare!(Lt, r!(1), r!(2), 6) {
                            back_edge!(3, 5, 6)
                        } else {
                            next!(6)
                        }
                    }
                    Op::JumpLoopIfLe => {
                        if compare!(Le, r!(1), r!(2), 6) {
                            back_edge!(3, 5, 6)
                        } else {
                            next!(6)
                        }
                    }
                    Op::JumpLoopIfGt => {
                        if compare!(Gt, r!(1), r!(2), 6) {
                            back_edge!(3, 5, 6)
                        } else {
                            next!(6)
                        }
                    }
                    Op::JumpLoopIfGe => {
                        if compare!(Ge, r!(1), r!(2), 6) {
                            back_edge!(3, 5, 6)
                        } else {
                            next!(6)
                        }
                    }
                    Op::JumpLoopIfLtI => {
                        if compare_immediate!(Lt, 6) {
                            back_edge!(3, 5, 6)
                        } else {
                            next!(6)
                        }
                    }
                    Op::JumpLoopIfLeI => {
                        if compare_immediate!(Le, 6) {
                            back_edge!(3, 5, 6)
                        } else {
                            next!(6)
                        }
                    }
                    Op::JumpLoopIfGtI => {
                        if compare_immediate!(Gt, 6) {
                            back_edge!(3, 5, 6)
                        } else {
                            next!(6)
                        }
                    }
                    Op::JumpLoopIfGeI => {
                        if compare_immediate!(Ge, 6) {
                            back_edge!(3, 5, 6)
                        } else {
                            next!(6)
                        }
                    }
                    Op::JumpIfTrue => jump_if!(truthy!(r!(1)), 2, 4),
                    Op::JumpIfFalse => jump_if!(!truthy!(r!(1)), 2, 4),
                    Op::JumpIfNullish => jump_if!(r!(1).is_nullish(), 2, 4),
                    Op::JumpIfNotNullish => jump_if!(!r!(1).is_nullish(), 2, 4),
                    Op::JumpIfUndefined => jump_if!(r!(1).is_undefined(), 2, 4),
                    Op::JumpIfNotUndefined => jump_if!(!r!(1).is_undefined(), 2, 4),
                    Op::JumpIfNull => jump_if!(r!(1).is_null(), 2, 4),
                    Op::JumpIfNotNull => jump_if!(!r!(1).is_null(), 2, 4),
                    Op::JumpIfHole => jump_if!(r!(1).is_hole(), 2, 4),
                    Op::JumpIfInt => jump_if!(r!(1) == immediate!(2), 3, 5),
                    Op::JumpIfLt => jump_if!(compare!(Lt, r!(1), r!(2), 5), 3, 5),
                    Op::JumpIfNotLt => jump_if!(!compare!(Lt, r!(1), r!(2), 5), 3, 5),
                    Op::JumpIfLe => jump_if!(compare!(Le, r!(1), r!(2), 5), 3, 5),
                    Op::JumpIfNotLe => jump_if!(!compare!(Le, r!(1), r!(2), 5), 3, 5),
                    Op::JumpIfGt => jump_if!(compare!(Gt, r!(1), r!(2), 5), 3, 5),
                    Op::JumpIfNotGt => jump_if!(!compare!(Gt, r!(1), r!(2), 5), 3, 5),
                    Op::JumpIfGe => jump_if!(compare!(Ge, r!(1), r!(2), 5), 3, 5),
                    Op::JumpIfNotGe => jump_if!(!compare!(Ge, r!(1), r!(2), 5), 3, 5),
                    Op::JumpIfLtI => jump_if!(compare_immediate!(Lt, 5), 3, 5),
                    Op::JumpIfNotLtI => jump_if!(!compare_immediate!(Lt, 5), 3, 5),
                    Op::JumpIfLeI => jump_if!(compare_immediate!(Le, 5), 3, 5),
                    Op::JumpIfNotLeI => jump_if!(!compare_immediate!(Le, 5), 3, 5),
                    Op::JumpIfGtI => jump_if!(compare_immediate!(Gt, 5), 3, 5),
                    Op::JumpIfNotGtI => jump_if!(!compare_immediate!(Gt, 5), 3, 5),
                    Op::JumpIfGeI => jump_if!(compare_immediate!(Ge, 5), 3, 5),
                    Op::JumpIfNotGeI => jump_if!(!compare_immediate!(Ge, 5), 3, 5),
                    Op::JumpIfEqI => jump_if!(loose_equal!(r!(1), immediate!(2), 5), 3, 5),
                    Op::JumpIfNeI => jump_if!(!loose_equal!(r!(1), immediate!(2), 5), 3, 5),
                    Op::JumpIfStrictEqI => jump_if!(strict_equal!(r!(1), immediate!(2)), 3, 5),
                    Op::JumpIfStrictNeI => jump_if!(!strict_equal!(r!(1), immediate!(2)), 3, 5),
                    Op::JumpIfEq => jump_if!(loose_equal!(r!(1), r!(2), 5), 3, 5),
                    Op::JumpIfNe => jump_if!(!loose_equal!(r!(1), r!(2), 5), 3, 5),
                    Op::JumpIfStrictEq => jump_if!(strict_equal!(r!(1), r!(2)), 3, 5),
                    Op::JumpIfStrictNe => jump_if!(!strict_equal!(r!(1), r!(2)), 3, 5),

                    // ---- properties
                    Op::GetProp => load_cached!(r!(1), r!(2), 3, 5),
                    Op::GetLength => {
                        let object = r!(2);
                        if let Some(array) = Gc::<JsArray>::from_value(object) {
                            r!(1) = array.length_value();
                            next!(5);
                        }
                        if let Some(string) = Gc::<JsString>::from_value(object) {
                            r!(1) = Value::int(string.len() as i32);
                            next!(5);
                        }
                        load_cached!(r!(1), object, 3, 5)
                    }
                    Op::SetProp => {
                        let object = r!(1);
                        let cache = cache!(2);
                        let value = r!(4);
                        if object.is_object() {
                            let target = Gc::<Object>::from_cell(object.cell_unchecked());
                            let entry = (*cache).first;
                            if target.shape_id() == entry.shape
                                && entry.next_shape == NO_SHAPE
                                && entry.place.is_inline_data()
                            {
                                let slot = (object.bits() as *mut u64).add(entry.place.index());
                                self.space.heap.write_word(target.cell(), slot, value.bits());
                                next!(5);
                            }
                        }
                        let strict = strict!();
                        slow!(5, self.set_cached(object, cache, value, strict));
                        next!(5)
                    }
                    Op::GetElem => {
                        let (object, key) = (r!(2), r!(3));
                        if let Some(value) = self.quick_element(object, key) {
                            r!(1) = value;
                            next!(4);
                        }
                        let value = slow!(4, self.get_element_slow(object, key));
                        r!(1) = value;
                        next!(4)
                    }
                    Op::SetElem => {
                        let (object, key, value) = (r!(1), r!(2), r!(3));
                        if key.is_int()
                            && let Some(array) = Gc::<JsArray>::from_value(object)
                            && let Some(words) = array.dense()
                        {
                            let index = key.as_int_unchecked() as u32;
                            if index < array.length()
                                && !array.object().has_flag(flags::ELEMENTS_FROZEN)
                                && (index as usize) < words.len()
                            {
                                let slot = words.slots().get_unchecked(index as usize);
                                if !slot.get().is_hole() {
                                    self.space.store(words.cell(), slot, value);
                                    next!(4);
                                }
                            }
                        }
                        let strict = strict!();
                        slow!(4, self.set_element_slow(object, key, value, strict));
                        next!(4)
                    }
                    Op::GetMethod => {
                        let object = r!(2);
                        let base = *pc.add(1) as usize;
                        *regs.add(base + 1) = object;
                        load_cached!(*regs.add(base), object, 3, 5)
                    }
                    Op::GetElemMethod => {
                        let (object, key) = (r!(2), r!(3));
                        let base = *pc.add(1) as usize;
                        if let Some(value) = self.quick_element(object, key) {
                            *regs.add(base) = value;
                            *regs.add(base + 1) = object;
                            next!(4);
                        }
                        let value = slow!(4, self.get_element_slow(object, key));
                        *regs.add(base) = value;
                        *regs.add(base + 1) = object;
                        next!(4)
                    }
                    Op::DeleteProp => {
                        let key = constant_key!(3);
                        let strict = strict!();
                        let deleted = slow!(5, self.delete_property(r!(2), key, strict));
                        r!(1) = Value::boolean(deleted);
                        next!(5)
                    }
                    Op::DeleteElem => {
                        let strict = strict!();
                        let deleted = slow!(4, self.delete_element(r!(2), r!(3), strict));
                        r!(1) = Value::boolean(deleted);
                        next!(4)
                    }
                    Op::GetSuper => {
                        let value = slow!(5, self.get_super(r!(2), r!(3), r!(4)));
                        r!(1) = value;
                        next!(5)
                    }
                    Op::SetSuper => {
                        let strict = strict!();
                        slow!(5, self.set_super(r!(1), r!(2), r!(3), r!(4), strict));
                        next!(5)
                    }
                    Op::GetPrivate => {
                        let value = slow!(6, self.get_private_cached(r!(2), r!(3), cache!(4)));
                        r!(1) = value;
                        next!(6)
                    }
                    Op::SetPrivate => {
                        slow!(6, self.set_private_cached(r!(1), r!(2), r!(3), cache!(4)));
                        next!(6)
                    }
                    Op::DefinePrivate => {
                        slow!(5, self.define_private(r!(1), Key::name(r!(2)), r!(3), *pc.add(4)));
                        next!(5)
                    }
                    Op::NewPrivateName => {
                        let symbol = self.space.new_symbol(constant!(2), crate::objects::symbol::PRIVATE);
                        r!(1) = symbol.value();
                        next!(4)
                    }
                    Op::RequireObject => {
                        let value = r!(1);
                        if value.is_nullish() {
                            slow!(2, Err::<(), _>(self.cannot_destructure(value)));
                        }
                        next!(2)
                    }
                    Op::ToPropertyKey => {
                        let value = r!(2);
                        if value.is_string() || value.is_int() || value.is_symbol() {
                            r!(1) = value;
                            next!(3);
                        }
                        let key = slow!(3, self.key_value(value));
                        r!(1) = key;
                        next!(3)
                    }

                    // ---- literals
                    Op::NewObject => {
                        let shape = self.space.root_shape(self.space.roots.object_proto, u32::from(*pc.add(2)).min(16));
                        r!(1) = self.space.new_object(shape).value();
                        next!(3)
                    }
                    Op::NewObjectLiteral => {
                        let literal = *pc.add(2) as usize;
                        let start = *pc.add(3) as usize;
                        let cached = code.data().literals[literal].get();
                        let shape = if cached.is_hole() {
                            self.literal_shape(code, literal)
                        } else {
                            Gc::<Shape>::from_cell(cached.cell_unchecked())
                        };
                        let count = shape.slot_count() as usize;
                        if count <= shape.inline_slots() as usize {
                            let object = self.space.new_object(shape);
                            for i in 0..count {
                                object.inline_slot(i).init(*regs.add(start + i));
                            }
                            r!(1) = object.value();
                        } else {
                            let count = code.data().proto.object_literals[literal].keys.len();
                            let values = std::slice::from_raw_parts(regs.add(start), count);
                            r!(1) = self.literal_slow(code, literal, values);
                        }
                        next!(4)
                    }
                    Op::NewArray => {
                        let array = self.space.new_array(wide(pc.add(2)).min(1 << 16) as usize);
                        r!(1) = array.value();
                        next!(4)
                    }
                    Op::NewArrayFrom => {
                        let values = std::slice::from_raw_parts(regs.add(*pc.add(2) as usize), *pc.add(3) as usize);
                        let array = self.space.new_array_from(values);
                        r!(1) = array.value();
                        next!(4)
                    }
                    Op::ArrayPush => {
                        self.space.array_push(Gc::from_cell(r!(1).cell_unchecked()), r!(2));
                        next!(3)
                    }
                    Op::ArraySpread => {
                        slow!(3, self.array_spread(r!(1), r!(2)));
                        next!(3)
                    }
                    Op::DefineField => {
                        slow!(5, self.define_field(r!(1), cache!(2), r!(4)));
                        next!(5)
                    }
                    Op::DefineElem => {
                        slow!(4, self.define_element(r!(1), r!(2), r!(3)));
                        next!(4)
                    }
                    Op::DefineAccessor => {
                        let key = slow!(5, self.to_property_key(r!(2)));
                        slow!(5, self.define_accessor(r!(1), key, r!(3), *pc.add(4)));
                        next!(5)
                    }
                    Op::SetLiteralProto => {
                        let proto = r!(2);
                        if proto.is_object() || proto.is_null() {
                            let object = Gc::<Object>::from_cell(r!(1).cell_unchecked());
                            self.space.set_proto(object, proto);
                        }
                        next!(3)
                    }
                    Op::CopyDataProperties => {
                        let count = *pc.add(4) as usize;
                        let start = *pc.add(3) as usize;
                        slow!(5, self.copy_excluding((*frame).base + start, count, r!(1), r!(2)));
                        next!(5)
                    }
                    Op::CloneObject => {
                        let source = r!(2);
                        let object = slow!(3, self.clone_object(source));
                        r!(1) = object;
                        next!(3)
                    }
                    Op::NewRegExp => {
                        let index = wide(pc.add(2)) as usize;
                        let source = (&*code.constants.add(index)).get();
                        let regexp_flags = (&*code.constants.add(index + 1)).get();
                        let regexp = slow!(4, self.new_regexp(source, regexp_flags));
                        r!(1) = regexp;
                        next!(4)
                    }
                    Op::TemplateObject => {
                        let object = self.template_object(code, *pc.add(2) as usize);
                        r!(1) = object;
                        next!(3)
                    }
                    Op::Concat => {
                        let from = (*frame).base + *pc.add(2) as usize;
                        let string = slow!(4, self.concat_registers(from, *pc.add(3) as usize));
                        r!(1) = string;
                        next!(4)
                    }
                    Op::ToString => {
                        let string = slow!(3, self.to_string(r!(2)));
                        r!(1) = string;
                        next!(3)
                    }

                    // ---- functions and classes
                    Op::Closure => {
                        let nested = self.space.nested_code(code, wide(pc.add(2)) as usize);
                        let function = self.space.new_closure(nested, r!(4));
                        if nested.has(CODE_ARROW) {
                            // Arrows see `super` and `new.target` through captured variables; nothing to set.
                        }
                        r!(1) = function.value();
                        next!(5)
                    }
                    Op::SetHomeObject => {
                        let function = Gc::<Function>::from_cell(r!(1).cell_unchecked());
                        self.space.store(function.cell(), &function.home, r!(2));
                        next!(3)
                    }
                    Op::SetFunctionName => {
                        self.set_function_name(r!(1), r!(2), *pc.add(3));
                        next!(4)
                    }
                    Op::NewClass => {
                        let nested = self.space.nested_code(code, wide(pc.add(2)) as usize);
                        let (class, proto) = slow!(6, self.new_class(nested, r!(4), r!(5)));
                        let dst = *pc.add(1) as usize;
                        *regs.add(dst) = class;
                        *regs.add(dst + 1) = proto;
                        next!(6)
                    }
                    Op::SetFieldInitializer => {
                        let initializer = r!(2);
                        if !initializer.is_hole() {
                            let class = Gc::<Object>::from_cell(r!(1).cell_unchecked());
                            let key = self.space.names.field_initializer;
                            self.space.put_hidden(class, key, initializer);
                        }
                        next!(3)
                    }
                    Op::InitFields => {
                        slow!(3, self.init_fields(r!(1), r!(2)));
                        next!(3)
                    }
                    Op::SuperConstructor => {
                        let parent = slow!(3, self.super_constructor(r!(2)));
                        r!(1) = parent;
                        next!(3)
                    }

                    // ---- calls
                    Op::Call => call!(*pc.add(2), *pc.add(3), 4),
                    Op::CallUndefined => {
                        *regs.add(*pc.add(2) as usize + 1) = Value::UNDEFINED;
                        call!(*pc.add(2), *pc.add(3), 4)
                    }
                    Op::CallSpread => {
                        let argc = slow!(3, self.spread_arguments((*frame).base + *pc.add(2) as usize));
                        call!(*pc.add(2), argc, 3)
                    }
                    Op::New => construct!(*pc.add(2), *pc.add(3), r!(2), 4),
                    Op::NewSpread => {
                        let argc = slow!(3, self.spread_arguments((*frame).base + *pc.add(2) as usize));
                        construct!(*pc.add(2), argc, r!(2), 3)
                    }
                    Op::SuperCall => construct!(*pc.add(2), *pc.add(3), r!(4), 5),
                    Op::SuperCallSpread => {
                        let argc = slow!(4, self.spread_arguments((*frame).base + *pc.add(2) as usize));
                        construct!(*pc.add(2), argc, r!(3), 4)
                    }
                    Op::Return => leave!(r!(1)),
                    Op::ReturnUndefined => leave!(Value::UNDEFINED),
                    Op::CheckDerivedReturn => {
                        let value = slow!(4, self.derived_return(r!(2), r!(3)));
                        r!(1) = value;
                        next!(4)
                    }

                    // ---- iteration
                    Op::GetIterator => {
                        let (at, source) = (*pc.add(1) as usize, r!(2));
                        if let Some(array) = Gc::<JsArray>::from_value(source)
                            && self.is_plainly_iterable(array)
                        {
                            *regs.add(at) = source;
                            *regs.add(at + 1) = Value::HOLE;
                            *regs.add(at + 2) = Value::ZERO;
                            next!(3);
                        }
                        let (iterator, method) = slow!(3, self.get_iterator(source));
                        *regs.add(at) = iterator;
                        *regs.add(at + 1) = method;
                        *regs.add(at + 2) = Value::UNDEFINED;
                        next!(3)
                    }
                    Op::GetIteratorObject => {
                        let (at, source) = (*pc.add(1) as usize, r!(2));
                        let (iterator, method) = slow!(3, self.get_iterator(source));
                        *regs.add(at) = iterator;
                        *regs.add(at + 1) = method;
                        *regs.add(at + 2) = Value::UNDEFINED;
                        next!(3)
                    }
                    Op::GetAsyncIterator => {
                        let (at, source) = (*pc.add(1) as usize, r!(2));
                        let (iterator, method) = slow!(3, self.get_async_iterator(source));
                        *regs.add(at) = iterator;
                        *regs.add(at + 1) = method;
                        *regs.add(at + 2) = Value::UNDEFINED;
                        next!(3)
                    }
                    Op::IteratorNext => {
                        let at = *pc.add(2) as usize;
                        let (iterator, method) = (*regs.add(at), *regs.add(at + 1));
                        if iterator.is_undefined() {
                            jump!(3);
                        }
                        if method.is_hole() {
                            let array = Gc::<JsArray>::from_cell(iterator.cell_unchecked());
                            let index = (*regs.add(at + 2)).as_int_unchecked() as u32;
                            if index < array.length() {
                                *regs.add(at + 2) = Value::int(index as i32 + 1);
                                r!(1) = match self.quick_element(iterator, Value::int(index as i32)) {
                                    Some(value) => value,
                                    None => slow!(5, self.get_element_slow(iterator, Value::int(index as i32))),
                                };
                                next!(5);
                            }
                            *regs.add(at) = Value::UNDEFINED;
                            *regs.add(at + 1) = Value::UNDEFINED;
                            jump!(3);
                        }
                        if iterator.is_undefined() {
                            jump!(3);
                        }
                        // When the step throws, nothing is left to close.
                        (*frame).pc = pc.add(5);
                        match self.step_generator(iterator, method, *pc.add(1)) {
                            Ok(true) => reload!(),
                            Ok(false) => {}
                            Err(_) => {
                                *regs.add(at) = Value::UNDEFINED;
                                unwind!()
                            }
                        }
                        match self.step_register(iterator, method) {
                            Ok(Some(value)) => {
                                r!(1) = value;
                                next!(5)
                            }
                            Ok(None) => {
                                *regs.add(at) = Value::UNDEFINED;
                                jump!(3)
                            }
                            Err(_) => {
                                *regs.add(at) = Value::UNDEFINED;
                                unwind!()
                            }
                        }
                    }
                    Op::IteratorCallNext => {
                        let at = *pc.add(2) as usize;
                        let (iterator, method) = (*regs.add(at), *regs.add(at + 1));
                        let result = slow!(4, self.call_value(method, iterator, &[r!(3)]));
                        r!(1) = result;
                        next!(4)
                    }
                    Op::IteratorUnwrap => {
                        let result = r!(2);
                        let (value, done) = slow!(5, self.unwrap_result(result));
                        r!(1) = value;
                        jump_if!(done, 3, 5)
                    }
                    Op::IteratorClose => {
                        let at = *pc.add(1) as usize;
                        let (iterator, method) = (*regs.add(at), *regs.add(at + 1));
                        *regs.add(at) = Value::UNDEFINED;
                        if !iterator.is_undefined() && !method.is_hole() {
                            // Kept in the record's third register while `return` runs.
                            *regs.add(at + 2) = iterator;
                            slow!(2, self.iterator_close(iterator));
                        }
                        next!(2)
                    }
                    Op::IteratorCloseQuiet => {
                        let at = *pc.add(1) as usize;
                        let (iterator, method) = (*regs.add(at), *regs.add(at + 1));
                        *regs.add(at) = Value::UNDEFINED;
                        if !iterator.is_undefined() && !method.is_hole() {
                            *regs.add(at + 2) = iterator;
                            (*frame).pc = pc.add(2);
                            if let Err(thrown) = self.iterator_close(iterator)
                                && self.take_exception(thrown).is_err()
                            {
                                unwind!();
                            }
                        }
                        next!(2)
                    }
                    Op::IteratorMethod => {
                        let at = *pc.add(2) as usize;
                        let names = &self.space.names;
                        let key = if *pc.add(3) == 0 { names.return_ } else { names.throw };
                        let method = slow!(4, self.get_method(*regs.add(at), key));
                        r!(1) = method;
                        next!(4)
                    }
                    Op::RequireIteratorResult => {
                        let result = r!(1);
                        if !result.is_object() {
                            let text = self.describe_value(result);
                            slow!(
                                2,
                                Err::<(), _>(self.type_error(&format!("Iterator result {text} is not an object")))
                            );
                        }
                        next!(2)
                    }
                    Op::ForInStart => {
                        let enumerator = slow!(3, self.for_in_start(r!(2)));
                        r!(1) = enumerator;
                        next!(3)
                    }
                    Op::ForInNext => match slow!(5, self.for_in_next(r!(2))) {
                        Some(key) => {
                            r!(1) = key;
                            next!(5)
                        }
                        None => jump!(3),
                    },

                    // ---- generators and async functions
                    Op::StartGenerator => {
                        let live = *pc.add(1) as usize;
                        match slow!(2, self.start_suspendable(live)) {
                            Suspension::GoOn => next!(2),
                            Suspension::Leave(value) => match self.leave_suspended(value) {
                                Some(result) => return result,
                                None => reload!(),
                            },
                        }
                    }
                    Op::Yield => {
                        let (dst, mode, value, raw, live) =
                            (*pc.add(1), *pc.add(2), r!(3), *pc.add(4) != 0, *pc.add(5) as usize);
                        match slow!(6, self.suspend_yield(dst, mode, value, raw, live)) {
                            Suspension::GoOn => reload!(),
                            Suspension::Leave(value) => match self.leave_suspended(value) {
                                Some(result) => return result,
                                None => reload!(),
                            },
                        }
                    }
                    Op::Await => {
                        let (dst, value, live) = (*pc.add(1), r!(2), *pc.add(3) as usize);
                        match slow!(4, self.suspend_await(dst, value, live)) {
                            Suspension::GoOn => reload!(),
                            Suspension::Leave(value) => match self.leave_suspended(value) {
                                Some(result) => return result,
                                None => reload!(),
                            },
                        }
                    }

                    // ---- with
                    Op::WithHas => {
                        let key = constant_key!(3);
                        let has = slow!(5, self.with_has(r!(2), key));
                        r!(1) = Value::boolean(has);
                        next!(5)
                    }
                    Op::ToObject => {
                        let object = slow!(3, self.to_object(r!(2)));
                        r!(1) = object;
                        next!(3)
                    }

                    // ---- throwing
                    Op::Throw => {
                        let value = r!(1);
                        slow!(2, Err::<(), _>(self.throw_value(value)));
                    }
                    Op::ThrowConstAssign => {
                        slow!(3, Err::<(), _>(self.type_error("Assignment to constant variable.")));
                    }
                    Op::ThrowError => {
                        let text = constant!(2);
                        slow!(4, Err::<(), _>(self.throw_numbered(*pc.add(1), text)));
                    }
                    Op::Debugger => next!(1),
                }
            }
        }
    }

    #[inline(always)]
    fn top_frame(&mut self) -> *mut Frame {
        let count = self.frames.len();
        // SAFETY: there is a frame whenever the interpreter runs; frames do not move, the vector never grows beyond its first capacity.
        unsafe { self.frames.as_mut_ptr().add(count - 1) }
    }

    /// After an entry frame left: the stack's top is the caller's business (`call_value` restores it).
    fn restore_top(&mut self) {
        if let Some(frame) = self.frames.last() {
            self.stack.top = frame.end();
        }
    }

    /// Finds the handler of the exception that is on its way and goes there; pops frames on the way. `Some` when the entry frame was popped: what
    /// `run` returns.
    #[cold]
    #[inline(never)]
    pub(super) fn unwind(&mut self) -> Option<JsResult> {
        loop {
            let frame = *self.frames.last().expect("the entry frame stops the unwinding");
            if !self.terminating
                && let Some(handler) = find_handler(&frame)
            {
                let exception = std::mem::replace(&mut self.exception, Value::UNDEFINED);
                self.stack.set(frame.base + handler.1 as usize, exception);
                // SAFETY: the handler's target is a unit of the frame's code.
                let pc = unsafe { frame.code.entry.add(handler.0 as usize) };
                self.frames.last_mut().expect("just seen").pc = pc;
                self.stack.top = frame.end();
                return None;
            }
            let suspendable = frame.code.flags & (CODE_ASYNC | CODE_GENERATOR) != 0;
            if suspendable
                && !self.terminating
                && let Some(value) = self.fail_suspendable()
            {
                // An async function's exception rejects its promise: the caller goes on with the promise.
                return self.leave_suspended(value);
            }
            self.frames.pop();
            if frame.flags & ENTRY != 0 {
                self.restore_top();
                return Some(Err(Throw(())));
            }
            if frame.flags & STEP != 0 {
                self.fail_step(self.frames.len() - 1);
            }
        }
    }

    /// Pops the top frame, which suspended or finished with `value`: `Some` when it was the entry frame, else the value goes to the caller.
    fn leave_suspended(&mut self, value: Value) -> Option<JsResult> {
        let frame = self.frames.pop().expect("a frame suspends");
        if frame.flags & ENTRY != 0 {
            self.restore_top();
            return Some(Ok(value));
        }
        if let Some(caller) = self.frames.last() {
            let (base, end) = (caller.base, caller.end());
            if frame.dst != u16::MAX {
                self.stack.set(base + usize::from(frame.dst), value);
            }
            self.stack.top = end;
        }
        None
    }

    #[inline(always)]
    fn cached_global(&self, cache: *mut InlineCache) -> Option<Value> {
        // SAFETY: as in `load_global`; the holder is the global object or the script scope, both always alive.
        unsafe {
            let entry = &(*cache).first;
            if entry.shape == NO_SHAPE || entry.epoch != self.space.proto_epoch {
                return None;
            }
            let holder = entry.holder as *const Object;
            let id = Gc::<Object>::from_cell(crate::heap::CellRef::from_addr(holder as u64)).shape_id();
            (id == entry.shape).then(|| read_place(entry.holder, entry.place))
        }
    }

    /// `object[key]` for dense arrays and int keys, and strings.
    #[inline(always)]
    fn quick_element(&self, object: Value, key: Value) -> Option<Value> {
        if !key.is_int() || !object.is_cell() {
            return None;
        }
        let index = key.as_int_unchecked() as u32 as usize;
        let cell = object.cell_unchecked();
        if cell.kind() >= Kind::FIRST_OBJECT as u8 && cell.kind() <= Kind::Array as u8 {
            let words = Gc::<Object>::from_cell(cell).dense()?;
            let slots = words.slots();
            let value = slots.get(index)?.get();
            return (!value.is_hole()).then_some(value);
        }
        None
    }

    #[inline(always)]
    fn strict_equal_quick(&mut self, a: Value, b: Value) -> bool {
        if a.is_cell() && b.is_cell() && !(a.is_string() && b.is_string()) {
            return a == b;
        }
        self.space.strict_equal(a, b)
    }
}

fn find_handler(frame: &Frame) -> Option<(u32, u16)> {
    let unit = frame.unit();
    let handlers = &frame.code.proto().handlers;
    handlers.iter().find(|h| h.from <= unit && unit < h.to).map(|h| (h.target, h.register.0))
}

#[inline(always)]
fn environment(start: Value, depth: u16) -> Gc<Environment> {
    let mut env = Gc::<Environment>::from_cell(start.cell_unchecked());
    for _ in 0..depth {
        env = Gc::from_cell(env.parent.get().cell_unchecked());
    }
    env
}

trait SlotAddress {
    /// # Safety
    /// The environment has that slot.
    unsafe fn addr_of_slot(self, index: u16) -> *const Value;
}

impl SlotAddress for Gc<Environment> {
    #[inline(always)]
    unsafe fn addr_of_slot(self, index: u16) -> *const Value {
        (self.addr() as usize + crate::objects::environment::ENVIRONMENT_SLOTS + 8 * index as usize) as *const Value
    }
}
