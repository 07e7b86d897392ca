import { useState } from 'react';
import type { RuleLine } from '../../contract/index.js';
import { ActDialog } from '../parts/act-dialog.js';
import { Field } from '../parts/field.js';

interface AcknowledgeProps {
  readonly call: string;
  readonly rule: RuleLine;
  readonly onClose: () => void;
}

/** Ticks a rule off by hand, with a reason that is kept for the auditor. */
export function Acknowledge({ call, rule, onClose }: AcknowledgeProps) {
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      act="acknowledge"
      title={`Acknowledge “${rule.title}”`}
      verb="Acknowledge"
      body={{ interactionId: call, rule: rule.rule, reason: reason.trim() }}
      previewBody={{ interactionId: call, rule: rule.rule, reason: '-' }}
      isReady={reason.trim() !== ''}
      onClose={onClose}
    >
      <Field label="Reason, kept with your name">
        {(control) => (
          <textarea
            {...control}
            rows={3}
            required
            maxLength={400}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
    </ActDialog>
  );
}
