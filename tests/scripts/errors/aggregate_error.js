throw new AggregateError([new Error('first'), new TypeError('second')], 'several things failed');
