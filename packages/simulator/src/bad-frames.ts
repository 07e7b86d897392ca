import { z } from 'zod';
import type { OutgoingFrame } from './frames.js';

const MAX_FRAME_BYTES = 256 * 1024;
const Body = z.looseObject({ text: z.string() });

/** The frame cut off in its middle, so that it is no JSON. */
export const malformed = (frame: OutgoingFrame): OutgoingFrame => ({
  ...frame,
  kind: 'malformed',
  data: frame.data.slice(0, frame.data.length / 2),
});

/** The frame with so much text that it exceeds CXone's limit of 256 KiB. */
export const oversized = (frame: OutgoingFrame): OutgoingFrame =>
  altered(frame, 'oversized', () => 'and so on '.repeat(MAX_FRAME_BYTES / 10 + 1));

/** The frame as the recogniser's guess when half of it was heard. */
export const interim = (frame: OutgoingFrame): OutgoingFrame =>
  altered(frame, 'interim', (text) => text.slice(0, text.length / 2), { isFinal: false });

/** The frame as bytes instead of text. */
export const binary = (frame: OutgoingFrame): OutgoingFrame => ({ ...frame, kind: 'binary' });

function altered(
  frame: OutgoingFrame,
  kind: OutgoingFrame['kind'],
  alterText: (text: string) => string,
  fields: Record<string, unknown> = {},
): OutgoingFrame {
  const body = Body.parse(JSON.parse(frame.data));
  return { ...frame, kind, data: JSON.stringify({ ...body, ...fields, text: alterText(body.text) }) };
}
