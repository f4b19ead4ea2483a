/** One network as the page is given it: addresses of its graph model's files, and what it is fed with. */
export interface TimedNetwork {
  readonly model: string;
  readonly weights: string;
  /** Row-major values of one batch [faces, height, width, 3], little-endian float32 in base64. */
  readonly input: string;
  readonly shape: readonly [faces: number, height: number, width: number, channels: number];
}

/** What the page has on its window. */
export interface Timer {
  /**
   * Milliseconds of a batch, round by round, of each network: in every round each has its turn once, so that
   * whatever else runs on the machine hits all alike. Rounds to warm up come first and are not told.
   */
  time(networks: readonly TimedNetwork[], rounds: number): Promise<readonly (readonly number[])[]>;
}
