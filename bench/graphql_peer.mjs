// The same work as bench/graphql.cc by npm's graphql: reads {schema, document, leaves, introspection,
// root} as JSON from the file named, prints nanoseconds for each.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(new URL("../test/clients/", import.meta.url));
const { buildSchema, execute, parse, validate } = require("graphql");
const work = JSON.parse(readFileSync(process.argv[2], "utf8"));
const schema = buildSchema(work.schema);

function nanoseconds(run) {
  for (const began = performance.now(); performance.now() - began < 300; ) run(); // warm
  const times = [];
  for (let round = 0; round < 301; ++round) {
    let turns = 0;
    const began = performance.now();
    do {
      run();
      ++turns;
    } while (performance.now() - began < 2);
    times.push(((performance.now() - began) * 1e6) / turns);
  }
  return times.sort((a, b) => a - b)[150];
}

const document = parse(work.document);
const leaves = parse(work.leaves);
const introspection = parse(work.introspection);
const hello = parse("{ hello }");
const greeting = { hello: () => "world" };
const answer = (asked) => JSON.stringify(execute({ schema, document: asked, rootValue: work.root }));
console.log(JSON.stringify({
  parse: nanoseconds(() => parse(work.document)),
  validate: nanoseconds(() => validate(schema, document)),
  execute: nanoseconds(() => answer(leaves)),
  introspect: nanoseconds(() => answer(introspection)),
  hello: nanoseconds(() => JSON.stringify(execute({ schema, document: hello, rootValue: greeting }))),
}));
