import { readFileSync } from 'node:fs';
import { settingNames } from '@cueline/cli';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { promtool } from './harness/promtool.js';

const known = settingNames.toSorted();
/** The first column of tables whose rows begin with settings. */
const inTables = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => /^\| `[A-Z][A-Z_]+`/.test(line))
    .flatMap((line) => [...(line.split(' | ')[0] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name));

test('deploy/settings.env has every setting, and no other', () => {
  const lines = readFileSync('deploy/settings.env', 'utf8').matchAll(/^#?([A-Z_]+)=/gm);
  const names = [...lines].map(([, name = '']) => name).filter((name) => name !== 'CUELINE_SETTINGS');
  expect(names.toSorted()).toEqual(known);
});

test('README.md and docs/archive.md explain every setting, and no other', () => {
  const explained = new Set([...inTables('README.md'), ...inTables('docs/archive.md')]);
  expect([...explained].toSorted()).toEqual(known);
});

test('docker-compose.yml gives every process of Cueline the settings file, and sets nothing that is no setting', () => {
  const Compose = z.looseObject({
    services: z.record(
      z.string(),
      z.looseObject({
        image: z.string(),
        env_file: z.array(z.string()).optional(),
        environment: z.record(z.string(), z.string()).optional(),
      }),
    ),
  });
  const { services } = Compose.parse(parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }));
  const ours = Object.entries(services).filter(([, { image }]) => image === 'cueline');
  expect(ours.map(([name]) => name)).toEqual([
    'ingest',
    'matcher',
    'publisher',
    'archive',
    'console',
    'receive',
    'panel',
    'simulator',
  ]);
  for (const [, { env_file: files, environment = {} }] of ours) {
    expect(files).toEqual(['${CUELINE_SETTINGS:-deploy/settings.env}']);
    const settable = new Set([...known, 'PGPASSWORD', 'NODE_OPTIONS']);
    expect(Object.keys(environment).filter((name) => !settable.has(name))).toEqual([]);
  }
});

test('promtool accepts the configuration of Prometheus in docker-compose.yml', () => {
  expect(promtool(['check', 'config', 'deploy/prometheus/prometheus.yml'])).toMatchObject({ code: 0 });
});
