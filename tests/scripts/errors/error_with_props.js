const err = new Error('with props');
err.code = 'E_PROPS';
err.info = { retry: true, list: [1, 2, 3] };
throw err;
