const { h, Fragment, createContext } = require('preact');
const render = require('preact-render-to-string').default || require('preact-render-to-string');
const { useState, useContext } = require('preact/hooks');
const C = createContext(1);
const A = ({ x, children }) => {
  const [s] = useState(x);
  return h('div', { class: 'q', style: { color: 'red', margin: 3 } }, s, useContext(C), children);
};
console.log(render(h(C.Provider, { value: 9 }, h(A, { x: '<' }, h(Fragment, null, [1, null, true, h('br')])))));
(async () => {
  const svelte = await import('svelte/compiler');
  const out = svelte.compile(
    '<script>let { n = 1 } = $props(); let d = $derived(n * 2);</script><h1 class:big={n > 1}>{d}</h1>{#each [1,2] as x (x)}<p on:click={() => x}>{x}</p>{:else}none{/each}<style>h1 { color: red }</style>',
    { generate: 'server', filename: 'A.svelte' },
  );
  console.log(out.js.code);
  console.log(
    out.css.code,
    out.warnings.map((w) => w.code),
  );
})();
