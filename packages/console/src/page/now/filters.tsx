import { countText, many } from '../data/number-text.js';
import type { LiveState } from '../data/live.js';
import { Button } from '../parts/button.js';
import { Field, Select } from '../parts/field.js';
import { Icon } from '../parts/icon.js';
import { kindOf } from '../parts/kinds.js';
import type { WallSearch } from '../data/last-wall.js';
import { verdicts } from './wall-search.js';
import s from './filters.module.css';

interface FiltersProps {
  readonly wall: LiveState['wall'];
  readonly filter: WallSearch;
  readonly isFiltered: boolean;
  readonly onChange: (change: Partial<WallSearch>) => void;
  readonly onClear: () => void;
}

/** Which calls are shown. All of it is in the address, so that a team has a wall of its own. */
export function Filters({ wall, filter, isFiltered, onChange, onClear }: FiltersProps) {
  const set = (name: keyof WallSearch) => (value: string | undefined) => onChange({ [name]: value });
  return (
    <div className={s.filters} role="search" aria-label="Which calls are shown">
      <Field label="Part of an agent's name, a call's id or an attribute" isLabelHidden className={s.text}>
        {(control) => (
          <input
            {...control}
            type="search"
            maxLength={1000}
            placeholder="Agent, call or attribute"
            defaultValue={filter.q ?? ''}
            key={filter.q === undefined ? 'none' : 'some'}
            onChange={({ target }) => onChange({ q: target.value === '' ? undefined : target.value })}
          />
        )}
      </Field>
      {wall?.agents.length === 0 ? null : (
        <Select label="Agent" any="All agents" className={s.select} value={filter.agent} onChange={set('agent')}>
          {(wall?.agents ?? []).map(({ value, count }) => (
            <option key={value} value={value}>
              {value} ({count})
            </option>
          ))}
        </Select>
      )}
      {wall?.skills.length === 0 ? null : (
        <Select label="Skill" any="All skills" className={s.select} value={filter.skill} onChange={set('skill')}>
          {(wall?.skills ?? []).map(({ value, count }) => (
            <option key={value} value={value}>
              {value} ({count})
            </option>
          ))}
        </Select>
      )}
      <Select label="Rule" any="All rules" className={s.select} value={filter.rule} onChange={set('rule')}>
        {(wall?.rules ?? []).map(({ rule, title, due }) => (
          <option key={rule} value={rule}>
            {title}
            {due > 0 ? ` (${due} owed)` : ''}
          </option>
        ))}
      </Select>
      <Select label="Verdict" any="All verdicts" className={s.select} value={filter.verdict} onChange={set('verdict')}>
        {verdicts.map((verdict) => (
          <option key={verdict} value={verdict}>
            {kindOf(verdict).word}
          </option>
        ))}
      </Select>
      {isFiltered ? <Button onClick={onClear}>Clear</Button> : null}
      <p className={s.count}>
        {wall === undefined
          ? null
          : wall.matching === wall.total
            ? many(wall.total, 'call')
            : `${countText(wall.matching)} of ${many(wall.total, 'call')}`}
      </p>
      <Button
        look="bare"
        className={s.wall ?? ''}
        onClick={() => onChange({ wall: true })}
        title="For a screen on the wall (f)"
      >
        <Icon name="wall" /> Wall
      </Button>
    </div>
  );
}
