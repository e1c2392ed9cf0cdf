   throw 42;
