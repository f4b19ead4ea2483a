import { type Brush, dot, paint } from './brush.ts';

const WORDS = (
  'settings picture of the camera light number window yellow between open close every second paper water table ' +
  'measure green house seven river letter garden below above simple machine answer question train winter'
).split(' ');

const words = (brush: Brush, count: number): string =>
  Array.from({ length: count }, () => brush.pick(WORDS)).join(' ');

/** Pages of text in columns, dark on light or light on dark, in several sizes. */
export function drawText(brush: Brush): void {
  const { context, width, height, between, pick } = brush;
  const isDark = between(0, 1) < 0.4;
  paint(brush, isDark ? brush.colour(220, 14) : brush.colour(50, 93));
  const columns = Math.round(between(1, 4));
  for (let column = 0; column < columns; column++) {
    const size = between(11, 34);
    context.fillStyle = isDark ? brush.colour(60, 84) : brush.colour(220, 16);
    const left = (width * (column + 0.08)) / columns;
    const room = Math.floor((width / columns) * 0.86);
    for (let y = size * 2; y < height; y += size * between(1.2, 1.6)) {
      const isTitle = between(0, 1) < 0.08;
      context.font = `${isTitle ? 'bold ' : ''}${isTitle ? size * 1.5 : size}px ${pick(['serif', 'sans-serif', 'monospace'])}`;
      let line = words(brush, 14);
      while (context.measureText(line).width > room) line = line.slice(0, -1);
      context.fillText(line, left, y);
    }
  }
}

/** Menus of settings: rows with icons, switches, sliders and round buttons. */
export function drawMenu(brush: Brush): void {
  const { context, width, height, between, pick } = brush;
  const isDark = between(0, 1) < 0.5;
  const [ground, card, ink] = isDark
    ? ['hsl(220 15% 12%)', 'hsl(220 12% 22%)', 'hsl(0 0% 88%)']
    : ['hsl(210 20% 94%)', 'hsl(0 0% 100%)', 'hsl(220 20% 20%)'];
  paint(brush, ground);
  const row = between(44, 84);
  const columns = Math.round(between(1, 3));
  for (let column = 0; column < columns; column++) {
    const left = (width * (column + 0.06)) / columns;
    const room = (width / columns) * 0.88;
    for (let y = row * 0.4; y + row < height; y += row) {
      context.fillStyle = card;
      context.beginPath();
      context.roundRect(left, y, room, row * 0.86, row * 0.2);
      context.fill();
      const middle = y + row * 0.43;
      const hue = between(0, 360);
      dot(brush, brush.colour(hue, 50, 70), [left + row * 0.5, middle, row * 0.26]);
      dot(brush, card, [left + row * 0.5, middle, row * between(0.06, 0.18)]);
      context.fillStyle = ink;
      context.font = `${row * 0.28}px sans-serif`;
      context.fillText(words(brush, 2), left + row, middle + row * 0.1);
      drawControl(brush, pick(['switch', 'slider', 'radio']), left + room - row * 1.6, middle, row);
    }
  }
}

function drawControl(brush: Brush, kind: 'switch' | 'slider' | 'radio', x: number, y: number, row: number) {
  const { context, between } = brush;
  if (kind === 'radio') {
    for (const step of [0, 0.5, 1]) {
      dot(brush, 'hsl(0 0% 60%)', [x + step * row, y, row * 0.16]);
      dot(brush, step === 0.5 ? 'hsl(210 90% 55%)' : 'hsl(0 0% 95%)', [x + step * row, y, row * 0.09]);
    }
    return;
  }
  const tall = kind === 'switch' ? 0.42 : 0.08;
  context.fillStyle = brush.colour(210, 55, between(0, 90));
  context.beginPath();
  context.roundRect(x, y - (tall * row) / 2, row * 0.9, tall * row, (tall * row) / 2);
  context.fill();
  dot(brush, 'hsl(0 0% 98%)', [x + row * between(0.2, 0.7), y, row * 0.18]);
}
