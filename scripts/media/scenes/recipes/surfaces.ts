import { type Brush, dot, paint } from './brush.ts';

/** Curtains: vertical folds of cloth in dim or bright light. */
export function drawCurtain(brush: Brush): void {
  const { context, width, height, between } = brush;
  const hue = between(0, 360);
  const bright = between(16, 60);
  const folds = between(8, 34);
  for (let x = 0; x < width; x += 2) {
    const phase = (x / width) * folds * 2 * Math.PI;
    const light =
      bright + bright * 0.45 * (Math.sin(phase + 1.7 * Math.sin(phase * 0.31)) + 0.4 * Math.sin(phase * 2.3));
    const fall = context.createLinearGradient(0, 0, 0, height);
    fall.addColorStop(0, `hsl(${hue} 45% ${light * 0.6}%)`);
    fall.addColorStop(between(0.3, 0.5), `hsl(${hue} 45% ${light}%)`);
    fall.addColorStop(1, `hsl(${hue} 45% ${light * 0.5}%)`);
    context.fillStyle = fall;
    context.fillRect(x, 0, 2, height);
  }
}

/** Stripes, checks and dots, as on clothes and wallpaper. */
export function drawStripes(brush: Brush): void {
  const { context, width, height, between, pick } = brush;
  const hue = between(0, 360);
  paint(brush, brush.colour(hue, 75));
  const kind = pick(['stripes', 'checks', 'dots'] as const);
  const step = between(14, 90);
  const across = Math.hypot(width, height);
  context.translate(width / 2, height / 2);
  context.rotate(between(-1.5, 1.5));
  for (let a = -across; a < across; a += step) {
    context.fillStyle = brush.colour(hue + 140, 35);
    context.globalAlpha = 0.75;
    if (kind !== 'dots') context.fillRect(a, -across, step * 0.45, 2 * across);
    if (kind === 'checks') context.fillRect(-across, a, 2 * across, step * 0.45);
    if (kind === 'dots')
      for (let b = -across; b < across; b += step) dot(brush, context.fillStyle, [a, b, step * 0.28]);
  }
}

/** Leaves in light and shadow, one over the other. */
export function drawLeaves(brush: Brush): void {
  const { context, width, height, between } = brush;
  paint(brush, brush.colour(110, 12));
  const size = between(18, 70);
  const count = Math.round((width * height * 3) / (size * size));
  for (let i = 0; i < count; i++) {
    const [x, y, turn] = [between(0, width), between(0, height), between(0, 6.3)];
    const light = 12 + (48 * i) / count + between(-8, 8);
    dot(brush, `hsl(${between(70, 135)} 45% ${light}%)`, [x, y, size * between(0.6, 1.1), size * 0.36, turn]);
    context.strokeStyle = `hsl(100 40% ${light + 12}%)`;
    context.beginPath();
    context.moveTo(x - Math.cos(turn) * size * 0.6, y - Math.sin(turn) * size * 0.6);
    context.lineTo(x + Math.cos(turn) * size * 0.6, y + Math.sin(turn) * size * 0.6);
    context.stroke();
  }
}

/** Walls of bricks or tiles, with stains, windows and pictures. */
export function drawBricks(brush: Brush): void {
  const { context, width, height, between } = brush;
  const hue = between(0, 50);
  paint(brush, brush.colour(hue, 70, 10));
  const [wide, tall] = [between(30, 130), between(16, 60)];
  for (let y = 0, row = 0; y < height; y += tall, row++) {
    for (let x = row % 2 === 0 ? 0 : -wide / 2; x < width; x += wide) {
      context.fillStyle = brush.colour(hue, between(30, 55), between(15, 50));
      context.fillRect(x + 2, y + 2, wide - 4, tall - 4);
    }
  }
  for (let i = 0; i < between(0, 5); i++) {
    const [x, y, side] = [between(0, width), between(0, height), between(60, 220)];
    context.fillStyle = 'hsl(30 20% 25%)';
    context.fillRect(x, y, side, side * 1.3);
    for (const column of [0, 1])
      for (const row of [0, 1]) {
        context.fillStyle = brush.colour(205, 60);
        const [w, h] = [side * 0.42, side * 0.57];
        context.fillRect(x + side * (0.06 + 0.46 * column), y + side * (0.06 + 0.62 * row), w, h);
      }
  }
}
