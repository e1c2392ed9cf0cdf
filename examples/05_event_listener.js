// The lesson: "Every click adds another massive array to memory. They're never freed because there's still a reference."
// Run:  glass examples/05_event_listener.js
// See:  the snippet as written leaks nothing: hugeData is a local of each call and garbage when the call returns. A listener that is added on every
//       click, or one whose closure holds the array, leaks as the lesson warns; removing the listener frees it.
const element = new EventTarget();
const megabytes = () => (gc(), (memoryUsage().heapUsed / 1e6).toFixed(1) + ' MB');
const click = () => element.dispatchEvent(new Event("click"));

// Bad: Event listeners that never clean up
element.addEventListener("click", () => {
const hugeData = new Array(1000000);
console.log("clicked");
});
// Every click adds another massive array to memory
// They're never freed because there's still a reference

console.log('at the start:          ', megabytes());
for (let i = 0; i < 3; i++) click();
console.log('after three clicks:    ', megabytes(), '(as written: no leak)');

// The variant that leaks: every round adds a listener, and its closure holds the array.
const handlers = [];
for (let i = 0; i < 10; i++) {
  const hugeData = new Array(1000000);
  const handler = () => hugeData.length;
  element.addEventListener("click", handler);
  handlers.push(handler);
}
console.log('ten closures listening:', megabytes(), '(the leak)');

// Good: Remove listeners when done
for (const handler of handlers)
element.removeEventListener("click", handler);
handlers.length = 0;
console.log('listeners removed:     ', megabytes());
