// kill -9 at 50 points under load, on one data folder: what was acknowledged is there, nothing is
// half applied, and the store agrees with itself (test/store_check). A last write that a power cut
// tore is dropped when the store is opened.
import assert from "node:assert/strict";
import { appendFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { root, start, startServer, temporaryFolder, test } from "./server.mjs";

const kills = 50;
const writers = 32;
const keysOfWriter = 8;
const acknowledgedMax = 1_000; // a kill comes after so many answers at most
const checker = process.env.SYNCLINE_STORE_CHECK ?? join(root, "build/release/test/store_check");

// mulberry32: the kills' places follow from the seed, as far as the load lets them.
const seed = Number(process.env.SYNCLINE_SEED ?? Date.now() % 1_000_000);
let state = seed;
function random(bound) {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
}

function call(server, operation, input, api = "DynamoDB_20120810") {
  return new Promise((done, failed) => {
    const asked = request(
      server.http,
      {
        method: "POST",
        agent: server.agent,
        headers: {
          "content-type": "application/x-amz-json-1.0",
          "x-amz-target": `${api}.${operation}`,
          "x-amz-date": "20260101T000000Z",
          authorization:
            "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, " +
            "SignedHeaders=host;x-amz-date, Signature=00",
        },
      },
      (response) => {
        let text = "";
        response.on("data", (part) => (text += part));
        response.on("error", failed);
        response.on("end", () => {
          if (!response.complete) return failed(new Error("cut off"));
          const answer = JSON.parse(text);
          if (response.statusCode === 200) return done(answer);
          failed(Object.assign(new Error(text), { refused: answer.__type }));
        });
      },
    );
    asked.on("error", failed);
    asked.end(JSON.stringify(input));
  });
}

const table = (name, more = {}) => ({
  TableName: name,
  BillingMode: "PAY_PER_REQUEST",
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  ...more,
});

async function makeTables(server) {
  await call(server, "CreateTable", table("counters"));
  await call(
    server,
    "CreateTable",
    table("items", {
      AttributeDefinitions: [
        { AttributeName: "id", AttributeType: "S" },
        { AttributeName: "g", AttributeType: "N" },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "by_g",
          KeySchema: [{ AttributeName: "g", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        },
      ],
    }),
  );
}

// What is known of each item: the version that was acknowledged last, and those that were sent
// since: 0 is no item.
class Known {
  items = new Map();
  hits = { least: 0, most: 0 }; // of the counter that all writers share

  of(id) {
    if (!this.items.has(id)) this.items.set(id, { least: 0, sent: [] });
    return this.items.get(id);
  }
  send(id, version) {
    this.of(id).sent.push(version);
  }
  acknowledge(id, version) {
    this.items.set(id, { least: version, sent: [] });
  }
  // The item may have what was acknowledged, or what was sent and not answered.
  check(id, found) {
    const { least, sent } = this.of(id);
    assert.ok([least, ...sent].includes(found), `${id} is ${found}: not ${least} or ${sent}`);
    this.acknowledge(id, found);
  }
}

const text = (value) => ({ S: value });
const number = (value) => ({ N: String(value) });
const item = (id, version) => ({ id: text(id), v: number(version), g: number(version % 7) });

class Writer {
  constructor(server, known, own) {
    Object.assign(this, { server, known, own, version: Math.max(0, ...this.versions(known, own)) });
  }
  *versions(known, own) {
    for (let n = 0; n < keysOfWriter; n++) yield known.of(`${own}.${n}`).least;
    yield known.of(`${own}.left`).least;
  }
  id() {
    return `${this.own}.${random(keysOfWriter)}`;
  }
  async put() {
    const id = this.id();
    const version = ++this.version;
    this.known.send(id, version);
    await call(this.server, "PutItem", { TableName: "items", Item: item(id, version) });
    this.known.acknowledge(id, version);
  }
  async remove() {
    const id = this.id();
    this.known.send(id, 0);
    await call(this.server, "DeleteItem", { TableName: "items", Key: { id: text(id) } });
    this.known.acknowledge(id, 0);
  }
  // A counter of the writer's own, that goes on only from where the writer knows it to be.
  async count() {
    const id = `${this.own}.count`;
    const before = this.known.of(id).least;
    this.known.send(id, before + 1);
    await call(this.server, "UpdateItem", {
      TableName: "counters",
      Key: { id: text(id) },
      UpdateExpression: "SET v = :after",
      ConditionExpression: before === 0 ? "attribute_not_exists(v)" : "v = :before",
      ExpressionAttributeValues: {
        ":after": number(before + 1),
        ...(before === 0 ? {} : { ":before": number(before) }),
      },
    });
    this.known.acknowledge(id, before + 1);
  }
  async hit() {
    this.known.hits.most++;
    await call(this.server, "UpdateItem", {
      TableName: "counters",
      Key: { id: text("hits") },
      UpdateExpression: "ADD v :one",
      ExpressionAttributeValues: { ":one": number(1) },
    });
    this.known.hits.least++;
  }
  // Two items of two tables, always of one version.
  async pair() {
    const [left, right] = [`${this.own}.left`, `${this.own}.right`];
    const version = ++this.version;
    for (const id of [left, right]) this.known.send(id, version);
    await call(this.server, "TransactWriteItems", {
      TransactItems: [
        { Put: { TableName: "items", Item: item(left, version) } },
        { Put: { TableName: "counters", Item: item(right, version) } },
      ],
    });
    for (const id of [left, right]) this.known.acknowledge(id, version);
  }
  next() {
    return [this.put, this.put, this.remove, this.count, this.hit, this.pair][random(6)].call(this);
  }
}

// Writes until the server is killed, in the middle of it.
async function writeUntilKilled(server, known) {
  const last = 1 + random(acknowledgedMax);
  let acknowledged = 0;
  const work = async (own) => {
    const writer = new Writer(server, known, own);
    while (true) {
      try {
        await writer.next();
      } catch (error) {
        if (error.refused) throw error;
        return;
      }
      if (++acknowledged === last) server.process.kill("SIGKILL");
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, n) => work(`w${n}`)));
  assert.ok(acknowledged >= last);
  return acknowledged;
}

async function readAll(server, name) {
  const found = new Map();
  let start;
  do {
    const page = await call(server, "Scan", {
      TableName: name,
      ConsistentRead: true,
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    for (const one of page.Items) found.set(one.id.S, Number(one.v.N));
    start = page.LastEvaluatedKey;
  } while (start);
  return found;
}

async function checkKnown(server, known) {
  const found = new Map([
    ...(await readAll(server, "items")),
    ...(await readAll(server, "counters")),
  ]);
  const hits = found.get("hits") ?? 0;
  assert.ok(known.hits.least <= hits && hits <= known.hits.most, `${hits} hits`);
  known.hits = { least: hits, most: hits };
  found.delete("hits");
  for (const id of new Set([...known.items.keys(), ...found.keys()])) {
    known.check(id, found.get(id) ?? 0);
  }
  for (let n = 0; n < writers; n++) {
    assert.equal(found.get(`w${n}.left`), found.get(`w${n}.right`), "half a transaction");
  }
}

// What the table's stream says that its items are, from its first record on.
async function foldStream(server, name) {
  const ask = (operation, input) => call(server, operation, input, "DynamoDBStreams_20120810");
  const { Streams: streams } = await ask("ListStreams", { TableName: name });
  assert.equal(streams.length, 1);
  const StreamArn = streams[0].StreamArn;
  const { StreamDescription: stream } = await ask("DescribeStream", { StreamArn });
  let { ShardIterator: iterator } = await ask("GetShardIterator", {
    StreamArn,
    ShardId: stream.Shards[0].ShardId,
    ShardIteratorType: "TRIM_HORIZON",
  });
  const folded = new Map();
  let last = "";
  while (true) {
    const page = await ask("GetRecords", { ShardIterator: iterator });
    if (page.Records.length === 0) return folded;
    for (const { dynamodb: change } of page.Records) {
      assert.ok(change.SequenceNumber > last);
      last = change.SequenceNumber;
      const id = change.Keys.id.S;
      assert.equal(change.OldImage && Number(change.OldImage.v.N), folded.get(id));
      if (change.NewImage) folded.set(id, Number(change.NewImage.v.N));
      else folded.delete(id);
    }
    iterator = page.NextShardIterator;
  }
}

async function checkStreams(server) {
  for (const name of ["items", "counters"]) {
    const [folded, found] = [await foldStream(server, name), await readAll(server, name)];
    assert.deepEqual(new Map([...folded].sort()), new Map([...found].sort()));
  }
}

// The beginning of a write that never came to its end, behind those that did.
function tearLastWrite(data) {
  const folder = join(data, "store");
  const logs = readdirSync(folder).filter((name) => name.endsWith(".log") && name !== "LOG");
  const newest = logs.sort().at(-1);
  if (newest === undefined) return;
  const torn = Buffer.from(Array.from({ length: 7 + random(200) }, () => random(256)));
  torn.writeUInt16LE(20_000, 4); // a record of 20,000 bytes, of which so many came
  torn[6] = 1;
  appendFileSync(join(folder, newest), torn);
}

async function checkStore(data) {
  const { code, out } = await start(checker, [data]).ended;
  assert.equal(code, 0, out);
  assert.match(out, /2 streams folded, 0 faults/);
}

async function surviveKills() {
  const data = temporaryFolder();
  const nothing = join(data, "nothing.yaml");
  writeFileSync(nothing, "Resources: {}\n");
  const known = new Known();
  let acknowledged = 0;
  for (let kill = 0; kill <= kills; kill++) {
    const server = await startServer({ templates: [nothing], data });
    server.agent = new Agent({ keepAlive: true, maxSockets: writers });
    if (kill === 0) await makeTables(server);
    await checkKnown(server, known);
    if (kill === kills) {
      await checkStreams(server);
      assert.equal(await server.stop(), 0);
    } else {
      acknowledged += await writeUntilKilled(server, known);
      await server.kill();
    }
    server.agent.destroy();
    if (kill % 5 === 3) tearLastWrite(data);
    // By turns it is the checker and the server that opens what the kill left.
    if (kill % 2 === 0) await checkStore(data);
  }
  rmSync(data, { recursive: true });
  console.log(`${kills} kills, ${acknowledged} acknowledged writes, seed ${seed}`);
}

test("50 kills lose no acknowledged write, and leave none half done", surviveKills, {
  timeout: 300_000,
});
