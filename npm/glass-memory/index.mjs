import memory from './index.js';

export const { LeakError, count, exact, expectCollected, heap, label, noLeak, path, retained } = memory;
export default memory;
