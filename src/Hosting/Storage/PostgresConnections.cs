using Npgsql;

namespace CryptoPay.Hosting.Storage;

/// <summary>Connections to the server that the settings name.</summary>
public static class PostgresConnections
{
    /// <summary>
    /// What the connection string leaves open is set so that a call of ours ends by itself: of a server that is silent
    /// we hear before our caller gives up, and of another that took its place after a second.
    /// </summary>
    /// <exception cref="InvalidOperationException">The connection string names no server or no database.</exception>
    public static NpgsqlDataSource Open(StorageOptions options)
    {
        var server = options.Server;
        SetDefault("Application Name", "CryptoPay");
        SetDefault("Timeout", 4);
        SetDefault("Command Timeout", 4);
        // To a server that does not answer no cancel gets through either.
        SetDefault("Cancellation Timeout", -1);
        SetDefault("Keepalive", 10);
        if (server.Host!.Contains(','))
        {
            SetDefault("Target Session Attributes", "primary");
            SetDefault("Host Recheck Seconds", 1);
        }

        // In metrics it would else be called by its whole connection string.
        return new NpgsqlDataSourceBuilder(server.ConnectionString) { Name = server.Database }.Build();

        void SetDefault(string keyword, object value)
        {
            if (!server.ShouldSerialize(keyword)) server[keyword] = value;
        }
    }
}
