class A { static { return; } }
