using CryptoPay.Genesys.Calls;
using CryptoPay.Genesys.Settings;
using CryptoPay.Processors.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Genesys.Tests.Calls;

public sealed class SecrecyTests
{
    private static readonly string[] Customers =
        ["wi-7", "case-7", "conv-7", "part-7", "contact-7", "15550100", "15550123", "CC-1001", "claim/1"];

    private static readonly (string, string?)[] Everything =
    [
        ("Sinks:0", "workitem"), ("Sinks:1", "attributes"), ("Sinks:2", "row"), ("Sinks:3", "summary"),
        ("Sinks:4", "comment"), ("Sinks:5", "message"), ("Sinks:6", "workflow"), ("DataTableId", "table-1"),
        ("FlowId", "flow-1"), ("MessageFrom", "+15550199"), ("MessengerType", "sms"),
        ("Statuses:Complete", "s-complete"),
    ];

    public static TheoryData<int> Statuses => [0, 200, 302, 400, 401, 403, 404, 409, 429, 503];

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task No_secret_and_no_ID_of_a_customer_is_in_any_line_however_a_call_ends(int status)
    {
        using var rig = new GenesysRig(Everything);
        rig.Api = call => status == 0 ? new Answer.Lost() : new Answer.Says(status,
            $$"""{"message":"{{call.PathAndQuery}}","code":"{{call.PathAndQuery}}","contextId":"c0ffee"}""");
        foreach (var sink in rig.Sinks.Where(sink => sink.Name != "claim-link"))
            await rig.Deliver(sink.Name, Orders.Paid);
        await rig.Deliver("claim-link", Orders.ToClaim.Asked("r1", "sms", "+15550123"));

        Assert.Equal([], rig.Log.Lines.Where(line => Customers.Append(GenesysRig.Secret).Append(GenesysRig.Token)
            .Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase))));
        // What is refused is told, so that there is something to look at.
        if (status == 403) Assert.Contains(rig.Log.Lines, line => line.StartsWith("7001", StringComparison.Ordinal));
    }

    [Fact]
    public void A_token_does_not_print_itself() =>
        Assert.Equal("***", new AccessTokens.Granted(GenesysRig.Token, 1).ToString());

    // What a sink is given has it all; what leaves us is words and sums.
    [Fact]
    public async Task No_address_hash_or_link_of_a_payment_leaves_us()
    {
        using var rig = new GenesysRig(Everything);
        foreach (var sink in rig.Sinks.Where(sink => sink.Name is not ("claim-link" or "message")))
            await rig.Deliver(sink.Name, Orders.Awaiting);

        Assert.NotEmpty(rig.Told);
        Assert.All(rig.Told, call => Assert.False(
            call.Contains("bcrt1q") || call.Contains("bitcoin:") || call.Contains("pay.example"), call));
    }

    [Fact]
    public void Of_settings_that_are_wrong_no_value_is_shown()
    {
        using var rig = new GenesysRig(("ClientSecret", "with a blank"), ("ClientId", "user:of"));

        var wrong = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(
            () => rig.Services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<GenesysOptions>>()
                .Get("default"));

        Assert.DoesNotContain("blank", wrong.Message);
        Assert.DoesNotContain("user:of", wrong.Message);
    }
}
