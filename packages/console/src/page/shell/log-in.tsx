import { useActionState } from 'react';
import type { Config } from '../../contract/index.js';
import { post, query } from '../data/api.js';
import { BASE } from '../data/base.js';
import { Button } from '../parts/button.js';
import { Field } from '../parts/field.js';
import s from './log-in.module.css';

/** Asks who wants to look: at the company's own login, by a token, or by either. */
export function LogIn({ config: { login, hasTokens } }: { readonly config: Config }) {
  const to = location.pathname.slice(BASE.length) + location.search;
  return (
    <main className={s.page}>
      <div className={s.box}>
        <h1>Cueline</h1>
        {login === 'oidc' && (
          <a className={s.go} href={`${BASE}/login${query({ to })}`}>
            Log in with your company account
          </a>
        )}
        {login === 'proxy' && <p>The proxy before this console does not say who you are.</p>}
        {login !== 'token' && hasTokens && <p className={s.or}>or</p>}
        {hasTokens && <TokenForm isMain={login === 'token'} />}
      </div>
    </main>
  );
}

function TokenForm({ isMain }: { readonly isMain: boolean }) {
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
      <Button look={isMain ? 'main' : 'plain'} type="submit" disabled={isPending}>
        Log in
      </Button>
      <p id="login-failed" className={s.failed} role="alert">
        {failure}
      </p>
    </form>
  );
}
