import { Autocomplete } from '@base-ui/react/autocomplete';
import { useNavigate } from '@tanstack/react-router';
import { type RefObject, useDeferredValue } from 'react';
import type { FoundCalls } from '../../contract/index.js';
import { query } from '../data/api.js';
import { useApi } from '../data/use-api.js';
import { Icon } from '../parts/icon.js';
import { Modal } from '../parts/modal.js';
import s from './search-dialog.module.css';

type Found = FoundCalls['calls'][number] & { readonly isTyped?: boolean };

interface SearchDialogProps {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  /** What gets the focus back. */
  readonly opener: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

export function SearchDialog({ typed, onType, opener, onClose }: SearchDialogProps) {
  const navigate = useNavigate();
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
    <Modal title="Find a call" isTitleHidden className={s.popup} opener={opener} onClose={onClose}>
      <Autocomplete.Root
        inline
        open
        mode="none"
        autoHighlight
        items={items}
        itemToStringValue={({ id }: Found) => id}
        value={typed}
        onValueChange={onType}
      >
        <div className={s.field}>
          <Icon name="search" />
          <Autocomplete.Input
            className={s.input}
            placeholder="Id of a call, or an agent's name"
            aria-label="Id of a call, or an agent's name"
          />
        </div>
        <Autocomplete.List className={s.list}>
          {(item: Found) => (
            <Autocomplete.Item key={item.id} value={item} className={s.item} onClick={() => open(item.id)}>
              <span className={s.id}>{item.id}</span>
              <bdi className={s.agent}>{item.agent}</bdi>
              <span className={s.kind}>
                {item.isTyped === true ? 'open by this id' : item.isLive ? 'live' : 'ended'}
              </span>
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
        {items.length === 0 ? (
          <p className={s.none}>Type a part of the id or of the agent of a live call, or the id of one that ended.</p>
        ) : null}
      </Autocomplete.Root>
    </Modal>
  );
}
