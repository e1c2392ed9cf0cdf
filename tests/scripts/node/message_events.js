// Ports with the helpers of events, and what their listeners throw.
const { once, on } = require('events');
const { port1, port2 } = new MessageChannel();
(async () => {
  const p = once(port2, 'message');
  port1.postMessage({ a: 1 });
  console.log(await p);
  const ac = new AbortController();
  setTimeout(() => ac.abort(), 20);
  port1.postMessage(1);
  port1.postMessage(2);
  let n = 0;
  try {
    for await (const x of on(port2, 'message', { signal: ac.signal })) {
      console.log(x);
      if (++n == 2) break;
    }
  } catch (e) {
    console.log(e.name);
  }
  port2.onmessage = () => {
    throw new Error('in handler');
  };
  process.once('uncaughtException', e => {
    console.log('uncaught', e.message);
    port2.onmessage = null;
    port1.close();
  });
  port1.postMessage(3);
})();
port2.on('close', () => console.log('closed'));
