import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatFileMistake } from '../documents/index.js';
import { fillCue, parseCueTemplate } from './cue-template.js';
import { parsePlatform } from './parse-platform.js';

const FRAMES =
  'version: 1\nname: Acme\nspeech: {text: {exists: true}}\nfields: {interactionId: call, speaker: who, text: text}\n';

/** Each mistake as compilers print it; the outlets begin on line 5. */
function mistakesIn(outlets: string): string[] {
  const parsed = parsePlatform(`${FRAMES}outlets:\n${outlets}`, 'acme.yaml');
  return parsed.ok ? [] : parsed.mistakes.map(formatFileMistake);
}

test('outlets in shape are read as they stand', () => {
  const source = `${FRAMES}outlets:
  - cxone
  - name: notes
    show: {url: 'https://a.example/{call}', json: {text: '{title}'}, headers: {Idempotency-Key: '{key}'}}
`;
  const parsed = parsePlatform(source, 'acme.yaml');
  expect(parsed).toMatchObject({ ok: true, contract: { outlets: ['cxone', { name: 'notes' }] } });
});

test('the examples of docs/platforms.md are right', () => {
  const page = readFileSync(new URL('../../../../docs/platforms.md', import.meta.url), 'utf8');
  const examples = Array.from(page.matchAll(/```yaml\n(outlets:[\s\S]*?)```/g), ([, example = '']) => example);
  expect(examples).toHaveLength(3);
  for (const example of examples) expect(parsePlatform(FRAMES + example, 'docs.yaml')).toMatchObject({ ok: true });
});

test('each mistake in the shape of an outlet is told with its place and what is right', () => {
  expect(
    mistakesIn(`  - name: My Notes
    show: {url: a.example, methd: PUT}
    answers: {refused: [99]}
    rate: {max: 5, window: 1}
    sign: {kind: aws, service: connect, region: eu-central-1, keyId: x}
`),
  ).toEqual([
    expect.stringMatching(/^acme\.yaml:6:11: `name` cannot be `My Notes` \(what it is called/),
    expect.stringMatching(/^acme\.yaml:7:17: `url` cannot be `a\.example` \(where the request goes/),
    expect.stringMatching(/^acme\.yaml:7:28: `methd` is not known here \(did you mean `method`\?\)$/),
    expect.stringMatching(/^acme\.yaml:8:25: entry 1 of `refused` cannot be `99`/),
    expect.stringMatching(/^acme\.yaml:9:28: `window` cannot be `1`/),
    expect.stringMatching(/^acme\.yaml:10:\d+: `secretKey` is missing/),
  ]);
});

test('what does not fit together, and credentials in clear, are told where they stand', () => {
  expect(
    mistakesIn(`  - name: notes
    show:
      url: https://a.example/{cal}
      headers: {Authorization: 'Bearer abc'}
      json: {text: '{title|long}', more: ['{cueId}', 'a } b']}
      text: both
    withdraw: {url: 'https://a.example/{cueId}/{title}'}
    answers: {shown: [200], refused: [200]}
    sign: {kind: aws, service: connect, region: r, keyId: AKIA, secretKey: abc}
  - name: notes
    agent: agentId
    show: {url: 'https://a.example/', text: '{key}: {expires}'}
`),
  ).toEqual([
    expect.stringMatching(/^acme\.yaml:7:5: `show` does not say how a repeated request is known \(put `\{key\}`/),
    expect.stringMatching(/^acme\.yaml:8:30: `\{cal\}` is not known \(did you mean `\{call\}`\?\)$/),
    expect.stringMatching(/^acme\.yaml:9:32: `Authorization` cannot stand here in clear \(write `\{values\.NAME\}`/),
    expect.stringMatching(/^acme\.yaml:10:21: `\|long` is not known/),
    expect.stringMatching(/^acme\.yaml:10:44: `\{cueId\}` is not known here \(known here: call/),
    expect.stringMatching(/^acme\.yaml:10:57: a brace stands alone/),
    expect.stringMatching(/^acme\.yaml:11:7: `text` cannot stand beside `json`/),
    expect.stringMatching(/^acme\.yaml:12:5: `withdraw` needs `\{cueId\}`/),
    expect.stringMatching(/^acme\.yaml:12:48: `\{title\}` is not known here/),
    expect.stringMatching(/^acme\.yaml:13:39: `200` is in `shown` already/),
    expect.stringMatching(/^acme\.yaml:14:76: `secretKey` cannot stand here in clear/),
    expect.stringMatching(/^acme\.yaml:15:11: `notes` is there twice/),
    expect.stringMatching(/^acme\.yaml:16:12: `show` does not say `\{attributes\.agentId\}`/),
    expect.stringMatching(/^acme\.yaml:17:5: `\{expires\}` needs `visible`/),
  ]);
});

test('a template is text, or a number where it is asked for', () => {
  const values = new Map([
    ['title', 'Fee & notice'],
    ['now', '2026-01-02T03:04:05.678Z'],
    ['attributes.agentId', '12214'],
    ['description', 'ab😀de'],
  ]);
  const fill = (text: string, encode?: (value: string) => string) => {
    const parsed = parseCueTemplate(text);
    if (!parsed.ok) throw new Error(parsed.message);
    return fillCue(parsed.template, (name) => values.get(name) ?? '', encode);
  };
  expect(fill('{title}: {description}')).toBe('Fee & notice: ab😀de');
  expect(fill('/{title}', encodeURIComponent)).toBe('/Fee%20%26%20notice');
  expect(fill('{attributes.agentId|number}')).toBe(12214);
  expect(fill('{now|ms}')).toBe(1767323045678);
  expect(fill('{now|s}')).toBe(1767323045);
  expect(fill('{description|4}')).toBe('ab😀…');
  expect(fill('{description|5}')).toBe('ab😀de');
  expect(fill('{{{title}}}')).toBe('{Fee & notice}');
});
