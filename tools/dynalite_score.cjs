// For dynalite_score.sh, loaded before the tests: the server that they would start is one that is
// there already, and their requests go to it, with the Host that they would have on AWS. As mocha's
// reporter: each failure, then the score of each file and of all.
"use strict";

const fs = require("node:fs");
const http = require("node:http");
const Module = require("node:module");
const path = require("node:path");

const { http: address } = JSON.parse(fs.readFileSync(process.env.SYNCLINE_READY, "utf8"));
const { port } = new URL(address);

const load = Module._load;
Module._load = function (name, parent, ...rest) {
  if (name === ".." && path.basename(path.dirname(parent.filename)) === "test") {
    return () => ({
      listen: (_port, done) => setImmediate(done),
      close: (done) => setImmediate(done),
    });
  }
  // What they share with it is the package's.
  if (name.startsWith("../") && path.basename(path.dirname(parent.filename)) === "test") {
    return load.call(this, name.replace("..", "dynalite"), parent, ...rest);
  }
  return load.call(this, name, parent, ...rest);
};

const request = http.request;
http.request = function (options, ...rest) {
  if (options.host === "127.0.0.1") {
    const headers = { ...options.headers };
    for (const name of Object.keys(headers)) if (/^host$/i.test(name)) delete headers[name];
    headers.Host = "dynamodb.us-east-1.amazonaws.com";
    options = { ...options, port, headers };
  }
  return request.call(this, options, ...rest);
};

class Reporter {
  constructor(runner) {
    const files = new Map();
    const of = (test) => {
      const name = path.basename(test.file ?? "hook");
      if (!files.has(name)) files.set(name, { passed: 0, failed: 0 });
      return files.get(name);
    };
    runner.on("pass", (test) => of(test).passed++);
    runner.on("fail", (test, error) => {
      of(test).failed++;
      console.log(`FAILED ${path.basename(test.file ?? "")}: ${test.fullTitle()}\n  ${error.message}\n`);
    });
    runner.on("end", () => {
      const all = { passed: 0, failed: 0 };
      for (const [name, { passed, failed }] of [...files].sort()) {
        console.log(`${name.padEnd(24)} ${passed} passed, ${failed} failed`);
        all.passed += passed;
        all.failed += failed;
      }
      console.log(`${"all".padEnd(24)} ${all.passed} passed, ${all.failed} failed`);
    });
  }
}

module.exports = Reporter;
