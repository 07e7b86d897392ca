import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Config } from '../../contract/index.js';
import { post } from '../data/api.js';
import { Button } from '../parts/button.js';
import { Field } from '../parts/field.js';
import s from './log-in.module.css';

/** Asks who wants to look: by a token, or at the company's own login. */
export function LogIn({ by }: { readonly by: 'token' | 'oidc' }) {
  return (
    <main className={s.page}>
      <div className={s.box}>
        <h1>Cueline</h1>
        {by === 'oidc' ? (
          <a className={s.go} href="/api/login/oidc">
            Log in with your company account
          </a>
        ) : (
          <TokenForm />
        )}
      </div>
    </main>
  );
}

function TokenForm() {
  const client = useQueryClient();
  const [token, setToken] = useState('');
  const login = useMutation({
    mutationFn: () => post<Config>('login', { token }),
    onSuccess: (config) => client.setQueryData(['config'], config),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    login.mutate();
  };
  return (
    <form className={s.form} onSubmit={submit}>
      <Field label="Token">
        {(control) => (
          <input
            {...control}
            type="password"
            autoComplete="current-password"
            required
            value={token}
            aria-invalid={login.isError}
            aria-describedby="login-failed"
            onChange={({ target }) => setToken(target.value)}
          />
        )}
      </Field>
      <Button look="main" type="submit" disabled={login.isPending}>
        Log in
      </Button>
      <p id="login-failed" className={s.failed} role="alert">
        {login.error?.message}
      </p>
    </form>
  );
}
