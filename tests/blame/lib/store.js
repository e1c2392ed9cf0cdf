const state = { kept: {}, newest: null };
exports.keep = function keep(name, value) {
  state.kept[name] = value;
  state.newest = value;
};
