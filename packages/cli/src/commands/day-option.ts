import { InvalidArgumentError, Option } from 'commander';

/** `--date`: the day on which recorded calls are taken to begin; rules may hold on some days only. */
export function dayOption(): Option {
  return new Option('--date <day>', 'the day on which the calls are taken to begin')
    .argParser(parseDay)
    .default(dayOf(Date.now()), 'today');
}

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Reads a flag that is a day. */
export function parseDay(text: string): string {
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(ms) || dayOf(ms) !== text) throw new InvalidArgumentError('It should be a day such as 2026-01-31.');
  return text;
}
