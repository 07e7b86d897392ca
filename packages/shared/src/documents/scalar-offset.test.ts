import * as fc from 'fast-check';
import { isScalar, parseDocument, Scalar, stringify } from 'yaml';
import { expect, test } from 'vitest';
import { sourceOffset } from './scalar-offset.js';

function offsetIn(source: string, offset: number): number {
  const { contents } = parseDocument(source);
  if (!isScalar<string>(contents)) throw new Error('not a scalar');
  return sourceOffset(source, contents, offset);
}

test('a place in a text of one line is found after its quotes and escapes', () => {
  expect(offsetIn('plain text', 6)).toBe(6);
  expect(offsetIn("'it''s <x>'", 5)).toBe(7);
  expect(offsetIn(String.raw`"\"a\" \x41 <x>"`, 6)).toBe(12);
});

test('a place in a text of several lines is found on its line', () => {
  expect(offsetIn('>-\n  one\n  two <x>', 8)).toBe(15);
  expect(offsetIn('|\n  one\n  two <x>', 8)).toBe(14);
  expect(offsetIn('one\n  two <x>', 8)).toBe(10);
  expect(offsetIn('"one \\\n  two <x>"', 8)).toBe(13);
});

test('a mark is found in any place, however the text is written', () => {
  const styles = fc.constantFrom(
    Scalar.PLAIN,
    Scalar.QUOTE_DOUBLE,
    Scalar.QUOTE_SINGLE,
    Scalar.BLOCK_FOLDED,
    Scalar.BLOCK_LITERAL,
  );
  const text = fc
    .string({ unit: fc.constantFrom('a', 'b', ' ', "'", '"', '\\', 'é', '😀') })
    .map((part) => part.trim());
  fc.assert(
    fc.property(text, text, styles, (before, after, defaultStringType) => {
      const value = `x${before}@${after}x`;
      const source = stringify(value, { defaultStringType, lineWidth: 30 });
      expect(source[offsetIn(source, value.indexOf('@'))]).toBe('@');
    }),
  );
});
