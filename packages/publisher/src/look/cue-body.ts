import type { CameClose, CueContent } from '@cueline/rules';
import type { CueRequest } from '@cueline/shared';

/** Formats a cue as a request to CXone's cue API. */
export function cueBody({ kind, titles, texts, priority, close, values = [] }: CueContent): CueRequest {
  const { title, sentences } = wording(kind, titles.join(', '), close, values);
  const description = [...sentences, ...texts.map(asSentence)].join(' ');
  return { type: 'compliance', title, description, priority, status: 'open' };
}

function wording(
  kind: CueContent['kind'],
  titles: string,
  close: readonly CameClose[] | undefined,
  values: NonNullable<CueContent['values']>,
): { title: string; sentences: string[] } {
  switch (kind) {
    case 'missing':
      if (close !== undefined)
        return {
          title: 'Unclear Compliance Disclosure',
          sentences: [`Agent may have stated: ${titles}.`, ...close.map(closeSentence)],
        };
      return {
        title: 'Missing Mandatory Compliance Disclosure',
        sentences: [`Agent has not yet stated: ${titles}.`, 'Please complete required disclosures before proceeding.'],
      };
    case 'wrong':
      return {
        title: 'Wrong Value in Compliance Disclosure',
        sentences: [
          `Agent stated wrongly: ${titles}.`,
          ...values.map(({ said, offered }) => `Said ${said}, offered ${offered}.`),
        ],
      };
    case 'declined':
      return { title: 'Customer Declined', sentences: [`Customer declined: ${titles}.`] };
    case 'unanswered':
      return {
        title: 'Unanswered Compliance Question',
        sentences: [`Customer has not answered: ${titles}.`, 'Please ask again.'],
      };
    case 'prohibited':
      return { title: 'Prohibited phrase', sentences: [`Agent said: ${titles}.`] };
    default:
      return kind satisfies never;
  }
}

/** What was heard, and which words of it were not: of several that would do, the first. */
function closeSentence({ words, lacked }: CameClose): string {
  const unheard = lacked.map((alternatives) => alternatives.split('|')[0]);
  return unheard.length === 0 ? `Heard "${words}".` : `Heard "${words}". Not heard: ${unheard.join(', ')}.`;
}

function asSentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]["')]?$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
