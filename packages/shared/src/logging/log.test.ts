import { expect, test } from 'vitest';
import { createLog } from './log.js';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let lines = '';
  const destination = { write: (line: string) => (lines += line) };
  write(createLog({ name: 'test', level: 'info', secrets: ['hush-hush'], destination }));
  return lines;
}

test('no token reaches the log, wherever it stands', () => {
  const url = 'wss://host.example/live?access_token=t0ken';
  const error = new Error(`connect ${url}`, { cause: new Error('Authorization: Bearer t0ken') });
  const command = { name: 'auth', args: ['matcher', 't0ken'] };
  Object.assign(error, { options: { headers: { authorization: 't0ken' } }, command, code: 'ECONNRESET' });
  const line = logged((log) => {
    log.info({ err: error }, `at ${url} and https://host.example/live?jwt=t0ken`);
    log.info({ url, access_token: 't0ken', nested: { clientSecret: 't0ken' } });
    log.info('grant_type=client_credentials&client_secret=t0ken hush-hush redis://user:t0ken@host:1/0');
  });
  expect(line).not.toContain('t0ken');
  expect(line).not.toContain('hush-hush');
  expect(line).toContain('ECONNRESET');
});

test('every line is JSON, also when redacted', () => {
  const line = logged((log) =>
    log.warn({ at: 'https://host/?a="b"', err: new Error('x?y "https://u:p@h/?q"') }, 'said'),
  );
  expect(JSON.parse(line)).toMatchObject({ level: 'warn', name: 'test', msg: 'said' });
});
