/**
 * Runs first in the page: the only camera is one of 1280 × 720 in front of which people come and go, and which fails on
 * command. It also counts the page's answers, through the documented `mien-result` event.
 */
window.soak = (() => {
  const SIZE = { width: 1280, height: 720 };
  const PICTURES_A_SECOND = 30;
  const FACE_HEIGHT = 400;
  const RealDate = Date;
  let clockMs = 0;
  let photos = [];
  let people = [];
  /** `works`, `black`, `frozen`, or `unplugged`. */
  let camera = 'works';
  let track = null;
  let results = 0;
  let latencies = [];
  let since = performance.now();
  /** When each of the last pictures arrived, by its media time in microseconds, and by the time in its answer. */
  const arrivals = new Map();
  const asked = new Map();
  /** Pictures that are never answered must not pile up in a measurement of memory. */
  const put = (map, key, value) => {
    map.set(key, value);
    if (map.size > 100) map.delete(map.keys().next().value);
  };

  /** Jumps with the computer's clock. The page's other clocks go on, as they do when a real clock is set. */
  window.Date = class extends RealDate {
    constructor(...parts) {
      if (parts.length === 0) super(RealDate.now() + clockMs);
      else super(...parts);
    }
    static now() {
      return RealDate.now() + clockMs;
    }
  };

  const { prototype } = HTMLVideoElement;
  const request = prototype.requestVideoFrameCallback;
  prototype.requestVideoFrameCallback = function (take) {
    return request.call(this, (now, frame) => {
      put(arrivals, Math.round(frame.mediaTime * 1e6), performance.now());
      take(now, frame);
    });
  };
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    const { image, at } = message ?? {};
    const arrivedAt = arrivals.get(image?.timestamp);
    if (arrivedAt !== undefined) put(asked, at, arrivedAt);
    return post.call(this, message, ...rest);
  };
  addEventListener('mien-result', ({ detail }) => {
    results += 1;
    const arrivedAt = asked.get(detail.at);
    asked.delete(detail.at);
    if (arrivedAt !== undefined)
      requestAnimationFrame(() => latencies.push(Math.round((performance.now() - arrivedAt) * 10) / 10));
  });

  const openCamera = async () => {
    if (camera === 'unplugged') throw new DOMException('unplugged by the soak', 'NotFoundError');
    await Promise.all(photos.map((photo) => photo.decode()));
    const canvas = Object.assign(document.createElement('canvas'), SIZE);
    const context = canvas.getContext('2d');
    let beat = 0;
    const draw = () => {
      if (camera === 'frozen') {
        // The same pixels once more: a canvas that is not painted gives no pictures at all.
        context.drawImage(canvas, 0, 0);
        return;
      }
      beat += 1;
      context.fillStyle = camera === 'black' ? '#000' : '#777';
      context.fillRect(0, 0, SIZE.width, SIZE.height);
      if (camera === 'black') return;
      // A patch with the noise of a sensor: two pictures of a real camera are never the same.
      const grey = 110 + Math.floor(Math.random() * 18);
      context.fillStyle = `rgb(${grey} ${grey} ${grey})`;
      context.fillRect(0, 0, 60, 60);
      for (const { x, face } of people) {
        const photo = photos[face % photos.length];
        const width = (FACE_HEIGHT * photo.width) / photo.height;
        const left = SIZE.width * x - width / 2 + (beat % 2);
        context.drawImage(photo, left, (SIZE.height - FACE_HEIGHT) / 2, width, FACE_HEIGHT);
      }
    };
    draw();
    const stream = canvas.captureStream(PICTURES_A_SECOND);
    [track] = stream.getVideoTracks();
    const timer = setInterval(draw, 1000 / PICTURES_A_SECOND);
    const stop = track.stop.bind(track);
    track.stop = () => {
      clearInterval(timer);
      stop();
    };
    // The show waits for the camera that it had, and knows it by these.
    Object.defineProperty(track, 'label', { value: 'Drawn camera' });
    track.getSettings = () => ({ deviceId: 'soak', ...SIZE });
    return stream;
  };
  navigator.mediaDevices.getUserMedia = openCamera;
  navigator.mediaDevices.enumerateDevices = async () =>
    camera === 'unplugged'
      ? []
      : [{ deviceId: 'soak', groupId: '', kind: 'videoinput', label: 'Drawn camera', toJSON: () => ({}) }];

  return {
    /** Addresses of the pictures of people. */
    set photos(addresses) {
      photos = addresses.map((src) => Object.assign(new Image(), { src }));
    },
    /** Who stands there: `x`, the middle as a fraction of the picture's width, and `face`, the number of a picture. */
    set people(now) {
      people = now;
    },
    /** Sets how the camera works. */
    set camera(now) {
      camera = now;
      if (now !== 'unplugged') return;
      track?.stop();
      track?.dispatchEvent(new Event('ended'));
    },
    /** Sets the computer's clock forward by so many milliseconds. */
    set clock(ms) {
      clockMs = ms;
    },
    /** Tells the page that its tab is hidden, or shown again. */
    set hidden(hidden) {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
      const visibilityState = hidden ? 'hidden' : 'visible';
      Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    /** Begins to count answers anew. */
    restart() {
      results = 0;
      latencies = [];
      since = performance.now();
    },
    /** Returns the answers since the last restart. */
    read() {
      return { results, seconds: (performance.now() - since) / 1000, latencies };
    },
    /** Returns what the screen shows. */
    look() {
      const caption = document.querySelector('h1')?.textContent ?? '';
      return { results, caption, mirror: document.querySelector('.mirror') !== null };
    },
  };
})();
