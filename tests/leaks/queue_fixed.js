const jobs = [];
let n = 0;
function submit() {
  if (jobs.length < 50) jobs.push({ n: n++, done: false });
}
setInterval(submit, 1000);
setInterval(() => jobs.shift(), 1500);
