//! Functions and classes as text: `[Function: name]`, `[class A extends B]`.

use super::Inspector;
use super::keys::{object_of, own_property, prototype_of};
use super::names::{Head, display_string, is_class};
use crate::objects::cells::code::{CODE_ASYNC, CODE_GENERATOR};
use crate::objects::{Function, Gc};
use crate::vm::{Cx, JsResult, Rooted, Vm};

impl Inspector {
    /// What stands before a function's properties.
    pub(super) fn function_base(&mut self, cx: &mut Cx<'_>, function: Rooted, head: &Head) -> JsResult<String> {
        if is_class(object_of(function)) {
            return self.class_base(cx, function, head);
        }
        let code = Gc::<Function>::from_value(*function).map(Gc::<Function>::code);
        let is = |flag| code.is_some_and(|code| code.has(flag));
        let kind = match (is(CODE_ASYNC), is(CODE_GENERATOR)) {
            (false, false) => "Function",
            (false, true) => "GeneratorFunction",
            (true, false) => "AsyncFunction",
            (true, true) => "AsyncGeneratorFunction",
        };
        let mut base = format!("[{kind}");
        if head.constructor.is_none() {
            base.push_str(" (null prototype)");
        }
        let key = cx.leaf().names.name;
        let name = cx.get(function, key)?;
        if name.is_string() && cx.vm().text_of(*name).is_empty() {
            base.push_str(" (anonymous)");
        } else {
            base.push_str(&format!(": {}", display_string(cx, name)?));
        }
        base.push(']');
        if let Some(constructor) = &head.constructor
            && constructor != kind
        {
            base.push_str(&format!(" {constructor}"));
        }
        if !head.tag.is_empty() && head.constructor.as_ref() != Some(&head.tag) {
            base.push_str(&format!(" [{}]", head.tag));
        }
        Ok(base)
    }

    fn class_base(&mut self, cx: &mut Cx<'_>, class: Rooted, head: &Head) -> JsResult<String> {
        let key = cx.leaf().names.name;
        let mut name = String::new();
        if own_property(cx, class, key).is_some() {
            let value = cx.get(class, key)?;
            if Vm::truthy(*value) {
                name = display_string(cx, value)?;
            }
        }
        let name = if name.is_empty() { "(anonymous)" } else { &name };
        let mut base = format!("[class {name}");
        if let Some(constructor) = &head.constructor
            && constructor != "Function"
        {
            base.push_str(&format!(" [{constructor}]"));
        }
        if !head.tag.is_empty() && head.constructor.as_ref() != Some(&head.tag) {
            base.push_str(&format!(" [{}]", head.tag));
        }
        if head.constructor.is_none() {
            base.push_str(" extends [null prototype]");
        } else {
            let parent = prototype_of(cx, class);
            let parent_name = cx.get(parent, key)?;
            if Vm::truthy(*parent_name) {
                base.push_str(&format!(" extends {}", display_string(cx, parent_name)?));
            }
        }
        base.push(']');
        Ok(base)
    }
}
