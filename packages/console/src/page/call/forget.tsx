import { useState } from 'react';
import type { CallDetail } from '../../contract/index.js';
import { useMay } from '../data/use-config.js';
import { ActDialog } from '../parts/act-dialog.js';
import { Button } from '../parts/button.js';

/** Removes a call that is over from everywhere. One that is on can be forgotten by the command alone. */
export function Forget({ call }: { readonly call: CallDetail }) {
  const may = useMay('forget');
  const [isOpen, setIsOpen] = useState(false);
  if (!may || (call.from === 'live' && call.endedAtMs === undefined)) return null;
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Forget …</Button>
      {isOpen ? (
        <ActDialog
          act="forget"
          title={`Forget ${call.id}`}
          verb="Forget"
          isDanger
          body={{ interactionId: call.id, evenLive: false }}
          onClose={() => setIsOpen(false)}
        />
      ) : null}
    </>
  );
}
