const api = { get() { return 1; } };
api.get();
  api.post('/x');
