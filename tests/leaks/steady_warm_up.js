// Everything that is needed is made when it is first asked for.
const routes = {};
let n = 0;
setInterval(() => {
  const name = 'route' + (n++ % 60);
  routes[name] ??= { name, handler: new Function('return ' + n) };
}, 1000);
