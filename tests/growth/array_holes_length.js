// An array of holes, shortened and lengthened by one.
const a = new Array(N);
while (a.length > 1) a.length--;
while (a.length < N) a.length++;
while (a.length > 1) a.shift();
