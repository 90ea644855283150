using CryptoPay.Genesys.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CryptoPay.Genesys.Tests.Settings;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Region", "mypurecloud.xx", "one of mypurecloud.com, mypurecloud.ie,")]
    [InlineData("Region", "", "one of mypurecloud.com, mypurecloud.ie,")]
    [InlineData("ClientId", "", "the ID of an OAuth client")]
    [InlineData("ClientSecret", "", "the client's secret")]
    [InlineData("Statuses:Payed", "s-1", "one of AdditionalFundsRequired, AwaitingPayment,")]
    [InlineData("Statuses:Complete", " ", "the ID of a status, not empty")]
    [InlineData("Fields:colour", "c_text", "one of caseStatus, outcome,")]
    [InlineData("Fields:outcome", "paymentstatus_text", "a key of its own")]
    [InlineData("MessengerType", "pigeon", "one of sms, whatsapp, webmessaging, open, apple")]
    [InlineData("CallsPerMinute", "0", "1 to 300")]
    [InlineData("CallsPerMinute", "301", "1 to 300")]
    public void One_that_cannot_work_is_named_with_what_is_allowed(string setting, string value, string allowed)
    {
        using var rig = new GenesysRig((setting, value));

        var failure = Assert.Single(Failures(rig));

        Assert.StartsWith($"Genesys:default:{setting.Split(':')[0]}", failure);
        Assert.Contains(allowed, failure);
    }

    [Theory]
    [InlineData("row", "DataTableId")]
    [InlineData("workflow", "FlowId")]
    [InlineData("message", "MessageFrom", "MessengerType")]
    public void What_a_sink_does_not_do_without_is_asked_for(string sink, params string[] needs)
    {
        using var rig = new GenesysRig(("Sinks:0", sink));

        Assert.Equal(
            needs.Select(need => $"Genesys:default:{need} must be set, as the sink {sink} needs it."), Failures(rig));
    }

    [Theory]
    [InlineData("Sinks:0", "email")]
    [InlineData("Sinks", "workitem,row")]
    [InlineData("Sinks:0", "claim-link")]
    public void A_sink_that_there_is_not_is_refused_with_those_that_there_are(string setting, string value)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => new GenesysRig((setting, value)));

        Assert.Equal($"Genesys:default:Sinks names \"{value}\"; it must be a list (Genesys:default:Sinks:0 is the "
            + "first) of workitem, attributes, row, summary, comment, message, workflow.", refused.Message);
    }

    [Theory]
    [InlineData("https://stand-in.example/genesys", "Production", true)]
    [InlineData("http://127.0.0.1:5080/sandbox/genesys", "Development", true)]
    [InlineData("http://127.0.0.1:5080/sandbox/genesys", "Production", false)]
    [InlineData("http://stand-in.example", "Development", false)]
    [InlineData("https://user@stand-in.example", "Production", false)]
    [InlineData("stand-in.example", "Production", false)]
    public void In_place_of_a_region_is_https_and_only_in_development_http_on_this_machine(
        string url, string environment, bool isGood)
    {
        using var rig = new GenesysRig(environment, ("Region", ""), ("BaseUrl", url));

        Assert.Equal(isGood, Failures(rig).Length == 0);
    }

    [Fact]
    public void A_region_and_something_in_its_place_contradict_each_other()
    {
        using var rig = new GenesysRig(("BaseUrl", "https://stand-in.example"));

        Assert.Contains("or empty where BaseUrl is set", Assert.Single(Failures(rig)));
    }

    [Fact]
    public async Task A_region_is_where_its_login_and_its_API_are()
    {
        using var rig = new GenesysRig();
        var options = rig.Services.GetRequiredService<IOptionsMonitor<GenesysOptions>>().Get("default");
        Assert.Equal(("https://login.mypurecloud.ie/oauth/token", "https://api.mypurecloud.ie/api/v2"),
            (options.TokenUrl, options.ApiUrl));

        using var standIn = new GenesysRig(
            ("Region", ""), ("BaseUrl", "https://stand-in.example/genesys/"), ("Sinks:0", "summary"));
        standIn.Server.Script = _ => GenesysRig.Json("""{"access_token":"t","expires_in":600}""");
        await standIn.Deliver("summary", Orders.Paid);

        Assert.Equal(["/genesys/oauth/token", "/genesys/api/v2/casemanagement/cases/case-7/summary"],
            standIn.Server.Calls.Select(call => call.PathAndQuery));
    }

    [Fact]
    public void Every_region_of_the_SDK_is_known() => Assert.Equal(18, Regions.All.Distinct().Count());

    [Fact]
    public void Without_a_section_there_is_no_sink()
    {
        var services = new ServiceCollection();
        services.AddGenesys(new Microsoft.Extensions.Configuration.ConfigurationManager());

        Assert.Empty(services.BuildServiceProvider().GetServices<Payments.Cases.ICaseSink>());
    }

    [Fact]
    public void What_is_no_merchant_is_refused()
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager
        {
            ["Genesys:*:Region"] = "mypurecloud.ie",
        };

        Assert.Contains("Genesys:* is no merchant",
            Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddGenesys(configuration)).Message);
    }

    private static string[] Failures(GenesysRig rig)
    {
        try
        {
            rig.Services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException wrong)
        {
            return [.. wrong.Failures];
        }
    }
}
