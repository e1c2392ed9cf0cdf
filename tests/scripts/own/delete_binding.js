// A sloppy delete of a script's own binding removes it, with one note on stderr; --ecma has the standard's behaviour.
const constant = [1];
let variable = [2];
var old = [3];
console.log(delete constant, delete variable, delete old);
console.log(typeof constant, typeof variable, typeof old);
try {
  constant;
} catch (e) {
  console.log(e.name);
}
(function () {
  'use strict';
  const held = {};
  const object = { held };
  console.log(delete object.held, typeof held);
})();
