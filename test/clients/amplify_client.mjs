// aws-amplify v6 as its documentation shows it: generateClient, subscribe, mutate, receive.
// It always opens wss, with AppSync's protocol and the authorization in a sub-protocol.
import { webcrypto } from "node:crypto";
import WebSocket from "ws";

// What a browser has and an older node may lack.
globalThis.WebSocket ??= WebSocket;
globalThis.crypto ??= webcrypto;
const { Amplify } = await import("aws-amplify");
const { generateClient, CONNECTION_STATE_CHANGE } = await import("aws-amplify/api");
const { Hub } = await import("aws-amplify/utils");

Amplify.configure({
  API: {
    GraphQL: {
      endpoint: `${process.env.SYNCLINE_HTTPS}/graphql`,
      region: "us-east-1",
      defaultAuthMode: "apiKey",
      apiKey: process.env.SYNCLINE_KEY,
    },
  },
});

const client = generateClient();
// Amplify says "Connected" once the start was acknowledged.
const connected = new Promise((done) => {
  Hub.listen("api", ({ payload }) => {
    if (payload.event === CONNECTION_STATE_CHANGE && payload.data.connectionState === "Connected") {
      done();
    }
  });
});
let subscription;
const event = new Promise((received, failed) => {
  subscription = client
    .graphql({ query: "subscription { messageAdded { id content } }" })
    .subscribe({ next: ({ data }) => received(data), error: failed });
});
await Promise.race([connected, event]);
const added = await client.graphql({
  query: "mutation Add($content: String!) { addMessage(content: $content) { id content } }",
  variables: { content: "hello" },
});
const data = await event;
const read = await client.graphql({
  query: "query Get($id: ID!) { getMessage(id: $id) { id content } }",
  variables: { id: added.data.addMessage.id },
});
subscription.unsubscribe();
console.log(JSON.stringify({ added: added.data, event: data, read: read.data }));
process.exit(0);
