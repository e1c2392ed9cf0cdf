// The default locale's form (en-US), local time zone.
const P = (...a) => console.log(...a);
const d = new Date(2024, 6, 14, 10, 30, 15, 250);
P(
  new Date(0).toLocaleDateString('en-US'),
  d.toLocaleTimeString('en-US'),
  d.toLocaleString('en-US'),
  d.toLocaleString(),
  d.toLocaleDateString(),
  d.toLocaleTimeString()
);
P(
  new Date(2024, 0, 1, 0, 5).toLocaleString(),
  new Date(2024, 11, 31, 23, 59, 59).toLocaleTimeString(),
  new Date(2024, 11, 31, 12).toLocaleString(),
  new Date(NaN).toLocaleString()
);
