/**
 * What pg opens its sockets with, for Node alone. Its own looks first whether it runs on Cloudflare, by a global that
 * makes Node load its whole HTTP client: a quarter of the time of a run without work.
 */
const { Socket } = require('node:net');

exports.getStream = () => new Socket();

/** TLS is loaded by whoever uses it. */
exports.getSecureStream = (options) => require('node:tls').connect(options);
