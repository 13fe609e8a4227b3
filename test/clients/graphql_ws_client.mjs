// graphql-ws as its README shows it: two subscribers, mutations. Prints what they received.
import { createClient } from "graphql-ws";
import WebSocket from "ws";

const http = new URL("/graphql", process.env.SERVER);
const websocket = new URL(http);
websocket.protocol = http.protocol === "https:" ? "wss:" : "ws:";
const key = process.env.SYNCLINE_KEY;

async function add(content) {
  const response = await fetch(http, {
    method: "POST",
    headers: { "x-api-key": key, "content-type": "application/json" },
    body: JSON.stringify({
      query: "mutation ($content: String!) { addMessage(content: $content) { id content } }",
      variables: { content },
    }),
  });
  return (await response.json()).data.addMessage;
}

const clients = [];
const firstEvent = (query) => {
  const client = createClient({
    url: websocket.href,
    webSocketImpl: WebSocket,
    connectionParams: { "x-api-key": key },
  });
  clients.push(client);
  return new Promise((received, failed) => {
    client.subscribe({ query }, { next: received, error: failed, complete: () => {} });
  });
};

let events;
const arrived = Promise.all([
  firstEvent("subscription { messageAdded { id content } }"),
  firstEvent("subscription { messageAdded { content } }"),
]).then((all) => (events = all));
// This protocol has no answer that says "subscribed": add messages until both have heard one.
const added = [];
while (events === undefined && added.length < 200) {
  added.push(await add(`message ${added.length}`));
  await Promise.race([arrived, new Promise(setImmediate)]);
}
await arrived;
await Promise.all(clients.map((client) => client.dispose()));
console.log(JSON.stringify({ added, events }));
