import * as client from 'openid-client';
import { type Claims, type ClaimSettings, principalOf } from './claims.js';
import type { Principal } from './principal.js';

export interface OidcOptions extends ClaimSettings {
  /** As the provider names itself. */
  readonly issuer: URL;
  readonly clientId: string;
  /** Absent of a public client. */
  readonly clientSecret: string | undefined;
  /** What is asked for: `openid profile`. */
  readonly scopes: string;
  /** Where the provider sends browsers back to. */
  readonly redirectUri: string;
  /** Where it sends them after a logout. */
  readonly homeUri: string;
}

/** What of a login must be kept until the browser comes back. */
export interface LoginBegun {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Somebody whom the provider knows; its token is needed once more, to log out there. */
export interface LoggedIn {
  readonly principal: Principal;
  readonly idToken: string | undefined;
}

/** Names that people read, before those that only the provider knows. */
const NAMES = ['preferred_username', 'email', 'sub'];

/** Logs in at the company's identity provider, by OpenID Connect: authorisation code with PKCE, state and nonce. */
export function createOidc(options: OidcOptions) {
  const { issuer, clientId, clientSecret, scopes, redirectUri, homeUri } = options;
  let found: Promise<client.Configuration> | undefined;

  /** The provider is asked when somebody first logs in: it may be away when the console starts. */
  function configuration(): Promise<client.Configuration> {
    found ??= discover();
    found.catch(() => {
      found = undefined;
    });
    return found;
  }

  async function discover(): Promise<client.Configuration> {
    const execute = issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []; // on this machine alone, see settings
    const read = await client.discovery(issuer, clientId, undefined, client.None(), { execute });
    if (clientSecret === undefined) return read;
    const metadata = read.serverMetadata();
    // what providers say nothing of is Basic
    const isPost = metadata.token_endpoint_auth_methods_supported?.includes('client_secret_post') === true;
    const authentication = isPost ? client.ClientSecretPost(clientSecret) : client.ClientSecretBasic(clientSecret);
    const configured = new client.Configuration(metadata, clientId, undefined, authentication);
    for (const each of execute) each(configured);
    return configured;
  }

  /** Claims that are not in the token may be at the provider. */
  async function readClaims(configured: client.Configuration, tokens: Awaited<ReturnType<typeof grant>>) {
    const own: Readonly<Record<string, unknown>> = tokens.claims() ?? {};
    const wanted = [options.CONSOLE_ROLE_CLAIM, ...options.CONSOLE_SCOPE_CLAIMS.values()];
    const isWhole = wanted.every((name) => own[name] !== undefined);
    if (isWhole || configured.serverMetadata().userinfo_endpoint === undefined) return own;
    const more = await client.fetchUserInfo(configured, tokens.access_token, String(own['sub']));
    return { ...more, ...own };
  }

  const grant = (configured: client.Configuration, search: string, { state, nonce, verifier }: LoginBegun) =>
    client.authorizationCodeGrant(configured, new URL(redirectUri + search), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });

  return {
    async begin(): Promise<{ begun: LoginBegun; location: string }> {
      const configured = await configuration();
      const begun = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const url = client.buildAuthorizationUrl(configured, {
        redirect_uri: redirectUri,
        scope: scopes,
        state: begun.state,
        nonce: begun.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(begun.verifier),
        code_challenge_method: 'S256',
      });
      return { begun, location: url.href };
    },
    /**
     * @param search the query with which the browser came back
     * @throws NoRoleError; any other error if the provider refuses, or its answer is not to be trusted
     */
    async finish(search: string, begun: LoginBegun): Promise<LoggedIn> {
      const configured = await configuration();
      const tokens = await grant(configured, search, begun);
      const read = await readClaims(configured, tokens);
      const claims: Claims = (name) => valuesOf(read[name]);
      const name = NAMES.flatMap((each) => claims(each))[0] ?? '';
      return { principal: principalOf(name, claims, options), idToken: tokens.id_token };
    },
    /** Where a browser ends its session at the provider; undefined if the provider has no such place, or is away. */
    async logoutLocation(idToken: string | undefined): Promise<string | undefined> {
      const configured = await configuration().catch(() => undefined);
      if (configured?.serverMetadata().end_session_endpoint === undefined) return undefined;
      return client.buildEndSessionUrl(configured, {
        post_logout_redirect_uri: homeUri,
        ...(idToken === undefined ? {} : { id_token_hint: idToken }),
      }).href;
    },
  };
}
export type Oidc = ReturnType<typeof createOidc>;

/** Providers write one value as text, several as a list. */
function valuesOf(claim: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return values.flatMap((value) => (typeof value === 'string' && value !== '' ? [value] : []));
}
