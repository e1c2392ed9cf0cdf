const e = new Error('hidden');
e.stack = 'my own stack text\n  with two lines';
throw e;
