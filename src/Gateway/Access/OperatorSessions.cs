using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using CryptoPay.Grains.Interfaces.Access;
using Microsoft.AspNetCore.Authentication;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// What a person has open in a browser. The cookie holds a random ID, new at each sign-in and encrypted; the storage
/// holds its hash and whom it is of.
/// </summary>
internal sealed partial class OperatorSessions(
    IGrainFactory grains, ApiKeyRing ring, TimeProvider time, ILogger<OperatorSessions> logger)
{
    /// <summary>Half of the time in which what was ended must be closed everywhere.</summary>
    public static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(5);

    /// <summary>More than there are people; then it forgets all, and asks again.</summary>
    private const int KnownMax = 10_000;

    private const string IdClaim = "session";
    private const string KeyHashClaim = "key";
    private const int IdHexChars = 64;

    private readonly ConcurrentDictionary<string, (KeyHolder Holder, long AskedAt)> known = new();

    /// <summary>Starts one where name, password and code are right together.</summary>
    /// <returns>Null where not.</returns>
    public async Task<ClaimsPrincipal?> SignIn(HttpContext context, SignInTry attempt)
    {
        var id = NewId();
        var who = await grains.GetGrain<ISignInGrain>(0).SignIn(attempt, HashOf(id));
        return who is null ? null : await GiveCookie(context, PrincipalOf(HolderOf(who), id));
    }

    /// <summary>Starts one for a person whom somebody else has made sure of.</summary>
    /// <param name="who">
    /// <see cref="Operator.Name"/> is what histories show after <c>operator:</c>; scopes by the names of
    /// <see cref="ScopeNames"/>; the merchant "*" for all.
    /// </param>
    public async Task<ClaimsPrincipal> Start(HttpContext context, Operator who)
    {
        var id = NewId();
        await grains.GetGrain<ISessionsGrain>(0).Start(HashOf(id), who);
        return await GiveCookie(context, PrincipalOf(HolderOf(who), id));
    }

    /// <summary>Starts one for who has shown an API key; it is over with that key too.</summary>
    public async Task<ClaimsPrincipal> Start(HttpContext context, KeyHolder holder, byte[] keyHash)
    {
        var id = NewId();
        // No operator's name has a colon, so what ends an operator's sessions ends none of these.
        await grains.GetGrain<ISessionsGrain>(0).Start(HashOf(id), new Operator($"key:{holder.Name}", [], ""));
        return await GiveCookie(context, PrincipalOf(holder, id, keyHash));
    }

    /// <summary>
    /// Who has the session of this cookie, with what they may do now and not with what they could at the sign-in.
    /// </summary>
    /// <returns>Null where it is over, or its API key. It throws where that cannot be told.</returns>
    public async Task<ClaimsPrincipal?> Find(HttpContext context, ClaimsPrincipal? cookie)
    {
        if (IdIn(cookie) is not { } id || await Find(id) is not { } holder) return null;
        if (cookie?.FindFirstValue(KeyHashClaim) is not { } keyHash) return PrincipalOf(holder, id);
        var hash = Convert.FromHexString(keyHash);
        return await ring.Find(hash, context) is { } now ? PrincipalOf(now, id, hash) : null;
    }

    private async Task<KeyHolder?> Find(string id)
    {
        var hash = HashOf(id);
        if (known.TryGetValue(hash, out var last) && time.GetElapsedTime(last.AskedAt) < KnownFor)
            return last.Holder;
        // Taken before the question, as the answer may be of then.
        var askedAt = time.GetTimestamp();
        if (await grains.GetGrain<ISessionsGrain>(0).Find(hash) is not { } who)
        {
            known.TryRemove(hash, out _);
            return null;
        }

        if (known.Count >= KnownMax) known.Clear();
        var holder = HolderOf(who);
        known[hash] = (holder, askedAt);
        return holder;
    }

    /// <summary>A copy of its cookie is worth nothing any more, here at once and elsewhere after 5 s.</summary>
    public async Task End(string id)
    {
        await grains.GetGrain<ISessionsGrain>(0).End(HashOf(id));
        known.TryRemove(HashOf(id), out _);
    }

    /// <returns>Null in what is no cookie of ours.</returns>
    public static string? IdIn(ClaimsPrincipal? principal) => principal?.FindFirstValue(IdClaim);

    private async Task<ClaimsPrincipal> GiveCookie(HttpContext context, ClaimsPrincipal principal)
    {
        await context.SignInAsync(OperatorCookie.Scheme, principal);
        Log.SignedIn(logger, principal.Name(), $"{context.Connection.RemoteIpAddress}");
        return principal;
    }

    private static ClaimsPrincipal PrincipalOf(KeyHolder holder, string id, byte[] keyHash) => Identity.Of(
        holder, OperatorCookie.Scheme, new Claim(IdClaim, id),
        new Claim(KeyHashClaim, Convert.ToHexStringLower(keyHash)));

    private static ClaimsPrincipal PrincipalOf(KeyHolder holder, string id) =>
        Identity.Of(holder, OperatorCookie.Scheme, new Claim(IdClaim, id));

    private static KeyHolder HolderOf(Operator who) =>
        KeyHolder.Of($"operator:{who.Name}", who.Merchant, ScopeNames.NamedBy(who.Scopes));

    private static string NewId() => RandomNumberGenerator.GetHexString(IdHexChars, lowercase: true);

    private static string HashOf(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private static partial class Log
    {
        [LoggerMessage(5012, LogLevel.Information, "{Who} signed in from {Address}.")]
        public static partial void SignedIn(ILogger logger, string who, string address);
    }
}
