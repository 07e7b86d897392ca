import { useEffect, useRef } from 'react';
import type { Period } from '../../contract/index.js';
import { timeText } from '../data/time-text.js';
import { Panel } from '../parts/panel.js';
import { useInk } from '../parts/use-ink.js';
import { draw, type Drawing } from './draw.js';
import { bucketsOf, latestOf, mostOf } from './buckets.js';
import s from './chart.module.css';

export interface ChartLine {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

interface ChartProps {
  readonly title: string;
  readonly fromMs: number;
  readonly stepMs: number;
  readonly lines: readonly ChartLine[];
  /** Times in which nobody listened: bands. */
  readonly gaps: readonly Period[];
  readonly text: (value: number) => string;
  /** The scale reaches at least so far, or little would look like much. */
  readonly least: number;
}

/** Up to three lines over time, and the same as a table. */
export function Chart({ title, fromMs, stepMs, lines, gaps, text, least }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing>(undefined);
  const ink = useInk();
  const isEmpty = lines.every(({ values }) => values.every((value) => value === null));
  const names = lines.map(({ name }) => name).join('|');
  useEffect(() => {
    if (place.current === null || isEmpty) return undefined;
    drawing.current = draw(place.current, { names: lines.map(({ name }) => name), text, least });
    return () => {
      drawing.current?.end();
      drawing.current = undefined;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- drawn anew for another theme or other lines; else only its data changes
  }, [ink, isEmpty, names]);
  useEffect(() => drawing.current?.show({ fromMs, stepMs, lines: lines.map(({ values }) => values), gaps }));
  const stretches = bucketsOf(
    fromMs,
    stepMs,
    lines.map(({ values }) => values),
    12,
  ).toReversed();
  return (
    <Panel title={title} className={s.panel}>
      <div className={s.body}>
        {isEmpty ? (
          <p className={s.none}>Nothing measured in this time yet</p>
        ) : (
          <div ref={place} className={s.place} aria-hidden="true" />
        )}
        <table className={s.now}>
          <caption className="hidden">{title}: latest and highest</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="hidden">line</span>
              </th>
              <th scope="col">now</th>
              <th scope="col">highest</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ name, values }, at) => (
              <tr key={name}>
                <th scope="row">
                  <span className={`${s.sign} ${s[`series${at + 1}`]}`} />
                  {name}
                </th>
                <td>{textOf(latestOf(values), text)}</td>
                <td>{textOf(mostOf(values), text)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <details className={s.numbers}>
        <summary>Numbers</summary>
        <table>
          <caption className="hidden">{title}, the highest of each stretch</caption>
          <thead>
            <tr>
              <th scope="col">from</th>
              {lines.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {stretches.map(({ atMs, values }) => (
              <tr key={atMs}>
                <th scope="row">{timeText(atMs).slice(0, 5)}</th>
                {values.map((value, at) => (
                  <td key={lines[at]?.name}>{textOf(value, text)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Panel>
  );
}

const textOf = (value: number | undefined, text: (value: number) => string) =>
  value === undefined ? '–' : text(value);
