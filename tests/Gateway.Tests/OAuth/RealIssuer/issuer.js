// An OpenID provider on loopback. Its access tokens are JWTs by RFC 9068, for one API, with a claim of ours.
import { Provider } from 'oidc-provider';

const { PORT, AUDIENCE, CLIENT_ID, CLIENT_SECRET } = process.env;
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
  ],
  features: {
    devInteractions: { enabled: false },
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
  extraTokenClaims: () => ({ merchant: 'first' }),
});

provider.listen(PORT, '127.0.0.1');
