// The command line as a newcomer uses it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { binary, graphql, messages, startServer, temporaryFolder } from "./server.mjs";

function start(...words) {
  const child = spawn(binary, words, { stdio: ["ignore", "pipe", "pipe"] });
  const text = { out: "", err: "" };
  child.stdout.on("data", (part) => (text.out += part));
  child.stderr.on("data", (part) => (text.err += part));
  return { child, text, ended: once(child, "close").then(([code]) => ({ code, ...text })) };
}
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
  const lines = server.output().split("\n").filter((line) => line.startsWith("  ") && line.includes("query '"));
  assert.equal(lines.length, 1);
  const shell = spawn("sh", ["-c", lines[0].trim()], { stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  shell.stdout.on("data", (part) => (out += part));
  assert.deepEqual(await once(shell, "close"), [0, null]);
  assert.equal(JSON.parse(out).data.addMessage.content, "hello");
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

test("a template that is wrong is named with its line", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "wrong.yaml");
  writeFileSync(file, "Resources:\n  Thing:\n    Type: AWS::S3::Bucket\n");
  const { code, err } = await run("serve", file, "--memory", "--port", "0", "--tls-port", "off");
  assert.equal(code, 1);
  assert.match(err, /wrong\.yaml:3: .*AWS::S3::Bucket/);
  rmSync(folder, { recursive: true });
});

test("the ready file has the promised members", async () => {
  assert.deepEqual(Object.keys(server).slice(0, 4), ["http", "https", "caFile", "apis"]);
  assert.deepEqual(Object.keys(server.apis[0]), ["apiId", "name", "url", "realtimeUrl", "apiKeys"]);
  assert.match(readFileSync(server.caFile, "utf8"), /BEGIN CERTIFICATE/);
});

test("two templates that would be one stack are refused", async () => {
  const { code, err } = await run("serve", messages, messages, "--memory", "--port", "0", "--tls-port", "off");
  assert.equal(code, 1);
  assert.match(err, /are both the stack "messages"/);
});
