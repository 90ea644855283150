namespace CryptoPay.Silo.Storage.Sql;

/// <summary>What a storage does when it is asked whether a payment could be written now.</summary>
internal interface IStorageProbe
{
    /// <summary>Writes for real, and where the next process would look for it; throws where it cannot.</summary>
    /// <param name="witness">Kept at the first time ever.</param>
    /// <returns>The witness that was kept.</returns>
    Task<string> Write(string witness, CancellationToken cancellation);
}
