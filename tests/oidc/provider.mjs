// A certified OpenID Connect provider on loopback: node provider.mjs PORT REDIRECT_URI CLIENT_ID CLIENT_SECRET
// Everybody below may log in without a password. Some of them get a token that is wrong in one way.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";
import { SignJWT, decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair } from "jose";

const [port, redirectUri, clientId, clientSecret] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;

const PEOPLE = {
  siti: { email: "siti@contoh.go.id", email_verified: true },
  asing: { email: "asing@contoh.go.id", email_verified: true },
  belum: { email: "siti@contoh.go.id", email_verified: false },
  palsu: { email: "siti@contoh.go.id", email_verified: true },
  kedaluwarsa: { email: "siti@contoh.go.id", email_verified: true },
  "lain-tujuan": { email: "siti@contoh.go.id", email_verified: true },
};

const key = async () => generateKeyPair("RS256", { extractable: true });
const [own, foreign] = [await key(), await key()];
const jwk = { ...(await exportJWK(own.privateKey)), kid: "uji", use: "sig", alg: "RS256" };

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [redirectUri],
    },
  ],
  jwks: { keys: [jwk] },
  cookies: { keys: ["hanya untuk pengujian"] },
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  // The claims stand in the token, as with most providers of offices.
  conformIdTokenClaims: false,
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        ctx.body = `<!doctype html><title>Keluar</title>${form}<button form="op.logoutForm" name="logout" value="yes">Ya</button>`;
      },
    },
  },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_ctx, id) =>
    PEOPLE[id] && { accountId: id, claims: () => ({ sub: id, name: id, ...PEOPLE[id] }) },
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({ accountId: ctx.oidc.session.accountId, clientId });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
});

// A token that was changed on its way, or given by somebody else.
async function spoiled(token) {
  const [header, claims] = [decodeProtectedHeader(token), decodeJwt(token)];
  const signed = (changed, by = own.privateKey) =>
    new SignJWT({ ...claims, ...changed }).setProtectedHeader(header).sign(by);
  if (claims.sub === "palsu") return signed({}, foreign.privateKey);
  if (claims.sub === "kedaluwarsa") return signed({ iat: claims.iat - 7200, exp: claims.iat - 3600 });
  // The one kind that a careless reader takes: meant for another client, and saying that ours asked.
  if (claims.sub === "lain-tujuan") return signed({ aud: "dasbor-lain", azp: clientId });
  return token;
}

provider.use(async (ctx, next) => {
  await next();
  if (ctx.oidc?.route === "token" && ctx.body?.id_token) {
    ctx.body = { ...ctx.body, id_token: await spoiled(ctx.body.id_token) };
  }
});

const answer = provider.callback();
createServer(async (request, response) => {
  if (!request.url.startsWith("/interaction/")) {
    answer(request, response);
    return;
  }
  if (request.method === "GET") {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end('<!doctype html><title>Penyedia</title><form method="post"><input name="login"><button>Masuk</button></form>');
    return;
  }
  let body = "";
  for await (const chunk of request) body += chunk;
  const accountId = new URLSearchParams(body).get("login");
  await provider.interactionFinished(request, response, { login: { accountId } });
}).listen(Number(port), "127.0.0.1", () => console.log("siap"));
