/** One network to measure: addresses of its graph model's files, and its input. */
export interface TimedNetwork {
  readonly model: string;
  readonly weights: string;
  /** Row-major values of one batch [faces, height, width, 3], little-endian float32 in base64. */
  readonly input: string;
  readonly shape: readonly [faces: number, height: number, width: number, channels: number];
}

/** The interface of the page, `window.timer`. */
export interface Timer {
  /**
   * Returns the milliseconds of a batch by network and round. Every network runs once in each round, so that other load
   * on the machine affects all equally. Warm-up rounds come first and are not returned.
   */
  time(networks: readonly TimedNetwork[], rounds: number): Promise<readonly (readonly number[])[]>;
}
