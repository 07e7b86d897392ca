import type { Evidence, NearMiss } from '../../contract/index.js';
import { clockText } from '../data/time-text.js';
import { Icon } from '../parts/icon.js';
import s from './quotes.module.css';

/** Words that count. Numbers that could identify somebody were masked before they were stored. */
export function SaidQuote({ evidence, startMs }: { readonly evidence: Evidence; readonly startMs: number }) {
  return (
    <blockquote className={`${s.quote} ${s.said}`}>
      <span className={s.time}>{clockText(evidence.heardAtMs - startMs)}</span>
      <p>“{evidence.words}”</p>
    </blockquote>
  );
}

/** Words that came close, and why they do not count. */
export function MissQuote({ miss, startMs }: { readonly miss: NearMiss; readonly startMs: number }) {
  return (
    <blockquote className={s.quote}>
      <span className={s.time}>{clockText(miss.heardAtMs - startMs)}</span>
      <p>
        “{miss.words}”
        <span className={s.why}>
          <Icon name="unclear" /> {whyText(miss)}
        </span>
      </p>
    </blockquote>
  );
}

const whyText = ({ reason, lacked, closeness, phrase }: NearMiss): string =>
  `${Math.round(closeness * 100)} % of “${phrase}”: ${lacked.length === 0 ? reason : `${reason}, lacked ${lacked.map((word) => word.replaceAll('|', ' or ')).join(', ')}`}`;
