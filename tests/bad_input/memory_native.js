// Natives that allocate much in one call.
const keep = [];
for (;;) keep.push(Array.from({ length: 100000 }, (_, i) => ({ i })).map((x) => [x]), JSON.parse('[' + '{"a":[1,2,3]},'.repeat(50000) + '0]'), 'a,'.repeat(200000).split(','));
