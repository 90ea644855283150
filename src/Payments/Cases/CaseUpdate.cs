using System.Security.Cryptography;
using System.Text;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Views;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Cases;

/// <summary>What a sink is told, as everything is at the time of the call: the newest, whatever came in between.</summary>
public sealed record CaseUpdate
{
    public required PaymentIntent Intent { get; init; }
    public required CaseNotice Notice { get; init; }

    /// <summary>Without links of ours; in the language of the order.</summary>
    public required PaymentIntentView View { get; init; }

    /// <summary>Null where <see cref="Notice"/> is not about one.</summary>
    public RefundView? Refund { get; init; }

    /// <summary>Opaque, letters and digits; the same at each repeat of this notice.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>UTC now.</summary>
    public required DateTimeOffset At { get; init; }

    public static CaseUpdate Of(
        PaymentIntent intent, ICaseSink sink, CaseNotice notice, DateTimeOffset now, PollingPolicy policy) => new()
        {
            Intent = intent,
            Notice = notice,
            View = intent.ViewAt(now, policy),
            Refund = notice.RefundId is { } id && intent.RefundOf(id) is { } refund
                ? intent.ViewOf(refund, now, policy)
                : null,
            DeliveryId = DeliveryIdOf(intent, sink, notice),
            At = now,
        };

    private static string DeliveryIdOf(PaymentIntent intent, ICaseSink sink, CaseNotice notice) =>
        "dl" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{intent.PaymentIntentId}\n{sink.Name}\n{notice.About}\n{notice.Revision}")))[..32];
}
