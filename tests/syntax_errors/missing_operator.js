a = b c;
