let module = 1;
