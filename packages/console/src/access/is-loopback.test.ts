import { expect, test } from 'vitest';
import { hostName, isLoopback } from './is-loopback.js';

test.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.1.2.3', '::1', '[::1]'])('%s is this machine', (host) => {
  expect(isLoopback(host)).toBe(true);
});

test.each(['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.evil.example', 'localhost.evil.example', '128.0.0.1', ''])(
  '%j is not',
  (host) => {
    expect(isLoopback(host)).toBe(false);
  },
);

test('the name in a header has no port; what is no name has none', () => {
  expect(hostName('localhost:8080')).toBe('localhost');
  expect(hostName('[::1]:8080')).toBe('[::1]');
  for (const wrong of ['', 'a b', 'user@localhost', 'localhost/path', 'localhost?x', 'a:b:c'])
    expect(hostName(wrong)).toBeUndefined();
});
