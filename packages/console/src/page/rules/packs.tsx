import type { PackInForce } from '../../contract/index.js';
import { many } from '../data/number-text.js';
import { spanText } from '../data/time-text.js';
import { Icon } from '../parts/icon.js';
import { Panel } from '../parts/panel.js';
import s from './packs.module.css';

/** What judges calls now; matchers should agree on it. */
export function Packs({ packs }: { readonly packs: readonly PackInForce[] }) {
  return (
    <Panel title="In force">
      {packs.length > 1 ? (
        <p className={s.differ} role="status">
          <Icon name="alert" /> Matchers apply {packs.length} different packs.
        </p>
      ) : null}
      {packs.length === 0 ? <p className={s.none}>No matcher runs, so no pack is in force.</p> : null}
      {packs.map(({ digest, file, matchers, forMs, rules }) => (
        <div key={digest} className={s.pack}>
          <h3 title={file}>{file.split('/').at(-1)}</h3>
          <p className={s.facts}>
            <code>{digest}</code>, by {many(matchers, 'matcher')} for {spanText(forMs)}
          </p>
          <ul className={s.rules}>
            {rules.map(({ rule, title, list }) => (
              <li key={rule}>
                {title} {list === 'prohibited' ? <span className={s.list}>prohibited</span> : null}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Panel>
  );
}
