import { Counter, Gauge, type Registry } from 'prom-client';

export function createMatcherMetrics(registry: Registry) {
  const registers = [registry];
  const counter = (name: string, help: string) =>
    new Counter({ name: `cueline_matcher_${name}_total`, help, registers });
  const size = (name: string, help: string) =>
    new Gauge({ name: `cueline_${name}`, help, labelNames: ['partition'] as const, registers });
  return {
    backlog: size('backlog_entries', 'Entries in the stream that are not yet processed'),
    live: size('live_interactions', 'Interactions for which something may still become due'),
    outbox: size('outbox_interactions', 'Interactions that wait for a look'),
    deadLetters: size('dead_letters', 'Dead letters that are kept'),
    processed: counter('processed_entries', 'Stream entries processed'),
    claimed: counter('claimed_entries', 'Entries taken over from replicas that held them too long'),
    refused: counter('refused_entries', 'Entries of interactions that had ended for good'),
    rematched: counter('rematched_interactions', 'Interactions matched again because another replica was there first'),
    unmatched: counter('unmatched_segments', 'Segments too short or too uncertain to be matched'),
    cut: new Counter({
      name: 'cueline_matcher_cut_interactions_total',
      help: 'Times that more came of an interaction than is kept of it: the oldest speech, or some of its attributes, matches or near misses, went',
      labelNames: ['what'] as const,
      registers,
    }),
    dead: counter('dead_letters', 'Entries that became dead letters'),
    deadDropped: counter('dead_letters_dropped', 'Dead letters given up because there were too many'),
    ended: counter('ended_interactions', 'Outcomes written and interactions forgotten'),
    handedOverAgain: counter('looks_handed_over_again', 'Looks that no publisher had taken in time'),
    backgroundWaiting: new Gauge({
      name: 'cueline_matcher_background_waiting',
      help: 'Interactions that wait to be ended, or for their near misses to be looked for',
      registers,
    }),
    backgroundRefused: counter('background_refused', 'Of these, those for which there was no room'),
    wordsForgotten: counter(
      'words_forgotten',
      'Times that there were too many words to remember, and all were worked out anew',
    ),
    packsCompiled: counter('packs_compiled', 'Packs not in force that were read from Redis and compiled'),
    watermark: new Gauge({
      name: 'cueline_matcher_watermark_seconds',
      help: 'Everything heard before this moment (Unix time) has been processed',
      labelNames: ['partition'],
      registers,
    }),
    reloads: new Counter({
      name: 'cueline_matcher_rule_reloads_total',
      help: 'Rule files read again, by result',
      labelNames: ['result'],
      registers,
    }),
  };
}
export type MatcherMetrics = ReturnType<typeof createMatcherMetrics>;
