import { useEffect, useState } from 'react';
import { usePlaybackActions } from '#view/hooks.ts';

const SAMPLE_MS = 2000;

/** Pictures a second that the camera gives, also those that are not read; null until that is known. */
export function useGivenRate(): number | null {
  const playback = usePlaybackActions();
  const [rate, setRate] = useState<number | null>(null);
  useEffect(() => {
    const sample = () => ({
      frames: playback.video()?.getVideoPlaybackQuality().totalVideoFrames ?? null,
      at: performance.now(),
    });
    let before = sample();
    const timer = setInterval(() => {
      const now = sample();
      const isSame = before.frames !== null && now.frames !== null && now.frames >= before.frames;
      setRate(isSame ? ((now.frames! - before.frames!) * 1000) / (now.at - before.at) : null);
      before = now;
    }, SAMPLE_MS);
    return () => clearInterval(timer);
  }, [playback]);
  return rate;
}
