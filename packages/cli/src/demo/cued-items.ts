import type { Pack } from '@cueline/rules';

const lead = { missing: 'Agent has not yet stated: ', prohibited: 'Agent said: ' };

/** Which rules a cue names, by its words as they reached CXone: ids, in the order of the pack. */
export function cuedItems(
  description: string,
  { disclosures, prohibited }: Pick<Pack, 'disclosures' | 'prohibited'>,
): string[] {
  const isMissing = description.startsWith(lead.missing);
  let rest = description.slice((isMissing ? lead.missing : lead.prohibited).length);
  const items: string[] = [];
  for (const { id, title } of isMissing ? disclosures : prohibited) {
    const end = rest.at(title.length);
    if (!rest.startsWith(title) || (end !== ',' && end !== '.')) continue;
    items.push(id);
    if (end === '.') break;
    rest = rest.slice(title.length + ', '.length);
  }
  return items;
}
