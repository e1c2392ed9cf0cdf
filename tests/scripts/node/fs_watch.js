// Files and folders that are watched: what listeners are told.
const fs = require('fs');
const { tmpdir } = require('os');
const { join } = require('path');
const folder = fs.mkdtempSync(join(tmpdir(), 'watched-'));
const file = join(folder, 'a');
try {
  fs.watch(join(folder, 'none'));
} catch (e) {
  console.log(e.code, e.message.replace(folder, ''), e.syscall, e.filename === join(folder, 'none'));
}
try {
  fs.watchFile(file);
} catch (e) {
  console.log(e.code, e.message);
}
fs.writeFileSync(file, 'one');
const later = fs.watchFile(file, { interval: 10 }, (now, before) => {
  console.log('file', now.size, before.size, now instanceof fs.Stats, now.isFile());
  if (now.size === 0) {
    fs.unwatchFile(file);
    fs.rmSync(folder, { recursive: true });
  } else {
    fs.unlinkSync(file);
  }
});
console.log(later.constructor.name);
const watcher = fs.watch(folder, (type, name) => {
  console.log('folder', type, name);
  watcher.close();
  fs.writeFileSync(file, 'longer');
});
watcher.on('close', () => console.log('closed'));
console.log(watcher.constructor.name);
setTimeout(() => fs.writeFileSync(join(folder, 'b'), ''), 30);
