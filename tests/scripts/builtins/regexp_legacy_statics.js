const P = (...a) => console.log(...a);
/(\d+)-(\w+)/.exec('tel 12-ab end');
P(
  RegExp.$1,
  RegExp.$2,
  RegExp.$3,
  RegExp['$&'],
  RegExp.lastMatch,
  RegExp['$`'],
  RegExp["$'"],
  RegExp.lastParen,
  RegExp['$+'],
  RegExp.input,
  RegExp.$_
);
'zzz'.match(/nope/);
P(RegExp.$1);
'abc'.replace(/(b)/, 'x');
P(RegExp.$1, RegExp.leftContext, RegExp.rightContext);
