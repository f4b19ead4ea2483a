import type { Booth } from '#core/booth/booth.ts';
import {
  BOOTH_PARAMETERS,
  type BoothRoom,
  formatBoothLink,
  type LinkFault,
  parseBoothLink,
} from '#core/booth/link.ts';

/** What the page's address says about a booth. */
export interface BoothAddress {
  readonly room: BoothRoom;
  readonly booth: Booth;
  readonly faults: readonly LinkFault[];
  /** Names of parameters that neither the booth nor the page knows, or with values that the page does not know. */
  readonly unknown: readonly string[];
  /** Parameters of the page, such as `source`, as they are in the address. */
  readonly others: readonly (readonly [string, string])[];
}

const isBoothName = (name: string): boolean =>
  name === 'booth' || (BOOTH_PARAMETERS as readonly string[]).includes(name);

/**
 * Reads the address of a booth.
 *
 * @param search a query string, `?a=b&…`.
 * @param ignored what the page's own parameters do not accept.
 */
export function readBoothAddress(search: string, ignored: readonly string[]): BoothAddress {
  const pairs = [...new URLSearchParams(search)];
  return {
    ...parseBoothLink(pairs),
    unknown: ignored.filter((name) => !isBoothName(name)),
    others: pairs.filter(([name]) => !isBoothName(name) && !ignored.includes(name)),
  };
}

/** The query string of a booth, readable: colons, commas, slashes and @ stay as they are. */
export function boothSearch(
  room: BoothRoom,
  booth: Booth,
  others: readonly (readonly [string, string])[] = [],
): string {
  const pairs = [...formatBoothLink(room, booth), ...others].map((pair) => [...pair]);
  return `?${new URLSearchParams(pairs).toString().replaceAll(/%(3A|2C|2F|40)/g, decodeURIComponent)}`;
}
