import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { cxoneSettings, transcriptionSettings } from '../cxone/cxone-settings.js';
import { processSettings } from '../process/process-settings.js';
import { redisSettings } from '../redis/redis-settings.js';
import { SettingsError } from './settings-error.js';
import { readSettings, type Environment } from './settings.js';

const schema = z.object({
  ...redisSettings,
  ...cxoneSettings,
  ...transcriptionSettings,
  ...processSettings({ httpPort: 9101 }),
});
const required = { CXONE_CLIENT_ID: 'cueline', CXONE_CLIENT_SECRET: 'hush' };

function linesFor(environment: Environment): readonly string[] {
  try {
    readSettings(schema, environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.lines;
    throw error;
  }
  return [];
}

test('without settings the defaults hold', () => {
  const settings = readSettings(schema, required);
  expect(settings).toMatchObject({
    KEY_PREFIX: 'cueline',
    PARTITIONS: 8,
    HTTP_HOST: '127.0.0.1',
    HTTP_PORT: 9101,
    SHUTDOWN_TIMEOUT: 10_000,
  });
  expect(settings.CXONE_END_TYPES).toEqual(['interactionEnded']);
});

test('an empty setting counts as unset', () => {
  expect(readSettings(schema, { ...required, PARTITIONS: '', KEY_PREFIX: ' ' })).toMatchObject({ PARTITIONS: 8 });
  expect(linesFor({ ...required, CXONE_CLIENT_ID: '' })).toEqual([
    'CXONE_CLIENT_ID is required: the client id that CXone gave you',
  ]);
});

test('each wrong setting gets one line that names it and never repeats its value', () => {
  const lines = linesFor({ PARTITIONS: 'many', KEY_PREFIX: '{x}', SHUTDOWN_TIMEOUT: '10', REDIS_URL: 'http://hush' });
  expect(new Set(lines.map((line) => line.split(' ')[0]))).toEqual(
    new Set(['CXONE_CLIENT_ID', 'CXONE_CLIENT_SECRET', 'KEY_PREFIX', 'PARTITIONS', 'REDIS_URL', 'SHUTDOWN_TIMEOUT']),
  );
  expect(lines).toContain('PARTITIONS should be a whole number from 1 to 1024');
  expect(lines.join()).not.toContain('hush');
});

test('for wrong JSON the message lists the names and roles that exist, and does not repeat the value', () => {
  const [fields] = linesFor({ ...required, CXONE_FIELDS: '{"hush":"words"}' });
  expect(fields).toMatch(/^CXONE_FIELDS should be .*its names may be type, .*attributes$/);
  const [speakers] = linesFor({ ...required, CXONE_SPEAKERS: '{"hush":"supervisor"}' });
  expect(speakers).toMatch(/^CXONE_SPEAKERS should be .*its roles may be agent, customer, other$/);
  expect(`${fields} ${speakers}`).not.toContain('hush');
});

test('a setting may be in a file', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cueline-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'secret');
  writeFileSync(file, 'from a file\n');
  const environment = { CXONE_CLIENT_ID: 'cueline', CXONE_CLIENT_SECRET_FILE: file };
  expect(readSettings(schema, environment).CXONE_CLIENT_SECRET).toBe('from a file');
  expect(linesFor({ ...environment, CXONE_CLIENT_SECRET: 'too' })).toEqual([
    'CXONE_CLIENT_SECRET is set twice: leave out CXONE_CLIENT_SECRET or CXONE_CLIENT_SECRET_FILE',
  ]);
  expect(linesFor({ ...environment, CXONE_CLIENT_SECRET_FILE: `${file}.gone` })).toEqual([
    `CXONE_CLIENT_SECRET_FILE should be a file that can be read (ENOENT)`,
  ]);
});

test('durations may name their unit', () => {
  const settings = readSettings(schema, { ...required, SHUTDOWN_TIMEOUT: '1.5m', CXONE_PING_INTERVAL_MS: '250' });
  expect(settings.SHUTDOWN_TIMEOUT).toBe(90_000);
  expect(settings.CXONE_PING_INTERVAL_MS).toBe(250);
  expect(readSettings(schema, { ...required, CXONE_PING_INTERVAL_MS: '2s' }).CXONE_PING_INTERVAL_MS).toBe(2_000);
});

test('a time too long for a timer is refused', () => {
  for (const text of ['25d', `${'9'.repeat(400)}s`, '1e3s']) {
    const [line] = linesFor({ ...required, SHUTDOWN_TIMEOUT: text, CXONE_PING_INTERVAL_MS: `${2 ** 31}` });
    expect(line).toMatch(/^(SHUTDOWN_TIMEOUT|CXONE_PING_INTERVAL_MS) should be a time of at least/);
  }
});

test.each([
  'redis:%//h',
  'redis://%zz@h',
  'redis://u%:40p@h',
  'redis://h/x',
  'redis://u:%e9@h:1/0',
  'redis:///1',
  'redis://h/0/1',
])('a Redis URL with an unusable part is refused: %s', (url) => {
  expect(linesFor({ ...required, REDIS_URL: url })).toEqual([expect.stringMatching(/^REDIS_URL should be a URL/)]);
});

test.each([
  'wss://h/live#',
  'wss://{token}.h/',
  'wss://h{token}',
  'wss:///{token}',
  'wss:{token}',
  'wss:h/live',
  'wss:\\\\{token}',
  'wss://h/live\0',
  'wss://h/li ve',
  'https://h/live',
])('a URL that a token cannot be added to is refused: %s', (url) => {
  expect(linesFor({ ...required, CXONE_TRANSCRIPTION_URL: url })).toEqual([
    'CXONE_TRANSCRIPTION_URL should be a URL that begins with wss:// or ws://',
  ]);
});

test('nodes are hosts with ports', () => {
  const settings = readSettings(schema, { ...required, REDIS_CLUSTER_NODES: 'a:7000, [::1]:7001' });
  expect(settings.REDIS_CLUSTER_NODES).toEqual([
    { host: 'a', port: 7000 },
    { host: '::1', port: 7001 },
  ]);
  const wrong = 'REDIS_SENTINELS should be host:port pairs separated by commas';
  for (const REDIS_SENTINELS of ['a:0', 'a:99999', ':1', 'a:1,b']) {
    expect(linesFor({ ...required, REDIS_SENTINELS })).toEqual([wrong]);
  }
  expect(linesFor({ ...required, REDIS_SENTINELS: 'a' })).toEqual([
    'REDIS_SENTINELS should be host:port pairs separated by commas',
  ]);
});
