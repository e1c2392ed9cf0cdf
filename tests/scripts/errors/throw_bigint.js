throw 123n;
