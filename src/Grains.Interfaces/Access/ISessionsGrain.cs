namespace CryptoPay.Grains.Interfaces.Access;

/// <summary>
/// Who is signed in. Sessions are known by the hex of SHA-256 over their ID, so who reads the storage can use none.
/// Key: any number; it keeps nothing, so what it says is of now.
/// </summary>
[Alias("CryptoPay.ISessionsGrain")]
public interface ISessionsGrain : IGrainWithIntegerKey
{
    /// <summary>A working day. There is no way to make one longer.</summary>
    static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    /// <summary>Starts one for a person whom somebody else has made sure of.</summary>
    Task Start(string sessionHash, Operator who);

    /// <returns>Null where it is over, was ended, or never was.</returns>
    Task<Operator?> Find(string sessionHash);

    Task End(string sessionHash);
}
