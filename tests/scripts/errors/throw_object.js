const value = { code: 7, nested: { a: [1, 2] } };
throw value;
