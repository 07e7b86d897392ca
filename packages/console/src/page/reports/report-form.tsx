import type { Report } from '../../contract/index.js';
import { Button } from '../parts/button.js';
import { Field, Select } from '../parts/field.js';
import type { ReportSearch } from './report-search.js';
import s from './reports.module.css';

interface ReportFormProps {
  readonly search: ReportSearch;
  /** The last one that was read. */
  readonly report: Report | undefined;
  readonly onChange: (changes: { [Name in keyof ReportSearch]?: ReportSearch[Name] | undefined }) => void;
}

const NAMES: Readonly<Record<string, string>> = { rule: 'Rule', day: 'Day', agent: 'Agent', skill: 'Skill' };

/** Which days, divided by what. All of it is in the address. */
export function ReportForm({ search, report, onChange }: ReportFormProps) {
  const [first = 'rule', second] = (search.by ?? 'rule').split(',');
  const choices = [
    ...new Set([
      ...Object.keys(NAMES),
      ...(report?.attributes ?? []),
      first,
      ...(second === undefined ? [] : [second]),
    ]),
  ];
  const options = choices.map((name) => (
    <option key={name} value={name}>
      {NAMES[name] ?? name}
    </option>
  ));
  const by = (one: string, two: string | undefined) =>
    onChange({ by: two === undefined || two === one ? one : `${one},${two}` });
  return (
    <div className={s.form} role="search" aria-label="What is reported">
      <Select
        label="By"
        isLabelHidden={false}
        className={s.narrow}
        value={first}
        onChange={(name) => by(name ?? 'rule', second)}
      >
        {options}
      </Select>
      <Select
        label="and by"
        isLabelHidden={false}
        className={s.narrow}
        any="nothing else"
        value={second}
        onChange={(name) => by(first, name)}
      >
        {options}
      </Select>
      <Field label="From" className={s.narrow}>
        {(control) => (
          <input
            {...control}
            type="date"
            value={search.since ?? dateOf(report, 'fromMs')}
            onChange={({ target }) => target.value !== '' && onChange({ since: target.value })}
          />
        )}
      </Field>
      <Field label="Until" className={s.narrow}>
        {(control) => (
          <input
            {...control}
            type="date"
            value={search.until ?? dateOf(report, 'toMs')}
            onChange={({ target }) => target.value !== '' && onChange({ until: target.value })}
          />
        )}
      </Field>
      <Field label="Only calls with (name=value)" className={s.wide}>
        {(control) => (
          <input
            {...control}
            key={search.where?.join(' ')}
            defaultValue={search.where?.[0] ?? ''}
            placeholder="skill=Billing"
            onBlur={({ target }) => onChange({ where: target.value === '' ? undefined : [target.value] })}
            onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
          />
        )}
      </Field>
      {Object.keys(search).length === 0 ? null : (
        <Button onClick={() => onChange({ by: undefined, since: undefined, until: undefined, where: undefined })}>
          Last 30 days, by rule
        </Button>
      )}
    </div>
  );
}

/** A day of a report as fields take it: `2026-01-31`. */
function dateOf(report: Report | undefined, end: 'fromMs' | 'toMs'): string {
  if (report === undefined) return '';
  const ms = end === 'fromMs' ? report.fromMs : report.toMs - 1;
  return new Intl.DateTimeFormat('en-CA', { timeZone: report.timeZone }).format(ms);
}
