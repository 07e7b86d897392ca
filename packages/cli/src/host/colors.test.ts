import { expect, test } from 'vitest';
import { colorsFor } from './colors.js';

test.each([{}, { isTTY: false }])(
  'what is no terminal gets no colours, whatever the environment says (%o)',
  (stdout) => {
    expect(colorsFor(stdout).red('wrong')).toBe('wrong');
  },
);
