import { slug } from 'github-slugger';
import { defineConfig } from 'vitepress';

/** What `npm run docs` makes of docs/: pages as they are read in the repository, and what stands at its top. */
export default defineConfig({
  title: 'Cueline',
  description: 'Knows which mandatory disclosures each agent still owes, and cues the one who forgets',
  cleanUrls: false,
  markdown: {
    // As in the repository, so that links to headings hold in both.
    anchor: { slugify: (text) => slug(text) },
    config(md) {
      md.core.ruler.push('pages', ({ tokens }) => {
        for (const { children } of tokens) linkPages(children ?? []);
      });
      // Code is shown as it is written: a brace in it is none of the generator's.
      md.core.ruler.push('code', ({ tokens }) => {
        const inline = tokens.flatMap(({ children }) => children ?? []);
        for (const token of inline) if (token.type === 'code_inline') token.attrSet('v-pre', '');
      });
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    sidebar: [
      {
        text: 'Begin',
        items: [
          { text: 'Ten minutes to a first cue', link: '/start' },
          { text: 'How it compares', link: '/comparison' },
          { text: 'Architecture', link: '/architecture' },
          { text: 'Glossary', link: '/glossary' },
        ],
      },
      {
        text: 'Rules',
        items: [
          { text: 'Writing rules', link: '/rules' },
          { text: 'Backtesting', link: '/backtest' },
          { text: 'How phrases are matched', link: '/matching' },
          { text: 'Languages', link: '/languages' },
        ],
      },
      {
        text: 'Run it',
        items: [
          { text: 'Containers and Kubernetes', link: '/deployment' },
          { text: 'Operations', link: '/operations' },
          { text: 'The console', link: '/console' },
          { text: "The agent's panel", link: '/panel' },
          { text: 'Notices to supervisors', link: '/notices' },
          { text: 'The archive', link: '/archive' },
          { text: 'Security', link: '/security' },
          { text: 'The simulator', link: '/simulator' },
        ],
      },
      {
        text: 'What to expect',
        items: [
          { text: 'Guarantees', link: '/guarantees' },
          { text: 'Limits', link: '/limits' },
          { text: 'Benchmarks', link: '/benchmarks' },
          { text: 'Scale', link: '/scale' },
        ],
      },
      {
        text: 'Reference',
        items: [
          { text: 'Settings', link: '/settings' },
          { text: 'Commands', link: '/commands' },
          { text: 'Metrics', link: '/metrics' },
          { text: 'Keys in Redis', link: '/keys' },
          { text: 'Frames', link: '/frames' },
          { text: 'Platforms', link: '/platforms' },
        ],
      },
    ],
  },
});

interface MarkdownToken {
  type: string;
  tag: string;
  content: string;
  attrs: unknown;
  attrGet: (name: string) => string | null;
  attrSet: (name: string, value: string) => void;
}

/** Gives links their targets in the site. Files of the repository that are no pages of it are named, not linked. */
function linkPages(tokens: readonly MarkdownToken[]): void {
  let isOutside = false;
  for (const token of tokens) {
    const target = token.attrGet('href');
    if (token.type === 'link_open' && target !== null) {
      token.attrSet('href', pageOf(target));
      isOutside = pageOf(target).startsWith('../');
    }
    if (isOutside && token.type.startsWith('link_'))
      Object.assign(token, { type: 'text', tag: '', content: '', attrs: null });
  }
}

/** Where a page of the repository is in the site; what stands at its top is included, and links as from there. */
function pageOf(target: string): string {
  const [, page, anchor = ''] = /^(?:\.\.\/)?(README|ARCHITECTURE)\.md(#.*)?$/.exec(target) ?? [];
  if (page === 'README') return anchor === '#settings' ? './settings.md' : './start.md';
  if (page === 'ARCHITECTURE') return `./architecture.md${anchor}`;
  return target.replace(/^docs\//, './');
}
