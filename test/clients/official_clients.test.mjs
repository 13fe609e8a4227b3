// npm graphql-ws and aws-amplify, unmodified, against the built server.
import assert from "node:assert/strict";
import { after, before, runClient, startServer, test } from "./server.mjs";

let server;
before(async () => (server = await startServer()));
after(async () => assert.equal(await server.stop(), 0));

for (const transport of ["http", "https"]) {
  test(`graphql-ws subscribers receive what a mutation adds, over ${transport}`, async () => {
    const environment = { SERVER: server[transport] };
    const { code, output } = await runClient("graphql_ws_client.mjs", server, environment);
    assert.equal(code, 0);
    const { added, events } = JSON.parse(output);
    assert.match(added[0].id, /^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    const [whole, content] = events.map((event) => event.data.messageAdded);
    assert.deepEqual(whole, added.find(({ id }) => id === whole.id));
    assert.deepEqual(Object.keys(content), ["content"]);
    assert.ok(added.some((message) => message.content === content.content));
  });
}

test("aws-amplify v6 subscribes, mutates and receives over wss", async () => {
  const { code, output } = await runClient("amplify_client.mjs", server);
  assert.equal(code, 0);
  const { added, event, read } = JSON.parse(output);
  assert.equal(added.addMessage.content, "hello");
  assert.deepEqual(event, { messageAdded: added.addMessage });
  assert.deepEqual(read, { getMessage: added.addMessage });
});
