for (;;) break here;
