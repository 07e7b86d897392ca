import { QueryClient, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { ApiError, ask } from './api.js';

/** Given to each query by hand: a provider would put it before the wall is seen, which has its own stream. */
export const client = new QueryClient({
  defaultOptions: {
    queries: {
      // What was refused is refused again; what did not answer may answer.
      retry: (failures, error) =>
        failures < 3 && error instanceof ApiError && ['unreachable', 'redis_away', 'unavailable'].includes(error.code),
    },
  },
});

/** What a path of the API answers, asked for again every `everyMs` while the page is seen. */
export function useApi<T>(path: string, everyMs: number | false = false): UseQueryResult<T> {
  return useQuery(
    {
      queryKey: ['api', path],
      queryFn: ({ signal }) => ask<T>(path, { signal }),
      refetchInterval: everyMs,
      placeholderData: (previous) => previous,
    },
    client,
  );
}
