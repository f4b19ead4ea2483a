/**
 * A quantity that changes at a nearly constant rate: a face's centre along one axis, or the logarithm of its size.
 * It is a Kalman filter over value and rate with white-noise acceleration (Bar-Shalom, Li, Kirubarajan 2001, 6.2.2).
 * Gains follow from the time between frames, so any frame rate works without tuning.
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

/** The filter at the first measurement, with an unknown rate. Deviations are standard deviations. */
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
 * The filter's prediction after `seconds`.
 *
 * @param agility spectral density of the acceleration, value² / s³.
 * @param keep fraction (0…1) of the rate left at the end. It is below 1 for unseen faces: a noisy rate must not carry
 *   them away, and most faces that disappear stop or turn.
 */
export function predictMotion(motion: Motion, seconds: number, agility: number, keep: number): Motion {
  const { valueVariance, covariance, rateVariance } = motion;
  // Integral of a rate that decays exponentially to the fraction `keep`.
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

/** The filter after a measurement with the given standard deviation. */
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
