using System.Data.Common;
using System.Security.Cryptography;
using CryptoPay.Silo.Start;
using CryptoPay.Silo.Storage.Sql;

namespace CryptoPay.Silo.Storage;

/// <summary>
/// Of the processes that share a database the first makes the first key, and none goes on that cannot open what the
/// others wrote: it would make a key of its own, and write what they cannot open.
/// </summary>
internal sealed class SharedKeys(Database database, KeyWitness keys) : BeforeStart
{
    /// <exception cref="InvalidOperationException">The certificate is not theirs.</exception>
    public void Verify()
    {
        // One process at a time, so that not two of them find none.
        using var turn = database.BeginSchemaChange();
        using var connection = turn.Connection;
        try
        {
            if (HealthRow.WitnessIn(database) is { } witness) keys.Verify(witness);
            else KeepWitness(HasKeys(connection!) ? keys.NewByStored() : keys.New());
        }
        // A database that cannot be read tells nothing about keys.
        catch (CryptographicException cannot) when (cannot.GetBaseException() is not (DbException or IOException))
        {
            throw new InvalidOperationException("Storage:KeysCertificatePath: this certificate does not open the keys "
                + "that stand in the database. Name the one that they were encrypted for, here or in "
                + "Storage:PreviousKeysCertificatePaths.", cannot);
        }
    }

    protected override void Run() => Verify();

    private static bool HasKeys(DbConnection connection)
    {
        using var look = Database.Command(connection, "SELECT EXISTS (SELECT FROM key_ring)");
        return look.ExecuteScalar() is true;
    }

    private void KeepWitness(string witness) =>
        HealthRow.Write(database, witness, CancellationToken.None).GetAwaiter().GetResult();
}
