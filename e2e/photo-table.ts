import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';

/** Locates a photo's row in the table. */
export const row = (page: Page, name: string): Locator =>
  page.getByRole('row').filter({ has: page.getByRole('button', { name: `Open ${name}`, exact: true }) });

/** Saves the table and returns the name and the text of the file. */
export async function download(page: Page, format: 'CSV' | 'JSON'): Promise<{ name: string; text: string }> {
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Save ${format}` }).click(),
  ]);
  return { name: saved.suggestedFilename(), text: readFileSync(await saved.path(), 'utf8') };
}

/** The part of an exported row that tests use: a reading, or a note instead. */
export interface Exported {
  readonly source: string;
  readonly face: number | null;
  readonly age: number | null;
  readonly gender: string | null;
  readonly emotion: string | null;
  readonly note: string;
  readonly withheld: string;
  readonly x: number | null;
  readonly y: number | null;
  readonly width: number | null;
}

/** Saves the table as JSON and returns its rows. */
export async function exported(page: Page): Promise<readonly Exported[]> {
  return JSON.parse((await download(page, 'JSON')).text) as Exported[];
}
