import { useState } from 'react';
import type { Flow as FlowData } from '../../contract/index.js';
import { countText, numberText } from '../data/number-text.js';
import { spanText } from '../data/time-text.js';
import { useApi } from '../data/use-api.js';
import { useLive, useLook } from '../data/use-live.js';
import { Button } from '../parts/button.js';
import { Failed, Loading } from '../parts/note.js';
import { View } from '../parts/view.js';
import { Answers } from './answers.js';
import { Chart } from './chart.js';
import { Partitions } from './partitions.js';
import { Path } from './path.js';
import { Processes } from './processes.js';
import s from './flow.module.css';

const RANGES = { hour: 'Hour', day: 'Day' } as const;

/** Whether the pipeline keeps up. */
export function Flow() {
  useLook({ view: 'other' });
  const [range, setRange] = useState<keyof typeof RANGES>('hour');
  const isPaused = useLive(({ pausedAtMs }) => pausedAtMs !== undefined);
  const { data, error } = useApi<FlowData>('flow', isPaused ? false : 2000);
  const ranges = (
    <div className={s.ranges} role="group" aria-label="Time of the charts">
      {(['hour', 'day'] as const).map((name) => (
        <Button key={name} look="bare" aria-pressed={range === name} onClick={() => setRange(name)}>
          {RANGES[name]}
        </Button>
      ))}
    </div>
  );
  return (
    <View title="Flow" question="Is it keeping up?" aside={ranges}>
      {data === undefined ? (
        error === null ? (
          <Loading what="the flow" />
        ) : (
          <Failed error={error} />
        )
      ) : (
        <Inside flow={data} range={range} />
      )}
    </View>
  );
}

function Inside({ flow, range }: { readonly flow: FlowData; readonly range: 'hour' | 'day' }) {
  const { fromMs, stepMs, lines } = flow[range];
  const common = { fromMs, stepMs, gaps: flow.gaps };
  return (
    <>
      <Path flow={flow} />
      <div className={s.charts}>
        <Chart
          {...common}
          title="Segments a second"
          least={5}
          text={numberText}
          lines={[{ name: 'heard', values: lines.segments }]}
        />
        <Chart
          {...common}
          title="Age of the watermark"
          least={1000}
          text={spanText}
          lines={[{ name: 'behind the clock', values: atLeast0(lines.watermarkAge) }]}
        />
        <Chart
          {...common}
          title="Waiting"
          least={5}
          text={countText}
          lines={[
            { name: 'segments', values: lines.backlog },
            { name: 'calls for a look', values: lines.outbox },
            { name: 'jobs', values: lines.jobs },
          ]}
        />
        <Chart
          {...common}
          title="Word to cue"
          least={1000}
          text={spanText}
          lines={[
            { name: 'half within', values: lines.cueDelayP50 },
            { name: '99 % within', values: lines.cueDelayP99 },
            { name: 'oldest waiting', values: lines.oldestJob },
          ]}
        />
        <Chart
          {...common}
          title="Cues a second"
          least={1}
          text={numberText}
          lines={[
            { name: 'accepted', values: lines.cues },
            { name: 'refused', values: lines.refused },
          ]}
        />
        <Chart {...common} title="Live calls" least={5} text={countText} lines={[{ name: 'on', values: lines.live }]} />
      </div>
      <Processes flow={flow} />
      <div className={s.pair}>
        <Partitions flow={flow} />
        <Answers flow={flow} />
      </div>
    </>
  );
}

/** A watermark that was read after the clock may be ahead of it by some ms. */
const atLeast0 = (values: readonly (number | null)[]) =>
  values.map((value) => (value === null ? null : Math.max(0, value)));
