a = /x/gg;
