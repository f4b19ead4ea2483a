/** The engines that the page is tested in; Chromium is the reference for the numbers of the others. */
export type EngineName = 'chromium' | 'firefox' | 'webkit';

/** One page in a real browser, reduced to what every driver offers. */
export interface EnginePage {
  goto(url: string): Promise<void>;
  /** Runs `action` in the page, without access to the caller's scope. `argument` and the result are plain data. */
  evaluate<Argument, Value>(
    action: (argument: Argument) => Value | Promise<Value>,
    argument: Argument,
  ): Promise<Value>;
  /** Clicks the first element that an XPath expression matches, as a user would. Rejects if there is none. */
  click(xpath: string): Promise<void>;
  /** Chooses the option with this value of the select element that an XPath expression matches. */
  choose(xpath: string, value: string): Promise<void>;
  /** Presses and releases one key, named as in KeyboardEvent.key: Tab, Enter, End, or a character. */
  press(key: string): Promise<void>;
  /** Chooses files in the first file input of the page. */
  chooseFiles(paths: readonly string[]): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  /** PNG bytes of the visible part of the page. */
  screenshot(): Promise<Uint8Array>;
}

/** A running browser with one page, which tests use one after the other. */
export interface EngineBrowser {
  readonly name: EngineName;
  /** As the browser reports it, for the tables of results. */
  readonly version: string;
  readonly page: EnginePage;
  close(): Promise<void>;
}
