using System.Security.Cryptography;
using CryptoPay.Grains.Interfaces.Access;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using OtpNet;

namespace CryptoPay.Grains.Access;

/// <summary>Makes and compares what an operator signs in with: a password and the secret behind the codes.</summary>
public sealed class OperatorSecrets
{
    /// <summary>Without those that are taken for each other.</summary>
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

    private const int PasswordGroups = 4;
    private const int PasswordGroupChars = 5;

    /// <summary>RFC 6238: one step for the time that a person takes, one for a clock that is ahead.</summary>
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    private readonly IPasswordHasher<Operator> hasher;
    private readonly IDataProtector protector;
    private readonly StoredSecrets nobodys;

    public OperatorSecrets(IPasswordHasher<Operator> hasher, IDataProtectionProvider protection)
    {
        this.hasher = hasher;
        protector = protection.CreateProtector("CryptoPay.Operator.v1");
        (_, nobodys) = Issue();
    }

    /// <summary>New ones. 100 bits of password: nobody chooses one, so nobody chooses a weak one.</summary>
    public (IssuedSecrets Issued, StoredSecrets Stored) Issue()
    {
        var password = string.Join('-', Enumerable.Range(0, PasswordGroups)
            .Select(_ => RandomNumberGenerator.GetString(Letters, PasswordGroupChars)));
        var totpSecret = Base32Encoding.ToString(KeyGeneration.GenerateRandomKey());
        return (
            new IssuedSecrets(password, totpSecret),
            new StoredSecrets(hasher.HashPassword(null!, password), protector.Protect(totpSecret)));
    }

    /// <summary>Does the same work for right, for wrong and for nobody.</summary>
    /// <param name="stored">Null: they are nobody's.</param>
    /// <returns>Null where one of the two is wrong.</returns>
    /// <exception cref="CryptographicException">The key that the secret was encrypted with is not there.</exception>
    public RightSecrets? Compare(StoredSecrets? stored, string password, string code, DateTimeOffset now)
    {
        var (passwordHash, totpSecret) = stored ?? nobodys;
        var verdict = hasher.VerifyHashedPassword(null!, passwordHash, password);
        var totp = new Totp(Base32Encoding.ToBytes(protector.Unprotect(totpSecret)));
        var isCode = totp.VerifyTotp(now.UtcDateTime, code, out var step, Window);
        if (stored is null || !isCode || verdict == PasswordVerificationResult.Failed) return null;
        return new RightSecrets(step, verdict == PasswordVerificationResult.SuccessRehashNeeded
            ? hasher.HashPassword(null!, password)
            : passwordHash);
    }
}

/// <summary>As the operator has them; they are told once and stand nowhere.</summary>
/// <param name="TotpSecret">160 bits in Base32.</param>
public sealed record IssuedSecrets(string Password, string TotpSecret);

/// <param name="TotpSecret">Encrypted.</param>
public sealed record StoredSecrets(string PasswordHash, string TotpSecret);

/// <param name="Step">The 30 s of the code, counted since 1970.</param>
/// <param name="PasswordHash">The stored one, or a better one where that is out of date.</param>
public sealed record RightSecrets(long Step, string PasswordHash);
