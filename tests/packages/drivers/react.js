const React = require('react');
const { renderToString, renderToStaticMarkup } = require('react-dom/server');
const h = React.createElement;
const Ctx = React.createContext('d');
function Counter({ n, children }) {
  const [s] = React.useState(() => n * 2);
  const c = React.useContext(Ctx);
  const m = React.useMemo(() => s + 1, [s]);
  const id = React.useId();
  return h(
    'div',
    { className: 'c', style: { marginTop: 4, backgroundColor: 'red' }, 'data-x': m, onClick() {}, id },
    s,
    ' ',
    c,
    children,
  );
}
class K extends React.Component {
  state = { a: 1 };
  static getDerivedStateFromProps(p) {
    return { b: p.q };
  }
  render() {
    return h(React.Fragment, null, this.state.a, this.state.b, null, false, [h('li', { key: 1 }, '<&>'), 'x']);
  }
}
const M = React.memo(
  React.forwardRef((p, r) => h('input', { ref: r, defaultValue: p.v, disabled: true, htmlFor: 'z' })),
);
const app = h(
  Ctx.Provider,
  { value: 'ctx' },
  h(Counter, { n: 3 }, h(K, { q: 'Q' })),
  h(M, { v: '"' }),
  h('p', { dangerouslySetInnerHTML: { __html: '<b>raw</b>' } }),
  h('select', { defaultValue: 'b' }, h('option', { value: 'a' }, 'A'), h('option', { value: 'b' }, 'B')),
  h('svg', { viewBox: '0 0 1 1' }, h('path', { strokeWidth: 2 })),
  h(React.Suspense, { fallback: 'wait' }, h('i', null, 'in')),
);
console.log(renderToString(app));
console.log(renderToStaticMarkup(app));
try {
  renderToString(
    h(() => {
      throw new Error('boom');
    }),
  );
} catch (e) {
  console.log(e.message);
}
let t = 0;
const big = h(
  'ul',
  null,
  Array.from({ length: 2000 }, (_, i) => h('li', { key: i }, h(Counter, { n: i }))),
);
console.log(renderToStaticMarkup(big).length);
