import type { Pack } from '@cueline/rules';

/** How descriptions begin. */
const leads = {
  disclosures: [
    'Agent has not yet stated: ',
    'Agent may have stated: ',
    'Agent stated wrongly: ',
    'Customer declined: ',
    'Customer has not answered: ',
  ],
  prohibited: ['Agent said: '],
};

/** Which rules a cue names, by its words as they reached CXone: ids, in the order of the pack. */
export function cuedItems(description: string, pack: Pick<Pack, 'disclosures' | 'prohibited'>): string[] {
  const kind = leads.prohibited.some((lead) => description.startsWith(lead)) ? 'prohibited' : 'disclosures';
  const lead = leads[kind].find((each) => description.startsWith(each)) ?? '';
  let rest = description.slice(lead.length);
  const items: string[] = [];
  for (const { id, title } of pack[kind]) {
    const end = rest.at(title.length);
    if (!rest.startsWith(title) || (end !== ',' && end !== '.')) continue;
    items.push(id);
    if (end === '.') break;
    rest = rest.slice(title.length + ', '.length);
  }
  return items;
}
