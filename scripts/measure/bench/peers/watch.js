/**
 * Plays clip.webm in the page's <video> and gives each new picture to `read(video)`, which resolves with
 * { faces, readings, labels } once the peer has answered and drawn, or with null where it did not look at the
 * picture. Looks for the next picture at each repaint, as the peers' own demos do: the video's own callbacks
 * starve on a page whose thread is kept busy.
 */
export async function watch(read) {
  const { bench } = window;
  const video = document.querySelector('video');
  // Where the clip begins anew the video has no picture for a moment. face-api then waits for a `load` event,
  // which a video never sends, and would hang for ever.
  video.addEventListener('canplay', () => video.dispatchEvent(new Event('load')));
  video.src = 'clip.webm';
  await video.play();
  let pictures = 0;
  const look = async () => {
    const { totalVideoFrames } = video.getVideoPlaybackQuality();
    if (totalVideoFrames !== pictures && video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) {
      bench.present(totalVideoFrames - pictures);
      pictures = totalVideoFrames;
      const arrivedAt = performance.now();
      const found = await read(video);
      if (found) bench.answered({ arrivedAt, wholeMs: performance.now() - arrivedAt, ...found });
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** A box and a line of words for each face: what any page would at least draw. */
export function draw(faces) {
  const context = document.querySelector('canvas').getContext('2d');
  context.clearRect(0, 0, 640, 480);
  context.strokeStyle = 'white';
  context.fillStyle = 'white';
  context.font = '16px sans-serif';
  for (const { x, y, width, height, words } of faces) {
    context.strokeRect(x, y, width, height);
    context.fillText(words, x, y - 6);
  }
}
