import { type ReactElement, type ReactNode, useId } from 'react';
import s from './field.module.css';

interface FieldProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly className?: string | undefined;
  /** Gets the id that the label is for, and the class of an input. */
  readonly children: (control: { id: string; className: string }) => ReactElement;
}

export function Field({ label, isLabelHidden = false, className, children }: FieldProps) {
  const id = useId();
  return (
    <div className={`${s.field} ${className ?? ''}`}>
      <label htmlFor={id} className={isLabelHidden ? 'hidden' : s.label}>
        {label}
      </label>
      {children({ id, className: s.input ?? '' })}
    </div>
  );
}

interface SelectProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly className?: string | undefined;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  /** What stands for no choice. */
  readonly any?: string;
  readonly children: ReactNode;
}

export function Select({ label, isLabelHidden = true, className, value, onChange, any, children }: SelectProps) {
  return (
    <Field label={label} isLabelHidden={isLabelHidden} className={className}>
      {(control) => (
        <select
          {...control}
          className={`${control.className} ${any !== undefined && value !== undefined ? s.isSet : ''}`}
          value={value ?? ''}
          onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
        >
          {any === undefined ? null : <option value="">{any}</option>}
          {children}
        </select>
      )}
    </Field>
  );
}
