using CryptoPay.Gateway.Bodies;
using CryptoPay.Grains.Interfaces.Reconciling;

namespace CryptoPay.Gateway.Reconciling;

/// <summary>The body that asks for a run: of which account and time, or nothing at all.</summary>
/// <param name="Account">"" for each.</param>
internal sealed record ReconciliationBody(string Account, DateTimeOffset? From, DateTimeOffset? To)
{
    private const int DaysMax = ReconciliationRequest.DaysMax;

    private static readonly byte[] Nothing = "{}"u8.ToArray();

    private static readonly TextField AccountField = new("account", "the name of one processor account; without it each")
    {
        CharsMax = 64,
    };

    private static readonly TextField FromField = Time(
        "from", "of invoices made at this time or later; without it as many days back as Reconciling:WindowDays says");

    private static readonly TextField ToField = Time(
        "to", $"and before this one, at most {DaysMax} days later; without it all but those of the last 5 minutes");

    public static readonly FieldSet Fields = new(AccountField, FromField, ToField);

    public static RequestBody<ReconciliationBody> Parse(ReadOnlyMemory<byte>? body, DateTimeOffset now) =>
        RequestBody<ReconciliationBody>.Parse(body is { IsEmpty: true } ? Nothing : body, Fields, fields =>
        {
            var account = fields.Text(AccountField);
            var (from, to) = (UtcTime.In(fields.Text(FromField)), UtcTime.In(fields.Text(ToField)));
            if (to is not null && from is null) fields.Refuse(FromField, "required beside \"to\"");
            else if (from >= (to ?? now)) fields.Refuse(FromField, "must be before \"to\", and in the past");
            else if ((to ?? now) - from > TimeSpan.FromDays(DaysMax))
                fields.Refuse(FromField, $"must be at most {DaysMax} days before \"to\"");
            return new ReconciliationBody(account, from, to);
        });

    private static TextField Time(string name, string says) => new(
        name, $"{UtcTime.Rule}: {says}", text => UtcTime.In(text) is not null);
}
