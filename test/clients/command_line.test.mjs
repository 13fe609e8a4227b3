// The command line as a newcomer uses it.
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { WebSocketServer } from "ws";
import * as tests from "./server.mjs";
import { after, before, binary, graphql, messages, startServer, temporaryFolder, test } from "./server.mjs";

const start = (...words) => tests.start(binary, words);
const shell = (line) => tests.start("sh", ["-c", line]);
const run = (...words) => start(...words).ended;

let server;
before(async () => (server = await startServer()));
after(async () => assert.equal(await server.stop(), 0));

test("--help explains the commands, unknown words are refused", async () => {
  const help = await run("--help");
  assert.equal(help.code, 0);
  for (const command of ["serve", "query", "listen"]) assert.match(help.out, new RegExp(command));
  const wrong = await run("sevre");
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /--help/);
});

test("--print-config shows each setting with value, default and comment", async () => {
  const { code, out } = await run("serve", "--print-config", "--port", "0");
  assert.equal(code, 0);
  assert.match(out, /^port = "0" {2}# flag; default "4000"; /m);
  assert.match(out, /^durability = "fsync" {2}# default/m);
});

test("the start says which subscription was bound, and what to try works as printed", async () => {
  assert.match(server.output(), /messageAdded.*addMessage.*without @aws_subscribe/);
  const [, printed] = server.output().split("Try, each in a terminal of its own:\n");
  const lines = printed.split("\n").slice(0, 3).map((line) => line.trim());
  assert.match(lines[0], / listen '/);
  assert.match(lines[1], / query '/);
  assert.match(lines[2], /^curl /);

  const listener = shell(`${lines[0]} --count 1`);
  // Nothing says that the listener has subscribed: add messages until it has heard one.
  const heard = listener.ended.then(() => true);
  do {
    const added = await shell(lines[1]).ended;
    assert.equal(added.code, 0, added.err);
    assert.equal(JSON.parse(added.out).data.addMessage.content, "hello");
  } while (!(await Promise.race([heard, new Promise((next) => setImmediate(next, false))])));
  const { code, out, err } = await listener.ended;
  assert.equal(code, 0, err);
  assert.equal(JSON.parse(out).data.messageAdded.content, "hello");

  const asked = await shell(lines[2]).ended;
  assert.equal(asked.code, 0, asked.err);
  assert.deepEqual(JSON.parse(asked.out), { data: { getMessage: null } });
});

test("query prints the answer, and its status tells errors", async () => {
  const target = ["--url", server.url, "--api-key", server.key];
  const good = await run("query", "{ __typename }", ...target);
  assert.deepEqual([good.code, JSON.parse(good.out)], [0, { data: { __typename: "Query" } }]);
  assert.equal((await run("query", "{ nope }", ...target)).code, 1);
  assert.equal((await run("query", "{ __typename }", "--url", "http://127.0.0.1:1/graphql")).code, 2);
  const secure = `${server.https}/graphql`;
  const trusted = await run("query", "{ __typename }", "--url", secure, "--api-key", server.key, "--ca", server.caFile);
  assert.equal(trusted.code, 0);
  assert.equal((await run("query", "{ __typename }", "--url", secure, "--api-key", server.key)).code, 2);
});

// Adds messages until the listener has printed a line.
async function addUntilHeard(listener, content) {
  const heard = once(listener.child.stdout, "data").then(() => true);
  for (let tries = 0; tries < 2000; tries++) {
    await graphql(server, `mutation { addMessage(content: "${content}") { id content } }`);
    if (await Promise.race([heard, new Promise((next) => setImmediate(next, false))])) return;
  }
  assert.fail(`nothing heard: ${listener.text.err}`);
}

test("listen prints one line of JSON an event and ends cleanly on ctrl-c", async () => {
  const document = "subscription { messageAdded { content } }";
  const listener = start("listen", document, "--url", server.url, "--api-key", server.key);
  await addUntilHeard(listener, "one");
  listener.child.kill("SIGINT");
  const { code, out } = await listener.ended;
  assert.equal(code, 0);
  for (const line of out.trim().split("\n")) {
    assert.deepEqual(JSON.parse(line), { data: { messageAdded: { content: "one" } } });
  }
});

test("listen says why when the server refuses", async () => {
  const refused = await run("listen", "subscription { nope }", "--url", server.url, "--api-key", server.key);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /FieldUndefined/);
  const forbidden = await run("listen", "subscription { messageAdded { id } }", "--url", server.url);
  assert.equal(forbidden.code, 1);
});

test("listen connects again when the server comes back", async () => {
  const data = temporaryFolder();
  const first = await startServer({ data });
  const flags = ["--port", String(first.port)];
  const listener = start("listen", "subscription { messageAdded { content } }", "--url", first.url, "--api-key", first.key);
  const outer = server;
  server = first;
  await addUntilHeard(listener, "before");
  await first.kill();
  server = await startServer({ data, flags: [...flags] });
  assert.equal(server.port, first.port);
  await addUntilHeard(listener, "after");
  listener.child.kill("SIGTERM");
  assert.equal((await listener.ended).code, 0);
  assert.equal(await server.stop(), 0);
  server = outer;
  rmSync(data, { recursive: true });
});

test("listen ends when nobody reads what it prints", async () => {
  const words = ["'subscription { messageAdded { content } }'", "--url", server.url, "--api-key", server.key];
  const pipeline = shell(`${binary} listen ${words.join(" ")} | head -n 1`);
  const over = pipeline.ended.then(() => true);
  do await graphql(server, 'mutation { addMessage(content: "one") { id content } }');
  while (!(await Promise.race([over, new Promise((next) => setImmediate(next, false))])));
  assert.equal((await pipeline.ended).out, '{"data":{"messageAdded":{"content":"one"}}}\n');

  // A reader that goes while nothing happens is noticed too: `sh` says that the pipe has no reader.
  const quiet = await shell(`{ ${binary} listen ${words.join(" ")}; echo "ended $?" >&2; } | true`).ended;
  assert.match(quiet.err, /ended 0/);
});

// A server of the test's own, gone with it; `use` gets its port.
async function withServer(listener, use) {
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  try {
    await use(listener.address().port);
  } finally {
    listener.close();
  }
}

test("ctrl-c ends a listen whose server takes the connection and says nothing", async () => {
  const sockets = [];
  const silent = createServer((socket) => sockets.push(socket.on("error", () => {})));
  await withServer(silent, async (port) => {
    for (const scheme of ["http", "https"]) {
      const connection = once(silent, "connection");
      const listener = start("listen", "subscription { a }", "--url", `${scheme}://127.0.0.1:${port}/`);
      await connection;
      const begin = Date.now();
      listener.child.kill("SIGINT");
      assert.equal((await listener.ended).code, 0);
      assert.ok(Date.now() - begin < 5_000);
    }
    sockets.forEach((socket) => socket.destroy());
  });
});

test("listen connects again when the server falls silent, and says so", async () => {
  const http = createHttpServer();
  const mute = new WebSocketServer({ server: http, handleProtocols: () => "graphql-transport-ws" });
  await withServer(http, async (port) => {
    const first = once(mute, "connection");
    const listener = start("listen", "subscription { a }", "--url", `http://127.0.0.1:${port}/`, "--silence-max", "0.2");
    await first;
    await once(mute, "connection");
    listener.child.kill("SIGINT");
    const { code, err } = await listener.ended;
    assert.equal(code, 0);
    assert.match(err, /nothing was heard from the server for 0\.\d s; trying again/);
    mute.clients.forEach((client) => client.terminate());
  });
});

test("listen ends at a refusal that lasts, and tries again after one that passes", async () => {
  let status;
  const http = createHttpServer();
  http.on("upgrade", (_, socket) =>
    socket.end(`HTTP/1.1 ${status} No\r\nconnection: close\r\ncontent-length: 5\r\n\r\nnever`),
  );
  await withServer(http, async (port) => {
    const words = ["listen", "subscription { a }", "--url", `http://127.0.0.1:${port}/`];
    for (status of [400, 401, 403, 404]) {
      const { code, err } = await run(...words);
      assert.equal(code, 1);
      assert.match(err, new RegExp(`the server answered ${status} never`));
    }
    for (status of [408, 429, 500, 503]) {
      const listener = start(...words);
      await once(http, "upgrade");
      await once(http, "upgrade");
      listener.child.kill("SIGINT");
      const { code, err } = await listener.ended;
      assert.equal(code, 0);
      assert.match(err, new RegExp(`the server answered ${status} never; trying again`));
    }
  });
});

test("listen ends at a close that lasts, and tries again after a time-out", async () => {
  let closeCode;
  const http = createHttpServer();
  const closing = new WebSocketServer({ server: http, handleProtocols: () => "graphql-transport-ws" });
  closing.on("connection", (socket) => socket.close(closeCode, "as the test says"));
  await withServer(http, async (port) => {
    const words = ["listen", "subscription { a }", "--url", `http://127.0.0.1:${port}/`];
    closeCode = 4403;
    const forbidden = await run(...words);
    assert.equal(forbidden.code, 1);
    assert.match(forbidden.err, /4403 as the test says/);
    closeCode = 4408;
    const listener = start(...words);
    await once(closing, "connection");
    await once(closing, "connection");
    listener.child.kill("SIGINT");
    assert.equal((await listener.ended).code, 0);
    closing.clients.forEach((client) => client.terminate());
  });
});

test("listen ends at a certificate that nobody trusts and at a path that nobody serves", async () => {
  const document = "subscription { messageAdded { id } }";
  const untrusted = await run("listen", document, "--url", `${server.https}/graphql`, "--api-key", server.key);
  assert.equal(untrusted.code, 1);
  assert.match(untrusted.err, /not trusted/);
  const nowhere = await run("listen", document, "--url", `${server.http}/nothing`, "--api-key", server.key);
  assert.equal(nowhere.code, 1);
  assert.match(nowhere.err, /404/);
});

test("a template that is wrong is named with its line", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "wrong.yaml");
  writeFileSync(file, "Resources:\n  Thing:\n    Type: AWS::S3::Bucket\n");
  const { code, err } = await run("serve", file, "--memory", "--port", "0", "--tls-port", "off");
  assert.equal(code, 1);
  assert.match(err, /wrong\.yaml:3: .*AWS::S3::Bucket/);
  rmSync(folder, { recursive: true });
});

test("localhost is served on IPv4 and IPv6", async () => {
  const server = await startServer();
  const { port } = new URL(server.url);
  const answers = await Promise.all(["127.0.0.1", "[::1]"].map((host) => fetch(`http://${host}:${port}/healthz`)));
  await server.stop();
  assert.deepEqual(answers.map((answer) => answer.status), [200, 200]);
});

test("a server takes all the open files that the system lets it have", async () => {
  const server = await startServer();
  const line = readFileSync(`/proc/${server.process.pid}/limits`, "utf8").match(/Max open files +(\d+) +(\d+)/);
  await server.stop();
  assert.equal(line[1], line[2]);
});

test("the ready file has the promised members", async () => {
  assert.deepEqual(Object.keys(server).slice(0, 4), ["http", "https", "caFile", "apis"]);
  assert.deepEqual(Object.keys(server.apis[0]), ["apiId", "name", "url", "realtimeUrl", "apiKeys"]);
  assert.match(readFileSync(server.caFile, "utf8"), /BEGIN CERTIFICATE/);
  assert.equal(server.readyFileMode, 0o600);
});

test("a start without templates serves what is kept, or says how to begin", async () => {
  const empty = await startServer({ templates: [] });
  assert.match(empty.output(), /^no API yet: syncline serve template\.yaml$/m);
  assert.deepEqual(empty.apis, []);
  assert.equal(await empty.stop(), 0);
  const data = temporaryFolder();
  const first = await startServer({ data });
  assert.doesNotMatch(first.output(), /is kept and served/);
  assert.equal(await first.stop(), 0);
  const second = await startServer({ data, templates: [] });
  assert.match(second.output(), /^stack messages is kept and served$/m);
  assert.match(second.output(), /Try, each in a terminal/);
  assert.equal(second.apis[0].apiId, first.apis[0].apiId);
  assert.equal(await second.stop(), 0);
  rmSync(data, { recursive: true });
});

test("each template gets the parameters that it declares; an unknown one changes nothing", async () => {
  const folder = temporaryFolder();
  const api = (name) =>
    `Parameters:\n  ${name}: {Type: String}\nResources:\n  Api:\n    Type: AWS::AppSync::GraphQLApi\n` +
    `    Properties: {Name: !Ref ${name}, AuthenticationType: API_KEY}\n`;
  const files = ["One", "Two"].map((name) => {
    writeFileSync(join(folder, `${name}.yaml`), api(name));
    return join(folder, `${name}.yaml`);
  });
  const data = join(folder, "data");
  mkdirSync(data);
  const given = ["--parameter", "One=first", files[0], "--parameter", "Two=second", files[1]];
  const wrong = await run("serve", ...given, "--parameter", "Tow=x", "--data", data, "--port", "0", "--tls-port", "off");
  assert.equal(wrong.code, 1);
  assert.match(wrong.err, /--parameter Tow: no template declares it/);
  const served = await startServer({ data, templates: given });
  assert.deepEqual(served.apis.map((one) => one.name), ["first", "second"]);
  assert.equal(await served.stop(), 0);
  rmSync(folder, { recursive: true });
});

test("syncline.toml is read, and what is wrong in it is named with file and line", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "my.toml");
  writeFileSync(file, 'memory = true # nothing is kept\nport = 0\nregion = "a#b"\n');
  const { code, out } = await run("serve", "--config", file, "--print-config");
  assert.equal(code, 0);
  assert.ok(out.includes(`memory = "on"  # ${file}; default "off"`), out);
  assert.match(out, /^region = "a#b" {2}#/m);
  writeFileSync(file, "# a\nport =\n");
  const wrong = await run("serve", "--config", file, "--print-config");
  assert.equal(wrong.code, 2);
  assert.ok(wrong.err.includes(`${file}:2: the value is missing`), wrong.err);
  rmSync(folder, { recursive: true });
});

test("two templates that would be one stack are refused", async () => {
  const { code, err } = await run("serve", messages, messages, "--memory", "--port", "0", "--tls-port", "off");
  assert.equal(code, 1);
  assert.match(err, /are both the stack "messages"/);
});
