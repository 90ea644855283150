using CryptoPay.Gateway.Checks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Gateway.Tests.Checks;

/// <summary>The command, against a stand-in of a tenant behind real HTTP.</summary>
public sealed class GenesysCheckCommandTests : IAsyncLifetime
{
    private readonly WebApplication tenant = StandIn();

    public async ValueTask InitializeAsync() => await tenant.StartAsync();

    public async ValueTask DisposeAsync() => await tenant.DisposeAsync();

    [Fact]
    public async Task A_tenant_that_lacks_nothing_ends_with_0()
    {
        var (exitCode, said) = await Run("check", "--worktype=wt-1", "--Genesys:default:Statuses:Complete=s-complete");

        Assert.Equal(0, exitCode);
        Assert.Contains("default\n  ok     The tenant gives us a token.", said);
        Assert.Contains("note   workitem needs workitems:workitem:view", said);
        Assert.Contains("ok     The list of the work type's statuses is there.", said);
        Assert.Contains("Nothing is wrong.", said);
    }

    [Fact]
    public async Task What_is_missing_is_said_in_words_and_ends_with_1()
    {
        var (exitCode, said) = await Run("check", "--worktype=wt-1", "--Genesys:default:Statuses:Complete=s-gone");

        Assert.Equal(1, exitCode);
        Assert.Contains("FAULT  The work type has no status with the ID of Genesys:default:Statuses:Complete.", said);
        Assert.Contains("Faults: 1.", said);
    }

    [Fact]
    public async Task A_wrong_secret_is_said_and_not_shown()
    {
        var (exitCode, said) = await Run("check", "--Genesys:default:ClientSecret=an0ther");

        Assert.Equal(1, exitCode);
        Assert.Contains("FAULT  The tenant gives us no token (invalid_client): compare Genesys:default:ClientId", said);
        Assert.DoesNotContain("an0ther", said);
    }

    [Theory]
    [InlineData("--Genesys:default:Sinks:0=email", "FAULT  Genesys:default:Sinks names \"email\"")]
    [InlineData("--Genesys:default:CallsPerMinute=301", "FAULT  Genesys:default:CallsPerMinute must be 1 to 300.")]
    [InlineData("--Genesys:default:CallsPerMinute=many", "FAULT  Failed to convert configuration value 'many'")]
    [InlineData("--environment=Production", "FAULT  Genesys:default:BaseUrl must be an absolute https URL")]
    public async Task A_setting_that_cannot_work_is_a_fault(string setting, string fault)
    {
        var (exitCode, said) = await Run("check", setting);

        Assert.Equal((1, true), (exitCode, said.Contains(fault)));
    }

    [Fact]
    public async Task A_merchant_without_a_tenant_tells_no_case_and_that_is_no_fault()
    {
        using var output = new StringWriter();
        var exitCode = await new GenesysCheckCommand(output).Run(["check", "--ApiKeys:a:Merchant=north"]);

        Assert.Equal(0, exitCode);
        Assert.Contains("north\n  note   Its orders tell no case: there is no Genesys:north.", output.ToString());
    }

    [Theory]
    [InlineData]
    [InlineData("now")]
    [InlineData("check", "wi-7")]
    [InlineData("check", "--work-item=wi-7")]
    public async Task What_is_no_call_of_it_ends_with_2(params string[] args)
    {
        using var output = new StringWriter();

        Assert.Equal(2, await new GenesysCheckCommand(output).Run(args));
        Assert.StartsWith("Usage: CryptoPay.Gateway genesys check [--workitem=<id>]", output.ToString());
    }

    private async Task<(int ExitCode, string Said)> Run(params string[] args)
    {
        using var output = new StringWriter();
        var exitCode = await new GenesysCheckCommand(output).Run(
        [
            args[0], "--environment=Development", $"--Genesys:default:BaseUrl={tenant.Urls.Single()}",
            "--Genesys:default:ClientId=client", "--Genesys:default:ClientSecret=s3cr3t", .. args[1..],
        ]);
        return (exitCode, output.ToString());
    }

    private static WebApplication StandIn()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost("/oauth/token", (HttpRequest request) =>
            request.Headers.Authorization == $"Basic {Convert.ToBase64String("client:s3cr3t"u8)}"
                ? Results.Text("""{"access_token":"t","token_type":"bearer","expires_in":600}""")
                : Results.Text("""{"error":"invalid_client"}""", statusCode: 400));
        app.MapGet("/api/v2/taskmanagement/worktypes/wt-1/statuses", () => Results.Text(
            """{"entities":[{"id":"s-open","category":"Open"},{"id":"s-complete","category":"Closed"}]}"""));
        return app;
    }
}
