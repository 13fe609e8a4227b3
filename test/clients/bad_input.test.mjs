// What must not work answers with the documented error, and the server goes on.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { connect } from "node:net";
import WebSocket from "ws";
import { after, before, graphql, post, send, startServer, test } from "./server.mjs";

const openFiles = () => readdirSync(`/proc/${server.process.pid}/fd`).length;

async function stillThere() {
  const { data } = await graphql(server, 'mutation { addMessage(content: "still here") { content } }');
  assert.equal(data.addMessage.content, "still here");
}

let server;
let openAtFirst;
before(async () => {
  server = await startServer();
  await stillThere();
  openAtFirst = openFiles();
});
after(async () => {
  // Nothing leaked: the server has as many files and sockets as at first. The last connections may
  // still be on their way out; the hook's time limit ends the wait.
  do await stillThere();
  while (openFiles() > openAtFirst);
  assert.equal(await server.stop(), 0);
});

async function refused(body, headers, status, type, message) {
  const answer = await post(server, body, headers);
  assert.equal(answer.status, status, answer.text);
  const [error] = JSON.parse(answer.text).errors;
  if (type !== undefined) assert.equal(error.errorType, type);
  assert.match(error.message, message);
}

test("an empty body", () =>
  refused("", {}, 400, "MalformedHttpRequestException", /^Request body is empty\.$/));
for (const body of ["{", "[]", "{}", "not json", '{"query":7}', "\u0000", '{"query":"{a"', "null"]) {
  test(`a body that is no request: ${JSON.stringify(body)}`, () =>
    refused(body, {}, 400, "MalformedHttpRequestException", /Unable to parse GraphQL query\./));
}
test("text that is not GraphQL", async () => {
  const answer = await post(server, { query: "{ getMessage(id: }" });
  assert.equal(answer.status, 200);
  assert.match(JSON.parse(answer.text).errors[0].message, /^Unable to parse GraphQL query\./);
});
test("a body over the limit, announced or in chunks", async () => {
  const head = `POST /graphql HTTP/1.1\r\nhost: localhost\r\nx-api-key: ${server.key}\r\n`;
  const body = "a".repeat(2 * 1024 * 1024);
  const announced = await raw(`${head}content-length: ${body.length}\r\n\r\n${body}`);
  assert.match(announced, /^HTTP\/1\.1 413 /);
  const size = body.length.toString(16);
  const chunked = await raw(`${head}transfer-encoding: chunked\r\n\r\n${size}\r\n${body}\r\n0\r\n\r\n`);
  assert.match(chunked, /^HTTP\/1\.1 413 /);
});
test("a wrong key", () =>
  refused({ query: "{ __typename }" }, { "x-api-key": "da2-wrong" }, 401, "UnauthorizedException",
    /You are not authorized to make this call\./));
test("an unknown field", async () => {
  const answer = await post(server, { query: "{ badfield }" });
  assert.equal(answer.status, 200);
  assert.deepEqual(JSON.parse(answer.text), {
    data: null,
    errors: [
      {
        path: null,
        locations: [{ line: 1, column: 3, sourceName: null }],
        message:
          "Validation error of type FieldUndefined: Field 'badfield' in type 'Query' is undefined @ 'badfield'",
      },
    ],
  });
});
test("an unknown path", async () => {
  const answer = await send(`${server.http}/nothing`);
  assert.equal(answer.status, 404);
});

// Opens a raw connection, writes, and resolves with all that came until the server closed it.
async function raw(text, { halfOpen = false } = {}) {
  const socket = connect({ port: server.port, host: "127.0.0.1", allowHalfOpen: halfOpen });
  let received = "";
  socket.setTimeout(30_000, () => socket.destroy());
  socket.on("data", (part) => (received += part.toString("latin1")));
  // A reset after the answer: the server has closed before all was written.
  socket.on("error", () => {});
  if (halfOpen) socket.end(text);
  else socket.write(text);
  const ended = once(socket, "end").then(() => "end", () => "error");
  const how = await Promise.race([ended, once(socket, "close").then(() => "close", () => "error")]);
  if (halfOpen) assert.equal(how, "end", "the server does not end what its peer has ended");
  socket.destroy();
  return received;
}

test("bytes that are no HTTP", async () => {
  assert.match(await raw("\x16\x03\x01garbage\r\n\r\n"), /^HTTP\/1\.1 400 /);
});
test("a header without end is cut at its limit", async () => {
  assert.match(await raw(`GET / HTTP/1.1\r\nx: ${"a".repeat(100_000)}`), /^HTTP\/1\.1 431 /);
});

test("a socket whose peer has ended its half is answered and ended", async () => {
  const body = JSON.stringify({ query: "{ __typename }" });
  const head = `POST /graphql HTTP/1.1\r\nhost: localhost\r\nx-api-key: ${server.key}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  assert.match(await raw(head + body, { halfOpen: true }), /^HTTP\/1\.1 200 [^]*"__typename":"Query"/);
  for (const part of ["", "POST /gra", head, head + body.slice(1)]) {
    assert.doesNotMatch(await raw(part, { halfOpen: true }), /^HTTP\/1\.1 200 /);
  }
});
test("a WebSocket whose peer has ended its half is ended", async () => {
  const answer = await raw(
    `GET /graphql/realtime HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n` +
      `sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n` +
      `sec-websocket-protocol: graphql-transport-ws\r\n\r\n`,
    { halfOpen: true },
  );
  assert.match(answer, /^HTTP\/1\.1 101 /);
});

function handshake(...protocols) {
  return new WebSocket(server.realtimeUrl, protocols);
}

function firstMessage(socket) {
  return once(socket, "message").then(([data]) => JSON.parse(data));
}

test("a wrong sub-protocol", async () => {
  const key = "dGhlIHNhbXBsZSBub25jZQ==";
  const answer = await raw(
    `GET /graphql/realtime HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n` +
      `sec-websocket-version: 13\r\nsec-websocket-key: ${key}\r\nsec-websocket-protocol: mqtt\r\n\r\n`,
  );
  assert.match(answer, /SubProtocolNotSupportedError/);
});
test("an unauthorized connection of AppSync's protocol", async () => {
  const header = Buffer.from(JSON.stringify({ host: "localhost", "x-api-key": "da2-wrong" })).toString("base64url");
  const socket = handshake("graphql-ws", `header-${header}`);
  const message = await firstMessage(socket);
  assert.equal(message.type, "connection_error");
  assert.equal(message.payload.errors[0].errorType, "UnauthorizedException");
  await once(socket, "close");
});
test("an unmasked frame closes with 1002, garbage does too", async () => {
  for (const bytes of [Buffer.from([0x81, 0x02, 0x7b, 0x7d]), Buffer.from([0xff, 0xff, 0xff, 0xff])]) {
    const socket = handshake("graphql-transport-ws");
    await once(socket, "open");
    const closed = once(socket, "close");
    socket._socket.write(bytes);
    const [code] = await closed;
    assert.equal(code, 1002);
  }
});
test("a message that is not JSON closes graphql-transport-ws with 4400", async () => {
  const socket = handshake("graphql-transport-ws");
  await once(socket, "open");
  socket.send("{");
  const [code] = await once(socket, "close");
  assert.equal(code, 4400);
});
