#!/usr/bin/env bash
# Genesys Cloud's own client for Node.js rejects with the answer's parsed body and nothing else: no status, no headers.
# So whoever catches a 429 cannot see the Retry-After that its answer had, and of a 503 with an empty body, as a load
# balancer sends it, what is caught is undefined. It never repeats a call by itself.
#
# Seen with purecloud-platform-client-v2 262.0.0 (the newest on 2026-11-28) on Node.js 20, Linux x64.
#
# When: always, unless client.setReturnExtendedResponses(true) was called. Then both a value and a rejection are
# { status, headers, body }, and the header is there.
#
# Why it matters: Genesys Cloud takes 300 calls of a client in a minute and says in Retry-After when to come again. A
# good guess is an error with a status and a response, as axios, on which the client stands, throws it; the same guess
# at the token call is right, as that one rejects with axios' own error. A handler that reads error.status works on
# Genesys' error bodies, which hold a status, and throws a TypeError on the empty one.
#
# Output:
#
#| calls of 429: 1, rejected with the keys: code, message, status
#| a Retry-After in it: no
#| 503 without a body, rejected with: undefined
#| extended: status 429, retry-after 7
#| token 429, rejected with an Error: true, retry-after 7
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v node >/dev/null || { echo "Missing: node (Debian package nodejs)."; exit 2; }

cat > "$work/package.json" <<'JSON'
{ "private": true, "dependencies": { "purecloud-platform-client-v2": "262.0.0" } }
JSON
# It keeps its settings below the home folder, and would obey a proxy even for this machine.
export HOME="$work" NO_PROXY=127.0.0.1
cat > "$work/run.cjs" <<'JS'
const http = require('node:http');
const platform = require('purecloud-platform-client-v2');

let throttled = 0;
let isTokenThrottled = false;
const server = http.createServer((request, response) => {
  const answer = (status, body, headers = {}) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
  const tooMany = { message: 'Retry the request in [7] seconds', code: 'too.many.requests.retry.after', status: 429 };
  if (request.url.endsWith('/oauth/token')) {
    return isTokenThrottled
      ? answer(429, tooMany, { 'Retry-After': '7' })
      : answer(200, { access_token: 'token', token_type: 'bearer', expires_in: 86399 });
  }
  if (request.url.endsWith('/empty')) return answer(503);
  throttled++;
  return answer(429, tooMany, { 'Retry-After': '7' });
});

server.listen(0, '127.0.0.1', async () => {
  const client = platform.ApiClient.instance;
  client.setGateway({ protocol: 'http', host: '127.0.0.1', port: server.address().port });
  await client.loginClientCredentialsGrant('client', 'secret');
  const tasks = new platform.TaskManagementApi();
  const caught = call => call().then(() => 'nothing', rejected => rejected);

  const plain = await caught(() => tasks.getTaskmanagementWorkitem('item'));
  console.log(`calls of 429: ${throttled}, rejected with the keys: ${Object.keys(plain).sort().join(', ')}`);
  console.log(`a Retry-After in it: ${JSON.stringify(plain.headers ?? null) === 'null' ? 'no' : 'yes'}`);
  console.log(`503 without a body, rejected with: ${await caught(() => tasks.getTaskmanagementWorkitem('empty'))}`);

  client.setReturnExtendedResponses(true);
  const extended = await caught(() => tasks.getTaskmanagementWorkitem('item'));
  console.log(`extended: status ${extended.status}, retry-after ${extended.headers['retry-after']}`);
  client.setReturnExtendedResponses(false);

  isTokenThrottled = true;
  const login = await caught(() => client.loginClientCredentialsGrant('client', 'secret'));
  console.log(`token 429, rejected with an Error: ${login instanceof Error}, `
    + `retry-after ${login.response?.headers['retry-after']}`);
  server.close();
  process.exit(0);
});
JS
(cd "$work" && npm install --no-audit --no-fund --silent >/dev/null)
node "$work/run.cjs" > "$work/seen"
cat "$work/seen"
if diff <(sed -n 's/^#| //p' "$0") "$work/seen"; then
  echo "It behaves as described."
else
  echo "The behaviour has changed: see the differences above."
  exit 1
fi
