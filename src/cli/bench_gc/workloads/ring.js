// A ring of messages of a kilobyte each; an operation puts a new message into the place of the oldest.
function message(id) {
  return { id, text: `message ${id} `.padEnd(1024, '.') };
}

const size = benchGc.live;
const ring = new Array(size);
let next = 0;
for (; next < size; next++) ring[next] = message(next);
benchGc.kept = ring;
let sum = 0;
while (benchGc.next()) {
  const place = next % size;
  sum += ring[place].id;
  ring[place] = message(next++);
}
benchGc.finish(sum);
