import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ActName, ActResult, Preview } from '../../contract/index.js';
import { post } from '../data/api.js';
import { countText } from '../data/number-text.js';
import { client } from '../data/use-api.js';

/** An act with its preview. It is done in parts until nothing is left, or until it is stopped between two of them. */
export function useAct(act: ActName, body: object, previewBody: object) {
  // Sent again after a failure it is the same act, and done once; with something else in it, it is another.
  const [ids] = useState(() => new Map<string, string>());
  const asked = JSON.stringify(body);
  const id = ids.get(asked) ?? crypto.randomUUID();
  ids.set(asked, id);
  const isStopped = useRef(false);
  const [done, setDone] = useState(0);
  const preview = useQuery(
    {
      queryKey: ['preview', act, previewBody],
      queryFn: () => post<Preview>(`acts/${act}?preview=1`, { id, ...previewBody }),
      gcTime: 0,
    },
    client,
  );
  const run = useMutation(
    {
      mutationFn: async () => {
        const results: ActResult[] = [];
        for (let part = id; ; part = crypto.randomUUID()) {
          const result = await post<ActResult>(`acts/${act}`, { id: part, ...body, upTo: preview.data?.upTo });
          results.push(result);
          setDone(doneIn(results));
          if (result.left === 0 || result.done === 0 || isStopped.current) return outcomeOf(results);
        }
      },
      onSettled: () => client.invalidateQueries({ queryKey: ['api'] }),
    },
    client,
  );
  return { preview, run, done, stop: () => (isStopped.current = true) };
}

const doneIn = (results: readonly ActResult[]) => results.reduce((sum, result) => sum + result.done, 0);

function outcomeOf(results: readonly ActResult[]) {
  const last = results.at(-1)?.sentence ?? '';
  return {
    sentence: results.length > 1 ? `${countText(doneIn(results))} in all; in the last step: ${last}` : last,
    complaints: [...new Set(results.flatMap(({ complaints }) => complaints))],
  };
}
