import { useState } from 'react';
import type { Queues } from '../../contract/index.js';
import { timeText } from '../data/time-text.js';
import { useMay } from '../data/use-config.js';
import { ActDialog } from '../parts/act-dialog.js';
import { Button } from '../parts/button.js';
import { Select } from '../parts/field.js';
import { Icon } from '../parts/icon.js';
import s from './queues.module.css';

/** Whether cues are posted, and if not, why, until when and what to do. */
export function Hold({ queues: { hold, isPausedInBullmq } }: { readonly queues: Queues }) {
  const [dialog, setDialog] = useState<'pause' | 'resume'>();
  const [mayPause, mayResume] = [useMay('pause'), useMay('resume')];
  return (
    <section className={`${s.hold} ${hold === undefined ? '' : s.held}`} aria-label="Whether cues are posted">
      <Icon name={hold === undefined ? 'well' : 'hold'} />
      {hold === undefined ? (
        <p>
          {isPausedInBullmq ? (
            <strong>The queue is paused in BullMQ, which only other programs do.</strong>
          ) : (
            'Cues are posted as they become due.'
          )}
        </p>
      ) : (
        <p role="status">
          <strong>
            No cue is posted until {timeText(hold.untilMs)} ({hold.reason.replaceAll('_', ' ')}).
          </strong>{' '}
          {hold.why} {hold.remedy}
        </p>
      )}
      {hold !== undefined && mayResume ? <Button onClick={() => setDialog('resume')}>Resume …</Button> : null}
      {mayPause ? (
        <Button onClick={() => setDialog('pause')}>{hold === undefined ? 'Pause …' : 'Pause for longer …'}</Button>
      ) : null}
      {dialog === 'pause' ? <Pause onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'resume' ? (
        <ActDialog
          act="resume"
          title="Resume posting cues"
          verb="Resume"
          body={{}}
          onClose={() => setDialog(undefined)}
        />
      ) : null}
    </section>
  );
}

const LENGTHS = [
  ['5 minutes', 5],
  ['15 minutes', 15],
  ['1 hour', 60],
  ['4 hours', 240],
] as const;

function Pause({ onClose }: { readonly onClose: () => void }) {
  const [minutes, setMinutes] = useState('15');
  return (
    <ActDialog
      act="pause"
      title="Pause posting cues"
      verb="Pause"
      isDanger
      body={{ forMs: Number(minutes) * 60_000 }}
      onClose={onClose}
    >
      <Select label="For" isLabelHidden={false} value={minutes} onChange={(value) => setMinutes(value ?? '15')}>
        {LENGTHS.map(([text, length]) => (
          <option key={length} value={length}>
            {text}
          </option>
        ))}
      </Select>
    </ActDialog>
  );
}
