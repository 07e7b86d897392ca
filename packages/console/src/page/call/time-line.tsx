import type { CallDetail } from '../../contract/index.js';
import { useNowMs } from '../data/now.js';
import { clockText } from '../data/time-text.js';
import { useLive } from '../data/use-live.js';
import { Icon, type IconName } from '../parts/icon.js';
import { kindOf } from '../parts/kinds.js';
import { Panel } from '../parts/panel.js';
import tone from '../parts/tone.module.css';
import { type Lane, lanesOf, type Mark, scaleOf } from './lanes.js';
import s from './time-line.module.css';

const ICONS = {
  due: 'clock',
  said: 'check',
  near: 'unclear',
  cued: 'cued',
  ticked: 'ticked',
} as const satisfies Record<Mark['kind'], IconName>;

/** The call from left to right: what was heard of it, and for each rule when it was due, cued and said. */
export function TimeLine({ call }: { readonly call: CallDetail }) {
  const nowMs = useNowMs();
  const watermarkMs = useLive(({ shell }) => shell?.watermarkMs);
  const isOn = call.from === 'live' && call.endedAtMs === undefined;
  // Silence was listened to as well.
  const heardUntilMs = call.endedAtMs ?? Math.max(call.lastHeardAtMs, isOn ? (watermarkMs ?? 0) : 0);
  const untilMs = Math.max(call.endedAtMs ?? (isOn ? nowMs : call.lastHeardAtMs), call.lastHeardAtMs);
  const lengthMs = Math.max(untilMs - call.firstHeardAtMs, 10_000);
  const at = (ms: number) => `${Math.min(100, Math.max(0, ((ms - call.firstHeardAtMs) / lengthMs) * 100))}%`;
  const lanes = lanesOf(call, untilMs);
  return (
    <Panel title="Time line" aside={<Legend />}>
      {/* What is drawn here is said in words below: by the rules and by what was done. */}
      <div className={s.drawing} aria-hidden="true">
        <span className={s.name}>Heard</span>
        <div className={s.track}>
          <span className={s.heard} style={{ left: 0, width: at(heardUntilMs) }} />
          {call.gaps.map(({ fromMs, toMs }) => (
            <span
              key={fromMs}
              className={s.gap}
              style={{ left: at(fromMs), width: `calc(${at(toMs)} - ${at(fromMs)})` }}
            />
          ))}
        </div>
        {lanes.map((lane) => (
          <LaneRow key={lane.rule.rule} lane={lane} at={at} />
        ))}
        <span className={s.name} />
        <div className={s.scale}>
          {scaleOf(lengthMs).map((ms) => (
            <span key={ms} style={{ left: at(call.firstHeardAtMs + ms) }}>
              {clockText(ms)}
            </span>
          ))}
        </div>
      </div>
    </Panel>
  );
}

function LaneRow({ lane: { rule, marks, owed }, at }: { readonly lane: Lane; readonly at: (ms: number) => string }) {
  return (
    <>
      <span className={s.name}>{rule.title}</span>
      <div className={`${s.track} ${tone[kindOf(rule.verdict).tone]}`}>
        {owed === undefined ? null : (
          <span
            className={s.owed}
            style={{ left: at(owed.fromMs), width: `calc(${at(owed.toMs)} - ${at(owed.fromMs)})` }}
          />
        )}
        {marks.map(({ kind, atMs, text }) => (
          <span key={`${kind}${atMs}`} className={`${s.mark} ${s[kind]}`} style={{ left: at(atMs) }} title={text}>
            <Icon name={kind === 'said' && rule.list === 'prohibited' ? 'barred' : ICONS[kind]} />
          </span>
        ))}
      </div>
    </>
  );
}

function Legend() {
  return (
    <ul className={s.legend}>
      {(['due', 'cued', 'said', 'ticked', 'near'] as const).map((kind) => (
        <li key={kind}>
          {kind === 'due' ? <span className={s.dueSign} /> : <Icon name={ICONS[kind]} />}
          {kind === 'near' ? 'came close' : kind === 'ticked' ? 'ticked off' : kind}
        </li>
      ))}
      <li>
        <span className={s.gapSign} /> not heard
      </li>
    </ul>
  );
}
