// An OpenID provider on loopback. Its access tokens are JWTs by RFC 9068, for one API, with a claim of ours. People sign
// in by their name alone.
import { Provider } from 'oidc-provider';

const { PORT, AUDIENCE, CLIENT_ID, CLIENT_SECRET, CALLBACK } = process.env;
const issuer = `http://127.0.0.1:${PORT}`;
const scope = 'payments:create payments:read payments:refund reports:read';

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    },
    {
      client_id: 'cryptopay',
      client_secret: CLIENT_SECRET,
      redirect_uris: [CALLBACK],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  features: {
    devInteractions: { enabled: true },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => AUDIENCE,
      getResourceServerInfo: (_, resource) => ({
        audience: resource,
        scope,
        accessTokenFormat: 'jwt',
        accessTokenTTL: 300,
      }),
    },
  },
  claims: { openid: ['sub', 'roles'] },
  conformIdTokenClaims: false,
  findAccount: (_, name) => ({
    accountId: name,
    claims: () => ({ sub: name, roles: name === 'anna' ? ['everybody', 'payment-operators'] : ['everybody'] }),
  }),
  loadExistingGrant: async (call) => {
    const { client, session, provider } = call.oidc;
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
  extraTokenClaims: () => ({ merchant: 'first' }),
});

provider.listen(PORT, '127.0.0.1');
