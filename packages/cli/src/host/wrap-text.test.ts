import { expect, test } from 'vitest';
import { wrapText } from './wrap-text.js';

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
