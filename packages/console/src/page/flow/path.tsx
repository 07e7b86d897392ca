import type { Flow, ProcessRow } from '../../contract/index.js';
import { countText } from '../data/number-text.js';
import { spanText } from '../data/time-text.js';
import { Icon } from '../parts/icon.js';
import s from './path.module.css';

interface Stage {
  readonly name: string;
  readonly isWell: boolean;
  readonly fact: string;
}

/** As the alert does. */
const MOST_REFUSED = 0.05;

/** The way of a word through the pipeline, each stage well or not: what is broken first is the cause. */
export function Path({ flow }: { readonly flow: Flow }) {
  return (
    <ol className={s.path} aria-label="The way of a word through the pipeline">
      {stagesOf(flow).map(({ name, isWell, fact }) => (
        <li key={name} className={`${s.stage} ${isWell ? '' : s.broken}`}>
          <Icon name={isWell ? 'well' : 'alert'} />
          <span className={s.name}>{name}</span>
          <span className={s.fact}>{fact}</span>
          <span className="hidden">{isWell ? 'well' : 'not well'}</span>
        </li>
      ))}
    </ol>
  );
}

function stagesOf({ processes, partitions, oldestCueMs, answers }: Flow): Stage[] {
  const of = (kind: string) => processes.filter((one) => one.kind === kind);
  const open = of('ingest').filter(({ state, socket }) => state !== 'gone' && socket?.isOpen === true);
  const backlog = partitions.reduce((sum, partition) => sum + partition.backlog, 0);
  const oldestMs = Math.max(0, ...partitions.map((partition) => partition.oldestMs));
  const requests = answers.reduce((sum, { count }) => sum + count, 0);
  const refused = answers.filter(({ answer }) => !/^2|accept/i.test(answer)).reduce((sum, { count }) => sum + count, 0);
  return [
    { name: 'CXone socket', isWell: open.length > 0, fact: open.length === 0 ? 'none open' : `${open.length} open` },
    stageOf('Ingest', of('ingest')),
    {
      name: 'Stream',
      isWell: oldestMs < 10_000,
      fact: backlog === 0 ? 'nothing waits' : `${countText(backlog)} wait, ${spanText(oldestMs)}`,
    },
    stageOf('Matcher', of('matcher')),
    {
      name: 'Queue',
      isWell: (oldestCueMs ?? 0) < 10_000,
      fact: oldestCueMs === undefined ? 'nothing waits' : `oldest ${spanText(oldestCueMs)}`,
    },
    stageOf('Publisher', of('publisher')),
    {
      name: 'Cue API',
      isWell: refused <= requests * MOST_REFUSED,
      fact: refused === 0 ? 'none refused' : `${countText(refused)} refused`,
    },
  ];
}

function stageOf(name: string, rows: readonly ProcessRow[]): Stage {
  const running = rows.filter(({ state }) => state === 'ready');
  const others = rows.length - running.length;
  return {
    name,
    isWell: running.length > 0,
    fact: `${running.length === 0 ? 'none' : countText(running.length)} ready${others === 0 ? '' : `, ${others} not`}`,
  };
}
