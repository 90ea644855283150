namespace CryptoPay.Silo.Tests.Storage.Sql;

/// <summary>The part of the stored document that the columns are generated from.</summary>
[GenerateSerializer, Immutable]
public sealed record Document
{
    [Id(0)]
    public int Version { get; init; } = 1;

    [Id(1)]
    public long? NextDue { get; init; }

    [Id(3)]
    public string ActionRequired { get; init; } = "";

    [Id(2)]
    public DocumentIntent? Intent { get; init; }

    public static Document Of(
        string merchant, string orderId, long createdAt = 0, string status = "Requested", long? nextDue = null,
        string account = "sandbox", string? resumeDigest = null) => new()
        {
            NextDue = nextDue,
            Intent = new(merchant, orderId, status, createdAt, account)
            {
                ResumeCode = resumeDigest is null ? null : new(resumeDigest),
            },
        };
}

[GenerateSerializer, Immutable]
public sealed record DocumentIntent(string Merchant, string OrderId, string Status, long CreatedAt, string Account)
{
    [Id(0)]
    public DocumentCode? ResumeCode { get; init; }
}

[GenerateSerializer, Immutable]
public sealed record DocumentCode(string Digest);
