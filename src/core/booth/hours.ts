import type { Hours } from './booth.ts';

const SPAN = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

/** Reads "10:00-18:00"; undefined if the text has another form or both times are equal. */
export function parseHours(text: string): Hours | undefined {
  const [, ...parts] = SPAN.exec(text) ?? [];
  if (parts.length < 4) return undefined;
  const [hour = 0, minute = 0, endHour = 0, endMinute = 0] = parts.map(Number);
  const hours = { from: hour * 60 + minute, to: endHour * 60 + endMinute };
  return hours.from === hours.to ? undefined : hours;
}

/** Writes hours as `parseHours` reads them. */
export const formatHours = ({ from, to }: Hours): string => `${clockTime(from)}-${clockTime(to)}`;

/** Minutes since midnight as "09:30". */
export function clockTime(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Whether a booth is open at a minute of the day, 0…1439; `to` is the first minute after the span. */
export function isOpen(hours: Hours | null, minute: number): boolean {
  if (hours === null) return true;
  const { from, to } = hours;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}
