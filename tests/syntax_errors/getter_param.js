a = { get b(c) {} };
