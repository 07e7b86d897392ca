import { existsSync, readFileSync } from 'node:fs';
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

test('docker-compose.yml gives every process of Cueline the settings file, and sets nothing that is no setting', () => {
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

test('Prometheus in docker-compose.yml scrapes every process of Cueline where it listens', () => {
  const Config = z.looseObject({
    scrape_configs: z.array(
      z.object({
        job_name: z.string(),
        dns_sd_configs: z.array(z.object({ names: z.array(z.string()), type: z.string(), port: z.number() })),
      }),
    ),
  });
  const { scrape_configs: jobs } = Config.parse(parse(readFileSync('deploy/prometheus/prometheus.yml', 'utf8')));
  const scraped = jobs
    .flatMap((job) => job.dns_sd_configs)
    .flatMap(({ names, port }) => names.map((name) => [name, String(port)]));
  const processes = ours.filter(([name]) => name !== 'simulator');
  expect(Object.fromEntries(scraped)).toEqual(
    Object.fromEntries(processes.map(([name, { environment }]) => [name, environment?.['HTTP_PORT']])),
  );
});

test('the image is given all that it is made of, the scripts that build it and what they import among it', () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8');
  const ignored = readFileSync('.dockerignore', 'utf8');
  const given = new Set([...ignored.matchAll(/^!(.+)$/gm)].map(([, path = '']) => path));
  const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, path = '']) => path);
  const scripts = found(dockerfile, /node (scripts\/\S+\.mjs)/g);
  const imported = scripts.flatMap((script) =>
    found(readFileSync(script, 'utf8'), /from '\.\/(\S+)'/g).map((file) => `scripts/${file}`),
  );
  const copied = found(dockerfile, /COPY --from=build (.+) \S+$/gm)
    .flatMap((paths) => found(paths, /\/cueline\/(\S+)/g))
    .filter((path) => path !== 'node_modules' && existsSync(path)); // others are made in the build
  expect(imported.length).toBeGreaterThan(0);
  expect(copied.length).toBeGreaterThan(4);
  expect([...scripts, ...imported, ...copied].filter((path) => !given.has(path))).toEqual([]);
});
