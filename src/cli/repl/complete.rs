//! Completion: the names that the word before the cursor could become. No script code runs for it.

use super::words::{KEYWORDS, LITERALS};
use crate::objects::{Gc, Key, NativeFunction, Object, Value};
use crate::vm::{Intrinsic, Vm};

/// What a completion gives.
pub(in crate::cli) struct Answer {
    /// Where the completed word begins.
    pub start: usize,
    /// What it could be.
    pub candidates: Vec<String>,
}

/// The prompt's commands.
pub(super) const COMMANDS: &[&str] =
    &[".break", ".clear", ".editor", ".exit", ".gc", ".help", ".load", ".mem", ".save", ".snapshot", ".stack"];

/// Completes the text before the cursor.
pub(super) fn complete(vm: &mut Vm, text: &str) -> Answer {
    if text.starts_with('.') && !text.contains(char::is_whitespace) {
        let candidates = COMMANDS.iter().filter(|command| command.starts_with(text)).map(ToString::to_string).collect();
        return Answer { start: 0, candidates };
    }
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.');
    let chain_start =
        text.rfind(|c| !is_part(c)).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let chain = &text[chain_start..];
    let (path, word) = chain.rsplit_once('.').map_or((None, chain), |(path, word)| (Some(path), word));
    let start = text.len() - word.len();
    let mut names = match path {
        None => global_names(vm),
        Some(path) => match resolve(vm, path) {
            Some(value) => member_names(vm, value),
            None => Vec::new(),
        },
    };
    names.retain(|name| name.starts_with(word) && is_identifier(name));
    names.sort();
    names.dedup();
    Answer { start, candidates: names }
}

fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_alphabetic() || c == '_' || c == '$')
        && chars.all(|c| c.is_alphanumeric() || c == '_' || c == '$')
}

fn global_names(vm: &mut Vm) -> Vec<String> {
    let mut names: Vec<String> = KEYWORDS.iter().chain(LITERALS).map(ToString::to_string).collect();
    let lexicals = vm.realm.lexicals;
    names.extend(own_names(vm, lexicals));
    let global = vm.realm.global.value();
    names.extend(member_names(vm, global));
    names
}

fn own_names(vm: &mut Vm, object: Gc<Object>) -> Vec<String> {
    let keys: Vec<Key> = vm.peek_keys(object);
    keys.into_iter()
        .filter(|key| !key.is_symbol() && key.as_index().is_none())
        .map(|key| vm.describe_key(key))
        .collect()
}

/// Names along the prototype chain.
fn member_names(vm: &mut Vm, value: Value) -> Vec<String> {
    let mut names = Vec::new();
    let mut next = object_behind(vm, value);
    while let Some(object) = next {
        names.extend(own_names(vm, object));
        next = vm.peek_parent(object);
    }
    names
}

/// The object whose members a value has: itself, or the prototype of its wrapper.
fn object_behind(vm: &Vm, value: Value) -> Option<Gc<Object>> {
    let value = match value {
        v if v.is_object() => v,
        v if v.is_string() => vm.realm.get(Intrinsic::StringPrototype),
        v if v.is_number() => vm.realm.get(Intrinsic::NumberPrototype),
        v if v.is_boolean() => vm.realm.get(Intrinsic::BooleanPrototype),
        v if v.is_bigint() => vm.realm.get(Intrinsic::BigIntPrototype),
        v if v.is_symbol() => vm.realm.get(Intrinsic::SymbolPrototype),
        _ => return None,
    };
    Gc::from_value(value)
}

/// The value of `a.b.c`, if it is there without running anything.
pub(super) fn resolve(vm: &mut Vm, path: &str) -> Option<Value> {
    let mut parts = path.split('.');
    let root = parts.next()?;
    let mut value = if root == "this" {
        vm.realm.global.value()
    } else {
        let key = vm.space.key(root);
        let (lexicals, global) = (vm.realm.lexicals, vm.realm.global);
        match data_property(vm, lexicals, key) {
            Some(value) => value,
            None => {
                // Makes what is made when somebody asks; a script's getter does not run.
                let _ = vm.get_own_property(global, key);
                data_property(vm, global, key)?
            }
        }
    };
    for part in parts {
        let object = object_behind(vm, value)?;
        let key = vm.space.key(part);
        value = data_property(vm, object, key)?;
    }
    Some(value)
}

fn data_property(vm: &mut Vm, object: Gc<Object>, key: Key) -> Option<Value> {
    vm.peek_value(object, key).filter(|value| !value.is_hole())
}

/// What the documentation says of a builtin function.
pub(super) fn documentation(vm: &mut Vm, path: &str) -> Option<String> {
    let value = resolve(vm, path)?;
    let id = Gc::<NativeFunction>::from_value(value)?.id();
    let row = vm.native_row(id);
    let plural = if row.length == 1 { "" } else { "s" };
    Some(format!("{path}, {} parameter{plural}: {} ({})", row.length, row.doc, row.clause))
}

#[cfg(test)]
mod tests {
    use crate::runtime::engine::{Engine, EngineOptions};

    /// Whose pages a row may name instead of a clause.
    const BODIES: [&str; 8] = ["ECMA-402 ", "Node ", "WHATWG ", "W3C ", "V8 ", "TC39 ", "RFC ", "Glassheap "];

    /// `§23.1.3.21` or `§B.2.2.1`.
    fn is_clause(text: &str) -> bool {
        text.strip_prefix('§').is_some_and(|numbers| {
            let mut parts = numbers.split('.');
            parts.next().is_some_and(|first| first == "B" || first.parse::<u32>().is_ok())
                && parts.all(|part| part.parse::<u32>().is_ok_and(|number| number > 0))
        })
    }

    /// Looks into every global, what hangs at it, and its prototypes.
    const LOOKS: &str = "for (const name of Object.getOwnPropertyNames(globalThis)) {
        for (let at = globalThis[name]?.prototype ?? globalThis[name]; at; at = Object.getPrototypeOf(at)) Object.keys(Object(at));
    }";

    #[test]
    fn each_native_names_what_defines_it() {
        let mut runtime = Engine::new(EngineOptions::default());
        // What is made late has no rows before somebody looks for it.
        runtime.eval_script("<looks>", LOOKS).expect("runs");
        let rows = runtime.vm().native_rows();
        let named = |clause: &str| is_clause(clause) || BODIES.iter().any(|body| clause.starts_with(body));
        let wrong: Vec<_> = rows.iter().filter(|row| !named(row.clause)).map(|row| (row.name, row.clause)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        let of_the_language = rows.iter().filter(|row| is_clause(row.clause)).count();
        assert!(of_the_language > 400 && rows.len() > 550, "{of_the_language} of {}", rows.len());
        assert!(rows.iter().skip(1).all(|row| !row.doc.is_empty()), "a row without its line of documentation");
    }
}
