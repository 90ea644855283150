using Microsoft.Extensions.Options;

namespace CryptoPay.Notifications.Tests;

/// <summary>What stops the start, and what a change does.</summary>
public class SettingsTests
{
    /// <summary>The base64 of 23, 65 and 32 bytes; the last in forms that some readers take.</summary>
    public static TheoryData<string> BadSecrets =>
    [
        "", "a-secret-in-words", "whsec_", "whsec_!!!!",
        $"whsec_{Convert.ToBase64String(new byte[23])}",
        $"whsec_{Convert.ToBase64String(new byte[65])}",
        NotificationRig.Secret["whsec_".Length..],
        NotificationRig.Secret.ToUpperInvariant(),
        NotificationRig.Secret.TrimEnd('='),
        $" {NotificationRig.Secret}",
        $"{NotificationRig.Secret}\n",
        NotificationRig.Secret.Replace("HyA=", "HyB="),
    ];

    [Theory]
    [MemberData(nameof(BadSecrets))]
    public void A_secret_that_receivers_would_not_take_stops_the_start_and_is_not_shown(string secret)
    {
        var failure = FailureOf(new()
        {
            ["default:Hosts:0"] = "hooks.example.com",
            ["default:Secret"] = secret,
        });

        Assert.Equal("Notifications:default:Secret must be \"whsec_\" and the base64 of 24 to 64 random bytes; it is "
            + "required where there are hosts.", failure);
    }

    [Fact]
    public void A_previous_secret_has_the_same_form_or_is_not_there()
    {
        Dictionary<string, string?> settings = new()
        {
            ["default:Hosts:0"] = "hooks.example.com",
            ["default:Secret"] = NotificationRig.Secret,
            ["default:PreviousSecret"] = "",
        };
        using (var good = new NotificationRig(settings)) good.Start();

        settings["default:PreviousSecret"] = "the-one-before";

        Assert.StartsWith("Notifications:default:PreviousSecret must be ", FailureOf(settings));
        Assert.DoesNotContain("the-one-before", FailureOf(settings));
    }

    [Theory]
    [InlineData("Production", "https://hooks.example.com")]
    [InlineData("Production", "hooks.example.com:443")]
    [InlineData("Production", "*.example.com")]
    [InlineData("Production", "203.0.113.7")]
    [InlineData("Production", "localhost")]
    [InlineData("Staging", "localhost")]
    [InlineData("Development", "10.0.0.1")]
    public void A_host_that_is_no_exact_name_stops_the_start(string environment, string host) => Assert.StartsWith(
        "Notifications:default:Hosts must be a list of exact host names (Notifications:default:Hosts:0 is the first)",
        FailureOf(
            new() { ["default:Hosts:0"] = host, ["default:Secret"] = NotificationRig.Secret }, environment));

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public void In_Development_this_machine_may_be_listed(string host)
    {
        using var rig = new NotificationRig(
            new() { ["default:Hosts:0"] = host, ["default:Secret"] = NotificationRig.Secret }, "Development");

        rig.Start();

        Assert.True(rig.Hosts.Of("default").Allow($"http://{host}:8080/"));
    }

    [Fact]
    public void One_host_may_stand_there_without_a_list()
    {
        using var rig = new NotificationRig(
            new() { ["default:Hosts"] = "hooks.example.com", ["default:Secret"] = NotificationRig.Secret });

        rig.Start();

        Assert.True(rig.Hosts.Of("default").Allow(Orders.Url));
    }

    [Fact]
    public void A_merchant_without_hosts_starts_and_may_name_no_URL()
    {
        using var rig = new NotificationRig(new() { ["north:Secret"] = NotificationRig.Secret });

        rig.Start();

        Assert.False(rig.Hosts.Of("north").Allow(Orders.Url));
        Assert.False(rig.Hosts.Of("nobody-knows").Allow(Orders.Url));
    }

    [Fact]
    public void A_merchant_has_no_other_ones_hosts()
    {
        using var rig = new NotificationRig();

        Assert.True(rig.Hosts.Of("default").Allow(Orders.Url));
        Assert.False(rig.Hosts.Of("other").Allow(Orders.Url));
        Assert.False(rig.Hosts.Of("Default").Allow(Orders.Url));
    }

    [Fact]
    public void A_change_of_hosts_needs_no_restart_and_a_bad_one_allows_none()
    {
        using var rig = new NotificationRig();

        rig.Change("default:Hosts:1", "more.example.com");
        Assert.True(rig.Hosts.Of("default").Allow("https://more.example.com/"));

        rig.Change("default:Hosts:1", "https://more.example.com");
        Assert.False(rig.Hosts.Of("default").Allow(Orders.Url));
    }

    private static string FailureOf(Dictionary<string, string?> settings, string environment = "Production")
    {
        using var rig = new NotificationRig(settings, environment);
        return Assert.Single(Assert.Throws<OptionsValidationException>(rig.Start).Failures);
    }
}
