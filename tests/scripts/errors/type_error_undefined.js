const config = {};

function read(c) {
  return c.server.port;
}

const port = read(config);
