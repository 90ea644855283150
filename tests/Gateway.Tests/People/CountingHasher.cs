using System.Collections.Concurrent;
using CryptoPay.Grains.Interfaces.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Tests.People;

/// <summary>The real one, of few rounds, and with the hash of each comparison.</summary>
internal sealed class CountingHasher()
    : PasswordHasher<Operator>(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }))
{
    public const int Rounds = 10;

    public ConcurrentQueue<string> Compared { get; } = [];

    public override PasswordVerificationResult VerifyHashedPassword(
        Operator user, string hashedPassword, string providedPassword)
    {
        Compared.Enqueue(hashedPassword);
        return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
