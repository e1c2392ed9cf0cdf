a = -b ** c;
