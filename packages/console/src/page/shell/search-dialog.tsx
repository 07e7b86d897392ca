import { Autocomplete } from '@base-ui/react/autocomplete';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import type { FoundCalls } from '../../contract/index.js';
import { query } from '../data/api.js';
import { useApi } from '../data/use-api.js';
import { Icon } from '../parts/icon.js';
import { Modal } from '../parts/modal.js';
import s from './search-dialog.module.css';

type Found = FoundCalls['calls'][number] & { readonly isTyped?: boolean };

export function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const asked = useDeferredValue(typed.trim());
  const { data } = useApi<FoundCalls>(`calls${query({ q: asked })}`);
  const found: readonly Found[] = data?.calls ?? [];
  // An id that is not found by a part may still be one, of a call that ended long ago.
  const isListed = asked === '' || found.some(({ id }) => id === asked);
  const items: readonly Found[] = isListed ? found : [...found, { id: asked, isLive: false, isTyped: true }];
  const open = (id: string) => {
    onClose();
    void navigate({ to: '/calls/$id', params: { id } });
  };
  return (
    <Modal title="Find a call" isTitleHidden className={s.popup} onClose={onClose}>
      <Autocomplete.Root
        inline
        open
        mode="none"
        autoHighlight
        items={items}
        itemToStringValue={({ id }: Found) => id}
        value={typed}
        onValueChange={setTyped}
      >
        <div className={s.field}>
          <Icon name="search" />
          <Autocomplete.Input className={s.input} placeholder="Id of a call, live or ended" aria-label="Id of a call" />
        </div>
        <Autocomplete.List className={s.list}>
          {(item: Found) => (
            <Autocomplete.Item key={item.id} value={item} className={s.item} onClick={() => open(item.id)}>
              <span className={s.id}>{item.id}</span>
              <span className={s.agent}>{item.agent}</span>
              <span className={s.kind}>
                {item.isTyped === true ? 'open by this id' : item.isLive ? 'live' : 'ended'}
              </span>
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
        {items.length === 0 ? (
          <p className={s.none}>
            {asked === '' ? 'Type a part of an id, or all of it.' : 'No call has this in its id.'}
          </p>
        ) : null}
      </Autocomplete.Root>
    </Modal>
  );
}
