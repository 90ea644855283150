using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using CryptoPay.Gateway.Access;
using CryptoPay.Grains.Access;
using CryptoPay.Grains.Interfaces.Access;
using CryptoPay.Processors;

namespace CryptoPay.Gateway.Commands;

/// <summary>
/// <c>CryptoPay.Gateway users add|list|reset|remove|sign-out</c>: the people who sign in. Where there is nobody yet,
/// this makes the first.
/// </summary>
internal sealed class UsersCommand(TextWriter output, TextWriter notes, OnStorage onStorage, TimeProvider time)
{
    private static readonly ImmutableArray<string> DefaultScopes = [Scopes.OpsRead.Name(), Scopes.OpsWrite.Name()];

    public Command Command => new("users", "Makes, lists and removes the operators who sign in.")
    {
        Add(), List(), Reset(), Remove(), SignOut(),
    };

    private Command Add()
    {
        var (name, merchant, scopes) =
            (KeyWords.OperatorName(), KeyWords.Merchant(ConfiguredMerchants.All), KeyWords.Scopes(DefaultScopes));
        return new Command("add", "Makes an operator, and prints what to sign in with.") { name, merchant, scopes }.On(
            onStorage,
            async (words, storage, settings) =>
            {
                var who = new Operator(
                    words.GetRequiredValue(name), words.GetValue(scopes) ?? DefaultScopes,
                    words.GetRequiredValue(merchant));
                var (issued, stored) = storage.GetRequiredService<OperatorSecrets>().Issue();
                if (!await Store(storage).Add(who, stored, time.GetUtcNow()))
                    return Refuse($"There is an operator {who.Name} already. Try: users reset {who.Name}");
                output.WriteLine($"Operator {who.Name} is made. {WhatTheyMay(who)}");
                output.WriteLine(SignInSheet.Of(who.Name, issued, settings));
                return 0;
            },
            mayMake: true);
    }

    private Command List() => new Command("list", "Shows all operators.").On(onStorage, async (_, storage, _) =>
    {
        foreach (var (who, lockedUntil, sessions) in await Store(storage).List(time.GetUtcNow()))
        {
            var locked = lockedUntil is { } until
                ? $" Locked until {until.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)}."
                : "";
            output.WriteLine($"{who.Name}: {WhatTheyMay(who)} Open sessions: {sessions}.{locked}");
        }

        return 0;
    });

    private Command Reset() => OnOne("reset", "Gives an operator a new password and new codes, and ends a lock.",
        async (name, storage, settings) =>
        {
            var (issued, stored) = storage.GetRequiredService<OperatorSecrets>().Issue();
            if (!await Store(storage).Reset(name, stored)) return RefuseUnknown(name);
            output.WriteLine($"Operator {name} is reset. Open sessions end within 10 s.");
            output.WriteLine(SignInSheet.Of(name, issued, settings));
            return 0;
        });

    private Command Remove() => OnOne("remove", "Ends an operator, and what they have open.",
        async (name, storage, _) =>
        {
            if (!await Store(storage).Remove(name)) return RefuseUnknown(name);
            output.WriteLine($"Operator {name} is removed. Open sessions end within 10 s.");
            return 0;
        });

    private Command SignOut() => OnOne(
        "sign-out", "Ends what a person has open.", async (name, storage, _) =>
        {
            output.WriteLine($"Sessions of {name} that end within 10 s: {await Store(storage).EndSessionsOf(name)}.");
            return 0;
        }, KeyWords.PersonName());

    private Command OnOne(
        string verb, string description, Func<string, IServiceProvider, IConfiguration, Task<int>> run,
        Argument<string>? person = null)
    {
        var name = person ?? KeyWords.OperatorName();
        return new Command(verb, description) { name }.On(
            onStorage, (words, storage, settings) => run(words.GetRequiredValue(name), storage, settings));
    }

    private static IOperatorStore Store(IServiceProvider storage) => storage.GetRequiredService<IOperatorStore>();

    private int RefuseUnknown(string name) => Refuse($"There is no operator {name}. See: users list");

    private int Refuse(string why)
    {
        notes.WriteLine(why);
        return 1;
    }

    private static string WhatTheyMay(Operator who) =>
        $"{(who.Merchant == ConfiguredMerchants.All ? "For all merchants" : $"For merchant {who.Merchant}")}: "
        + $"{string.Join(", ", who.Scopes)}.";
}
