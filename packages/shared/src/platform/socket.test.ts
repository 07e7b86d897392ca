import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatFileMistake } from '../documents/index.js';
import { parsePlatform } from './parse-platform.js';
import { neededOfSocket } from './socket-template.js';

const FRAMES =
  'version: 1\nname: Acme\nspeech: {text: {exists: true}}\nfields: {interactionId: call, speaker: who, text: text}\n';

/** Each mistake as compilers print it; the socket begins on line 5. */
function mistakesIn(socket: string): string[] {
  const parsed = parsePlatform(`${FRAMES}socket:\n${socket}`, 'acme.yaml');
  return parsed.ok ? [] : parsed.mistakes.map(formatFileMistake);
}

test('the socket of NICE is read as it stands, and needs no values', () => {
  const parsed = parsePlatform(
    readFileSync(new URL('../../../../platforms/nice.yaml', import.meta.url), 'utf8'),
    'nice.yaml',
  );
  const socket = parsed.ok ? parsed.contract.socket : undefined;
  expect(socket).toMatchObject({ token: { kind: 'back-end' }, subscribe: { topic: '{call}_transcript', atOnce: 20 } });
  expect(socket && neededOfSocket(socket)).toEqual([]);
});

test('each mistake in the shape of a socket is told with its place and what is right', () => {
  expect(
    mistakesIn(`  url: https://a.example/ws
  token: {kind: back-end}
  heartbeat: {send: {ping: 1}, answer: {pong: 1}, every: 20, mises: 3}
`),
  ).toEqual([
    expect.stringMatching(/^acme\.yaml:6:8: `url` cannot be `https:\/\/a\.example\/ws` \(its address/),
    expect.stringMatching(/^acme\.yaml:7:\d+: `issuer` is missing \(who gives tokens/),
    expect.stringMatching(/^acme\.yaml:8:58: `every` cannot be `20`/),
    expect.stringMatching(/^acme\.yaml:8:62: `mises` is not known here \(did you mean `misses`\?\)$/),
  ]);
});

test('what does not fit together in a socket is told where it stands', () => {
  expect(
    mistakesIn(`  url: 'wss://{config.area}.example/{call}'
  token: {kind: cxone}
  open: [{send: {token: '{tokn}'}, answer: {ok: true}}]
  subscribe:
    topic: '{call}'
    send: {topic: '{since}'}
    answer: {ok: true}
    at: topic
`),
  ).toEqual([
    'acme.yaml:6:3: `{config.area}` needs `config` (say where the values are asked for)',
    'acme.yaml:6:37: `{call}` is not known here (known here: token, config.NAME, values.NAME)',
    'acme.yaml:8:26: `{tokn}` is not known (did you mean `{token}`?)',
    'acme.yaml:9:3: `subscribe` needs `contacts` (say which calls there are: `announced`, `listed` or both)',
    'acme.yaml:11:20: `{since}` is not known here (known here: call, token, topic, config.NAME, values.NAME)',
  ]);
});
