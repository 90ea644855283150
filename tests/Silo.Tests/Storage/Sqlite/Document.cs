namespace CryptoPay.Silo.Tests.Storage.Sqlite;

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
        string account = "sandbox") =>
        new() { NextDue = nextDue, Intent = new(merchant, orderId, status, createdAt, account) };
}

[GenerateSerializer, Immutable]
public sealed record DocumentIntent(string Merchant, string OrderId, string Status, long CreatedAt, string Account);
