// Says for each delivery of a file which of the published receivers take it for genuine.
import { readFileSync } from 'node:fs';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';

const accepts = (Receiver, { secret, body, headers }) => {
  try {
    new Receiver(secret).verify(Buffer.from(body, 'base64').toString('utf8'), headers);
    return true;
  } catch (refused) {
    if (refused.name === 'WebhookVerificationError') return false;
    throw refused;
  }
};

const deliveries = JSON.parse(readFileSync(process.argv[2], 'utf8'));
console.log(JSON.stringify(deliveries.map(delivery => ({
  standardwebhooks: accepts(StandardWebhook, delivery),
  svix: accepts(SvixWebhook, delivery),
}))));
