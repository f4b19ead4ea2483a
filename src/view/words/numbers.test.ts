import { describe, expect, it } from 'vitest';
import { ageRange } from './face.ts';
import { bytesOf, clock, framesPerSecond, milliseconds, percent, plural, timeLeft } from './numbers.ts';

describe('numbers', () => {
  it('bytes', () => {
    expect(bytesOf(4_200_000, 13_100_000)).toBe('4.2 of 13.1 MB');
    expect(bytesOf(14_000_000, 13_100_000)).toBe('13.1 of 13.1 MB');
    expect(bytesOf(400_000, 0)).toBe('0.4 MB');
  });

  it('clock', () => {
    expect([0, 7.9, 83, 3723, Number.NaN].map(clock)).toEqual(['0:00', '0:07', '1:23', '1:02:03', '0:00']);
  });

  it('time left', () => {
    expect([2000, 31_000, 130_000, 2 * 3_600_000].map(timeLeft)).toEqual([
      'a few seconds left',
      'about 40 s left',
      'about 2 min left',
      'about 2 h left',
    ]);
  });

  it('shares, speeds, counts, ages', () => {
    expect([0, 0.004, 0.724, 0.99, 0.998].map(percent)).toEqual(['<1%', '<1%', '72%', '99%', '>99%']);
    expect([milliseconds(4.23), milliseconds(41.6), milliseconds(null)]).toEqual(['4.2 ms', '42 ms', '—']);
    expect([framesPerSecond(29.7), framesPerSecond(4.25), framesPerSecond(null)]).toEqual([
      '30 fps',
      '4.3 fps',
      '—',
    ]);
    expect([plural(1, 'photo'), plural(2400, 'photo')]).toEqual(['1 photo', '2,400 photos']);
    expect([ageRange({ low: 31, high: 38 }), ageRange({ low: 4, high: 4 })]).toEqual(['31–38', '4']);
  });
});
