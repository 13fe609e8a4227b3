// Starts the built binary for a test, waits for its ready file, and stops it. Whatever hangs is
// ended, and is a failure: tests and hooks by their time limit, processes by theirs.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, watch } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import * as runner from "node:test";

export const root = resolve(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "../..");
export const binary = process.env.SYNCLINE_BINARY ?? join(root, "build/release/src/app/syncline");
export const messages = join(root, "examples/messages/template.yaml");

const limit = { timeout: 60_000 };
export const test = (name, run, options = limit) => runner.test(name, options, run);
export const before = (run) => runner.before(run, limit);
export const after = (run) => runner.after(run, limit);
// What a test that ran out of time has left behind must not keep its file from ending. This hook
// is the first of all: the others have their own time before it.
runner.after(() => void setTimeout(() => process.exit(1), limit.timeout + 10_000).unref());

// Longer than any test: a process that is still there was forgotten or hangs.
const processLimit = { timeout: 320_000, killSignal: "SIGKILL" };

// Runs a command: {child, text: {out, err} so far, ended: a promise of {code, out, err}}.
export function start(command, words, options = {}) {
  const child = spawn(command, words, { stdio: ["ignore", "pipe", "pipe"], ...processLimit, ...options });
  const text = { out: "", err: "" };
  child.stdout.on("data", (part) => (text.out += part));
  child.stderr.on("data", (part) => (text.err += part));
  // `close`, not `exit`: only then all that it wrote has been read.
  return { child, text, ended: once(child, "close").then(([code]) => ({ code, ...text })) };
}

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
export async function startServer({ templates = [messages], data, flags = [] } = {}) {
  const folder = temporaryFolder();
  const ready = join(folder, "ready.json");
  const port = flags.includes("--port") ? [] : ["--port", "0"];
  const kept = data ? ["--data", data] : ["--memory"];
  const { child, text, ended } = start(
    binary,
    ["serve", ...templates, "--tls-port", "0", "--ready-file", ready, ...kept, ...port, ...flags],
    { env: { ...process.env, ASAN_OPTIONS: "detect_leaks=1" } },
  );
  const printed = new Promise((done) => {
    child.stdout.on("data", () => text.out.includes("ctrl-c stops.") && done());
  });
  await Promise.race([
    Promise.all([appears(folder, "ready.json"), printed]),
    ended.then(({ code, out, err }) => {
      throw new Error(`the server ended with ${code}:\n${out}${err}`);
    }),
  ]);
  const answer = JSON.parse(readFileSync(ready, "utf8"));
  const finish = async (signal) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const { code } = await ended;
    const stale = signal === "SIGTERM" && existsSync(ready);
    rmSync(folder, { recursive: true, force: true });
    if (stale) throw new Error("the ready file is there though the server has ended");
    return code;
  };
  return {
    ...answer,
    url: answer.apis[0]?.url,
    realtimeUrl: answer.apis[0]?.realtimeUrl,
    key: answer.apis[0]?.apiKeys[0],
    readyFileMode: statSync(ready).mode & 0o777,
    port: Number(new URL(answer.http).port),
    tlsPort: Number(new URL(answer.https).port),
    process: child,
    output: () => text.out + text.err,
    stop: () => finish("SIGTERM"),
    kill: () => finish("SIGKILL"),
  };
}

// One request on a connection of its own, closed after it.
export function send(url, { method = "GET", headers = {}, body } = {}) {
  return new Promise((done, failed) => {
    const call = request(url, { method, headers, agent: false, timeout: 30_000 }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part) => (text += part));
      response.on("end", () => done({ status: response.statusCode, headers: response.headers, text }));
      response.on("error", failed);
    });
    call.on("timeout", () => call.destroy(new Error(`no answer from ${url}`)));
    call.on("error", failed);
    call.end(body);
  });
}

export function post(server, body, headers = {}) {
  return send(server.url, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": server.key, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

export async function graphql(server, query, variables) {
  const { text } = await post(server, { query, variables });
  return JSON.parse(text);
}

// Runs a client script as its user would: a process of its own that trusts the server's CA.
export async function runClient(script, server, environment = {}) {
  const { code, out } = await start(process.execPath, [join(root, "test/clients", script)], {
    timeout: 50_000,
    env: {
      ...process.env,
      NODE_EXTRA_CA_CERTS: server.caFile,
      SYNCLINE_URL: server.url,
      SYNCLINE_HTTPS: server.https,
      SYNCLINE_KEY: server.key,
      ...environment,
    },
  }).ended.then((result) => {
    if (result.err !== "") process.stderr.write(result.err);
    return result;
  });
  return { code, output: out };
}
