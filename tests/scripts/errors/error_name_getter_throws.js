// Neither inspection nor the text of the error comes to an end: what is left is printed.
const e = new Error('m');
Object.defineProperty(e, 'message', {
  get() {
    return { toString: () => String(e) };
  },
});
throw e;
