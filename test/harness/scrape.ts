import type { SpawnedProcess } from './spawn-process.js';

/** What Prometheus would read of processes at one moment: values by series. */
export interface Scrape {
  readonly atS: number;
  readonly values: ReadonlyMap<string, number>;
  /** Types by metric: counter, gauge, histogram. */
  readonly types: ReadonlyMap<string, string>;
}

const SAMPLE = /^(\w+)(?:\{(.*)\})? (\S+)$/;

/** Reads the metrics of all these processes, as a job `cueline` of Prometheus does; what does not answer is down. */
export async function scrape(processes: readonly SpawnedProcess[]): Promise<Scrape> {
  const values = new Map<string, number>();
  const types = new Map<string, string>();
  const pages = processes.map((one) => one.read('/metrics').catch(() => undefined));
  for (const [i, page] of (await Promise.all(pages)).entries()) {
    const target = `job="cueline",instance="${processes[i]?.name}-${i}"`;
    values.set(`up{${target}}`, page === undefined ? 0 : 1);
    for (const line of page?.split('\n') ?? []) {
      const [, metric, type] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
      if (metric !== undefined && type !== undefined) types.set(metric, type);
      const [, name, labels, value] = SAMPLE.exec(line) ?? [];
      if (name !== undefined)
        values.set(`${name}{${target}${labels === undefined ? '' : `,${labels}`}}`, Number(value));
    }
  }
  return { atS: Date.now() / 1000, values, types };
}

/** The metric's name in a series. */
export const metricOf = (series: string): string => series.slice(0, series.indexOf('{'));
