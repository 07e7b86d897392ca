import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Period } from '../../contract/index.js';
import { bucketsOf, knownFrom } from './buckets.js';
import s from './chart.module.css';

export interface Shown {
  readonly fromMs: number;
  readonly stepMs: number;
  readonly lines: readonly (readonly (number | null)[])[];
  readonly gaps: readonly Period[];
}

export interface DrawOptions {
  readonly names: readonly string[];
  readonly text: (value: number) => string;
  /** How far the scale reaches at least. */
  readonly least: number;
}

export interface Drawing {
  readonly show: (shown: Shown) => void;
  readonly end: () => void;
}

/** Colours are known only where they are used: a canvas takes no `light-dark()`. */
function colorOf(place: HTMLElement, name: string): string {
  const probe = document.createElement('span');
  probe.className = s[name] ?? '';
  place.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** More would be drawn one over the other: each point is the highest value of its stretch. */
const MOST_POINTS = 180;

/** Draws lines on a canvas that fills its place. */
export function draw(place: HTMLElement, { names, text, least }: DrawOptions): Drawing {
  let gaps: readonly Period[] = [];
  const [axis, grid, band] = ['axis', 'grid', 'band'].map((name) => colorOf(place, name));
  const font = `11px ${getComputedStyle(place).fontFamily}`;
  const bands = (drawn: uPlot) => {
    const { ctx, bbox } = drawn;
    ctx.save();
    ctx.fillStyle = band ?? '';
    for (const { fromMs, toMs } of gaps) {
      const left = Math.max(bbox.left, drawn.valToPos(fromMs / 1000, 'x', true));
      const right = Math.min(bbox.left + bbox.width, drawn.valToPos(toMs / 1000, 'x', true));
      if (right > left) ctx.fillRect(left, bbox.top, Math.max(2, right - left), bbox.height);
    }
    ctx.restore();
  };
  const line = { stroke: axis ?? '', font, grid: { stroke: grid ?? '', width: 1 }, ticks: { show: false } };
  const plot = new uPlot(
    {
      width: place.clientWidth,
      height: place.clientHeight,
      legend: { show: false },
      cursor: { show: false },
      padding: [8, 30, 0, 0],
      scales: { y: { range: (_, __, most) => [0, Math.max(least, (most ?? 0) * 1.1)] } },
      axes: [
        {
          ...line,
          size: 22,
          space: 64,
          grid: { show: false },
          values: (_, ticks, __, ___, stepS) => ticks.map((tick) => clock(tick, stepS)),
        },
        { ...line, size: 52, values: (_, ticks) => ticks.map((tick) => text(tick)) },
      ],
      series: [
        {},
        ...names.map((label, at) => ({
          label,
          stroke: colorOf(place, `series${at + 1}`),
          width: 1.5,
          // Single values, as of cues that are rare, are no line.
          points: { size: 4 },
        })),
      ],
      hooks: { drawClear: [bands] },
    },
    [[], ...names.map(() => [])] as uPlot.AlignedData,
    place,
  );
  const sizes = new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height: place.clientHeight }));
  sizes.observe(place);
  return {
    show: (shown) => {
      ({ gaps } = shown);
      const unknown = Math.min(...shown.lines.map((values) => knownFrom(values)));
      const known = shown.lines.map((values) => values.slice(unknown));
      const buckets = bucketsOf(shown.fromMs + unknown * shown.stepMs, shown.stepMs, known, MOST_POINTS);
      plot.setData([
        buckets.map(({ atMs }) => atMs / 1000),
        ...shown.lines.map((_, at) => buckets.map(({ values }) => values[at] ?? null)),
      ]);
    },
    end: () => {
      sizes.disconnect();
      plot.destroy();
    },
  };
}

const clock = (seconds: number, stepS: number) => new Date(seconds * 1000).toTimeString().slice(0, stepS < 60 ? 8 : 5);
