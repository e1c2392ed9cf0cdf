//! Property descriptors and the objects that scripts see of them (ECMA-262 §6.2.6).

use crate::objects::{Descriptor, Key, OwnProperty, Space, Value, attributes};
use crate::vm::native::{Cx, JsResult, Rooted};
use crate::vm::{Vm, messages};

/// FromPropertyDescriptor (ECMA-262 §6.2.6.4) of a property.
pub fn from_property(space: &mut Space, property: OwnProperty) -> Value {
    let mut desc = Descriptor::data(property.value, property.attributes);
    if let Some(pair) = property.accessor() {
        desc = Descriptor { value: None, writable: None, ..desc };
        (desc.get, desc.set) = (Some(pair.get.get()), Some(pair.set.get()));
    }
    from_descriptor(space, &desc)
}

/// FromPropertyDescriptor (ECMA-262 §6.2.6.4).
pub fn from_descriptor(space: &mut Space, desc: &Descriptor) -> Value {
    let result = space.new_plain_object();
    let names = &space.names;
    let fields = [
        (names.value, desc.value),
        (names.writable, desc.writable.map(Value::boolean)),
        (names.get, desc.get),
        (names.set, desc.set),
        (names.enumerable, desc.enumerable.map(Value::boolean)),
        (names.configurable, desc.configurable.map(Value::boolean)),
    ];
    for (key, value) in fields {
        if let Some(value) = value {
            space.add_named(result, key, value, attributes::ALL);
        }
    }
    result.value()
}

impl Cx<'_> {
    /// ToPropertyDescriptor (ECMA-262 §6.2.6.5). The values are kept as roots.
    pub fn to_property_descriptor(&mut self, source: Rooted) -> JsResult<Descriptor> {
        if !source.is_object() {
            let text = self.describe(source);
            return Err(self.type_error(format!("Property description must be an object: {text}")));
        }
        let mut desc = Descriptor::default();
        let (enumerable, configurable, value, writable, get, set) = {
            let names = &self.vm.space.names;
            (names.enumerable, names.configurable, names.value, names.writable, names.get, names.set)
        };
        let field = |cx: &mut Cx<'_>, key: Key| -> JsResult<Option<Rooted>> {
            if cx.has_property(source, key)? { cx.get(source, key).map(Some) } else { Ok(None) }
        };
        let truth = |field: Option<Rooted>| field.map(|v| Vm::truthy(*v));
        desc.enumerable = truth(field(self, enumerable)?);
        desc.configurable = truth(field(self, configurable)?);
        desc.value = field(self, value)?.map(|v| *v);
        desc.writable = truth(field(self, writable)?);
        for (key, what) in [(get, "Getter"), (set, "Setter")] {
            let Some(function) = field(self, key)? else { continue };
            if !function.is_undefined() && !function.is_callable() {
                let text = self.describe(function);
                return Err(self.type_error(messages::accessor_not_a_function(what, &text)));
            }
            if what == "Getter" {
                desc.get = Some(*function);
            } else {
                desc.set = Some(*function);
            }
        }
        if desc.is_accessor() && desc.is_data() {
            let text = self.describe(source);
            return Err(self.type_error(format!(
                "Invalid property descriptor. Cannot both specify accessors and a value or writable attribute, {text}"
            )));
        }
        Ok(desc)
    }
}
