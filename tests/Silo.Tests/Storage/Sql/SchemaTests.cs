using System.Globalization;
using CryptoPay.Payments.Statements;
using CryptoPay.Silo.Storage.Sql;

namespace CryptoPay.Silo.Tests.Storage.Sql;

public abstract class SchemaTests(FreshDatabase fresh) : IAsyncDisposable
{
    protected Database Database => fresh.Database;

    /// <summary>The numbers of all files.</summary>
    protected IEnumerable<int> Steps
    {
        get
        {
            var prefix = $"{Database.GetType().Namespace}.Schema.";
            return Database.GetType().Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Select(name => int.Parse(name.AsSpan(prefix.Length, 4), CultureInfo.InvariantCulture)).Order();
        }
    }

    [Fact]
    public async Task Of_processes_that_start_together_on_a_new_database_one_applies_it_and_all_succeed()
    {
        var children = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => ChildProcess.Start(ChildProcess.ApplySchema, fresh.Storage)));
        foreach (var child in children)
            child.Go();

        foreach (var child in children)
        {
            using (child)
                Assert.Equal(0, await child.Exit());
        }

        Assert.Equal(Steps, await Applied());
    }

    [Fact]
    public void Times_are_indexed_of_each_entry_that_a_statement_may_make_a_line_of()
    {
        fresh.Apply();
        var view = (string)Database.Scalar(MoneySeenSql)!;

        Assert.All(StatementLines.Events, happened => Assert.Contains($"'{happened}'", view, StringComparison.Ordinal));
    }

    /// <summary>What the database says of the view.</summary>
    protected abstract string MoneySeenSql { get; }

    [Fact]
    public void A_statement_of_this_version_replaces_the_one_before_it()
    {
        const string read = "SELECT QueryText FROM OrleansQuery WHERE QueryKey = 'ReadFromStorageKey'";
        fresh.Apply();
        var current = Database.Scalar(read);
        Database.Scalar("UPDATE OrleansQuery SET QueryText = 'SELECT 1'");

        fresh.Apply();

        Assert.Equal(current, Database.Scalar(read));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_left_alone()
    {
        fresh.Apply();
        Database.Scalar("INSERT INTO schema_version VALUES (9000, '9000-of-tomorrow')");
        Database.Scalar("UPDATE OrleansQuery SET QueryText = 'of tomorrow'");

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => DatabaseSilo.Start(fresh.Storage));

        Assert.Contains(
            $"it has schema 9000-of-tomorrow, this one knows {Steps.Last():0000}-", refusal.ToString(),
            StringComparison.Ordinal);
        Assert.Equal("of tomorrow", Database.Scalar("SELECT DISTINCT QueryText FROM OrleansQuery"));
    }

    [Fact]
    public async Task A_database_to_which_a_newer_version_has_only_added_is_taken_as_it_is()
    {
        fresh.Apply();
        Database.Scalar("INSERT INTO schema_version VALUES (9000, '9000-a-table-more.additive')");

        await using var silo = await DatabaseSilo.Start(fresh.Storage);

        Assert.Equal([.. Steps, 9000], await Applied());
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return fresh.DisposeAsync();
    }

    protected async Task<IEnumerable<int>> Applied() =>
        (await Database.Column("SELECT number FROM schema_version ORDER BY number"))
            .Select(number => Convert.ToInt32(number, CultureInfo.InvariantCulture));
}
