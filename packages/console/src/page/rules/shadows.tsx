import type { ShadowTotals } from '../../contract/index.js';
import { many, shareText } from '../data/number-text.js';
import { momentText } from '../data/time-text.js';
import { Panel } from '../parts/panel.js';
import { RuleChanges } from './changes.js';
import s from './shadows.module.css';

/** What a shadow pack would have decided otherwise. */
export function Shadows({ shadows }: { readonly shadows: readonly ShadowTotals[] }) {
  return shadows.map(({ digest, file, matchers, sinceMs, calls, differing, changes }) => (
    <Panel
      key={digest}
      title={`Shadow: ${file?.split('/').at(-1) ?? 'no longer applied'}`}
      aside="judges calls when they end, and makes no cues"
    >
      <p className={s.facts}>
        <code>{digest}</code>
        {matchers === 0 ? '' : `, by ${many(matchers, 'matcher')}`}
        {calls === 0
          ? '. No call has ended since.'
          : `. ${many(calls, 'ended call')} since ${momentText(sinceMs)}, ${differing} judged otherwise (${shareText(differing / calls)}).`}
      </p>
      {changes.map((change) => (
        <RuleChanges key={change.rule} change={change} isArchived />
      ))}
    </Panel>
  ));
}
