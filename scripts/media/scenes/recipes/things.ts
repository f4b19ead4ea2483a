import { type Brush, dot, paint } from './brush.ts';

/** Circles, boxes and triangles that overlap: blocks, balls, wheels. */
export function drawShapes(brush: Brush): void {
  const { context, width, height, between, pick } = brush;
  paint(brush, brush.colour(between(0, 360), 80));
  for (let i = 0; i < 60; i++) {
    const [x, y, size] = [between(0, width), between(0, height), between(10, 110)];
    const style = brush.colour(between(0, 360), between(25, 75), 65);
    const kind = pick(['circle', 'box', 'triangle', 'wheel'] as const);
    if (kind === 'circle' || kind === 'wheel') dot(brush, style, [x, y, size, size * between(0.7, 1)]);
    if (kind === 'wheel') {
      dot(brush, brush.colour(0, 20), [x, y, size * 0.6]);
      dot(brush, brush.colour(0, 70), [x, y, size * 0.2]);
    }
    context.fillStyle = style;
    if (kind === 'box') context.fillRect(x, y, size * 1.6, size);
    if (kind === 'triangle') {
      context.beginPath();
      context.moveTo(x, y - size);
      context.lineTo(x + size, y + size);
      context.lineTo(x - size, y + size);
      context.fill();
    }
  }
}

/** A dim stage: a curtain, microphones on stands, loudspeakers and beams of light. */
export function drawStage(brush: Brush): void {
  const { context, width, height, between } = brush;
  const hue = between(0, 360);
  const folds = between(10, 30);
  for (let x = 0; x < width; x += 3) {
    const light = 9 + 6 * Math.sin((x / width) * folds * 6.3 + 2 * Math.sin(x / 70));
    context.fillStyle = `hsl(${hue} 50% ${light}%)`;
    context.fillRect(x, 0, 3, height);
  }
  for (let i = 0; i < 3; i++) {
    const x = between(0, width);
    const beam = context.createLinearGradient(x, 0, x, height);
    beam.addColorStop(0, `hsl(${hue + 40} 60% 60% / 0.5)`);
    beam.addColorStop(1, 'transparent');
    context.fillStyle = beam;
    context.beginPath();
    context.moveTo(x - 15, 0);
    context.lineTo(x + 15, 0);
    context.lineTo(x + between(60, 240), height);
    context.lineTo(x - between(60, 240), height);
    context.fill();
  }
  for (let i = 0; i < 4; i++) {
    const [x, y, size] = [between(0, width), between(height * 0.3, height * 0.7), between(12, 60)];
    context.fillStyle = 'hsl(0 0% 8%)';
    context.fillRect(x - size * 0.08, y, size * 0.16, height);
    dot(brush, brush.colour(30, 35, 12), [x, y, size * 0.55, size * 0.75]);
    dot(brush, 'hsl(0 0% 70% / 0.35)', [x - size * 0.15, y - size * 0.25, size * 0.2]);
    const [left, top, side] = [between(0, width), height - between(90, 260), between(70, 150)];
    context.fillStyle = 'hsl(0 0% 6%)';
    context.fillRect(left, top, side, side * 1.8);
    for (const [down, radius] of [
      [0.45, 0.2],
      [1.2, 0.38],
    ] as const) {
      dot(brush, 'hsl(0 0% 22%)', [left + side / 2, top + side * down, side * radius]);
      dot(brush, 'hsl(0 0% 12%)', [left + side / 2, top + side * down, side * radius * 0.4]);
    }
  }
}

/** Lights out of focus at night, in pairs as on cars and alone. */
export function drawLights(brush: Brush): void {
  const { context, width, height, between } = brush;
  paint(brush, brush.colour(230, 10));
  for (let i = 0; i < 90; i++) {
    const [x, y, size] = [between(0, width), between(0, height), between(6, 46)];
    context.globalAlpha = between(0.3, 0.9);
    const style = brush.colour(between(0, 70), between(45, 75), 80);
    dot(brush, style, [x, y, size]);
    if (i % 3 === 0) dot(brush, style, [x + size * between(2.2, 4), y, size]);
  }
}

/** Faces in few lines: smileys, sockets, masks on a wall. */
export function drawDrawnFaces(brush: Brush): void {
  const { context, width, height, between, pick } = brush;
  paint(brush, brush.colour(40, 82));
  for (let i = 0; i < 12; i++) {
    const x = width * (((i % 4) + 0.5) / 4);
    const y = height * ((Math.floor(i / 4) + 0.5) / 3);
    const size = between(16, 100);
    const kind = pick(['smiley', 'socket', 'mask'] as const);
    const skin = kind === 'socket' ? 'hsl(0 0% 94%)' : brush.colour(kind === 'smiley' ? 50 : 28, 65, 60);
    const [wide, tall] = kind === 'mask' ? [0.75, 1] : [1, 1];
    dot(brush, skin, [x, y, size * wide, size * tall]);
    const dark = 'hsl(20 30% 15%)';
    for (const side of [-1, 1]) {
      dot(brush, dark, [
        x + side * size * 0.33,
        y - size * 0.18,
        size * 0.11,
        size * (kind === 'mask' ? 0.06 : 0.12),
      ]);
      if (kind === 'mask') {
        context.fillStyle = dark;
        context.fillRect(x + side * size * 0.33 - size * 0.18, y - size * 0.36, size * 0.36, size * 0.05);
      }
    }
    if (kind === 'socket') continue;
    context.strokeStyle = kind === 'mask' ? 'hsl(0 50% 35%)' : dark;
    context.lineWidth = size * 0.07;
    context.beginPath();
    context.arc(x, y + size * 0.1, size * 0.42, 0.5, Math.PI - 0.5);
    context.stroke();
    if (kind === 'mask') dot(brush, brush.colour(28, 50, 50), [x, y + size * 0.08, size * 0.09, size * 0.2]);
  }
}
