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
    bench.video = this;
    return request.call(this, (now, frame) => {
      bench.present(1);
      arrivals.set(frame.mediaTime * 1000, performance.now());
      take(now, frame);
    });
  };

  /** "Gender not sure" says nothing of a face. */
  const saysAnything = ({ years, gender, emotion, smiling }) =>
    years !== null || (gender !== null && gender !== 'unsure') || emotion !== null || smiling !== null;

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
      at,
      sightings: faces.map(({ id, box, keypoints, score, settled, shown }) => ({
        id,
        box,
        keypoints,
        score,
        labelled: settled && shown !== null && saysAnything(shown),
      })),
    });
  });
}
