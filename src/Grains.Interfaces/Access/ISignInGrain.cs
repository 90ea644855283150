using CryptoPay.Payments;

namespace CryptoPay.Grains.Interfaces.Access;

/// <summary>Where operators sign in. Key: any number; it keeps nothing.</summary>
[Alias("CryptoPay.ISignInGrain")]
public interface ISignInGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Looks at name, password and code together, and starts a session where all are right. Five wrong tries in a row
    /// lock the name for 15 min.
    /// </summary>
    /// <param name="sessionHash">Of the session that starts, as <see cref="ISessionsGrain"/> knows it.</param>
    /// <returns>Null where not, and nothing says why: a guesser must learn nothing.</returns>
    Task<Operator?> SignIn(SignInTry attempt, string sessionHash);
}

/// <param name="Name">As typed.</param>
/// <param name="Code">Six digits, of now or of the 30 s before or after. It opens once.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.SignInTry")]
public sealed record SignInTry(
    [property: Id(0)] string Name, [property: Id(1)] Sensitive Password, [property: Id(2)] Sensitive Code);
