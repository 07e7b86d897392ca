import type { CallDetail } from '../../contract/index.js';
import { momentText } from '../data/time-text.js';
import { Panel } from '../parts/panel.js';
import { Forget } from './forget.js';
import s from './facts.module.css';

/** What is known of the call besides its words. */
export function Facts({ call }: { readonly call: CallDetail }) {
  const facts: [name: string, value: string][] = [
    ['First heard', momentText(call.firstHeardAtMs)],
    ['Last heard', momentText(call.lastHeardAtMs)],
    ...Object.entries(call.attributes),
    ['Pack', call.pack],
  ];
  return (
    <Panel title="About the call" aside={<Forget call={call} />}>
      <dl className={s.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
