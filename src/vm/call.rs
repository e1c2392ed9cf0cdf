//! Calls and constructions: frames for bytecode, windows for natives, bound functions; entry from
//! Rust.

use super::errors::stack_trace::NativeCall;
use super::native::native_row::{Coerce, Conversions, Forwards, NativeCode, QuickFn};
use super::native::{Args, Cx, JsResult, Leaf};
use super::realm::Intrinsic;
use super::stack::{CONSTRUCT, ENTRY, Frame};
use super::{ErrorKind, Throw, Vm};
use crate::objects::cells::code::{CODE_CLASS, CODE_DERIVED, CODE_EXTRA_ARGUMENTS};
use crate::objects::{BoundFunction, Function, Gc, JsArray, Kind, NativeFunction, Object, Slot, Value};
use crate::vm::messages;

/// Lists of arguments up to this length are unfolded without a native.
const MAX_UNFOLDED: usize = limit!(1 << 16, small = 2);

/// What a call came to.
pub(super) enum Called {
    /// A frame was pushed: the interpreter goes on in it.
    Entered,
    /// The function was native and has returned.
    Returned(Value),
}

impl Vm {
    /// Calls the function in the window at `base` (callee, receiver, `argc` arguments). A frame for
    /// bytecode gets `dst` and `flags`.
    pub(super) fn call_window(&mut self, base: usize, argc: usize, dst: u16, flags: u16) -> JsResult<Called> {
        let mut argc = argc;
        let mut forwarded = 0;
        loop {
            let callee = self.stack.get(base);
            match callee.kind() {
                Some(Kind::Function) => {
                    let function = Gc::<Function>::from_cell(callee.cell_unchecked());
                    let realm = function.code().realm;
                    if realm != self.space.roots.realm {
                        return self.call_foreign(function, base, argc, (0, Value::UNDEFINED)).map(Called::Returned);
                    }
                    if function.code().has(CODE_CLASS) {
                        return Err(self.class_without_new(function));
                    }
                    self.push_frame(function, base, argc, dst, flags, Value::UNDEFINED)?;
                    return Ok(Called::Entered);
                }
                Some(Kind::NativeFunction) => match self.forward_window(base, argc, callee) {
                    Some(count) => argc = self.count_forwarded(count, &mut forwarded)?,
                    None => return self.call_native(base, argc, Value::UNDEFINED).map(Called::Returned),
                },
                Some(Kind::BoundFunction) => {
                    let bound = Gc::<BoundFunction>::from_cell(callee.cell_unchecked());
                    argc = self.unfold_bound(base, argc, bound)?;
                    self.stack.set(base + 1, bound.this.get());
                }
                Some(Kind::CallableProxy) => argc = self.unfold_proxy(base, argc, &mut forwarded)?,
                _ => {
                    let text = self.call_subject(callee);
                    return Err(self.type_error(&messages::not_a_function(&text)));
                }
            }
        }
    }

    /// How the calling instruction's source names what it calls; called from a native, the value's
    /// description.
    pub(super) fn call_subject(&mut self, callee: Value) -> String {
        match self.frames.last() {
            Some(frame) if self.stack.top == frame.end() => {
                let text = frame.code.proto().called(self.current_instruction());
                if text.is_empty() { self.describe_value(callee) } else { text }
            }
            _ => self.describe_value(callee),
        }
    }

    /// How the script's calling instruction names what it calls, for a native that stands for the
    /// call (`call`, `apply`).
    pub fn calling_subject(&mut self, callee: Value) -> String {
        let text = self.frames.last().map(|frame| frame.code.proto().called(self.current_instruction()));
        text.filter(|text| !text.is_empty()).unwrap_or_else(|| self.describe_value(callee))
    }

    /// First unit of the instruction that the innermost frame executes: the subjects of messages
    /// are keyed by it.
    pub(super) fn current_instruction(&self) -> u32 {
        let Some(frame) = self.frames.last() else { return 0 };
        frame.code.proto().instruction_containing(frame.unit())
    }

    /// The `name` of a function, if it is a string.
    pub fn function_name(&mut self, function: Gc<Object>) -> String {
        self.space.materialize_function(function);
        let key = self.space.names.name;
        let name = self.space.get_named(function, key).map_or(Value::UNDEFINED, |p| p.value);
        self.text_of(name)
    }

    /// Where the native in the window stands for a call: makes the window that call's, and gives
    /// its argument count. `None` when the native itself must run, which it also does for what goes
    /// wrong.
    #[inline]
    fn forward_window(&mut self, base: usize, argc: usize, callee: Value) -> Option<usize> {
        let id = Gc::<NativeFunction>::from_cell(callee.cell_unchecked()).id();
        let forwards = self.natives[id.0 as usize].forwards?;
        let argument = |vm: &Vm, i: usize| if i < argc { vm.stack.get(base + 2 + i) } else { Value::UNDEFINED };
        let (target, this) = match forwards {
            Forwards::Call | Forwards::Apply => (self.stack.get(base + 1), argument(self, 0)),
            Forwards::ReflectApply => (argument(self, 0), argument(self, 1)),
        };
        if !target.is_callable() {
            return None;
        }
        let count = match forwards {
            Forwards::Call => {
                for i in 1..argc {
                    let value = self.stack.get(base + 2 + i);
                    self.stack.set(base + 1 + i, value);
                }
                argc.saturating_sub(1)
            }
            Forwards::Apply => self.unfold_list(base, argument(self, 1))?,
            // Without a list it is an error.
            Forwards::ReflectApply => {
                self.unfold_list(base, Some(argument(self, 2)).filter(|list| list.is_object())?)?
            }
        };
        self.stack.set(base, target);
        self.stack.set(base + 1, this);
        Some(count)
    }

    /// Puts the elements of `list`, where reading them asks nobody, in place of the window's
    /// arguments.
    fn unfold_list(&mut self, base: usize, list: Value) -> Option<usize> {
        if list.is_nullish() {
            return Some(0);
        }
        let object = Gc::<Object>::from_value(list)?;
        let (slots, count): (&[Slot], usize) = match JsArray::of(object) {
            Some(array) => {
                let slots = array.dense().filter(|_| !self.space.proto_has_elements)?.slots();
                (slots, array.length() as usize)
            }
            None => {
                let slots = self.plain_arguments(object)?;
                (slots, slots.len())
            }
        };
        // Longer lists are refused by the native.
        if count > MAX_UNFOLDED || !self.stack.reserve(base + 2 + count + 16) {
            return None;
        }
        for i in 0..count {
            let value = slots.get(i).map_or(Value::HOLE, Slot::get);
            self.stack.set(base + 2 + i, if value.is_hole() { Value::UNDEFINED } else { value });
        }
        self.stack.top = self.stack.top.max(base + 2 + count);
        Some(count)
    }

    /// Puts a bound function's target in place of the callee and its arguments before the call's:
    /// the new argument count.
    fn unfold_bound(&mut self, base: usize, argc: usize, bound: Gc<BoundFunction>) -> JsResult<usize> {
        let leading: &[Slot] = bound.bound_arguments();
        let count = leading.len();
        if !self.stack.reserve(base + 2 + argc + count + 8) {
            return Err(self.stack_overflow());
        }
        for i in (0..argc).rev() {
            let value = self.stack.get(base + 2 + i);
            self.stack.set(base + 2 + i + count, value);
        }
        for (i, slot) in leading.iter().enumerate() {
            self.stack.set(base + 2 + i, slot.get());
        }
        self.stack.set(base, bound.target.get());
        self.stack.top = self.stack.top.max(base + 2 + argc + count);
        Ok(argc + count)
    }

    /// Pushes a frame for `function` over the window at `base`.
    #[inline(always)]
    pub(super) fn push_frame(
        &mut self,
        function: Gc<Function>,
        base: usize,
        argc: usize,
        dst: u16,
        flags: u16,
        extra: Value,
    ) -> JsResult<()> {
        let code = function.code();
        let mut base = base;
        if argc > usize::from(code.params) && code.has(CODE_EXTRA_ARGUMENTS) {
            base = self.shift_window(base, argc, usize::from(code.params))?;
        }
        let end = base + usize::from(code.registers).max(argc + 2);
        if !self.stack.reserve(end) || self.frames.len() == self.frames.capacity() {
            return Err(self.stack_overflow());
        }
        let params = usize::from(code.params);
        for i in argc..params {
            self.stack.set(base + 2 + i, Value::UNDEFINED);
        }
        self.frames.push(Frame {
            code,
            pc: code.entry,
            base,
            dst,
            flags,
            argc: argc as u32,
            extra,
            saved: Value::HOLE,
        });
        self.stack.top = end;
        if self.space.heap.poll() {
            let live = base + 2 + params.max(if code.has(CODE_EXTRA_ARGUMENTS) { argc } else { 0 });
            if let Err(thrown) = self.safepoint(live) {
                self.frames.pop();
                return Err(thrown);
            }
        }
        Ok(())
    }

    /// A function that reads surplus arguments gets its registers above them: the arguments stay on
    /// the stack below, as long as the frame does, and count as its share of it. The new base.
    #[cold]
    fn shift_window(&mut self, base: usize, argc: usize, params: usize) -> JsResult<usize> {
        let shifted = base + 2 + argc;
        if !self.stack.reserve(shifted + 2 + params) {
            return Err(self.stack_overflow());
        }
        for i in 0..2 + params {
            let value = self.stack.get(base + i);
            self.stack.set(shifted + i, value);
        }
        Ok(shifted)
    }

    /// Runs the native function of the window at `base`.
    pub(super) fn call_native(&mut self, base: usize, argc: usize, new_target: Value) -> JsResult {
        let callee = self.stack.get(base);
        let function = Gc::<NativeFunction>::from_cell(callee.cell_unchecked());
        let realm = function.realm.get();
        if realm != self.space.roots.realm {
            if self.native_stack_exhausted() {
                return Err(self.stack_overflow());
            }
            return self.across(realm, |vm| vm.call_native(base, argc, new_target));
        }
        let row = &self.natives[function.id().0 as usize];
        let (code, converts) = (row.code, row.this != Coerce::Any || !row.args.is_empty());
        if let Some(quick) = row.quick
            && let Some(value) = self.call_quick(quick, base, argc, new_target)
        {
            return Ok(value);
        }
        let saved_top = self.stack.top;
        self.stack.top = base + 2 + argc;
        if !self.stack.reserve_native(self.stack.top + 8) {
            return Err(self.stack_overflow());
        }
        let result = match code {
            NativeCode::Leaf(code) => self.call_leaf(code, base, argc, new_target, converts),
            NativeCode::Reentrant(code) => {
                if self.native_stack_exhausted() {
                    Err(self.stack_overflow())
                } else {
                    let mark = self.native_roots.len();
                    self.native_roots.push(new_target);
                    let this = self.stack.get(base + 1);
                    let call = NativeCall { base, depth: self.frames.len(), construct: !new_target.is_undefined() };
                    self.native_calls.push(call);
                    let mut cx = Cx { vm: self, this, callee, new_target, args: base + 2, argc };
                    let result = code(&mut cx);
                    self.native_calls.pop();
                    self.native_roots.truncate(mark);
                    result
                }
            }
        };
        self.stack.top = saved_top;
        result
    }

    /// Tries the quick way of a native.
    #[inline]
    fn call_quick(&mut self, quick: QuickFn, base: usize, argc: usize, new_target: Value) -> Option<Value> {
        let (callee, this) = (self.stack.get(base), self.stack.get(base + 1));
        // SAFETY: as in `call_leaf`.
        let args = unsafe { std::slice::from_raw_parts(self.stack.base_ptr().add(base + 2), argc) };
        quick(&mut Leaf { vm: self, callee, new_target, base }, this, Args(args))
    }

    #[inline]
    fn call_leaf(
        &mut self,
        code: crate::vm::native::native_row::LeafFn,
        base: usize,
        argc: usize,
        new_target: Value,
        converts: bool,
    ) -> JsResult {
        let callee = self.stack.get(base);
        let mut argc = argc;
        if converts {
            let function = Gc::<NativeFunction>::from_cell(callee.cell_unchecked());
            let rules = self.natives[function.id().0 as usize].conversions();
            argc = self.coerce_window(base, argc, rules)?;
        }
        let this = self.stack.get(base + 1);
        // SAFETY: the window lies inside the stack, whose memory never moves; a leaf native runs no
        // script code, so nobody writes there.
        let args = unsafe { std::slice::from_raw_parts(self.stack.base_ptr().add(base + 2), argc) };
        code(&mut Leaf { vm: self, callee, new_target, base }, this, Args(args))
    }

    /// Applies a row's conversions to the window in place; the argument count then covers every
    /// declared argument.
    fn coerce_window(&mut self, base: usize, argc: usize, row: Conversions) -> JsResult<usize> {
        let this = self.stack.get(base + 1);
        if row.this != Coerce::Any && !row.this.leaves(this) {
            let value = this;
            if row.this == Coerce::StringThis && !value.is_string() && value.is_nullish() {
                let message = messages::called_on_nullish(&format_args!("String.prototype.{}", row.name));
                return Err(self.as_native(base, false, |vm| vm.type_error(&message)));
            }
            let value = self.coerce_for(base, value, row.this)?;
            self.stack.set(base + 1, value);
        }
        let declared = row.args.len();
        if argc < declared {
            if !self.stack.reserve_native(base + 2 + declared + 8) {
                return Err(self.stack_overflow());
            }
            for i in argc..declared {
                self.stack.set(base + 2 + i, Value::UNDEFINED);
            }
            self.stack.top = base + 2 + declared;
        }
        for (i, &rule) in row.args.iter().enumerate() {
            let value = self.stack.get(base + 2 + i);
            if rule != Coerce::Any && !rule.leaves(value) {
                let value = self.coerce_for(base, value, rule)?;
                self.stack.set(base + 2 + i, value);
            }
        }
        if row.variadic
            && let Some(&rule) = row.args.last()
        {
            for i in declared..argc {
                let value = self.coerce_for(base, self.stack.get(base + 2 + i), rule)?;
                self.stack.set(base + 2 + i, value);
            }
            // A variadic native must see how many arguments there really are.
            return Ok(argc);
        }
        Ok(argc.max(declared))
    }

    /// A conversion on behalf of the native at `base`: what may run script code or fail is seen in
    /// stack traces as called by it.
    #[inline]
    fn coerce_for(&mut self, base: usize, value: Value, rule: Coerce) -> JsResult {
        if (value.is_cell() && !value.is_string()) || (value.is_nullish() && rule == Coerce::Object) {
            return self.as_native(base, false, |vm| vm.coerce(value, rule));
        }
        self.coerce(value, rule)
    }

    #[inline]
    fn coerce(&mut self, value: Value, rule: Coerce) -> JsResult {
        match rule {
            Coerce::Any => Ok(value),
            Coerce::Number if value.is_number() => Ok(value),
            Coerce::Number => Ok(Value::number(self.to_number(value)?)),
            Coerce::Integer if value.is_int() => Ok(value),
            Coerce::Integer if value.is_undefined() => Ok(Value::ZERO),
            Coerce::Integer => Ok(Value::number(self.to_integer(value)?)),
            Coerce::OptInteger | Coerce::OptString if value.is_undefined() => Ok(value),
            Coerce::OptInteger => Ok(Value::number(self.to_integer(value)?)),
            Coerce::String | Coerce::OptString | Coerce::StringThis => self.to_string(value),
            Coerce::Object => self.to_object(value),
        }
    }

    /// `new` on the window at `base`, whose receiver slot is free.
    pub(super) fn construct_window(
        &mut self,
        base: usize,
        argc: usize,
        new_target: Value,
        dst: u16,
        flags: u16,
    ) -> JsResult<Called> {
        let (mut argc, mut new_target) = (argc, new_target);
        loop {
            let callee = self.stack.get(base);
            if !self.space.is_constructor(callee) {
                let text = self.call_subject(callee);
                return Err(self.type_error(&messages::not_a_constructor(&text)));
            }
            match callee.kind() {
                Some(Kind::Function) => {
                    let function = Gc::<Function>::from_cell(callee.cell_unchecked());
                    self.stack.set(base + 1, Value::HOLE);
                    if !function.code().has(CODE_DERIVED) {
                        let this = self.new_instance(function, new_target)?;
                        self.stack.set(base + 1, this);
                    }
                    if function.code().realm != self.space.roots.realm {
                        let how = (CONSTRUCT, new_target);
                        return self.call_foreign(function, base, argc, how).map(Called::Returned);
                    }
                    self.push_frame(function, base, argc, dst, flags | CONSTRUCT, new_target)?;
                    return Ok(Called::Entered);
                }
                Some(Kind::NativeFunction) => {
                    self.stack.set(base + 1, Value::UNDEFINED);
                    return self.call_native(base, argc, new_target).map(Called::Returned);
                }
                Some(Kind::CallableProxy) => {
                    if let Some(made) = self.construct_proxy(base, argc, new_target)? {
                        return Ok(Called::Returned(made));
                    }
                }
                _ => {
                    let bound = Gc::<BoundFunction>::from_cell(callee.cell_unchecked());
                    argc = self.unfold_bound(base, argc, bound)?;
                    if new_target == callee {
                        new_target = bound.target.get();
                    }
                }
            }
        }
    }

    /// The receiver of a base constructor (OrdinaryCreateFromConstructor).
    #[inline]
    fn new_instance(&mut self, function: Gc<Function>, new_target: Value) -> JsResult {
        let target = Gc::<Object>::from_cell(new_target.cell_unchecked());
        self.space.materialize_function(target);
        let key = self.space.names.prototype;
        let proto = match self.space.get_named(target, key) {
            Some(found) if !found.is_accessor() => found.value,
            _ => {
                let mark = self.native_roots.len();
                self.native_roots.push(new_target);
                let proto = self.get_value(new_target, key);
                self.native_roots.truncate(mark);
                proto?
            }
        };
        let proto = if proto.is_object() {
            proto
        } else {
            let foreign = self.foreign_intrinsic(new_target, Intrinsic::ObjectPrototype)?;
            foreign.unwrap_or(self.space.roots.object_proto)
        };
        let code = match Gc::<Function>::from_value(new_target) {
            Some(target) => target.code(),
            None => function.code(),
        };
        let shape = self.space.instance_shape(code, proto);
        Ok(self.space.new_object(shape).value())
    }

    // ---- entry from Rust

    /// `function.call(this, ...args)`, run to its end. The values need not be rooted by the caller.
    #[inline(always)]
    pub fn call_value(&mut self, function: Value, this: Value, args: &[Value]) -> JsResult {
        let base = self.stack.top;
        let end = base + 2 + args.len();
        if !self.stack.reserve(end) {
            return Err(self.stack_overflow());
        }
        // Written here, so that the few arguments of a native's callback go from registers to the
        // stack and lie nowhere else: read back from a list that was just written they are late.
        // SAFETY: the slots below `end` are reserved, which means inside the stack.
        unsafe {
            let window = self.stack.base_ptr().add(base);
            *window = function;
            *window.add(1) = this;
            for (i, &arg) in args.iter().enumerate() {
                *window.add(2 + i) = arg;
            }
        }
        match Gc::<Function>::from_value(function) {
            Some(closure) => self.run_closure(closure, base, args.len()),
            None => self.call_other(base, args.len()),
        }
    }

    /// Runs a closure whose window lies at `base`, the top of the stack.
    #[inline(never)]
    fn run_closure(&mut self, function: Gc<Function>, base: usize, argc: usize) -> JsResult {
        if self.native_stack_exhausted() {
            return Err(self.stack_overflow());
        }
        self.stack.top = base + 2 + argc;
        let called = if function.code().callable_in == self.space.roots.realm {
            self.push_frame(function, base, argc, 0, ENTRY, Value::UNDEFINED).map(|()| Called::Entered)
        } else {
            self.call_window(base, argc, 0, ENTRY)
        };
        let result = self.finish_call(called);
        self.stack.top = base;
        result
    }

    /// Runs what is no closure, if it can be called; its window lies at `base`, the top of the
    /// stack.
    #[inline(never)]
    fn call_other(&mut self, base: usize, argc: usize) -> JsResult {
        if self.native_stack_exhausted() || !self.stack.reserve(base + argc + 16) {
            return Err(self.stack_overflow());
        }
        self.stack.top = base + 2 + argc;
        let called = self.native_safepoint().and_then(|()| self.call_window(base, argc, 0, ENTRY));
        let result = self.finish_call(called);
        self.stack.top = base;
        result
    }

    /// `new constructor(...args)` with `new_target`, run to its end.
    pub fn construct_value(&mut self, constructor: Value, args: &[Value], new_target: Value) -> JsResult {
        if self.native_stack_exhausted() {
            return Err(self.stack_overflow());
        }
        let base = self.make_window(constructor, Value::UNDEFINED, args)?;
        let mark = self.native_roots.len();
        self.native_roots.push(new_target);
        let safe = self.native_safepoint();
        self.native_roots.truncate(mark);
        let called = safe.and_then(|()| self.construct_window(base, args.len(), new_target, 0, ENTRY));
        let result = self.finish_call(called);
        self.stack.top = base;
        result
    }

    /// Runs a call from Rust to its end.
    #[inline(always)]
    fn finish_call(&mut self, called: JsResult<Called>) -> JsResult {
        match called? {
            Called::Entered => self.run(),
            Called::Returned(value) => Ok(value),
        }
    }

    fn make_window(&mut self, function: Value, this: Value, args: &[Value]) -> JsResult<usize> {
        let base = self.stack.top;
        if !self.stack.reserve(base + args.len() + 16) {
            return Err(self.stack_overflow());
        }
        self.stack.set(base, function);
        self.stack.set(base + 1, this);
        for (i, &arg) in args.iter().enumerate() {
            self.stack.set(base + 2 + i, arg);
        }
        self.stack.top = base + 2 + args.len();
        Ok(base)
    }

    /// Spreads the array in `base + 2` over the window; the argument count.
    pub(super) fn spread_arguments(&mut self, base: usize) -> JsResult<usize> {
        let array = Gc::<crate::objects::JsArray>::from_cell(self.stack.get(base + 2).cell_unchecked());
        let count = array.length() as usize;
        if count > 1 << 20 || !self.stack.reserve(base + 2 + count + 16) {
            return Err(self.throw_error(ErrorKind::Range, messages::CALL_STACK));
        }
        let slots = array.dense().map_or(&[][..], |words| words.slots());
        for i in 0..count {
            let value = match slots.get(i).map(Slot::get) {
                Some(value) if !value.is_hole() => value,
                _ => self.space.get_element(array.object(), i as u32).map_or(Value::UNDEFINED, |found| found.value),
            };
            self.stack.set(base + 2 + i, value);
        }
        self.stack.top = self.stack.top.max(base + 2 + count);
        Ok(count)
    }

    /// The parent constructor of a derived class constructor.
    pub(super) fn super_constructor(&mut self, class: Value) -> JsResult {
        let Some(object) = Gc::<Object>::from_value(class) else { return Ok(Value::UNDEFINED) };
        let parent = self.get_prototype_of(object)?;
        if self.space.is_constructor(parent) {
            return Ok(parent);
        }
        let name = self.function_name(object);
        // `extends null` leaves Function.prototype there; V8 speaks of null.
        let nothing = parent.is_null() || parent == self.realm.get(Intrinsic::FunctionPrototype);
        let text = if nothing { "null".to_string() } else { self.describe_value(parent) };
        let name = if name.is_empty() { "anonymous class".to_string() } else { name };
        let message = format!("Super constructor {text} of {name} is not a constructor");
        Err::<Value, Throw>(self.type_error(&message))
    }
}
