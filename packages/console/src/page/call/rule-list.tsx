import { useState } from 'react';
import type { CallDetail, RuleLine } from '../../contract/index.js';
import { sentence } from '../data/sentence.js';
import { clockText } from '../data/time-text.js';
import { useMay } from '../data/use-config.js';
import { Button } from '../parts/button.js';
import { kindOf } from '../parts/kinds.js';
import { Panel } from '../parts/panel.js';
import { Tag } from '../parts/tag.js';
import { Acknowledge } from './acknowledge.js';
import { MissQuote, SaidQuote } from './quotes.js';
import s from './rule-list.module.css';

/** What became of each rule, and why. What asks for nothing comes last, in short. */
export function RuleList({ call }: { readonly call: CallDetail }) {
  const may = useMay('acknowledge');
  const [acknowledged, setAcknowledged] = useState<RuleLine>();
  const quiet = call.rules.filter(isQuiet);
  const shown = call.rules.filter((rule) => !isQuiet(rule)).toSorted((a, b) => rankOf(a) - rankOf(b));
  return (
    <Panel title="Rules" aside={<span>judged by pack {call.pack.slice(0, 12)}</span>}>
      <ul>
        {shown.map((rule) => (
          <li key={rule.rule} className={s.rule}>
            <div className={s.head}>
              <h3>{rule.title}</h3>
              <Tag kind={rule.verdict} isSolid />
              <Times rule={rule} startMs={call.firstHeardAtMs} />
              {may && rule.canBeAcknowledged ? (
                <Button className={s.act ?? ''} onClick={() => setAcknowledged(rule)}>
                  Acknowledge …
                </Button>
              ) : null}
            </div>
            <p className={s.reason}>{sentence(rule.reason)}</p>
            {rule.evidence.map((evidence) => (
              <SaidQuote key={evidence.segmentId + evidence.words} evidence={evidence} startMs={call.firstHeardAtMs} />
            ))}
            {rule.nearMisses.map((miss) => (
              <MissQuote key={`${miss.heardAtMs}${miss.phrase}`} miss={miss} startMs={call.firstHeardAtMs} />
            ))}
          </li>
        ))}
      </ul>
      {quiet.length === 0 ? null : (
        <details className={s.quiet}>
          <summary>{quiet.length} more that ask for nothing</summary>
          <ul>
            {quiet.map((rule) => (
              <li key={rule.rule}>
                <span>{rule.title}</span> <Tag kind={rule.verdict} />
                <p className={s.reason}>{sentence(rule.reason)}</p>
              </li>
            ))}
          </ul>
        </details>
      )}
      {acknowledged === undefined ? null : (
        <Acknowledge call={call.id} rule={acknowledged} onClose={() => setAcknowledged(undefined)} />
      )}
    </Panel>
  );
}

/** What is open comes first, then what went wrong, then what went well. */
const RANKS = ['urgent', 'barred', 'soon', 'unheard', 'good', 'quiet'];
const rankOf = ({ verdict }: RuleLine) => RANKS.indexOf(kindOf(verdict).tone);

const isQuiet = ({ verdict, evidence, nearMisses }: RuleLine) =>
  (verdict === 'not_required' || verdict === 'not_said') && evidence.length === 0 && nearMisses.length === 0;

function Times({ rule: { dueAtMs, saidAtMs }, startMs }: { readonly rule: RuleLine; readonly startMs: number }) {
  return (
    <span className={s.times}>
      {dueAtMs === undefined ? '' : `due ${clockText(dueAtMs - startMs)}`}
      {dueAtMs !== undefined && saidAtMs !== undefined ? ' · ' : ''}
      {saidAtMs === undefined ? '' : `said ${clockText(saidAtMs - startMs)}`}
    </span>
  );
}
