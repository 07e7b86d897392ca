import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatFileMistake } from '../documents/index.js';
import { noticesJsonSchema } from './notices-file.js';
import { neededOfNotices, parseNotices } from './parse-notices.js';

const read = (path: string) => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');
const mistakesIn = (source: string): string[] => {
  const parsed = parseNotices(source, 'notices.yaml');
  return parsed.ok ? [] : parsed.mistakes.map(formatFileMistake);
};

test('the published JSON Schema is that of notices files', () => {
  expect(JSON.parse(read('notices/schema.json'))).toEqual(noticesJsonSchema());
});

test('the example that ships, and those of docs/notices.md, are right', () => {
  const examples = Array.from(
    read('docs/notices.md').matchAll(/```yaml\n(version: 1[\s\S]*?)```/g),
    ([, text = '']) => text,
  );
  expect(examples).toHaveLength(1);
  for (const source of [read('notices/example.yaml'), ...examples]) expect(mistakesIn(source)).toEqual([]);
});

test('the values that a file needs are known', () => {
  const parsed = parseNotices(read('notices/example.yaml'), 'example.yaml');
  expect(parsed.ok && neededOfNotices(parsed.notices)).toEqual(['deskUrl', 'deskSecret', 'slackUrl', 'teamsUrl']);
});

test('each mistake is told with its place and what is right', () => {
  expect(
    mistakesIn(`version: 1
receivers:
  - name: Desk
    url: desk.example
    secret: whsec_abc
    events: [misssed]
  - name: b
    url: https://b.example/{call}
    atributes: {skill: billing}
`),
  ).toEqual([
    expect.stringMatching(/^notices\.yaml:3:11: `name` cannot be `Desk`/),
    expect.stringMatching(/^notices\.yaml:4:10: `url` cannot be `desk\.example` \(where notices are posted/),
    expect.stringMatching(/^notices\.yaml:5:13: `secret` cannot be/),
    expect.stringMatching(/^notices\.yaml:6:\d+: .*`misssed`/),
    expect.stringMatching(/^notices\.yaml:8:10: `url` cannot be/),
    expect.stringMatching(/^notices\.yaml:9:5: `atributes` is not known here \(did you mean `attributes`\?\)$/),
  ]);
});

test('secrets in clear, names that are there twice and unsigned CloudEvents are refused', () => {
  expect(
    mistakesIn(`version: 1
receivers:
  - name: desk
    url: https://desk.example/
  - name: chat
    format: slack
    url: https://hooks.slack.com/services/T0/B0/x
  - name: chat
    format: teams
    url: https://prod.example/workflows?api-version=1&sig=abc
`),
  ).toEqual([
    expect.stringMatching(/^notices\.yaml:3:11: `secret` is missing/),
    expect.stringMatching(/^notices\.yaml:7:10: an address that is a secret cannot stand here in clear/),
    expect.stringMatching(/^notices\.yaml:8:11: `chat` is there twice/),
    expect.stringMatching(/^notices\.yaml:10:10: an address that is a secret/),
  ]);
});
