// The part of WASI (preview 1) that the runtime in the module touches. There are
// no files, no arguments and no environment; everything else is "not supported".
const notSupported = 52, badFile = 8;

export function wasi(memory) {
  const view = () => new DataView(memory().buffer);
  const none = (count, size) => (view().setUint32(count, 0, true), view().setUint32(size, 0, true), 0);
  const offered = {
    args_sizes_get: none, environ_sizes_get: none,
    args_get: () => 0, environ_get: () => 0, sched_yield: () => 0, poll_oneoff: () => 0,
    fd_prestat_get: () => badFile,
    random_get: (at, size) => (crypto.getRandomValues(new Uint8Array(memory().buffer, at, size)), 0),
    clock_time_get: (id, precision, at) => {
      const ms = id === 0 ? Date.now() : performance.now();
      return view().setBigUint64(at, BigInt(Math.round(ms * 1e6)), true), 0;
    },
    proc_exit: (code) => { throw new Error(`the module has ended with ${code}`); },
  };
  return { wasi_snapshot_preview1: new Proxy(offered, { get: (all, name) => all[name] ?? (() => notSupported) }) };
}
