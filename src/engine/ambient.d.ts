declare module '@mediapipe/tasks-vision/vision_wasm_module_internal.js' {
  /** Creates the library's Emscripten module. */
  const factory: unknown;
  export default factory;
}
