/**
 * Plays clip.webm in the page's <video> and calls `read(video)` for each new picture. `read` resolves with
 * { faces, readings, labels, sightings } once the peer has answered and drawn, or with null if it skipped the picture.
 * It checks for a new picture at each repaint, as the peers' own demos do. The callbacks of the video element come too
 * rarely while the page's thread is busy. With `?stills` in the address it waits for pictures instead.
 */
export async function watch(read) {
  const { bench } = window;
  if (new URLSearchParams(location.search).has('stills')) {
    window.readStill = async (url) => (await read(await load(url)))?.sightings ?? [];
    return;
  }
  const video = document.querySelector('video');
  // When the clip restarts or is seeked, the video has no picture for a moment. face-api then waits for a `load` event,
  // which a video never sends.
  for (const name of ['canplay', 'seeked', 'timeupdate'])
    video.addEventListener(name, () => video.dispatchEvent(new Event('load')));
  video.src = 'clip.webm';
  await video.play();
  const canvas = document.querySelector('canvas');
  for (const one of [video, canvas]) [one.width, one.height] = [video.videoWidth, video.videoHeight];
  let pictures = 0;
  const look = async () => {
    const { totalVideoFrames } = video.getVideoPlaybackQuality();
    if (totalVideoFrames !== pictures && video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) {
      bench.present(totalVideoFrames - pictures);
      pictures = totalVideoFrames;
      const arrivedAt = performance.now();
      const at = video.currentTime * 1000;
      const found = await read(video);
      if (found) bench.answered({ arrivedAt, wholeMs: performance.now() - arrivedAt, at, ...found });
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function load(url) {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}

/** Draws a box and a line of text for each face, the least that a page would draw. */
export function draw(faces) {
  const canvas = document.querySelector('canvas');
  const context = canvas.getContext('2d');
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.strokeStyle = 'white';
  context.fillStyle = 'white';
  context.font = '16px sans-serif';
  for (const { x, y, width, height, words } of faces) {
    context.strokeRect(x, y, width, height);
    context.fillText(words, x, y - 6);
  }
}
