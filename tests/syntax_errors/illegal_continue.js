switch (a) { case 1: continue; }
