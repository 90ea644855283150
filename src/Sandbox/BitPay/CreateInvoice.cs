using System.Collections.Immutable;
using System.Text.Json;
using CryptoPay.Sandbox.Coins;

namespace CryptoPay.Sandbox.BitPay;

/// <summary>A guid that was used before answers with the invoice that it made, at its old price.</summary>
internal static class CreateInvoice
{
    private const long WindowMsOtherwise = 15 * 60 * 1000;
    private const long WindowMsMax = 24 * 60 * 60 * 1000;
    private static readonly JsonSerializerOptions Shape =
        new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    private static readonly ImmutableArray<string> Speeds = ["high", "medium", "low"];
    private static readonly ImmutableArray<string> CoinsOtherwise = ["BTC", "LTC", "ETH", "USDC"];

    public static async Task<IResult> Handle([AsParameters] BitPayCall call)
    {
        var body = await call.Body();
        if (Request.Read(body) is not { } request) return BitPayAnswers.BadParameter("body");
        var (facade, refusal) = call.Enter(request.Token, body);
        if (refusal is not null) return refusal;
        if (request.Price is null) return BitPayAnswers.MissingParameter("price");
        if (request.Currency == "") return BitPayAnswers.MissingParameter("currency");
        if (request.Price <= 0) return BitPayAnswers.BadParameter("price");
        if (!Speeds.Contains(request.TransactionSpeed)) return BitPayAnswers.BadParameter("transactionSpeed");
        if (request.AcceptanceWindow is < 1 or > WindowMsMax) return BitPayAnswers.BadParameter("acceptanceWindow");
        var totals = Totals(request.Price.Value, request.Currency, request.PaymentCurrencies);
        if (totals.IsEmpty) return BitPayAnswers.BadParameter("currency");
        totals = totals.RemoveAll(total => Coin.Find(total.Coin)!.IsDust(request.Price.Value / total.Rate));
        if (totals.IsEmpty) return BitPayAnswers.BelowMinimum();

        return await call.Run("create", request.OrderId, () =>
        {
            var now = DateTimeOffset.FromUnixTimeMilliseconds(call.Time.GetUtcNow().ToUnixTimeMilliseconds());
            return call.Answer(facade, call.Invoices.Create(new BitPayInvoice
            {
                Id = Coin.NewId(),
                Guid = request.Guid,
                OrderId = request.OrderId,
                PosData = request.PosData,
                ItemDesc = request.ItemDesc,
                Price = request.Price.Value,
                Currency = request.Currency,
                Speed = request.TransactionSpeed,
                Totals = totals,
                NotificationUrl = request.NotificationUrl,
                ExtendedNotifications = request.ExtendedNotifications,
                Facade = facade,
                BaseUrl = call.BaseUrl,
                CreatedAt = now,
                ExpiresAt = now.AddMilliseconds(request.AcceptanceWindow),
            }));
        });
    }

    private static ImmutableArray<CoinTotal> Totals(decimal price, string currency, ImmutableArray<string> wanted) =>
    [
        .. from code in wanted.IsDefaultOrEmpty ? CoinsOtherwise : wanted
            let coin = Coin.Find(code)
            where coin is not null
            let rate = Rates.Of(coin, currency)
            where rate is not null
            select new CoinTotal(code, rate.Value, CoinUnits.RoundUp(price / rate.Value, code)),
    ];

    private sealed record Request(
        string Token = "", decimal? Price = null, string Currency = "", string Guid = "", string OrderId = "",
        string PosData = "", string ItemDesc = "", string TransactionSpeed = "medium", string NotificationUrl = "",
        bool ExtendedNotifications = false, long AcceptanceWindow = WindowMsOtherwise,
        ImmutableArray<string> PaymentCurrencies = default)
    {
        public static Request? Read(byte[] body)
        {
            try
            {
                return JsonSerializer.Deserialize<Request>(body, Shape);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
