// "Every click adds another massive array to memory. They're never freed because there's still a reference."
// Observe: each click prints "clicked"; after gc() heapUsed is where it was: a listener's own local is garbage once it returns (the
// claim is not literally true; examples/05_event_listener.js has the variant that leaks).
const element = new EventTarget();
// Bad: Event listeners that never clean up
element.addEventListener("click", () => {
const hugeData = new Array(1000000);
console.log("clicked");
});
// Every click adds another massive array to memory
// They're never freed because there's still a reference
for (let click = 0; click < 3; click++) element.dispatchEvent(new Event("click"));
