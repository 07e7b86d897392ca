import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { makeDirectory, startCueline } from './harness/cueline-command.js';
import { promtool } from './harness/promtool.js';
import { writeRules } from './harness/rule-file.js';
import { RULES } from './harness/scripted-calls.js';

const Targets = z.array(z.object({ targets: z.tuple([z.string()]), labels: z.object({ instance: z.string() }) }));

test('up writes where its processes serve metrics, as Prometheus reads it, and again when one is started anew', async () => {
  const cwd = await makeDirectory();
  const up = startCueline(['up', '--simulate', '--matchers', '2'], {
    cwd,
    env: { RULES_FILE: await writeRules(RULES) },
  });
  const file = join(cwd, '.cueline', 'prometheus.json');
  const read = async (): Promise<Record<string, string>> => {
    const targets = Targets.parse(JSON.parse(await readFile(file, 'utf8').catch(() => '[]')));
    return Object.fromEntries(targets.map(({ targets: [target], labels }) => [labels.instance, target]));
  };
  const names = ['archive', 'console', 'ingest', 'matcher 1', 'matcher 2', 'publisher'];
  await expect.poll(async () => Object.keys(await read()).toSorted(), { timeout: 60_000 }).toEqual(names);
  const before = await read();
  const pages = await Promise.all(
    Object.values(before).map(async (target) => (await fetch(`http://${target}/metrics`)).text()),
  );
  for (const page of pages) expect(page).toContain('cueline_build_info');

  const config = {
    scrape_configs: [{ job_name: 'cueline', file_sd_configs: [{ files: ['.cueline/prometheus.json'] }] }],
  };
  await copyFile('deploy/prometheus/alerts.yml', join(cwd, 'alerts.yml'));
  await writeFile(join(cwd, 'prometheus.json'), JSON.stringify({ ...config, rule_files: ['alerts.yml'] }));
  expect(promtool(['check', 'config', join(cwd, 'prometheus.json')])).toMatchObject({ code: 0 });

  const [, pid] = await up.written(/matcher 2 started \(pid (\d+)\)/);
  process.kill(Number(pid), 'SIGKILL');
  await expect.poll(async () => (await read())['matcher 2'], { timeout: 60_000 }).not.toBe(before['matcher 2']);
  expect(await read()).toMatchObject({ ...before, 'matcher 2': expect.any(String) });
  up.signal('SIGTERM');
  expect(await up.ended).toBe(0);
  expect(await read()).toEqual({});
});
