/** What we use of media-captions: its own types import files without their extensions, which Node's resolution does not find. */
declare module 'media-captions' {
  /** A part of a cue: text, or a mark with what is within it. */
  export type CueNode =
    | { readonly type: 'text'; readonly data: string }
    | { readonly type: 'timestamp' }
    | { readonly type: 'v'; readonly voice?: string; readonly children: readonly CueNode[] }
    | {
        readonly type: 'c' | 'i' | 'b' | 'u' | 'ruby' | 'rt' | 'lang' | 'span';
        readonly children: readonly CueNode[];
      };
  /** Times in seconds. */
  export interface Cue {
    readonly id: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly text: string;
  }
  export interface ParsedCues {
    readonly cues: readonly Cue[];
    readonly errors: readonly { readonly code: number; readonly line: number; readonly message: string }[];
  }
  export function parseText(
    text: string,
    options: { readonly type: 'vtt' | 'srt'; readonly errors: boolean },
  ): Promise<ParsedCues>;
  export function tokenizeVTTCue(cue: Cue): CueNode[];
}
