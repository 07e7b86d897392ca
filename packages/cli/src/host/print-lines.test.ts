import { PassThrough, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { printLines } from './print-lines.js';

test('each line ends with a break, and the output stays open', async () => {
  const output = new PassThrough();
  await printLines(['a', 'b'], output);
  output.end('c');
  expect(await text(output)).toBe('a\nb\nc');
});

test('control characters are escaped', async () => {
  const output = new PassThrough();
  await printLines(['\u001b[2J'], output);
  output.end();
  expect(await text(output)).toBe('\\u001b[2J\n');
});

test('a reader that has gone ends it quietly', async () => {
  const gone = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
  const output = new Writable({ write: (_, __, done) => done(gone) });
  await expect(printLines(['a', 'b'], output)).resolves.toBeUndefined();
});

test('any other failure is reported', async () => {
  const output = new Writable({ write: (_, __, done) => done(new Error('disk full')) });
  await expect(printLines(['a'], output)).rejects.toThrow('disk full');
});
