using System.CommandLine;
using System.Globalization;
using CryptoPay.Gateway.Access;
using CryptoPay.Grains.Access;
using CryptoPay.Grains.Interfaces.Access;
using CryptoPay.Processors;

namespace CryptoPay.Gateway.Commands;

/// <summary>
/// <c>CryptoPay.Gateway keys add|list|rotate|revoke</c>: the API keys in the database. A new key is the only line of
/// the output, so that a script can take it.
/// </summary>
internal sealed class KeysCommand(TextWriter output, TextWriter notes, OnStorage onStorage, TimeProvider time)
{
    private const string ShownOnce = "It opens within 10 s, as the header X-Api-Key, and is shown this once:";

    public Command Command => new("keys", "Makes, lists and ends the API keys in the database.")
    {
        Add(), List(), Rotate(), Revoke(),
    };

    private Command Add()
    {
        var (name, merchant, scopes, expires) =
            (KeyWords.Name(), KeyWords.Merchant(), KeyWords.Scopes(KeyWords.DefaultScopes), KeyWords.Expires(time));
        var (addresses, subject) = (KeyWords.Addresses(), KeyWords.CertificateSubject());
        var add = new Command("add", "Makes a key and prints it.")
        {
            name, merchant, scopes, expires, addresses, subject,
        };
        return add.On(onStorage, async (words, storage, settings) =>
        {
            var secret = ApiKeySecret.New();
            var key = new StoredKey(
                words.GetRequiredValue(name), Convert.ToHexStringLower(ApiKeyRing.Hash(secret)),
                words.GetRequiredValue(merchant), words.GetValue(scopes) ?? KeyWords.DefaultScopes,
                time.GetUtcNow(), words.GetValue(expires))
            {
                // The library makes an empty array of what was not given.
                Addresses = words.GetValue(addresses) is { Length: > 0 } some ? some : null,
                CertificateSubject = words.GetValue(subject),
            };
            var store = storage.GetRequiredService<IApiKeyStore>();
            if ((await store.Open(time.GetUtcNow(), CancellationToken.None)).Length >= IApiKeyStore.OpenMax)
                return Refuse($"There are {IApiKeyStore.OpenMax} open keys, which is all that there can be.");
            if (settings.GetSection($"ApiKeys:{key.Name}").Exists()
                || !await store.Add(key, CancellationToken.None))
            {
                return Refuse($"There is or was a key {key.Name}. A name means one key for good.");
            }

            notes.WriteLine($"Key {key.Name} is made. {WhatItMay(key)}");
            if (!IsServed(key.Merchant, settings))
            {
                notes.WriteLine($"No processor account takes orders of merchant {key.Merchant} yet: name it in "
                    + "Processors:<account>:Merchants, and start the gateway again.");
            }

            notes.WriteLine(ShownOnce);
            output.WriteLine(secret);
            return 0;
        },
        mayMake: true);
    }

    private Command List() => new Command("list", "Shows all keys that there ever were.").On(onStorage,
        async (_, storage, _) =>
        {
            foreach (var key in await storage.GetRequiredService<IApiKeyStore>().All(CancellationToken.None))
            {
                output.WriteLine(
                    $"{key.Name}: {StateOf(key)}. {WhatItMay(key)}{WhatElseOf(key)} "
                    + $"Last used: {TextOf(key.LastUsedAt)}.");
            }

            return 0;
        });

    private Command Rotate()
    {
        var (name, overlap) = (KeyWords.Name(), KeyWords.OverlapHours());
        return new Command("rotate", "Gives a key another secret and prints it.") { name, overlap }.On(onStorage,
            async (words, storage, _) =>
            {
                var (now, secret) = (time.GetUtcNow(), ApiKeySecret.New());
                var endsAt = now.AddHours(words.GetValue(overlap));
                if (!await storage.GetRequiredService<IApiKeyStore>().Rotate(
                    words.GetRequiredValue(name), Convert.ToHexStringLower(ApiKeyRing.Hash(secret)), endsAt, now,
                    CancellationToken.None))
                {
                    return RefuseUnknown(words.GetRequiredValue(name));
                }

                notes.WriteLine(
                    $"Key {words.GetRequiredValue(name)} has a new secret. The old one ends: {TextOf(endsAt)}.");
                notes.WriteLine(ShownOnce);
                output.WriteLine(secret);
                return 0;
            });
    }

    private Command Revoke()
    {
        var name = KeyWords.Name();
        return new Command("revoke", "Ends a key for good.") { name }.On(onStorage, async (words, storage, _) =>
        {
            if (!await storage.GetRequiredService<IApiKeyStore>().Revoke(
                words.GetRequiredValue(name), time.GetUtcNow(), CancellationToken.None))
            {
                return RefuseUnknown(words.GetRequiredValue(name));
            }

            notes.WriteLine($"Key {words.GetRequiredValue(name)} is revoked. It opens nothing within 10 s, nor do its "
                + "sessions.");
            return 0;
        });
    }

    /// <summary>As far as the settings tell; without a list an account serves the merchant they know.</summary>
    private static bool IsServed(string merchant, IConfiguration settings) => merchant == ConfiguredMerchants.All
        || ConfiguredMerchants.Of(settings).Append(ConfiguredMerchants.Default).Contains(merchant)
        || settings.GetSection("Processors").GetChildren()
            .Any(account => account.GetSection("Merchants").GetChildren().Any(one => one.Value == merchant));

    private int RefuseUnknown(string name) => Refuse(
        $"No open key {name} is in the database. Keys of the settings are changed there: ApiKeys:{name}.");

    private int Refuse(string why)
    {
        notes.WriteLine(why);
        return 1;
    }

    private string StateOf(StoredKey key) => key switch
    {
        { RevokedAt: { } at } => $"revoked {TextOf(at)}",
        { ExpiresAt: { } at } when !key.IsOpen(time.GetUtcNow()) => $"expired {TextOf(at)}",
        { ExpiresAt: { } at } => $"open, ends {TextOf(at)}",
        _ => "open",
    };

    private static string WhatItMay(StoredKey key) =>
        $"{(key.Merchant == ConfiguredMerchants.All ? "For all merchants" : $"For merchant {key.Merchant}")}, it may "
        + $"{string.Join(", ", key.Scopes)}.";

    /// <summary>From where alone it opens, and whether the secret before still does.</summary>
    private string WhatElseOf(StoredKey key)
    {
        var from = key.Addresses is { Length: > 0 } some ? $" Only from {string.Join(", ", some)}." : "";
        var with = key.CertificateSubject is { } subject ? $" Only with a certificate of {subject}." : "";
        var before = key.IsOpen(time.GetUtcNow()) && key.PreviousEndsAt > time.GetUtcNow()
            ? $" The secret before ends: {TextOf(key.PreviousEndsAt)}."
            : "";
        return from + with + before;
    }

    private static string TextOf(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "never";
}
