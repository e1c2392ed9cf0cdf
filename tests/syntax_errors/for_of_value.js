for (let a = 1 of b);
