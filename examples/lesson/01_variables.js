// "Every variable you create takes up computer memory."
// Observe: runs in silence and exits 0. By the inspector's count, tasks has 40 bytes of elements.
const name = "Alice"; // 10 bytes
const tasks = [1, 2, 3, 4, 5]; // 40 bytes
const user = { name: "Bob" }; // 50 bytes
