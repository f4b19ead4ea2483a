import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';

/** A photo's row in the table. */
export const row = (page: Page, name: string): Locator =>
  page.getByRole('row').filter({ has: page.getByRole('button', { name: `Open ${name}`, exact: true }) });

/** Saves the table and reads the file. */
export async function download(page: Page, format: 'CSV' | 'JSON'): Promise<{ name: string; text: string }> {
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Save ${format}` }).click(),
  ]);
  return { name: saved.suggestedFilename(), text: readFileSync(await saved.path(), 'utf8') };
}

/** A row of the export, as far as tests look at it: a reading, or a note in its place. */
export interface Exported {
  readonly source: string;
  readonly face: number | null;
  readonly age: number | null;
  readonly gender: string | null;
  readonly emotion: string | null;
  readonly note: string;
  readonly x: number | null;
  readonly y: number | null;
  readonly width: number | null;
}

/** Rows of the table's JSON. */
export async function exported(page: Page): Promise<readonly Exported[]> {
  return JSON.parse((await download(page, 'JSON')).text) as Exported[];
}
