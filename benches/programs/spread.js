// Spread, rest, destructuring, default values, templates: the modern idioms in loops.
const update = (state, action) => {
  switch (action.type) {
    case 'add':
      return { ...state, items: [...state.items, { id: state.next, ...action.item }], next: state.next + 1 };
    case 'toggle':
      return { ...state, items: state.items.map((it) => (it.id === action.id ? { ...it, done: !it.done } : it)) };
    case 'trim': {
      const [, ...rest] = state.items;
      return { ...state, items: rest };
    }
    default:
      return state;
  }
};
let state = { items: [], next: 1, user: { name: 'u', roles: ['a', 'b'] } };
for (let i = 0; i < 28000; i++) {
  state = update(state, { type: 'add', item: { title: `task ${i}`, done: false, weight: i % 7 } });
  if (i % 2) state = update(state, { type: 'toggle', id: state.next - 3 });
  if (state.items.length > 12) state = update(state, { type: 'trim' });
}

const area = ({ w = 1, h = 2, ...rest } = {}, [scale = 1, offset = 0] = []) => w * h * scale + offset + (rest.extra ?? 0);
let sum = 0;
for (let i = 0; i < 260000; i++) sum += area({ w: i & 7, extra: i & 1 }, [2]) + area({ h: 3 }) + area(undefined, [i & 3, 1]);

const max = (...xs) => xs.reduce((a, b) => (a > b ? a : b));
for (let i = 0; i < 105000; i++) sum += max(...[i & 7, 3], i & 15, ...[1]) + Math.max(...[i & 31, 4, 9]);

let [a, b, c] = [1, 2, 3];
for (let i = 0; i < 520000; i++) [a, b, c] = [b, c, (a + b + c) % 10007];
let text = 0;
for (let i = 0; i < 175000; i++) {
  const { x, y: { z } } = { x: i, y: { z: i & 3 } };
  text += `${x}:${z}-${x & 1 ? 'odd' : 'even'}`.length;
}
const merged = Object.entries({ ...Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`k${i}`, i])) }).map(([k, v]) => ({ [k]: v * 2 }));
console.log(state.items.length, state.next, state.items.filter((it) => it.done).length, sum, a, b, c, text, Object.assign({}, ...merged).k299);
