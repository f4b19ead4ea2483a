import { makeClips } from '../scripts/media/scenes/made-clips.ts';

/** Before all tests: the clips that they show. */
export default makeClips;
