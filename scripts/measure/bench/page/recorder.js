/**
 * Runs first in every measured page, Mien's and the peers', and records its frames as `window.bench`.
 * Times are in milliseconds since the navigation.
 */
window.bench = (() => {
  const BLOCKED = 'longtask';
  /** Times of the first answer, of the first with a face, of the first with a reading, and of the first label. */
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
    /** Counts new pictures that the video has presented. */
    present(count) {
      presented += count;
    },
    /**
     * Records an answered frame: { arrivedAt, wholeMs, faces, readings, labels, stages? }. Its overlay is shown by
     * the next repaint.
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
    /** Discards the frames so far and begins the measured period. */
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
