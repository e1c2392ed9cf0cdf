const state = { sessions: {} };
exports.open = function open(id) {
  state.sessions['session ' + id] = {
    id,
    started: Date.now(),
    basket: [],
  };
};
exports.close = function close(id) {
  delete state.sessions['session ' + id];
};
