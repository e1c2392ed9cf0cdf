// A text that is longer than strings can be is a RangeError at once, not after half a gigabyte of separators.
const outcome = (f) => {
  try {
    return f().length;
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
const holes = [];
holes.length = 1 << 30;
console.log(outcome(() => holes.join()));
console.log(outcome(() => String(holes)));
console.log(outcome(() => holes.toLocaleString()));
console.log(outcome(() => { let n = holes; n++; return [n]; }));
console.log(outcome(() => new Array(2 ** 29 + 1).join('')), outcome(() => new Array(2 ** 20).join('a'.repeat(600))));
const few = [1, , , 2, , ];
console.log(few.join('-'), few.join(''), few.join('ab'), [, ].join('x'), [, , ].join('x'), new Array(5).join('é\u0100'));
few[40] = 'end';
console.log(few.join());
few[3000] = 'far';
console.log(few.join().length, few.join('').length, few.join('\u{1F600}').length);
