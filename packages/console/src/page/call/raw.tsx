import type { CallDetail } from '../../contract/index.js';
import s from './raw.module.css';

/** All that is stored, for who wants to know it exactly. */
export function Raw({ call }: { readonly call: CallDetail }) {
  return (
    <details className={s.raw}>
      <summary>All that is stored, as JSON</summary>
      <pre tabIndex={0} aria-label="JSON">
        {JSON.stringify(call.raw, null, 2)}
      </pre>
    </details>
  );
}
