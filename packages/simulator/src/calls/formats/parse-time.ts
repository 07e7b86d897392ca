import type { Unit } from './columns.js';

/** A moment in ms. `isBare`: a number of which nothing says what it counts. */
export interface ParsedTime {
  readonly ms: number;
  readonly isBare: boolean;
}

const CLOCK = /^(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:[.,]\d+)?)$/;

/** Reads a time as a number, as `1:02.5` or `0:01:02.5`, or as ISO 8601; undefined if it is none. */
export function parseTime(value: unknown, unit: Unit): ParsedTime | undefined {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  const number = text === '' ? NaN : Number(text.replace(/^(-?\d+),(\d+)$/, '$1.$2'));
  if (!Number.isNaN(number)) return { ms: unit === 's' ? number * 1000 : number, isBare: unit === undefined };
  const clock = CLOCK.exec(text);
  if (clock !== null) {
    const [, hours = '0', minutes = '0', seconds = '0'] = clock;
    return {
      ms: (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'))) * 1000,
      isBare: false,
    };
  }
  const ms = /^\d{4}-?\d\d-?\d\d[T ]/.test(text) ? Date.parse(text.replace(/(\d)$/, '$1')) : NaN;
  return Number.isNaN(ms) ? undefined : { ms, isBare: false };
}
