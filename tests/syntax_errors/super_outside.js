function f() { super.a; }
