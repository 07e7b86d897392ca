import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { loadRules, watchFiles } from './rule-file.js';

async function load(yaml: string) {
  const directory = await mkdtemp(join(tmpdir(), 'cueline-rules-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const file = join(directory, 'rules.yaml');
  await writeFile(file, yaml);
  return { file, rules: loadRules(file) };
}

test('valid rules are compiled', async () => {
  const { file, rules } = await load(
    'version: 1\ndisclosures: [{id: notice, title: Notice, say: ["we record this"], due: 5s}]',
  );
  expect(rules).toMatchObject({
    ok: true,
    files: [{ path: file }],
    compiled: { pack: { disclosures: [{ id: 'notice' }] } },
  });
});

test('a phrase that only the compiler refuses is reported with its place, along with all other mistakes', async () => {
  const { file, rules } = await load(
    'version: 1\ndisclosures:\n  - {id: notice, title: Notice, say: ["[maybe]"], due: 5s}\n  - {id: other, title: Other, say: ["this ...99 that ("]}',
  );
  expect(rules).toMatchObject({ ok: false, files: [{ path: file }] });
  expect(rules.ok ? [] : rules.lines).toEqual([
    expect.stringContaining(`${file}:3:`),
    expect.stringContaining(`${file}:4:`),
  ]);
});

test('a single such phrase is reported too', async () => {
  const { file, rules } = await load(
    'version: 1\ndisclosures:\n  - {id: notice, title: Notice, say: ["[maybe]"], due: 5s}',
  );
  expect(rules.ok ? [] : rules.lines).toEqual([expect.stringContaining(`${file}:3:`)]);
});

test("a link in the rule file's folder exposes no other file of the machine", async () => {
  const { file: secret } = await load('hunter2');
  const { file } = await load('version: 1\ninclude: [linked.yaml]');
  await symlink(secret, join(dirname(file), 'linked.yaml'));
  const rules = loadRules(file);
  expect(rules.ok ? '' : rules.lines.join()).toContain('leads out of the folder');
  expect(rules.ok ? '' : rules.lines.join()).not.toContain('hunter2');
});

const notice = 'version: 1\ndisclosures: [{id: notice, title: Notice, say: ["we record this"], due: 5s}]';

test('a file that changes after it was read is noticed, also if it was not watched yet', async () => {
  const { file, rules } = await load(notice);
  await writeFile(file, `${notice}\n`);
  const onChange = vi.fn<() => void>();
  onTestFinished(watchFiles(rules.files, onChange));
  await expect.poll(() => onChange.mock.calls.length).toBeGreaterThan(0);
});

test('a missing file is noticed once it is there, and not before', async () => {
  const { file, rules } = await load('version: 1\ninclude: [more.yaml]');
  const onChange = vi.fn<() => void>();
  onTestFinished(watchFiles(rules.files, onChange));
  await delay(1_500); // longer than from one check to the next
  expect(onChange).not.toHaveBeenCalled();
  await writeFile(join(dirname(file), 'more.yaml'), notice);
  await expect.poll(() => onChange.mock.calls.length).toBeGreaterThan(0);
});
