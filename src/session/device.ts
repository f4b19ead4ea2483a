/** What the browser says of the device; `memory` in gigabytes, null where it does not say (Safari, Firefox). */
export interface DeviceFacts {
  readonly memory: number | null;
  /** Fingers and not a mouse are the main pointer. */
  readonly coarse: boolean;
  readonly touchPoints: number;
  /** Shorter side of the screen, CSS pixels. */
  readonly screenSide: number;
}

/** A browser gives a page about a quarter of the memory: half a second engine would fill a tab of 1 GB. */
const LITTLE_MEMORY = 4;
/** Phones are up to 480 CSS pixels wide, the smallest tablets 600 and more. */
const PHONE_SIDE = 500;

/** Whether memory is too scarce for a second engine beside the first. */
export function isSparing({ memory, coarse, touchPoints, screenSide }: DeviceFacts): boolean {
  if (memory !== null) return memory < LITTLE_MEMORY;
  return coarse && touchPoints > 0 && screenSide < PHONE_SIDE;
}

/** The facts of this device. */
export function deviceFacts(): DeviceFacts {
  const { deviceMemory } = navigator as Navigator & { readonly deviceMemory?: number };
  return {
    memory: deviceMemory ?? null,
    coarse: matchMedia('(pointer: coarse)').matches,
    touchPoints: navigator.maxTouchPoints,
    screenSide: Math.min(screen.width, screen.height),
  };
}
