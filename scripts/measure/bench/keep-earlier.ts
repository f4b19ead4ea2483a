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

/** When a part was measured. `theRest`: the same of those libraries that were not measured again. */
export interface Measured {
  readonly date: string;
  readonly commit: string | null;
  readonly theRest?: { readonly date: string; readonly commit: string | null };
}

/** A part of the file whose figures come by library. */
export interface ByLibrary<Figures> extends Measured {
  readonly rows: readonly { readonly clip: object; readonly results: Readonly<Record<string, Figures>> }[];
}

/** Adds to the clips of `now` the libraries that only `earlier` has. */
export function keepLibraries<Part extends ByLibrary<unknown>>(now: Part, earlier: Part | null): Part {
  if (earlier === null) return now;
  const old = new Map(earlier.rows.map(({ clip, results }) => [JSON.stringify(clip), results]));
  const rows = now.rows.map((row) => ({
    ...row,
    results: { ...old.get(JSON.stringify(row.clip)), ...row.results },
  }));
  const names = (part: ByLibrary<unknown>) =>
    new Set(part.rows.flatMap(({ results }) => Object.keys(results)));
  const isWhole = names({ ...now, rows }).size === names(now).size;
  return { ...now, rows, ...(!isWhole && { theRest: measured(earlier) }) };
}

function measured({ date, commit, theRest }: Measured): Measured['theRest'] {
  return theRest ?? { date, commit };
}
