/**
 * One quantity that moves at a nearly constant rate (a face's centre along one axis, or the logarithm of its
 * size): a Kalman filter over value and rate, with white noise as acceleration (Bar-Shalom, Li,
 * Kirubarajan 2001, 6.2.2). Its gains follow from the time between frames, so that 30 frames a second and
 * 8, or irregular ones, need no settings of their own.
 */
export interface Motion {
  readonly value: number;
  /** Change of the value per second. */
  readonly rate: number;
  /** Variance of the value, covariance of both, variance of the rate. */
  readonly valueVariance: number;
  readonly covariance: number;
  readonly rateVariance: number;
}

/** First seen at `value`, moving at an unknown rate: standard deviations of both. */
export function startMotion(value: number, valueDeviation: number, rateDeviation: number): Motion {
  return {
    value,
    rate: 0,
    valueVariance: valueDeviation ** 2,
    covariance: 0,
    rateVariance: rateDeviation ** 2,
  };
}

/**
 * Where it will be after `seconds`. `agility` is the spectral density of the acceleration, value² / s³.
 * `keep` (0…1) is the share of the rate that is left at the end: below 1 for what is not seen, since a
 * noisy rate must not carry it away, and most faces that hide stop or turn.
 */
export function predictMotion(motion: Motion, seconds: number, agility: number, keep: number): Motion {
  const { valueVariance, covariance, rateVariance } = motion;
  // The path of a rate that falls exponentially to the share `keep`.
  const effective = keep < 1 ? (seconds * (1 - keep)) / -Math.log(keep) : seconds;
  return {
    value: motion.value + motion.rate * effective,
    rate: motion.rate * keep,
    valueVariance:
      valueVariance +
      2 * seconds * covariance +
      seconds * seconds * rateVariance +
      (agility * seconds ** 3) / 3,
    covariance: covariance + seconds * rateVariance + (agility * seconds ** 2) / 2,
    rateVariance: rateVariance + agility * seconds,
  };
}

/** Takes in a measurement with the given standard deviation. */
export function correctMotion(motion: Motion, measured: number, deviation: number): Motion {
  const { valueVariance, covariance, rateVariance } = motion;
  const total = valueVariance + deviation * deviation;
  const valueGain = valueVariance / total;
  const rateGain = covariance / total;
  const surprise = measured - motion.value;
  return {
    value: motion.value + valueGain * surprise,
    rate: motion.rate + rateGain * surprise,
    valueVariance: (1 - valueGain) * valueVariance,
    covariance: (1 - valueGain) * covariance,
    rateVariance: rateVariance - rateGain * covariance,
  };
}
