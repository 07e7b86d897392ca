import { useQuery, useSuspenseQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ActName, Config } from '../../contract/index.js';
import { ask } from './api.js';

const configQuery = { queryKey: ['config'], queryFn: () => ask<Config>('config'), staleTime: Infinity } as const;

/** While it is asked for, the page waits. */
export const useConfig = (): Config => useSuspenseQuery(configQuery).data;

export const useMay = (act: ActName): boolean => useConfig().acts.includes(act);

/** What a path of the API answers, asked for again every `everyMs` while the page is seen. */
export function useApi<T>(path: string, everyMs: number | false = false): UseQueryResult<T> {
  return useQuery({
    queryKey: ['api', path],
    queryFn: ({ signal }) => ask<T>(path, { signal }),
    refetchInterval: everyMs,
    placeholderData: (previous) => previous,
  });
}
