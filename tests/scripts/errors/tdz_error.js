use();
let value = 1;
function use() { return value; }
