// "Cleaned up when scope ends."
// Observe: the array is collectable right after the closing brace of its block.
{
// ✓ Good
const localData = new Array(1000000);
// Cleaned up when scope ends
}
