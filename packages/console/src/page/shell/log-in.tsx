import { useActionState } from 'react';
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
  const [failure, logIn, isPending] = useActionState(async (_: string, form: FormData) => {
    const token = form.get('token');
    return post<Config>('login', { token }).then(
      () => {
        location.reload();
        return '';
      },
      (error: unknown) => (error instanceof Error ? error.message : 'The login failed.'),
    );
  }, '');
  return (
    <form className={s.form} action={logIn}>
      <Field label="Token">
        {(control) => (
          <input
            {...control}
            name="token"
            type="password"
            autoComplete="current-password"
            required
            aria-invalid={failure !== ''}
            aria-describedby="login-failed"
          />
        )}
      </Field>
      <Button look="main" type="submit" disabled={isPending}>
        Log in
      </Button>
      <p id="login-failed" className={s.failed} role="alert">
        {failure}
      </p>
    </form>
  );
}
