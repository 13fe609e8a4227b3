// Generated documents, valid and broken, answered by our GraphQL rooms and by npm's graphql: the
// same verdict, the same data, the same places of errors. SYNCLINE_SEEDS="from to" looks at others.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { buildSchema, execute, getOperationAST, parse, validate } from "graphql";
import { makeCase } from "./differential/documents.mjs";
import { schemas } from "./differential/schemas.mjs";

const program = process.env.SYNCLINE_GRAPHQL_ANSWERS ??
  fileURLToPath(new URL("../../build/release/test/graphql_answers", import.meta.url));
const [from, to] = (process.env.SYNCLINE_SEEDS ?? "0 2000").split(" ").map(Number);

// JavaScript counts UTF-16 units; graphql-java, and so AppSync and we, count code points.
function inCodePoints(document, { line, column }) {
  const text = document.split(/\r\n|\n|\r/)[line - 1];
  return { line, column: [...text.slice(0, column - 1)].length + 1 };
}

function reference(schema, { document, variables, root }) {
  let tree;
  try {
    tree = parse(document);
  } catch (error) {
    return { fault: "syntax", locations: inCodePoints(document, error.locations[0]) };
  }
  let violations;
  try {
    violations = validate(schema, tree, undefined, { maxErrors: 1000 });
  } catch (error) {
    // graphql 16 throws when a variable in a oneOf object is not declared.
    assert.ok(error instanceof TypeError, error);
    violations = [error];
  }
  if (violations.length > 0) return { fault: "validation", errors: violations.map((v) => v.message) };
  if (getOperationAST(tree) === null) return { fault: "request" };
  const { data, errors = [] } = execute({ schema, document: tree, variableValues: variables, rootValue: root });
  if (data === undefined) return { fault: "request", errors: errors.map((e) => e.message) };
  return {
    data: JSON.parse(JSON.stringify(data)),
    errors,
  };
}

function ours(cases) {
  const lines = [{ schemas }, ...cases].map((c) => JSON.stringify(c)).join("\n");
  const run = spawnSync(program, { input: `${lines}\n`, maxBuffer: 1 << 30, encoding: "utf8", timeout: 120_000 });
  assert.equal(run.status, 0, run.stderr);
  return run.stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
}

// AppSync gives a null that came up no location, so errors of execution are compared by their paths.
const sorted = (errors) => errors.map((e) => JSON.stringify(e.path)).sort();

// Text, so that the order of members counts.
function compared(answer) {
  if (answer.fault === "syntax") return JSON.stringify(["syntax", answer.locations.line, answer.locations.column]);
  if (answer.fault !== undefined) return answer.fault;
  return JSON.stringify([answer.data, sorted(answer.errors)]);
}

test(`${to - from} generated documents`, () => {
  const built = Object.fromEntries(Object.entries(schemas).map(([name, sdl]) => [name, buildSchema(sdl)]));
  const keys = Object.keys(schemas);
  const cases = [];
  for (let seed = from; seed < to; ++seed) {
    const schema = keys[seed % keys.length];
    cases.push({ seed, schema, ...makeCase(built[schema], seed) });
  }
  const answers = ours(cases);
  const tally = {};
  const differences = [];
  cases.forEach((one, i) => {
    const wanted = reference(built[one.schema], one);
    tally[wanted.fault ?? "data"] = (tally[wanted.fault ?? "data"] ?? 0) + 1;
    if (compared(wanted) !== compared(answers[i])) differences.push({ ...one, root: undefined, wanted, got: answers[i] });
  });
  console.log(`verdicts: ${JSON.stringify(tally)}`);
  for (const kind of ["syntax", "validation", "data"]) assert.ok(tally[kind] > (to - from) / 40, `enough of ${kind}`);
  const told = differences.slice(0, 20).map((d) =>
    `seed ${d.seed} (${d.schema}) ${JSON.stringify(d.variables)}\n${d.document}\n` +
    `  wanted ${JSON.stringify(d.wanted)}\n  got    ${JSON.stringify(d.got)}`);
  assert.equal(differences.length, 0, `${differences.length} differ:\n${told.join("\n\n")}`);
});
