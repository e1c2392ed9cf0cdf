const a = 1, b = 2, c = 3; /* a long comment before the statement that throws, to see the caret far out on the line */ undefinedFunction(a, b, c);
