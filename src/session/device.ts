/** Properties of the device, as the browser reports them. */
export interface DeviceFacts {
  /** Gigabytes; null where the browser does not report it (Safari, Firefox). */
  readonly memory: number | null;
  /** Whether the main pointer is a finger, not a mouse. */
  readonly coarse: boolean;
  readonly touchPoints: number;
  /** Shorter side of the screen, CSS pixels. */
  readonly screenSide: number;
}

/** Gigabytes. A page gets about a quarter of the memory, and two engines need too much of 1 GB. */
const LITTLE_MEMORY = 4;
/** Phones are up to 480 CSS pixels wide, the smallest tablets 600 and more. */
const PHONE_SIDE = 500;

/** Whether the device has too little memory to run two engines at the same time. */
export function isSparing({ memory, coarse, touchPoints, screenSide }: DeviceFacts): boolean {
  if (memory !== null) return memory < LITTLE_MEMORY;
  return coarse && touchPoints > 0 && screenSide < PHONE_SIDE;
}

/** Reads the properties of this device from the browser. */
export function deviceFacts(): DeviceFacts {
  const { deviceMemory } = navigator as Navigator & { readonly deviceMemory?: number };
  return {
    memory: deviceMemory ?? null,
    coarse: matchMedia('(pointer: coarse)').matches,
    touchPoints: navigator.maxTouchPoints,
    screenSide: Math.min(screen.width, screen.height),
  };
}
