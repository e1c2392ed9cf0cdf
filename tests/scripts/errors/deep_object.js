// A thrown object that is no error, five levels deep.
throw { a: { b: { c: { d: { e: { f: { g: 1 } } } } } }, list: [[[[[[[1]]]]]]] };
