import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import GithubSlugger from 'github-slugger';
import { lexer, type Token, walkTokens } from 'marked';
import { expect, test } from 'vitest';

const pages = ['README.md', 'ARCHITECTURE.md', ...globSync('docs/*.md')];

/** What a page links to, and where it can be linked to. */
function readPage(page: string): { links: string[]; anchors: ReadonlySet<string> } {
  const links: string[] = [];
  const anchors = new Set<string>();
  const slugger = new GithubSlugger();
  const tokens = lexer(readFileSync(page, 'utf8').replace(/^---\n.*?\n---\n/s, ''));
  void walkTokens(tokens, (token) => {
    if (token.type === 'heading') anchors.add(slugger.slug(wordsOf(token.tokens ?? [])));
    if ((token.type === 'link' || token.type === 'image') && typeof token['href'] === 'string')
      links.push(token['href']);
  });
  return { links, anchors };
}

/** A heading without its marks. */
const wordsOf = (tokens: readonly Token[]): string =>
  tokens
    .map((token) => ('tokens' in token && token.tokens ? wordsOf(token.tokens) : 'text' in token ? token.text : ''))
    .join('');

/** Why a link leads nowhere; undefined if it leads somewhere, or out of the repository. */
function flawOf(page: string, link: string): string | undefined {
  if (/^(?:https?|mailto):/.test(link)) return undefined;
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(file)) return `${link}: there is no ${file}`;
  if (anchor === undefined || !file.endsWith('.md')) return undefined;
  return readPage(file).anchors.has(anchor) ? undefined : `${link}: ${file} has no such heading`;
}

test.each(pages)('every link of %s leads somewhere', (page) => {
  expect(readPage(page).links.flatMap((link) => flawOf(page, link) ?? [])).toEqual([]);
});

test('a link to no file and one to no heading are found', () => {
  expect(flawOf('docs/rules.md', 'nowhere.md')).toContain('there is no docs/nowhere.md');
  expect(flawOf('docs/rules.md', 'backtest.md#nothing')).toContain('no such heading');
  expect(flawOf('docs/rules.md', '#a-complete-example')).toBeUndefined();
});

test('every page of docs/ is in the sidebar of the site, and the sidebar has no other', () => {
  const config = readFileSync('docs/.vitepress/config.ts', 'utf8');
  const listed = [...config.matchAll(/link: '\/([\w-]+)'/g)].map(([, name]) => `docs/${name}.md`);
  expect([...listed, 'docs/index.md'].toSorted()).toEqual(globSync('docs/*.md').toSorted());
});

test('docs/commands.md is what the commands say of themselves (`npm run docs:commands` writes it)', async () => {
  const script: unknown = await import(new URL('../scripts/commands.mjs', import.meta.url).href);
  expect(script).toMatchObject({ commandsPage: readFileSync('docs/commands.md', 'utf8') });
});
