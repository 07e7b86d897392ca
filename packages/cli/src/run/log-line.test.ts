import { expect, test } from 'vitest';
import { noteworthy, parseLogLine } from './log-line.js';

test('the port of a process is read from its log', () => {
  expect(parseLogLine('{"level":"info","name":"ingest","port":41234,"msg":"listening"}')?.port).toBe(41_234);
});

test('a line about something that went well is not shown', () => {
  expect(noteworthy('{"level":"info","msg":"listening"}')).toBeUndefined();
});

test('the end of trouble is shown, with how long it lasted', () => {
  expect(noteworthy('{"level":"info","msg":"redis is back","afterMs":9012}')).toBe('redis is back after 9 s');
});

test('a warning is shown, with its cause', () => {
  expect(noteworthy('{"level":"warn","msg":"redis is away","err":{"message":"ECONNREFUSED"}}')).toBe(
    'warn: redis is away (ECONNREFUSED)',
  );
});

test('a warning is shown with the fields that distinguish it from others', () => {
  const line = { level: 'error', time: 'now', name: 'matcher', pid: 1, line: 'bank.yaml:3:1: no `id`', msg: 'refused' };
  expect(noteworthy(JSON.stringify(line))).toBe('error: refused (line: bank.yaml:3:1: no `id`)');
  expect(noteworthy('{"level":"warn","code":1006,"refusedWith":403,"msg":"closed","err":{"message":"reset"}}')).toBe(
    'warn: closed (code: 1006, refusedWith: 403, reset)',
  );
});

test('a line that is not JSON, such as a refused setting, is shown as it was written', () => {
  expect(noteworthy('CXONE_CLIENT_ID is required')).toBe('CXONE_CLIENT_ID is required');
  expect(noteworthy('Error: out of memory')).toBe('Error: out of memory');
  expect(noteworthy('    at main.js:1:1')).toBeUndefined();
});
