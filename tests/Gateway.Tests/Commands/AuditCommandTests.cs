using CryptoPay.Gateway.Commands;

namespace CryptoPay.Gateway.Tests.Commands;

/// <summary>The command beside a gateway that runs, on its database.</summary>
public sealed class AuditCommandTests(WholeGateway gateway)
{
    [Fact]
    public async Task It_prints_who_was_shown_an_order_oldest_first_one_JSON_object_a_line()
    {
        await gateway.Opened("CC-audited");
        await gateway.Look("/CC-audited/events");
        var path = $"{Payments.Path}/CC-audited?merchant={WholeGateway.Merchant}";
        await gateway.Send(Requests.Get(path), WholeGateway.OperatorKey);

        var (exitCode, output, notes) = await Run("--order=CC-audited", "--merchant", WholeGateway.Merchant);

        Assert.Equal((0, ""), (exitCode, notes));
        Assert.Collection(
            // A write that was slow on a busy machine is told twice rather than not at all.
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).DistinctBy(line => line[line.IndexOf(',')..]),
            line => Assert.Matches(
                """^\{"at":"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z","who":"first","what":"payment","""
                + "\"merchant\":\"first\",\"orderId\":\"CC-audited\",\"address\":\"127.0.0.1\"}$",
                line),
            line => Assert.Contains("\"what\":\"events\"", line),
            line => Assert.Contains("\"who\":\"operator\",\"what\":\"payment\"", line));
    }

    [Fact]
    public async Task It_prints_only_what_was_asked_for()
    {
        await gateway.Opened("CC-audited-in-part");
        var today = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd");

        Assert.NotEqual("", (await Run("--order=CC-audited-in-part", $"--from={today}", "--who=first")).Output);
        Assert.Equal("", (await Run("--order=CC-audited-in-part", $"--to={today}")).Output);
        Assert.Equal("", (await Run("--order=CC-audited-in-part", "--from=2099-01-31T09:30:00Z")).Output);
        Assert.Equal("", (await Run("--order=CC-audited-in-part", "--who=operator:nobody")).Output);
        Assert.Equal("", (await Run("--order=CC-audited-in-part", "--merchant=north")).Output);
    }

    [Theory]
    [InlineData("--from must be a time in UTC", "--from=yesterday")]
    [InlineData("--to must be a time in UTC", "--to=2026-13-01")]
    [InlineData("--merchant must be 1 to 32 characters", "--merchant=a/b")]
    [InlineData("--order must be 1 to 64 characters", "--order=a/b")]
    [InlineData("'--all'", "--all")]
    public async Task Wrong_words_are_named_and_end_with_2(string said, string word)
    {
        var (exitCode, output, notes) = await Run(word);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(said, notes);
    }

    private async Task<(int ExitCode, string Output, string Notes)> Run(params string[] words)
    {
        var (output, notes) = (new StringWriter(), new StringWriter());
        var exitCode = await new ProgramCommands(output, notes, TimeProvider.System).Run(
            [$"--Storage:ConnectionString=Data Source={gateway.DatabasePath}", "audit", "accesses", .. words],
            Requests.Cancellation);
        return (exitCode, $"{output}", $"{notes}");
    }
}
