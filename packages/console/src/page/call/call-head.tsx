import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CallDetail } from '../../contract/index.js';
import { lastWall } from '../data/last-wall.js';
import { useNowMs } from '../data/now.js';
import { clockText, momentText } from '../data/time-text.js';
import { Button } from '../parts/button.js';
import { Icon } from '../parts/icon.js';
import s from './call-head.module.css';

const ENDS = { frame: 'by its end frame', silence: 'by silence; it may resume' } as const;

export function CallHead({ call }: { readonly call: CallDetail }) {
  const nowMs = useNowMs();
  const [isCopied, setIsCopied] = useState(false);
  const isOn = call.from === 'live' && call.endedAtMs === undefined;
  const copy = () =>
    void navigator.clipboard.writeText(`cueline inspect ${quoted(call.id)}`).then(() => setIsCopied(true));
  return (
    <header className={s.head}>
      <Link to="/" search={lastWall} className={s.back} aria-label="Back to Now">
        <Icon name="back" />
      </Link>
      <h1 className={s.title} title={call.agent}>
        <bdi>{call.agent ?? call.id}</bdi>
        {call.skill === undefined ? null : <bdi className={s.skill}>{call.skill}</bdi>}
      </h1>
      <p className={`${s.state} ${isOn ? s.on : ''}`}>
        {isOn
          ? `On for ${clockText(nowMs - call.firstHeardAtMs)}`
          : call.endedAtMs === undefined
            ? 'Not on'
            : `Ended ${momentText(call.endedAtMs)}${call.endedBy === undefined ? '' : ` ${ENDS[call.endedBy]}`}`}
        {call.from === 'archive' ? ', from the archive' : ''}
        {call.waitsForLook ? ', waits for a look' : ''}
      </p>
      <div className={s.tools}>
        <code className={s.id}>{call.id}</code>
        <Button onClick={copy}>{isCopied ? 'Copied' : 'Copy as a command'}</Button>
      </div>
    </header>
  );
}

/** As a shell takes it, whatever it holds. */
const quoted = (id: string) =>
  /^[\w.:-]+$/.test(id) && !id.startsWith('-') ? id : `'${id.replaceAll("'", String.raw`'\''`)}'`;
