// Array.fromAsync (ECMA-262 §23.1.2.2), whose steps wait for each other: an async function says them
// best. It is given what it needs of the machine, and looks up nothing that a script could have
// replaced.
(function (open, call, create, put, lengthOf, checked, closing) {
  "use strict";
  return async function fromAsync(constructor, items, mapper, receiver) {
    const iterator = open(items, mapper);
    if (iterator === undefined) {
      const length = lengthOf(items);
      const result = create(constructor, length);
      for (let k = 0; k < length; k++) {
        let value = await items[k];
        if (mapper !== undefined) value = await call(mapper, receiver, value, k);
        put(result, k, value);
      }
      result.length = length;
      return result;
    }
    const next = iterator[1];
    const source = iterator[0];
    const result = create(constructor);
    for (let k = 0; ; k++) {
      const step = checked(await call(next, source));
      if (step.done) {
        result.length = k;
        return result;
      }
      let value = step.value;
      try {
        if (mapper !== undefined) value = await call(mapper, receiver, value, k);
        put(result, k, value);
      } catch (error) {
        try {
          const method = closing(source);
          if (method !== undefined) await call(method, source);
        } catch {}
        throw error;
      }
    }
  };
});
