using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using CryptoPay.Payments.History;
using CryptoPay.Processors;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Access;

/// <summary>Who holds a key. Reads the configuration as it is now.</summary>
internal sealed class ApiKeyRing(IOptionsMonitor<ApiKeys> keys, DevelopmentKey developmentKey)
{
    private const int HashBytes = SHA256.HashSizeInBytes;

    /// <summary>What stands for something else in histories, in whatever case.</summary>
    public static readonly string[] OwnNames = [Who.Schedule, DevelopmentKey.Name];

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public static bool IsOwnName(string name) => OwnNames.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The holder of the key with this hash, or null. Compares with every key, each in constant time.
    /// </summary>
    public KeyHolder? Find(ReadOnlySpan<byte> hash, HttpContext context)
    {
        var holder = developmentKey.Find(hash, context);
        foreach (var (name, settings) in keys.CurrentValue)
        {
            if (TryRead(settings, out var configured) && CryptographicOperations.FixedTimeEquals(hash, configured)
                && TryReadScopes(settings, out var scopes))
            {
                holder = settings.Merchant == ConfiguredMerchants.All
                    ? new KeyHolder(name, Merchant: "", scopes, ReachesAll: true)
                    : new KeyHolder(name, settings.Merchant, scopes);
            }
        }

        return holder;
    }

    /// <summary>
    /// Stops a start that nobody could use or that anybody could. Only the start: a key that is broken by a later
    /// change of the configuration opens nothing, while the others go on.
    /// </summary>
    public void VerifyAtStart()
    {
        foreach (var (name, settings) in keys.CurrentValue)
        {
            if (IsOwnName(name))
            {
                throw new InvalidOperationException(
                    $"ApiKeys:{name} needs another name than {string.Join(" and ", OwnNames)}: in histories these "
                    + "stand for our own clock and for the key of Development.");
            }

            if (!TryRead(settings, out _))
            {
                throw new InvalidOperationException(
                    $"ApiKeys:{name} needs Sha256, the 64 hex digits of a real key's SHA-256, and a Merchant of 1 to "
                    + $"32 characters of letters, digits, '.', '_' and '-', or \"*\" for all. {HowToHash}");
            }

            if (!TryReadScopes(settings, out _))
            {
                throw new InvalidOperationException(
                    $"ApiKeys:{name}:Scopes must be a list of at least one of "
                    + $"{string.Join(", ", ScopeNames.Every.Select(ScopeNames.Name))}.");
            }
        }

        if (keys.CurrentValue.Count == 0 && !developmentKey.IsOn)
        {
            throw new InvalidOperationException($"No API key is configured. Set ApiKeys:<name>:Sha256. {HowToHash}");
        }
    }

    private const string HowToHash =
        "Make a key and its hash with: KEY=$(openssl rand -base64 32); printf %s \"$KEY\" | sha256sum";

    private static bool TryRead(ApiKeySettings settings, out byte[] hash)
    {
        hash = new byte[HashBytes];
        // By pattern, because a null in the configuration becomes one here, whatever the type says.
        return settings is { Sha256: { Length: 2 * HashBytes } hex, Merchant: { } merchant }
            && Convert.FromHexString(hex, hash, out _, out _) == OperationStatus.Done
            && !IsKnownToAll(hash)
            && (merchant == ConfiguredMerchants.All || IdForms.IsMerchant(merchant));
    }

    private static bool TryReadScopes(ApiKeySettings settings, out Scopes scopes)
    {
        scopes = settings.MayRefund ? Scopes.PaymentsRefund : Scopes.None;
        if (settings.Scopes is not { } names)
        {
            scopes |= ScopeNames.Default;
            return true;
        }

        foreach (var name in names)
        {
            var scope = ScopeNames.Named(name);
            if (scope == Scopes.None) return false;
            scopes |= scope;
        }

        return scopes != Scopes.None;
    }

    // The hash of an empty shell variable, and of the key that stands in the README.
    private static bool IsKnownToAll(byte[] hash) =>
        hash.AsSpan().SequenceEqual(Hash("")) || hash.AsSpan().SequenceEqual(Hash(DevelopmentKey.Key));
}
