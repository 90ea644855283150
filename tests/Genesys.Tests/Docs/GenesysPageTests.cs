using CryptoPay.Gateway.Tests.Docs;
using CryptoPay.Genesys.Settings;
using CryptoPay.Genesys.Words;
using CryptoPay.Sandbox.Genesys.Contract;

namespace CryptoPay.Genesys.Tests.Docs;

/// <summary>Holds the tables of docs/genesys.md against the code, and what they ask for against the contract.</summary>
public sealed class GenesysPageTests
{
    private static readonly string[][] Rows = [.. Pages.Rows("genesys.md")];

    [Fact]
    public void Every_sink_has_its_row_with_its_kind_and_its_permissions()
    {
        using var rig = new GenesysRig(
            [("DataTableId", "t"), ("FlowId", "f"), ("MessageFrom", "m"), ("MessengerType", "sms"),
            .. GenesysSinks.All.Where(sink => sink.IsThereUnnamed is null)
                .Select((sink, i) => ($"Sinks:{i}", (string?)sink.Name))]);

        Assert.Equal(
            GenesysSinks.All.Select(sink => $"{sink.Name} {rig.Sink(sink.Name).Kind} "
                + (sink.Permissions.IsEmpty ? "none" : string.Join(", ", sink.Permissions))),
            Rows.Where(cells => cells.Length == 4 && cells[0].StartsWith('`'))
                .Select(cells => $"{cells[0]} {cells[2]} {cells[3]}".Replace("`", "")));
    }

    [Fact]
    public void Every_permission_is_one_that_the_contract_asks_for() => Assert.Equal(
        [], GenesysSinks.All.SelectMany(sink => sink.Permissions).Except(GenesysContract.Permissions));

    [Fact]
    public void Every_field_has_its_row() => Assert.Equal(
        CaseWords.All.Select(word => $"`{word.Name}` `{word.FieldKey}`").Order(),
        Rows.Where(cells => cells.Length == 2 && cells[1].EndsWith("_text`", StringComparison.Ordinal))
            .Select(cells => $"{cells[0]} {cells[1]}").Order());

    [Fact]
    public void Every_word_of_a_status_has_its_row() => Assert.Equal(
        StatusWords.All,
        Rows.Where(cells => cells.Length == 2 && StatusWords.All.Contains(cells[0].Trim('`')))
            .Where(cells => StatusWords.Of(cells[1]) == cells[0].Trim('`'))
            .Select(cells => cells[0].Trim('`')).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_region_is_named() =>
        Assert.All(Regions.All, region => Assert.Contains($"`{region}`", Pages.Text("genesys.md")));
}
