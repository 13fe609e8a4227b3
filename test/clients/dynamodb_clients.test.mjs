// AWS's own clients for DynamoDB, unmodified, against the built server: boto3, the JavaScript SDK,
// the command line.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, root, runClient, start, startServer, test } from "./server.mjs";

let server;
before(async () => (server = await startServer({ templates: [] })));
after(async () => assert.equal(await server.stop(), 0));

// Debian's, whatever other pythons and awses a machine has (tools/setup.sh).
const python = "/usr/bin/python3";
const aws = "/usr/bin/aws";

for (const transport of ["http", "https"]) {
  test(`the JavaScript SDK v3, over ${transport}`, async () => {
    const { code, output } = await runClient("dynamodb_js_client.mjs", server, { SERVER: server[transport] });
    assert.equal(code, 0, output);
  });

  test(`boto3, over ${transport}`, async () => {
    const script = join(root, "test/clients/dynamodb_boto3_client.py");
    const { code, out, err } = await start(python, ["-B", script], {
      timeout: 50_000,
      env: { ...process.env, SERVER: server[transport], CA_FILE: server.caFile },
    }).ended;
    assert.equal(code, 0, out + err);
  });

  test(`the command line, over ${transport}`, async () => {
    assert.ok(existsSync(aws), "tools/setup.sh test installs it");
    const run = (...words) =>
      start(aws, ["--endpoint-url", server[transport], "--region", "us-east-1", "--ca-bundle", server.caFile,
        "--output", "json", "dynamodb", ...words], {
        timeout: 50_000,
        env: { ...process.env, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_MAX_ATTEMPTS: "1" },
      }).ended;
    const ask = async (...words) => {
      const { code, out, err } = await run(...words);
      assert.equal(code, 0, err);
      return out === "" ? null : JSON.parse(out);
    };
    const named = ["--table-name", "cli"];
    await ask("create-table", ...named, "--billing-mode", "PAY_PER_REQUEST",
      "--attribute-definitions", "AttributeName=id,AttributeType=S", "--key-schema", "AttributeName=id,KeyType=HASH");
    await ask("wait", "table-exists", ...named);
    assert.deepEqual(await ask("list-tables"), { TableNames: ["cli"] });
    const item = { id: { S: "é" }, n: { N: "1.5" }, b: { B: "AAEC" } };
    await ask("put-item", ...named, "--item", JSON.stringify(item));
    const key = JSON.stringify({ id: item.id });
    assert.deepEqual(await ask("get-item", ...named, "--key", key), { Item: item });
    const found = await ask("query", ...named, "--key-condition-expression", "id = :id",
      "--expression-attribute-values", JSON.stringify({ ":id": item.id }));
    assert.deepEqual(found.Items, [item]);
    const refused = await run("put-item", ...named, "--item", key, "--condition-expression", "attribute_not_exists(id)");
    assert.notEqual(refused.code, 0);
    assert.match(refused.err, /\(ConditionalCheckFailedException\).*The conditional request failed/);
    await ask("delete-table", ...named);
    await ask("wait", "table-not-exists", ...named);
  });
}
