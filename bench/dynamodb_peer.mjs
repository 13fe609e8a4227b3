// npm's dynalite on a port of its own, for bench/dynamodb.cc: installs it into the folder named when
// it is not there, prints {"port", "process"} once it listens, and runs until it is ended.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const VERSION = "4.0.0";
const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
if (!existsSync(join(folder, "node_modules/dynalite"))) {
  const options = ["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", folder];
  execFileSync("npm", [...options, `dynalite@${VERSION}`], { stdio: "ignore" });
}
const dynalite = createRequire(join(folder, "x.js"))("dynalite");
const server = dynalite({ path: mkdtempSync(join(folder, "data-")), createTableMs: 0 });
server.keepAliveTimeout = 0;
server.listen(0, "127.0.0.1", () => {
  console.log(JSON.stringify({ port: server.address().port, process: process.pid }));
});
