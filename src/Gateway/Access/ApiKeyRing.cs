using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using CryptoPay.Grains.Interfaces.Access;
using CryptoPay.Payments.History;
using CryptoPay.Processors;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Access;

/// <summary>Who holds a key: of the settings, as they are now, or of the database.</summary>
internal sealed partial class ApiKeyRing(
    IOptionsMonitor<ApiKeys> keys, DevelopmentKey developmentKey, StoredKeys stored, CallerCheck callers,
    ILogger<ApiKeyRing> logger)
{
    private const int HashBytes = SHA256.HashSizeInBytes;

    /// <summary>The hashes of an empty shell variable, and of the key that stands in the README.</summary>
    private static readonly byte[][] KnownToAll = [Hash(""), Hash(DevelopmentKey.Key)];

    /// <summary>What stands for something else in histories, in whatever case.</summary>
    public static readonly string[] OwnNames = [Who.Schedule, DevelopmentKey.Name, AccessLogging.Link];

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public static bool IsOwnName(string name) => OwnNames.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The holder of the key with this hash, or null.</summary>
    /// <exception cref="TimeoutException">The settings have none, and the database cannot be asked.</exception>
    public async ValueTask<KeyHolder?> Find(byte[] hash, HttpContext context) =>
        FindConfigured(hash, context)
        ?? (await stored.Find(Convert.ToHexStringLower(hash)) is { } key && Admits(key, context)
            ? KeyHolder.Of(key.Name, key.Merchant, ScopeNames.NamedBy(key.Scopes))
            : null);

    private bool Admits(StoredKey key, HttpContext context) =>
        CallerRule.TryParse(key.Addresses, key.CertificateSubject, out var rule, out _)
        && callers.Admits(key.Name, rule, context);

    /// <summary>Compares with every key of the settings, each in constant time.</summary>
    public KeyHolder? FindConfigured(ReadOnlySpan<byte> hash, HttpContext context)
    {
        var holder = developmentKey.Find(hash, context);
        foreach (var (name, settings) in keys.CurrentValue)
        {
            if (HashesOf(settings) is { } hashes && IsOneOf(hashes, hash) && TryReadScopes(settings, out var scopes)
                && TryReadRule(settings, out var rule, out _) && callers.Admits(name, rule, context))
            {
                holder = KeyHolder.Of(name, settings.Merchant, scopes);
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
                    $"ApiKeys:{name} needs another name than {string.Join(", ", OwnNames)}: in histories these "
                    + "stand for our own clock, for the key of Development and for who opens a link.");
            }

            if (HashesOf(settings) is null)
            {
                throw new InvalidOperationException(
                    $"ApiKeys:{name} needs Sha256, the 64 hex digits of a real key's SHA-256, PreviousSha256 alike or "
                    + "not at all, and a Merchant of 1 to 32 characters of letters, digits, '.', '_' and '-', or "
                    + $"\"*\" for all. {HowToHash}");
            }

            if (!TryReadScopes(settings, out _))
            {
                throw new InvalidOperationException(
                    $"ApiKeys:{name}:Scopes must be a list of at least one of "
                    + $"{string.Join(", ", ScopeNames.Every.Select(ScopeNames.Name))}.");
            }

            if (!TryReadRule(settings, out _, out var wrong))
                throw new InvalidOperationException($"ApiKeys:{name}:{wrong}");
        }

        if (keys.CurrentValue.Count == 0 && !developmentKey.IsOn) Log.NoneConfigured(logger);
    }

    private const string HowToHash =
        "Make a key and its hash with: KEY=$(openssl rand -base64 32); printf %s \"$KEY\" | sha256sum";

    /// <summary>Of the key, and of the one before it; null where the settings are not good.</summary>
    private static byte[][]? HashesOf(ApiKeySettings settings)
    {
        // By pattern, because a null in the configuration becomes one here, whatever the type says.
        if (settings is not { Sha256: { } hex, PreviousSha256: { } previousHex, Merchant: { } merchant }
            || (merchant != ConfiguredMerchants.All && !IdForms.IsMerchant(merchant)))
        {
            return null;
        }

        string[] all = previousHex == "" ? [hex] : [hex, previousHex];
        var hashes = all.Select(HashIn).OfType<byte[]>().ToArray();
        return hashes.Length == all.Length ? hashes : null;
    }

    private static byte[]? HashIn(string hex)
    {
        var hash = new byte[HashBytes];
        return hex.Length == 2 * HashBytes && Convert.FromHexString(hex, hash, out _, out _) == OperationStatus.Done
            && !IsKnownToAll(hash) ? hash : null;
    }

    private static bool IsOneOf(byte[][] hashes, ReadOnlySpan<byte> hash)
    {
        var isOne = false;
        foreach (var one in hashes) isOne |= CryptographicOperations.FixedTimeEquals(one, hash);
        return isOne;
    }

    private static bool TryReadRule(
        ApiKeySettings settings, [NotNullWhen(true)] out CallerRule? rule, [NotNullWhen(false)] out string? wrong) =>
        CallerRule.TryParse(settings.Addresses, settings.CertificateSubject, out rule, out wrong);

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

    private static bool IsKnownToAll(byte[] hash) => Array.Exists(KnownToAll, known => known.SequenceEqual(hash));

    private static partial class Log
    {
        [LoggerMessage(5005, LogLevel.Warning, "No API key is configured: only keys of the database open. Make one "
            + "with: CryptoPay.Gateway keys add <name>")]
        public static partial void NoneConfigured(ILogger logger);
    }
}
