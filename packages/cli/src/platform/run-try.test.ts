import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { runPlatformTry } from './run-try.js';

const PLATFORMS = fileURLToPath(new URL('../../../../platforms/', import.meta.url));

/** What is printed of a capture with these lines, 80 columns wide, and the exit code. */
function tryOn(platform: string, lines: readonly string[]): { code: number; text: string } {
  const folder = mkdtempSync(join(tmpdir(), 'cueline-try-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const frames = join(folder, 'frames.ndjson');
  writeFileSync(frames, lines.join('\n'));
  let text = '';
  const write = (part: string) => ((text += part), true);
  const stdout = Object.assign(Object.create(process.stdout), { columns: 80, isTTY: false, write });
  const flags = { frames, limit: 20, json: false };
  const code = runPlatformTry(join(PLATFORMS, `${platform}.yaml`), flags, { env: {}, print: write, stdout });
  return { code, text };
}

test('each field is shown with what it is read as and where it lies, and then what was not used', () => {
  const speech = { call: 'c-9', speaker: 'Client', text: 'hello', confidence: '90%', mood: 'good' };
  const { code, text } = tryOn('plain', ['{"call":"c-9","event":"started"}', JSON.stringify(speech)]);
  expect(code).toBe(0);
  expect(text).toMatch(/^ {2}1 {2}of no use\n {2}2 {2}speech\n/);
  expect(text).toMatch(/interactionId {2}c-9 +call\n/);
  expect(text).toMatch(/speaker {8}customer, from Client +speaker\n/);
  expect(text).toMatch(/confidence {5}0\.9 +confidence\n/);
  expect(text).toContain('2 frames: 1 of speech, 1 of no use\n');
  expect(text).toMatch(/never there: segmentId \(id\), startTime \(start\)/);
  expect(text).toMatch(/not used +frames +for example\n {2}mood +1 +good\n/);
});

test('what cannot be read is said with where it was looked for, and no line is wider than the terminal', () => {
  const { code, text } = tryOn('nice', [
    'no frame',
    JSON.stringify({
      command: 'MESSAGE',
      body: {
        MessageType: 'Transcript',
        Data: { contactId: 1, messageBody: '\u001b[31m hello', messageIsCompletedUtterance: 1 },
      },
    }),
    'TranscriptionEvent=x&CallSid=1',
  ]);
  expect(code).toBe(1);
  expect(text).toContain('1  no JSON object, and no form\n');
  expect(text).toMatch(/2 {2}cannot be read: missing speaker\n/);
  expect(text).toMatch(/speaker {8}not there +body\.Data\.participantId\n/);
  expect(text).toContain('3  without a type');
  expect(text).not.toContain('\u001b');
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});
