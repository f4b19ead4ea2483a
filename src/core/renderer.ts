/** WebGL drawn by the processor is 25 to 40 times slower than WASM (docs/measurements.md). */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|basic render|software/i;

/** Whether WebGL runs on real hardware, as far as the browser names its renderer; null: it does not. */
export function isHardware(renderer: string | null): boolean {
  return renderer !== null && !SOFTWARE.test(renderer);
}
