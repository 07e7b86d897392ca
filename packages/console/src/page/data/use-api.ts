import { QueryClient, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { ask, isPassing } from './api.js';

/** What could not be read may be soon. */
const FAILED_MS = 5000;

/** Given to each query by hand: a provider would put it before the wall is seen, which has its own stream. */
export const client = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 3 && isPassing(error),
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
      refetchInterval: ({ state: { data, error } }) => {
        const wanted = typeof everyMs === 'function' ? everyMs(data) : everyMs;
        return wanted === false && isPassing(error) ? FAILED_MS : wanted;
      },
      placeholderData: (previous) => previous,
    },
    client,
  );
}
