// kill -9 in the middle of 10,000 addMessage calls: what was acknowledged is there afterwards.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { graphql, startServer, temporaryFolder, test } from "./server.mjs";

const calls = 10_000;
const killAfter = 5_000;
const parallel = 32;

function add(server, agent, content) {
  const body = JSON.stringify({
    query: "mutation ($content: String!) { addMessage(content: $content) { id content } }",
    variables: { content },
  });
  return new Promise((done, failed) => {
    const call = request(
      server.url,
      {
        method: "POST",
        agent,
        headers: { "x-api-key": server.key, "content-type": "application/json" },
      },
      (response) => {
        let text = "";
        response.on("data", (part) => (text += part));
        response.on("end", () => {
          if (response.complete) done(JSON.parse(text).data.addMessage);
          else failed(new Error("cut off"));
        });
        response.on("error", failed);
      },
    );
    call.on("error", failed);
    call.end(body);
  });
}

// Sends all calls, kills the server in their middle, and returns what was acknowledged.
async function addUntilKilled(server) {
  const agent = new Agent({ keepAlive: true, maxSockets: parallel });
  const acknowledged = [];
  let next = 0;
  let failures = 0;
  const worker = async () => {
    while (next < calls) {
      const content = `message ${next++}`;
      try {
        acknowledged.push(await add(server, agent, content));
      } catch {
        failures++;
        return;
      }
      if (acknowledged.length === killAfter) server.process.kill("SIGKILL");
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  agent.destroy();
  return { acknowledged, failures };
}

async function surviveTheKill() {
  const data = temporaryFolder();
  let server = await startServer({ data });
  const key = server.key;
  const { acknowledged, failures } = await addUntilKilled(server);
  await server.kill();
  assert.ok(acknowledged.length >= killAfter);
  assert.ok(failures > 0, "the kill came too late to cut anything off");

  server = await startServer({ data });
  assert.equal(server.key, key, "the API key is the same after a restart");
  for (let at = 0; at < acknowledged.length; at += 100) {
    const page = acknowledged.slice(at, at + 100);
    const query = page.map(({ id }, n) => `m${n}: getMessage(id: "${id}") { id content }`).join(" ");
    const { data: found } = await graphql(server, `{ ${query} }`);
    page.forEach((message, n) => assert.deepEqual(found[`m${n}`], message));
  }
  assert.equal(await server.stop(), 0);
  rmSync(data, { recursive: true });
}

test("every acknowledged message survives kill -9", surviveTheKill, { timeout: 300_000 });
