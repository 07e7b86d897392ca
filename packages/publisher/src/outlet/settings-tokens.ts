import { type CxoneSettings, type Sign, type TokenSource, tokenSource } from '@cueline/shared';
import { compileText, settingValues } from './fill-request.js';

/** Where the tokens of an outlet come from; undefined if it needs none. */
export function settingsTokens(
  sign: Sign | undefined,
  settings: CxoneSettings & { readonly PLATFORM_VALUES: Readonly<Record<string, string>> },
  signal: AbortSignal,
): TokenSource | undefined {
  if (sign?.kind === 'cxone') return tokenSource(settings, signal);
  if (sign?.kind !== 'oauth') return undefined;
  const value = (text: string) => compileText(text)(settingValues(settings.PLATFORM_VALUES));
  return { url: sign.url, clientId: value(sign.clientId), clientSecret: value(sign.clientSecret), signal };
}
