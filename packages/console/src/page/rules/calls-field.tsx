import { useState } from 'react';
import type { Recorded } from '../../contract/index.js';
import { useConfig } from '../data/use-config.js';
import { Field, Select } from '../parts/field.js';
import { FileButton } from './file-button.js';
import s from './draft.module.css';

interface CallsFieldProps {
  readonly calls: Recorded | undefined;
  /** Undefined while no file is chosen. */
  readonly onChange: (calls: Recorded | undefined) => void;
}

const DAYS = [1, 7, 30];

/** On which calls it is tried: those that the archive keeps, or a file. */
export function CallsField({ calls, onChange }: CallsFieldProps) {
  const hasArchive = useConfig().views.includes('reports');
  const [isFile, setIsFile] = useState(!hasArchive);
  const kept = calls?.from === 'archive' ? calls : undefined;
  const choose = (value: string | undefined) => {
    setIsFile(value === 'file');
    onChange(value === 'file' ? undefined : { from: 'archive', days: Number(value) });
  };
  return (
    <div className={s.calls}>
      <Select
        label="Recorded calls"
        isLabelHidden={false}
        value={isFile ? 'file' : String(kept?.days ?? 7)}
        onChange={choose}
      >
        {hasArchive
          ? DAYS.map((days) => (
              <option key={days} value={days}>
                kept, of the last {days === 1 ? 'day' : `${days} days`}
              </option>
            ))
          : null}
        <option value="file">a file of transcripts</option>
      </Select>
      {isFile ? (
        <FileButton
          label="Choose the file"
          name={calls?.from === 'file' ? calls.name : undefined}
          onRead={(name, text) => onChange({ from: 'file', name, text })}
        />
      ) : (
        <Field label="Only calls with (optional)">
          {(control) => (
            <input
              {...control}
              placeholder="skill=loans"
              value={kept?.where ?? ''}
              onChange={({ target: { value } }) =>
                onChange({ from: 'archive', days: kept?.days ?? 7, ...(value === '' ? {} : { where: value }) })
              }
            />
          )}
        </Field>
      )}
    </div>
  );
}
