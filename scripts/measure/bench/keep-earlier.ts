/** One backend's figures in the file of results. */
export interface PartResults {
  readonly contestants: readonly {
    readonly name: string;
    readonly runs: object;
    readonly start: object | null;
    readonly slow?: object;
  }[];
  readonly budgets: readonly { readonly budget: string }[];
  readonly comparison: readonly { readonly row: string }[];
}

/** Adds to `now` the figures of `earlier` that were not measured now. Figures of one kind come from one run. */
export function keepEarlier(now: PartResults, earlier: PartResults): PartResults {
  const before = new Map(earlier.contestants.map((one) => [one.name, one]));
  const filled = (value: object | null | undefined) =>
    value && Object.keys(value).length > 0 ? value : undefined;
  return {
    contestants: now.contestants.map((one) => {
      const old = before.get(one.name);
      return {
        name: one.name,
        runs: filled(one.runs) ?? old?.runs ?? {},
        start: one.start ?? old?.start ?? null,
        slow: filled(one.slow) ?? old?.slow ?? {},
      };
    }),
    budgets: withoutRepeats(earlier.budgets, now.budgets, ({ budget }) => budget),
    comparison: withoutRepeats(earlier.comparison, now.comparison, ({ row }) => row),
  };
}

function withoutRepeats<T>(earlier: readonly T[], now: readonly T[], name: (one: T) => string): readonly T[] {
  const measured = new Set(now.map(name));
  return [...earlier.filter((one) => !measured.has(name(one))), ...now];
}
