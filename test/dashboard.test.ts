import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dashboardExpressions, dashboardText, panels } from './harness/dashboard.js';
import { promtool } from './harness/promtool.js';

test('deploy/grafana/cueline.json is what scripts/dashboard.mjs makes', async () => {
  const script: unknown = await import(new URL('../scripts/dashboard.mjs', import.meta.url).href);
  expect(script).toMatchObject({ dashboard: JSON.parse(dashboardText) });
});

test('promtool accepts every expression of the dashboard', () => {
  expect(dashboardExpressions.length).toBeGreaterThan(50);
  const file = join(tmpdir(), `cueline-dashboard-${process.pid}.json`);
  onTestFinished(() => rmSync(file));
  const rules = dashboardExpressions.map((expr, i) => ({ record: `panel:${i}`, expr }));
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
  expect(promtool(['check', 'rules', file])).toMatchObject({ code: 0 });
});

test('rows are those of the design, panels say what they show, and none covers another', () => {
  expect(panels.filter(({ type }) => type === 'row').map(({ title }) => title)).toEqual([
    'Is it all right',
    'Hearing',
    'Deciding',
    'Cueing',
    'Archive',
    'Redis',
  ]);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const silent = panels.filter(({ type, description = '' }) => type !== 'row' && description === '');
  expect(silent).toEqual([]);
  for (const { gridPos: a, id } of panels) {
    expect(a.x + a.w).toBeLessThanOrEqual(24);
    const covered = panels.filter(
      ({ id: other, gridPos: b }) =>
        other !== id && a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h,
    );
    expect(covered).toEqual([]);
  }
});
