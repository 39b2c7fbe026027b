// How to call the module, in any host of JavaScript. One instance answers one
// request at a time, which in one thread is always so.

// ask lets an instance answer a request; both are bytes.
export function ask({ memory, alloc, evaluate, release }, request) {
  const block = alloc(request.length); // 0 for no bytes, or too many: the response says so
  if (block !== 0) new Uint8Array(memory.buffer).set(request, block >>> 0);
  const answer = BigInt.asUintN(64, evaluate(block, request.length));
  const at = Number(answer >> 32n), size = Number(answer & 0xffffffffn);
  if (size === 0) throw new Error("the module has no room for a response");
  const response = new Uint8Array(memory.buffer).slice(at, at + size); // the memory may have grown: look anew
  release(block);
  release(at);
  return response;
}

// Plugin answers requests with an instance of a module. An instance that traps is
// thrown away; the next request gets another one.
export class Plugin {
  #module; #imports; #exports;

  // imports returns what the module imports, given a function that returns its
  // memory.
  constructor(module, imports) {
    this.#module = module;
    this.#imports = imports;
  }

  async evaluate(request) {
    this.#exports ??= await this.#start();
    try {
      return JSON.parse(new TextDecoder().decode(ask(this.#exports, new TextEncoder().encode(JSON.stringify(request)))));
    } catch (error) {
      this.#exports = undefined;
      throw error;
    }
  }

  async #start() {
    let memory;
    const instance = await WebAssembly.instantiate(this.#module, this.#imports(() => memory));
    memory = instance.exports.memory;
    instance.exports._initialize();
    return instance.exports;
  }
}
