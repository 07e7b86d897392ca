import { expect, test } from 'vitest';
import { createLog } from '../logging/log.js';
import { warnOfPlainText } from './warn-of-plain-text.js';

function warnings(urls: readonly string[]): string {
  let lines = '';
  const destination = { write: (line: string) => (lines += line) };
  warnOfPlainText(urls, createLog({ name: 'test', level: 'info', destination }));
  return lines;
}

test('hosts on other machines without TLS are named, without secrets in their URLs', () => {
  const urls = [
    'http://proxy.example:81/oauth/token?key=t0ken',
    'ws://me:t0ken@proxy.example:81/live',
    'https://a.example',
  ];
  const line = warnings(urls);
  expect(JSON.parse(line)).toMatchObject({ level: 'warn', hosts: ['proxy.example:81'] });
  expect(line).not.toContain('t0ken');
});

test('no warning is given for TLS or for this machine', () => {
  const local = ['http://127.0.0.1:9200/token', 'ws://localhost/live', 'http://[::1]:1/cues'];
  expect(warnings(['https://a.example/token', 'wss://a.example/live', ...local])).toBe('');
});
