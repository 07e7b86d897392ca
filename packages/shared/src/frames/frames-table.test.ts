import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { transcriptionSettings } from '../cxone/cxone-settings.js';
import { createFrameFormat, FrameFields } from './frame-format.js';
import { parseFrame } from './frame.js';
import { readSettings } from '../settings/settings.js';

const docs = readFileSync(new URL('../../../../docs/frames.md', import.meta.url), 'utf8');
const format = createFrameFormat(readSettings(z.object(transcriptionSettings), {}));
const SPEECH = {
  type: '"transcription"',
  isFinal: 'true',
  interactionId: '"i1"',
  speaker: '"agent"',
  text: '"hello"',
};

const rows = [...docs.matchAll(/^\| `(\w+)` \| (`.*`) \| (.*) \|$/gm)].flatMap(
  ([, field = '', given = '', right = '']) =>
    [...given.matchAll(/`([^`]*)`/g)].map(([, json = '']) => [field, json, right.replaceAll('`', '')] as const),
);

/** What is read from a frame with one field of this JSON, in the words of the table. */
function readAs(field: string, json: string): string {
  const members = Object.entries({ ...SPEECH, [field]: json }).map(([name, value]) => `"${name}":${value}`);
  const frame = parseFrame(Buffer.from(`{${members.join(',')}}`), false, format);
  if (frame.kind === 'bad') return 'bad frame';
  if (frame.kind === 'wordless') return 'no words';
  if (field === 'isFinal') return String(frame.kind === 'segment');
  if (frame.kind !== 'segment') return frame.kind;
  if (frame.unusable.length > 0) return 'absent';
  const { startMs: startTime, endMs: endTime, ...others } = frame.segment;
  return JSON.stringify(z.record(z.string(), z.unknown()).parse({ ...others, startTime, endTime })[field]);
}

test.each(rows)('the table of frames is right: %s %s is read as %s', (field, json, right) => {
  expect(readAs(field, json)).toBe(right);
});

test('the table of frames has examples, and names each field', () => {
  expect(rows.length).toBeGreaterThan(80);
  for (const name of Object.keys(FrameFields.shape)) expect(docs).toContain(`\`${name}\``);
});
