/** A point in time and the time zone to write it in. */
export interface LocalTime {
  /** Milliseconds since 1970, UTC. */
  readonly epochMs: number;
  /** Offset of local time from UTC in minutes; negative west of Greenwich. */
  readonly offsetMinutes: number;
}

/** Formats a time as ISO 8601 with milliseconds and offset, such as 2026-11-30T14:44:02.120+05:30. */
export function isoTime({ epochMs, offsetMinutes }: LocalTime): string {
  const local = new Date(epochMs + offsetMinutes * 60_000).toISOString().slice(0, -1);
  const away = Math.abs(offsetMinutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`;
}
