// A page with an opaque origin (in a sandbox, or opened as a file) loads no modules, but this plain script runs.
if (self.origin === 'null') {
  const place = location.protocol === 'file:' ? 'file' : 'sandbox';
  for (const words of document.querySelectorAll('#root > p')) words.hidden = words.dataset.place !== place;
  for (const link of document.querySelectorAll('#root a')) link.href = location.href;
}
