using System.Text.Json;

namespace CryptoPay.Sandbox.Tests.BtcPay;

/// <summary>What a real BTCPay Server 2.4.1 was asked and answered, and what it sent.</summary>
internal sealed record Recording(decimal StartedAt, List<RecordedStep> Steps, List<RecordedWebhook>? Webhooks)
{
    public static Recording Load(string name) => JsonSerializer.Deserialize<Recording>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recordings", name + ".json")),
        JsonSerializerOptions.Web)!;

    public DateTimeOffset At(decimal offsetSeconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)((StartedAt + offsetSeconds) * 1000));
}

internal sealed record RecordedStep(
    int N,
    string Step,
    decimal OffsetSeconds,
    RecordedRequest? Request,
    RecordedResponse? Response,
    JsonElement? ChainAction);

internal sealed record RecordedRequest(
    string Method, string Path, Dictionary<string, string> Headers, string? BodyText);

internal sealed record RecordedResponse(int Status, string[][] Headers, string? BodyText)
{
    public string? ContentType => Headers.FirstOrDefault(header => header[0] == "Content-Type")?[1];
}

internal sealed record RecordedWebhook(decimal OffsetSeconds, RecordedWebhookRequest Request);

internal sealed record RecordedWebhookRequest(string[][] Headers, string BodyText)
{
    public string Header(string name) => Headers.Single(header => header[0] == name)[1];
}
