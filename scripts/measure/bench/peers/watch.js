/**
 * Plays clip.webm in the page's <video> and calls `read(video)` for each new picture. `read` resolves with
 * { faces, readings, labels } once the peer has answered and drawn, or with null if it skipped the picture.
 * It checks for a new picture at each repaint, as the peers' own demos do. The callbacks of the video element come too
 * rarely while the page's thread is busy.
 */
export async function watch(read) {
  const { bench } = window;
  const video = document.querySelector('video');
  // When the clip restarts, the video has no picture for a moment. face-api then waits for a `load` event, which a
  // video never sends.
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

/** Draws a box and a line of text for each face, the least that a page would draw. */
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
