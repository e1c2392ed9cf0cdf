// The lesson's interval: an array that only grows.
let leaky = [];
setInterval(function () {
  leaky.push(new Array(1000));
}, 1000);
