//! `RegExp` (ECMA-262 §19.3.28): constructor, accessors, exec and test, and the statics of the last
//! match that web programs know (`RegExp.$1`, …). Patterns and matching are in `regexp/`, how
//! objects use them in `exec.rs`, what strings do with a RegExp in `symbol_methods.rs`.

use super::exec::{
    EXEC, FLAG_GETTERS, FLAGS, PROGRAM, Pristine, SOURCE, SPECIES, allocate, allocate_plain, allocate_with_room,
    builtin_exec, exec_array, flags_of, incompatible, pristine, regexp_exec, remember, test_from_start,
};
use super::state::{RegExpState, program_for};
use crate::builtins::Installer;
use crate::builtins::text::buffer::{TextBuffer, chars_of, string_of};
use crate::objects::{Brand, Chars, Gc, Host, Object, Shape, Value, attributes};
use crate::regexp::{self, RegExpFlags, STACK_PER_LEVEL};
use crate::vm::{Args, Cx, ErrorKind, Intrinsic, JsResult, Leaf, NativeRow, Rooted, Throw, Vm};

const PROTOTYPE: &[NativeRow] = &[
    NativeRow::cx("toString", 0, to_string, "§22.2.6.17", "The regular expression as a literal"),
    NativeRow::cx("compile", 2, compile, "§B.2.4.1", "Changes the pattern in place"),
    NativeRow::cx("test", 1, test, "§22.2.6.16", "Whether the pattern matches a string"),
];

/// Installs `RegExp`.
pub(crate) fn install(installer: &mut Installer) {
    let (asked, _) = installer.vm.interrupt_handle().parts();
    installer.vm.add_state(RegExpState::new(asked));
    installer.vm.hooks.new_regexp = literal;
    let proto = installer.object(Intrinsic::ObjectPrototype);
    let row = NativeRow::cx("RegExp", 2, construct, "§22.2.4.1", "A regular expression");
    let constructor = installer.constructor(&row, proto, (Some(Intrinsic::RegExp), Some(Intrinsic::RegExpPrototype)));
    crate::builtins::shared::species::install(installer, constructor);
    install_statics(installer, constructor);
    installer.method(constructor, &super::escape::ESCAPE);

    let exec =
        installer.method(proto, &NativeRow::cx("exec", 1, exec, "§22.2.6.2", "The match of the pattern, as an array"));
    installer.vm.realm.set(Intrinsic::RegExpExec, exec);
    for row in GETTERS {
        installer.accessor(proto, Some(row), None);
    }
    installer.accessor(proto, Some(&NativeRow::cx("flags", 0, flags, "§22.2.6.4", "The letters of the flags")), None);
    installer.accessor(proto, Some(&NativeRow::cx("source", 0, source, "§22.2.6.13", "The text of the pattern")), None);
    installer.methods(proto, PROTOTYPE);
    super::symbol_methods::install(installer, proto);
    note_pristine(installer, constructor, proto);
}

fn note_pristine(installer: &mut Installer, constructor: Value, proto: Value) {
    const NAMES: &[&str] = &[
        "exec",
        "flags",
        "global",
        "hasIndices",
        "ignoreCase",
        "multiline",
        "dotAll",
        "unicode",
        "unicodeSets",
        "sticky",
        "constructor",
    ];
    let mut noted = Vec::new();
    let (Some(constructor), Some(proto)) = (Gc::<Object>::from_value(constructor), Gc::<Object>::from_value(proto))
    else {
        return;
    };
    for name in NAMES {
        let key = installer.key(name);
        noted.extend(Pristine::note(&mut installer.vm.space, proto, key));
    }
    let species = installer.vm.space.names.symbol_species;
    noted.extend(Pristine::note(&mut installer.vm.space, constructor, species));
    let space = &mut installer.vm.space;
    let base = installer.vm.realm.shape(space, Intrinsic::RegExpPrototype);
    let shape = space.fixed_shape(base, &[(space.names.last_index, attributes::WRITABLE)]);
    let state = installer.vm.state::<RegExpState>();
    debug_assert_eq!(noted.len(), SPECIES);
    state.pristine = noted;
    state.plain_base = base.id();
    state.plain_shape = shape.id();
    state.plain_shape_cell = shape.value();
}

fn syntax_error(cx: &mut Cx<'_>, source: Chars<'_>, flags: RegExpFlags, problem: &str) -> Throw {
    cx.throw(ErrorKind::Syntax, regexp::message(&source.to_text(), &flags.letters(), problem))
}

/// RegExpInitialize (ECMA-262 §22.2.3.3) up to the making of the object: `source` and `flags` are
/// strings.
fn initialize(cx: &mut Cx<'_>, shape: Option<Gc<Shape>>, source: Rooted, flags: Rooted) -> JsResult {
    let mut leaf = cx.leaf();
    let (source_chars, letters) = (chars_of(&mut leaf, *source), chars_of(&mut leaf, *flags));
    let Some(flags) = RegExpFlags::parse(&letters.to_utf16()) else {
        let text = format!("Invalid flags supplied to RegExp constructor '{}'", letters.to_text());
        return Err(cx.throw(ErrorKind::Syntax, text));
    };
    let max_depth = leaf.vm_ref().native_room() / STACK_PER_LEVEL;
    let program = match program_for(&mut leaf, source_chars, flags, max_depth) {
        Ok(program) => program,
        Err(problem) => return Err(syntax_error(cx, source_chars, flags, &problem)),
    };
    Ok(match shape {
        Some(shape) => allocate(&mut leaf, shape, *source, flags, program),
        None => allocate_plain(&mut leaf, *source, flags, program),
    })
}

fn text_or_empty(cx: &mut Cx<'_>, value: Rooted) -> JsResult<Rooted> {
    if value.is_undefined() { Ok(cx.string("")) } else { cx.to_string(value) }
}

/// A regular expression literal: the VM's hook.
fn literal(cx: &mut Cx<'_>) -> JsResult {
    let (source, letters) = (cx.arg(0), cx.arg(1));
    let mut leaf = cx.leaf();
    let base = leaf.shape(Intrinsic::RegExpPrototype);
    let state = leaf.state::<RegExpState>();
    if let Some((flags, program)) = state.known_literal(*source, *letters)
        && let Some(shape) = state.plain_shape_of(base)
    {
        return Ok(allocate_with_room(&mut leaf, shape, *source, flags, program));
    }
    let regexp = initialize(cx, None, source, letters)?;
    if let Some(host) = Host::of(regexp, Brand::RegExp) {
        let (flags, program) = (flags_of(host), host.get(PROGRAM));
        cx.leaf().state::<RegExpState>().remember_literal(*source, *letters, flags, program);
    }
    Ok(regexp)
}

/// RegExpCreate (ECMA-262 §22.2.3.1)
pub(crate) fn create(cx: &mut Cx<'_>, pattern: Rooted, flags: Rooted) -> JsResult<Rooted> {
    let source = text_or_empty(cx, pattern)?;
    let flags = text_or_empty(cx, flags)?;
    let regexp = initialize(cx, None, source, flags)?;
    Ok(cx.root(regexp))
}

/// `RegExp(pattern, flags)` (ECMA-262 §19.3.28)
fn construct(cx: &mut Cx<'_>) -> JsResult {
    let (pattern, flags) = (cx.arg(0), cx.arg(1));
    let like_regexp = is_regexp(cx, pattern)?;
    if cx.new_target().is_undefined() && like_regexp && flags.is_undefined() {
        let key = cx.leaf().names.constructor;
        let constructor = cx.get(pattern, key)?;
        if *constructor == cx.callee() {
            return Ok(*pattern);
        }
    }
    let (source, flags) = match Host::of(*pattern, Brand::RegExp) {
        Some(host) => {
            let source = cx.root(host.get(SOURCE));
            let flags = if flags.is_undefined() { cx.string(&flags_of(host).letters()) } else { flags };
            (source, flags)
        }
        None if like_regexp => {
            let names = &cx.leaf().names;
            let (source_key, flags_key) = (names.source, names.flags);
            let source = cx.get(pattern, source_key)?;
            let flags = if flags.is_undefined() { cx.get(pattern, flags_key)? } else { flags };
            (source, flags)
        }
        None => (pattern, flags),
    };
    let shape = cx.instance_shape(Intrinsic::RegExpPrototype)?;
    // The shape must outlive the conversions below.
    cx.root(shape.value());
    let source = text_or_empty(cx, source)?;
    let flags = text_or_empty(cx, flags)?;
    initialize(cx, Some(shape), source, flags)
}

/// `RegExp.prototype.compile` (ECMA-262 §B.2.4.1)
fn compile(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let Some(host) = Host::of(*this, Brand::RegExp) else { return Err(incompatible(cx, "compile", this)) };
    let (pattern, flags) = (cx.arg(0), cx.arg(1));
    let fresh = match Host::of(*pattern, Brand::RegExp) {
        Some(other) => {
            if !flags.is_undefined() {
                return Err(cx.type_error("Invalid flags supplied to RegExp constructor"));
            }
            let (source, letters) = (cx.root(other.get(SOURCE)), cx.string(&flags_of(other).letters()));
            initialize(cx, None, source, letters)?
        }
        None => *create(cx, pattern, flags)?,
    };
    let mut leaf = cx.leaf();
    if let Some(fresh) = Host::of(fresh, Brand::RegExp) {
        host.set(&mut leaf, SOURCE, fresh.get(SOURCE));
        host.set(&mut leaf, FLAGS, fresh.get(FLAGS));
        host.set(&mut leaf, PROGRAM, fresh.get(PROGRAM));
    }
    let key = leaf.names.last_index;
    cx.set(this, key, Rooted::from(0))?;
    Ok(*this)
}

/// `RegExp.prototype.exec` (ECMA-262 §22.2.6.2)
fn exec(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let Some(host) = Host::of(*this, Brand::RegExp) else { return Err(incompatible(cx, "exec", this)) };
    let string = cx.arg(0);
    let string = cx.to_string(string)?;
    Ok(*exec_array(cx, host, string)?)
}

/// `RegExp.prototype.test` (ECMA-262 §22.2.6.16)
fn test(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    if !this.is_object() {
        return Err(incompatible(cx, "test", this));
    }
    let string = cx.arg(0);
    let string = cx.to_string(string)?;
    if let Some(host) = pristine(&mut cx.leaf(), *this, EXEC) {
        if let Some(found) = test_from_start(&mut cx.leaf(), host, string_of(*string)) {
            return Ok(found?.into());
        }
        let Some(spans) = builtin_exec(cx, host, string)? else { return Ok(Value::FALSE) };
        remember(&mut cx.leaf(), *string, spans);
        return Ok(Value::TRUE);
    }
    Ok((!regexp_exec(cx, this, string)?.is_null()).into())
}

/// `RegExp.prototype.toString` (ECMA-262 §22.2.6.17)
fn to_string(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    if !this.is_object() {
        return Err(incompatible(cx, "toString", this));
    }
    let names = &cx.leaf().names;
    let (source_key, flags_key) = (names.source, names.flags);
    let source = cx.get(this, source_key)?;
    let source = cx.to_string(source)?;
    let flags = cx.get(this, flags_key)?;
    let flags = cx.to_string(flags)?;
    let mut leaf = cx.leaf();
    let mut text = TextBuffer::new();
    text.push_str("/");
    text.push_chars(chars_of(&mut leaf, *source));
    text.push_str("/");
    text.push_chars(chars_of(&mut leaf, *flags));
    text.finish(&mut leaf)
}

/// `/source/flags` of a regular expression, whatever scripts made of its properties and prototype.
pub(crate) fn literal_text(cx: &mut Cx<'_>, regexp: Rooted) -> JsResult<String> {
    let Some(host) = Host::of(*regexp, Brand::RegExp) else { return Ok(String::new()) };
    let mut leaf = cx.leaf();
    let source = chars_of(&mut leaf, host.get(SOURCE));
    let source = escape_source(&mut leaf, host.get(SOURCE), source)?;
    let source = cx.root(source);
    Ok(format!("/{}/{}", cx.to_text(source)?, flags_of(host).letters()))
}

macro_rules! flag_getters {
    ($($function:ident $name:literal $clause:literal $flag:ident;)*) => {
        $(fn $function(cx: &mut Cx<'_>) -> JsResult {
            flag(cx, $name, RegExpFlags::$flag)
        })*

        const GETTERS: &[NativeRow] = &[$(NativeRow::cx($name, 0, $function, $clause, concat!("Whether the flag ", $name, " is set"))),*];
    };
}

flag_getters! {
    dot_all "dotAll" "§22.2.6.3" DOT_ALL;
    global "global" "§22.2.6.5" GLOBAL;
    has_indices "hasIndices" "§22.2.6.6" HAS_INDICES;
    ignore_case "ignoreCase" "§22.2.6.7" IGNORE_CASE;
    multiline "multiline" "§22.2.6.10" MULTILINE;
    sticky "sticky" "§22.2.6.15" STICKY;
    unicode "unicode" "§22.2.6.18" UNICODE;
    unicode_sets "unicodeSets" "§22.2.6.19" UNICODE_SETS;
}

/// RegExpHasFlag (ECMA-262 §22.2.6.4.1)
fn flag(cx: &mut Cx<'_>, name: &str, flag: RegExpFlags) -> JsResult {
    let this = *cx.this();
    match Host::of(this, Brand::RegExp) {
        Some(host) => Ok(flags_of(host).has(flag).into()),
        None if this == cx.intrinsic(Intrinsic::RegExpPrototype) => Ok(Value::UNDEFINED),
        None => Err(cx.type_error(format!("RegExp.prototype.{name} getter called on non-RegExp object"))),
    }
}

/// `get RegExp.prototype.flags` (ECMA-262 §22.2.6.4)
fn flags(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    if !this.is_object() {
        let shown = cx.describe(this);
        return Err(cx.type_error(format!("RegExp.prototype.flags getter called on non-object {shown}")));
    }
    if let Some(host) = pristine(&mut cx.leaf(), *this, FLAG_GETTERS) {
        return Ok(*cx.string(&flags_of(host).letters()));
    }
    const NAMES: [&str; 8] =
        ["hasIndices", "global", "ignoreCase", "multiline", "dotAll", "unicode", "unicodeSets", "sticky"];
    let mut letters = String::new();
    for ((letter, _), name) in RegExpFlags::LETTERS.into_iter().zip(NAMES) {
        let value = cx.get_str(this, name)?;
        if crate::vm::Vm::truthy(*value) {
            letters.push(letter as char);
        }
    }
    Ok(*cx.string(&letters))
}

/// `get RegExp.prototype.source` (ECMA-262 §22.2.6.13)
fn source(cx: &mut Cx<'_>) -> JsResult {
    let this = *cx.this();
    let mut leaf = cx.leaf();
    match Host::of(this, Brand::RegExp) {
        Some(host) => {
            let source = chars_of(&mut leaf, host.get(SOURCE));
            escape_source(&mut leaf, host.get(SOURCE), source)
        }
        None if this == cx.intrinsic(Intrinsic::RegExpPrototype) => Ok(*cx.string("(?:)")),
        None => Err(cx.type_error("RegExp.prototype.source getter called on non-RegExp object")),
    }
}

/// EscapeRegExpPattern (ECMA-262 §22.2.6.13.1)
fn escape_source(leaf: &mut Leaf<'_>, string: Value, source: Chars<'_>) -> JsResult {
    if source.is_empty() {
        return Ok(leaf.new_latin1(b"(?:)").value());
    }
    let special = |unit: u16| matches!(unit, 0x0A | 0x0D | 0x2F | 0x2028 | 0x2029);
    if !source.iter().any(special) {
        return Ok(string);
    }
    let mut text = TextBuffer::with_capacity(source.len() + 8);
    let (mut escaped, mut in_class) = (false, false);
    for unit in source.iter() {
        let line_end = match unit {
            0x0A => Some("n"),
            0x0D => Some("r"),
            0x2028 => Some("u2028"),
            0x2029 => Some("u2029"),
            _ => None,
        };
        if let Some(name) = line_end {
            if !escaped {
                text.push_str("\\");
            }
            text.push_str(name);
        } else {
            if unit == 0x2F && !escaped && !in_class {
                text.push_str("\\");
            }
            text.push(unit);
        }
        match unit {
            _ if escaped => {}
            0x5B => in_class = true,
            0x5D => in_class = false,
            _ => {}
        }
        escaped = unit == 0x5C && !escaped;
    }
    text.finish(leaf)
}

// ---- the statics of the last match

/// What a static of the last match shows.
#[derive(Clone, Copy)]
enum Part {
    Capture(usize),
    Matched,
    LastParen,
    Before,
    After,
    Input,
}

/// The proposal wants the constructor itself as the receiver; V8 does not look.
fn check_receiver(leaf: &mut Leaf<'_>, this: Value) -> JsResult<()> {
    if leaf.vm_ref().ecma && this != leaf.intrinsic(Intrinsic::RegExp) {
        return Err(leaf.type_error("What was matched last is known to RegExp alone"));
    }
    Ok(())
}

fn last_part(leaf: &mut Leaf<'_>, this: Value, part: Part) -> JsResult {
    check_receiver(leaf, this)?;
    let state = leaf.state::<RegExpState>();
    let subject = state.last_subject;
    if !subject.is_string() {
        return Ok(leaf.strings.empty.value());
    }
    let len = string_of(subject).len();
    let whole = state.last_spans.first().copied().flatten().unwrap_or((0, 0));
    let span = match part {
        Part::Capture(i) => state.last_spans.get(i).copied().flatten(),
        Part::Matched => Some(whole),
        Part::LastParen => state.last_spans.iter().skip(1).next_back().copied().flatten(),
        Part::Before => Some((0, whole.0)),
        Part::After => Some((whole.1, len)),
        Part::Input => Some((0, len)),
    };
    let (from, to) = span.unwrap_or((0, 0));
    Ok(leaf.substring(string_of(subject), from, to).value())
}

macro_rules! statics {
    ($($function:ident $part:expr, $($name:literal)+;)*) => {
        $(fn $function(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
            last_part(leaf, this, $part)
        })*

        const STATICS: &[NativeRow] = &[$($(NativeRow::leaf($name, 0, $function, "TC39 regexp-legacy-features", "Part of the last match")),+),*];
    };
}

statics! {
    last_input Part::Input, "input" "$_";
    last_match Part::Matched, "lastMatch" "$&";
    last_paren Part::LastParen, "lastParen" "$+";
    left_context Part::Before, "leftContext" "$`";
    right_context Part::After, "rightContext" "$'";
    capture1 Part::Capture(1), "$1";
    capture2 Part::Capture(2), "$2";
    capture3 Part::Capture(3), "$3";
    capture4 Part::Capture(4), "$4";
    capture5 Part::Capture(5), "$5";
    capture6 Part::Capture(6), "$6";
    capture7 Part::Capture(7), "$7";
    capture8 Part::Capture(8), "$8";
    capture9 Part::Capture(9), "$9";
}

fn install_statics(installer: &mut Installer, constructor: Value) {
    for row in STATICS {
        let setter = NativeRow::leaf(row.name, 1, ignore, "TC39 regexp-legacy-features", "Ignored");
        // By the proposal only the input can be set.
        let has_setter = !installer.vm.ecma || matches!(row.name, "input" | "$_");
        installer.accessor(constructor, Some(row), has_setter.then_some(&setter));
    }
}

fn ignore(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    check_receiver(leaf, this).map(|()| Value::UNDEFINED)
}

/// IsRegExp (ECMA-262 §7.2.6).
pub(crate) fn is_regexp(cx: &mut Cx<'_>, value: Rooted) -> JsResult<bool> {
    if !value.is_object() {
        return Ok(false);
    }
    let key = cx.leaf().names.symbol_match;
    let matcher = cx.get(value, key)?;
    Ok(if matcher.is_undefined() { Host::of(*value, Brand::RegExp).is_some() } else { Vm::truthy(*matcher) })
}
