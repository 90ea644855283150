using System.Data.Common;
using CryptoPay.Processors.Checks;
using Npgsql;

namespace CryptoPay.Gateway.Checks;

/// <summary>Whether a database that silos and gateways share can be reached. SQLite's file is made by the start.</summary>
internal static class DatabaseCheck
{
    public static async Task<IEnumerable<Finding>> Of(IServiceProvider services, CancellationToken cancellation)
    {
        if (services.GetService<NpgsqlDataSource>() is not { } source) return [];
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            return [new Finding(FindingKind.Good, $"The database answers, as PostgreSQL {connection.ServerVersion}.")];
        }
        catch (DbException cannot)
        {
            return [new Finding(
                FindingKind.Fault, $"Storage:ConnectionString: the database does not take us: {cannot.Message}")];
        }
    }
}
