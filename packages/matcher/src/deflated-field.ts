import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * What an interaction keeps is small and says the same names again and again: the least effort comes within a twentieth of the
 * most, and it is seldom longer than the window.
 */
const DEFLATING = { level: constants.Z_BEST_SPEED, windowBits: 12, memLevel: 6 };

/**
 * How a large field of an interaction lies in Redis: JSON, deflated, in base64, so that it can stand in JSON. To read it:
 * `base64 -d | python3 -c 'import sys, zlib; print(zlib.decompress(sys.stdin.buffer.read(), -15).decode())'`.
 */
export function deflateField(value: unknown): string {
  return deflateRawSync(JSON.stringify(value), DEFLATING).toString('base64');
}

/** Reads what `deflateField` wrote. */
export function inflateField(field: string): unknown {
  return JSON.parse(inflateRawSync(Buffer.from(field, 'base64')).toString());
}
