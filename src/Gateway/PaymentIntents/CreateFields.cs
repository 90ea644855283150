using CryptoPay.Gateway.Bodies;
using CryptoPay.Gateway.Settings;
using CryptoPay.Notifications;
using CryptoPay.Payments.Amounts;

namespace CryptoPay.Gateway.PaymentIntents;

/// <summary>The fields of a create.</summary>
internal static class CreateFields
{
    private const int PosLabelCharsMax = 100;

    public static readonly TextField PosLabel =
        new("posLabel", $"text of at most {PosLabelCharsMax} characters") { CharsMax = PosLabelCharsMax };

    public static readonly TextField OrderId = TextField.Id("orderId");

    public static readonly TextField IsoCode = new(
        "isoCode", "an ISO 4217 code such as USD", text => IsoCurrency.DecimalsOf(text.ToUpperInvariant()) is not null)
    {
        In = "currency",
        IsRequired = true,
        Pattern = "[A-Za-z]{3}",
    };

    public static readonly TextField CryptoCode = new(
        "cryptoCode", "a coin's code such as BTC: 2 to 12 letters and digits, a letter first")
    {
        In = "currency",
        IsRequired = true,
        Pattern = "[A-Za-z][A-Za-z0-9]{1,11}",
    };

    public static readonly ObjectField Currency = new(
        "currency", "required: an object with isoCode and cryptoCode", new FieldSet(IsoCode, CryptoCode))
    {
        IsRequired = true,
    };

    public static readonly TextField Speed = new(
        "transactionSpeed", "high, medium or low", text => text.ToLowerInvariant() is "high" or "medium" or "low")
    {
        Described = schema =>
        {
            schema.Enum = ["high", "medium", "low"];
            schema.Default = "medium";
            schema.Description = "How many confirmations are waited for: none, some, many.";
        },
    };

    public static readonly TextField NotificationUrl = new(
        "notificationUrl",
        $"an absolute https URL of at most {MerchantHosts.UrlCharsMax} characters on port 443, without user info and "
        + "fragment, to a host that the settings allow this merchant")
    {
        CharsMax = MerchantHosts.UrlCharsMax,
    };

    public static readonly MetadataField Metadata = new();

    public static readonly TextField Processor = new("processor", "the name of a configured processor account")
    {
        CharsMax = 64,
        Pattern = "[A-Za-z0-9._-]+",
    };

    public static AmountField Amount(LimitOptions limits) =>
        new(limits.AmountMax) { IsRequired = true, MaxOf = limits.AmountMaxOf };

    public static TextField NotificationUrlTo(MerchantHosts hosts) =>
        NotificationUrl with { Says = hosts.Says, Rule = hosts.Allow };

    public static FieldSet All(LimitOptions limits) => new(
        PosLabel, OrderId, Amount(limits), Currency, Speed, NotificationUrl, Metadata, Processor);
}
