/** A point in time as it is called in one place. */
export interface LocalTime {
  /** Milliseconds since 1970, UTC. */
  readonly epochMs: number;
  /** How far that place's clocks are ahead of UTC, minutes; negative west of Greenwich. */
  readonly offsetMinutes: number;
}

/** ISO 8601 with milliseconds and offset: 2026-11-30T14:44:02.120+05:30. */
export function isoTime({ epochMs, offsetMinutes }: LocalTime): string {
  const local = new Date(epochMs + offsetMinutes * 60_000).toISOString().slice(0, -1);
  const away = Math.abs(offsetMinutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`;
}
