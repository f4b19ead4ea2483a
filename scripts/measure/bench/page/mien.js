/**
 * Runs in Mien's page after recorder.js and before the page's own program. It measures through the documented
 * `mien-result` event and the callbacks of the video element.
 */
{
  const { bench } = window;
  /** Arrival of each picture of the video by its time in the clip, both in milliseconds (the result's `at`). */
  const arrivals = new Map();
  const { prototype } = HTMLVideoElement;
  const request = prototype.requestVideoFrameCallback;
  prototype.requestVideoFrameCallback = function (take) {
    return request.call(this, (now, frame) => {
      bench.present(1);
      arrivals.set(frame.mediaTime * 1000, performance.now());
      take(now, frame);
    });
  };

  addEventListener('mien-result', ({ detail }) => {
    const { at, faces, cost } = detail;
    const { readMs, detectMs, cropMs, classifyMs, totalMs, readings } = cost;
    bench.answered({
      arrivedAt: arrivals.get(at) ?? null,
      wholeMs: totalMs,
      faces: faces.length,
      readings,
      // Other faces are labelled "looking…".
      labels: faces.filter(({ settled, shown }) => settled && shown !== null).length,
      stages: { readMs, detectMs, cropMs, classifyMs },
    });
  });
}
