import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { alertRules } from './harness/alert-rules.js';
import { makeDirectory, startCueline } from './harness/cueline-command.js';
import { startProcess } from './harness/cueline-process.js';
import { dashboardExpressions, metricsIn } from './harness/dashboard.js';
import { promtool } from './harness/promtool.js';
import { writeRules } from './harness/rule-file.js';
import { RULES } from './harness/scripted-calls.js';

/** Those that Node's own library measures are documented there. */
const isOwn = (name: string) => !/^cueline_(?:process|nodejs)_/.test(name);

/** What `up` runs serves everything that documentation, dashboard and alerts name. */
test('docs/metrics.md lists every metric that the processes serve, with its type, promtool complains of none, and dashboard and alerts name no other', async () => {
  const text = await readFile(new URL('../docs/metrics.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `(cueline_\w+)` \| (\w+) \|/gm)];
  const documented = new Map(rows.map(([, name, type]) => [name, type]));

  const up = startCueline(['up', '--simulate'], {
    cwd: await makeDirectory(),
    env: { SIMULATOR_SPEED: '10', RULES_FILE: await writeRules(RULES) },
  });
  const served = new Map<string, string>();
  const PANEL_SECRET = 'what links of this test are signed with';
  const panel = await startProcess('panel', { REDIS_URL: 'redis://127.0.0.1:1', PANEL_SECRET });
  const ready = ['ingest', 'matcher', 'publisher', 'archive', 'console'].map((name) =>
    up.written(new RegExp(`${name} ready at (\\S+)`)),
  );
  for (const url of [...(await Promise.all(ready)).map(([, at]) => at), panel.url()]) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    for (const [, metric = '', type = ''] of metrics.matchAll(/^# TYPE (\S+) (\S+)$/gm)) served.set(metric, type);
    expect(metrics).toMatch(/^cueline_build_info\{.*version="\d+\.\d+\.\d+".*\} 1$/m);
    expect(promtool(['check', 'metrics'], metrics)).toEqual({ code: 0, text: '' });
  }

  const own = new Map([...served].filter(([name]) => isOwn(name)));
  expect(documented).toEqual(own);

  const expressions = [...dashboardExpressions, ...alertRules.map(({ expr }) => expr)];
  const named = new Set(expressions.flatMap(metricsIn));
  expect([...named].filter((name) => !served.has(name))).toEqual([]);
});
