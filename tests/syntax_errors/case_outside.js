switch (a) { b(); }
