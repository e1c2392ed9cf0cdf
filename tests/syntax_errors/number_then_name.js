a = 3in;
