import type { Page } from '@playwright/test';

/**
 * Code that breaks the worker from outside, so that the product needs no hooks for tests. It is put in front of the
 * worker's script by `breakWorker`.
 */
export const SABOTAGE = {
  noWebGl2: `
    const getContext = OffscreenCanvas.prototype.getContext;
    OffscreenCanvas.prototype.getContext = function (kind, ...rest) {
      return kind.startsWith('webgl') ? null : getContext.call(this, kind, ...rest);
    };`,
  noSimd: `WebAssembly.validate = () => false;`,
  /** Multiplies every float texture by 1.5, so that the weights are wrong on the GPU but right in WASM. */
  scaledWeights: `
    for (const name of ['texImage2D', 'texSubImage2D']) {
      const upload = WebGL2RenderingContext.prototype[name];
      WebGL2RenderingContext.prototype[name] = function (...args) {
        const last = args.length - 1;
        if (args[last] instanceof Float32Array) args[last] = args[last].map((value) => value * 1.5);
        return upload.apply(this, args);
      };
    }`,
  /** Lets a test lose the WebGL contexts: page.workers()[0].evaluate(() => loseContexts()). */
  losableContexts: `
    const contexts = [];
    const getContext = OffscreenCanvas.prototype.getContext;
    OffscreenCanvas.prototype.getContext = function (...args) {
      const context = getContext.apply(this, args);
      if (context && args[0].startsWith('webgl') && !contexts.includes(context)) contexts.push(context);
      return context;
    };
    globalThis.loseContexts = () => {
      for (const context of contexts) context.getExtension('WEBGL_lose_context')?.loseContext();
    };`,
  /** Once a test sets `silent`, no message leaves the worker. */
  silenceable: `
    const answer = globalThis.postMessage.bind(globalThis);
    globalThis.silent = false;
    globalThis.postMessage = (...args) => { if (!globalThis.silent) answer(...args); };`,
  /** Records the stages that the start-up reports, without breaking anything. */
  recordedStages: `
    const post = globalThis.postMessage.bind(globalThis);
    globalThis.stages = [];
    globalThis.postMessage = (...args) => {
      if (args[0].type === 'booting') globalThis.stages.push(args[0].stage);
      post(...args);
    };`,
  /** Names a graphics card as the WebGL renderer, so that the page tries WebGL. */
  namedHardware: `
    const getParameter = WebGL2RenderingContext.prototype.getParameter;
    WebGL2RenderingContext.prototype.getParameter = function (name) {
      const answer = getParameter.call(this, name);
      return /swiftshader/i.test(answer) ? 'ANGLE (Some vendor, Some card)' : answer;
    };`,
  crashesOnFrames: `
    addEventListener('message', (event) => {
      if (event.data.type === 'frame') { event.stopImmediatePropagation(); throw new Error('sabotage'); }
    });`,
  /** Does not start MediaPipe's program, which alone has more than 100 imports. */
  noMediaPipeProgram: `
    const instantiate = WebAssembly.instantiate;
    WebAssembly.instantiate = (...args) =>
      args[0] instanceof WebAssembly.Module && WebAssembly.Module.imports(args[0]).length > 100
        ? Promise.reject(new Error('sabotage'))
        : instantiate(...args);`,
  /** WebGL returns black pixels. */
  blackTextures: `
    WebGL2RenderingContext.prototype.readPixels = () => {};`,
  noMemory: `
    WebAssembly.Memory = class { constructor() { throw new RangeError('WebAssembly.Memory(): could not allocate memory'); } };
    WebAssembly.instantiate = () => Promise.reject(new RangeError('WebAssembly.instantiate(): Out of memory'));`,
} as const;

/** Puts code in front of the worker's script. */
export async function breakWorker(page: Page, ...code: readonly string[]): Promise<void> {
  await page.route('**/assets/worker-*.js', async (route) => {
    const response = await route.fetch();
    const body = `${code.map((one) => `{${one}}`).join('\n')}\n${await response.text()}`;
    const { 'content-encoding': _, 'content-length': __, ...headers } = response.headers();
    await route.fulfill({ status: 200, headers, body });
  });
}

/** Replaces the server's answer for files that match `pattern`. */
export async function breakFile(
  page: Page,
  pattern: string,
  answer: { readonly status?: number; readonly body?: string | Buffer; readonly type?: string },
): Promise<void> {
  await page.route(pattern, (route) =>
    route.fulfill({
      status: answer.status ?? 200,
      contentType: answer.type ?? 'application/octet-stream',
      body: answer.body ?? '',
    }),
  );
}
