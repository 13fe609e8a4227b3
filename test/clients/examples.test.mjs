// The forms of an example say the same: the CloudFormation template, which the server is started
// with elsewhere, the Pulumi program and the Terraform configuration.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { messages, root } from "./server.mjs";

const folder = join(root, "examples/messages");
const program = join(folder, "pulumi/__main__.py");
const read = (path) => readFileSync(path, "utf8");

// Without the indentation that a form needs, and without empty lines around.
function bare(text) {
  const lines = text.replaceAll("\t", "  ").split("\n");
  const indents = lines.filter((line) => line.trim()).map((line) => line.search(/\S/));
  const least = Math.min(...indents);
  return lines.map((line) => line.slice(least).trimEnd()).join("\n").trim();
}

// The values of `name: …` in YAML, in their order: a block after `|`, or the rest of the line.
function yamlTexts(text, name) {
  const found = [];
  const lines = text.split("\n");
  for (const [at, line] of lines.entries()) {
    const match = line.match(new RegExp(`^( *)${name}: *(.*)$`));
    if (!match) continue;
    if (match[2] !== "|") {
      found.push(bare(match[2].replace(/^"(.*)"$/, "$1")));
      continue;
    }
    const outside = (other) => other.trim() && other.search(/\S/) <= match[1].length;
    const rest = lines.slice(at + 1);
    const end = rest.findIndex(outside);
    found.push(bare(rest.slice(0, end < 0 ? rest.length : end).join("\n")));
  }
  return found;
}

const python = (text, name) =>
  [...text.matchAll(new RegExp(`\\b${name}=(?:"""([^]*?)"""|"([^"\\n]*)")`, "g"))].map((match) => bare(match[1] ?? match[2]));
const terraform = (text, name) =>
  [...text.matchAll(new RegExp(`\\b${name} *= *(?:<<-EOT\\n([^]*?)\\n *EOT|"([^"\\n]*)")`, "g"))].map((match) =>
    bare(match[1] ?? match[2]),
  );

const forms = {
  cloudformation: {
    schema: yamlTexts(read(messages), "Definition"),
    request: yamlTexts(read(messages), "RequestMappingTemplate"),
    response: yamlTexts(read(messages), "ResponseMappingTemplate"),
    type: yamlTexts(read(messages), "TypeName"),
    field: yamlTexts(read(messages), "FieldName"),
  },
};
for (const [form, texts, path] of [
  ["pulumi", python, program],
  ["terraform", terraform, join(folder, "terraform/main.tf")],
]) {
  const text = read(path);
  const of = (name) => texts(text, name);
  const types = ["Query", "Mutation", "Subscription"];
  forms[form] = {
    schema: of("schema"),
    request: of("request_template"),
    response: of("response_template"),
    type: of("type").filter((type) => types.includes(type)),
    field: of("field"),
  };
}

test("the template has what is compared: a schema and three resolvers", () => {
  const { schema, request, response, type, field } = forms.cloudformation;
  assert.equal(schema.length, 1);
  assert.match(schema[0], /^type Message \{\n {2}id: ID!\n/);
  assert.deepEqual([request.length, response.length], [3, 3]);
  assert.deepEqual(type, ["Query", "Mutation", "Subscription"]);
  assert.deepEqual(field, ["getMessage", "addMessage", "messageAdded"]);
});

for (const form of ["pulumi", "terraform"]) {
  for (const part of Object.keys(forms.cloudformation)) {
    test(`${form} and the template have the same: ${part}`, () => {
      assert.deepEqual(forms[form][part], forms.cloudformation[part]);
    });
  }
}

test("the Pulumi program is Python", () => {
  const check = "import sys; compile(open(sys.argv[1]).read(), sys.argv[1], 'exec')";
  const { status, stderr } = spawnSync("python3", ["-c", check, program], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
});
