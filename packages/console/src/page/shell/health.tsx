import type { Shell } from '../../contract/index.js';
import { countText, many, shareText } from '../data/number-text.js';
import { sentence } from '../data/sentence.js';
import { timeText } from '../data/time-text.js';
import { useLive } from '../data/use-live.js';
import { Icon } from '../parts/icon.js';
import { useIsPhone } from '../parts/use-media.js';
import s from './health.module.css';

/** Whether it is all right, and what to do if not; on a screen on the wall only if not. */
export function Health({ isWall }: { readonly isWall: boolean }) {
  const shell = useLive((state) => state.shell);
  if (shell === undefined || (isWall && shell.health === 'well' && shell.hold === undefined)) return null;
  const look = shell.health === 'wrong' ? s.wrong : shell.hold === undefined ? s.well : s.held;
  return (
    <section className={`${s.health} ${look}`} aria-label="Health">
      <Sentence shell={shell} />
      <Coverage shell={shell} />
    </section>
  );
}

function Sentence({ shell: { health, findings, hold, notes, coverage } }: { readonly shell: Shell }) {
  const [worst, ...others] = findings;
  const isPhone = useIsPhone();
  if (health === 'unknown')
    return (
      <p className={s.sentence}>
        <Icon name="unclear" /> Nothing is known of a pipeline yet.
      </p>
    );
  if (worst !== undefined)
    return (
      <div className={s.sentence} role="status">
        <Icon name="alert" />
        <p>
          <strong>{sentence(worst.what)}</strong> <span className={s.remedy}>{worst.remedy}</span>
        </p>
        {others.length === 0 && (!isPhone || worst.remedy === undefined) ? null : (
          <details className={s.more}>
            <summary>{others.length === 0 ? 'What to do' : `${others.length} more`}</summary>
            <ul>
              {(isPhone ? findings : others).map(({ what, remedy }) => (
                <li key={what}>
                  <strong>{sentence(what)}</strong> {remedy}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    );
  if (hold !== undefined)
    return (
      <p className={s.sentence} role="status">
        <Icon name="hold" />
        <span>
          <strong>No cue is posted until {timeText(hold.untilMs)}.</strong> {sentence(hold.sentence)}
        </span>
      </p>
    );
  return (
    <p className={s.sentence}>
      <Icon name="well" />
      <span>
        All is well. {coverage.live === 0 ? 'No call is on.' : `${many(coverage.live, 'call is', 'calls are')} on.`}{' '}
        {notes[0]}
      </span>
    </p>
  );
}

function Coverage({ shell: { coverage, cost, read } }: { readonly shell: Shell }) {
  return (
    <dl className={s.facts}>
      <Fact name="heard" value={countText(coverage.heard)} title="Live calls heard in the last minute" />
      <Fact name="silent" value={countText(coverage.silent)} title="Live calls not heard for more than a minute" />
      <Fact
        name="with gaps"
        value={countText(coverage.unheard)}
        title="Live calls of which a part was not heard, such as the beginning"
      />
      {read.calls < read.of ? (
        <Fact
          name={`of ${countText(read.of)} read`}
          value={countText(read.calls)}
          title="The console is still reading"
        />
      ) : null}
      <Fact
        name="of Redis"
        value={shareText(cost.redisShare)}
        title={`What this console costs: its part of Redis' time in the last minute, for ${many(cost.viewers, 'viewer')}`}
      />
    </dl>
  );
}

function Fact({ name, value, title }: { readonly name: string; readonly value: string; readonly title: string }) {
  return (
    <div className={s.fact} title={title}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
