/**
 * Runs before anything else in every page that is measured (Mien's and the peers'): keeps what happens
 * as `window.bench`. Times are on the page's clock, milliseconds since the navigation.
 */
window.bench = (() => {
  const BLOCKED = 'longtask';
  /** When the first answer came, the first with a face, with a reading, and the first label that says something. */
  const first = { result: null, face: null, reading: null, label: null };
  const allBlocks = [];
  let frames = [];
  let presented = 0;
  let from = 0;
  let error = null;

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) allBlocks.push({ at: startTime, ms: duration });
  }).observe({ type: BLOCKED, buffered: true });
  addEventListener('error', (event) => {
    error ??= event.message;
  });
  addEventListener('unhandledrejection', (event) => {
    error ??= String(event.reason);
  });

  const note = (what, at) => {
    first[what] ??= at;
  };

  return {
    /** The video that is watched, where it is not in the document. */
    video: null,
    /** The video has put up new pictures. */
    present(count) {
      presented += count;
    },
    /**
     * A frame was answered: { arrivedAt, wholeMs, faces, readings, labels, at, sightings, stages? }. Its overlay is
     * on the screen with the next repaint.
     */
    answered(frame) {
      for (const what of ['wholeMs', 'faces', 'readings', 'labels'])
        if (!Number.isFinite(frame[what])) error ??= `the answer to a frame has no number as ${what}`;
      requestAnimationFrame(() => {
        const shownAt = performance.now();
        note('result', shownAt);
        if (frame.faces > 0) note('face', shownAt);
        if (frame.readings > 0) note('reading', shownAt);
        if (frame.labels > 0) note('label', shownAt);
        const latencyMs = frame.arrivedAt === null ? null : shownAt - frame.arrivedAt;
        frames.push({ ...frame, shownAt, latencyMs });
      });
    },
    get error() {
      return error;
    },
    get first() {
      return first;
    },
    /** Forgets the frames so far: the measured span begins. */
    restart() {
      frames = [];
      presented = 0;
      from = performance.now();
    },
    read() {
      const to = performance.now();
      return {
        seconds: (to - from) / 1000,
        now: to,
        error,
        origin: performance.timeOrigin,
        presented,
        frames,
        first,
        blocks: allBlocks.filter(({ at }) => at >= from),
        startBlocks: allBlocks.filter(({ at }) => first.label === null || at <= first.label),
      };
    },
  };
})();
