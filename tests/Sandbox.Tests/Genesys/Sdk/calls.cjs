// What the official client makes of the sandbox: prints each answer, good or bad, by the name of its step.
const platform = require('purecloud-platform-client-v2');

const { SANDBOX, CLIENT_ID, CLIENT_SECRET, AWAITING_ID, COMPLETE_ID } = process.env;
const client = platform.ApiClient.instance;
client.setGateway({
  protocol: 'http',
  host: new URL(SANDBOX).hostname,
  port: new URL(SANDBOX).port,
  path_params_login: 'sandbox/genesys',
  path_params_api: 'sandbox/genesys',
});
// Or a refusal is its body alone, without status and headers.
client.setReturnExtendedResponses(true);

const answers = {};
const step = async (name, call) => {
  const { status, headers, body } = await call().catch(refused => refused);
  answers[name] = { status, headers, body };
};
const sandbox = (method, path, body) => fetch(`${SANDBOX}/sandbox/genesys${path}`, {
  method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' },
});

(async () => {
  const token = await client.loginClientCredentialsGrant(CLIENT_ID, CLIENT_SECRET);
  answers.token = { accessToken: token.accessToken, expiresIn: token.tokenExpiryTime - Date.now() };

  const tasks = new platform.TaskManagementApi();
  const item = 'item-1';
  await step('read', () => tasks.getTaskmanagementWorkitem(item, { expands: ['type', 'status'] }));
  await step('unreachable', () => tasks.patchTaskmanagementWorkitem(item, { statusId: COMPLETE_ID }));
  const update = { statusId: AWAITING_ID, customFields: { order_text: 'CC-1001' } };
  await step('patch', () => tasks.patchTaskmanagementWorkitem(item, update));
  await step('again', () => tasks.patchTaskmanagementWorkitem(item, update));

  await sandbox('PUT', '/faults', { on: 'workitem', id: item, fail: '429', retryAfterSeconds: 7, times: 1 });
  await step('throttled', () => tasks.patchTaskmanagementWorkitem(item, update));

  const conversations = new platform.ConversationsApi();
  await step('attributes', () => conversations.patchConversationParticipantAttributes(
    'call-1', 'customer-1', { attributes: { paymentStatus: 'Awaiting Payment' } }));
  await step('message', () => conversations.postConversationsMessagesAgentless(
    { toAddressMessengerType: 'sms', fromAddress: '+15005550006', toAddress: '+15005550001', textBody: 'Paid.' }));

  const architect = new platform.ArchitectApi();
  const row = { key: 'CC/1001', caseStatus: 'Awaiting Payment', isFinal: false };
  await step('rowMissing', () => architect.putFlowsDatatableRow('table-1', 'CC/1001', { body: row }));
  await step('rowMade', () => architect.postFlowsDatatableRows('table-1', row));
  await step('rowRead', () => architect.getFlowsDatatableRow('table-1', 'CC/1001', { showbrief: false }));
  await step('launched', () => architect.postFlowsExecutions(
    { flowId: 'flow-1', inputData: { 'Flow.deliveryId': 'delivery-1' } }));
  await step('launchRead', () => architect.getFlowsExecution(answers.launched.body.id));

  const cases = new platform.CaseManagementApi();
  await step('comment', () => cases.postCasemanagementCaseComments('case-1', { content: 'Revision 1: paid' }));
  await step('comments', () => cases.getCasemanagementCaseComments('case-1', { pageSize: 5 }));

  await client.loginClientCredentialsGrant(CLIENT_ID, 'wrong').catch(refused => {
    const { status, data: body } = refused.response;
    answers.wrongSecret = { status, body };
  });
  console.log(JSON.stringify(answers));
})();
