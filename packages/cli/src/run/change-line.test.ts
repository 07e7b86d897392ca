import { expect, test } from 'vitest';
import { changeLine } from './change-line.js';

test('a service that is ready is shown with its address', () => {
  const at = 'http://127.0.0.1:9101';
  expect(changeLine({ name: 'ingest', kind: 'ready', at })).toBe('ingest ready at http://127.0.0.1:9101');
});

test('a service that died is shown with the cause, and when it starts again', () => {
  expect(changeLine({ name: 'matcher 2', kind: 'died', how: 'killed by SIGKILL', restartInMs: 1250 })).toBe(
    'matcher 2 died: killed by SIGKILL; starting it again in 1.3 s',
  );
});

test("a service's own message follows its name", () => {
  const line = 'warn: redis is away';
  expect(changeLine({ name: 'publisher', kind: 'told', line })).toBe('publisher: warn: redis is away');
});
