const e = new Error('the message');
e.name = 'Renamed';
throw e;
