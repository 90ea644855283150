using System.Text.Json;
using CryptoPay.Sandbox.Coins;

namespace CryptoPay.Sandbox.Signed;

/// <summary>The same key and body, at any time, is the same payment.</summary>
internal static class CreatePayment
{
    private sealed record Request(
        string PosLabel, string OrderId, string Amount, RequestedCurrency Currency, string TransactionSpeed,
        JsonElement Metadata, string? NotificationUrl = null, int ExpiresInSeconds = 900,
        int MonitoringSeconds = 86_400, string TolerancePercent = "0");

    private sealed record RequestedCurrency(string IsoCode, string CryptoCode);

    public static async Task<IResult> Handle([AsParameters] SignedCall call)
    {
        if (call.IdempotencyKey is not { } key) return SignedContract.Refuse("Idempotency-Key must be one UUID.");
        var (payment, mistake) = Read(await call.Body(), key, call.Time.GetUtcNow());
        if (payment is null) return SignedContract.Refuse(mistake);
        return Coin.Find(payment.CryptoCode)!.IsDust(payment.Amount / payment.Rate)
            ? SignedWire.Error(StatusCodes.Status422UnprocessableEntity, "amount_too_small",
                "amount is less than can be sent on chain.")
            : await call.Run("create", payment.OrderId, () => call.Payments.Create(payment) is { } made
                ? SignedWire.Answer(SignedWire.Payment(made, call.PageBase), StatusCodes.Status201Created)
                : SignedWire.Error(StatusCodes.Status409Conflict, "idempotency_conflict",
                    "The Idempotency-Key was used with another body."));
    }

    private static (SignedPayment? Payment, string Mistake) Read(byte[] body, Guid key, DateTimeOffset now)
    {
        var (asked, unreadable) = SignedContract.Read<Request>(body);
        if (asked is null) return (null, unreadable);
        if (asked.Metadata.ValueKind != JsonValueKind.Object) return (null, "metadata must be an object.");
        if (!SignedContract.TryAmount(asked.Amount, out var amount) || amount is 0 or > SignedContract.AmountMax)
            return (null, $"amount must be a decimal above 0 and at most {SignedContract.AmountMax}.");
        if (!SignedContract.TryAmount(asked.TolerancePercent, out var tolerance) || tolerance > 100)
            return (null, "tolerancePercent must be a decimal from 0 to 100.");
        if (asked.ExpiresInSeconds <= 0 || asked.MonitoringSeconds < 0)
            return (null, "expiresInSeconds must be above 0, monitoringSeconds 0 or more.");
        if (ConfirmationsOf(asked.TransactionSpeed) is not { } confirmations)
            return (null, "transactionSpeed must be high, medium or low.");
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
            Id = $"pay_{SignedContract.Hash(key.ToByteArray())[..24]}",
            OrderId = asked.OrderId,
            RequestHash = SignedContract.Hash(body),
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
}
