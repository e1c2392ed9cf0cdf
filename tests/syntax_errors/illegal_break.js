if (a) break;
