import { chromium, type FullConfig } from '@playwright/test';
import { makeClips } from '../scripts/media/scenes/made-clips.ts';

/** Before all tests: the clips that they show. */
export default function setup(config: FullConfig): Promise<void> {
  const launchOptions = config.projects[0]?.use.launchOptions ?? {};
  return makeClips(() => chromium.launch(launchOptions));
}
