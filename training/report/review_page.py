"""A self-contained HTML page on which a person marks wrongly labelled faces."""

import base64
import html
import io
import json
from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
from PIL import Image

from training.data.verdicts import COLUMNS, Suspect

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Suspicious labels</title>
<style>
  body {{ font: 14px sans-serif; margin: 16px }}
  ol {{ display: flex; flex-wrap: wrap; gap: 8px; padding: 0; list-style: none }}
  button.face {{ width: 136px; padding: 3px; text-align: left; border: 3px solid #ccc; background: #fff }}
  button.face[aria-pressed="true"] {{ border-color: #d55e00; background: #fdebdd }}
  img {{ width: 124px; display: block }}
</style>
<p>A click marks a face as wrongly labelled. <button id="save">Save {name}</button> <output></output></p>
<ol>{faces}</ol>
<script>
  const columns = {columns};
  const rows = {rows};
  const buttons = [...document.querySelectorAll('button.face')];
  const count = () => {{
    const marked = rows.filter((row) => row.verdict === 'drop').length;
    document.querySelector('output').textContent = `${{marked}} of ${{rows.length}} marked`;
  }};
  buttons.forEach((button, i) => {{
    button.onclick = () => {{
      const drop = rows[i].verdict !== 'drop';
      rows[i].verdict = drop ? 'drop' : '';
      button.setAttribute('aria-pressed', String(drop));
      count();
    }};
  }});
  const quoted = (value) => `"${{String(value).replaceAll('"', '""')}}"`;
  document.querySelector('#save').onclick = () => {{
    const lines = [columns, ...rows.map((row) => columns.map((name) => row[name]))];
    const text = lines.map((line) => line.map(quoted).join(',')).join('\\r\\n') + '\\r\\n';
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], {{ type: 'text/csv' }}));
    link.download = {file};
    link.click();
  }};
  count();
</script>
</html>
"""


def review_page(shown: Sequence[tuple[Suspect, np.ndarray]], name: str) -> str:
    """HTML that shows the faces (crops uint8 [h, w, 3]) and saves the list for training/data/verdicts.py in the file `name`."""
    faces = "".join(_face(suspect, crop) for suspect, crop in shown)
    rows = [asdict(suspect) for suspect, _ in shown]
    return PAGE.format(
        name=html.escape(name),
        faces=faces,
        columns=_script(list(COLUMNS)),
        rows=_script(rows),
        file=_script(name),
    )


def _face(suspect: Suspect, crop: np.ndarray) -> str:
    file = io.BytesIO()
    Image.fromarray(crop).save(file, "JPEG", quality=90)
    source = "data:image/jpeg;base64," + base64.b64encode(file.getvalue()).decode()
    words = html.escape(f"label {suspect.label}, read {suspect.reading} ({suspect.strength:g})")
    path = html.escape(suspect.path, quote=True)
    return f'<li><button class="face" aria-pressed="false" title="{path}"><img src="{source}" alt="">{words}</button></li>'


def _script(value: object) -> str:
    """JSON that is safe inside a script element."""
    return json.dumps(value).replace("<", "\\u003c")
