import type { CallDetail } from '../../contract/index.js';
import { clockText } from '../data/time-text.js';
import { Panel } from '../parts/panel.js';
import s from './speech.module.css';

/** The words that are still matched; they are never kept beyond the call. */
export function Speech({ call }: { readonly call: CallDetail }) {
  return (
    <Panel title="Recent speech" aside="masked; gone shortly after the call ends">
      <ol className={s.speech}>
        {call.speech.map(({ speaker, text, heardAtMs, segmentId }) => (
          <li key={`${segmentId}${speaker}${heardAtMs}`}>
            <span className={s.time}>{clockText(heardAtMs - call.firstHeardAtMs)}</span>
            <p>
              <span className={s.speaker}>{speaker}</span> {text}
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
