import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { router } from './router.js';
import { applyTheme, storedTheme } from './shell/theme.js';
import './style/tokens.css';
import './style/base.css';

applyTheme(storedTheme());

const root = document.querySelector('#page');
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <RouterProvider router={router} />
    </StrictMode>,
  );
