throw
  new Error();
