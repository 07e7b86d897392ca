import type { CallDetail } from '../../contract/index.js';
import { clockText } from '../data/time-text.js';
import { Icon, type IconName } from '../parts/icon.js';
import { Panel } from '../parts/panel.js';
import s from './events.module.css';

const ICONS: Readonly<Record<string, IconName>> = {
  due: 'clock',
  looked: 'search',
  posted: 'cued',
  refused: 'cross',
  resolved: 'check',
  'held back': 'hold',
  stale: 'late',
  acknowledged: 'ticked',
  closed: 'dash',
};

/** What Cueline did about the call, and which process did it. */
export function Events({ call }: { readonly call: CallDetail }) {
  const title = (rule: string) => call.rules.find((each) => each.rule === rule)?.title ?? rule;
  return (
    <Panel title="What was done">
      {call.events.length === 0 ? (
        <p className={s.none}>Nothing was due in this call, so nothing was done.</p>
      ) : (
        <ol className={s.events}>
          {call.events.map(({ atMs, what, rules, detail, replica }) => (
            <li key={`${atMs}${what}${rules.join()}${detail}`} className={s.event}>
              <span className={s.time}>{clockText(atMs - call.firstHeardAtMs)}</span>
              <Icon name={ICONS[what] ?? 'dash'} />
              <p>
                <strong>{what}</strong> {rules.map(title).join(', ')}
                {detail === '' ? null : <span className={s.detail}> {detail}</span>}
                {replica === '' ? null : <span className={s.replica}>{replica}</span>}
              </p>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
