/** What the address of *Reports* says. */
export interface ReportSearch {
  readonly by?: string;
  readonly since?: string;
  readonly until?: string;
  readonly where?: readonly string[];
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Takes what it understands of an address, and leaves the rest. */
export function readReportSearch(search: Readonly<Record<string, unknown>>): ReportSearch {
  const { by, since, until, where } = search;
  const texts = Array.isArray(where) ? where.filter((each): each is string => typeof each === 'string') : [];
  return {
    ...(typeof by === 'string' && by !== '' ? { by } : {}),
    ...(typeof since === 'string' && DAY.test(since) ? { since } : {}),
    ...(typeof until === 'string' && DAY.test(until) ? { until } : {}),
    ...(texts.length === 0 ? {} : { where: texts }),
  };
}
