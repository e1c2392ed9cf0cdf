// Many short-lived objects of Temporal, some of which stay: what they hold beside their cells goes with them.
if (typeof Temporal === 'object') {
  let date = Temporal.PlainDate.from('2024-01-01');
  const kept = [];
  for (let i = 0; i < 300; i++) {
    date = date.add({ days: 1 });
    if (i % 50 === 0) kept.push(date.toZonedDateTime('Europe/Paris').until('2025-06-01T00:00[Europe/Paris]'));
  }
  if (`${date} ${kept.length} ${kept[3]}` !== '2024-10-27 6 PT8784H') throw new Error(`${date} ${kept.length} ${kept[3]}`);
}
globalThis.gc?.();
console.log('done');
