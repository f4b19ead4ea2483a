/** Defined by vite.config.ts. */
declare const __DETECTOR_WASM_BYTES__: number;

declare module '@mediapipe/tasks-vision/vision_wasm_module_internal.js' {
  const factory: unknown;
  export default factory;
}
