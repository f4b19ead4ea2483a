/** Browser engines in which the page is tested; numbers of the others are compared with Chromium's. */
export type EngineName = 'chromium' | 'firefox' | 'webkit';

/** A page in a real browser, with the operations that every driver offers. */
export interface EnginePage {
  goto(url: string): Promise<void>;
  /** Runs `action` in the page, without access to the caller's scope. `argument` and the result are plain data. */
  evaluate<Argument, Value>(
    action: (argument: Argument) => Value | Promise<Value>,
    argument: Argument,
  ): Promise<Value>;
  /** Clicks the first element that an XPath expression matches, once it is visible. Rejects after a timeout. */
  click(xpath: string): Promise<void>;
  /** Selects the option with this value in the select element that an XPath expression matches. */
  choose(xpath: string, value: string): Promise<void>;
  /** Presses and releases one key, named as in KeyboardEvent.key: Tab, Enter, End, or a character. */
  press(key: string): Promise<void>;
  /** Chooses files in the first file input of the page. */
  chooseFiles(paths: readonly string[]): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  /** PNG bytes of the visible part of the page. */
  screenshot(): Promise<Uint8Array>;
}

/** A running browser with one page, which is used by one test after another. */
export interface EngineBrowser {
  readonly name: EngineName;
  /** Version as the browser reports it. */
  readonly version: string;
  readonly page: EnginePage;
  close(): Promise<void>;
}
