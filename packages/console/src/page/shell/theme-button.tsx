import { useState } from 'react';
import { Button } from '../parts/button.js';
import { Icon } from '../parts/icon.js';
import { applyTheme, storedTheme, type Theme } from './theme.js';

const NEXT = { system: 'light', light: 'dark', dark: 'system' } as const satisfies Record<Theme, Theme>;
const ICONS = { system: 'half', light: 'sun', dark: 'moon' } as const;

export function ThemeButton() {
  const [theme, setTheme] = useState(storedTheme);
  const label = `Theme: ${theme === 'system' ? 'as the device' : theme}`;
  return (
    <Button
      look="bare"
      aria-label={label}
      title={label}
      onClick={() => {
        applyTheme(NEXT[theme]);
        setTheme(NEXT[theme]);
      }}
    >
      <Icon name={ICONS[theme]} />
    </Button>
  );
}
