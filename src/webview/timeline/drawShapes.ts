export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const HATCH_PX = 4;

export function fill(context: CanvasRenderingContext2D, box: Box, color: string, alpha: number): void {
  context.globalAlpha = alpha;
  context.fillStyle = color;
  context.fillRect(box.x, box.y, box.width, box.height);
  context.globalAlpha = 1;
}

export function outline(context: CanvasRenderingContext2D, box: Box, color: string): void {
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.strokeRect(box.x + 0.5, box.y + 0.5, Math.max(1, box.width - 1), box.height - 1);
}

/** Without its right edge: it has not ended. */
export function openOutline(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: Box,
  color: string,
): void {
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x + width, y + 0.5);
  context.lineTo(x + 0.5, y + 0.5);
  context.lineTo(x + 0.5, y + height - 0.5);
  context.lineTo(x + width, y + height - 0.5);
  context.stroke();
}

/** Lines from below left to above right, cut at the box by reckoning: a clip for each of a thousand bars would cost more. */
export function hatch(context: CanvasRenderingContext2D, { x, y, width, height }: Box, color: string): void {
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.beginPath();
  for (let offset = HATCH_PX - height; offset < width; offset += HATCH_PX) {
    const from = Math.max(0, offset);
    const to = Math.min(width, offset + height);
    context.moveTo(x + from, y + height - (from - offset));
    context.lineTo(x + to, y + height - (to - offset));
  }
  context.stroke();
}

/** Around a point. */
export function cross(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  reach: number,
  color: string,
): void {
  if (reach < 1) return;
  context.strokeStyle = color;
  context.beginPath();
  context.moveTo(x - reach, y - reach);
  context.lineTo(x + reach, y + reach);
  context.moveTo(x + reach, y - reach);
  context.lineTo(x - reach, y + reach);
  context.stroke();
}

/** A filled shape with corners at x, y pairs. */
export function polygon(context: CanvasRenderingContext2D, corners: readonly number[], color: string): void {
  context.fillStyle = color;
  context.beginPath();
  for (let index = 0; index < corners.length; index += 2) {
    context.lineTo(corners[index] ?? 0, corners[index + 1] ?? 0);
  }
  context.fill();
}
