// How a host in Node runs the module, with Node's own WASI:
//
//     node evaluate.mjs plugin.wasm request.json ...
//     node evaluate.mjs plugin.wasm --repeat 20000 request.json ...
//
// It prints the response to each request, a line each. With --repeat it asks so
// often and prints figures instead, as JSON: how long it takes to start and to
// ask (the fastest ten in a row), and how the memory grew.
import { readFile } from "node:fs/promises";
import { WASI } from "node:wasi";
import { ask } from "../../page/plugin.js";

const [file, ...rest] = process.argv.slice(2);
const repeat = rest[0] === "--repeat" ? Number(rest.splice(0, 2)[1]) : 0;
const requests = await Promise.all(rest.map((name) => readFile(name)));

const wasi = new WASI({ version: "preview1" });
const began = performance.now();
const module = await WebAssembly.compile(await readFile(file));
const { exports } = await WebAssembly.instantiate(module, wasi.getImportObject());
wasi.initialize({ exports });
const start = performance.now() - began;

if (repeat === 0) {
  for (const request of requests) process.stdout.write(Buffer.concat([ask(exports, request), Buffer.from("\n")]));
} else {
  const memory = [];
  let fastest = Infinity;
  for (let i = 0; i < repeat; i += 10) {
    const before = performance.now();
    for (let k = i; k < i + 10; k++) ask(exports, requests[k % requests.length]);
    fastest = Math.min(fastest, (performance.now() - before) / 10);
    if (i % (repeat / 10) === 0) memory.push(exports.memory.buffer.byteLength);
  }
  console.log(JSON.stringify({ start, call: fastest, memory }));
}
