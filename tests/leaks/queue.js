// A queue that is filled faster than it is worked off.
const jobs = [];
let n = 0;
function submit() {
  jobs.push({ n: n++, done: false });
}
setInterval(submit, 1000);
setInterval(() => jobs.shift(), 1500);
