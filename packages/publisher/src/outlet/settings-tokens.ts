import { cxoneTokenSource, type Sign, type TokenSource } from '@cueline/shared';
import { compileText, settingValues } from './fill-request.js';

/** Where the tokens of an outlet come from; undefined if it needs none. */
export function settingsTokens(
  sign: Sign | undefined,
  settings: Parameters<typeof cxoneTokenSource>[0],
  signal: AbortSignal,
): TokenSource | undefined {
  if (sign?.kind === 'cxone') return cxoneTokenSource(settings, signal);
  if (sign?.kind !== 'oauth') return undefined;
  const value = (text: string) => compileText(text)(settingValues(settings.PLATFORM_VALUES));
  return { url: sign.url, clientId: value(sign.clientId), clientSecret: value(sign.clientSecret), signal };
}
