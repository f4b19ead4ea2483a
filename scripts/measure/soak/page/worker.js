/** Runs in front of the engine's worker: finds the memory of every WASM program, without keeping it alive. */
{
  const memories = [];
  const keep = ({ exports }) => {
    for (const one of Object.values(exports))
      if (one instanceof WebAssembly.Memory && !memories.some((ref) => ref.deref() === one))
        memories.push(new WeakRef(one));
  };
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...parts) => {
      const made = await original.apply(WebAssembly, parts);
      keep(made.instance ?? made);
      return made;
    };
  }
  self.soakWasmBytes = () => memories.reduce((sum, ref) => sum + (ref.deref()?.buffer.byteLength ?? 0), 0);
}
