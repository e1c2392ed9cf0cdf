//! Property names, well-known symbols and private symbols that the engine itself uses.

use super::Value;
use super::key::Key;
use super::symbol::PRIVATE;
use crate::heap::Tracer;
use crate::objects::Space;

macro_rules! names {
    (strings { $($name:ident = $text:literal),* $(,)? } symbols { $($symbol:ident = $description:literal),* $(,)? } private { $($private:ident),* $(,)? }) => {
        /// Keys of common names (ECMA-262 §6.1.5.1 for the symbols).
        #[allow(missing_docs, reason = "each field is named after its text")]
        pub struct Names {
            $(pub $name: Key,)*
            $(pub $symbol: Key,)*
            $(pub $private: Key,)*
        }

        impl Names {
            pub(in crate::objects) fn placeholder() -> Names {
                let none = Key::name(Value::HOLE);
                Names { $($name: none,)* $($symbol: none,)* $($private: none,)* }
            }

            pub(in crate::objects) fn new(space: &mut Space) -> Names {
                Names {
                    $($name: space.key($text),)*
                    $($symbol: {
                        let description = space.intern($description).value();
                        space.new_symbol(description, 0).key()
                    },)*
                    $($private: {
                        let description = space.intern(stringify!($private)).value();
                        space.new_symbol(description, PRIVATE).key()
                    },)*
                }
            }

            pub(in crate::objects) fn trace(&self, tracer: &mut Tracer) {
                $(tracer.word(self.$name.word().bits());)*
                $(tracer.word(self.$symbol.word().bits());)*
                $(tracer.word(self.$private.word().bits());)*
            }
        }
    };
}

names! {
    strings {
        length = "length", name = "name", prototype = "prototype", constructor = "constructor", message = "message", stack = "stack", stack_trace_limit = "stackTraceLimit",
        cause = "cause", errors = "errors", to_string = "toString", value_of = "valueOf", to_json = "toJSON", next = "next", done = "done",
        value = "value", return_ = "return", throw = "throw", then = "then", get = "get", set = "set", writable = "writable",
        enumerable = "enumerable", configurable = "configurable", index = "index", input = "input", groups = "groups", indices = "indices",
        last_index = "lastIndex", callee = "callee", raw = "raw", proto = "__proto__", empty = "", join = "join", exec = "exec",
        flags = "flags", source = "source", default = "default", undefined = "undefined", null = "null", true_ = "true", false_ = "false",
        number = "number", string = "string", boolean = "boolean", symbol = "symbol", object = "object", function = "function",
        bigint = "bigint", handle_event = "handleEvent", size = "size", has = "has", keys = "keys", add = "add", resolve = "resolve",
        status = "status", reason = "reason", fulfilled = "fulfilled", rejected = "rejected", error = "error",
        suppressed = "suppressed",
        get_prototype_of = "getPrototypeOf", set_prototype_of = "setPrototypeOf", is_extensible = "isExtensible",
        prevent_extensions = "preventExtensions", get_own_property_descriptor = "getOwnPropertyDescriptor",
        define_property = "defineProperty", delete_property = "deleteProperty", own_keys = "ownKeys", apply = "apply", construct = "construct",
    }
    symbols {
        symbol_iterator = "Symbol.iterator", symbol_async_iterator = "Symbol.asyncIterator", symbol_has_instance = "Symbol.hasInstance",
        symbol_to_primitive = "Symbol.toPrimitive", symbol_to_string_tag = "Symbol.toStringTag", symbol_species = "Symbol.species",
        symbol_is_concat_spreadable = "Symbol.isConcatSpreadable", symbol_unscopables = "Symbol.unscopables", symbol_match = "Symbol.match",
        symbol_match_all = "Symbol.matchAll", symbol_replace = "Symbol.replace", symbol_search = "Symbol.search", symbol_split = "Symbol.split",
        symbol_dispose = "Symbol.dispose", symbol_async_dispose = "Symbol.asyncDispose",
    }
    private { root_shape, argument_map, field_initializer, error_frames, former_proto, realm, context }
}
