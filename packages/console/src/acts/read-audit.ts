import { type ArchivedAct, readArchivedAudit, type Store } from '@cueline/archive';
import type { Audit as AuditPage, AuditEntry } from '../contract/acts.js';
import type { Audit } from './audit.js';

/** A page of the audit, the latest act first: from Redis, and once that has no more, from the archive. */
export async function readAudit(
  audit: Audit,
  { prefix, store }: { prefix: string; store: Store | undefined },
  before: string | undefined,
): Promise<AuditPage> {
  const { entries, next } = await audit.read(before);
  const last = entries.at(-1)?.id ?? before;
  if (next !== undefined || store === undefined || last === undefined)
    return { entries, ...(next === undefined ? {} : { next }) };
  const { acts, ...more } = await readArchivedAudit(store.db, prefix, last);
  return { entries: [...entries, ...acts.map(entryOf)], ...more };
}

function entryOf({ entry, details, ...act }: ArchivedAct): AuditEntry {
  const { role = '', address = '', before, reason, after, result = 'intended' } = details;
  return {
    id: entry,
    ...act,
    role,
    address,
    result,
    ...(before === undefined ? {} : { before: Number(before) }),
    ...(reason === undefined ? {} : { reason }),
    ...(after === undefined ? {} : { after: Number(after) }),
  };
}
