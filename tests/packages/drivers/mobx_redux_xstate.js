const mobx = require('mobx');
mobx.configure({ enforceActions: 'never' });
const redux = require('redux');
class Store {
  items = [];
  f = 1;
  constructor() {
    mobx.makeAutoObservable(this);
  }
  get total() {
    console.log('computed');
    return this.items.reduce((a, i) => a + i.p * this.f, 0);
  }
  add(p) {
    this.items.push({ p });
  }
}
const st = new Store();
const stop = mobx.autorun(() => console.log('total', st.total));
st.add(3);
st.add(4);
mobx.runInAction(() => {
  st.f = 2;
  st.items[0].p = 10;
});
console.log(mobx.toJS(st.items));
stop();
st.add(1);
const m = mobx.observable.map({ a: 1 });
mobx.observe(m, (c) => console.log(c.type, c.name, c.newValue));
m.set('b', 2);
m.delete('a');
const bx = mobx.observable.box(1);
mobx.reaction(
  () => bx.get() * 2,
  (v, p) => console.log('r', v, p),
);
bx.set(5);
const rd = (s = { n: 0 }, a) => (a.type === 'inc' ? { n: s.n + (a.by ?? 1) } : s);
const mw = () => (next) => (a) => {
  console.log('mw', a.type.startsWith('@@') ? 'init' : a);
  return next(a);
};
const store = redux.legacy_createStore(
  redux.combineReducers({ c: rd, l: (s = [], a) => (a.type === 'inc' ? [...s, a.by] : s) }),
  redux.applyMiddleware(mw),
);
const un = store.subscribe(() => console.log(store.getState()));
store.dispatch({ type: 'inc', by: 5 });
un();
store.dispatch({ type: 'inc' });
console.log(store.getState());
try {
  store.dispatch({});
} catch (e) {
  console.log(e.message);
}
const { createMachine, createActor, assign } = require('xstate');
const mach = createMachine({
  id: 'l',
  initial: 'a',
  context: { n: 0 },
  states: {
    a: { on: { GO: { target: 'b', actions: assign({ n: ({ context }) => context.n + 1 }) } } },
    b: {
      entry: () => console.log('enter b'),
      after: { 10: 'c' },
      on: { BACK: { target: 'a', guard: ({ context }) => context.n < 2 } },
    },
    c: { type: 'final' },
  },
});
const ac = createActor(mach);
ac.subscribe({ next: (s) => console.log(s.value, s.context), complete: () => console.log('complete') });
ac.start();
for (const t of ['GO', 'BACK', 'GO', 'BACK']) ac.send({ type: t });
