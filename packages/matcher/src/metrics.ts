import { Counter, Gauge, type Registry } from 'prom-client';

export function createMatcherMetrics(registry: Registry) {
  const registers = [registry];
  const counter = (name: string, help: string) =>
    new Counter({ name: `cueline_matcher_${name}_total`, help, registers });
  return {
    processed: counter('processed_entries', 'Stream entries processed'),
    claimed: counter('claimed_entries', 'Entries taken over from replicas that held them too long'),
    refused: counter('refused_entries', 'Entries of interactions that had ended for good'),
    rematched: counter('rematched_interactions', 'Interactions matched again because another replica was there first'),
    unmatched: counter('unmatched_segments', 'Segments too short or too uncertain to be matched'),
    dead: counter('dead_letters', 'Entries that became dead letters'),
    ended: counter('ended_interactions', 'Outcomes written and interactions forgotten'),
    handedOverAgain: counter('looks_handed_over_again', 'Looks that no publisher had taken in time'),
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
