/**
 * Plays clip.webm in the page's <video> and gives each new picture to `read(video)`, which resolves with
 * { faces, readings, labels, sightings } once the peer has answered and drawn, or with null where it did not look at the
 * picture. Looks for the next picture at each repaint, as the peers' own demos do: the video's own callbacks
 * starve on a page whose thread is kept busy. With `?stills` in the address it waits for pictures instead.
 */
export async function watch(read) {
  const { bench } = window;
  if (new URLSearchParams(location.search).has('stills')) {
    window.readStill = async (url) => (await read(await load(url)))?.sightings ?? [];
    return;
  }
  const video = document.querySelector('video');
  // Where the clip begins anew, or is seeked, the video has no picture for a moment. face-api then waits for a `load` event,
  // which a video never sends, and would hang for ever.
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

/** A box and a line of words for each face: what any page would at least draw. */
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
