import { expect, test } from 'vitest';
import { bodyFrames } from './body-frames.js';

const framesOf = (body: string, type?: string) => bodyFrames(Buffer.from(body), type)?.map(({ frame }) => frame);

test('a body is a frame, an array of frames, lines of them, or a form', () => {
  expect(framesOf('{"a":1}')).toEqual([{ a: 1 }]);
  expect(framesOf('[{"a":1},{"b":2}]', 'application/json; charset=utf-8')).toEqual([{ a: 1 }, { b: 2 }]);
  expect(framesOf('{"a":1}\n\n{"b":2}\n', 'application/x-ndjson')).toEqual([{ a: 1 }, { b: 2 }]);
  expect(framesOf('a=1&b=x+y%26z', 'application/x-www-form-urlencoded')).toEqual([{ a: '1', b: 'x y&z' }]);
  expect(framesOf('[]')).toEqual([]);
});

test.each(['', 'a=1', '7', 'null', '[{"a":1},7]', '{"a":1}\n{"b":2}'])('%j is none of these', (body) => {
  expect(framesOf(body)).toBeUndefined();
});
