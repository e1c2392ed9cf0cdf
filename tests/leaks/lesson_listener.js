// The lesson's listener: each click adds another one, which sees a large array.
const button = new EventTarget();
function watch() {
  const data = new Array(1000).fill('x');
  button.addEventListener('click', () => data.length);
}
setInterval(watch, 5000);
