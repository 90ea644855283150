using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CryptoPay.Hosting.Alerts;

/// <summary>What is posted: where one alert stands. Names orders, never amounts, addresses or secrets.</summary>
/// <param name="AlertId">The same for all posts about one cause; a receiver joins them by it.</param>
/// <param name="Event">Its number in the runbook.</param>
/// <param name="Text">One sentence for a person.</param>
/// <param name="Cause">What it is about, such as the account and its code.</param>
/// <param name="Count">How often it was heard since it began.</param>
/// <param name="Orders">Some of the orders that it happened to, as merchant/orderId; at most ten.</param>
/// <param name="Host">The machine that says so. Each process counts for itself.</param>
internal sealed record AlertPost(
    string AlertId, AlertState State, int Event, string Text, ImmutableSortedDictionary<string, string> Cause,
    int Count, ImmutableArray<string> Orders, DateTimeOffset BeganAt, DateTimeOffset LastAt, string Host);

/// <summary>Whether a cause is new, was heard again since it was last told, or is over.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlertState>))]
internal enum AlertState
{
    [JsonStringEnumMemberName("began")] Began,
    [JsonStringEnumMemberName("goes_on")] GoesOn,
    [JsonStringEnumMemberName("ended")] Ended,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AlertPost))]
internal sealed partial class AlertWire : JsonSerializerContext;
