// Generated documents, valid and broken, answered by our GraphQL rooms and by npm's graphql: the
// same verdict, the same violations, the same data (as values and as text), the same places of errors;
// and generated schemas: the same verdict. SYNCLINE_SEEDS="from to" and SYNCLINE_SDL_SEEDS="from to"
// look at others.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { buildSchema, execute, GraphQLError, getOperationAST, getVariableValues, parse, validate, validateSchema } from "graphql";
import { makeCase } from "./differential/documents.mjs";
import { schemas } from "./differential/schemas.mjs";
import { makeSchema } from "./differential/sdl.mjs";

const program = process.env.SYNCLINE_GRAPHQL_ANSWERS ??
  fileURLToPath(new URL("../../build/release/test/graphql_answers", import.meta.url));
const [from, to] = (process.env.SYNCLINE_SEEDS ?? "0 2000").split(" ").map(Number);

// JavaScript counts UTF-16 units; graphql-java, and so AppSync and we, count code points.
function inCodePoints(document, { line, column }) {
  const text = document.split(/\r\n|\n|\r/)[line - 1];
  return { line, column: [...text.slice(0, column - 1)].length + 1 };
}

function told(document, error) {
  const locations = (error.locations ?? []).map((at) => inCodePoints(document, at)).map((at) => [at.line, at.column]);
  return { message: error.message, locations };
}

function reference(schema, { document, variables, root }) {
  let tree;
  try {
    tree = parse(document);
  } catch (error) {
    // Descriptions of operations and variables are newer than graphql 16.
    if (/Expected "\$", found (Block)?String|description/.test(error.message)) return { fault: "unsure" };
    return { fault: "syntax", locations: inCodePoints(document, error.locations[0]) };
  }
  let violations;
  try {
    violations = validate(schema, tree, undefined, { maxErrors: 1000 });
  } catch (error) {
    // graphql 16 throws when a variable in a oneOf object is not declared, and when one decides
    // on a subscription's root field.
    assert.ok(error instanceof TypeError || error instanceof GraphQLError, error);
    return { fault: "unsure" };
  }
  if (violations.length > 0) return { fault: "validation", violations: violations.map((v) => told(document, v)) };
  if (getOperationAST(tree) === null) return { fault: "request" };
  const operation = getOperationAST(tree);
  if (operation.operation === "subscription") {
    const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
    return { fault: errors === undefined ? "subscription" : "request" };
  }
  const { data, errors = [] } = execute({ schema, document: tree, variableValues: variables, rootValue: root });
  if (data === undefined) return { fault: "request", errors: errors.map((e) => e.message) };
  return {
    data: JSON.parse(JSON.stringify(data)),
    errors,
  };
}

// What graphql 16 does not know yet: conditions on a subscription's root field.
const newer = (answer) =>
  answer.fault === "validation" && answer.violations.some((v) => v.message.includes("must not use `@skip` or `@include`"));

function ours(cases) {
  const lines = [{ schemas }, ...cases].map((c) => JSON.stringify(c)).join("\n");
  const run = spawnSync(program, { input: `${lines}\n`, maxBuffer: 1 << 30, encoding: "utf8", timeout: 120_000 });
  assert.equal(run.status, 0, run.stderr);
  return run.stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
}

// AppSync gives a null that came up no location, so errors of execution are compared by their paths.
const sorted = (errors) => errors.map((e) => JSON.stringify(e.path)).sort();

// AppSync tells these at another node (graphql-java's): the argument and not its value, the spread and
// not its name. Of all others the first place is compared too.
const elsewhere = [
  /^Variable ".*" of type ".*" used in position/, /^Unknown fragment /, /^This anonymous operation/, /^There can be only one /,
  /^The directive ".*" can only be used once/, /^(Anonymous )?Subscription /, / cannot represent /, / must not have a selection/,
  / cannot condition on /, / cannot be non-input type /, / is not defined by type /, /^Expected value of type /,
  / does not exist in ".*" enum/, / of required type ".*" was not provided/, / is required, but it was not provided/,
  /^OneOf Input Object /, / must be non-null/,
];

function said(violations) {
  const messages = violations.map((v) => v.message);
  const twice = messages.some((m) => m.startsWith("There can be only one input field"));
  const unknown = messages.some((m) => m.includes(" is not defined by type "));
  // Of two fragments with one name graphql looks at the later, graphql-java at the first.
  if (messages.some((m) => m.startsWith("There can be only one fragment"))) return ["fragments of one name"];
  const several = messages.some((m) => m.includes("must select only one top level field"));
  return violations.filter(({ message }) => {
    // graphql-java tells one fault of a value.
    if (unknown && message.includes(" of required type ")) return false;
    if (twice && message.includes(" cannot represent ")) return false;
    return !(several && message.includes("must not select an introspection"));
  }).map(({ message: whole, locations }) => {
    // A member of a oneOf object must not be null: we say so in its type.
    const message = whole.replace(/ Did you mean .*\?$/, "").replace(/(expecting type ".*)!"\.$/, '$1".');
    if (message.startsWith("Cannot spread fragment ")) return "A circle of fragments."; // by one way or another
    // Which of two nested conflicts is told depends on who is looked at first.
    if (message.startsWith("Fields ") && message.includes(" conflict because ")) return "Fields conflict.";
    return elsewhere.some((e) => e.test(message)) ? message : `${message} @ ${locations[0]}`;
  });
}

// Text, so that the order of members counts.
function compared(answer) {
  if (answer.fault === "syntax") return JSON.stringify(["syntax", answer.locations.line, answer.locations.column]);
  if (answer.fault === "validation") return JSON.stringify(["validation", ...new Set(said(answer.violations))].sort());
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
    if (wanted.fault === "unsure" || newer(answers[i])) return;
    if (compared(wanted) !== compared(answers[i])) differences.push({ ...one, root: undefined, wanted, got: answers[i] });
  });
  assert.ok((tally.unsure ?? 0) < (to - from) / 100, "few that graphql cannot judge");
  console.log(`verdicts: ${JSON.stringify(tally)}`);
  for (const kind of ["syntax", "validation", "data", "subscription"]) assert.ok(tally[kind] > (to - from) / 40, `enough of ${kind}`);
  const told = differences.slice(0, 20).map((d) =>
    `seed ${d.seed} (${d.schema}) ${JSON.stringify(d.variables)}\n${d.document}\n` +
    `  wanted ${JSON.stringify(d.wanted)}\n  got    ${JSON.stringify(d.got)}`);
  assert.equal(differences.length, 0, `${differences.length} differ:\n${told.join("\n\n")}`);
});

// Where the specification refuses what graphql 16 takes: default values that do not fit, and the
// September 2025 edition's rules.
const stricter = [
  / has an invalid default value: /, /^Invalid circular reference\. The default value of /, /^The default value of /,
  /^Directive "@.*" cannot reference itself in its own definition/, /^Directive "@.*": Argument /,
  /^A schema cannot contain /, /^All root types must be different/, /^There can be only one query type in schema/,
  / is not deprecated, so .* must not be deprecated/, /^There can be only one type named "(Int|Float|String|Boolean|ID)"/,
];

function verdict(sdl) {
  try {
    parse(sdl);
  } catch (error) {
    return { fault: "syntax", messages: [error.message] };
  }
  try {
    const messages = validateSchema(buildSchema(sdl)).map((e) => e.message);
    return messages.length === 0 ? { fault: "none" } : { fault: "schema", messages };
  } catch (error) {
    return { fault: "schema", messages: [error.message] };
  }
}

const [firstSchema, lastSchema] = (process.env.SYNCLINE_SDL_SEEDS ?? "0 500").split(" ").map(Number);

test(`${lastSchema - firstSchema} generated schemas`, () => {
  const cases = [];
  for (let seed = firstSchema; seed < lastSchema; ++seed) cases.push({ seed, sdl: makeSchema(seed) });
  const answers = ours(cases.map(({ sdl }) => ({ sdl })));
  const tally = {};
  const differences = [];
  cases.forEach(({ seed, sdl }, i) => {
    const wanted = verdict(sdl);
    const got = answers[i];
    tally[wanted.fault] = (tally[wanted.fault] ?? 0) + 1;
    const known = wanted.fault === "none" && got.fault === "schema" && got.messages.every((m) => stricter.some((s) => s.test(m)));
    if (known) tally.stricter = (tally.stricter ?? 0) + 1;
    else if (wanted.fault !== got.fault) differences.push(`seed ${seed}\n${sdl}\n  wanted ${JSON.stringify(wanted)}\n  got    ${JSON.stringify(got)}`);
  });
  console.log(`schemas: ${JSON.stringify(tally)}`);
  for (const kind of ["none", "schema", "syntax"]) assert.ok(tally[kind] > cases.length / 40, `enough of ${kind}`);
  assert.ok((tally.stricter ?? 0) < cases.length / 10, "few that only we refuse");
  assert.equal(differences.length, 0, `${differences.length} differ:\n${differences.slice(0, 10).join("\n\n")}`);
});
