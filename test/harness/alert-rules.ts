import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { promtool } from './promtool.js';

const Rule = z.object({
  alert: z.string(),
  expr: z.string(),
  for: z.string().optional(),
  labels: z.object({ severity: z.enum(['critical', 'warning']) }),
  annotations: z.object({ summary: z.string(), description: z.string(), runbook_url: z.string() }),
});
const Rules = z.object({ groups: z.array(z.object({ name: z.string(), rules: z.array(Rule) })) });

export const ALERTS_FILE = 'deploy/prometheus/alerts.yml';
const groups = Rules.parse(parse(readFileSync(ALERTS_FILE, 'utf8'))).groups;
export const alertRules = groups.flatMap(({ rules }) => rules);
export const alertNames = [...new Set(alertRules.map(({ alert }) => alert))];

/** Values of a series, in promtool's notation, by its name with labels. */
export type AlertSeries = Readonly<Record<string, string>>;

export interface AlertCase {
  readonly name: string;
  readonly series: AlertSeries;
  /** When to ask, such as `20m`. */
  readonly at: string;
  /** All that fire then, by name, each with its labels besides `job`. */
  readonly firing: readonly { readonly alert: string; readonly labels: Readonly<Record<string, string>> }[];
}

/** Asks `promtool test rules` whether exactly these alerts fire; returns what it complains of. */
export function testAlerts(cases: readonly AlertCase[], interval = '15s'): { code: number | null; text: string } {
  const folder = mkdtempSync(join(tmpdir(), 'cueline-alerts-'));
  try {
    // Promtool compares the texts of annotations too, which hold measured values.
    const bare = groups.map(({ name, rules }) => ({
      name,
      rules: rules.map((rule) => ({ ...rule, annotations: {} })),
    }));
    writeFileSync(join(folder, 'rules.json'), JSON.stringify({ groups: bare }));
    const tests = cases.map(({ name, series, at, firing }) => ({
      name,
      interval,
      input_series: Object.entries(series).map(([one, values]) => ({ series: one, values })),
      alert_rule_test: alertNames.map((alertname) => ({
        eval_time: at,
        alertname,
        exp_alerts: firing.filter(({ alert }) => alert === alertname).map(({ labels }) => ({ exp_labels: labels })),
      })),
    }));
    writeFileSync(join(folder, 'tests.json'), JSON.stringify({ rule_files: ['rules.json'], tests }));
    return promtool(['test', 'rules', join(folder, 'tests.json')]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
