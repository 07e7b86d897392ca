import { expect, test } from 'vitest';
import { wrapHelp, wrapText } from './wrap-text.js';

const text = 'the transcription socket is closed, and it is opened again by itself';

test('a line that is too long is broken between words, and goes on below its text', () => {
  expect(wrapText('09:41:55', text, 50)).toBe(
    '09:41:55 the transcription socket is closed, and\n         it is opened again by itself',
  );
});

test('a line that fits stays, and so does every line without a terminal', () => {
  expect(wrapText('!', text, 80)).toBe(`! ${text}`);
  expect(wrapText('!', text, undefined)).toBe(`! ${text}`);
});

test('without a mark a line begins in the first column', () => {
  expect(wrapText('', text, 44).split('\n')[1]).toMatch(/^\S/);
});

test('paragraphs of help are broken anew, and an example keeps its line', () => {
  const prose =
    'It is then no longer owed in this call, whatever is said: an open cue is resolved.\nWho did it is kept.';
  const help = `${prose}\n\nExamples:\n  cueline list\n  cueline list --where skill=mortgages --json | jq '.calls[].interactionId'\n`;
  expect(wrapHelp(help, 60)).toBe(
    "It is then no longer owed in this call, whatever is said: an\nopen cue is resolved. Who did it is kept.\n\nExamples:\n  cueline list\n  cueline list --where skill=mortgages --json | jq '.calls[].interactionId'\n",
  );
  expect(wrapHelp(help, undefined)).toBe(help);
});
