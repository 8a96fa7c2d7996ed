/** The photo that Kim takes: a lantern with a tear in it, drawn as a PNG. */

import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 160;
const HEIGHT = 120;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Eight bits a channel, red, green and blue. */
const FORMAT = [8, 2, 0, 0, 0];

type Colour = [red: number, green: number, blue: number];

/** The picture's bytes. */
export function brokenLanternPhoto(): Uint8Array {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  const rows = Array.from({ length: HEIGHT }, (_, y) => [
    0,
    ...Array.from({ length: WIDTH }, (_, x) => colourAt(x, y)).flat(),
  ]);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', Buffer.concat([header, Buffer.from(FORMAT)])),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A red lantern that glows from within, a dark tear down its right side, a wall behind it. */
function colourAt(x: number, y: number): Colour {
  const across = (x - 80) / 44;
  const down = (y - 62) / 40;
  const fromCentre = across ** 2 + down ** 2;
  if (Math.abs(x - 80) < 1 && y < 24) return [60, 50, 46];
  const shade = Math.round(y / 2);
  if (fromCentre > 1) return [196 - shade, 186 - shade, 172 - shade];
  const tear = 92 + Math.abs((y % 16) - 8);
  if (y > 34 && Math.abs(x - tear) < 2 + (y - 34) / 12) return [44, 22, 20];
  const rib = y % 10 === 0 ? 0.8 : 1;
  const glow = (1 - fromCentre * 0.55) * rib;
  return [Math.min(255, Math.round(255 * (glow + 0.15))), Math.round(130 * glow), Math.round(60 * glow)];
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
