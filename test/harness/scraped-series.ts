import type { AlertSeries } from './alert-rules.js';
import { metricOf, type Scrape } from './scrape.js';

export const STEP_S = 15;
const HEALTHY_STEPS = 80;
const SICK_STEPS = 60;

/** Whether it is a moment, which goes on with the clock while all is well. */
const isMoment = (series: string) => /_timestamp_seconds$|_watermark_seconds$/.test(metricOf(series));

/**
 * What Prometheus would have, had it scraped the first for 20 minutes and then the others for 15: counters grow for as long as the fault
 * lasts, and a moment that stands still between the two of them goes on standing still.
 */
export function seriesOf(well: Scrape, sick: Scrape, later: Scrape): AlertSeries {
  const rows = [...new Set([...well.values.keys(), ...later.values.keys()])].map((series): [string, string] => {
    const [before, between, after] = [well, sick, later].map(({ values }) => values.get(series));
    const type = well.types.get(metricOf(series)) ?? later.types.get(metricOf(series));
    const part = (value: number | undefined, growth: number, steps: number) =>
      value === undefined ? `_x${steps}` : `${value}${growth < 0 ? '' : '+'}${growth}x${steps}`;
    if (isMoment(series)) {
      const at = (value: number | undefined) => (value === undefined ? undefined : value - well.atS);
      const stands = between === after;
      const resumed = HEALTHY_STEPS * STEP_S + (at(before) ?? 0);
      return [series, `${part(at(before), STEP_S, HEALTHY_STEPS)} ${part(resumed, stands ? 0 : STEP_S, SICK_STEPS)}`];
    }
    if (type === 'counter') {
      const growth = after === undefined ? 0 : (after - (before ?? 0)) / 4;
      const from = after === undefined ? undefined : (before ?? 0);
      return [series, `${part(before, 0, HEALTHY_STEPS)} ${part(from, growth, SICK_STEPS)}`];
    }
    return [series, `${part(before, 0, HEALTHY_STEPS)} ${after === undefined ? 'stale' : part(after, 0, SICK_STEPS)}`];
  });
  return Object.fromEntries(rows.filter(([, values]) => !/NaN|Infinity/.test(values)));
}
