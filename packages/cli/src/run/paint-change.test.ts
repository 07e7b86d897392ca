import { createColors } from 'picocolors';
import { expect, test } from 'vitest';
import { paintChange } from './paint-change.js';

const colors = createColors(true);
const { dim, red, yellow, green } = colors;
const at = dim('13:11:11');

test.each([
  [
    '13:11:11 ingest: warn: the socket is closed (code: 1006)',
    `${at} ${yellow('ingest: warn: the socket is closed (code: 1006)')}`,
  ],
  ['13:11:11 matcher 2: error: refused', `${at} ${red('matcher 2: error: refused')}`],
  [
    '13:11:11 publisher died: SIGKILL; starting it again in 0.3 s',
    `${at} ${red('publisher died: SIGKILL; starting it again in 0.3 s')}`,
  ],
  [
    '13:11:11 ingest: the socket is open again after 28 s',
    `${at} ${green('ingest: the socket is open again after 28 s')}`,
  ],
  ['13:11:11 redis ready at redis://127.0.0.1:1', `${at} redis ready at redis://127.0.0.1:1`],
  ['Ctrl-C stops it.', 'Ctrl-C stops it.'],
])('trouble and its end stand out: %s', (line, painted) => {
  expect(paintChange(line, colors)).toBe(painted);
});
