const {
  createSSRApp,
  h,
  ref,
  computed,
  reactive,
  watch,
  watchEffect,
  nextTick,
  defineComponent,
  effectScope,
  toRaw,
  isReactive,
  readonly,
  shallowRef,
  triggerRef,
} = require('vue');
const { renderToString } = require('@vue/server-renderer');
const n = ref(1);
const dbl = computed(() => {
  console.log('c');
  return n.value * 2;
});
const o = reactive({ a: { b: [1] }, m: new Map() });
watchEffect(() => console.log('effect', dbl.value, o.a.b.length));
watch(
  () => o.a.b[0],
  (v, p) => console.log('watch', v, p),
);
n.value = 5;
o.a.b.push(2);
o.a.b[0] = 7;
nextTick().then(async () => {
  console.log(isReactive(o.a), toRaw(o.a.b), [...o.m]);
  const ro = readonly(o);
  const Child = defineComponent({
    props: { t: String, k: Number },
    emits: ['x'],
    setup(p, { slots }) {
      return () =>
        h('li', { class: ['a', { b: p.k > 1 }], style: { color: 'red' } }, [p.t, slots.default?.({ v: p.k })]);
    },
  });
  const app = createSSRApp({
    components: { Child },
    data: () => ({ xs: ['<a>', 'b'], show: true, msg: 'hi' }),
    computed: {
      up() {
        return this.msg.toUpperCase();
      },
    },
    template:
      '<div id="r"><p v-if="show" :title="msg">{{ up }} {{ xs.length + 1 }}</p><ul><Child v-for="(x, i) in xs" :key="i" :t="x" :k="i + 1"><template #default="{ v }"><b>{{ v }}</b></template></Child></ul><input v-model="msg"><span v-html="\'<i>x</i>\'"/></div>',
  });
  console.log(await renderToString(app));
});
