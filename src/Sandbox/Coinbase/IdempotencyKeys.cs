using System.Globalization;
using System.Text.RegularExpressions;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.Coinbase;

/// <summary>What each key was used for, for 24 hours. Whoever calls holds the database's turn.</summary>
internal sealed partial class IdempotencyKeys(SandboxDatabase database, TimeProvider time)
{
    private const string Keys = "coinbase-keys";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public static bool IsKey(string text) => Version4.IsMatch(text);

    /// <param name="key">"" for none.</param>
    /// <returns>The ID of what this very request made before, or null; whether the key was for another.</returns>
    public (string? MadeId, bool IsOfAnother) Find(string key, string request) =>
        key != "" && database.Find(Keys, key)?.Split('\n', 3) is [var id, var since, var before]
        && time.GetUtcNow() - DateTimeOffset.Parse(since, CultureInfo.InvariantCulture) < Lifetime
            ? request == before ? (id, false) : (null, true)
            : (null, false);

    public void Remember(string key, string request, string madeId)
    {
        if (key != "")
            database.Save(new StoredInvoice(Keys, key, "", null, $"{madeId}\n{time.GetUtcNow():O}\n{request}"));
    }

    [GeneratedRegex(@"\A[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\z")]
    private static partial Regex Version4 { get; }
}
