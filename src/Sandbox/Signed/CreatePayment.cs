using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoPay.Sandbox.Coins;

namespace CryptoPay.Sandbox.Signed;

/// <summary>The same key and body, at any time, is the same payment.</summary>
internal static class CreatePayment
{
    private const decimal AmountMax = 1_000_000_000_000m;

    private static readonly JsonSerializerOptions Contract = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private sealed record Request(
        string PosLabel, string OrderId, string Amount, RequestedCurrency Currency, string TransactionSpeed,
        JsonElement Metadata, string? NotificationUrl = null, int ExpiresInSeconds = 900,
        int MonitoringSeconds = 86_400, string TolerancePercent = "0");

    private sealed record RequestedCurrency(string IsoCode, string CryptoCode);

    public static async Task<IResult> Handle([AsParameters] SignedCall call)
    {
        using var body = new MemoryStream();
        await call.Http.Request.Body.CopyToAsync(body, call.Http.RequestAborted);
        if (!Guid.TryParseExact(call.Http.Request.Headers["Idempotency-Key"], "D", out var key))
        {
            return Refuse("Idempotency-Key must be one UUID.");
        }
        var (payment, mistake) = Read(body.ToArray(), key, call.Time.GetUtcNow());
        return payment is null
            ? Refuse(mistake)
            : await call.Run("create", payment.OrderId, () => call.Payments.Create(payment) is { } made
                ? SignedWire.Answer(SignedWire.Payment(made, call.PageBase), StatusCodes.Status201Created)
                : SignedWire.Error(StatusCodes.Status409Conflict, "idempotency_conflict",
                    "The Idempotency-Key was used with another body."));
    }

    private static (SignedPayment? Payment, string Mistake) Read(byte[] body, Guid key, DateTimeOffset now)
    {
        Request? asked;
        try
        {
            asked = JsonSerializer.Deserialize<Request>(body, Contract);
        }
        catch (JsonException problem)
        {
            return (null, $"The body is not a payment: {problem.Path}.");
        }
        if (asked is null || asked.Metadata.ValueKind != JsonValueKind.Object)
        {
            return (null, "metadata must be an object.");
        }
        if (!TryAmount(asked.Amount, out var amount) || amount is 0 or > AmountMax)
        {
            return (null, $"amount must be a decimal above 0 and at most {AmountMax}.");
        }
        if (!TryAmount(asked.TolerancePercent, out var tolerance) || tolerance > 100)
        {
            return (null, "tolerancePercent must be a decimal from 0 to 100.");
        }
        if (asked.ExpiresInSeconds <= 0 || asked.MonitoringSeconds < 0)
        {
            return (null, "expiresInSeconds must be above 0, monitoringSeconds 0 or more.");
        }
        if (ConfirmationsOf(asked.TransactionSpeed) is not { } confirmations)
        {
            return (null, "transactionSpeed must be high, medium or low.");
        }
        if (Coin.Find(asked.Currency.CryptoCode) is not { } coin
            || Rates.Of(coin, asked.Currency.IsoCode) is not { } rate)
        {
            return (null, "currency is not one that there is a rate for.");
        }
        // Times have a resolution of one second.
        var createdAt = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var expiresAt = createdAt.AddSeconds(asked.ExpiresInSeconds);
        return (new SignedPayment
        {
            // Of the key, so that the same key finds it again.
            Id = $"pay_{Hash(key.ToByteArray())[..24]}",
            OrderId = asked.OrderId,
            RequestHash = Hash(body),
            Amount = amount,
            IsoCode = asked.Currency.IsoCode,
            CryptoCode = coin.Code,
            Rate = rate,
            Address = coin.NewAddress(),
            ConfirmationsNeeded = confirmations,
            TolerancePercent = tolerance,
            NotificationUrl = asked.NotificationUrl ?? "",
            Metadata = asked.Metadata,
            CreatedAt = createdAt,
            ExpiresAt = expiresAt,
            MonitoredUntil = expiresAt.AddSeconds(asked.MonitoringSeconds),
        }, "");
    }

    private static int? ConfirmationsOf(string speed) => speed switch
    {
        "high" => 0,
        "medium" => 1,
        "low" => 6,
        _ => null,
    };

    private static bool TryAmount(string text, out decimal amount) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static IResult Refuse(string message) =>
        SignedWire.Error(StatusCodes.Status422UnprocessableEntity, "invalid_request", message);
}
