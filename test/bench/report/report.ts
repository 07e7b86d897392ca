import { writeFileSync } from 'node:fs';

/** One row of a table: heads to cells. */
export type Row = Readonly<Record<string, string | number>>;

/** What must hold of a number. */
export interface Bound {
  readonly atLeast?: number;
  readonly atMost?: number;
}

interface Must extends Bound {
  readonly what: string;
  readonly value: number;
  readonly met: boolean;
}

/** Collects what a benchmark finds out; prints it as Markdown as it comes, and keeps it for a JSON file. */
export function createReport() {
  const tables: Record<string, readonly Row[]> = {};
  const musts: Must[] = [];
  return {
    heading: (text: string): void => console.log(`## ${text}\n`),
    note: (text: string): void => console.log(`${text}\n`),
    /** @param name of the rows in the file */
    table(name: string, rows: readonly Row[]): void {
      tables[name] = rows;
      const heads = Object.keys(rows[0] ?? {});
      const line = (cells: readonly string[]) => console.log(`| ${cells.join(' | ')} |`);
      line(heads);
      line(heads.map((head) => (typeof rows[0]?.[head] === 'number' ? '---:' : '---')));
      for (const row of rows) line(heads.map((head) => cell(row[head] ?? '')));
      console.log();
    },
    must(what: string, value: number, bound: Bound): void {
      const met = value >= (bound.atLeast ?? -Infinity) && value <= (bound.atMost ?? Infinity);
      musts.push({ what, value, ...bound, met });
    },
    /** Prints what had to hold; gives whether all of it does. */
    verdicts(): boolean {
      this.heading('Verdicts');
      const rows = musts.map(({ what, value, atLeast, atMost, met }) => ({
        what,
        is: value,
        must: atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`,
        '': met ? 'met' : 'NOT MET',
      }));
      if (rows.length > 0) this.table('verdicts', rows);
      return musts.every(({ met }) => met);
    },
    /** Writes all figures, unrounded. */
    write: (file: string): void => writeFileSync(file, `${JSON.stringify({ ...tables, musts }, undefined, 2)}\n`),
  };
}
export type Report = ReturnType<typeof createReport>;

/** Three digits are more than a repetition would confirm. */
function cell(value: string | number): string {
  if (typeof value === 'string') return value;
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}
