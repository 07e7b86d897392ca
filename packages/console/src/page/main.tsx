import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from './data/api.js';
import { router } from './router.js';
import { applyTheme, storedTheme } from './shell/theme.js';
import './style/tokens.css';
import './style/base.css';

applyTheme(storedTheme());

const client = new QueryClient({
  defaultOptions: {
    queries: {
      refetchOnWindowFocus: true,
      // What was refused is refused again; what did not answer may answer.
      retry: (failures, error) =>
        failures < 3 && error instanceof ApiError && ['unreachable', 'redis_away', 'unavailable'].includes(error.code),
    },
  },
});

const root = document.querySelector('#page');
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
