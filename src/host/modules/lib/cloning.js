// What `structuredClone` asks of objects of classes written in JavaScript: each class says which
// objects are its own, and how they are copied or moved.
'use strict';

const classes = [];
let isUnmovable = () => false;

const find = value => classes.find(({ isOwn }) => isOwn(value))?.how;

require('internal:messaging').extend({
  copy: value => find(value)?.copy?.(value),
  // Null for what a program has marked: it is copied.
  transferable(value, source) {
    if (isUnmovable(value)) return null;
    return find(value)?.transferable?.(value, source) ?? false;
  },
  begin: value => find(value).begin(value),
  finish: (value, copy) => find(value).finish(value, copy),
});

module.exports = {
  register(isOwn, how) {
    classes[classes.length] = { isOwn, how };
  },
  setUnmovable(is) {
    isUnmovable = is;
  },
};
