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

/**
 * What a path of the API answers.
 *
 * @param everyMs after so many ms it is asked for again while the page is seen; may depend on the last answer
 */
export function useApi<T>(
  path: string,
  everyMs: number | false | ((answer: T | undefined) => number | false) = false,
): UseQueryResult<T> {
  return useQuery(
    {
      queryKey: ['api', path],
      queryFn: ({ signal }) => ask<T>(path, { signal }),
      refetchInterval: typeof everyMs === 'function' ? ({ state }) => everyMs(state.data) : everyMs,
      placeholderData: (previous) => previous,
    },
    client,
  );
}
