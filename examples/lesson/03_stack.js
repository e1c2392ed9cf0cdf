// "Automatically cleaned when function returns."
// Observe: stackUsed after the call is what it was before it.
function doSomething() {
const name = "Alice"; // Stack: 10 bytes
const age = 25; // Stack: 8 bytes
// When function returns, Stack is cleared
}
doSomething();
