// Starts the built binary for a test, waits for its ready file, and stops it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, watch } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "../..");
export const binary = process.env.SYNCLINE_BINARY ?? join(root, "build/release/src/app/syncline");
export const messages = join(root, "examples/messages/template.yaml");

export function temporaryFolder() {
  return mkdtempSync(join(tmpdir(), "syncline-test-"));
}

function appears(folder, name) {
  return new Promise((found) => {
    const look = () => {
      if (!existsSync(join(folder, name))) return;
      watcher.close();
      found();
    };
    const watcher = watch(folder, look);
    look();
  });
}

// Resolves once the server serves: {url, https, caFile, key, apis, process, output(), stop(), kill()}.
export async function startServer({ template = messages, data, flags = [] } = {}) {
  const folder = temporaryFolder();
  const ready = join(folder, "ready.json");
  const port = flags.includes("--port") ? [] : ["--port", "0"];
  const kept = data ? ["--data", data] : ["--memory"];
  const child = spawn(
    binary,
    ["serve", template, "--tls-port", "0", "--ready-file", ready, ...kept, ...port, ...flags],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ASAN_OPTIONS: "detect_leaks=1" } },
  );
  let output = "";
  child.stdout.on("data", (text) => (output += text));
  child.stderr.on("data", (text) => (output += text));
  const ended = once(child, "exit");
  await Promise.race([
    appears(folder, "ready.json"),
    ended.then(([code]) => {
      throw new Error(`the server ended with ${code}:\n${output}`);
    }),
  ]);
  const answer = JSON.parse(readFileSync(ready, "utf8"));
  const finish = async (signal) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const [code] = await ended;
    rmSync(folder, { recursive: true, force: true });
    return code;
  };
  return {
    ...answer,
    url: answer.apis[0].url,
    realtimeUrl: answer.apis[0].realtimeUrl,
    key: answer.apis[0].apiKeys[0],
    port: Number(new URL(answer.http).port),
    tlsPort: Number(new URL(answer.https).port),
    process: child,
    output: () => output,
    stop: () => finish("SIGTERM"),
    kill: () => finish("SIGKILL"),
  };
}

export async function post(server, body, headers = {}) {
  const response = await fetch(server.url, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": server.key, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

export async function graphql(server, query, variables) {
  const { text } = await post(server, { query, variables });
  return JSON.parse(text);
}

// Runs a client script as its user would: a process of its own that trusts the server's CA.
export function runClient(script, server, environment = {}) {
  const child = spawn(process.execPath, [join(root, "test/clients", script)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      NODE_EXTRA_CA_CERTS: server.caFile,
      SYNCLINE_URL: server.url,
      SYNCLINE_HTTPS: server.https,
      SYNCLINE_KEY: server.key,
      ...environment,
    },
  });
  let output = "";
  child.stdout.on("data", (text) => (output += text));
  return once(child, "exit").then(([code]) => ({ code, output }));
}
