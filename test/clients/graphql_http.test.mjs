// GraphQL over HTTP: the audits of npm graphql-http, the media types, and gzip, against the built
// binary.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, getIntrospectionQuery } from "graphql";
import { serverAudits } from "graphql-http";
import { after, before, messages, post, send, startServer, temporaryFolder, test } from "./server.mjs";

const graphqlType = "application/graphql-response+json";

let server;
before(async () => (server = await startServer()));
after(async () => assert.equal(await server.stop(), 0));

// The audits know nothing of authorization.
const withKey = (url, { headers, ...rest } = {}) => fetch(url, { ...rest, headers: { ...headers, "x-api-key": server.key } });

// The audits that are MAY contradict nothing that AppSync does, so that they hold too.
const audits = serverAudits({ url: () => server.url, fetchFn: (url, init) => withKey(url, init) });
test("there are audits of all three kinds", () => {
  for (const kind of ["MUST", "SHOULD", "MAY"]) assert.ok(audits.some(({ name }) => name.startsWith(kind)), kind);
  assert.ok(audits.length >= 60, `${audits.length} audits`);
});
for (const { id, name, fn } of audits) {
  test(`${id} ${name}`, async () => {
    const { status, reason, response } = await fn();
    const told = response && `${response.status} ${JSON.stringify(Object.fromEntries(response.headers))}`;
    assert.equal(status, "ok", `${reason}: ${told}`);
  });
}

const accepting = (accept, body, headers = {}) => post(server, body, { accept, ...headers });

test("partial data is 200 with either type", async () => {
  for (const accept of ["application/json", graphqlType]) {
    const answer = await accepting(accept, { query: '{ a: __typename getMessage(id: "") { id } }' });
    assert.equal(answer.status, 200);
    assert.ok(answer.headers["content-type"].startsWith(accept));
    const { data, errors } = JSON.parse(answer.text);
    assert.deepEqual(data, { a: "Query", getMessage: null });
    assert.deepEqual(errors[0].path, ["getMessage"]);
  }
});
test("an answer is of the type that is preferred", async () => {
  const types = {
    "": "application/json;charset=UTF-8",
    "*/*": "application/json;charset=UTF-8",
    "application/json, text/plain, */*": "application/json;charset=UTF-8",
    "application/graphql-response+json, application/json;q=0.9": `${graphqlType}; charset=utf-8`,
    "application/graphql-response+json;q=0.1, application/json": "application/json;charset=UTF-8",
  };
  for (const [accept, type] of Object.entries(types)) {
    const answer = await accepting(accept, { query: "{ __typename }" });
    assert.equal(answer.headers["content-type"], type, accept);
    assert.equal(answer.text, '{"data":{"__typename":"Query"}}');
  }
});
test("who takes neither type is refused", async () => {
  const answer = await accepting("text/html", { query: "{ __typename }" });
  assert.equal(answer.status, 406);
  assert.equal(JSON.parse(answer.text).errors[0].errorType, "NotAcceptableException");
});
test("a body without a type is refused, in AppSync's words when there is none", async () => {
  const headers = { "x-api-key": server.key };
  const untyped = await send(server.url, { method: "POST", headers, body: '{"query":"{ __typename }"}' });
  assert.equal(untyped.status, 415);
  const empty = await send(server.url, { method: "POST", headers });
  assert.equal(empty.status, 400);
  assert.match(empty.text, /Request body is empty\./);
});
test("the content types of AppSync's own samples are taken", async () => {
  for (const type of ["application/graphql", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded"]) {
    const answer = await post(server, { query: "{ __typename }" }, { "content-type": type });
    assert.equal(answer.text, '{"data":{"__typename":"Query"}}', type);
  }
});
test("a batch is refused, and the message says so", async () => {
  for (const accept of ["application/json", graphqlType]) {
    const answer = await accepting(accept, [{ query: "{ __typename }" }, { query: "{ __typename }" }]);
    assert.equal(answer.status, 400);
    assert.match(JSON.parse(answer.text).errors[0].message, /^A batch of operations is not supported/);
  }
});
test("a mutation by GET is refused with either type", async () => {
  for (const accept of ["application/json", graphqlType]) {
    const url = `${server.url}?query=${encodeURIComponent('mutation { addMessage(content: "x") { id } }')}`;
    const answer = await send(url, { headers: { accept, "x-api-key": server.key } });
    assert.equal(answer.status, 405);
    assert.equal(answer.headers.allow, "POST");
  }
});

// What node reads of one request on a socket of its own, as bytes.
async function raw(headers, body) {
  const socket = connect(server.port, "127.0.0.1");
  const parts = [];
  socket.on("data", (part) => parts.push(part));
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nx-api-key: ${server.key}\r\n` +
      `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`,
  );
  await once(socket, "close");
  const bytes = Buffer.concat(parts);
  const end = bytes.indexOf("\r\n\r\n");
  return { head: bytes.subarray(0, end).toString(), body: bytes.subarray(end + 4) };
}

const introspection = JSON.stringify({ query: getIntrospectionQuery() });

test("a long answer is sent as gzip to who accepts it", async () => {
  const plain = await raw("", introspection);
  const packed = await raw("accept-encoding: br;q=1, gzip;q=0.8\r\n", introspection);
  assert.ok(plain.body.length > 10_000);
  assert.ok(packed.body.length < plain.body.length / 3, `${packed.body.length} of ${plain.body.length}`);
  assert.match(packed.head, /^content-encoding: gzip$/m);
  for (const { head } of [plain, packed]) assert.match(head, /^vary: accept-encoding$/m);
  assert.doesNotMatch(plain.head, /content-encoding/);
  assert.match(packed.head, new RegExp(`^content-length: ${packed.body.length}$`, "m"));
  assert.deepEqual(gunzipSync(packed.body), plain.body);
});
test("fetch reads it", async () => {
  const answer = await withKey(server.url, {
    method: "POST",
    headers: { "content-type": "application/json", "accept-encoding": "gzip" },
    body: introspection,
  });
  assert.equal(answer.headers.get("content-encoding"), "gzip");
  assert.ok(buildClientSchema((await answer.json()).data).getType("Message"));
});
test("nothing is compressed for who does not want it, nor what is short", async () => {
  for (const encodings of ["identity", "gzip;q=0", "*;q=0", "br"]) {
    const answer = await raw(`accept-encoding: ${encodings}\r\n`, introspection);
    assert.doesNotMatch(answer.head, /content-encoding/, encodings);
  }
  const answer = await raw("accept-encoding: gzip\r\n", '{"query":"{ __typename }"}');
  assert.doesNotMatch(answer.head, /content-encoding|vary/);
});
test("an answer of many turns is compressed whole", async () => {
  const fields = Array.from({ length: 400 }, (_, i) => `${"alias".repeat(200)}${i}: __typename`);
  const body = JSON.stringify({ query: `{ ${fields.join(" ")} }` });
  const packed = await raw("accept-encoding: gzip\r\n", body);
  assert.match(packed.head, /^content-encoding: gzip$/m);
  const text = gunzipSync(packed.body).toString();
  assert.ok(text.length > 400_000);
  assert.equal(Object.keys(JSON.parse(text).data).length, 400);
});

test("an API's own guards and wording stand in its tags", async () => {
  const folder = temporaryFolder();
  const template = join(folder, "guarded.yaml");
  const tags = { "syncline:rootAliasLimit": "2", "syncline:complexityLimit": "5", "syncline:validationWording": "reference" };
  const lines = Object.entries(tags).map(([key, value]) => `        - Key: "${key}"\n          Value: "${value}"\n`);
  const name = "      Name: example-api\n";
  const text = readFileSync(messages, "utf8");
  assert.ok(text.includes(name));
  writeFileSync(template, text.replace(name, `${name}      Tags:\n${lines.join("")}`));
  const guarded = await startServer({ templates: [template] });
  const answer = async (query) => JSON.parse((await post(guarded, { query })).text);
  try {
    assert.deepEqual(await answer("{ a: __typename b: __typename }"), { data: { a: "Query", b: "Query" } });
    const flood = await answer("{ a: __typename b: __typename c: __typename }");
    assert.equal(flood.errors[0].message, "The operation has more than 2 aliases of root fields.");
    const costly = await answer('{ getMessage(id: "1") { id content a: id b: content c: id } }');
    assert.equal(costly.errors[0].message, "The operation has a complexity of 6, which is more than 5.");
    assert.equal((await answer("{ nope }")).errors[0].message, 'Cannot query field "nope" on type "Query".');
  } finally {
    await guarded.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
