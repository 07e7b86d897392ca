import type { CueContent } from '@cueline/rules';
import type { CueRequest } from '@cueline/shared';

/** Formats a cue as a request to CXone's cue API. */
export function cueBody({ kind, titles, texts, priority }: CueContent): CueRequest {
  const { title, sentences } = wording(kind, titles.join(', '));
  const description = [...sentences, ...texts.map(asSentence)].join(' ');
  return { type: 'compliance', title, description, priority, status: 'open' };
}

function wording(kind: CueContent['kind'], titles: string): { title: string; sentences: string[] } {
  switch (kind) {
    case 'missing':
      return {
        title: 'Missing Mandatory Compliance Disclosure',
        sentences: [`Agent has not yet stated: ${titles}.`, 'Please complete required disclosures before proceeding.'],
      };
    case 'prohibited':
      return { title: 'Prohibited phrase', sentences: [`Agent said: ${titles}.`] };
    default:
      return kind satisfies never;
  }
}

function asSentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]["')]?$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
