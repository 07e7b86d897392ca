import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Panel = z.object({
  id: z.number(),
  type: z.string(),
  title: z.string(),
  description: z.string().optional(),
  gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  targets: z.array(z.object({ expr: z.string() })).default([]),
});
const Dashboard = z.object({
  panels: z.array(Panel),
  annotations: z.object({ list: z.array(z.object({ expr: z.string() })) }),
});

export const dashboardText = readFileSync('deploy/grafana/cueline.json', 'utf8');
export const { panels, annotations } = Dashboard.parse(JSON.parse(dashboardText));

/** Every expression, with Grafana's variables replaced as it does. */
export const dashboardExpressions = [...panels.flatMap(({ targets }) => targets), ...annotations.list].map(({ expr }) =>
  expr.replaceAll('$job', 'cueline').replaceAll('$__rate_interval', '1m'),
);

/** The metrics of Cueline that an expression reads. */
export const metricsIn = (expression: string): string[] =>
  [...expression.matchAll(/\bcueline_\w+/g)].map(([name]) => name.replace(/_bucket$/, ''));
