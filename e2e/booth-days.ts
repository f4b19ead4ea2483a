import type { Page } from '@playwright/test';

/** Where the page keeps the day's numbers. */
export const KEY = 'mien.booth-counts';

/** Today by this computer's clock. */
function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A record as the page stores it: 93 people passed today between 9:00 and 9:50, 52 stayed. */
export function dayRecord(): string {
  const sums = (people: number, mass: readonly number[]) => ({
    people,
    mass,
    variance: mass.map((one) => one * (1 - one / people) * 0.5),
  });
  const slot = (passed: number, stayed: number, turned: number) => ({ passed, stayed, turned });
  const stays = Array.from({ length: 25 }, (_, bin) => (bin > 3 && bin < 17 ? 4 : 0));
  return JSON.stringify({
    version: 1,
    days: {
      [today()]: {
        starts: 1,
        engineRestarts: 0,
        seconds: 3000,
        slots: {
          54: slot(40, 9, 31),
          55: slot(3, 2, 0),
          56: slot(18, 15, 12),
          57: slot(0, 0, 0),
          58: slot(32, 26, 20),
        },
        stays,
        sums: {
          age: sums(32, [2, 1.5, 7.5, 16, 5, 0, 0]),
          gender: sums(32, [14, 18]),
          emotion: sums(32, [17, 9, 2, 1.5, 1, 0.5, 0.5, 0.5]),
          smile: sums(32, [20, 12]),
        },
      },
    },
  });
}

/** Puts a text into the page's storage before its first script runs, unless something is there. */
export async function seedDay(page: Page, text: string): Promise<void> {
  await page.addInitScript(
    ([key, value]) => {
      if (sessionStorage.getItem('seeded') !== null) return;
      sessionStorage.setItem('seeded', 'yes');
      localStorage.setItem(key, value);
    },
    [KEY, text] as const,
  );
}
