import { choiceSetting, processSettings, redisSettings, setting, wholeNumberSetting } from '@cueline/shared';
import { z } from 'zod';

/** What a content security policy takes as the source of a frame's ancestor. */
const ANCESTOR = /^(?:'self'|https?:\/\/(?:\*\.)?[\w-]+(?:\.[\w-]+)*(?::\d+)?)$/;

/** The secret that links are signed with. */
export const panelSecretSetting = setting('a secret of at least 32 characters', (text) =>
  text.length < 32 ? undefined : text,
);

/** Where agents' browsers find the panel, as links have it. */
export const panelUrlSetting = setting('a URL such as https://desk.example.com/panel/', (text) => {
  const url = URL.parse(text);
  const isUsable = url !== null && /^https?:$/.test(url.protocol) && url.search + url.hash + url.username === '';
  return isUsable ? text : undefined;
});

/** The settings of the panel; names as in the environment. */
export const PanelSettings = z.object({
  ...redisSettings,
  ...processSettings({ httpPort: 8081 }),
  PANEL_SECRET: panelSecretSetting,
  PANEL_URL: panelUrlSetting.optional(),
  /** Who may show the panel in a frame. */
  PANEL_FRAME_ANCESTORS: setting(
    "'none', or origins such as https://*.niceincontact.com separated by blanks, or 'self'",
    (text) => {
      const words = text.trim().split(/[\s,]+/);
      return text.trim() === "'none'" || words.every((word) => ANCESTOR.test(word)) ? words.join(' ') : undefined;
    },
  ).prefault("'none'"),
  /** Most panels that are open at a time. */
  PANEL_MAX_STREAMS: wholeNumberSetting(1, 50_000).prefault('5000'),
  /** `on`: agents tick nothing off. */
  PANEL_READ_ONLY: choiceSetting(['on', 'off']).prefault('off'),
});
export type PanelSettings = z.infer<typeof PanelSettings>;
