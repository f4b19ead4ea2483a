import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { Builder, By, Capabilities, Key, until } from 'selenium-webdriver';
import type { EngineBrowser } from './browser.ts';

/** Paths of the programs that a test in WebKitGTK needs (scripts/engines/find.mjs searches for them). */
export interface WebKitPrograms {
  readonly driver: string;
  readonly browser: string;
  readonly xvfb: string;
}

/** By default MiniBrowser has no camera, and plays no video before a click. */
const BROWSER_OPTIONS = [
  '--automation',
  '--enable-media-stream=true',
  '--enable-mock-capture-devices=true',
  '--autoplay-policy=allow',
];
const START_TIMEOUT_MS = 20_000;
const TIMEOUT_MS = 60_000;
const SCREEN = '1600x1100x24';
/** Script that forces 120 repaints. */
const KEEP_PAINTING = `
  let left = 120;
  const paint = () => {
    document.documentElement.style.outlineColor = left % 2 ? 'red' : '';
    document.documentElement.style.transform = left > 0 && left % 2 ? 'translateZ(0)' : '';
    if (left-- > 0) requestAnimationFrame(paint);
  };
  paint();`;
const KEYS: Readonly<Record<string, string>> = {
  Tab: Key.TAB,
  Enter: Key.ENTER,
  Escape: Key.ESCAPE,
  End: Key.END,
  Home: Key.HOME,
  ArrowLeft: Key.ARROW_LEFT,
  ArrowRight: Key.ARROW_RIGHT,
  PageUp: Key.PAGE_UP,
  ' ': Key.SPACE,
};

/** Starts WebKitGTK's MiniBrowser on a new virtual screen, driven over WebDriver. */
export async function launchWebKit(programs: WebKitPrograms): Promise<EngineBrowser> {
  const { display, process: screen } = await startScreen(programs.xvfb);
  const port = await freePort();
  const driver = spawn(programs.driver, [`--port=${port}`], {
    env: {
      ...process.env,
      DISPLAY: display,
      LIBGL_ALWAYS_SOFTWARE: '1',
      // Without a GPU, compositing takes 300 ms a frame; direct painting reaches 60 frames a second.
      WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      // WebKit's sandbox does not start for root, and tests in a container run as root.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    },
    stdio: 'ignore',
  });
  const stop = () => {
    driver.kill();
    screen.kill();
  };
  try {
    await waitForServer(`http://127.0.0.1:${port}/status`);
    const browser = await new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .withCapabilities(
        new Capabilities({
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': { binary: programs.browser, args: BROWSER_OPTIONS },
        }),
      )
      .build();
    await browser.manage().setTimeouts({ script: TIMEOUT_MS, pageLoad: TIMEOUT_MS });
    const capabilities = await browser.getCapabilities();
    return {
      name: 'webkit',
      version: `WebKitGTK ${capabilities.getBrowserVersion()}`,
      page: {
        goto: (url) => browser.get(url),
        async evaluate(action, argument) {
          const outcome = await browser.executeAsyncScript<{ value?: never; error?: string }>(
            `const done = arguments[1];
            Promise.resolve().then(() => (${action.toString()})(arguments[0])).then(
              (value) => done({ value }), (error) => done({ error: String(error && error.stack || error) }));`,
            argument,
          );
          if (outcome.error !== undefined) throw new Error(outcome.error);
          return outcome.value as never;
        },
        async click(xpath) {
          const element = await browser.wait(until.elementLocated(By.xpath(xpath)), TIMEOUT_MS);
          await browser.wait(until.elementIsVisible(element), TIMEOUT_MS);
          await element.click();
        },
        async choose(xpath, value) {
          const option = By.xpath(`${xpath}/option[@value='${value}']`);
          await (await browser.wait(until.elementLocated(option), TIMEOUT_MS)).click();
        },
        press: (key) =>
          browser
            .actions()
            .sendKeys(KEYS[key] ?? key)
            .perform(),
        async chooseFiles(paths) {
          const input = await browser.wait(until.elementLocated(By.css('input[type=file]')), TIMEOUT_MS);
          await input.sendKeys(paths.map((path) => resolve(path)).join('\n'));
        },
        async resize(width, height) {
          await browser.manage().window().setRect({ x: 0, y: 0, width, height });
        },
        async screenshot() {
          // WebKitGTK does not repaint an unchanged page, and the driver waits for the next repaint without end.
          await browser.executeScript(KEEP_PAINTING);
          return Buffer.from(await browser.takeScreenshot(), 'base64');
        },
      },
      async close() {
        await browser.quit().catch(() => undefined);
        stop();
      },
    };
  } catch (error) {
    stop();
    throw error;
  }
}

/** Starts a virtual screen on the first free display number, which Xvfb writes to file descriptor 3. */
function startScreen(xvfb: string): Promise<{ readonly display: string; readonly process: ChildProcess }> {
  return new Promise((done, fail) => {
    const screen = spawn(xvfb, ['-displayfd', '3', '-screen', '0', SCREEN], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const timer = setTimeout(() => fail(new Error('Xvfb did not start')), START_TIMEOUT_MS);
    screen.once('error', fail);
    screen.stdio[3]?.once('data', (number: Buffer) => {
      clearTimeout(timer);
      done({ display: `:${number.toString().trim()}`, process: screen });
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function waitForServer(url: string): Promise<void> {
  const end = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const up = await fetch(url).then(
      () => true,
      () => false,
    );
    if (up) return;
    if (Date.now() > end) throw new Error('the WebDriver of WebKitGTK did not start');
    await new Promise((later) => setTimeout(later, 100));
  }
}
