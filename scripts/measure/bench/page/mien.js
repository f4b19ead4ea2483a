/**
 * Runs in Mien's page before its own program, after recorder.js: measures it from outside, through the
 * documented `mien-result` event and the video's own clock.
 */
{
  const { bench } = window;
  /** When each picture of the video came, by its time in the clip (milliseconds: the result's `at`). */
  const arrivals = new Map();
  const { prototype } = HTMLVideoElement;
  const request = prototype.requestVideoFrameCallback;
  prototype.requestVideoFrameCallback = function (take) {
    bench.video = this;
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
      // Before that the page says "looking…".
      labels: faces.filter(({ settled, shown }) => settled && shown !== null).length,
      stages: { readMs, detectMs, cropMs, classifyMs },
      at,
      sightings: faces.map(({ id, box, keypoints, score, settled, shown }) => ({
        id,
        box,
        keypoints,
        score,
        labelled: settled && shown !== null,
      })),
    });
  });
}
