using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Genesys.Tenant;
using CryptoPay.Sandbox.Genesys.Wire;

namespace CryptoPay.Sandbox.Genesys.Api;

/// <summary>Conversations, the attributes of those in them, and messages to customers who are in none.</summary>
internal static class ConversationApi
{
    public static void MapConversations(this IEndpointRouteBuilder api)
    {
        api.MapGet("/conversations/{id}", (string id, [AsParameters] GenesysCall call) =>
            call.Run("conversation-read", [id], () =>
            {
                var conversation = call.Tenant.See(TenantKind.Conversation, id);
                return ConversationRules.IsForgotten(conversation.State)
                    ? GenesysError.NotFound
                    : GenesysJson.Answer(Conversation(conversation));
            }));
        api.MapPatch("/conversations/{id}/participants/{participantId}/attributes",
            (string id, string participantId, [AsParameters] GenesysCall call) =>
                call.Run("attributes", [id, participantId], body => call.Change(
                    TenantKind.Conversation, id,
                    state => ConversationRules.Write(state, participantId, body["attributes"]?.AsObject() ?? []),
                    _ => Results.StatusCode(StatusCodes.Status202Accepted),
                    StatusCodes.Status202Accepted)));
        api.MapPost("/conversations/messages/agentless", Message);
    }

    private static JsonObject Conversation(TenantObject conversation)
    {
        var answer = new JsonObject
        {
            ["id"] = conversation.Id,
            ["startTime"] = GenesysJson.Time(conversation.CreatedAt),
            ["participants"] = new JsonArray([.. conversation.State["participants"]!.AsObject().Select(one =>
            {
                var participant = new JsonObject
                {
                    ["id"] = one.Key,
                    ["startTime"] = GenesysJson.Time(conversation.CreatedAt),
                    ["purpose"] = (string?)one.Value!["purpose"],
                    ["attributes"] = one.Value["attributes"]!.DeepClone(),
                };
                if (conversation.State["endTime"] is { } end) participant["endTime"] = (string?)end;
                return participant;
            })]),
            ["selfUri"] = $"/api/v2/conversations/{conversation.Id}",
        };
        if (conversation.State["endTime"] is { } ended) answer["endTime"] = (string?)ended;
        return answer;
    }

    private static Task<IResult> Message([AsParameters] GenesysCall call) =>
        call.Run("message", [], body =>
        {
            var to = (string?)body["toAddress"] ?? (string?)body["externalContactId"];
            if (to is null) return GenesysError.BadRequest("toAddress or externalContactId is missing.");
            if (body["textBody"] is null && body["messagingTemplate"] is null)
                return GenesysError.BadRequest("textBody or messagingTemplate is missing.");
            var (id, conversationId) = (Coin.NewUuid(), Coin.NewUuid());
            call.Tenant.Create(TenantKind.Message, id, "", body.DeepClone().AsObject(), call.Name,
                StatusCodes.Status202Accepted);
            return GenesysJson.Answer(new JsonObject
            {
                ["id"] = id,
                ["conversationId"] = conversationId,
                ["messengerType"] = (string?)body["toAddressMessengerType"],
                ["fromAddress"] = (string?)body["fromAddress"],
                ["toAddress"] = to,
                ["timestamp"] = GenesysJson.Time(call.Time.GetUtcNow()),
                ["selfUri"] = $"/api/v2/conversations/messages/{conversationId}/messages/{id}",
            }, StatusCodes.Status202Accepted);
        });
}
