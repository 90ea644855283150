using CryptoPay.Hosting.Logs;
using Microsoft.Extensions.Configuration;

namespace CryptoPay.Hosting.Tests.Logs;

public class LogOptionsTests
{
    [Fact]
    public void Lines_are_text_unless_a_setting_says_otherwise()
    {
        Assert.False(In([]).IsJson);
        Assert.True(In(new() { ["Logs:Format"] = "Json" }).IsJson);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("Yaml")]
    [InlineData("")]
    public void A_format_that_there_is_not_stops_the_start_and_the_refusal_says_which_there_are(string format) =>
        Assert.Equal($"Logs:Format is '{format}'. Allowed: Text, Json.", Refusal("Logs:Format", format));

    [Theory]
    [InlineData("no base64")]
    [InlineData("dG9vIHNob3J0")]
    public void A_key_that_others_could_guess_stops_the_start_and_is_not_repeated(string key) => Assert.Equal(
        "Logs:CallersKey must be 32 bytes or more in base64, as openssl rand -base64 32 makes them.",
        Refusal("Logs:CallersKey", key));

    private static LogOptions In(Dictionary<string, string?> settings) =>
        LogOptions.In(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

    private static string Refusal(string setting, string value) =>
        Assert.Throws<InvalidOperationException>(() => In(new() { [setting] = value })).Message;
}
